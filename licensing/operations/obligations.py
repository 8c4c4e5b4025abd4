"""Settling obligations: fulfilled, violated or waived, by somebody and with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licensing.choices import OBLIGATION_TRANSITIONS
from licensing.models import Obligation

if TYPE_CHECKING:
    from datetime import datetime


class ObligationStateError(Exception):
    """The obligation cannot go from its state to this one."""


def settle_obligation(
    *, obligation: Obligation, state: str, by: str, reason: str = "", now: datetime
) -> Obligation:
    """Move an obligation to another state.  Raises ObligationStateError, also where somebody else moved it first."""
    sources = [source for source, targets in OBLIGATION_TRANSITIONS.items() if state in targets]
    moved = Obligation.objects.filter(pk=obligation.pk, state__in=sources).update(
        state=state, state_at=now, by=by, reason=reason
    )
    if not moved:
        raise ObligationStateError(f"{obligation} cannot become {state}.")
    return Obligation.objects.get(pk=obligation.pk)


def mark_overdue(*, now: datetime) -> int:
    """Mark what was due and is still pending as violated; return how many."""
    overdue = Obligation.objects.filter(state="pending", due_at__lt=now)
    return overdue.update(state="violated", state_at=now, by="clock", reason="not done when due")
