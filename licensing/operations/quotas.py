"""Counting quotas: counters are locked before a decision and counted after it, in one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Max

from licensing.models import Agreement, PolicyPeriod, Quota, QuotaCounter, QuotaUse
from licensing.operations.locks import rely_on_the_record
from licensing.queries.consumers import consumer as consumer_row
from licensing.queries.consumers import registrations
from licensing.queries.quotas import calendar_period

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID


class QuotaExhaustedError(Exception):
    """A quota that the decision found open is full: nothing is counted and nothing released."""


def lock_counters(*, consumer: str, now: datetime) -> list[QuotaCounter]:
    """Lock what a consumer may count against now, by identifier, so that requests add up one after the other."""
    rely_on_the_record()
    row = consumer_row(consumer)
    groups = registrations(row).as_of(now, now).filter(kind="group").values_list("name", flat=True)
    in_force = PolicyPeriod.objects.as_of(now, now).values("series")
    agreements = Agreement.objects.filter(assignees__overlap=[consumer, *groups], series__in=in_force)
    quotas = Quota.objects.filter(agreement__in=agreements).select_related("agreement").order_by("pk")
    keys = [(quota, calendar_period(quota.period, now, quota.agreement.timezone)[0]) for quota in quotas]
    # a counter that somebody else is making right now is waited for
    QuotaCounter.objects.bulk_create(
        [QuotaCounter(quota=q, consumer=consumer, period_start=start, limit=q.limit) for q, start in keys],
        ignore_conflicts=True,
    )
    wanted = {(quota.pk, start) for quota, start in keys}
    rows = QuotaCounter.objects.filter(consumer=consumer, quota__in=[quota for quota, _ in keys])
    rows = rows.filter(period_start__in={start for _, start in keys}).select_related(
        "quota__agreement__series"
    )
    locked = rows.select_for_update(of=("self",)).order_by("pk")
    return [counter for counter in locked if (counter.quota_id, counter.period_start) in wanted]


def last_counted(counters: Iterable[QuotaCounter]) -> datetime | None:
    """Return when something was last counted on any of the counters."""
    last: datetime | None = QuotaUse.objects.filter(counter__in=list(counters)).aggregate(Max("used_at"))[
        "used_at__max"
    ]
    return last


def count_article(
    *,
    counters: Iterable[QuotaCounter],
    agreements: Iterable[str],
    article: UUID,
    decision: UUID,
    now: datetime,
) -> None:
    """Count an article once against each quota of the agreements that a permit rests on; the counters are locked.

    Raises QuotaExhaustedError where one is full.
    """
    resting_on = set(agreements)
    for counter in counters:
        if counter.quota.agreement.series.identifier not in resting_on:
            continue
        if QuotaUse.objects.filter(counter=counter, article=article).exists():
            continue
        if counter.used >= counter.limit:
            raise QuotaExhaustedError(str(counter.quota.agreement))
        QuotaUse.objects.create(counter=counter, article=article, decision=decision, used_at=now)
        counter.used += 1
        counter.save(update_fields=["used"])
