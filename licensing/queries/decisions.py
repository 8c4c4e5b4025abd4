"""Decisions, deliveries and obligations as they were recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licensing.models import Check, Decision, Delivery, Obligation

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet


class DecisionNotFoundError(LookupError):
    """No such decision, or not one of this consumer."""


def decisions_of(article: UUID) -> QuerySet[Decision]:
    """Return every decision on an article, the newest first."""
    return Decision.objects.filter(article=article).order_by("-position")


def decision(identifier: UUID, *, consumer: str = "") -> Decision:
    """Return one decision, of one consumer where it is named; raises DecisionNotFoundError."""
    rows = Decision.objects.filter(pk=identifier)
    found = (rows.filter(consumer=consumer) if consumer else rows).first()
    if found is None:
        raise DecisionNotFoundError(str(identifier))
    return found


def decisions_between(start: datetime, end: datetime) -> QuerySet[Decision]:
    """Return the decisions recorded in [start, end), in the order of the ledger."""
    return Decision.objects.filter(recorded_at__gte=start, recorded_at__lt=end).order_by("position")


def deliveries_between(start: datetime, end: datetime) -> QuerySet[Delivery]:
    """Return the deliveries made in [start, end), oldest first."""
    return Delivery.objects.filter(delivered_at__gte=start, delivered_at__lt=end).order_by(
        "delivered_at", "pk"
    )


def obligations_under(decision_id: UUID) -> QuerySet[Obligation]:
    """Return what a decision obliges to."""
    return Obligation.objects.filter(decision=decision_id).order_by("pk")


def waiting_checks() -> QuerySet[Check]:
    """Return the checks that no worker has answered, oldest first."""
    return Check.objects.filter(state__in=["requested", "running"]).order_by("requested_at", "pk")
