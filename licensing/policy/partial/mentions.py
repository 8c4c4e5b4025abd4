"""The values that scopes and rules mention: what can tell one article from another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from licensing.policy.model import AnyConstraint, Constraint, Duty, Rule, Scope, ScopeKind
from licensing.policy.moments import read_span
from licensing.policy.partial.predicates import Column
from licensing.policy.scopes import scope_of_target
from licensing.policy.values import OPERANDS


class Mentions:
    """The values of each column that are mentioned, and the constraints that test a column."""

    def __init__(self) -> None:
        self.values: dict[Column, set[str | datetime]] = {column: set() for column in Column}
        self.tests: dict[Column, dict[Constraint, None]] = {column: {} for column in Column}


OPERAND_COLUMNS: dict[str, Column] = {
    "language": Column.LANGUAGE,
    "ra:section": Column.SECTION,
    "ra:publishedDate": Column.PUBLISHED,
}
"""Left operands that read a column of the article."""

GIVEN_OPERANDS = frozenset(
    "dateTime purpose spatial recipient ra:audience ra:words ra:characters ra:part ra:consumerGroup ra:lawfulAccess "
    "ra:acceptsAttribution ra:commercial".split()
)
"""Left operands whose value is known before the article is: of the use, the consumer, the part, or of words released."""


class NotExpressibleError(Exception):
    """Something reads the article in a way that its columns do not express; the text says what."""


def mention_scope(scope: Scope, found: Mentions, *, whichever: str, site: str | None) -> None:
    """Add what a scope tells apart; holder, collection and part are given.  ``site``: the only one, where it is given."""
    if scope.kind is ScopeKind.SITE:
        found.values[Column.SITE].add(scope.value)
        if scope.path.rstrip("/") and site in (None, scope.value):
            found.values[Column.PATH].add(scope.path)
    elif scope.kind is ScopeKind.PUBLISHER:
        found.values[Column.PUBLISHER].add(scope.value)
    elif scope.kind is ScopeKind.ARTICLE and scope.value != whichever:
        found.values[Column.ARTICLE].add(scope.value)


def mentioned_by(rule: Rule, found: Mentions, *, whichever: str, site: str | None) -> None:
    """Add what a rule's targets and constraints tell apart.  Raises NotExpressibleError."""
    for target in rule.targets:
        scope = scope_of_target(target)
        if scope is not None:
            if scope == Scope(ScopeKind.ARTICLE, whichever):
                raise NotExpressibleError("a rule names the article that stands for all")
            mention_scope(scope, found, whichever=whichever, site=site)
    for constraint in _atoms(_constraints(rule)):
        _mention(constraint, found)


def _mention(constraint: Constraint, found: Mentions) -> None:
    column = OPERAND_COLUMNS.get(constraint.left)
    if column is not None:
        found.tests[column][constraint] = None
    if column is Column.PUBLISHED:
        spans = (read_span(right) for right in constraint.right)
        found.values[column] |= {moment for span in spans if span for moment in span}
    elif column is not None:
        found.values[column] |= set(constraint.right)
    elif constraint.left in OPERANDS and constraint.left not in GIVEN_OPERANDS:
        raise NotExpressibleError(f"a rule tests {constraint.left}, which no column of an article holds")


def _constraints(rule: Rule) -> Iterator[AnyConstraint]:
    """Every constraint of a rule, those of its duties included."""
    yield from rule.constraints
    yield from rule.refinements
    for node in (*rule.assets, *rule.assignee_nodes):
        yield from node.refinements
    for duty in (*rule.duties, *rule.remedies, *rule.consequences):
        yield from _constraints_of_duty(duty)


def _constraints_of_duty(duty: Duty) -> Iterator[AnyConstraint]:
    yield from duty.constraints
    yield from duty.refinements
    for node in (*duty.assets, *duty.assignees):
        yield from node.refinements
    for consequence in duty.consequences:
        yield from _constraints_of_duty(consequence)


def _atoms(constraints: Iterator[AnyConstraint] | tuple[AnyConstraint, ...]) -> Iterator[Constraint]:
    for one in constraints:
        if isinstance(one, Constraint):
            yield one
        else:
            yield from _atoms(one.operands)
