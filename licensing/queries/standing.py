"""The standing outcome of one question for many articles, as an expression on the article's own row.

Articles with the same governing set, source and copyright line differ in their own columns alone, so that one template
speaks for all of them: the cost grows with such groups and not with the archive.  What a row of another table says of one
article only is left to be decided by itself (NULL): it is never guessed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce
from itertools import chain
from operator import or_
from typing import TYPE_CHECKING

from django.db.models import Case, CharField, Exists, OuterRef, Q, TextField, Value, When
from django.db.models.functions import Cast, Concat

from archive.models import Article, Image
from licensing import translate
from licensing.models import (
    Delivery,
    HolderAssignment,
    PolicyPeriod,
    PolicySeries,
    QuotaUse,
    Replacement,
    RuleConfirmation,
    Suspension,
)
from licensing.policy.ask import WHOLE_ARTICLE, checked, resolve
from licensing.policy.model import PartKind
from licensing.policy.partial import Captured, Column, Each, Template, partial
from licensing.queries.consumers import consumer as consumer_row
from licensing.queries.consumers import registrations
from licensing.queries.facts import facts_under, parties_in
from licensing.queries.holders import parts_of
from licensing.queries.predicates import outcome_case, where
from licensing.queries.record import FROZEN_AT_CAPTURE, at_capture, series_for
from licensing.queries.subjects import subject_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from django.db.models import QuerySet

    from licensing.models import BitemporalQuerySet, Consumer
    from licensing.policy import model
    from licensing.policy.model import Facts, Outcome, Use
    from licensing.policy.partial import Residual
    from licensing.queries.subjects import Subject

WHICHEVER = "00000000-0000-0000-0000-000000000000"
"""Stands for whichever article of a group is asked about."""

MOST_VERSIONS = 64
"""More changes of terms and signals than this are not gone through: each article of the group is decided by itself."""

_OPEN = frozenset(
    {Column.ARTICLE, Column.PATH, Column.SECTION, Column.LANGUAGE, Column.PUBLISHED, Column.CAPTURED}
)
_GROUP = ("governing_set_id", "source_id", "copyright_notice")


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


def standing(*, use: Use, consumer: str, articles: QuerySet[Article]) -> Standing:
    """Return what a use by a consumer comes to for each of some articles.

    Raises UnknownConsumerError, and UseError for a use that can't be asked of every article.
    """
    use = checked(use)
    row = consumer_row(consumer)
    who = translate.consumer(row, registrations(row).as_of(use.at, use.known_at).order_by("pk"))
    templates = [(group, *_template(group, articles, use, row, who)) for group in _groups(articles)]
    shut = {quota for _, facts, _ in templates for quota in _used_up(facts)}
    alone = reduce(or_, _alone(use, consumer, shut))
    found = tuple((Q(**group), _left(use, facts, captured)) for group, facts, captured in templates)
    return Standing(found, alone)


def _groups(articles: QuerySet[Article]) -> list[dict[str, object]]:
    return list(articles.order_by(*_GROUP).values(*_GROUP).distinct())


# --- one group -------------------------------------------------------------------------------------------------------


def _left(use: Use, facts: Facts, captured: tuple[Captured, ...] | None) -> Residual:
    if captured is None:
        return Each(f"terms and signals changed more than {MOST_VERSIONS} times")
    return partial(Template(use=use, facts=facts, free=_OPEN, captured=captured))


def _template(
    group: dict[str, object], articles: QuerySet[Article], use: Use, row: Consumer, who: model.Consumer
) -> tuple[Facts, tuple[Captured, ...] | None]:
    """Return the facts that all articles of a group share, and the terms and signals by the moment of capture."""
    any_of_them = articles.filter(**group).select_related("source__publisher").first()
    if any_of_them is None:
        raise LookupError("The group is empty.")
    subject = replace(subject_of(any_of_them), id=WHICHEVER, path="/", images=())
    parts = parts_of(subject, use.at, use.known_at)
    series = _series(subject, who, parties_in(parts))
    facts = facts_under(subject, use=use, row=row, who=who, parts=parts, series=series)
    frozen = [one for one in series if one.kind in FROZEN_AT_CAPTURE]
    starts = sorted(set(_changes(frozen, use.known_at)))
    if len(starts) > MOST_VERSIONS:
        return facts, None
    captured = (
        Captured(start, at_capture(frozen, replace(subject, captured_at=start), row.identifier, use.known_at))
        for start in starts
    )
    return replace(facts, at_capture=()), tuple(captured)


def _series(subject: Subject, who: model.Consumer, parties: set[str]) -> list[PolicySeries]:
    """Return the series that may answer for some article of the group; what names one article is for that one alone."""
    named = {who.id, *who.groups}
    below = PolicySeries.objects.filter(
        kind="agreement",
        agreement__assignees__overlap=sorted(named),
        scope_kind="site",
        scope_value=subject.domain,
    )
    found = [*series_for(subject, who, parties), *below.select_related("assigner")]
    return [one for one in dict.fromkeys(found) if one.scope_kind not in ("article", "part")]


def _changes(series: list[PolicySeries], known_at: datetime) -> Iterator[datetime]:
    """Yield the moments at which what governs a capture changes, as known then."""
    tables: Iterable[BitemporalQuerySet[PolicyPeriod | RuleConfirmation | Replacement]] = (
        PolicyPeriod.objects.filter(series__in=series),
        RuleConfirmation.objects.filter(version__series__in=series),
        Replacement.objects.filter(series__in=series),
    )
    for rows in tables:
        bounds = rows.known_at(known_at).values_list("effective_from", "effective_to").order_by()
        yield from (moment for moment in chain.from_iterable(bounds) if moment)


def _used_up(facts: Facts) -> Iterator[tuple[str, datetime]]:
    """Yield the series of each agreement whose quota is used up, and the period's start: a repeat costs nothing there."""
    for record in facts.on_record:
        quotas = record.agreement.quotas if record.agreement else ()
        yield from ((record.id, quota.period_start) for quota in quotas if not quota.left)


# --- articles of which something else is on record -------------------------------------------------------------------


def _alone(use: Use, consumer: str, shut: set[tuple[str, datetime]]) -> Iterator[Q]:
    """Yield the conditions under which an article has to be decided by itself."""
    this = Cast(OuterRef("pk"), TextField())
    parts = [Concat(this, Value(f":{part}"), output_field=TextField()) for part in ("text", "metadata")]
    assigned = HolderAssignment.objects.filter(subject_kind="part", subject__in=parts)
    yield Q(Exists(assigned.as_of(use.at, use.known_at)))
    named = Q(scope_kind="article", scope_value=this) | Q(scope_kind="part", scope_value__in=parts)
    yield Q(Exists(Suspension.objects.filter(named).as_of(use.at, use.known_at)))
    yield Q(Exists(PolicySeries.objects.filter(named)))
    if use.words is not None:
        yield Q(
            Exists(
                Delivery.objects.filter(
                    article=OuterRef("pk"), consumer=consumer, delivered_at__lte=use.known_at
                )
            )
        )
    for series, start in sorted(shut):
        counted = QuotaUse.objects.filter(
            counter__quota__agreement__series__identifier=series,
            counter__consumer=consumer,
            counter__period_start=start,
            used_at__lte=use.known_at,
        )
        yield Q(Exists(counted.filter(article=OuterRef("pk"))))
    if use.asset == WHOLE_ARTICLE and PartKind.IMAGE in resolve(use).parts:
        yield Q(Exists(Image.objects.filter(article=OuterRef("pk"))))
