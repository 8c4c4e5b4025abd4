"""Wiring of the installation: settings, addresses, jobs, private servers and the commands that run the whole."""
