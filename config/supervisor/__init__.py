"""One process that owns the whole installation: servers, web, worker and beat start and end with it."""
