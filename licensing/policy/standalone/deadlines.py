"""Last moments of duties: constraints that can hold no more, because time only goes on (draft Formal Semantics, obligations)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from licensing.policy.model import AnyConstraint, Constraint, LogicalConstraint
from licensing.policy.standalone.premises import weigh
from licensing.policy.standalone.subject import Subject
from licensing.policy.standalone.times import read_moment

_CLOCKS = frozenset({"dateTime", "elapsedTime"})
"""Left operands whose value only grows."""
_TOGETHER = frozenset({"and", "andSequence"})


def deadlines(constraints: Sequence[AnyConstraint], subject: Subject) -> tuple[Constraint, ...]:
    """The constraints among these, which must all hold, whose last moment has surely passed."""
    return tuple(
        one
        for one in _each_of(constraints)
        if one.left in _CLOCKS and weigh(one, subject).truth is False and _beyond(one, subject)
    )


def ends_at(passed: Sequence[Constraint]) -> datetime | None:
    """The earliest of these last moments, as far as they are stated as moments with a zone."""
    found = [_end(right) for one in passed if one.left == "dateTime" for right in one.right]
    return min((moment for moment in found if moment), default=None)


def _end(text: str) -> datetime | None:
    moment = read_moment(text)
    if moment is None or moment.offset is None:
        return None
    try:
        return (moment.start + moment.length - moment.offset).replace(tzinfo=UTC)
    except OverflowError:
        return None


def without(constraints: Sequence[AnyConstraint], passed: Sequence[Constraint]) -> tuple[AnyConstraint, ...]:
    """The constraints without these: what is owed after the last moment is what was owed before (2.6.3, note)."""
    kept: list[AnyConstraint] = []
    for one in constraints:
        if isinstance(one, LogicalConstraint) and one.operator in _TOGETHER:
            kept.append(replace(one, operands=without(one.operands, passed)))
        elif one not in passed:
            kept.append(one)
    return tuple(kept)


def _each_of(constraints: Sequence[AnyConstraint]) -> Iterator[Constraint]:
    """The atomic constraints that must all hold."""
    for one in constraints:
        if isinstance(one, Constraint):
            yield one
        elif one.operator in _TOGETHER:
            yield from _each_of(one.operands)


def _beyond(constraint: Constraint, subject: Subject) -> bool:
    if constraint.operator in {"lt", "lteq"}:
        return True
    after = replace(constraint, operator="gt")
    return constraint.operator == "eq" and weigh(after, subject).truth is True
