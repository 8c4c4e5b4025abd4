"""Facts for articles that stand for many: read once for sites of which the same is on record.

Two such articles differ in their own columns alone where the same series may answer, the same parties hold their parts,
no suspension names the site or the publisher of either, and no name that is printed for one alone is due to stand for
another party; then everything but the article is the same.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db.models import Q

from licensing import translate
from licensing.models import PartyAlias, Suspension
from licensing.queries.consumers import registrations
from licensing.queries.facts import article_facts, facts_under
from licensing.queries.holders import names_printed

if TYPE_CHECKING:
    from datetime import datetime

    from licensing.models import Consumer, PolicySeries
    from licensing.policy.model import Facts, Part, Use
    from licensing.queries.subjects import Subject


class SharedFacts:
    """Facts as `facts_about` gives them, for one consumer at one moment, while nobody changes the record."""

    def __init__(self, consumer: Consumer, now: datetime) -> None:
        self._row = consumer
        self.who = translate.consumer(consumer, registrations(consumer).as_of(now, now).order_by("pk"))
        self._known: dict[object, Facts] = {}
        suspended = Suspension.objects.filter(scope_kind__in=["site", "publisher"])
        self._suspended = set(suspended.values_list("scope_value", flat=True))
        due = PartyAlias.objects.known_at(now).filter(Q(effective_from__gt=now) | Q(effective_to__gt=now))
        self._changing = frozenset(due.values_list("value", flat=True))

    def of(
        self, subject: Subject, parts: tuple[Part, ...], series: list[PolicySeries], *, use: Use
    ) -> tuple[object, Facts]:
        """Return the facts of one article that stands for many, and what they are shared by.

        It has no images and no line that attributes it; `series` are those that may answer about it.
        """
        alone = not self._suspended.isdisjoint((subject.domain, subject.publisher))
        key = (
            tuple(one.pk for one in series),
            tuple(tuple((one.parties, one.press_publisher) for one in part.holders) for part in parts),
            subject.captured_at,
            subject.feeds,
            subject.domain if alone else "",
            self._changing.intersection(names_printed(subject)) if self._changing else (),
        )
        if key not in self._known:
            self._known[key] = facts_under(
                subject, use=use, row=self._row, who=self.who, parts=parts, series=series
            )
        article = replace(article_facts(subject, parts), title="", attribution="")
        return key, replace(self._known[key], article=article)
