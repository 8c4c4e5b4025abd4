"""Celery tasks: one operation each, identifiers only.  The clock is read here."""

from __future__ import annotations

from uuid import UUID

from celery import shared_task

from archive.clock import now
from licensing.operations import checks, credit_tasks, obligations, reassessment


@shared_task(ignore_result=True)
def run_check(check_id: str, **_: object) -> None:
    """Answer one check."""
    checks.run_check(check_id=UUID(check_id), now=now())


@shared_task(ignore_result=True)
def sweep_checks(**_: object) -> None:
    """Ring again for checks that no worker heard of."""
    checks.sweep_checks(now=now())


@shared_task(ignore_result=True)
def mark_overdue(**_: object) -> None:
    """Mark obligations that were not met in time.  Ends of agreements act by themselves."""
    obligations.mark_overdue(now=now())


@shared_task(ignore_result=True)
def reassess(reassessment_id: int, **_: object) -> None:
    """Go through a change of the record from where its cursor stands."""
    reassessment.reassess(reassessment_id=reassessment_id, now=now())


@shared_task(ignore_result=True)
def sweep_reassessments(**_: object) -> None:
    """Notice what began or ended by itself, and ring again for changes that no worker heard of."""
    reassessment.sweep_reassessments(now=now())


@shared_task(ignore_result=True)
def ask_about_credits(**_: object) -> None:
    """Put the most frequent unknown names of credit lines before the officers."""
    credit_tasks.ask_about_credits(now=now())
