"""Usage terms that an item of a file or a feed states of itself: published terms of its supplier, read as a notice.

Those that are an agency's phrases and nothing more are read by the table of signals, with the rest of what the item says.
What the reader found binds at once where it prohibits. It permits nothing until an officer has confirmed the rule: the
reading is partial. What it did not understand stays in doubt beside it, as the table of signals says.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction

from licensing.models import PolicySeries, PolicyVersion
from licensing.operations.content import NOT_READ, Reading, Source
from licensing.operations.observing import look, page_place
from licensing.operations.officer_tasks import open_task
from licensing.operations.reading import NO_NOTICE, read_text, text_on_record
from licensing.operations.versions import create_series
from licensing.webrights import read_terms

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from archive.rights_gate import Evidence
    from licensing.models import Party

FEED = "feed"
"""The kind of the blocks that state what a file says of an article's rights."""
_TERMS = "usageterms"


class ReadTerms(NamedTuple):
    """The series of usage terms as an item states them; `whole` where no word of them was left unread."""

    stated: str
    series: PolicySeries
    whole: bool


def observe_usage_terms(
    *, domain: str, article: UUID, evidence: Evidence, publisher: Party | None, now: datetime
) -> list[ReadTerms]:
    """Record the usage terms of an item, a series for each wording that the reader understood something of.

    Items that state the same terms share their series. A wording is read once, and officers are told of it once.
    """
    prose = (terms for terms in _stated(evidence) if not read_terms(terms).whole)
    found = (_observe(domain, article, terms, evidence, publisher, now) for terms in prose)
    return [one for one in found if one is not None]


def _stated(evidence: Evidence) -> Iterable[str]:
    properties = (one for block in evidence.blocks if block.kind == FEED for one in block.properties)
    return dict.fromkeys(value for name, value in properties if name.lower() == _TERMS and value.strip())


def _observe(
    domain: str, article: UUID, stated: str, evidence: Evidence, publisher: Party | None, now: datetime
) -> ReadTerms | None:
    terms = text_on_record(stated)
    owner = publisher.identifier if publisher else ""
    name = hashlib.sha256(f"{owner}\n{terms}".encode()).hexdigest()[:32]
    identifier = f"urn:rights:signal:usage-terms:{domain}:{name}"
    reading = _known(identifier) or _read(terms, PolicySeries(identifier=identifier, assigner=publisher), now)
    if reading is None:
        return None
    place = page_place(evidence, domain=domain, article=article)
    source = Source(terms, address=place.address, captured_at=place.observed_at)
    with transaction.atomic():
        series = create_series(
            identifier=identifier,
            kind="signal",
            title=f"usage terms of items of {domain}",
            scope_kind="page",
            scope_value=domain,
            assigner=publisher,
            now=now,
        )
        seen = look(series=series, source=source, reading=reading, place=place, now=now)
        if isinstance(reading, Reading):
            _tell_officers(seen.version, now)
    return ReadTerms(stated, series, _is_whole(seen.version))


def _is_whole(version: PolicyVersion) -> bool:
    """Whether the clauses leave nothing of the words but marks and spaces."""
    rest = version.source_text
    for clause in version.clauses.all():
        rest = rest.replace(clause.text, " ")
    return not version.unreadable and not any(character.isalnum() for character in rest)


def _known(identifier: str) -> PolicyVersion | None:
    return PolicyVersion.objects.filter(series__identifier=identifier, state="recorded").first()


def _read(terms: str, series: PolicySeries, now: datetime) -> Reading | None:
    """Return what the reader found, None where it found nothing: then the words stay in doubt."""
    reading = read_text(terms, series=series, now=now)
    return None if reading.unreadable in {NO_NOTICE, NOT_READ} else replace(reading, partial=True)


def _tell_officers(version: PolicyVersion, now: datetime) -> None:
    """Open the task of a wording: what it permits waits for somebody's confirmation."""
    open_task(
        key=f"usage-terms:{version.series_id}",
        kind="notice_found",
        series=version.series,
        version=version,
        facts={
            "series": version.series.identifier,
            "version": version.pk,
            "number": version.number,
            "address": version.address[:500],
            "unreadable": version.unreadable,
        },
        now=now,
    )
