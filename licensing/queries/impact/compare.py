"""Two worlds compared: what each question of each group of articles comes to in the one and in the other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from licensing.policy.partial import Template
from licensing.policy.partial.mentions import NotExpressibleError
from licensing.queries.impact.columns import Columns
from licensing.queries.impact.groups import groups_of_articles, groups_of_images
from licensing.queries.impact.questions import consumers_alike
from licensing.queries.impact.sides import Side
from licensing.queries.templates import OPEN, Reader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from licensing.policy import model
    from licensing.policy.model import Facts, Outcome, Use
    from licensing.queries.hypothesis import World
    from licensing.queries.impact.groups import Group
    from licensing.queries.impact.questions import Question
    from licensing.queries.impact.reach import Reach
    from licensing.queries.impact.sides import Values
    from licensing.queries.templates import Shared

T = TypeVar("T")
Pair = tuple["Side | None", "Side | None"]
Outcomes = tuple["Outcome", "Outcome"]


@dataclass(frozen=True)
class Own:
    """What only one consumer's record says of an article: words handed out so far, and quotas that count it already.

    `words` are the distinct positions ever released together with those asked for, None where nothing was released.
    """

    words: int | None = None
    counted: frozenset[tuple[str, datetime]] = frozenset()
    every_quota: bool = False


NOTHING = Own()


class UndecidedError(Exception):
    """What is left cannot be told from columns: the article has to be decided by itself."""


class Comparison:
    """Everything that two worlds say of the articles within reach, worked out once a group."""

    def __init__(self, *, before: World, after: World, reach: Reach) -> None:
        self.worlds = (before, after)
        self.reach = reach
        self.reader = Reader()
        self._once: dict[object, Any] = {}
        self.sources = {source.pk: source for source in reach.sources}
        self.consumers = consumers_alike(before, after, only=reach.consumer)
        self._shared: dict[tuple[Group, int], tuple[Shared, Shared]] = {}
        self._left: dict[tuple[Group, int, Use, Own], Pair] = {}

    def once(self, key: object, work: Callable[[], T]) -> T:
        """Return what some work gives, done once for this comparison."""
        if key not in self._once:
            self._once[key] = work()
        found: T = self._once[key]
        return found

    @property
    def by_groups(self) -> bool:
        """Whether whole groups are within reach, and not single articles alone."""
        return self.reach.only is None

    @cached_property
    def groups(self) -> list[Group]:
        """The groups of articles within reach."""
        return self._within(groups_of_articles(self.reach.source_ids)) if self.by_groups else []

    @cached_property
    def image_groups(self) -> list[Group]:
        """The groups of images within reach."""
        return self._within(groups_of_images(self.reach.source_ids)) if self.by_groups else []

    def _within(self, groups: list[Group]) -> list[Group]:
        feed = self.reach.feed
        return [one for one in groups if feed in one.feeds.split()] if feed else groups

    def alike_of(self, name: str) -> int | None:
        """Return which consumers one belongs to, or None where it is not active."""
        return next((k for k, one in enumerate(self.consumers) if name in one.names), None)

    def facts(self, group: Group, alike: int) -> tuple[Shared, Shared]:
        """Return what a group shares for some consumers, in both worlds."""
        found = self._shared.get((group, alike))
        if found is None:
            one = self.consumers[alike]
            subject = group.subject(self.sources[group.source])
            before, after = (
                self.reader.shared(subject, row=one.row, who=who, world=world)
                for world, who in zip(self.worlds, (one.before, one.after), strict=True)
            )
            found = self._shared[group, alike] = before, after
        return found

    def pair(self, group: Group, alike: int, use: Use, own: Own = NOTHING) -> Pair:
        """Return a use in both worlds, at their moments; None where each article is decided.  Raises UseError."""
        key = (group, alike, replace(use, at=self.worlds[1].at, known_at=self.worlds[1].known_at), own)
        if key not in self._left:
            before, after = (
                _side(_as_owned(one, own), replace(use, at=world.at, known_at=world.known_at))
                for one, world in zip(self.facts(group, alike), self.worlds, strict=True)
            )
            self._left[key] = before, after
        return self._left[key]

    def asked(self, group: Group) -> Iterator[tuple[int, Question]]:
        """Yield every question of the members of a group."""
        for k, one in enumerate(self.consumers):
            yield from ((k, question) for question in one.questions if question.of_image is group.images)

    @cached_property
    def changing(self) -> dict[Group, dict[tuple[int, Question], Pair]]:
        """Each question of each group, where the two worlds may differ."""
        found: dict[Group, dict[tuple[int, Question], Pair]] = {}
        for group in (*self.groups, *self.image_groups):
            same = {k for k in range(len(self.consumers)) if self.same(group, k)}
            found[group] = {
                (k, question): self.pair(group, k, question.asked_in(self.worlds[1]))
                for k, question in self.asked(group)
                if k not in same
            }
        return found

    def same(self, group: Group, alike: int) -> bool:
        """Whether both worlds hold the same facts at the same time: then nothing can differ."""
        before, after = self.facts(group, alike)
        return self.worlds[0].at == self.worlds[1].at and before == after and before.captured is not None

    def undecided(self, *, images: bool) -> frozenset[Group]:
        """Return the groups whose members have to be decided by themselves."""
        return frozenset(
            group
            for group, found in self.changing.items()
            if group.images is images and any(_each(pair) for pair in found.values())
        )

    @property
    def differing_names(self) -> list[str]:
        """Consumers for whom something differs in some group of articles."""
        return sorted(
            name
            for k, one in enumerate(self.consumers)
            if not all(self.same(group, k) for group in self.groups)
            for name in one.names
        )

    def columns(self, *, images: bool) -> Columns:
        """Return the columns that tell articles (or images) within reach apart."""
        pairs = (p for g, found in self.changing.items() if g.images is images for p in found.values())
        return Columns((side.mentioned for pair in pairs for side in pair if side), paths=self._paths())

    def _paths(self) -> set[str]:
        """Return the paths below which agreements speak."""
        found = set()
        for group, k in self._shared:
            for side in self.facts(group, k):
                scopes = (s for r in side.facts.on_record if r.agreement for s in r.scopes)
                found |= {scope.path for scope in scopes if scope.path}
        return found


def outcomes(pair: Pair, values: Values) -> Outcomes:
    """Return the outcomes of a class of articles in both worlds.  Raises UndecidedError."""
    before, after = pair
    if before is None or after is None:
        raise UndecidedError
    return before.outcome(values), after.outcome(values)


def _each(pair: Pair) -> bool:
    return any(side is None for side in pair)


def _side(one: Shared, use: Use) -> Side | None:
    if one.captured is None:
        return None
    try:
        return Side(Template(use=use, facts=one.facts, free=OPEN, captured=one.captured))
    except NotExpressibleError:
        return None


def _as_owned(one: Shared, own: Own) -> Shared:
    if own == NOTHING:
        return one
    return replace(one, facts=facts_owned(one.facts, own))


def facts_owned(facts: Facts, own: Own) -> Facts:
    """Return facts with what one consumer's record says of one article."""
    if own.counted or own.every_quota:
        facts = replace(facts, on_record=tuple(_counted(record, own) for record in facts.on_record))
    return facts if own.words is None else replace(facts, released=((0, own.words),), word_start=0)


def _counted(record: model.OnRecord, own: Own) -> model.OnRecord:
    if record.agreement is None:
        return record
    quotas = tuple(
        replace(q, counted=True) if own.every_quota or (record.id, q.period_start) in own.counted else q
        for q in record.agreement.quotas
    )
    return replace(record, agreement=replace(record.agreement, quotas=quotas))
