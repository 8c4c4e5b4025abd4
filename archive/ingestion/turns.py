"""Politeness: one capture of a site in each of its intervals, whatever worker takes it.

The turn is kept in the cache by the real time, which a fixed clock doesn't stop.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.cache import cache

from archive.models import Capture

if TYPE_CHECKING:
    from uuid import UUID


def seconds_to_wait(capture_id: UUID) -> int:
    """Take the site's turn and return 0, or return how many seconds later to ask again."""
    row = Capture.objects.filter(pk=capture_id).values("source_id", "source__min_interval_seconds").first()
    interval: int = row["source__min_interval_seconds"] if row else 0
    if not row or not interval or cache.add(f"archive:turn:{row['source_id']}", 1, timeout=interval):
        return 0
    return interval
