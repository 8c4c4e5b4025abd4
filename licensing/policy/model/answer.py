"""The answer: citations, obstacles and the decision (semantics.md section 3)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from licensing.policy.model.question import Use
from licensing.policy.model.records import Clause
from licensing.policy.model.scales import Outcome, PartKind, State


@dataclass(frozen=True, slots=True)
class Premise:
    """One thing that was tested, with the values on both sides."""

    what: str
    left: str
    operator: str
    right: str
    state: State
    note: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """What a row rests on: policy version, rule and the verbatim clauses, the statute's text, or nothing on record."""

    policy: str = ""
    title: str = ""
    version: str = ""
    digest: str = ""
    kind: str = ""
    rule: str = ""
    clauses: tuple[Clause, ...] = ()
    text: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence by its stable ``code`` and the values it is filled with; ``sentences.say`` words it in a language."""

    code: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Something in the way, and what would remove it.

    ``code`` is stable; ``ask`` names the parties to be asked; ``overridden`` is true where a final row or a permit
    above makes it harmless today: it is listed because it would stand in the way if that fell.
    """

    row: int
    code: str
    outcome: Outcome
    values: tuple[tuple[str, str], ...] = ()
    ask: tuple[str, ...] = ()
    citation: Citation = Citation()
    premises: tuple[Premise, ...] = ()
    overridden: bool = False


@dataclass(frozen=True, slots=True)
class DutyOwed:
    """An obligation that the permit incurs."""

    action: str
    policy: str
    rule: str


@dataclass(frozen=True, slots=True)
class HolderAnswer:
    """The outcome for one holder of one part: the deciding row, what it cites, every obstacle and note."""

    holder: str
    holder_name: str
    outcome: Outcome
    row: int
    reason: Saying
    citation: Citation
    obstacles: tuple[Obstacle, ...] = ()
    notes: tuple[Saying, ...] = ()
    duties: tuple[DutyOwed, ...] = ()
    quota_left: int | None = None
    agreements: tuple[str, ...] = ()
    """Agreements that the permit rests on: a release or declared use counts against their quotas."""


@dataclass(frozen=True, slots=True)
class PartAnswer:
    """The outcome for one part: the strictest over its holders."""

    part: str
    kind: PartKind
    outcome: Outcome
    holders: tuple[HolderAnswer, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer to a use (semantics.md section 3): the strictest over parts and holders, with every obstacle."""

    outcome: Outcome
    use: Use
    article: str
    consumer: str
    parts: tuple[PartAnswer, ...]
    attribution: str
    valid_until: datetime | None
    hypothetical: bool = field(default=False)
    words_allowed: int | None = None
    """For a refused quotation: the largest smaller word limit that some rule on record names, to be asked anew."""

    @property
    def obstacles(self) -> tuple[Obstacle, ...]:
        """Every obstacle, in the order of parts, holders and rows."""
        return tuple(o for part in self.parts for holder in part.holders for o in holder.obstacles)

    @property
    def answers(self) -> tuple[HolderAnswer, ...]:
        """The answers of all holders of all parts, in order."""
        return tuple(holder for part in self.parts for holder in part.holders)
