"""What we hold: publishers, sources, articles, images, credits, excerpts and captures. Knows nothing of rights."""
