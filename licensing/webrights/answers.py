"""Answers of a site to who asks for a file that need not be there (every one but robots.txt).  Pure."""

from __future__ import annotations

READ = range(200, 300)
"""Statuses with which a file comes."""
_NOT_THERE = frozenset({404, 410})


def is_silence(status: int | None, failure: str = "") -> bool:
    """Whether the file is known not to be there; a refusal (401, 403, 429) says nothing of the file."""
    return not failure and status in _NOT_THERE


def why_unread(status: int | None, failure: str = "") -> str:
    """Return why a file was not read to its end; "" where it was."""
    return failure or ("" if status in READ else f"status {status}")
