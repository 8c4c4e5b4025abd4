"""Quick making of frozen values: the same values, a third of the time.

A frozen dataclass sets each field through ``object.__setattr__``.  Here an unfrozen twin with the same slots is made
and then given the frozen class, so that the result is a plain instance of it, as immutable as any other.
"""

from __future__ import annotations

from typing import Any

from licensing.policy.model.answer import (
    Citation,
    Decision,
    HolderAnswer,
    Obstacle,
    PartAnswer,
    Premise,
    Saying,
)
from licensing.policy.model.scales import Outcome, State

Values = tuple[tuple[str, str], ...]


def _twin(cls: Any) -> Any:  # noqa: ANN401
    """A class with the same slots that lets them be set."""
    return type(cls.__name__, (), {"__slots__": cls.__slots__})


DecisionTwin, PartTwin, HolderTwin = _twin(Decision), _twin(PartAnswer), _twin(HolderAnswer)
"""What becomes a decision, a part's and a holder's answer where they are made (``decide``)."""

_Obstacle, _Premise, _Saying = _twin(Obstacle), _twin(Premise), _twin(Saying)


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
    made: Any = _Obstacle()
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
    made: Any = _Premise()
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
    made: Any = _Saying()
    made.code = code
    made.values = values
    made.__class__ = Saying
    done: Saying = made
    return done
