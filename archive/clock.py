"""The project's only clock, read at the edges alone: views, tasks, commands and admin actions."""

from __future__ import annotations

from datetime import UTC, datetime

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """Return the present instant, aware; `IMPRIMATUR_FIXED_CLOCK` stands still where it is set.

    Raises ValueError when the fixed clock is no ISO date-time with an offset (system check `config.E001`).
    """
    text: str = settings.IMPRIMATUR_FIXED_CLOCK
    if not text:
        return timezone.now()
    fixed = datetime.fromisoformat(text)
    if fixed.tzinfo is None:
        raise ValueError("The fixed clock has no offset, so it names no instant.")
    return fixed.astimezone(UTC)
