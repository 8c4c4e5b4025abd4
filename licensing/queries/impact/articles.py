"""The changes of single articles: those of their class, but where a consumer's own record of the article says otherwise."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import TYPE_CHECKING

from licensing.policy.ask import resolve
from licensing.policy.model import PartKind, RuleType
from licensing.policy.partial import Column
from licensing.policy.scopes import applies
from licensing.policy.vocabulary import actions
from licensing.queries.impact.compare import NOTHING, Own, outcomes
from licensing.queries.impact.questions import WORDS
from licensing.queries.impact.scan import Class, Scan
from licensing.queries.impact.single import Single, alone, counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from uuid import UUID

    from licensing.policy.model import OnRecord, Outcome, Use
    from licensing.queries.impact.compare import Comparison
    from licensing.queries.impact.groups import Group
    from licensing.queries.impact.questions import Question
    from licensing.queries.impact.sides import Values


@dataclass(frozen=True)
class Turn:
    """One question of one consumer that comes to something else; `part` names the image where it is of one."""

    consumer: str
    question: Question
    before: Outcome
    after: Outcome


_RELEASED = """
 JOIN (
   SELECT d.article, d.consumer, range_agg(int4range(d.start, d.start + d.words)) AS spans
   FROM licensing_delivery d JOIN archive_article x ON x.id = d.article
   WHERE x.source_id = ANY(%s) AND d.consumer = ANY(%s) AND d.delivered_at <= %s
   GROUP BY d.article, d.consumer
 ) d ON d.article = a.id"""
_WORDS = f""", a.id, d.consumer, (SELECT sum(upper(span) - lower(span))
  FROM unnest(d.spans + int4multirange(int4range(0, {WORDS}))) AS span)"""  # noqa: S608 - a number


def articles_of(comparison: Comparison, *, images: bool = False) -> Articles:
    """Return what changes for articles, or for images: worked out once for a comparison."""
    return comparison.once(("articles", images), lambda: Articles(comparison, images=images))


class Articles:
    """What changes for articles, or for images, within reach of a comparison."""

    def __init__(self, comparison: Comparison, *, images: bool = False) -> None:
        self.comparison = comparison
        self.images = images
        self.columns = comparison.columns(images=images)
        self.scan = Scan(comparison.reach, self.columns, images=images)
        self.single = Single(comparison)
        self._speaking = cache(self._find_speaking)
        self._of_class: dict[Class, tuple[tuple[int, Turn], ...]] = {}

    @cached_property
    def undecided(self) -> frozenset[Group]:
        """The groups whose members have to be decided by themselves."""
        return self.comparison.undecided(images=self.images)

    @cached_property
    def alone(self) -> frozenset[UUID]:
        """The articles that are decided by themselves."""
        found = self.comparison.once("alone", lambda: alone(self.comparison))
        if not self.undecided:
            return found
        rows = self.scan.each(", a.id")
        return found | {article for one, (article,) in rows if one.group in self.undecided}

    def of_class(self, one: Class) -> tuple[tuple[int, Turn], ...]:
        """Return what changes for the articles of a class, by consumers alike; the turn names the first of them."""
        found = self._of_class.get(one)
        if found is None:
            found = self._of_class[one] = tuple(self._turns(one))
        return found

    def _turns(self, one: Class) -> Iterator[tuple[int, Turn]]:
        if one.group in self.undecided:
            return
        values = self.scan.values(one)
        for (k, question), pair in self.comparison.changing.get(one.group, {}).items():
            before, after = outcomes(pair, values)
            if before is not after:
                yield k, Turn(self.comparison.consumers[k].names[0], question, before, after)

    def turns(self, one: Class, owns: Mapping[str, Own]) -> set[Turn]:
        """Return what changes for one article of a class, by consumer."""
        found = {
            replace(turn, consumer=name)
            for k, turn in self.of_class(one)
            for name in self.comparison.consumers[k].names
            if not _heard(turn.question, owns.get(name, NOTHING))
        }
        values = self.scan.values(one)
        for name, own in owns.items():
            found |= set(self._own(one, name, own, values))
        return found

    def _own(self, one: Class, name: str, own: Own, values: Values) -> Iterator[Turn]:
        k = self.comparison.alike_of(name)
        if k is None or self.comparison.same(one.group, k):
            return
        for question in self.comparison.consumers[k].questions:
            if question.of_image is self.images and _heard(question, own):
                own_words = own if question.quotation else replace(own, words=None)
                pair = self.comparison.pair(
                    one.group, k, question.asked_in(self.comparison.worlds[1]), own_words
                )
                before, after = outcomes(pair, values)
                if before is not after:
                    yield Turn(name, question, before, after)

    def decided(self, article: UUID) -> dict[str, set[Turn]]:
        """Return what changes for an article that is decided by itself, by part."""
        found: dict[str, set[Turn]] = {}
        for name, question, part, (before, after) in self.single.answers(article, images=self.images):
            key = part if self.images else ""
            changes = found.setdefault(key, set())
            if before is not after:
                changes.add(Turn(name, question, before, after))
        return found

    def with_own(self) -> Iterator[tuple[UUID, Class, dict[str, Own]]]:
        """Yield the articles of which a consumer's record says something, but those that are decided by themselves."""
        quotas = counted(self.comparison)
        for article, one, words in self._released():
            if article not in self.alone:
                names = {*words, *quotas.get(article, ())}
                owned = {
                    name: Own(words.get(name), quotas.get(article, {}).get(name, frozenset()))
                    for name in names
                }
                quotas.pop(article, None)
                yield article, one, owned
        left = [article for article in quotas if article not in self.alone]
        for article, one in self.scan.of(left):
            yield article, one, {name: Own(None, shut) for name, shut in quotas[article].items()}

    def _released(self) -> Iterator[tuple[UUID, Class, dict[str, int]]]:
        """Yield each article of which words were handed out, with the distinct words by consumer."""
        if self.images:
            return
        names = self.comparison.differing_names
        taken = [self.comparison.reach.source_ids, names, self.comparison.worlds[1].known_at]
        last: tuple[UUID, Class, dict[str, int]] | None = None
        for one, (article, name, words) in self.scan.each(
            _WORDS, joined=_RELEASED, first=taken, where=" ORDER BY a.id"
        ):
            if last is not None and last[0] != article:
                yield last
                last = None
            last = last or (article, one, {})
            last[2][name] = int(words)
        if last is not None:
            yield last

    def agreements(self, one: Class, turn: Turn) -> frozenset[str]:
        """Return the agreements that speak of a use to a consumer, and cover the articles of a class."""
        k, question = self.comparison.alike_of(turn.consumer), turn.question
        return frozenset() if k is None else self._speaking(one, k, question)

    def _find_speaking(self, one: Class, k: int, question: Question) -> frozenset[str]:
        shared = self.comparison.facts(one.group, k)
        if not any(record.agreement for side in shared for record in side.facts.on_record):
            return frozenset()
        source = self.comparison.sources[one.group.source]
        found = set()
        for side in shared:
            whole = side.facts.article
            kind = PartKind(question.part)
            part = next((p for p in whole.parts if p.kind is kind), None)
            article = replace(
                whole,
                path=self.scan.values(one).get(Column.PATH, "/"),
                site=source.domain,
                publisher=source.publisher.identifier,
            )
            for record in side.facts.on_record:
                if (
                    record.agreement
                    and part
                    and applies(record, article, part)
                    and _speaks(record, question.asked_in(self.comparison.worlds[1]))
                ):
                    found.add(record.id)
        return frozenset(found)


def _heard(question: Question, own: Own) -> bool:
    """Whether what a consumer's record says of an article has a say in a question."""
    return bool(own.counted) or (own.words is not None and question.quotation)


def _speaks(record: OnRecord, use: Use) -> bool:
    policy, action = record.content.policy, resolve(use).action
    for rule in policy.rules if policy else ():
        reaches = (
            actions.permission_reaches if rule.type is RuleType.PERMISSION else actions.prohibition_reaches
        )
        if actions.known(rule.action) and reaches(rule.action, action):
            return True
    return False
