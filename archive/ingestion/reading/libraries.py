"""What trafilatura and htmldate read of a page, asked where nothing better is found. Bounded by cutting the source."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import trafilatura
from htmldate import find_date

from archive.ingestion.reading.candidates import Candidate
from archive.ingestion.reading.names import has_other_words, names_of

if TYPE_CHECKING:
    from datetime import datetime

LONGEST_SOURCE = 400_000
# Both libraries log what they trip over, pieces of the page included.
for _name in ("trafilatura", "htmldate"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)


def library_date(source: str, address: str, latest: datetime | None) -> Candidate[str]:
    """Return the day of publication that htmldate finds, by its rules of thumb."""
    try:
        found = find_date(
            source[:LONGEST_SOURCE],
            original_date=True,
            url=address or None,
            max_date=latest.date().isoformat() if latest else None,
        )
    except Exception:  # noqa: BLE001 - an odd page breaks it in odd ways; then it has found nothing
        found = None
    return Candidate(found or "", "htmldate", "page")


def library_facts(source: str, address: str) -> tuple[Candidate[str], Candidate[tuple[str, ...]]]:
    """Return the headline and the authors that trafilatura finds."""
    try:
        found = trafilatura.extract_metadata(
            source[:LONGEST_SOURCE], default_url=address or None, extensive=False
        )  # its date, sought at length, is wanted by nobody here
    except Exception:  # noqa: BLE001 - as above
        found = None
    title, author = (found.title or "", found.author or "") if found is not None else ("", "")
    authors = tuple(
        name for part in author.split(";") if not has_other_words(part) for name in names_of(part)
    )
    return Candidate(title, "trafilatura", "title"), Candidate(authors, "trafilatura", "author")
