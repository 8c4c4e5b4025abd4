"""An embargo that an item states in words among its usage terms. Pure.

An item under an embargo isn't let in before it is over, its headline neither. So words are read in the stricter way: a
day is over when it is over everywhere, a time without a zone is that of the last zone, and what can't be read has no end.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

from archive.ingestion.reading.dates import iso_date

_LAST_ZONE = timezone(timedelta(hours=-12))
_A_DAY = 10  # characters of ISO 8601
_SAYS_SO = re.compile(
    r"(?<!no )\bembargo(?:ed)?\b(?!\s+(?:is\s+)?(?:lifted|over|ended|expired|none|policy))(?!\s*:\s*(?:none|no|n/a)\b)|\bsperrfrist\b(?!\s*:\s*keine)|"
    r"\bnot?\s+(?:for\s+|to\s+be\s+)?(?:publication|published|release[d]?|broadcast)\s+(?:before|until|prior\s+to)\b",
    re.IGNORECASE,
)
_LONGEST = 100  # characters after the word in which the moment stands


def says_embargo(terms: str) -> bool:
    """Tell whether usage terms speak of an embargo that isn't said to be over."""
    return _SAYS_SO.search(terms) is not None


def embargoed_until(terms: str) -> datetime | None:
    """Return when the last of the embargoes in usage terms is surely over, None where that can't be read of one."""
    ends = [_end(terms[match.end() :][:_LONGEST]) for match in _SAYS_SO.finditer(terms)]
    known = [end for end in ends if end is not None]
    return max(known) if known and len(known) == len(ends) else None


def _end(words: str) -> datetime | None:
    read = {iso_date(words, month_first=first) for first in (True, False)} - {""}
    ends = [_last_moment(iso) for iso in read]
    return max(ends, default=None)


def _last_moment(iso: str) -> datetime:
    moment = datetime.fromisoformat(iso)
    if len(iso) <= _A_DAY:
        moment += timedelta(days=1)
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=_LAST_ZONE)
