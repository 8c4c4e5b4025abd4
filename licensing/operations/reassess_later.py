"""Putting a change of the record into the queue of re-assessments, from the one place where facts are written.

- `CHANGES` says for each table what a change of one of its rows may concern; None concerns nobody.
- The row is written with the change itself, so that neither is there without the other; the ring follows the commit.
- What nobody relied on needs no re-assessment: signals that come with their first article, rules of drafts, facts of
  a consumer to whom nothing was handed out, and that keeps no full copies.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from celery import current_app
from django.db import transaction

from archive.models import FullCopy
from licensing.models import (
    ConsumerRegistration,
    Delivery,
    Fulfilment,
    HolderAssignment,
    IncorporatedDocument,
    PartyAlias,
    PolicyPeriod,
    Reassessment,
    Replacement,
    RuleConfirmation,
    StatuteApproval,
    Suspension,
    Translation,
)
from licensing.policy.ask import EARLIEST_YEAR
from licensing.queries.consumers import INTAKE_CONSUMER

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from licensing.models import Bitemporal, PolicySeries, PolicyVersion

_TASK = "licensing.tasks.reassess"  # by name: tasks stand above operations


@dataclass(frozen=True)
class Concern:
    """What a change may concern: a scope as those of series and suspensions, and one consumer or ("") all."""

    kind: str
    scope_kind: str
    scope_value: str = ""
    consumer: str = ""
    series: PolicySeries | None = None
    version: PolicyVersion | None = None


def _of_series(kind: str, series: PolicySeries, **more: Any) -> Concern:  # noqa: ANN401 - fields of Concern
    return Concern(kind, series.scope_kind, series.scope_value, series=series, **more)


def _period(row: PolicyPeriod) -> Concern | None:
    """Signals of pages come with their first article; only what replaces them concerns articles that are held."""
    if row.series.scope_kind == "page" and PolicyPeriod.objects.filter(series=row.series).count() <= 1:
        return None
    return _of_series("period", row.series, version=row.version)


def _of_version(kind: str, version: PolicyVersion, consumer: str = "") -> Concern | None:
    if not PolicyPeriod.objects.filter(version=version).exists():
        return None
    return _of_series(kind, version.series, version=version, consumer=consumer)


def _registration(row: ConsumerRegistration) -> Concern | None:
    name = row.consumer.identifier
    keeps = name == INTAKE_CONSUMER and FullCopy.objects.filter(ended_at=None).exists()
    if not keeps and not Delivery.objects.filter(consumer=name).exists():
        return None
    return Concern("registration", "everything", consumer=name)


def _holder(row: HolderAssignment) -> Concern:
    if row.subject_kind == "part":
        return Concern("holder", "part", row.subject)
    return Concern("holder", "everything")


CHANGES: dict[type[Bitemporal], Callable[[Any], Concern | None]] = {
    PolicyPeriod: _period,
    RuleConfirmation: lambda row: _of_version("confirmation", row.version),
    Replacement: lambda row: _of_series("replacement", row.series),
    Fulfilment: lambda row: _of_version("fulfilment", row.version, row.consumer),
    StatuteApproval: lambda row: _of_series("statute", row.series, consumer=row.consumer),
    Suspension: lambda row: Concern("suspension", row.scope_kind, row.scope_value),
    ConsumerRegistration: _registration,
    HolderAssignment: _holder,
    PartyAlias: lambda _: Concern("alias", "everything"),
    IncorporatedDocument: lambda row: _of_version("document", row.version),
    Translation: lambda _: None,
}
"""Bitemporal table → what a change of one of its rows may concern."""


def reassess_later(row: Bitemporal, *, now: datetime) -> Reassessment | None:
    """Put a change of the record, known from `now`, into the queue; a repeat at the same moment changes nothing.

    What is recorded as if it had always been known (`BEGINNING`) is not a change.
    """
    concern = CHANGES[type(row)](row) if now.year > EARLIEST_YEAR else None
    if concern is None:
        return None
    tick = now.resolution
    return enqueue(
        concern, f"known {now.isoformat()}", requested_at=now,
        before_at=now, before_known_at=now - tick, at=now, known_at=now,
    )  # fmt: skip


def enqueue(concern: Concern, occasion: str, *, requested_at: datetime, **moments: datetime) -> Reassessment:
    """Put one occasion into the queue, once, and ring for a worker on commit.

    Of several rows of one series that change at one moment, the last says which version the change is about: what ends
    is written before what takes its place.
    """
    series = str(concern.series.pk) if concern.series else ""
    of = (concern.kind, series, concern.consumer, concern.scope_kind, concern.scope_value)
    row, new = Reassessment.objects.get_or_create(
        key=f"{occasion} {':'.join(of)}"[:300],
        defaults={
            "kind": concern.kind,
            "series": concern.series,
            "version": concern.version,
            "scope_kind": concern.scope_kind,
            "scope_value": concern.scope_value,
            "consumer": concern.consumer,
            "requested_at": requested_at,
            **moments,
        },
    )
    if new:
        ring_for(row)
    elif concern.version is not None and row.version != concern.version and row.state == "waiting":
        row.version = concern.version
        row.save(update_fields=["version"])
    return row


def ring_for(row: Reassessment) -> None:
    """Tell a worker once the row is committed; a broker that is away is no error, the sweep rings again."""
    pk = row.pk
    # no `partial`: Django asks what fails for its name
    transaction.on_commit(lambda: _ring(pk), robust=True)


def _ring(reassessment: int) -> None:
    current_app.send_task(_TASK, args=[reassessment])
