"""Documents that a text takes in by reference: noted, recorded as series of their own, taken back when misread."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext

from licensing.models import IncorporatedDocument
from licensing.operations.facts import retract_fact, supersede
from licensing.operations.locks import change_the_record
from licensing.operations.officer_tasks import open_task

if TYPE_CHECKING:
    from collections.abc import Sequence

    from licensing.models import BitemporalQuerySet, PolicySeries, PolicyVersion
    from licensing.operations.content import Mention

ALWAYS = datetime(1900, 1, 1, tzinfo=UTC)
"""A text takes in what it takes in for as long as it says so."""


class NotADocumentError(ValueError):
    """A span outside the text, or a series that can't be the document: the version's own, or no terms."""


def note_mentions(
    *, version: PolicyVersion, mentions: Sequence[Mention], by: str, now: datetime
) -> list[IncorporatedDocument]:
    """Note documents of a version that are not on record yet, with a task for each; known spans stay as they are."""
    known = set(current_documents(version).values_list("start", "end"))
    return [
        note_document(version=version, mention=one, by=by, now=now)
        for one in mentions
        if (one.start, one.end) not in known
    ]


def note_document(
    *, version: PolicyVersion, mention: Mention, by: str, now: datetime
) -> IncorporatedDocument:
    """Note that a span takes in a document: the reading of the version is partial until that is in force.

    Raises NotADocumentError.
    """
    if not 0 <= mention.start < mention.end <= len(version.source_text) or not mention.name.strip():
        raise NotADocumentError(
            gettext("%(version)s has no words from %(start)s to %(end)s.")
            % {"version": version, "start": mention.start, "end": mention.end}
        )
    with transaction.atomic():
        now = _hold(version, now)
        noted = _put(version, mention.start, mention.end, mention.name, mention.address, None, by, now)
        open_task(
            key=f"document:{version.pk}:{mention.start}-{mention.end}:{_short(mention.name)}",
            kind="document_missing",
            series=version.series,
            version=version,
            facts={
                "series": version.series.identifier,
                "version": version.pk,
                "document": noted.pk,
                "name": noted.name,
                "address": mention.address[:500],
            },
            now=now,
        )
    return noted


def link_document(
    *, document: IncorporatedDocument, series: PolicySeries, by: str, now: datetime
) -> IncorporatedDocument:
    """Say which series of terms is the document.  Raises NotADocumentError, and AlreadyClosedError."""
    if series.kind != "terms" or series.pk == document.version.series_id:
        raise NotADocumentError(gettext("%s is no other text of terms.") % series)
    with transaction.atomic():
        now = _hold(document.version, now)
        retract_fact(document, now=now)
        return _put(
            document.version, document.start, document.end, document.name, document.address, series, by, now
        )


def drop_document(*, document: IncorporatedDocument, now: datetime) -> None:
    """Take a misread document off the record.  Raises AlreadyClosedError."""
    with transaction.atomic():
        now = _hold(document.version, now)
        retract_fact(document, now=now)


def current_documents(version: PolicyVersion) -> BitemporalQuerySet[IncorporatedDocument]:
    """Return what a version takes in as known now."""
    return IncorporatedDocument.objects.filter(version=version).current()


def _hold(version: PolicyVersion, now: datetime) -> datetime:
    """Wait for those who rely on the record, and return when it changes; nobody relies on a text that was not judged."""
    return change_the_record(now) if version.state in {"approved", "recorded"} else now


def _put(
    version: PolicyVersion,
    start: int,
    end: int,
    name: str,
    address: str,
    series: PolicySeries | None,
    by: str,
    now: datetime,
) -> IncorporatedDocument:
    return supersede(
        IncorporatedDocument,
        {"version": version, "start": start, "end": end},
        effective_from=ALWAYS,
        now=now,
        name=name.strip()[:500],
        address=address.strip()[:2000],
        series=series,
        by=by,
    )


def _short(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:12]
