"""Articles of which something of their own is on record: few, and each decided by itself in both worlds."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING
from uuid import UUID

from archive.models import Article, Image
from licensing.models import HolderAssignment, PolicySeries, QuotaUse, Suspension
from licensing.policy.decide import outcome_of
from licensing.policy.model import PartKind
from licensing.queries.facts import facts_under, parties_in
from licensing.queries.holders import parts_of
from licensing.queries.impact.compare import NOTHING, Own, facts_owned
from licensing.queries.impact.groups import joined_after
from licensing.queries.impact.reach import uuid_or_none
from licensing.queries.record import series_for
from licensing.queries.subjects import subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from licensing.policy.model import Facts, OnRecord, Use
    from licensing.queries.impact.compare import Comparison, Outcomes
    from licensing.queries.impact.questions import Question

_IMAGE = "ra:image:"


def alone(comparison: Comparison) -> frozenset[UUID]:
    """Return the articles within reach that have to be decided by themselves."""
    rows = Article.objects.filter(source__in=comparison.reach.source_ids)
    if comparison.reach.feed:
        rows = rows.filter(feeds__has_key=comparison.reach.feed)
    if comparison.reach.only is not None:
        return frozenset(rows.filter(pk__in=comparison.reach.only).values_list("pk", flat=True))
    named = {found for value in _values(comparison) if (found := uuid_or_none(value.partition(":")[0]))}
    named |= _joined_since(comparison)
    if not named:
        return frozenset()
    named |= set(Image.objects.filter(pk__in=named).values_list("article", flat=True))
    return frozenset(rows.filter(pk__in=named).values_list("pk", flat=True))


def _joined_since(comparison: Comparison) -> set[UUID]:
    """Return the articles that came in by a feed after one of the moments of knowledge, rather too many than too few."""
    if not any(group.feeds for group in comparison.groups):
        return set()
    return joined_after(min(world.known_at for world in comparison.worlds), comparison.reach.source_ids)


def _values(comparison: Comparison) -> Iterator[str]:
    """Yield every identifier of an article or image that something on record names, in either world."""
    holders = HolderAssignment.objects.filter(subject_kind="part")
    stops = Suspension.objects.filter(scope_kind__in=("article", "part"))
    for both in {(world.at, world.known_at) for world in comparison.worlds}:
        yield from holders.as_of(*both).values_list("subject", flat=True)
        yield from stops.as_of(*both).values_list("scope_value", flat=True)
    own = PolicySeries.objects.filter(scope_kind__in=("article", "part"))
    yield from own.values_list("scope_value", flat=True)
    yield from _targets(comparison)


def _targets(comparison: Comparison) -> Iterator[str]:
    """Yield the images that rules name."""
    for group in comparison.image_groups:
        for alike in range(len(comparison.consumers)):
            for one in comparison.facts(group, alike):
                captured = [record for then in one.captured or () for record in then.records]
                yield from _targets_of((*one.facts.on_record, *captured))


def _targets_of(records: Iterable[OnRecord]) -> Iterator[str]:
    for record in records:
        policy = record.content.policy
        for rule in policy.rules if policy else ():
            yield from (target.removeprefix(_IMAGE) for target in rule.targets if target.startswith(_IMAGE))


class Single:
    """Decides single articles in both worlds, their facts read once a consumer."""

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison
        self._facts = lru_cache(maxsize=1024)(self._read)

    def outcomes(self, article: UUID, alike: int, name: str, use: Use, own: Own = NOTHING) -> Outcomes:
        """Return both outcomes of a use; `use.asset` names a part of the article.  Raises UseError."""
        both = []
        for world, facts in zip(self.comparison.worlds, self._facts(article, alike, name), strict=True):
            asked = replace(use, at=world.at, known_at=world.known_at)
            both.append(outcome_of(asked, facts_owned(facts, own)))
        return both[0], both[1]

    def answers(self, article: UUID, *, images: bool) -> Iterator[tuple[str, Question, str, Outcomes]]:
        """Yield consumer, question, part and both outcomes, for every question of an article or of its images."""
        for k, one in enumerate(self.comparison.consumers):
            for name in one.names:
                parts = self._facts(article, k, name)[1].article.parts
                pictures = [part.id for part in parts if part.kind is PartKind.IMAGE]
                for question in one.questions:
                    if question.of_image is not images:
                        continue
                    use = question.asked_in(self.comparison.worlds[1])
                    for part in pictures if images else [question.part]:
                        asked = replace(use, asset=part)
                        yield name, question, part, self.outcomes(article, k, name, asked)

    def _read(self, article: UUID, alike: int, name: str) -> tuple[Facts, Facts]:
        one = self.comparison.consumers[alike]
        about = subject(article)
        found = []
        for world, who in zip(self.comparison.worlds, (one.before, one.after), strict=True):
            row = one.row if one.row.identifier == name else type(one.row).objects.get(identifier=name)
            who = replace(who, id=name)  # noqa: PLW2901 - the same facts under this one's name
            then = about.as_known_at(world.known_at)
            parts = parts_of(then, world.at, world.known_at)
            parties = parties_in(parts)
            series = world.series(series_for(then, who, parties), then, parties)
            use = one.questions[0].asked_in(world)
            facts = facts_under(then, use=use, row=row, who=who, parts=parts, series=series)
            found.append(world.seen(facts, series, then))
        return found[0], found[1]


def counted(comparison: Comparison) -> dict[UUID, dict[str, frozenset[tuple[str, datetime]]]]:
    """Return which articles count already in a quota that is used up, by consumer: there a repeat costs nothing."""
    shut: dict[tuple[str, datetime], set[str]] = defaultdict(set)
    for group in (*comparison.groups, *comparison.image_groups):
        for k, one in enumerate(comparison.consumers):
            for side in comparison.facts(group, k):
                for quota in side.used_up():
                    shut[quota].update(one.names)
    found: dict[UUID, dict[str, frozenset[tuple[str, datetime]]]] = defaultdict(dict)
    for (series, start), names in shut.items():
        rows = QuotaUse.objects.filter(
            counter__quota__agreement__series__identifier=series,
            counter__consumer__in=names,
            counter__period_start=start,
            used_at__lte=comparison.worlds[1].known_at,
        )
        for article, name in rows.values_list("article", "counter__consumer"):
            found[article][name] = found[article].get(name, frozenset()) | {(series, start)}
    return found
