"""What decisions on many articles answered, read out of each entry once: never once an article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

from licensing.models import BulkDecision
from licensing.policy.record import decision_bytes
from licensing.queries.bulk_entries import Alike, BrokenResultsError, alike_in
from licensing.reports.cited import CITED, Cited

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from licensing.policy.model import Decision
    from licensing.reports.table import Filters


def entries(filters: Filters) -> Iterator[BulkDecision]:
    """Yield the entries of a period in the order of the ledger; what is large in one is read when it is asked for."""
    rows = BulkDecision.objects.order_by("position").defer("facts", "results")
    if filters.start is not None:
        rows = rows.filter(recorded_at__gte=filters.start)
    if filters.end is not None:
        rows = rows.filter(recorded_at__lt=filters.end)
    yield from rows.iterator(chunk_size=50)


def answered(entry: BulkDecision) -> list[Alike]:
    """Return what an entry answered; nothing where it can't be read, which a replay tells."""
    try:
        return alike_in(entry)
    except (LookupError, BrokenResultsError):
        return []


_CITED_OF = f"""
SELECT cited.answers::text
FROM unnest(%(records)s::text[], %(outcomes)s::text[]) WITH ORDINALITY AS d(record, outcome, number)
{CITED}
ORDER BY d.number
"""  # noqa: S608 - put together from the literals above


def cited_of(decisions: Sequence[Decision]) -> list[Cited]:
    """Return what each decision rests on, read out of its record as a recorded one's is."""
    if not decisions:
        return []
    parameters = {
        "records": [decision_bytes(one).decode() for one in decisions],
        "outcomes": [one.outcome.value for one in decisions],
    }
    with connection.cursor() as cursor:
        cursor.execute(_CITED_OF, parameters)
        return [Cited.from_json(answers) for (answers,) in cursor.fetchall()]
