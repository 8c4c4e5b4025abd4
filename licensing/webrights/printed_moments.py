"""Moments as usage terms print them: day, time and zone, as far as they are written.  Pure.

What isn't written is any: a day is all of its hours, a time without a zone is that of every zone.  So a moment is the
first and the last instant that may be meant, and whoever reads a limit takes the stricter of them.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import NamedTuple

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar januari janvier enero gennaio stycznia", "feb february februar fevrier février febrero febbraio lutego",
            "mar march märz maerz mars marzo marca", "apr april avril abril aprile kwietnia", "may mai mayo maggio maja",
            "jun june juni juin junio giugno czerwca", "jul july juli juillet julio luglio lipca",
            "aug august août aout agosto sierpnia", "sep sept september septembre septiembre settembre września",
            "oct october oktober okt octobre octubre ottobre października", "nov november novembre noviembre listopada",
            "dec december dezember dez décembre diciembre dicembre grudnia",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_HOURS = {
    "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "BST": 1, "WEST": 1, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2, "EET": 2, "EEST": 3,
    "EST": -5, "EDT": -4, "PST": -8, "PDT": -7, "JST": 9, "AEST": 10, "AEDT": 11,
}  # fmt: skip
_EAST, _WEST = timezone(timedelta(hours=14)), timezone(timedelta(hours=-12))
_NAME = "|".join(sorted(_MONTHS, key=lambda name: (-len(name), name)))
_DAY = (
    r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?:of\s+|de\s+)?(?P<name2>{_NAME})\.?,?\s+(?:de\s+)?(?P<year2>\d{{4}})"
    rf"|(?P<name3>{_NAME})\.?\s+(?P<day3>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year3>\d{{4}})"
    r"|(?P<day4>\d{1,2})\.\s?(?P<month4>\d{1,2})\.\s?(?P<year4>\d{4})"
)
_ZONE = (
    rf"(?P<zone%s>{'|'.join(sorted(_HOURS, key=lambda name: -len(name)))}|(?:UTC|GMT)?[+-]\d{{2}}:?\d{{2}})\b"
)
_TIME = r"(?P<hour%s>\d{1,2})(?:[:.h](?P<minute%s>\d{2})(?:[:.]\d{2}(?:\.\d{1,6})?)?|(?P<minutes%s>\d{2})|(?=\s*(?:[ap]\.?m\b|uhr|h\b)))(?:\s*(?:h|hrs?|hours|uhr))?(?:\s*(?P<half%s>[ap])\.?m\.?)?"
_BEFORE = rf"(?:{_TIME % (('a',) * 4)}(?:\s*{_ZONE % 'a'})?,?\s+(?:on\s+|am\s+|le\s+|el\s+|del\s+)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?)?"
_AFTER = rf"(?:(?:T|,?\s+(?:at\s+|um\s+|à\s+|o\s+)?){_TIME % (('b',) * 4)}(?:\s*{_ZONE % 'b'})?)?"
MOMENT = rf"{_BEFORE}(?:{_DAY}){_AFTER}(?!\w)"
"""A pattern for a moment; it has groups of its own, so that a pattern holds it once."""
_MOMENT = re.compile(MOMENT, re.IGNORECASE)
_HALF_A_DAY = 12


class Between(NamedTuple):
    """The first and the last instant that may be meant."""

    first: datetime
    last: datetime


def moment_in(text: str) -> Between | None:
    """Return when a text says, None where it is no moment that there is."""
    match = _MOMENT.search(text)
    if match is None:
        return None
    parts = match.groupdict()
    try:
        day = datetime(*_day(parts), tzinfo=None)  # noqa: DTZ001 - the zone is read apart
        return _between(day, _time(parts, "a") or _time(parts, "b"), parts["zonea"] or parts["zoneb"] or "")
    except (ValueError, OverflowError):
        return None


def _day(parts: dict[str, str | None]) -> tuple[int, int, int]:
    year = next(parts[f"year{one}"] for one in ("", "2", "3", "4") if parts[f"year{one}"])
    day = next(parts[f"day{one}"] for one in ("", "2", "3", "4") if parts[f"day{one}"])
    name = parts["name2"] or parts["name3"]
    month = _MONTHS[name.lower()] if name else int(parts["month"] or parts["month4"] or 0)
    return int(year or 0), month, int(day or 0)


def _time(parts: dict[str, str | None], which: str) -> timedelta | None:
    hour, half = parts[f"hour{which}"], (parts[f"half{which}"] or "").lower()
    if hour is None:
        return None
    minute = parts[f"minute{which}"] or parts[f"minutes{which}"] or "0"
    hours = int(hour) % _HALF_A_DAY + _HALF_A_DAY * (half == "p") if half else int(hour)
    if hours > 2 * _HALF_A_DAY or int(minute) >= 60:  # noqa: PLR2004 - minutes
        raise ValueError(hour)
    return timedelta(hours=hours, minutes=int(minute))


def _between(day: datetime, time: timedelta | None, zone: str) -> Between:
    first = day + (time or timedelta())
    last = day + (time if time is not None else timedelta(days=1))
    east, west = (_EAST, _WEST) if not zone else (_offset(zone),) * 2
    return Between(first.replace(tzinfo=east).astimezone(UTC), last.replace(tzinfo=west).astimezone(UTC))


def _offset(zone: str) -> timezone:
    if zone.upper() in _HOURS:
        return timezone(timedelta(hours=_HOURS[zone.upper()]))
    sign, digits = re.fullmatch(r"(?:UTC|GMT)?([+-])(\d{2}:?\d{2})", zone, re.IGNORECASE).groups()  # type: ignore[union-attr]
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[-2:]))
    return timezone(-offset if sign == "-" else offset)
