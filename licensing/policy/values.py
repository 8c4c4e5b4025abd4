"""Left operands: what a constraint tests, as a table from operand to the value that the question states.

ODRL's own operands are read where they have a meaning for an article; ours are those of the profile ``ra:`` (words,
because ``absoluteSize`` measures pixels or metres).  An operand that is not in the table is unknown.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from licensing.policy.ask import Reach, check_terms, resolved
from licensing.policy.model import Audience, Facts, Holder, Part, PartKind, Use
from licensing.policy.moments import written
from licensing.policy.vocabulary import purposes, regions
from licensing.policy.vocabulary.purposes import Relation
from licensing.policy.wordcount import distinct_positions

Values = tuple[str, ...]


Stated = tuple[str | None, str | None, str | None]
"""What compiled tests look up: purpose, territory and audience; None is a missing value."""


@dataclass(slots=True, eq=False)
class Question:
    """One use of one part, with the facts it is asked in and the action(s) it names."""

    use: Use
    facts: Facts
    part: Part
    holder: Holder
    reach: Reach
    """The ODRL action, with narrower ones whose prohibition also hits the use."""
    stated: Stated = (None, None, None)
    written_at: str = ""
    """``now``, once it was asked for."""
    points: tuple[datetime, ...] | None = None
    """The moments that ``turn`` was found among."""
    turn: int = 0

    @property
    def now(self) -> str:
        """When the use happens, as it is written."""
        if not self.written_at:
            self.written_at = written(self.use.at)
        return self.written_at

    def era(self, points: tuple[datetime, ...]) -> int:
        """How many of these moments are not after ``at``."""
        if self.points is not points:
            self.points, self.turn = points, bisect_right(points, self.use.at)
        return self.turn

    @property
    def asked(self) -> str:
        """The ODRL action."""
        return self.reach.action

    @property
    def hit_by(self) -> tuple[str, ...]:
        """Narrower actions whose prohibition also hits the use."""
        return self.reach.hit_by


class OperandKind(StrEnum):
    """How values of an operand are compared."""

    PURPOSE = "purpose"
    TERRITORY = "territory"
    SCALE = "scale"
    AMOUNT = "amount"
    MOMENT = "moment"
    LANGUAGE = "language"
    TERM = "term"


@dataclass(frozen=True, slots=True)
class Operand:
    """A left operand: how to read its value from a question (None: missing) and how it is compared."""

    kind: OperandKind
    read: Callable[[Question], Values | None]
    units: tuple[str, ...] = ()
    clock: bool = False
    profile: bool = False

    def unit_allowed(self, unit: str) -> bool:
        """Whether a constraint may state this unit; another one is not understood."""
        return unit in self.units


def language_relation(stated: str, ruled: str) -> Relation | None:
    """How two language tags lie to each other: ``en-GB`` within ``en`` (RFC 4647 basic filtering)."""
    left, right = (tag.casefold().replace("_", "-") + "-" for tag in (stated, ruled))
    if left.startswith(right):
        return Relation.WITHIN
    return Relation.BROADER if right.startswith(left) else Relation.DISJOINT


def registered(
    stated: str | None, allowed: frozenset[str], relation: Callable[[str, str], Relation | None]
) -> bool:
    """Whether the consumer may state this value: one it is registered for, or a narrower one."""
    return stated is not None and any(relation(stated, one) is Relation.WITHIN for one in allowed)


def stated_purpose(question: Question) -> Values | None:
    """The purpose, where the consumer is registered for it."""
    purpose = registered_purpose(question.use.purpose, question.facts.consumer.purposes)
    return None if purpose is None else (purpose,)


def stated_territory(question: Question) -> Values | None:
    """The territory, where the consumer is registered for it."""
    territory = registered_territory(question.use.territory, question.facts.consumer.territories)
    return None if territory is None else (territory,)


@lru_cache(maxsize=4096)
def registered_purpose(stated: str | None, allowed: frozenset[str]) -> str | None:
    """The purpose in its short form; None where it is not stated or the consumer is not registered for it."""
    if stated is None or not registered(stated, allowed, purposes.relation):
        return None
    return purposes.short(stated)


@lru_cache(maxsize=4096)
def registered_territory(stated: str | None, allowed: frozenset[str]) -> str | None:
    """The territory in its short form; None where it is not stated or the consumer is not registered for it."""
    if stated is None or not registered(stated, allowed, regions.relation):
        return None
    return regions.short(stated)


class Asking(NamedTuple):
    """What a use asks, and what of the values that it states counts for this consumer."""

    reach: Reach
    stated: Stated
    audience: Audience | None
    parts: tuple[PartKind, ...]


AskedBy = tuple[str, Audience | None, str | None, str | None, frozenset[str], frozenset[str]]
"""Action, audience, purpose and territory of a use; the purposes and territories that its consumer is registered for."""


class Askings(dict[AskedBy, Asking]):
    """What is asked by whoever is registered for these purposes and territories, worked out on first use.

    Raises UseError as ``checked`` does.  When there are too many, all are forgotten.
    """

    def __missing__(self, key: AskedBy) -> Asking:
        action, audience, purpose, territory, purposes_, territories = key
        check_terms(purpose, territory)
        asked = resolved(action, audience)
        stated = registered_purpose(purpose, purposes_), registered_territory(territory, territories)
        reaches = asked.audience.value if asked.audience else None
        if len(self) >= MOST_ASKINGS:
            self.clear()
        made = self[key] = Asking(asked.reach, (*stated, reaches), asked.audience, asked.parts)
        return made


MOST_ASKINGS = 4096
ASKINGS = Askings()


def _words(question: Question) -> Values | None:
    count = distinct_positions(question.facts.released, question.facts.word_start, question.use.words)
    return None if count is None else (str(count),)


def _characters(question: Question) -> Values | None:
    return None if question.use.characters is None else (str(question.use.characters),)


def _audience(question: Question) -> Values | None:
    return None if question.use.audience is None else (question.use.audience.value,)


def _at(question: Question) -> Values:
    return (question.now,)


def _published(question: Question) -> Values | None:
    moment = question.facts.article.published_at
    return None if moment is None else (written(moment),)


def _fact(name: str) -> Callable[[Question], Values | None]:
    def read(question: Question) -> Values | None:
        values = tuple(sorted(value for key, value in question.facts.consumer.facts if key == name))
        return values or None

    return read


def _commercial(question: Question) -> Values:
    """No fact about commerce counts as commercial (semantics.md section 1)."""
    return _fact("commercial")(question) or ("true",)


def _recipient(question: Question) -> Values | None:
    """Who receives the result: the consumer, unless it is for the public; nobody knows whom where no audience is stated."""
    if question.use.audience in (None, Audience.PUBLIC):
        return None
    consumer = question.facts.consumer
    return (consumer.id, *sorted(consumer.groups))


def _optional(read: Callable[[Question], str]) -> Callable[[Question], Values | None]:
    def values(question: Question) -> Values | None:
        value = read(question)
        return (value,) if value else None

    return values


OPERANDS: dict[str, Operand] = {
    "dateTime": Operand(OperandKind.MOMENT, _at, clock=True),
    "purpose": Operand(OperandKind.PURPOSE, stated_purpose),
    "spatial": Operand(OperandKind.TERRITORY, stated_territory),
    "language": Operand(OperandKind.LANGUAGE, _optional(lambda q: q.facts.article.language)),
    "recipient": Operand(OperandKind.TERM, _recipient),
    "ra:audience": Operand(OperandKind.SCALE, _audience, profile=True),
    "ra:words": Operand(OperandKind.AMOUNT, _words, units=("ra:word",), profile=True),
    "ra:characters": Operand(OperandKind.AMOUNT, _characters, units=("ra:character",), profile=True),
    "ra:section": Operand(OperandKind.TERM, _optional(lambda q: q.facts.article.section), profile=True),
    "ra:publishedDate": Operand(OperandKind.MOMENT, _published, profile=True),
    "ra:part": Operand(OperandKind.TERM, lambda q: (q.part.kind.value,), profile=True),
    "ra:consumerGroup": Operand(
        OperandKind.TERM, lambda q: tuple(sorted(q.facts.consumer.groups)), profile=True
    ),
    "ra:lawfulAccess": Operand(OperandKind.TERM, _fact("lawful-access"), profile=True),
    "ra:acceptsAttribution": Operand(OperandKind.TERM, _fact("accepts-attribution"), profile=True),
    "ra:commercial": Operand(OperandKind.TERM, _commercial, profile=True),
}
"""Left operand → how its value is read and compared."""
