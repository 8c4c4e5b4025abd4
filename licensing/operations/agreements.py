"""Granting and ending agreements: their interval is the period of their series."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import transaction
from django.utils.translation import gettext

from licensing.models import Agreement, Fulfilment, PolicyPeriod, Quota
from licensing.operations.content import Reading, Source
from licensing.operations.facts import carve, supersede
from licensing.operations.locks import change_the_record
from licensing.operations.versions import create_series, record_in_force
from licensing.policy.errors import UnreadableError
from licensing.policy.odrl import read_policy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from licensing.models import Party, PolicyVersion


class AgreementMismatchError(ValueError):
    """The document is not the agreement that the form describes: another type or another assigner."""


class UnknownZoneError(ValueError):
    """No such time zone."""


@dataclass(frozen=True)
class QuotaTerms:
    """How many distinct articles each consumer may use in a calendar period (day, month or year)."""

    limit: int
    period: str
    unit: str = "articles"


@dataclass(frozen=True)
class Evidence:
    """The file that proves an agreement, as text, with its name."""

    name: str
    text: str

    @property
    def digest(self) -> str:
        """SHA-256 of the text."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def grant_agreement(  # noqa: PLR0913 - what an agreement says
    *,
    identifier: str,
    title: str,
    assigner: Party,
    assignees: Sequence[str],
    document: Mapping[str, object],
    scope_kind: str,
    scope_value: str = "",
    scope_path: str = "",
    effective_from: datetime,
    effective_to: datetime | None = None,
    evidence: Evidence,
    timezone: str,
    quotas: Sequence[QuotaTerms] = (),
    warrants: Sequence[str] = (),
    officer: str,
    now: datetime,
) -> Agreement:
    """Record an agreement and put it in force for its interval (half-open).

    `assignees` are identifiers of consumers or of their groups, `warrants` those of parties whose credits the assigner
    answers for.  A document that can't be read is recorded as such: it then means review.  Raises
    AgreementMismatchError, UnknownZoneError, and IntegrityError for an identifier that is taken.
    """
    _check_document(document, assigner)
    _check_zone(timezone)
    with transaction.atomic():
        now = change_the_record(now)
        series = create_series(
            identifier=identifier, kind="agreement", title=title, assigner=assigner, now=now,
            scope_kind=scope_kind, scope_value=scope_value, scope_path=scope_path,
        )  # fmt: skip
        agreement = Agreement(
            series=series,
            assigner=assigner,
            assignees=list(assignees),
            warrants=list(warrants),
            timezone=timezone,
            recorded_at=now,
            recorded_by=officer,
        )
        _insert(agreement, evidence, quotas)
        record_in_force(
            series=series, source=Source(text=evidence.text), reading=Reading(document), author=officer,
            effective_from=effective_from, effective_to=effective_to, now=now,
        )  # fmt: skip
    return agreement


def _insert(agreement: Agreement, evidence: Evidence, quotas: Iterable[QuotaTerms]) -> None:
    agreement.evidence_name, agreement.evidence_text = evidence.name, evidence.text
    agreement.evidence_digest = evidence.digest
    agreement.save(force_insert=True)
    Quota.objects.bulk_create(
        Quota(agreement=agreement, unit=q.unit, limit=q.limit, period=q.period) for q in quotas
    )


def end_agreement(*, agreement: Agreement, at: datetime | None = None, now: datetime) -> None:
    """Let an agreement end at a moment (now unless told): it stops permitting at that instant."""
    with transaction.atomic():
        now = change_the_record(now)
        carve(PolicyPeriod, {"series": agreement.series}, start=at or now, end=None, now=now)


def fulfil_precondition(
    *,
    version: PolicyVersion,
    pointer: str,
    action: str,
    consumer: str,
    by: str,
    reason: str,
    now: datetime,
    effective_to: datetime | None = None,
) -> Fulfilment:
    """Record that a consumer met a pre-condition of one rule; consent is never recorded here, only as an agreement."""
    with transaction.atomic():
        now = change_the_record(now)
        return supersede(
            Fulfilment,
            {"version": version, "consumer": consumer, "pointer": pointer, "action": action},
            effective_from=now,
            effective_to=effective_to,
            now=now,
            by=by,
            reason=reason,
        )


def _check_document(document: Mapping[str, object], assigner: Party) -> None:
    try:
        policy = read_policy(document)
    except UnreadableError:
        return
    if policy.type != "Agreement":
        raise AgreementMismatchError(gettext("The document is not of type Agreement."))
    named = {policy.assigner, *(rule.assigner for rule in policy.rules)} - {None, assigner.identifier}
    if named:
        raise AgreementMismatchError(
            gettext("The document names another assigner: %s.") % ", ".join(sorted(map(str, named)))
        )


def _check_zone(timezone: str) -> None:
    try:
        ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise UnknownZoneError(gettext("“%s” is not a time zone.") % timezone) from error
