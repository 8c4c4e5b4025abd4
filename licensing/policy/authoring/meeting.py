"""Rules beside other rules: permissions and prohibitions that can meet, rules that others make superfluous."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from licensing.policy.authoring.finding import Finding, assigner_of, found
from licensing.policy.authoring.never import RELATIONS
from licensing.policy.constraints import number
from licensing.policy.model import (
    AnyConstraint,
    Conflict,
    Constraint,
    LogicalConstraint,
    Node,
    Policy,
    Rule,
    RuleType,
)
from licensing.policy.moments import read_span
from licensing.policy.rules import conditions
from licensing.policy.values import OPERANDS, OperandKind
from licensing.policy.vocabulary import actions
from licensing.policy.vocabulary.findings import Code
from licensing.policy.vocabulary.purposes import Relation
from licensing.policy.void import TooManyError, meetings

MOST_COMPARED = 100_000
"""Constraints that are compared while looking for rules that others make superfluous."""

_SAYS = {
    Conflict.INVALID: Code.VOID,
    Conflict.PERM: Code.PERMISSION_WINS,
    Conflict.PROHIBIT: Code.PROHIBITION_WINS,
}
_POSITIVE = frozenset({"eq", "isA", "isPartOf", "isAnyOf"})
_UPPER, _LOWER = ("lt", "lteq"), ("gt", "gteq")


def meeting_rules(policy: Policy) -> Iterator[Finding]:
    """Permissions that a prohibition of the policy can meet, and what its conflict strategy then does."""
    try:
        for permission, prohibition in meetings(policy):
            yield found(_SAYS[policy.conflict], permission.pointer, other=prohibition.id)
    except TooManyError:
        yield found(Code.TOO_MANY, "")


def shadowed_rules(policy: Policy) -> Iterator[Finding]:
    """Rules that change no outcome because another one of the same type reaches at least as much."""
    search = _Shadows(policy)
    for index, rule in enumerate(policy.rules):
        other = search.shadow_of(index, rule)
        if other is not None:
            code = Code.SHADOWED if set(rule.clauses) <= set(other.clauses) else Code.SHADOWED_CLAUSE
            yield found(code, rule.pointer, other=other.id)
    if search.left < 0:
        yield found(Code.TOO_MANY, "")


class _Shadows:
    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.left = MOST_COMPARED
        self.by_action: dict[tuple[RuleType, str], list[tuple[int, Rule]]] = {}
        for index, rule in enumerate(policy.rules):
            self.by_action.setdefault((rule.type, rule.action), []).append((index, rule))

    def shadow_of(self, index: int, rule: Rule) -> Rule | None:
        """A rule that makes this one superfluous; of two that say the same it is the later one."""
        if rule.type is RuleType.OBLIGATION or rule.unknown or not actions.known(rule.action):
            return None
        for action in actions.ancestors(rule.action):
            if not _reaches(rule.type, action, rule.action):
                continue
            for place, other in self.by_action.get((rule.type, action), ()):
                if place == index or (other.pointer == rule.pointer and action != rule.action):
                    continue
                if self._covers(other, rule) and (place < index or not self._covers(rule, other)):
                    return other
        return None

    def _covers(self, broad: Rule, narrow: Rule) -> bool:
        self.left -= 1 + len(broad.constraints) * len(narrow.constraints)
        self.left -= sum(
            len(one.assets) + len(one.assignee_nodes) + len(one.duties) for one in (broad, narrow)
        )
        if self.left < 0 or broad.unknown or not _reaches(broad.type, broad.action, narrow.action):
            return False
        given = [_bare(one) for one in conditions(narrow)]
        return (
            _all_of(broad.assets, narrow.assets)
            and _all_of(broad.assignee_nodes, narrow.assignee_nodes)
            and assigner_of(self.policy, broad) == assigner_of(self.policy, narrow)
            and all(duty in narrow.duties for duty in broad.duties)
            and all(any(_implies(one, _bare(wanted)) for one in given) for wanted in conditions(broad))
        )


def _reaches(kind: RuleType, broad: str, narrow: str) -> bool:
    if kind is RuleType.PERMISSION:
        return actions.permission_reaches(broad, narrow)
    return actions.includes(broad, narrow)


def _all_of(broad: tuple[Node, ...], narrow: tuple[Node, ...]) -> bool:
    """Whether the broad rule speaks of everything that the narrow one speaks of."""
    return not broad or broad == narrow or (bool(narrow) and set(narrow) <= set(broad))


def _bare(constraint: AnyConstraint) -> AnyConstraint:
    """A constraint without its name."""
    if isinstance(constraint, LogicalConstraint):
        return replace(constraint, uid="", operands=tuple(_bare(one) for one in constraint.operands))
    return replace(constraint, uid="")


def _implies(given: AnyConstraint, wanted: AnyConstraint) -> bool:
    """Whether whatever satisfies ``given`` surely satisfies ``wanted``."""
    if given == wanted:
        return True
    if not isinstance(given, Constraint) or not isinstance(wanted, Constraint) or given.left != wanted.left:
        return False
    operand = OPERANDS.get(given.left)
    if operand is None or given.unit != wanted.unit or given.reference or wanted.reference:
        return False
    if operand.kind is OperandKind.AMOUNT:
        return _tighter(given, wanted)
    if operand.kind is OperandKind.MOMENT:
        return _sooner(given, wanted)
    relation = RELATIONS.get(operand.kind)
    if relation is None or not {given.operator, wanted.operator} <= _POSITIVE or not given.right:
        return False
    return all(any(relation(one, all_) is Relation.WITHIN for all_ in wanted.right) for one in given.right)


def _tighter(given: Constraint, wanted: Constraint) -> bool:
    one, other = (number(c.right[0]) if len(c.right) == 1 else None for c in (given, wanted))
    if one is None or other is None:
        return False
    for strict, loose in (_UPPER, _LOWER):
        if given.operator in {strict, loose} and wanted.operator in {strict, loose}:
            inside = one < other if strict == "lt" else one > other
            return inside or (one == other and (given.operator == strict or wanted.operator == loose))
    return False


def _sooner(given: Constraint, wanted: Constraint) -> bool:
    """Whether a moment before (after) the one bound is surely before (after) the other, in whatever zones they lie."""
    one, other = (read_span(c.right[0]) if len(c.right) == 1 else None for c in (given, wanted))
    if one is None or other is None:
        return False
    for operators, inside in ((_UPPER, one[1] < other[0]), (_LOWER, one[0] > other[1])):
        if given.operator in operators and wanted.operator in operators:
            exact = one == other and one[0] == one[1]
            return inside or (exact and (given.operator == operators[0] or wanted.operator == operators[1]))
    return False
