"""Calendar periods of quotas and what a consumer used in them (semantics.md section 4)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from licensing.models import QuotaUse
from licensing.policy import model

if TYPE_CHECKING:
    from collections.abc import Iterable

    from licensing.models import Agreement, Quota

_DECEMBER = 12


def calendar_period(period: str, at: datetime, timezone: str) -> tuple[datetime, datetime]:
    """Return start and end (excluded), in UTC, of the day, month or year of `at` in a zone."""
    zone = ZoneInfo(timezone)
    day = at.astimezone(zone).date()
    match period:
        case "day":
            first, last = day, day + timedelta(days=1)
        case "month":
            first = day.replace(day=1)
            last = (
                first.replace(year=first.year + 1, month=1)
                if first.month == _DECEMBER
                else first.replace(month=first.month + 1)
            )
        case "year":
            first = day.replace(month=1, day=1)
            last = first.replace(year=first.year + 1)
        case _:
            raise ValueError(f"{period} is not a calendar period.")
    return tuple(  # type: ignore[return-value]  # two dates in, two moments out
        datetime(d.year, d.month, d.day, tzinfo=zone).astimezone(UTC) for d in (first, last)
    )


def standings(
    agreements: Iterable[Agreement], *, consumer: str, article: str, at: datetime, known_at: datetime
) -> dict[int, tuple[model.Quota, ...]]:
    """Return, for each agreement, what a consumer had used of its quotas in the period of `at`, as known then.

    The uses themselves are counted, so that a past moment sees what had been used by then.
    """
    return {
        agreement.pk: tuple(
            _standing(quota, agreement.timezone, consumer, article, at, known_at)
            for quota in sorted(agreement.quotas.all(), key=lambda q: q.pk)
        )
        for agreement in agreements
    }


def _standing(
    quota: Quota, timezone: str, consumer: str, article: str, at: datetime, known_at: datetime
) -> model.Quota:
    start, end = calendar_period(quota.period, at, timezone)
    uses = QuotaUse.objects.filter(
        counter__quota=quota, counter__consumer=consumer, counter__period_start=start, used_at__lte=known_at
    )
    return model.Quota(
        unit=quota.unit,
        limit=quota.limit,
        used=uses.count(),
        period_start=start,
        period_end=end,
        counted=uses.filter(article=article).exists(),
    )
