"""The numbers of a comparison: how many articles, images, excerpts, agreements, consumers and deliveries change, and how."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from licensing.queries.impact.articles import articles_of
from licensing.queries.impact.compare import Comparison
from licensing.queries.impact.deliveries import asked_again, excerpts_held
from licensing.queries.impact.full_copies import copies_held

if TYPE_CHECKING:
    from collections.abc import Iterable

    from licensing.policy.model import Outcome
    from licensing.queries.hypothesis import World
    from licensing.queries.impact.articles import Articles, Turn
    from licensing.queries.impact.questions import Question
    from licensing.queries.impact.reach import Reach
    from licensing.queries.impact.scan import Class


@dataclass(frozen=True)
class Change:
    """So many articles (or images) of which one question of one consumer comes to something else."""

    consumer: str
    question: Question
    before: Outcome
    after: Outcome
    number: int


@dataclass(frozen=True)
class Moved:
    """So many excerpts, full copies, deliveries or articles under an agreement that come to something else; `name` says whose."""

    name: str
    before: Outcome
    after: Outcome
    number: int


@dataclass
class Impact:
    """What changes between two worlds.  `reached` articles may be concerned; `articles` and `images` change somewhere."""

    before: World
    after: World
    reached: int = 0
    articles: int = 0
    images: int = 0
    decided_alone: int = 0
    changes: list[Change] = field(default_factory=list)
    consumers: Counter[str] = field(default_factory=Counter)
    excerpts: list[Moved] = field(default_factory=list)
    copies: list[Moved] = field(default_factory=list)
    deliveries: list[Moved] = field(default_factory=list)
    agreements: list[Moved] = field(default_factory=list)

    @property
    def nothing(self) -> bool:
        """Whether nothing changes at all."""
        return not (self.changes or self.excerpts or self.copies or self.deliveries)


def impact(*, before: World, after: World, reach: Reach) -> Impact:
    """Return what a change does to everything within reach, exactly; nothing is recorded."""
    return counted(Comparison(before=before, after=after, reach=reach))


def counted(comparison: Comparison) -> Impact:
    """Return the numbers of a comparison."""
    found = outcome_changes(comparison)
    texts = articles_of(comparison)
    found.excerpts = _moved({("", *both): number for both, number in excerpts_held(texts).items()})
    found.copies = _moved({("", *both): number for both, number in copies_held(texts).items()})
    deliveries: Counter[tuple[str, Outcome, Outcome]] = Counter()
    for one in asked_again(texts, until=comparison.worlds[1].known_at):
        if one.differs:
            deliveries[one.consumer, one.before, one.after] += 1
    found.deliveries = _moved(deliveries)
    return found


def outcome_changes(comparison: Comparison) -> Impact:
    """Return what changes for articles, images, consumers and agreements, without deliveries and excerpts."""
    found = Impact(*comparison.worlds)
    tallies = [_Tally(articles_of(comparison, images=images)) for images in (False, True)]
    for tally in tallies:
        tally.walk()
        found.changes += tally.changes
        found.consumers.update(tally.consumers)
    found.reached, found.articles, found.images = tallies[0].seen, tallies[0].changed, tallies[1].changed
    found.decided_alone = len(tallies[0].articles.alone)
    agreements: Counter[tuple[str, Outcome, Outcome]] = Counter()
    for tally in tallies:
        agreements.update(tally.agreements)
    found.agreements = _moved(agreements)
    return found


def _moved(found: dict[tuple[str, Outcome, Outcome], int]) -> list[Moved]:
    rows = [Moved(*key, number) for key, number in found.items() if number]
    return sorted(rows, key=lambda one: (one.name, one.before, one.after))


class _Tally:
    """Adds up what changes: by class first, then corrected for the articles that differ from their class."""

    def __init__(self, articles: Articles) -> None:
        self.articles = articles
        self.seen = 0
        self.changed = 0
        self.consumers: Counter[str] = Counter()
        self.agreements: Counter[tuple[str, Outcome, Outcome]] = Counter()
        self._turns: Counter[Turn] = Counter()

    @property
    def changes(self) -> list[Change]:
        """The changes, by consumer and question."""
        rows = [Change(t.consumer, t.question, t.before, t.after, n) for t, n in self._turns.items() if n]
        return sorted(rows, key=lambda c: (c.consumer, c.question, c.before, c.after))

    def walk(self) -> None:
        """Go through the classes, then through single articles."""
        if self.articles.comparison.by_groups:
            for one, number in self.articles.scan.counts():
                self.seen += number
                self._add(one, self.articles.turns(one, {}), number)
            for _, one, owns in self.articles.with_own():
                self._add(one, self.articles.turns(one, {}), -1)
                self._add(one, self.articles.turns(one, owns), 1)
        self._walk_alone()

    def _walk_alone(self) -> None:
        classes = self.articles.scan.of(self.articles.alone)
        for _, one in classes:
            if self.articles.comparison.by_groups:
                self._add(one, self.articles.turns(one, {}), -1)
            else:
                self.seen += 1
        for article in sorted(self.articles.alone):
            for turns in self.articles.decided(article).values():
                self._add(None, turns, 1)

    def _add(self, one: Class | None, turns: Iterable[Turn], number: int) -> None:
        found = set(turns)
        if not found:
            return
        self.changed += number
        for turn in found:
            self._turns[turn] += number
        for name in {turn.consumer for turn in found}:
            self.consumers[name] += number
        if one is not None:
            self._add_agreements(one, found, number)

    def _add_agreements(self, one: Class, turns: set[Turn], number: int) -> None:
        named = {
            (agreement, turn.before, turn.after)
            for turn in turns
            for agreement in self.articles.agreements(one, turn)
        }
        for key in named:
            self.agreements[key] += number
