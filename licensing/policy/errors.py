"""Errors of the policy core."""

from __future__ import annotations


class UnreadableError(ValueError):
    """A policy that cannot be read, and so counts as unknown: ``pointer`` is the JSON pointer of the place."""

    def __init__(self, pointer: str, message: str) -> None:
        super().__init__(f"{pointer or '/'}: {message}")
        self.pointer = pointer
        self.message = message
