"""Terms: recorded verbatim, read, submitted, approved by a second officer, in force (semantics.md section 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from licensing.models import Clause, PolicyVersion, Replacement, RuleConfirmation
from licensing.operations.facts import supersede
from licensing.operations.locks import change_the_record
from licensing.operations.versions import (
    ClauseSpan,
    Reading,
    Source,
    add_version,
    check_clauses,
    content_fields,
    put_in_force,
    write_clauses,
)
from licensing.policy.odrl import read_policy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from licensing.models import PolicyPeriod, PolicySeries


class VersionStateError(Exception):
    """The version is not in a state in which this can happen to it."""


class OwnApprovalError(Exception):
    """The author of a version cannot be the one who approves or rejects it."""


class UnreadableVersionError(Exception):
    """Nobody can approve a reading that does not exist or cannot be read."""


class UnknownRuleError(LookupError):
    """The version has no rule at this pointer."""


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
    """Record a text verbatim with its reading, as a draft; `document` None is a text that nobody read yet.

    A document that can't be read is recorded as unreadable.  Raises ClauseError, and then nothing is recorded.
    """
    source = Source(source_text, source_bytes, language, address, captured_at)
    reading = Reading(document, clauses, partial)
    return add_version(series=series, source=source, reading=reading, author=author, now=now)


def record_reading(
    *,
    version: PolicyVersion,
    document: Mapping[str, object],
    clauses: Sequence[ClauseSpan] = (),
    partial: bool = False,
    author: str,
) -> PolicyVersion:
    """Replace the reading of a draft; its verbatim text stays.  Raises ClauseError and VersionStateError."""
    reading = Reading(document, clauses, partial)
    with transaction.atomic():
        held = _locked(version, "draft")
        check_clauses(held.source_text, reading)
        Clause.objects.filter(version=held).delete()
        write_clauses(held, clauses)
        fields = {**content_fields(held.source_digest, reading), "author": author}
        PolicyVersion.objects.filter(pk=held.pk).update(**fields)
    return PolicyVersion.objects.get(pk=held.pk)


def submit_terms(*, version: PolicyVersion, by: str, now: datetime) -> PolicyVersion:
    """Hand a draft over for approval.  Raises VersionStateError."""
    with transaction.atomic():
        held = _locked(version, "draft")
        held.state, held.submitted_at, held.submitted_by = "submitted", now, by
        held.save(update_fields=["state", "submitted_at", "submitted_by"])
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

    Raises OwnApprovalError for its author, VersionStateError, and UnreadableVersionError.
    """
    with transaction.atomic():
        change_the_record()
        held = _judged(version, officer)
        if held.unreadable:
            raise UnreadableVersionError(f"{held}: {held.unreadable}")
        held.state, held.approved_at, held.approved_by, held.reason = "approved", now, officer, reason
        held.save(update_fields=["state", "approved_at", "approved_by", "reason"])
        return put_in_force(
            version=held, by=officer, effective_from=effective_from, effective_to=effective_to, now=now
        )


def reject_terms(*, version: PolicyVersion, officer: str, reason: str, now: datetime) -> PolicyVersion:
    """Turn a submitted version down.  Raises OwnApprovalError and VersionStateError."""
    with transaction.atomic():
        held = _judged(version, officer)
        held.state, held.approved_at, held.approved_by, held.reason = "rejected", now, officer, reason
        held.save(update_fields=["state", "approved_at", "approved_by", "reason"])
    return held


def _judged(version: PolicyVersion, officer: str) -> PolicyVersion:
    held = _locked(version, "submitted")
    if held.author == officer:
        raise OwnApprovalError(f"{officer} wrote {held}; another officer has to judge it.")
    return held


def _locked(version: PolicyVersion, state: str) -> PolicyVersion:
    held = PolicyVersion.objects.select_related("series").select_for_update(of=("self",)).get(pk=version.pk)
    if held.state != state:
        raise VersionStateError(f"{held} is {held.state}, not {state}.")
    return held


def confirm_rule(
    *,
    version: PolicyVersion,
    pointer: str,
    by: str,
    reason: str,
    now: datetime,
    effective_from: datetime | None = None,
) -> RuleConfirmation:
    """Confirm one rule of a partial reading, by its JSON pointer.  Raises UnknownRuleError and UnreadableError."""
    rules = read_policy(version.document or {}).rules
    if pointer not in {rule.pointer for rule in rules}:
        raise UnknownRuleError(f"{version} has no rule at {pointer}.")
    with transaction.atomic():
        change_the_record()
        return supersede(
            RuleConfirmation,
            {"version": version, "pointer": pointer},
            effective_from=effective_from or now,
            now=now,
            by=by,
            reason=reason,
        )


def confirm_replacement(
    *, series: PolicySeries, replaced: PolicySeries, by: str, reason: str, now: datetime
) -> Replacement:
    """Confirm that a narrower policy says it takes a broader one's place (semantics.md section 2)."""
    with transaction.atomic():
        change_the_record()
        return supersede(
            Replacement,
            {"series": series, "replaced": replaced},
            effective_from=now,
            now=now,
            by=by,
            reason=reason,
        )
