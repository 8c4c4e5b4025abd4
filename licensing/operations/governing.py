"""Which policy series govern an article: one shared set an article, so that a change of terms touches no article."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.db import transaction

from archive.models import Article
from licensing.models import GoverningSet, GoverningSetSeries, PolicySeries
from licensing.operations.locks import rely_on_the_record
from licensing.queries.facts import parties_of
from licensing.queries.scopes import GOVERNING_KINDS, GOVERNING_SCOPES, covers, governing_series
from licensing.queries.subjects import subject_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from licensing.queries.subjects import Subject

_BATCH = 2000


def govern(*, subject: Subject, interned: Iterable[PolicySeries] = (), now: datetime) -> GoverningSet:
    """Return the set that governs an article: every series whose scope matches, and the page's interned signals."""
    matching = governing_series(subject, parties_of(subject, now))
    return governing_set({series.pk for series in (*matching, *interned)})


def governing_set(members: Iterable[int]) -> GoverningSet:
    """Return the one set with these members, made where it is new."""
    ordered = sorted(set(members))
    digest = hashlib.sha256(",".join(map(str, ordered)).encode()).hexdigest()
    with transaction.atomic():
        found, new = GoverningSet.objects.get_or_create(digest=digest)
        if new:
            GoverningSetSeries.objects.bulk_create(
                GoverningSetSeries(governing_set=found, series_id=member) for member in ordered
            )
    return found


def regovern(*, series: PolicySeries, now: datetime) -> int:
    """Bring a new series into the sets of the articles that it covers, and say how many articles that moved.

    Only a new scope or a new holder asks for it, never a new version.
    """
    if series.kind not in GOVERNING_KINDS or series.scope_kind not in GOVERNING_SCOPES:
        return 0
    moved = 0
    by_set: dict[int | None, list[UUID]] = {}
    for article in _in_scope(series):
        subject = subject_of(article)
        if covers(series, subject, parties_of(subject, now) if series.scope_kind == "holder" else ()):
            by_set.setdefault(article.governing_set_id, []).append(article.pk)
    for old, articles in by_set.items():
        members = GoverningSetSeries.objects.filter(governing_set=old).values_list("series", flat=True)
        target = governing_set([*members, series.pk]) if old is not None else None
        moved += _move(articles, target) if target and target.pk != old else 0
    return moved


def regovern_articles(*, articles: QuerySet[Article], now: datetime) -> int:
    """Work out anew what governs some articles after their holders changed, and say how many that moved."""
    moved = 0
    with transaction.atomic():
        rely_on_the_record()  # a series that comes into force meanwhile moves the articles after us
        for article in articles.select_related("source__publisher").prefetch_related("images__credits"):
            subject = subject_of(article)
            interned = PolicySeries.objects.filter(
                scope_kind="page", memberships__governing_set=article.governing_set_id
            )
            target = govern(subject=subject, interned=interned, now=now)
            moved += _move([article.pk], target) if target.pk != article.governing_set_id else 0
    return moved


def _move(articles: list[UUID], target: GoverningSet) -> int:
    batches = (articles[start : start + _BATCH] for start in range(0, len(articles), _BATCH))
    counts = [Article.objects.filter(pk__in=batch).update(governing_set_id=target.pk) for batch in batches]
    return sum(counts)


def _in_scope(series: PolicySeries) -> Iterator[Article]:
    """Yield the articles that a series may cover; the exact rule is `covers`."""
    rows = Article.objects.select_related("source__publisher").prefetch_related("images__credits")
    match series.scope_kind:
        case "site":
            rows = rows.filter(source__domain=series.scope_value)
        case "publisher":
            rows = rows.filter(source__publisher__identifier=series.scope_value)
        case "article":
            rows = rows.filter(pk=series.scope_value)
        case "part":
            rows = _with_part(rows, series.scope_value)
        case _:
            pass  # a holder may be named in any credit line
    yield from rows.iterator(chunk_size=_BATCH)


def _with_part(rows: QuerySet[Article], value: str) -> QuerySet[Article]:
    article, colon, _ = value.partition(":")
    return rows.filter(pk=article) if colon else rows.filter(images__pk=value)
