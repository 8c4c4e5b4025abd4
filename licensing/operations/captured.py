"""Texts of terms that a machine brings: kept once for each wording, read, and put before the officers.

The reading of a new wording is a draft.  It governs nothing until an officer submits and another one approves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction

from licensing.models import PolicySeries, PolicyVersion, VersionEvent
from licensing.operations.content import Source
from licensing.operations.incorporated import note_mentions
from licensing.operations.officer_tasks import open_task
from licensing.operations.reading import read_text, storable, text_on_record
from licensing.operations.versions import add_version

if TYPE_CHECKING:
    from datetime import datetime

AUTHOR = "capture"
"""Who writes what a machine brought: nobody who could approve it."""


class Captured(NamedTuple):
    """The version that holds a captured wording, and whether it was made for it."""

    version: PolicyVersion
    new: bool


def record_captured_terms(
    *,
    series: PolicySeries,
    text: str,
    source_bytes: bytes,
    language: str,
    address: str,
    captured_at: datetime,
    now: datetime,
) -> Captured:
    """Record the text of a page of terms, and say whether its wording is new.

    The same wording as the last that was captured there gives that version and nothing else happens.  A new one becomes
    a draft that the reader read, with a task: `notice_found` for the first of the series, `terms_changed` for a later.
    """
    kept = text_on_record(text)
    wordings = storable({kept, text})
    with transaction.atomic():
        PolicySeries.objects.select_for_update(no_key=True).get(pk=series.pk)
        known = last_captured(series=series, wordings=wordings, address=address)
        if known is not None and known.source_text in wordings:
            return Captured(known, new=False)
        source = Source(kept, source_bytes, language, address[:2000], captured_at)
        version = add_captured(series=series, raw=text, source=source, now=now)
        before = known or series.versions.filter(number__lt=version.number).order_by("-number").first()
        tell_officers(version=version, before=before, now=now)
    return Captured(version, new=True)


def last_captured(*, series: PolicySeries, wordings: set[str], address: str) -> PolicyVersion | None:
    """Return the version that a captured text is compared with: the last from its address, or one of its wording."""
    versions = series.versions.order_by("-number")
    there = versions.filter(address=address[:2000]).first() if address else None
    return there or versions.filter(source_text__in=wordings).first()


def add_captured(*, series: PolicySeries, raw: str, source: Source, now: datetime) -> PolicyVersion:
    """Append a captured text to its series as a draft with the reader's proposal and the documents it takes in."""
    reading = read_text(raw, series=series, now=now)
    version = add_version(series=series, source=source, reading=reading, author=AUTHOR, now=now)
    VersionEvent.objects.create(version=version, act="capture", by=AUTHOR, at=now)
    note_mentions(version=version, mentions=reading.mentions, by=AUTHOR, now=now)
    return version


def tell_officers(*, version: PolicyVersion, before: PolicyVersion | None, now: datetime) -> None:
    """Open the task of a new wording, once; `facts` name both versions, so that they can be compared."""
    series = version.series
    open_task(
        key=f"wording:{series.pk}:{version.number}",
        kind="notice_found" if before is None else "terms_changed",
        series=series,
        version=version,
        facts={
            "series": series.identifier,
            "version": version.pk,
            "number": version.number,
            "before": before.pk if before else None,
            "before_number": before.number if before else None,
            "address": version.address[:500],
            "unreadable": version.unreadable,
            "compare": f"/admin/licensing/policyversion/{version.pk}/compare/" if before else "",
        },
        now=now,
    )
