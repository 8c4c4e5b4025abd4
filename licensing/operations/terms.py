"""Terms: recorded verbatim, read, submitted, approved by a second officer, in force (semantics.md section 6).

The steps are the rows of `licensing.lifecycle.LIFE`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction

from licensing.lifecycle import BY_ACT, sources
from licensing.models import (
    Clause,
    DraftRevision,
    PolicyPeriod,
    PolicyVersion,
    Translation,
    VersionEvent,
)
from licensing.operations.content import ClauseSpan, Reading, Source
from licensing.operations.facts import carve
from licensing.operations.incorporated import note_mentions
from licensing.operations.locks import change_the_record
from licensing.operations.reading import read_text, text_on_record
from licensing.operations.revisions import keep_revision, last_notes, revision_of
from licensing.operations.versions import (
    add_version,
    check_clauses,
    content_fields,
    put_in_force,
    write_clauses,
)
from licensing.policy.validate import Severity, validate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from licensing.models import PolicySeries
    from licensing.policy.validate import Finding


class VersionStateError(Exception):
    """The version is not in a state in which this can happen to it."""


class OwnApprovalError(Exception):
    """The author of a version cannot be the one who approves or rejects it."""


class UnreadableVersionError(Exception):
    """Nobody can approve a reading that does not exist or cannot be read."""


class EditedMeanwhileError(Exception):
    """Somebody else saved another reading first; `current` is its number.  What was typed here must be kept beside it."""

    def __init__(self, version: PolicyVersion, current: int) -> None:
        super().__init__(f"{version} was read by somebody else meanwhile (reading {current}).")
        self.current = current


class FindingsError(ValueError):
    """The policy core finds errors in the reading: they have to be mended before it is submitted."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("; ".join(finding.sentence() for finding in findings[:5]))
        self.findings = tuple(findings)


class TranslatedError(Exception):
    """The text is a translation: its leading version is what comes into force."""


class NotInForceError(Exception):
    """The version is not in force at that moment, nor later."""


def record_terms(  # noqa: PLR0913 - a verbatim text and what was read from it
    *,
    series: PolicySeries,
    document: Mapping[str, object] | None,
    source_text: str,
    source_bytes: bytes = b"",
    language: str = "",
    address: str = "",
    captured_at: datetime | None = None,
    clauses: Sequence[ClauseSpan] = (),
    partial: bool = False,
    author: str,
    now: datetime,
) -> PolicyVersion:
    """Record a text verbatim with its reading, as a draft; a text without a document is read by the reader.

    A document that can't be read, and a text in which the reader finds no notice, are recorded as unreadable.  Raises
    ClauseError, and then nothing is recorded.
    """
    if document is None and not clauses:
        kept, reading = text_on_record(source_text), read_text(source_text, series=series, now=now)
        reading = replace(reading, partial=reading.partial or partial)
    else:
        kept, reading = source_text, Reading(document, clauses, partial)
    source = Source(kept, source_bytes, language, address, captured_at)
    with transaction.atomic():
        version = add_version(series=series, source=source, reading=reading, author=author, now=now)
        note_event(version, "record", by=author, now=now)
        note_mentions(version=version, mentions=reading.mentions, by=author, now=now)
    return version


def record_reading(
    *,
    version: PolicyVersion,
    document: Mapping[str, object],
    clauses: Sequence[ClauseSpan] = (),
    partial: bool = False,
    author: str,
    now: datetime,
    expected: int | None = None,
) -> PolicyVersion:
    """Replace the reading of a draft; its verbatim text stays and the reading before is kept.

    `expected` is the number of the reading that the author saw: another one meanwhile raises EditedMeanwhileError, and
    nothing is changed.  Raises ClauseError and VersionStateError too.
    """
    reading = Reading(document, clauses, partial, notes=last_notes(version))
    with transaction.atomic():
        held = _locked(version, "read")
        current = revision_of(held, taken=True)
        if expected is not None and expected != current:
            raise EditedMeanwhileError(held, current)
        check_clauses(held.source_text, reading)
        Clause.objects.filter(version=held).delete()
        write_clauses(held, clauses)
        fields = {**content_fields(held.source_digest, reading), "author": author}
        PolicyVersion.objects.filter(pk=held.pk).update(**fields)
        keep_revision(held, reading, by=author, now=now)
        note_event(held, "read", by=author, now=now)
    return PolicyVersion.objects.get(pk=held.pk)


def set_aside(
    *,
    version: PolicyVersion,
    document: Mapping[str, object] | None,
    clauses: Sequence[ClauseSpan] = (),
    partial: bool = False,
    by: str,
    now: datetime,
) -> DraftRevision:
    """Keep a reading that came second beside the draft, unchanged: nothing that somebody typed is lost."""
    with transaction.atomic():
        held = PolicyVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
        return keep_revision(held, Reading(document, clauses, partial), by=by, now=now, taken=False)


