"""One chunk of a file, in one transaction: compared with what is held, decided together, stored as decided, counted.

The order keeps what may not be kept off every disk: the gate decides in memory, and only then is anything sent to the
database, and of that only what the verdict allows.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple
from uuid import uuid4

from django.db import connection, transaction
from django.utils.translation import gettext as _

from archive.ingestion.bulk_changed import candidates_again, store_changed
from archive.ingestion.bulk_new import new_images, passage_of, refuse, store_new
from archive.ingestion.bulk_rows import Row, candidate_of
from archive.ingestion.bulk_sentences import passage_sentence, tell_of_copy
from archive.ingestion.formats.items import BadRow
from archive.ingestion.known_lines import KnownLine
from archive.ingestion.ready_rows import Ready, row_from
from archive.ingestion.taken_back import is_stopped
from archive.models import Source
from archive.operations.copy_text import array_text
from archive.operations.withdrawals import StandingWithdrawals
from archive.rights_gate import get_gate, supplied_evidence

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime
    from uuid import UUID

    from archive.operations.ingestions import Counts

_HELD = "SELECT address, id, source_id, row_digest FROM archive_article WHERE address = ANY(%s::text[])"

AnyRow = Row | Ready
"""A row that has been read."""


class _Held(NamedTuple):
    """An article that is held already, by its address."""

    id: UUID
    source_id: int
    digest: bytes | None


@dataclass
class Told:
    """What a dry run would have stored, and why: how many rows for each sentence."""

    sentences: Counter[str] = field(default_factory=Counter)


def take_rows(
    rows: Sequence[AnyRow | KnownLine],
    counts: Counts,
    *,
    now: datetime,
    again: bool = False,
    told: Told | None = None,
    evidence: str = "",
) -> None:
    """Take rows in, inside the caller's transaction, and count what became of each; `evidence` names the run.

    With `again` rows are decided anew although they are unchanged. With `told` nothing is stored: the decisions are made
    and taken back, and what they come to is told.
    """
    hold_sources({row.site.id for row in rows})
    let_in = _let_in(rows, counts, now, told=told is not None)
    held = _held(let_in)
    new, changed = _told_apart(let_in, held, counts, again=again)
    ids = {address: held[address].id for address in changed}
    if told is None:
        store_new(list(new.values()), counts, now, evidence)
        store_changed([_row(one) for one in changed.values()], ids, counts, now, evidence)
    else:
        _tell([_row(one) for one in (*new.values(), *changed.values())], ids, counts, now, told)


def hold_sources(sources: Collection[int]) -> None:
    """Make runs over one file, and captures of its pages, take turns, so that an address becomes one article.

    Sources come before the rights record: whoever takes several in at once holds all of them first.
    """
    rows = Source.objects.filter(pk__in=sources).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk"))


def _row(row: AnyRow) -> Row:
    return row_from(row) if isinstance(row, Ready) else row


def _told_apart(
    rows: Sequence[AnyRow | KnownLine], held: dict[str, _Held], counts: Counts, *, again: bool
) -> tuple[dict[str, AnyRow], dict[str, AnyRow]]:
    """Return the new and the changed rows by their addresses; of two with the same, the later one stands."""
    new: dict[str, AnyRow] = {}
    changed: dict[str, AnyRow] = {}
    for one in rows:
        known = held.get(one.address)
        if known is not None and known.digest == one.digest and known.source_id == one.site.id and not again:
            counts.unchanged += 1 + (changed.pop(one.address, None) is not None)
            continue
        row = _read(one, counts)
        if row is None:
            continue
        if known is None:
            counts.unchanged += row.address in new
            new[row.address] = row
        elif known.source_id != row.site.id:
            counts.fail(row.line, "address", _("The address is held as one of another source."))
        else:
            counts.unchanged += row.address in changed
            changed[row.address] = row
    return new, changed


def _read(one: AnyRow | KnownLine, counts: Counts) -> AnyRow | None:
    """Return the row itself; a line that is a known one no more is read now."""
    row = one.read() if isinstance(one, KnownLine) else one
    if isinstance(row, BadRow):
        counts.fail(row.line, row.field, row.reason)
        return None
    return row


def _let_in(
    rows: Sequence[AnyRow | KnownLine], counts: Counts, now: datetime, *, told: bool
) -> Sequence[AnyRow | KnownLine]:
    """Return the rows that their sources haven't taken back."""
    standing = StandingWithdrawals({row.site.id for row in rows}, now=now)
    if not standing.any:
        return rows
    return [
        row
        for one in rows
        if (row := one if one.site.id not in standing.sources else _read(one, counts)) is not None
        and not is_stopped(
            standing=standing,
            source=row.site.id,
            address=row.address,
            identifiers={} if isinstance(row, KnownLine) else row.identifiers,
            line=row.line,
            counts=counts,
            now=now,
            told=told,
        )
    ]


def _held(rows: Sequence[AnyRow | KnownLine]) -> dict[str, _Held]:
    # one array: a list of ten thousand parameters costs more than the look-up
    with connection.cursor() as cursor:
        cursor.execute(_HELD, [array_text([row.address for row in rows])])
        return {
            address: _Held(article, source, digest.bytes if digest else None)
            for address, article, source, digest in cursor.fetchall()
        }


# --- a dry run ---------------------------------------------------------------------------------------------------------


def _tell(rows: Sequence[Row], ids: dict[str, UUID], counts: Counts, now: datetime, told: Told) -> None:
    """Decide as if it counted, take everything back, and say what it came to."""
    known = [row for row in rows if row.address in ids]
    new = [row for row in rows if row.address not in ids]
    with transaction.atomic():
        silent = supplied_evidence(address="", now=now)
        candidates = [candidate_of(row, uuid4(), new_images(row), silent, now) for row in new]
        candidates += candidates_again(known, ids, now)
        verdicts = get_gate().intake_many(candidates=candidates, now=now) if candidates else ()
        transaction.set_rollback(True)
    for row, candidate, verdict in zip([*new, *known], candidates, verdicts, strict=True):
        if not verdict.metadata:
            refuse(row, verdict, counts)
            continue
        if row.address in ids:
            counts.updated += 1
        else:
            counts.stored += 1
        passage = passage_of(row, candidate.wanted_words, verdict)
        told.sentences[passage_sentence(passage, verdict)] += 1
        tell_of_copy(told.sentences, counts, verdict, wanted=bool(row.body))
