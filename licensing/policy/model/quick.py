"""Quick making of frozen values: the same values, a third of the time.

A frozen dataclass sets each field through ``object.__setattr__``.  Here an unfrozen twin with the same slots is made
and then given the frozen class, so that the result is a plain instance of it, as immutable as any other.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from licensing.policy.model.answer import (
    Citation,
    Decision,
    DutyOwed,
    HolderAnswer,
    Obstacle,
    PartAnswer,
    Premise,
    Saying,
)
from licensing.policy.model.question import Use
from licensing.policy.model.scales import Outcome, PartKind, State

Values = tuple[tuple[str, str], ...]
_new = object.__new__


def _twin(cls: Any) -> Any:  # noqa: ANN401
    """A class with the same slots that lets them be set."""
    return type(cls.__name__, (), {"__slots__": cls.__slots__})


_Decision, _Part, _Holder = _twin(Decision), _twin(PartAnswer), _twin(HolderAnswer)
_Obstacle, _Premise, _Saying = _twin(Obstacle), _twin(Premise), _twin(Saying)


def quick_decision(
    outcome: Outcome,
    use: Use,
    article: str,
    consumer: str,
    parts: tuple[PartAnswer, ...],
    attribution: str,
    valid_until: datetime | None,
    hypothetical: bool,  # noqa: FBT001
) -> Decision:
    """A decision; for fewer words nothing has been looked for."""
    made: Any = _new(_Decision)
    made.outcome = outcome
    made.use = use
    made.article = article
    made.consumer = consumer
    made.parts = parts
    made.attribution = attribution
    made.valid_until = valid_until
    made.hypothetical = hypothetical
    made.words_allowed = None
    made.__class__ = Decision
    done: Decision = made
    return done


def quick_part(part: str, kind: PartKind, outcome: Outcome, holders: tuple[HolderAnswer, ...]) -> PartAnswer:
    """The answer for a part."""
    made: Any = _new(_Part)
    made.part = part
    made.kind = kind
    made.outcome = outcome
    made.holders = holders
    made.__class__ = PartAnswer
    done: PartAnswer = made
    return done


def quick_holder(  # noqa: PLR0913, PLR0917 - the fields
    holder: str,
    holder_name: str,
    outcome: Outcome,
    row: int,
    reason: Saying,
    citation: Citation,
    obstacles: tuple[Obstacle, ...],
    notes: tuple[Saying, ...],
    duties: tuple[DutyOwed, ...],
    quota_left: int | None,
    agreements: tuple[str, ...],
) -> HolderAnswer:
    """The answer for a holder."""
    made: Any = _new(_Holder)
    made.holder = holder
    made.holder_name = holder_name
    made.outcome = outcome
    made.row = row
    made.reason = reason
    made.citation = citation
    made.obstacles = obstacles
    made.notes = notes
    made.duties = duties
    made.quota_left = quota_left
    made.agreements = agreements
    made.__class__ = HolderAnswer
    done: HolderAnswer = made
    return done


def quick_obstacle(
    row: int,
    code: str,
    outcome: Outcome,
    values: Values,
    ask: tuple[str, ...],
    citation: Citation,
    premises: tuple[Premise, ...],
) -> Obstacle:
    """An obstacle that stands in the way."""
    made: Any = _new(_Obstacle)
    made.row = row
    made.code = code
    made.outcome = outcome
    made.values = values
    made.ask = ask
    made.citation = citation
    made.premises = premises
    made.overridden = False
    made.__class__ = Obstacle
    done: Obstacle = made
    return done


def quick_premise(what: str, left: str, operator: str, right: str, state: State, note: str) -> Premise:
    """A premise."""
    made: Any = _new(_Premise)
    made.what = what
    made.left = left
    made.operator = operator
    made.right = right
    made.state = state
    made.note = note
    made.__class__ = Premise
    done: Premise = made
    return done


def quick_saying(code: str, values: Values) -> Saying:
    """A saying."""
    made: Any = _new(_Saying)
    made.code = code
    made.values = values
    made.__class__ = Saying
    done: Saying = made
    return done
