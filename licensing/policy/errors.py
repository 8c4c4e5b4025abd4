"""Errors of the policy core."""

from __future__ import annotations

MOST_TOLD = 500
"""Characters of a pointer or a message; a stranger's keys may be as long as the document."""


class UnreadableError(ValueError):
    """A policy that cannot be read, and so counts as unknown: ``pointer`` is the JSON pointer of the place."""

    def __init__(self, pointer: str, message: str) -> None:
        pointer, message = _cut(pointer), _cut(message)
        super().__init__(f"{pointer or '/'}: {message}")
        self.pointer = pointer
        self.message = message


def _cut(text: str) -> str:
    return text if len(text) <= MOST_TOLD else text[: MOST_TOLD - 1] + "…"
