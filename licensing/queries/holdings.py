"""What is held, by the policies that govern it: the archive's articles joined to their governing sets."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count

from archive.models import Article
from licensing.models import GoverningSetSeries, PolicyPeriod

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True)
class Holding:
    """How many articles one series governs; `version` is what is in force, "" where nothing is."""

    series: str
    kind: str
    title: str
    version: str
    reading: str
    unreadable: str
    articles: int
    excerpts: int


def holdings_by_terms(*, at: datetime, known_at: datetime | None = None) -> list[Holding]:
    """Return each series in a governing set of a held article, with the number of articles and excerpts, most first."""
    counts = Article.objects.values_list("governing_set_id").annotate(Count("id"), Count("excerpt"))
    articles: dict[int, int] = defaultdict(int)
    excerpts: dict[int, int] = defaultdict(int)
    by_set = {row[0]: row[1:] for row in counts.order_by()}
    members = GoverningSetSeries.objects.filter(governing_set__in=[k for k in by_set if k is not None])
    series = {}
    for member in members.select_related("series"):
        series[member.series_id] = member.series
        articles[member.series_id] += by_set[member.governing_set_id][0]
        excerpts[member.series_id] += by_set[member.governing_set_id][1]
    periods = (
        PolicyPeriod.objects.filter(series__in=series)
        .as_of(at, known_at or at)
        .select_related("version__series")
    )
    versions = {period.series_id: period.version for period in periods}
    found = []
    for key, one in series.items():
        version = versions.get(key)
        found.append(
            Holding(
                series=one.identifier,
                kind=one.kind,
                title=one.title,
                version=str(version.number) if version else "",
                reading=version.reading if version else "",
                unreadable=version.unreadable if version else "",
                articles=articles[key],
                excerpts=excerpts[key],
            )
        )
    return sorted(found, key=lambda h: (-h.articles, h.series))


def ungoverned_articles() -> int:
    """Return how many held articles no governing set names: each of them is a fault."""
    return Article.objects.filter(governing_set_id=None).count()
