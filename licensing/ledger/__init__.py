"""Evidence that nobody can change unseen."""
