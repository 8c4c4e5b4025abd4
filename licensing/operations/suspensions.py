"""Suspending and lifting: what stops every use at once (semantics.md section 3, row 1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from licensing.models import Suspension
from licensing.operations.facts import assert_fact, end_fact
from licensing.operations.locks import change_the_record

if TYPE_CHECKING:
    from datetime import datetime


def suspend(
    *,
    kind: str,
    scope_kind: str,
    scope_value: str,
    reason: str,
    by: str,
    now: datetime,
    effective_from: datetime | None = None,
    effective_to: datetime | None = None,
) -> Suspension:
    """Suspend a part, an article, a site or a publisher; releases that come after this returns are refused.

    `scope_value` is an image's id or `<article id>:text`, an article's id, a domain, or a publisher's identifier.
    Raises IntegrityError for an unknown kind or scope, a missing reason, and an embargo without an end.
    """
    with transaction.atomic():
        now = change_the_record(now)
        return assert_fact(
            Suspension,
            effective_from=effective_from or now,
            effective_to=effective_to,
            now=now,
            kind=kind,
            scope_kind=scope_kind,
            scope_value=scope_value,
            reason=reason,
            by=by,
        )


def lift_suspension(*, suspension: Suspension, now: datetime) -> None:
    """Let a suspension end now.  Raises AlreadyClosedError."""
    with transaction.atomic():
        now = change_the_record(now)
        end_fact(suspension, at=now, now=now)
