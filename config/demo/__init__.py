"""The main job shown on a page that is served on loopback."""
