"""Which of several dates is the day of publication, and in whose time. Pure."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone

from archive.ingestion.reading.candidates import Candidate

_FARTHEST_WEST = timedelta(hours=12)
_FARTHEST_EAST = timedelta(hours=14)


def sharpened(candidates: list[Candidate[str]], path: str) -> list[Candidate[str]]:
    """Put first, among candidates of the first one's day, the first that has a time and a zone, then one with a time.

    Where the address names another day than the first candidate, and one of the others that day too, the address wins
    over what is printed, and an earlier day over meta elements: sites that publish again under a new date keep addresses.
    """
    if not candidates:
        return []
    day = candidates[0].value[:10]
    if (
        path
        and (path < day or candidates[0].source == "page")
        and candidates[0].source != "json-ld"
        and any(each.value[:10] == path for each in candidates if each.source != "address")
    ):
        day = path
    elif candidates[0].source == "address":
        day = _printed_day(candidates, day)
    same = [each for each in candidates if each.value[:10] == day]
    best = next((each for each in same if _has_zone(each.value)), None) or next(
        (each for each in same if "T" in each.value), same[0]
    )
    return [best if not _has_zone(same[0].value) else same[0], *candidates]


def _printed_day(candidates: list[Candidate[str]], day: str) -> str:
    """Return the printed day where it is next to the one in the address: newspapers' addresses name the issue."""
    days = [each.value[:10] for each in candidates if each.source == "page"]
    printed = day if day in days else next(iter(days), day)
    return printed if abs(date.fromisoformat(printed) - date.fromisoformat(day)) <= timedelta(days=1) else day


def in_local_time(candidates: list[Candidate[str]]) -> list[Candidate[str]]:
    """Put first the first candidate's instant in the zone in which another one names it with the day before or after.

    Only where the difference is one that zones have, so that both surely name one moment.
    """
    best = candidates[0].value if candidates else ""
    if not best.endswith("+00:00"):
        return candidates
    moment = datetime.fromisoformat(best)
    for each in candidates[1:]:
        if "T" not in each.value or each.value[:10] == best[:10]:
            continue
        wall = datetime.fromisoformat(each.value).replace(tzinfo=UTC, second=0)
        offset = wall - moment.replace(second=0)
        if not offset % timedelta(minutes=15) and -_FARTHEST_WEST <= offset <= _FARTHEST_EAST:
            local = moment.astimezone(timezone(offset)).isoformat()
            return [Candidate(local, candidates[0].source, candidates[0].place), *candidates]
    return candidates


def _has_zone(iso: str) -> bool:
    return bool(re.search(r"[+-]\d\d:\d\d$", iso)) and "T" in iso
