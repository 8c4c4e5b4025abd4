"""Values against right operands by the operators of the core vocabulary, three-valued.

Moments, durations, versions and numbers are compared by their value; everything else by name, where ``isA`` follows the
classes and ``isPartOf`` and ``hasPart`` the collections that the world knows, and the taxonomies of territories, purposes,
languages and addresses.  What is no value of its operand's kind, units that differ, and moments without a zone that could
lie on either side, are unknown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_network

from licensing.policy.constraints import Truth, every, negated, number, some
from licensing.policy.standalone import durations, times
from licensing.policy.standalone.world import Value, World
from licensing.policy.terms import OPERATORS
from licensing.policy.values import language_relation
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


class _Kind(StrEnum):
    """What kind of value is compared."""

    NUMBER = "number"
    DURATION = "duration"
    MOMENT = "moment"
    VERSION = "version"
    TRUTH = "truth"
    NAME = "name"


_OF_TYPE = {
    **dict.fromkeys(("xsd:string", "xsd:anyURI", "xsd:language", "xsd:token"), _Kind.NAME),
    **dict.fromkeys("xsd:date xsd:dateTime xsd:dateTimeStamp xsd:gYear xsd:gYearMonth".split(), _Kind.MOMENT),
    "xsd:boolean": _Kind.TRUTH,
    **dict.fromkeys(("xsd:duration", "xsd:dayTimeDuration", "xsd:yearMonthDuration"), _Kind.DURATION),
    **dict.fromkeys(
        (
            "xsd:decimal xsd:integer xsd:int xsd:long xsd:short xsd:double xsd:float xsd:nonNegativeInteger "
            "xsd:positiveInteger xsd:unsignedInt xsd:unsignedLong"
        ).split(),
        _Kind.NUMBER,
    ),
}
_OF_OPERAND = {
    **dict.fromkeys("count percentage payAmount resolution".split(), _Kind.NUMBER),
    **dict.fromkeys("delayPeriod elapsedTime meteredTime timeInterval".split(), _Kind.DURATION),
    "dateTime": _Kind.MOMENT,
    "version": _Kind.VERSION,
}
_VERSION = re.compile(r"^\d{1,9}(\.\d{1,9}){0,9}$")
_MOST_PERCENT = 100


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
    if any(value.unit and _unit(value.unit) != _unit(right.unit or "") for value in values):
        return None
    side = _Side(left, right.datatype, world)
    texts = [value.text for value in values]
    if operator in _BY_ORDER:
        return _alike([_ordered(side, text, operator, right.operands) for text in texts])
    return _set_based(side, texts, operator, right.operands)


def _unit(name: str) -> str:
    return name.replace("https://", "http://")


def _alike(truths: Sequence[Truth]) -> Truth:
    """What all values agree on: a use with several values, of which a rule speaks of some only, is not known."""
    return truths[0] if all(truth is truths[0] for truth in truths) else None


@dataclass(frozen=True, slots=True)
class _Side:
    left: str
    datatype: str | None
    world: World


# --- order -----------------------------------------------------------------------------------------------------------


def _ordered(side: _Side, text: str, operator: str, operands: tuple[str, ...]) -> Truth:
    """``eq`` means one of several operands and ``neq`` none of them; an order must hold alike for all."""
    if operator == "eq":
        return some([_equal(side, text, operand) for operand in operands])
    if operator == "neq":
        return every([_differs(side, text, operand) for operand in operands])
    return _alike([_one(side, text, operator, operand) for operand in operands])


def _one(side: _Side, text: str, operator: str, operand: str) -> Truth:
    kind = _kind(side, text, operand)
    if kind is _Kind.NAME:
        return _named(side.left, text, operand, operator)
    if kind is _Kind.MOMENT:
        if _OF_TYPE.get(side.datatype or "") is _Kind.NUMBER:
            return None  # a number is no moment, though a year is written like one
        moment, other = times.read_moment(text), times.read_moment(operand)
        return times.order(operator, moment, other, side.world.zone) if moment and other else None
    if kind is _Kind.DURATION:
        months = side.datatype == "xsd:yearMonthDuration"
        return _certain(operator, durations.compare(text, operand, months=months))
    if kind is _Kind.TRUTH:
        return _named(side.left, _truth(text), _truth(operand), operator)
    sign = _sign(side, kind, text, operand)
    return None if sign is None else _BY_ORDER[operator](sign)


def _truth(text: str) -> str:
    return {"1": "true", "0": "false"}.get(text, text)


def _certain(operator: str, signs: frozenset[int]) -> Truth:
    """What holds of every order that two values may have."""
    truths = {_BY_ORDER[operator](sign) for sign in signs}
    return truths.pop() if len(truths) == 1 else None


def _kind(side: _Side, text: str, operand: str) -> _Kind:
    """By the operand, else the data type, else what both sides look like."""
    known = _OF_OPERAND.get(side.left) or _OF_TYPE.get(side.datatype or "")
    if known:
        return known
    if number(text) is not None and number(operand) is not None:
        return _Kind.NUMBER
    if times.read_moment(text) and times.read_moment(operand):
        return _Kind.MOMENT
    if durations.read_duration(text) and durations.read_duration(operand):
        return _Kind.DURATION
    return _Kind.NAME


def _sign(side: _Side, kind: _Kind, text: str, operand: str) -> int | None:
    if kind is _Kind.VERSION:
        return _versions(text, operand)
    amount, bound = number(text), number(operand)
    if amount is None or bound is None:
        return None
    if side.left == "percentage" and not (0 <= amount <= _MOST_PERCENT and 0 <= bound <= _MOST_PERCENT):
        return None
    return (amount > bound) - (amount < bound)


def _versions(text: str, operand: str) -> int | None:
    if text == operand:
        return 0
    if not (_VERSION.match(text) and _VERSION.match(operand)):
        return None
    one, other = ([int(part) for part in version.split(".")] for version in (text, operand))
    longest = max(len(one), len(other))
    one += [0] * (longest - len(one))
    other += [0] * (longest - len(other))
    return (one > other) - (one < other)


def _named(left: str, text: str, operand: str, operator: str) -> Truth:
    """Names are the same or differ; neither comes first."""
    if operator not in {"eq", "neq"}:
        return None
    same = _name(left, text) == _name(left, operand)
    return same if operator == "eq" else not same


def _name(left: str, text: str) -> str:
    return regions.short(text) if left == "spatial" else purposes.short(text) if left == "purpose" else text


# --- sets and taxonomies ---------------------------------------------------------------------------------------------


def _set_based(side: _Side, texts: list[str], operator: str, operands: tuple[str, ...]) -> Truth:
    match operator:
        case "isA":
            return _alike([some([_is_a(side, text, operand) for operand in operands]) for text in texts])
        case "isPartOf":
            return _alike([some([_within(side, text, operand) for operand in operands]) for text in texts])
        case "hasPart":
            return every([some([_within(side, operand, text) for text in texts]) for operand in operands])
        case "isAnyOf":
            return some([_among(side, text, operand) for text in texts for operand in operands])
        case "isNoneOf":
            return every([_differs(side, text, operand) for text in texts for operand in operands])
        case "isAllOf":
            return every([some([_among(side, text, operand) for text in texts]) for operand in operands])
    return None


def _equal(side: _Side, text: str, operand: str) -> Truth:
    """The same value; a language tag covers the narrower ones (RFC 4647)."""
    if side.left == "language":
        return language_relation(text, operand) is Relation.WITHIN
    return _one(side, text, "eq", operand)


def _among(side: _Side, text: str, operand: str) -> Truth:
    """The same value, or a member of the collection or the region that is named."""
    return some([_equal(side, text, operand), _within(side, text, operand)])


def _differs(side: _Side, text: str, operand: str) -> Truth:
    """Neither the same value nor part of it; unknown where the two share something."""
    relation = _relation(side.left, text, operand)
    if relation in {Relation.BROADER, Relation.OVERLAPS}:
        return None
    return negated(_among(side, text, operand))


def _is_a(side: _Side, text: str, operand: str) -> Truth:
    return True if operand in side.world.kinds_of(text) else _within(side, text, operand)


def _within(side: _Side, part: str, whole: str) -> Truth:
    """Whether ``part`` is ``whole`` or belongs to it."""
    if part == whole or whole in side.world.collections_of(part):
        return True
    if _relation(side.left, part, whole) is Relation.WITHIN:
        return True
    return side.left == "virtualLocation" and _address_within(part, whole)


def _relation(left: str, text: str, operand: str) -> Relation | None:
    match left:
        case "spatial":
            return regions.relation(text, operand)
        case "purpose":
            return purposes.relation(text, operand)
        case "language":
            return language_relation(text, operand)
    return None


def _address_within(part: str, whole: str) -> bool:
    """An address in a range, or a domain below another."""
    try:
        inner, outer = ip_network(part, strict=False), ip_network(whole, strict=False)
    except ValueError:
        return part.casefold().endswith("." + whole.casefold().lstrip("."))
    same = inner.version == outer.version and inner.prefixlen >= outer.prefixlen
    return same and inner.network_address in outer
