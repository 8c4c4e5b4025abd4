"""What is left of a question when everything but the article is known: an outcome, or a case over its columns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from licensing.policy.model import Article, Outcome
from licensing.policy.moments import written
from licensing.policy.partial.predicates import (
    NEVER,
    And,
    Between,
    Missing,
    Not,
    OneOf,
    Or,
    Predicate,
    Under,
    both,
    either,
    holds,
)


@dataclass(frozen=True, slots=True)
class Each:
    """What is left cannot be told from the columns: each article is to be decided by itself, for this reason."""

    reason: str


@dataclass(frozen=True, slots=True)
class Branch:
    """What follows where a predicate holds."""

    when: Predicate
    then: Residual


@dataclass(frozen=True, slots=True)
class Split:
    """A case over one column.  At most one branch holds of an article; where none does, it is decided by itself."""

    branches: tuple[Branch, ...]


Residual = Outcome | Each | Split


def outcome_at(residual: Residual, article: Article) -> Outcome | None:
    """The outcome for an article, or None where it has to be decided by itself."""
    if isinstance(residual, Split):
        taken = (one.then for one in residual.branches if holds(one.when, article) is True)
        return next((outcome_at(then, article) for then in taken), None)
    return residual if isinstance(residual, Outcome) else None


def when(residual: Residual, outcome: Outcome | None) -> Predicate:
    """For which articles the outcome is this one; None: which have to be decided by themselves."""
    if isinstance(residual, Split):
        found: Predicate = NEVER
        for branch in residual.branches:
            found = either(found, both(branch.when, when(branch.then, outcome)))
        return found
    same = residual is outcome if isinstance(residual, Outcome) else outcome is None
    return And() if same else NEVER


# --- for people and logs ---------------------------------------------------------------------------------------------


def written_out(residual: Residual, depth: int = 0) -> str:
    """A residual as indented text, one line a case."""
    margin = "  " * depth
    if isinstance(residual, Split):
        return "\n".join(
            f"{margin}{_text(branch.when)}:\n{written_out(branch.then, depth + 1)}"
            for branch in residual.branches
        )
    return margin + (
        residual.value if isinstance(residual, Outcome) else f"each by itself: {residual.reason}"
    )


def _text(predicate: Predicate) -> str:
    match predicate:
        case And(of) | Or(of):
            word = " and " if isinstance(predicate, And) else " or "
            return f"({word.join(map(_text, of))})" if of else str(isinstance(predicate, And)).lower()
        case Not(of):
            return f"not {_text(of)}"
        case Missing(column):
            return f"{column} is missing"
        case OneOf(column, values):
            return f"{column} in [{', '.join(values)}]"
        case Under(column, prefix):
            return f"{column} under {prefix}"
        case Between(column, low, high, low_included, high_included):
            left = _bound(low, ">=" if low_included else ">")
            right = _bound(high, "<=" if high_included else "<")
            return f"{column} {' and '.join(filter(None, (left, right))) or 'is known'}"


def _bound(moment: datetime | None, sign: str) -> str:
    return f"{sign} {written(moment)}" if moment else ""
