"""Which articles a change of the record may concern: whole sites, or single articles that are decided by themselves."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from archive.models import Article, Source
from licensing.models import PolicySeries
from licensing.queries.impact.groups import sources_of_feed

_SITES = frozenset({"site", "page"})


@dataclass(frozen=True)
class Reach:
    """Sites whose articles may be concerned, `only` these articles of them where it is not None, and one consumer or all.

    With a `feed`, of these sites what came in by it.
    """

    sources: tuple[Source, ...]
    only: frozenset[UUID] | None = None
    consumer: str = ""
    feed: str = ""

    @property
    def source_ids(self) -> list[int]:
        """Return the keys of the sites."""
        return [source.pk for source in self.sources]


def reach_of_series(series: PolicySeries) -> Reach:
    """Return which articles a series may concern; those of texts that take it in by reference are among them."""
    above = PolicySeries.objects.filter(versions__incorporates__series=series).distinct()
    return _together([reach_of(one.scope_kind, one.scope_value) for one in (series, *above)])


def _together(found: list[Reach]) -> Reach:
    if len(found) == 1:
        return found[0]
    sources = {source.pk: source for one in found for source in one.sources}
    whole = any(one.only is None for one in found)
    only = None if whole else frozenset().union(*(one.only or () for one in found))
    feeds = {one.feed for one in found}
    feed = feeds.pop() if len(feeds) == 1 else ""
    return Reach(tuple(sources[key] for key in sorted(sources)), only, feed=feed)


def reach_of(scope_kind: str, scope_value: str, *, consumer: str = "") -> Reach:
    """Return which articles a scope may concern; a holder may be named in any credit line."""
    sources = Source.objects.select_related("publisher").order_by("pk")
    if scope_kind in _SITES:
        return Reach(tuple(sources.filter(domain=scope_value)), consumer=consumer)
    if scope_kind == "publisher":
        return Reach(tuple(sources.filter(publisher__identifier=scope_value)), consumer=consumer)
    if scope_kind == "collection":
        found_at = sources.filter(pk__in=sources_of_feed(scope_value))
        return Reach(tuple(found_at), consumer=consumer, feed=scope_value)
    if scope_kind in ("article", "part"):
        found = _named(scope_value)
        return Reach(tuple(sources.filter(articles__in=found).distinct()), frozenset(found), consumer)
    return Reach(tuple(sources), consumer=consumer)


def _named(value: str) -> set[UUID]:
    """Return the article that a value names: its own id, `<article id>:<part>`, or an image's id."""
    named = uuid_or_none(value.partition(":")[0])
    if named is None:
        return set()
    rows = Article.objects.filter(Q(pk=named) | Q(images__pk=named))
    return set(rows.values_list("pk", flat=True))


def uuid_or_none(text: str) -> UUID | None:
    """Return an identifier, or None for what is none."""
    try:
        return UUID(text)
    except ValueError:
        return None
