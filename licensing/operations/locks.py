"""Advisory locks of the running transaction: who may change the record while others rely on it.

Order: the record, then a site, then word positions, then quota counters by identifier.  Nobody takes an earlier one later.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Max

from licensing.models import Decision
from licensing.policy.ask import EARLIEST_YEAR

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

_RECORD = 7301  # any number that nothing else in the database uses


def rely_on_the_record() -> None:
    """Share the record with other readers until the transaction ends: what was read stays true until then."""
    _lock("pg_advisory_xact_lock_shared(%s, 0)", _RECORD)


def change_the_record(now: datetime) -> datetime:
    """Wait for everybody who relies on the record, then change it alone; return from when the change is known.

    That is `now`, or just after the last decision that was made while this waited: what was answered, and handed out,
    stays what was known then.  What is recorded as if it had always been known stays so.
    """
    _lock("pg_advisory_xact_lock(%s, 0)", _RECORD)
    if now.year <= EARLIEST_YEAR:
        return now
    since = Decision.objects.filter(recorded_at__gt=now)
    last: datetime | None = since.aggregate(last=Max("recorded_at"))["last"]
    return now if last is None else last + last.resolution


def hold_site(*, domain: str) -> None:
    """Make looks at one site take turns, so that no two of them wait for each other's series."""
    _lock("pg_advisory_xact_lock(hashtextextended(%s, 7303))", domain)


def hold_positions(*, article: UUID, consumer: str) -> None:
    """Make releases of one article to one consumer take turns, so that word positions add up."""
    _lock("pg_advisory_xact_lock(hashtextextended(%s, 7302))", f"{article}:{consumer}")


def _lock(function: str, key: int | str) -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("A lock of a transaction needs a transaction.")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}", [key])
