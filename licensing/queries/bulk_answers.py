"""What may be kept of articles that differ in their own columns alone, from one set of facts.  Pure.

The evaluator itself is asked, for one article of each class that rules can tell apart (`licensing.policy.partial`), so that
many articles get the answers that each would get by itself; where that cannot be said, there is no answer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from licensing.policy.decide import decide
from licensing.policy.model import Article, Outcome
from licensing.policy.partial import (
    And,
    Column,
    Not,
    Or,
    Predicate,
    Residual,
    Split,
    Template,
    outcome_at,
    partial,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from licensing.policy.model import Content, Decision, Facts, Use

FREE = frozenset({Column.ARTICLE, Column.PATH, Column.SECTION, Column.LANGUAGE, Column.PUBLISHED})
"""What differs between the articles; the rest, the moment of capture included, they share."""

ANYWHERE = FREE | {Column.SITE, Column.PUBLISHER}
"""The same between articles of several sites."""

_LENGTH = "ra:characters"


@dataclass(frozen=True, slots=True)
class Columns:
    """One article, as far as rules can tell it from others; `wanted` words are asked for, `lengths` as in a candidate."""

    id: str
    path: str
    section: str
    language: str
    published_at: datetime | None
    wanted: int
    lengths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The outcomes for the facts, the wanted passage and the whole text (None: not asked), and how many words may be kept."""

    metadata: Outcome
    excerpt: Outcome | None
    words: int
    copy: Outcome | None = None


class Outcomes:
    """What is left of the questions for the articles' own columns, worked out once and for as long as this lives.

    `free` are the columns that differ; with sites and publishers among them, several sites can share the same outcomes.
    """

    def __init__(
        self,
        facts: Facts,
        catalogue: Use,
        passage: Use,
        copy: Use | None = None,
        *,
        free: frozenset[Column] = FREE,
    ) -> None:
        self._facts, self._passage, self._free = facts, passage, free
        records = (*facts.on_record, *facts.at_capture)
        self.length_matters = any(_tests_length(record.content) for record in records)
        self.tested: set[Column] = set()
        self.metadata = self._left(catalogue)
        self.copy = self._left(copy) if copy else None
        # each copy counts against a quota, so that the next may find it used up
        self.counts = any(r.agreement and r.agreement.quotas for r in facts.on_record)
        self._passages: dict[tuple[int, int | None], Residual] = {}

    def of_passage(self, words: int, characters: int | None) -> Residual:
        """Return what is left of the question for so many words."""
        key = (words, characters)
        if key not in self._passages:
            self._passages[key] = self._left(replace(self._passage, words=words, characters=characters))
        return self._passages[key]

    def _left(self, use: Use) -> Residual:
        residual = partial(Template(use=use, facts=self._facts, free=self._free))
        self.tested |= set(_columns(residual))
        return residual


