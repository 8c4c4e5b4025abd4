"""Durations of XML Schema, ordered as it orders them: from four moments of the calendar on (part 2, section 3.2.6.2)."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

_PATTERN = re.compile(
    r"^(-)?P(?:(\d{1,9})Y)?(?:(\d{1,9})M)?(?:(\d{1,9})W)?(?:(\d{1,9})D)?"
    r"(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:\.\d{1,9})?)S)?)?$"
)
_DAY = 86400
_STARTS = ((1696, 9), (1697, 2), (1903, 3), (1903, 7))
_CYCLE_YEARS, _CYCLE_DAYS = 400, 146_097

_ONLY_M = re.compile(r"^P(\d{1,9})M$")
_YEAR = 12

Duration = tuple[int, Decimal]
"""Months and seconds."""


def compare(left: str, right: str, *, months: bool = False) -> frozenset[int]:
    """Which of -1, 0 and 1 two durations may compare as; none where one is not a duration.

    ``P60M`` is sixty months, but the Common Vocabulary writes it for sixty minutes.  More than twelve such months may
    therefore compare either way, unless the data type says that they are ``months``.
    """
    found = _compare(left, right)
    if not months and any((one := _ONLY_M.match(text)) and int(one[1]) > _YEAR for text in (left, right)):
        found |= _compare(_minutes(left), _minutes(right))
    return found


def _minutes(text: str) -> str:
    return _ONLY_M.sub(r"PT\1M", text)


def _compare(left: str, right: str) -> frozenset[int]:
    first, second = read_duration(left), read_duration(right)
    return order(first, second) if first and second else frozenset()


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


def order(left: Duration, right: Duration) -> frozenset[int]:
    """-1, 0 or 1, or several of them where it depends on which months are meant."""
    if left[0] == right[0]:
        return frozenset({_sign(left[1] - right[1])})
    return frozenset(_sign(_length(left, start) - _length(right, start)) for start in _STARTS)


def _sign(amount: Decimal) -> int:
    return (amount > 0) - (amount < 0)


def _length(duration: Duration, start: tuple[int, int]) -> Decimal:
    """The seconds that a duration lasts when it begins with the month ``start``."""
    year, month = start
    return (_day(year, month + duration[0]) - _day(year, month)) * _DAY + duration[1]


def _day(year: int, month: int) -> int:
    """The number of the first day of a month, in the calendar without an end; ``month`` may be any number."""
    years, index = divmod(month - 1, _YEAR)
    cycles, inside = divmod(year + years - 1, _CYCLE_YEARS)
    return cycles * _CYCLE_DAYS + date(inside + 1, index + 1, 1).toordinal()
