"""Until when an answer stands: the earliest scheduled moment at which any of it could change (semantics.md section 3)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from licensing.policy.constraints import moments_of
from licensing.policy.model import Facts, OnRecord, Use


def valid_until(use: Use, facts: Facts) -> datetime | None:
    """The first moment after ``at`` named by anything on record, in UTC; None where nothing is scheduled."""
    later = [moment.astimezone(UTC) for moment in _moments(facts) if moment > use.at]
    return min(later, default=None)


def _moments(facts: Facts) -> Iterator[datetime]:
    yield from facts.scheduled
    for suspension in facts.suspensions:
        yield from _bounds(suspension.effective_from, suspension.effective_to)
    for approval in facts.approvals:
        yield from _bounds(approval.effective_from, approval.effective_to)
    for record in facts.on_record:
        yield from _record(record)
    for record in facts.at_capture:
        yield from _named(record)


def _bounds(start: datetime | None, end: datetime | None) -> Iterator[datetime]:
    yield from (moment for moment in (start, end) if moment is not None)


def _record(record: OnRecord) -> Iterator[datetime]:
    yield from _bounds(record.effective_from, record.effective_to)
    yield from _named(record)
    if record.agreement is not None:
        yield from (quota.period_end for quota in record.agreement.quotas)


def _named(record: OnRecord) -> Iterator[datetime]:
    """Moments that the rules themselves name."""
    policy = record.content.policy
    for rule in policy.rules if policy is not None else ():
        for constraint in rule.constraints:
            yield from moments_of(constraint)
