"""Durations of XML Schema, compared where their order does not depend on the calendar."""

from __future__ import annotations

import re
from decimal import Decimal

_PATTERN = re.compile(
    r"^(-)?P(?:(\d{1,9})Y)?(?:(\d{1,9})M)?(?:(\d{1,9})W)?(?:(\d{1,9})D)?"
    r"(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:\.\d{1,9})?)S)?)?$"
)
_SHORTEST_MONTH, _LONGEST_MONTH = 28, 31
_DAY = 86400

_ONLY_M = re.compile(r"^P(\d{1,9})M$")
_YEAR = 12

Duration = tuple[int, Decimal]
"""Months and seconds."""


def compare(left: str, right: str) -> int | None:
    """-1, 0 or 1 for two durations; None where one is not a duration or the order is not certain.

    ``P60M`` is sixty months, but the Common Vocabulary writes it for sixty minutes.  More than twelve such months must
    therefore compare alike both ways.
    """
    found = {_compare(left, right)}
    if any((one := _ONLY_M.match(text)) and int(one[1]) > _YEAR for text in (left, right)):
        found.add(_compare(_minutes(left), _minutes(right)))
    return found.pop() if len(found) == 1 else None


def _minutes(text: str) -> str:
    return _ONLY_M.sub(r"PT\1M", text)


def _compare(left: str, right: str) -> int | None:
    first, second = read_duration(left), read_duration(right)
    return order(first, second) if first and second else None


def read_duration(text: str) -> Duration | None:
    """Months and seconds of an ``xsd:duration``, or None where it is not one."""
    found = _PATTERN.match(text)
    if found is None or text in {"P", "-P"} or text.endswith("T"):
        return None
    sign = -1 if found.group(1) else 1
    years, months, weeks, days, hours, minutes = (int(part or 0) for part in found.groups()[1:7])
    seconds = Decimal(found.group(8) or 0)
    total = Decimal((weeks * 7 + days) * _DAY + hours * 3600 + minutes * 60) + seconds
    return sign * (years * 12 + months), sign * total


def order(left: Duration, right: Duration) -> int | None:
    """-1, 0 or 1; None where it depends on which months are meant."""
    months, seconds = left[0] - right[0], left[1] - right[1]
    low, high = sorted((months * _SHORTEST_MONTH * _DAY + seconds, months * _LONGEST_MONTH * _DAY + seconds))
    if months == 0 or low == high:
        return (seconds > 0) - (seconds < 0)
    if low > 0:
        return 1
    return -1 if high < 0 else None
