"""Full copies that a change of the record may concern."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.models import FullCopy
from licensing.queries.consumers import INTAKE_CONSUMER

if TYPE_CHECKING:
    from uuid import UUID

    from licensing.queries.impact.reach import Reach


def copies_within(reach: Reach, *, after: UUID, most: int) -> list[UUID]:
    """Return the next full copies that are held within reach, by identifier; none where another consumer is concerned."""
    if reach.consumer not in ("", INTAKE_CONSUMER):
        return []
    held = FullCopy.objects.filter(ended_at=None, article__source__in=reach.source_ids, pk__gt=after)
    if reach.only is not None:
        held = held.filter(article__in=reach.only)
    return list(held.order_by("pk").values_list("pk", flat=True)[:most])
