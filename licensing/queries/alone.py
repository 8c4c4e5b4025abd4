"""Held articles of which something is on record that no other article shares: each of them is decided by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection

from archive.models import Image
from licensing.models import Delivery, HolderAssignment, PolicySeries, QuotaUse, Suspension

if TYPE_CHECKING:
    from collections.abc import Collection

_HELD = "SELECT id, governing_set_id FROM archive_article WHERE id = ANY(%s::uuid[])"
_PARTS = ("text", "metadata")


def held_sets(articles: Collection[UUID]) -> dict[UUID, int | None]:
    """Return which of some articles are held, and what governs them."""
    with (
        connection.cursor() as cursor
    ):  # one array: a list of ten thousand parameters costs more than the look-up
        cursor.execute(_HELD, ["{" + ",".join(map(str, articles)) + "}"])
        return dict(cursor.fetchall())


def articles_alone(held: Collection[UUID], consumer: str) -> set[UUID]:
    """Return which of some held articles have a holder, a suspension, a policy, a delivery or a quota of their own.

    Whenever that holds: one that holds no longer costs a little time and no more.
    """
    if not held:
        return set()
    pictures = {str(image): article for image, article in _images(held)}
    named = [f"{article}:{part}" for article in held for part in _PARTS] + list(pictures)
    found: set[UUID] = set()
    parts: list[str] = [
        *HolderAssignment.objects.filter(subject_kind="part", subject__in=named).values_list(
            "subject", flat=True
        ),
        *Suspension.objects.filter(scope_kind="part", scope_value__in=named).values_list(
            "scope_value", flat=True
        ),
        *PolicySeries.objects.filter(scope_kind="part", scope_value__in=named).values_list(
            "scope_value", flat=True
        ),
    ]
    for value in parts:
        found.add(pictures[value] if value in pictures else UUID(value.partition(":")[0]))
    names = list(map(str, held))
    for table in (Suspension, PolicySeries):
        of_articles = table.objects.filter(scope_kind="article", scope_value__in=names)
        found |= {UUID(value) for value in of_articles.values_list("scope_value", flat=True)}
    found |= set(
        Delivery.objects.filter(article__in=held, consumer=consumer).values_list("article", flat=True)
    )
    counted = QuotaUse.objects.filter(article__in=held, counter__consumer=consumer)
    return found | set(counted.values_list("article", flat=True))


def _images(held: Collection[UUID]) -> list[tuple[UUID, UUID]]:
    return list(Image.objects.filter(article__in=held).values_list("pk", "article"))
