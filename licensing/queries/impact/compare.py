"""Two worlds compared: what each question of each group of articles comes to in the one and in the other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from licensing.policy.ask import UseError
from licensing.policy.partial import Each, outcome_at
from licensing.queries.impact.columns import Columns
from licensing.queries.impact.groups import groups_of_articles, groups_of_images
from licensing.queries.impact.questions import consumers_alike
from licensing.queries.templates import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from licensing.policy import model
    from licensing.policy.model import Facts, Outcome, Use
    from licensing.policy.partial import Residual
    from licensing.queries.hypothesis import World
    from licensing.queries.impact.groups import Group
    from licensing.queries.impact.questions import Question
    from licensing.queries.impact.reach import Reach
    from licensing.queries.templates import Shared

Pair = tuple["Residual", "Residual"]
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
        self.sources = {source.pk: source for source in reach.sources}
        self.consumers = consumers_alike(before, after, only=reach.consumer)
        self._shared: dict[tuple[Group, int], tuple[Shared, Shared]] = {}
        self._left: dict[tuple[Group, int, Use, Own], Pair] = {}
        self._changed: dict[tuple[Group, int, Question], Pair] = {}

    @property
    def by_groups(self) -> bool:
        """Whether whole groups are within reach, and not single articles alone."""
        return self.reach.only is None

    @cached_property
    def groups(self) -> list[Group]:
        """The groups of articles within reach."""
        return groups_of_articles(self.reach.source_ids) if self.by_groups else []

    @cached_property
    def image_groups(self) -> list[Group]:
        """The groups of images within reach."""
        return groups_of_images(self.reach.source_ids) if self.by_groups else []

    def alike_of(self, name: str) -> int | None:
        """Return which consumers one belongs to, or None where it is not active."""
        return next((k for k, one in enumerate(self.consumers) if name in one.names), None)

    def facts(self, group: Group, alike: int) -> tuple[Shared, Shared]:
        """Return what a group shares for some consumers, in both worlds."""
        found = self._shared.get((group, alike))
        if found is None:
            one = self.consumers[alike]
            subject = group.subject(self.sources[group.source])
            asked = one.questions[0]
            before, after = (
                self.reader.shared(subject, use=asked.asked_in(world), row=one.row, who=who, world=world)
                for world, who in zip(self.worlds, (one.before, one.after), strict=True)
            )
            found = self._shared[group, alike] = before, after
        return found

    def pair(self, group: Group, alike: int, use: Use, own: Own = NOTHING) -> Pair:
        """Return what is left of a use in both worlds; the use's moments are those of each world.  Raises UseError."""
        key = (group, alike, replace(use, at=self.worlds[1].at, known_at=self.worlds[1].known_at), own)
        if key not in self._left:
            before, after = (
                _as_owned(one, own).left(replace(use, at=world.at, known_at=world.known_at))
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
        """What is left of each question of each group, where the two worlds may differ."""
        found: dict[Group, dict[tuple[int, Question], Pair]] = {}
        for group in (*self.groups, *self.image_groups):
            same = {k for k in range(len(self.consumers)) if self.same(group, k)}
            pairs = {
                (k, question): self.pair(group, k, question.asked_in(self.worlds[1]))
                for k, question in self.asked(group)
                if k not in same
            }
            found[group] = {key: pair for key, pair in pairs.items() if pair[0] != pair[1] or _each(pair)}
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
        return Columns((residual for pair in pairs for residual in pair), paths=self._paths())

    def _paths(self) -> set[str]:
        """Return the paths below which agreements speak."""
        found = set()
        for group, k in self._shared:
            for side in self.facts(group, k):
                scopes = (s for r in side.facts.on_record if r.agreement for s in r.scopes)
                found |= {scope.path for scope in scopes if scope.path}
        return found


def outcomes(pair: Pair, article: model.Article) -> Outcomes:
    """Return the outcomes of an article in both worlds.  Raises UndecidedError."""
    before, after = (outcome_at(residual, article) for residual in pair)
    if before is None or after is None:
        raise UndecidedError
    return before, after


def askable(comparison: Comparison, group: Group, alike: int, use: Use, own: Own) -> Pair | None:
    """Return what is left of a use as it was recorded, or None where it can no longer be asked."""
    try:
        return comparison.pair(group, alike, use, own)
    except UseError:
        return None


def _each(pair: Pair) -> bool:
    return any(isinstance(residual, Each) for residual in pair)


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
