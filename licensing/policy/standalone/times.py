"""Dates and times as XML Schema orders them: a value without a zone may lie in any, two of them share theirs.

A day is the time from its first moment to the first of the next day: ``lteq`` reaches to its end, ``gt`` begins after it,
``eq`` means during it.  A month and a year (``xsd:gYearMonth``, ``xsd:gYear``) are read alike.  A state that names a ``timezone`` gives one to every value without.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from licensing.policy.constraints import Truth, every, negated

_DAY = re.compile(r"^(\d{4}-\d\d-\d\d)(Z|[+-]\d\d:\d\d)?$")
_SPAN = re.compile(r"^(\d{4})(?:-(\d\d))?(Z|[+-]\d\d:\d\d)?$")
_MIDNIGHT = re.compile(r"T24:00(:00(\.0+)?)?(?=$|[Z+-])")
_TIME = re.compile(r"^\d{4}-\d\d-\d\d[T ]\d\d:\d\d")
_WIDEST = timedelta(hours=14)
_NONE = timedelta()
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Moment:
    """Local time, how long it lasts (nothing, a day, a month or a year) and its distance from UTC where it is known."""

    start: datetime
    length: timedelta
    offset: timedelta | None


def read_moment(text: str) -> Moment | None:
    """A date-time, a date, a month or a year, or None for anything else."""
    day, span = _DAY.match(text), _SPAN.match(text)
    try:
        if day:
            start = datetime.combine(date.fromisoformat(day[1]), datetime.min.time())
            return Moment(start, timedelta(days=1), read_zone(day[2]) if day[2] else None)
        if span:
            return _span(int(span[1]), span[2], span[3])
        if not _TIME.match(text):
            return None
        moment = datetime.fromisoformat(_MIDNIGHT.sub("T00:00", text))
        start = moment.replace(tzinfo=None) + timedelta(days=bool(_MIDNIGHT.search(text)))
    except (ValueError, OverflowError):
        return None
    return Moment(start, _NONE, moment.utcoffset())


def _span(year: int, month: str | None, zone: str | None) -> Moment:
    first = datetime(year, int(month or 1), 1)  # noqa: DTZ001 - local time: the zone stands beside it
    years, months = divmod(first.month, _MONTHS) if month else (1, 0)
    after = first.replace(year=year + years, month=months + 1)
    return Moment(first, after - first, read_zone(zone) if zone else None)


def read_zone(text: str) -> timedelta | None:
    """The distance from UTC that ``Z`` or ``+02:00`` names, or None."""
    found = re.match(r"^(?:Z|([+-])(\d\d):(\d\d))$", text)
    if found is None:
        return None
    if not found[1]:
        return _NONE
    distance = timedelta(hours=int(found[2]), minutes=int(found[3]))
    return distance if distance <= _WIDEST and found[1] == "+" else -distance if distance <= _WIDEST else None


def order(operator: str, left: Moment, right: Moment, zone: timedelta | None = None) -> Truth:
    """Whether ``left`` stands to ``right`` as the operator says; None where it depends on zones or on the hour."""
    low, high = _distance(left, right, zone)
    before = _below(low, high, left.length, _NONE, inclusive=False)
    until = _below(low, high, left.length, right.length, inclusive=not right.length)
    match operator:
        case "lt":
            return before
        case "gteq":
            return negated(before)
        case "lteq":
            return until
        case "gt":
            return negated(until)
        case "eq":
            return every([negated(before), until])
        case "neq":
            return negated(every([negated(before), until]))
    return None


def _distance(left: Moment, right: Moment, zone: timedelta | None) -> tuple[timedelta, timedelta]:
    """How far ``left`` begins after ``right``, at least and at most."""
    apart = left.start - right.start
    if left.offset is None and right.offset is None:
        return apart, apart
    (a, b), (c, d) = _range(left.offset, zone), _range(right.offset, zone)
    return apart - b + c, apart - a + d


def _range(offset: timedelta | None, zone: timedelta | None) -> tuple[timedelta, timedelta]:
    known = offset if offset is not None else zone
    return (-_WIDEST, _WIDEST) if known is None else (known, known)


def _below(low: timedelta, high: timedelta, length: timedelta, bound: timedelta, *, inclusive: bool) -> Truth:
    """Whether every moment between ``low`` and ``high`` plus ``length`` lies below ``bound``."""
    last = high + length
    if last < bound or (last == bound and (inclusive or bool(length))):
        return True
    if low > bound or (low == bound and not inclusive):
        return False
    return None
