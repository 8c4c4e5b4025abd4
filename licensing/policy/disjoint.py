"""Whether two constraints can never hold together: provable cases only, everything else may meet.

Used to tell whether a permission and a prohibition of one policy conflict; a wrong "they exclude each other" would hide
a conflict, so what is not proved is not claimed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from licensing.policy.constraints import number
from licensing.policy.model import AnyConstraint, Constraint
from licensing.policy.moments import read_span
from licensing.policy.values import OPERANDS, OperandKind, language_relation
from licensing.policy.vocabulary import purposes, regions
from licensing.policy.vocabulary.purposes import Relation

_POSITIVE = frozenset({"eq", "isA", "isPartOf", "isAnyOf"})
_NEGATIVE = frozenset({"neq", "isNoneOf"})

SINGLE_VALUED = frozenset({"ra:section", "ra:part", "ra:commercial", "ra:lawfulAccess"})
"""Term operands of which a question states one value, so that two different required values exclude each other."""


def exclude_each_other(left: AnyConstraint, right: AnyConstraint) -> bool:
    """True only where no use can satisfy both."""
    if not isinstance(left, Constraint) or not isinstance(right, Constraint) or left.left != right.left:
        return False
    operand = OPERANDS.get(left.left)
    if operand is None:
        return False
    match operand.kind:
        case OperandKind.PURPOSE:
            return _terms(left, right, purposes.relation)
        case OperandKind.TERRITORY:
            return _terms(left, right, regions.relation)
        case OperandKind.LANGUAGE:
            return _terms(left, right, language_relation)
        case OperandKind.TERM if left.left in SINGLE_VALUED:
            return _terms(left, right, _same)
        case OperandKind.AMOUNT:
            return _intervals(left, right, number)
        case OperandKind.MOMENT:
            return _intervals(left, right, _instant)
    return False


def amounts_apart(left: Constraint, right: Constraint) -> bool:
    """True only where no number satisfies both."""
    return _intervals(left, right, number)


def _same(a: str, b: str) -> Relation:
    return Relation.WITHIN if a == b else Relation.DISJOINT


def _terms(left: Constraint, right: Constraint, relation: Callable[[str, str], Relation | None]) -> bool:
    if left.operator in _POSITIVE and right.operator in _POSITIVE:
        return _all(left.right, right.right, relation, Relation.DISJOINT)
    if left.operator in _POSITIVE and right.operator in _NEGATIVE:
        return _each_within_some(left.right, right.right, relation)
    if left.operator in _NEGATIVE and right.operator in _POSITIVE:
        return _each_within_some(right.right, left.right, relation)
    return False


def _all(
    left: Sequence[str],
    right: Sequence[str],
    relation: Callable[[str, str], Relation | None],
    wanted: Relation,
) -> bool:
    return bool(left and right) and all(relation(a, b) is wanted for a in left for b in right)


def _each_within_some(
    positive: Sequence[str], negative: Sequence[str], relation: Callable[[str, str], Relation | None]
) -> bool:
    return bool(positive) and all(any(relation(a, b) is Relation.WITHIN for b in negative) for a in positive)


_Bound = tuple[Decimal, bool]


def _instant(text: str) -> Decimal | None:
    """A moment with a zone as a number; None for what may mean several."""
    span = read_span(text)
    return Decimal(str(span[0].timestamp())) if span is not None and span[0] == span[1] else None


def _low_high(
    constraint: Constraint, read: Callable[[str], Decimal | None]
) -> tuple[_Bound | None, _Bound | None] | None:
    """Lower and upper bound (value, whether it is included) of a one-sided constraint; None where not one."""
    value = read(constraint.right[0]) if len(constraint.right) == 1 else None
    if value is None:
        return None
    table: dict[str, tuple[_Bound | None, _Bound | None]] = {
        "eq": ((value, True), (value, True)),
        "lt": (None, (value, False)),
        "lteq": (None, (value, True)),
        "gt": ((value, False), None),
        "gteq": ((value, True), None),
    }
    return table.get(constraint.operator)


def _intervals(left: Constraint, right: Constraint, read: Callable[[str], Decimal | None]) -> bool:
    a, b = _low_high(left, read), _low_high(right, read)
    return a is not None and b is not None and (_beyond(a[0], b[1]) or _beyond(b[0], a[1]))


def _beyond(low: _Bound | None, high: _Bound | None) -> bool:
    """Whether a lower bound lies above an upper bound."""
    if low is None or high is None:
        return False
    return low[0] > high[0] or (low[0] == high[0] and not (low[1] and high[1]))
