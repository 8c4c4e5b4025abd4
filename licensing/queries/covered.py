"""Which held articles a series covers, as one condition: what `covers` says of each, without loading any."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import Q

from archive.models import Article, Image, Source
from licensing.models import HolderAssignment
from licensing.policy.partial import Column, Under
from licensing.queries.facts import parties_of
from licensing.queries.impact.groups import groups_of_articles, groups_of_images
from licensing.queries.impact.reach import uuid_or_none
from licensing.queries.predicates import condition
from licensing.queries.subjects import METADATA, TEXT, subject

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from licensing.models import PolicySeries
    from licensing.queries.impact.groups import Group

_NONE = Q(pk__in=())


def covered_by(series: PolicySeries, now: datetime) -> Q:
    """Return the condition on articles whose scope a series matches, holders as of now."""
    value = series.scope_value
    match series.scope_kind:
        case "site":
            below = condition(Under(Column.PATH, series.scope_path)) if series.scope_path else Q()
            return Q(source__domain=value) & below
        case "publisher":
            return Q(source__publisher__identifier=value)
        case "collection":
            return Q(feeds__has_key=value)
        case "article":
            return _one(value)
        case "part":
            return _with_part(value)
        case "holder":
            return _held_by(value, now)
        case _:
            return _NONE


def _one(value: str) -> Q:
    named = uuid_or_none(value)
    return Q(pk=named) if named is not None and str(named) == value else _NONE


def _with_part(value: str) -> Q:
    article, colon, part = value.partition(":")
    if colon:
        return _one(article) if part in {TEXT, METADATA} else _NONE
    named = uuid_or_none(value)
    images = (
        Image.objects.filter(pk=named) if named is not None and str(named) == value else Image.objects.none()
    )
    return Q(pk__in=images.values("article"))


def _held_by(party: str, now: datetime) -> Q:
    """Resolve each line once: articles with the same copyright line, and images with the same credit, have one holder.

    Articles of which an officer named the holder of a part are looked at by themselves.
    """
    sources = {source.pk: source for source in Source.objects.select_related("publisher")}
    texts = _lines(groups_of_articles(list(sources)), sources, party, now)
    credits_ = _lines(groups_of_images(list(sources)), sources, party, now)
    alone = _assigned(now)
    by_line = _NONE
    for source, lines in texts.items():
        by_line |= Q(source=source, copyright_notice__in=sorted(lines))
    for source, lines in credits_.items():
        images = Image.objects.filter(article__source=source, credit_text__in=sorted(lines))
        by_line |= Q(pk__in=images.values("article"))
    mine = {pk for pk in alone if party in parties_of(subject(pk), now)}
    return Q(pk__in=mine) | (~Q(pk__in=alone) & by_line)


def _lines(
    groups: Iterable[Group], sources: dict[int, Source], party: str, now: datetime
) -> dict[int, set[str]]:
    """Return the lines of each source that name a party as the holder."""
    found: dict[int, set[str]] = defaultdict(set)
    seen: set[tuple[int, str]] = set()
    for group in groups:
        if (group.source, group.line) not in seen:
            seen.add((group.source, group.line))
            if party in group.holders(sources[group.source], now):
                found[group.source].add(group.line)
    return found


def _assigned(now: datetime) -> set[UUID]:
    """Return the articles of which an officer's word names the holder of a part."""
    words = HolderAssignment.objects.filter(subject_kind="part").as_of(now, now)
    named = {uuid_or_none(value.partition(":")[0]) for value in words.values_list("subject", flat=True)} - {
        None
    }
    rows = Article.objects.filter(Q(pk__in=named) | Q(images__pk__in=named))
    return set(rows.values_list("pk", flat=True))
