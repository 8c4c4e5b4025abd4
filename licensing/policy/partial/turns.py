"""The moments at which a test of a moment turns: between two of them no test tells two articles apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache

from licensing.policy.constraints import match_values, understood
from licensing.policy.model import Constraint
from licensing.policy.moments import read_span, written
from licensing.policy.partial.classes import TICK
from licensing.policy.values import Operand


def turning_points(tests: Iterable[Constraint]) -> frozenset[datetime]:
    """The first moments from which one of some tests says something else than just before."""
    return frozenset().union(*map(_turning_points, tests))


@lru_cache(maxsize=4096)
def _turning_points(test: Constraint) -> frozenset[datetime]:
    operand = understood(test)
    if operand is None:
        return frozenset()
    return frozenset(
        moment
        for moment in set(_candidates(test))
        if _seen(test, operand, moment - TICK) != _seen(test, operand, moment)
    )


def _candidates(test: Constraint) -> Iterator[datetime]:
    """Every moment that is named, and the next; none outside the calendar."""
    for span in map(read_span, test.right):
        for moment in span or ():
            if moment > datetime.min.replace(tzinfo=moment.tzinfo):
                yield moment
            if moment < datetime.max.replace(tzinfo=moment.tzinfo):
                yield moment + TICK


def _seen(test: Constraint, operand: Operand, moment: datetime) -> tuple[object, object]:
    match = match_values(test, operand, (written(moment),), permits=True)
    return match.inside, match.touches
