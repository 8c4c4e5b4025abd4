"""What a row says, and the pieces of it that no question changes: they are made once for each rule on record.

A piece is no answer: which of them an answer is put together from is worked out for every question.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from licensing.policy.model import (
    Citation,
    DutyOwed,
    Holder,
    HolderAnswer,
    Obstacle,
    Outcome,
    Part,
    PartAnswer,
    Saying,
    strictest,
)
from licensing.policy.model.quick import HolderTwin, PartTwin, quick_saying

Values = tuple[tuple[str, str], ...]

NOTHING = Citation()
"""Nothing on record."""


@dataclass(slots=True, eq=False)
class Verdict:
    """What a row says, why, and what it rests on."""

    outcome: Outcome
    row: int
    reason: Saying
    citation: Citation = NOTHING
    duties: tuple[DutyOwed, ...] = ()
    agreements: tuple[str, ...] = ()
    quota_left: int | None = None


@dataclass(slots=True, eq=False)
class Refusal:
    """What an active prohibition of terms or signals says, for one name of whom to ask."""

    code: str
    values: Values
    ask: tuple[str, ...]
    verdict: Verdict
    met: dict[object, Obstacle] = field(default_factory=dict)
    """The obstacle that it is, by the stated values that its tests name: only where no test is of the time."""


def answered(
    holder: Holder, verdict: Verdict, obstacles: tuple[Obstacle, ...], notes: tuple[Saying, ...] = ()
) -> HolderAnswer:
    """The answer for one holder."""
    parties = holder.parties
    made: Any = HolderTwin()
    made.holder = (parties[0] if len(parties) == 1 else "+".join(parties)) or "unknown"  # ``holder.key``
    made.holder_name = holder.name
    made.outcome = verdict.outcome
    made.row = verdict.row
    made.reason = verdict.reason
    made.citation = verdict.citation
    made.obstacles = obstacles
    made.notes = notes
    made.duties = verdict.duties
    made.quota_left = verdict.quota_left
    made.agreements = verdict.agreements
    made.__class__ = HolderAnswer
    done: HolderAnswer = made
    return done


def part_answered(part: Part, holders: list[HolderAnswer]) -> PartAnswer:
    """The answer for a part: the strictest over its holders."""
    made: Any = PartTwin()
    made.part = part.id
    made.kind = part.kind
    made.outcome = holders[0].outcome if len(holders) == 1 else strictest(*[one.outcome for one in holders])
    made.holders = tuple(holders)
    made.__class__ = PartAnswer
    done: PartAnswer = made
    return done


def sole_answered(
    part: Part, holder: Holder, verdict: Verdict, obstacles: tuple[Obstacle, ...]
) -> PartAnswer:
    """The same for a part with a single holder that is one known party, by a verdict without duties or agreements."""
    made: Any = HolderTwin()
    made.holder = holder.parties[0]
    made.holder_name = holder.name
    made.outcome = outcome = verdict.outcome
    made.row = verdict.row
    made.reason = verdict.reason
    made.citation = verdict.citation
    made.obstacles = obstacles
    made.notes = made.duties = made.agreements = ()
    made.quota_left = None
    made.__class__ = HolderAnswer
    whole: Any = PartTwin()
    whole.part = part.id
    whole.kind = part.kind
    whole.outcome = outcome
    whole.holders = (made,)
    whole.__class__ = PartAnswer
    done: PartAnswer = whole
    return done


def verdict_of(met: Obstacle) -> Verdict:
    """An obstacle as what its row says."""
    return Verdict(met.outcome, met.row, quick_saying(met.code, met.values), met.citation)


def values(**given: object) -> Values:
    """Values of a sentence, sorted by name so that equal sayings are equal."""
    return tuple(sorted([(name, str(value)) for name, value in given.items()]))
