"""Until when an answer stands: the earliest scheduled moment at which any of it could change (semantics.md section 3)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from licensing.policy.constraints import moments_of
from licensing.policy.model import Facts, OnRecord, Policy


def valid_until(at: datetime, facts: Facts, moments: Sequence[datetime]) -> datetime | None:
    """The first moment after ``at`` named by anything on record, in UTC; None where nothing is scheduled.

    ``moments`` are those that policies on record name, sorted.
    """
    found = bisect_right(moments, at)
    recorded = moments[found] if found < len(moments) else None
    if not (facts.scheduled or facts.suspensions or facts.approvals):
        return recorded
    later = [moment.astimezone(UTC) for moment in _besides(facts) if moment > at]
    if recorded is not None:
        later.append(recorded)
    return min(later, default=None)


def _besides(facts: Facts) -> Iterator[datetime]:
    yield from facts.scheduled
    for suspension in facts.suspensions:
        yield from _bounds(suspension.effective_from, suspension.effective_to)
    for approval in facts.approvals:
        yield from _bounds(approval.effective_from, approval.effective_to)


def _bounds(start: datetime | None, end: datetime | None) -> Iterator[datetime]:
    yield from (moment for moment in (start, end) if moment is not None)


def moments_of_record(record: OnRecord) -> Iterator[datetime]:
    """Moments at which a record begins, ends or counts anew."""
    yield from _bounds(record.effective_from, record.effective_to)
    if record.agreement is not None:
        yield from (quota.period_end for quota in record.agreement.quotas)


def moments_of_policy(policy: Policy | None) -> Iterator[datetime]:
    """Moments that the rules themselves name."""
    for rule in policy.rules if policy is not None else ():
        for constraint in rule.constraints:
            yield from moments_of(constraint)
