"""What can go wrong with private servers, told in one sentence that names a remedy."""

from __future__ import annotations


class EmbeddedError(Exception):
    """A private server cannot be started here."""


class AlreadyRunningError(EmbeddedError):
    """Something else holds this state directory."""
