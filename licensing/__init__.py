"""What may be done with what the archive holds, and on whose word."""
