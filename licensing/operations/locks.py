"""Advisory locks of the running transaction: who may change the record while others rely on it.

Order: the record, then a site, then word positions, then quota counters by identifier.  Nobody takes an earlier one later.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

if TYPE_CHECKING:
    from uuid import UUID

_RECORD = 7301  # any number that nothing else in the database uses


def rely_on_the_record() -> None:
    """Share the record with other readers until the transaction ends: what was read stays true until then."""
    _lock("pg_advisory_xact_lock_shared(%s, 0)", _RECORD)


def change_the_record() -> None:
    """Wait for everybody who relies on the record, then change it alone; releases that follow see the change."""
    _lock("pg_advisory_xact_lock(%s, 0)", _RECORD)


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