class Answers:
    """Answers from the facts that all the articles share; `catalogue` and `passage` are the questions, `copy` a third.

    `outcomes` may be those of other articles of which the same is on record.
    """

    def __init__(
        self,
        facts: Facts,
        catalogue: Use,
        passage: Use,
        copy: Use | None = None,
        outcomes: Outcomes | None = None,
    ) -> None:
        self.facts, self.catalogue, self.passage, self.copy = facts, catalogue, passage, copy
        self._outcomes = outcomes or Outcomes(facts, catalogue, passage, copy)
        self._same: dict[int, Answer | None] = {}

    @property
    def length_matters(self) -> bool:
        """Whether the outcome may depend on how many characters a passage has."""
        return self._outcomes.length_matters

    @property
    def tested(self) -> set[Column]:
        """The columns on which outcomes were found to depend so far."""
        return self._outcomes.tested

    @property
    def alike_so_far(self) -> bool:
        """Whether nothing but the wanted words was found to tell articles apart."""
        return not self.length_matters and not self.tested

    def of(self, one: Columns) -> Answer | None:
        """Return the answer for one article, or None where it has to be decided by itself."""
        if one.wanted in self._same:
            return self._same[one.wanted]
        answer = self._worked_out(one)
        if self.alike_so_far:
            self._same[one.wanted] = answer
        return answer

    def article(self, one: Columns) -> Article:
        """Return the article that the facts are about, with the columns of this one."""
        return replace(
            self.facts.article,
            id=one.id,
            path=one.path,
            section=one.section,
            language=one.language,
            published_at=one.published_at,
        )

    def question(self, one: Columns, words: int) -> Use:
        """Return the question for a passage of the article."""
        return replace(self.passage, words=words, characters=self._characters(one, words))

    def decisions(self, one: Columns, answer: Answer) -> list[Decision]:
        """Return the answers for one article in full: for the facts, the wanted passage, the most that is permitted, the copy."""
        facts = replace(self.facts, article=self.article(one))
        made = [decide(self.catalogue, facts)]
        if answer.excerpt is not None:
            made.append(decide(self.question(one, one.wanted), facts))
            if answer.words and answer.words != one.wanted:
                made.append(decide(self.question(one, answer.words), facts))
        if answer.copy is not None and self.copy is not None:
            made.append(decide(self.copy, facts))
        return made

    def alike(self, one: Columns, answer: Answer) -> object:
        """Return what articles have in common whose answers are the same in full, but for the article they name."""
        lengths = one.lengths if self.length_matters else ()
        tested = self.tested and (one.id, one.path, one.section, one.language, one.published_at)
        return (answer, one.wanted, lengths, tested or None)

    def _worked_out(self, one: Columns) -> Answer | None:
        article = self.article(one)
        metadata = outcome_at(self._outcomes.metadata, article)
        if metadata is None:
            return None
        if metadata is not Outcome.PERMIT:
            return Answer(metadata, None, 0)
        left = self._outcomes.copy
        copy = outcome_at(left, article) if left is not None else None
        if left is not None and (copy is None or (copy is Outcome.PERMIT and self._outcomes.counts)):
            return None
        if one.wanted < 1:
            return Answer(metadata, None, 0, copy)
        excerpt = self._excerpt(one, article, one.wanted)
        if excerpt is None:
            return None
        words = one.wanted if excerpt is Outcome.PERMIT else self._most_permitted(one, article)
        return None if words is None else Answer(metadata, excerpt, words, copy)

    def _most_permitted(self, one: Columns, article: Article) -> int | None:
        """Return how many words less than wanted would be permitted, found by halving as a single intake does."""
        low, high = 0, one.wanted - 1
        while low < high:
            middle = (low + high + 1) // 2
            outcome = self._excerpt(one, article, middle)
            if outcome is None:
                return None
            low, high = (middle, high) if outcome is Outcome.PERMIT else (low, middle - 1)
        return low

    def _excerpt(self, one: Columns, article: Article, words: int) -> Outcome | None:
        residual = self._outcomes.of_passage(words, self._characters(one, words))
        return outcome_at(residual, article)

    def _characters(self, one: Columns, words: int) -> int | None:
        """Return how long the words are where a rule asks; a length that isn't known is a missing value."""
        if not self.length_matters or not one.lengths:
            return None
        return one.lengths[min(words, len(one.lengths)) - 1] or None


def _columns(residual: Residual) -> Iterator[Column]:
    if isinstance(residual, Split):
        for branch in residual.branches:
            yield from _tested(branch.when)
            yield from _columns(branch.then)


def _tested(predicate: Predicate) -> Iterator[Column]:
    if isinstance(predicate, And | Or):
        for one in predicate.of:
            yield from _tested(one)
    elif isinstance(predicate, Not):
        yield from _tested(predicate.of)
    else:
        yield predicate.column


def _tests_length(content: Content) -> bool:
    """Whether a rule of a policy may ask how many characters a passage has; a doubt counts as yes."""
    return content.policy is not None and _LENGTH in repr(content.policy)
