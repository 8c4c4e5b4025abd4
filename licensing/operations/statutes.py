"""Installing shipped law, and the positions of a legal officer on it."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from django.db import transaction

from licensing.law import Statute, statutes
from licensing.models import PolicySeries, PolicyVersion, StatuteApproval, StatuteTerms
from licensing.operations.content import Reading, Source
from licensing.operations.facts import end_fact, supersede
from licensing.operations.locks import change_the_record
from licensing.operations.versions import content_fields, create_series, record_in_force
from licensing.policy.canonical import canonical_text

if TYPE_CHECKING:
    from datetime import date

AUTHOR = "shipped law"


class NotAStatuteError(ValueError):
    """Only a statute can be approved in this way."""


def install_law(*, now: datetime) -> int:
    """Put the shipped statutes on record and in force; repeating it changes nothing.  Return how many were new.

    A statute whose text, terms or document changed since becomes a new version from `now`.
    """
    with transaction.atomic():
        now = change_the_record(now)
        return sum(_install(statute, now) for statute in statutes())


def _install(statute: Statute, now: datetime) -> bool:
    series = create_series(
        identifier=statute.id, kind="statute", title=statute.title, scope_kind="everything", now=now
    )
    source = Source(text=_terms_text(statute), language=statute.language)
    reading = Reading(statute.document, citation=statute.text, citation_source=statute.source)
    latest = PolicyVersion.objects.filter(series=series).order_by("-number").first()
    if latest is not None and latest.digest == content_fields(source.digest, reading)["digest"]:
        return False
    version = record_in_force(
        series=series,
        source=source,
        reading=reading,
        author=AUTHOR,
        effective_from=_midnight(statute.in_force_from) if latest is None else now,
        now=now,
    )
    StatuteTerms.objects.create(
        version=version,
        territory=statute.territory,
        needs_claim=statute.needs_claim,
        excludable=statute.excludable,
        press_publisher_only=statute.press_publisher_only,
        no_reservation=statute.no_reservation,
        conditions=list(statute.conditions),
        reviewed_on=statute.reviewed_on,
    )
    return True


def _terms_text(statute: Statute) -> str:
    """Return everything about a statute that its document does not say, so that a change of it is a new version."""
    return canonical_text(
        {
            "text": statute.text,
            "wording": statute.wording,
            "territory": statute.territory,
            "needs_claim": statute.needs_claim,
            "excludable": statute.excludable,
            "press_publisher_only": statute.press_publisher_only,
            "no_reservation": statute.no_reservation,
            "conditions": list(statute.conditions),
            "reviewed_on": statute.reviewed_on.isoformat(),
        }
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def approve_statute(  # noqa: PLR0913 - a position, its reach and its interval
    *,
    series: PolicySeries,
    officer: str,
    reason: str,
    consumer: str = "",
    use: str = "",
    territory: str = "",
    effective_from: datetime | None = None,
    effective_to: datetime | None = None,
    now: datetime,
) -> StatuteApproval:
    """Record a legal officer's position on a statute; an empty consumer, use or territory covers every one.

    Raises NotAStatuteError, and IntegrityError where officer or reason is missing.
    """
    if series.kind != "statute":
        raise NotAStatuteError(str(series))
    subject: dict[str, object] = {"series": series, "consumer": consumer, "use": use, "territory": territory}
    with transaction.atomic():
        now = change_the_record(now)
        return supersede(
            StatuteApproval,
            subject,
            effective_from=effective_from or now,
            effective_to=effective_to,
            now=now,
            officer=officer,
            reason=reason,
        )


def withdraw_approval(*, approval: StatuteApproval, now: datetime) -> None:
    """Let a position end now.  Raises AlreadyClosedError."""
    with transaction.atomic():
        now = change_the_record(now)
        end_fact(approval, at=now, now=now)
