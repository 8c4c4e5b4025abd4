"""Which series speak of an article: the one rule behind governing sets, agreements and suspensions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from licensing.models import PolicySeries
from licensing.policy.model import Scope, ScopeKind
from licensing.policy.scopes import path_within

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from django.db.models import QuerySet

    from licensing.queries.subjects import Subject

GOVERNING_KINDS = ("terms", "signal", "house")
GOVERNING_SCOPES = ("part", "article", "collection", "site", "holder", "publisher")


def covers(series: PolicySeries, subject: Subject, parties: Collection[str]) -> bool:
    """Whether the scope of a series matches an article whose parts are held by `parties`."""
    match series.scope_kind:
        case "everything":
            return True
        case "site":
            return series.scope_value == subject.domain and path_within(subject.path, series.scope_path)
        case "publisher":
            return series.scope_value == subject.publisher
        case "holder":
            return series.scope_value in parties
        case "collection":
            return series.scope_value in subject.collections
        case "article":
            return series.scope_value == subject.id
        case "part":
            return bool(subject.part_id(series.scope_value))
        case _:
            return False  # interned signals apply by membership alone


def scope_in(series: PolicySeries, subject: Subject) -> Scope | None:
    """Return the scope of a series as it concerns an article, or None where it names a part of another one.

    Interned page signals apply to the articles whose governing set names them.
    """
    match series.scope_kind:
        case "page":
            return Scope(ScopeKind.ARTICLE, subject.id)
        case "part":
            part = subject.part_id(series.scope_value)
            return Scope(ScopeKind.PART, part) if part else None
        case kind:
            return Scope(ScopeKind(kind), series.scope_value, series.scope_path)


def governing_series(subject: Subject, parties: Collection[str]) -> list[PolicySeries]:
    """Return the terms, signals and house rules whose own scope matches the article, but for those for everybody."""
    candidates = governing_candidates([subject], parties)
    return [series for series in candidates if covers(series, subject, parties)]


def governing_candidates(subjects: Iterable[Subject], parties: Collection[str]) -> QuerySet[PolicySeries]:
    """Return every such series that covers one of several articles, whose parts are held by `parties` at most."""
    several = list(subjects)
    named = (
        Q(scope_kind="site", scope_value__in={one.domain for one in several})
        | Q(scope_kind="publisher", scope_value__in={one.publisher for one in several})
        | Q(scope_kind="collection", scope_value__in={name for one in several for name in one.collections})
        | Q(scope_kind="article", scope_value__in={one.id for one in several})
        | Q(scope_kind="holder", scope_value__in=set(parties))
        | Q(scope_kind="part", scope_value__in={value for one in several for value in one.part_values})
    )
    return PolicySeries.objects.filter(named, kind__in=GOVERNING_KINDS)
