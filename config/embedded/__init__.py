"""Private PostgreSQL and Valkey from wheels: found, started, watched and stopped without any system service."""
