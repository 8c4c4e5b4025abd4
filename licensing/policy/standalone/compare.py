"""Values against right operands by the operators of the core vocabulary, three-valued.

Moments, durations and numbers are compared by their value; everything else by name, where ``isA``, ``isPartOf`` and
``hasPart`` also follow the collections of the world and the taxonomies of the profile.  Values whose units differ, and
moments without a zone that could lie on either side, are unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from licensing.policy.constraints import Truth, every, negated, number, some
from licensing.policy.moments import read_span
from licensing.policy.standalone.durations import order, read_duration
from licensing.policy.standalone.world import Value, World
from licensing.policy.terms import OPERATORS
from licensing.policy.vocabulary import purposes, regions
from licensing.policy.vocabulary.purposes import Relation

_BY_ORDER: dict[str, Callable[[int], bool]] = {
    "eq": lambda sign: sign == 0,
    "neq": lambda sign: sign != 0,
    "lt": lambda sign: sign < 0,
    "lteq": lambda sign: sign <= 0,
    "gt": lambda sign: sign > 0,
    "gteq": lambda sign: sign >= 0,
}
_NAMED_TYPES = frozenset({"xsd:string", "xsd:anyURI", "xsd:language", "xsd:token"})


@dataclass(frozen=True, slots=True)
class Rightside:
    """The right operands with what a constraint says of them."""

    operands: tuple[str, ...]
    datatype: str | None = None
    unit: str | None = None


def compare(left: str, values: Sequence[Value], operator: str, right: Rightside, world: World) -> Truth:
    """Whether the stated ``values`` of the operand ``left`` satisfy the constraint; None where it is not known."""
    if operator not in OPERATORS or not right.operands or not values:
        return None
    if any(right.unit and value.unit and value.unit != right.unit for value in values):
        return None
    texts = [value.text for value in values]
    if operator in _BY_ORDER:
        return _ordered(left, texts, operator, right)
    return _set_based(texts, operator, right.operands, world)


# --- order -----------------------------------------------------------------------------------------------------------


def _ordered(left: str, texts: list[str], operator: str, right: Rightside) -> Truth:
    """``eq`` and ``neq`` may face several operands, an order only one."""
    pairs = [_relation(left, text, operand, right.datatype) for text in texts for operand in right.operands]
    if operator == "eq":
        return some([None if sign is None else sign == 0 for sign in pairs])
    if operator == "neq":
        return negated(some([None if sign is None else sign == 0 for sign in pairs]))
    if len(right.operands) != 1:
        return None
    return every([_by_order(operator, sign) for sign in pairs])


_UNORDERED = 2
"""Two names that differ: neither comes first."""


def _by_order(operator: str, sign: int | None) -> Truth:
    return None if sign is None or sign == _UNORDERED else _BY_ORDER[operator](sign)


def _relation(left: str, text: str, operand: str, datatype: str | None) -> int | None:
    """-1, 0, 1, ``_UNORDERED`` for two different names, None where it is not known."""
    if datatype in _NAMED_TYPES:
        return _named(left, text, operand)
    span, other = read_span(text), read_span(operand)
    if span and other and not (number(text) is not None and number(operand) is not None):
        return _moments(span, other)
    if (span is None) != (other is None) and left == "dateTime":
        return None
    duration, limit = read_duration(text), read_duration(operand)
    if duration and limit:
        return order(duration, limit)
    amount, bound = number(text), number(operand)
    if amount is not None and bound is not None:
        return (amount > bound) - (amount < bound)
    return _named(left, text, operand)


def _moments(span: tuple[object, object], other: tuple[object, object]) -> int | None:
    (first, last), (low, high) = span, other
    if first == last == low == high:
        return 0
    if last < low:  # type: ignore[operator]
        return -1
    return 1 if first > high else None  # type: ignore[operator]


def _named(left: str, text: str, operand: str) -> int:
    if left == "language":
        return 0 if text.casefold() == operand.casefold() else _UNORDERED
    if left == "spatial":
        return 0 if regions.short(text) == regions.short(operand) else _UNORDERED
    return 0 if text == operand else _UNORDERED


# --- sets and taxonomies ---------------------------------------------------------------------------------------------


def _set_based(texts: list[str], operator: str, operands: tuple[str, ...], world: World) -> Truth:
    match operator:
        case "isA" | "isPartOf":
            return every([some([_within(text, operand, world) for operand in operands]) for text in texts])
        case "hasPart":
            return every([some([_within(operand, text, world) for text in texts]) for operand in operands])
        case "isAnyOf":
            return some([_equal(text, operand, world) for text in texts for operand in operands])
        case "isNoneOf":
            return negated(some([_equal(text, operand, world) for text in texts for operand in operands]))
        case "isAllOf":
            return every([some([_equal(text, operand, world) for text in texts]) for operand in operands])
    return None


def _equal(text: str, operand: str, world: World) -> Truth:
    """The same thing; a member of the collection counts as one of it."""
    sign = _relation("", text, operand, None)
    return True if sign == 0 else _within(text, operand, world)


def _within(part: str, whole: str, world: World) -> Truth:
    """Whether ``part`` is ``whole`` or belongs to it, in the world's collections or the profile's taxonomies."""
    if part == whole or whole in world.collections_of(part):
        return True
    for relation in (purposes.relation, regions.relation):
        found = relation(part, whole)
        if found is not None:
            return found is Relation.WITHIN
    return False
