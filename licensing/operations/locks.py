"""Advisory locks of the running transaction: who may change the record while others rely on it.

Order: the record, then a site, then word positions, then quota counters by identifier.  Nobody takes an earlier one later.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Max, Q

from licensing.models import Bitemporal, Decision
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


class RecordChangesError(Exception):
    """What others rely on has to change: roll back to where nothing was locked, and do it alone."""


def needs_the_record_alone(now: datetime) -> datetime:
    """Return from when a change is known, alone with the record as `change_the_record` is; take it where nobody has.

    Raises RecordChangesError where this transaction itself shares the record: two that waited for each other to let go
    would wait for ever.
    """
    held = _held_of_the_record()
    if "ExclusiveLock" in held:
        return now
    if held:
        raise RecordChangesError
    return change_the_record(now)


def _held_of_the_record() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT mode FROM pg_locks WHERE locktype = 'advisory' AND classid = %s AND objid = 0"
            " AND objsubid = 2 AND granted AND pid = pg_backend_pid()"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            [_RECORD],
        )
        return {mode for (mode,) in cursor.fetchall()}


def latest_on_record(now: datetime) -> datetime:
    """Return `now`, or when the last change became known: who waited read the clock before others changed the record.

    It holds for whoever shares the record, or has it alone, until the transaction ends.
    """
    known = Q(known_from__gt=now) | Q(known_to__gt=now)
    first, *others = (
        model._default_manager.filter(known).order_by().values_list("known_from", "known_to")  # noqa: SLF001 - Django's public underscore
        for model in Bitemporal.__subclasses__()
    )
    later = first.union(*others)  # one query for all tables: nearly always there is nothing
    return max([now, *(moment for moment in chain.from_iterable(later) if moment)])


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
