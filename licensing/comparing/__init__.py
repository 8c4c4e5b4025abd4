"""Two versions of one policy beside each other: their words, their clauses, what comes of them.  Pure."""

from licensing.comparing.clauses import ClauseChange, ClauseTold, Fate, clause_changes
from licensing.comparing.outcomes import Case, OutcomeChange, Said, outcome_changes
from licensing.comparing.words import Line, Piece, Run, inline, side_by_side

__all__ = [
    "Case",
    "ClauseChange",
    "ClauseTold",
    "Fate",
    "Line",
    "OutcomeChange",
    "Piece",
    "Run",
    "Said",
    "clause_changes",
    "inline",
    "outcome_changes",
    "side_by_side",
]
