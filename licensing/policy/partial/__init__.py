"""Partial evaluation: everything but the article is given, and what is left is a predicate over its columns.

``partial`` folds the plain evaluator over the finitely many classes of articles that what is on record can tell apart, so
that there is no second semantics: each class is decided by ``decide`` itself, for one article of that class.
"""

from licensing.policy.partial.evaluate import MOST_CELLS, Captured, Template, partial, partial_policy
from licensing.policy.partial.predicates import (
    ALWAYS,
    NEVER,
    And,
    Between,
    Column,
    Missing,
    Not,
    OneOf,
    Or,
    Predicate,
    Under,
    holds,
)
from licensing.policy.partial.residual import Branch, Each, Residual, Split, outcome_at, when, written_out

__all__ = [
    "ALWAYS",
    "MOST_CELLS",
    "NEVER",
    "And",
    "Between",
    "Branch",
    "Captured",
    "Column",
    "Each",
    "Missing",
    "Not",
    "OneOf",
    "Or",
    "Predicate",
    "Residual",
    "Split",
    "Template",
    "Under",
    "holds",
    "outcome_at",
    "partial",
    "partial_policy",
    "when",
    "written_out",
]