def submit_terms(*, version: PolicyVersion, by: str, now: datetime) -> PolicyVersion:
    """Hand a draft over for approval.  Raises VersionStateError, and FindingsError where the policy core finds errors."""
    with transaction.atomic():
        held = _locked(version, "submit")
        grave = [one for one in validate(held.document) if one.severity is Severity.ERROR]
        if grave:
            raise FindingsError(grave)
        held.state, held.submitted_at, held.submitted_by = "submitted", now, by
        held.save(update_fields=["state", "submitted_at", "submitted_by"])
        note_event(held, "submit", by=by, now=now)
    return held


def withdraw_terms(*, version: PolicyVersion, by: str, reason: str, now: datetime) -> PolicyVersion:
    """Take a submitted version back to be corrected.  Raises VersionStateError."""
    with transaction.atomic():
        held = _locked(version, "withdraw")
        held.state, held.submitted_at, held.submitted_by = "draft", None, ""
        held.save(update_fields=["state", "submitted_at", "submitted_by"])
        note_event(held, "withdraw", by=by, reason=reason, now=now)
    return held


def approve_terms(
    *,
    version: PolicyVersion,
    officer: str,
    effective_from: datetime,
    effective_to: datetime | None = None,
    reason: str = "",
    now: datetime,
) -> PolicyPeriod:
    """Approve a submitted version and put it in force for an interval, in place of what overlaps it.

    Raises OwnApprovalError for its author, VersionStateError, UnreadableVersionError, and TranslatedError.
    """
    with transaction.atomic():
        now = change_the_record(now)
        held = _judged(version, officer, "approve")
        if held.unreadable:
            raise UnreadableVersionError(f"{held}: {held.unreadable}")
        if Translation.objects.filter(version=held).current().exists():
            raise TranslatedError(f"{held} is a translation; its leading version comes into force.")
        held.state, held.approved_at, held.approved_by, held.reason = "approved", now, officer, reason
        held.save(update_fields=["state", "approved_at", "approved_by", "reason"])
        note_event(held, "approve", by=officer, reason=reason, now=now)
        return put_in_force(
            version=held, by=officer, effective_from=effective_from, effective_to=effective_to, now=now
        )


def reject_terms(*, version: PolicyVersion, officer: str, reason: str, now: datetime) -> PolicyVersion:
    """Turn a submitted version down.  Raises OwnApprovalError and VersionStateError."""
    with transaction.atomic():
        held = _judged(version, officer, "reject")
        held.state, held.approved_at, held.approved_by, held.reason = "rejected", now, officer, reason
        held.save(update_fields=["state", "approved_at", "approved_by", "reason"])
        note_event(held, "reject", by=officer, reason=reason, now=now)
    return held


def date_terms(
    *,
    version: PolicyVersion,
    officer: str,
    effective_from: datetime,
    effective_to: datetime | None = None,
    reason: str,
    now: datetime,
) -> PolicyPeriod:
    """Let an approved version govern another interval too, such as one that began earlier than was known.

    What was answered before stays what was known then.  Raises OwnApprovalError and VersionStateError.
    """
    with transaction.atomic():
        now = change_the_record(now)
        held = _judged(version, officer, "date")
        note_event(held, "date", by=officer, reason=reason, now=now)
        return put_in_force(
            version=held, by=officer, effective_from=effective_from, effective_to=effective_to, now=now
        )


def retire_terms(
    *, version: PolicyVersion, officer: str, at: datetime, reason: str, now: datetime
) -> PolicyVersion:
    """Let a version be in force no longer from a moment on.  Raises VersionStateError and NotInForceError."""
    with transaction.atomic():
        now = change_the_record(now)
        held = _locked(version, "retire")
        if not carve(PolicyPeriod, {"series": held.series, "version": held}, start=at, end=None, now=now):
            raise NotInForceError(f"{held} is not in force at {at:%Y-%m-%d} or later.")
        note_event(held, "retire", by=officer, reason=reason, now=now)
    return held


def note_event(version: PolicyVersion, act: str, *, by: str, reason: str = "", now: datetime) -> None:
    """Append a step to the history of a version."""
    VersionEvent.objects.create(version=version, act=act, by=by, reason=reason, at=now)


def _judged(version: PolicyVersion, officer: str, act: str) -> PolicyVersion:
    held = _locked(version, act)
    if BY_ACT[act].by_another and held.author == officer:
        raise OwnApprovalError(f"{officer} wrote {held}; another officer has to judge it.")
    return held


def _locked(version: PolicyVersion, act: str) -> PolicyVersion:
    """Return the version, held until the transaction ends, in a state in which the table knows the act."""
    held = PolicyVersion.objects.select_related("series").select_for_update(of=("self",)).get(pk=version.pk)
    if held.state not in sources(act):
        raise VersionStateError(f"{held} is {held.state}: it can't be done ({act}).")
    return held
