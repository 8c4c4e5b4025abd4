"""How long an answer may be used again, by its own headers (RFC 9111), and when a site wants to be asked again. Pure."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LONGEST = timedelta(hours=24)  # RFC 9309 section 2.4, and a site file is looked at once a day
SHORTEST = timedelta(minutes=10)  # no file is asked for anew for each page, whatever its headers say
_MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,10})", re.IGNORECASE)
_NEVER = re.compile(r"(?:^|[,\s])(?:no-store|no-cache)(?:$|[,\s=])", re.IGNORECASE)
_SECONDS = re.compile(r"\s*(\d{1,10})\s*")


def fresh_for(headers: Iterable[tuple[str, str]], *, answered: bool, now: datetime) -> timedelta:
    """Return for how long an answer stands, from 10 minutes to a day: a day where it doesn't say.

    One that was no answer (`answered` is false: a server's error, or none at all) stands for the shortest time.
    """
    if not answered:
        return SHORTEST
    known: dict[str, str] = {}
    for name, value in headers:
        known[name] = f"{known[name]}, {value}" if name in known else value
    return min(max(_told(known, now), SHORTEST), LONGEST)


def _told(headers: Mapping[str, str], now: datetime) -> timedelta:
    rules = headers.get("cache-control", "")
    if _NEVER.search(rules):
        return SHORTEST
    stated = _MAX_AGE.search(rules)
    if stated:
        age = _SECONDS.fullmatch(headers.get("age", ""))
        return timedelta(seconds=int(stated.group(1)) - (int(age.group(1)) if age else 0))
    if "expires" not in headers:
        return LONGEST
    expires = moment(headers["expires"])
    sent = moment(headers.get("date", "")) or now
    return expires - sent if expires else SHORTEST  # RFC 9111 section 5.3: a bad date lies in the past


def moment(value: str) -> datetime | None:
    """Return the instant of an HTTP date, None where it is none."""
    try:
        found = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def retry_after(value: str, now: datetime) -> float | None:
    """Return the seconds of a Retry-After header (RFC 9110 section 10.2.3), None where it says nothing."""
    seconds = _SECONDS.fullmatch(value)
    if seconds:
        return float(seconds.group(1))
    wanted = moment(value)
    return max(0.0, (wanted - now).total_seconds()) if wanted else None
