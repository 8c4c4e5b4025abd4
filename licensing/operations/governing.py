"""Which policy series govern an article: one shared set an article, so that a change of terms touches no article."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from archive.models import Article
from licensing.models import GoverningSet, GoverningSetSeries, PolicySeries
from licensing.operations.locks import rely_on_the_record
from licensing.queries.covered import covered_by
from licensing.queries.facts import parties_of
from licensing.queries.scopes import GOVERNING_KINDS, GOVERNING_SCOPES, governing_series
from licensing.queries.subjects import subject_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

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
    digest = _digest(ordered)
    with transaction.atomic():
        found, new = GoverningSet.objects.get_or_create(digest=digest)
        if new:
            GoverningSetSeries.objects.bulk_create(
                GoverningSetSeries(governing_set=found, series_id=member) for member in ordered
            )
    return found


def governing_sets(many: Collection[frozenset[int]]) -> dict[frozenset[int], int]:
    """Return the set of each of several members; those that are there are found in one query."""
    digests = {members: _digest(sorted(members)) for members in many}
    rows = GoverningSet.objects.filter(digest__in=set(digests.values())).values_list("digest", "pk")
    known = dict(rows)
    return {members: known.get(name) or governing_set(members).pk for members, name in digests.items()}


def _digest(ordered: list[int]) -> str:
    return hashlib.sha256(",".join(map(str, ordered)).encode()).hexdigest()


def regovern(*, series: PolicySeries, now: datetime) -> int:
    """Bring a new series into the sets of the articles that it covers, and say how many articles that moved.

    Only a new scope or a new holder asks for it, never a new version.  Articles are moved in batches, by their sets.
    """
    if series.kind not in GOVERNING_KINDS or series.scope_kind not in GOVERNING_SCOPES:
        return 0
    covered = Article.objects.filter(covered_by(series, now)).exclude(governing_set_id=None)
    moved = 0
    for old in list(covered.order_by().values_list("governing_set_id", flat=True).distinct()):
        members = GoverningSetSeries.objects.filter(governing_set=old).values_list("series", flat=True)
        target = governing_set([*members, series.pk])
        if target.pk != old:
            moved += _move_all(covered.filter(governing_set_id=old), target)
    return moved


def regovern_publisher(*, publisher: str, now: datetime) -> int:
    """Bring every series about a publisher into the sets of its articles after a site came to it; count those moved."""
    with transaction.atomic():
        rely_on_the_record()
        series = PolicySeries.objects.filter(
            kind__in=GOVERNING_KINDS, scope_kind="publisher", scope_value=publisher
        )
        return sum(regovern(series=one, now=now) for one in series)


def _move_all(rows: QuerySet[Article], target: GoverningSet) -> int:
    """Move articles, identifier by identifier as the database hands them out: no row of theirs is loaded."""
    moved, batch = 0, list[UUID]()
    for pk in rows.order_by().values_list("pk", flat=True).iterator(chunk_size=_BATCH):
        batch.append(pk)
        if len(batch) == _BATCH:
            moved += _move(batch, target)
            batch = []
    return moved + (_move(batch, target) if batch else 0)


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
