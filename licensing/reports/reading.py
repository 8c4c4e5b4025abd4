"""Reading the database for reports: one snapshot for all of them, rows in chunks, never all at once."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from licensing.reports.table import Filters

_CHUNK = 1000

Parameter = datetime | str | int | None

RECORDED_IN_PERIOD = (
    "(%(start)s::timestamptz IS NULL OR {column} >= %(start)s)"
    " AND (%(end)s::timestamptz IS NULL OR {column} < %(end)s)"
)


@contextmanager
def one_snapshot() -> Iterator[None]:
    """Let everything inside see the database as of one moment, and change nothing.

    Inside a running transaction it only joins it: isolation is chosen before the first question.
    """
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def stream(statement: str, parameters: Mapping[str, Parameter]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a statement through a cursor on the server."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement, parameters)
        while rows := cursor.fetchmany(_CHUNK):
            yield from rows


def period(filters: Filters) -> dict[str, Parameter]:
    """Return the parameters of RECORDED_IN_PERIOD."""
    return {"start": filters.start, "end": filters.end}
