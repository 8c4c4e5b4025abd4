"""Word limits that rules on record name: what a refused quotation might be asked for instead."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from licensing.policy.constraints import number
from licensing.policy.model import AnyConstraint, Constraint, Facts, RuleType, Use
from licensing.policy.wordcount import distinct_positions

MOST_CANDIDATES = 8
"""At most so many smaller amounts are tried, the largest first."""


def word_limits(use: Use, facts: Facts) -> tuple[int, ...]:
    """Smaller amounts of words than asked, the largest first, that a permission on record names as its limit.

    Positions already released count, so the amount is what is still open below each limit from the asked position.
    """
    if use.words is None:
        return ()
    limits = {_fitting(limit, use.words, facts) for limit in _limits(facts)}
    return tuple(sorted((n for n in limits if 0 < n < use.words), reverse=True))[:MOST_CANDIDATES]


def _fitting(limit: int, asked: int, facts: Facts) -> int:
    """The most words from the asked position whose distinct positions stay within ``limit``."""
    words = min(limit, asked)
    while words > 0 and (distinct_positions(facts.released, facts.word_start, words) or 0) > limit:
        words -= 1
    return words


def _limits(facts: Facts) -> Iterator[int]:
    for record in facts.on_record:
        policy = record.content.policy
        for rule in policy.rules if policy else ():
            if rule.type is RuleType.PERMISSION:
                yield from (limit for c in rule.constraints for limit in _upper(c))


def _upper(constraint: AnyConstraint) -> Iterator[int]:
    if not isinstance(constraint, Constraint):
        for operand in constraint.operands:
            yield from _upper(operand)
        return
    if (
        constraint.left != "ra:words"
        or len(constraint.right) != 1
        or constraint.operator not in {"lt", "lteq", "eq"}
    ):
        return
    value = number(constraint.right[0])
    if value is not None and 0 < value <= Decimal(10**6):
        yield int(value) - (1 if constraint.operator == "lt" and value == int(value) else 0)
