"""The standing outcome of one question for many articles, as an expression on the article's own row.

Articles with the same governing set, source, feeds and copyright line differ in their own columns alone, so that one template
speaks for all of them: the cost grows with such groups and not with the archive.  What a row of another table says of one
article only is left to be decided by itself (NULL): it is never guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from itertools import chain
from operator import or_
from typing import TYPE_CHECKING

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Exists,
    Func,
    OuterRef,
    Q,
    TextField,
    Value,
    When,
)
from django.db.models.lookups import Exact

from archive.models import Article, Image, Source
from archive.models.tallies import names_of_feeds
from licensing import translate
from licensing.models import Delivery, HolderAssignment, PolicySeries, QuotaUse, Suspension
from licensing.policy.ask import WHOLE_ARTICLE, checked, resolve
from licensing.policy.model import PartKind
from licensing.queries.consumers import consumer as consumer_row
from licensing.queries.consumers import registrations
from licensing.queries.hypothesis import World
from licensing.queries.impact.groups import largest_groups
from licensing.queries.impact.reach import uuid_or_none
from licensing.queries.predicates import outcome_case, where
from licensing.queries.templates import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from licensing.policy.model import Outcome, Use
    from licensing.policy.partial import Residual
    from licensing.queries.hypothesis import Hypothesis
    from licensing.queries.impact.groups import Group

_OF_ONE = ("article", "part")
MOST_GROUPS = 100
"""Groups that are read for one question, the largest; articles of others have to be decided by themselves."""


@dataclass(frozen=True)
class Standing:
    """The outcomes of one question: what is left for each group of articles, and which are decided by themselves."""

    groups: tuple[tuple[Q, Residual], ...]
    alone: Q

    @property
    def outcome(self) -> Case:
        """Return the outcome as text; NULL for an article that has to be decided by itself."""
        found = [When(group, then=outcome_case(residual)) for group, residual in self.groups]
        nothing = Value(None, output_field=CharField())
        return Case(When(self.alone, then=nothing), *found, default=nothing, output_field=CharField())

    def having(self, outcome: Outcome) -> Q:
        """Return the filter for articles with an outcome, but those that have to be decided by themselves."""
        found = (group & where(residual, outcome) for group, residual in self.groups)
        return ~self.alone & reduce(or_, found, Q(pk__in=()))


def standing(
    *, use: Use, consumer: str, articles: QuerySet[Article], given: Hypothesis | None = None
) -> Standing:
    """Return what a use by a consumer comes to for each of some articles; with `given`, as if that were in force.

    Raises UnknownConsumerError, and UseError for a use that can't be asked of every article.
    """
    use = checked(use)
    world = World(use.at, use.known_at, given)
    row = consumer_row(consumer)
    who = translate.consumer(row, registrations(row).as_of(use.at, use.known_at).order_by("pk"))
    reader = Reader()
    sources = {source.pk: source for source in _sources(articles)}
    groups = [
        (group, reader.shared(group.subject(sources[group.source]), row=row, who=who, world=world))
        for group in largest_groups(list(sources), MOST_GROUPS)
    ]
    shut = {quota for _, one in groups for quota in one.used_up()}
    alone = reduce(or_, _alone(use, consumer, shut))
    found = tuple((_of(group), one.left(use)) for group, one in groups)
    return Standing(found, alone)


def _sources(articles: QuerySet[Article]) -> QuerySet[Source]:
    """Return the sites of some articles."""
    some = Exists(articles.order_by().filter(source=OuterRef("pk")))
    return Source.objects.filter(some).select_related("publisher").order_by("pk")


class _Names(Func):
    """The names of an article's feeds in one text, as a group has them."""

    template = names_of_feeds("%(expressions)s")
    output_field = TextField()


class _JoinedAfter(Func):
    """Whether an article came in by a feed later than a moment."""

    template = "EXISTS (SELECT FROM jsonb_each_text(%(expressions)s) AS feed (name, since) WHERE since::timestamptz > '%(moment)s')"
    output_field = BooleanField()


def _of(group: Group) -> Q:
    """Return the condition on the articles of a group."""
    feeds = Q(Exact(_Names("feeds"), Value(group.feeds))) if group.feeds else Q(feeds={})
    same = Q(source=group.source, governing_set_id=group.governing_set, copyright_notice=group.line)
    return same & feeds


# --- articles of which something else is on record -------------------------------------------------------------------


def _alone(use: Use, consumer: str, shut: set[tuple[str, datetime]]) -> Iterator[Q]:
    """Yield the conditions under which an article has to be decided by itself."""
    yield Q(pk__in=_named(use))
    yield ~Q(feeds={}) & Q(_JoinedAfter("feeds", moment=use.known_at.isoformat()))
    if use.words is not None:
        delivered = Delivery.objects.filter(consumer=consumer, delivered_at__lte=use.known_at)
        yield Q(pk__in=delivered.values("article"))
    for series, start in sorted(shut):
        counted = QuotaUse.objects.filter(
            counter__quota__agreement__series__identifier=series,
            counter__consumer=consumer,
            counter__period_start=start,
            used_at__lte=use.known_at,
        )
        yield Q(pk__in=counted.values("article"))
    if use.asset == WHOLE_ARTICLE and PartKind.IMAGE in resolve(use).parts:
        yield Q(Exists(Image.objects.filter(article=OuterRef("pk"))))


def _named(use: Use) -> list[UUID]:
    """Return the articles of which an officer's word, a suspension or a series names the whole or a part."""
    both = (use.at, use.known_at)
    values = chain(
        HolderAssignment.objects.filter(subject_kind="part").as_of(*both).values_list("subject", flat=True),
        Suspension.objects.filter(scope_kind__in=_OF_ONE).as_of(*both).values_list("scope_value", flat=True),
        PolicySeries.objects.filter(scope_kind__in=_OF_ONE).values_list("scope_value", flat=True),
    )
    named = (uuid_or_none(value.partition(":")[0]) for value in values)
    return sorted({one for one in named if one is not None})
