"""A run: a file or a list from its bookmark to its end, chunk by chunk.

Each chunk is one transaction with the bookmark behind it, so that a run that was killed goes on where it stopped, and no
row is taken in twice. No message, log or exception that leaves this module carries text of an article.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice, repeat
from typing import TYPE_CHECKING, BinaryIO, cast

from django.db import IntegrityError, OperationalError, transaction
from django.utils.translation import gettext as _

from archive.choices import IngestionFailure
from archive.ingestion.bulk import Told, hold_sources, take_rows
from archive.ingestion.bulk_pages import queue_page, take_page
from archive.ingestion.bulk_rows import Row, row_of
from archive.ingestion.formats.items import BadRow, Item, ItemKind, Limits
from archive.ingestion.formats.table import FORMATS, bounded
from archive.ingestion.known_lines import KnownLine, KnownLines
from archive.ingestion.quick_lines import QUICK_FORMAT, QuickLines, quick_reader
from archive.ingestion.read_ahead import read_ahead
from archive.ingestion.ready_rows import Ready, new_names, ready_of
from archive.ingestion.sites import Sites
from archive.ingestion.taken_back import may_take_back, take_back, withdrawn_by
from archive.operations.ingestions import (
    ClaimLostError,
    Counts,
    count_rows,
    finish_ingestion,
    request_ingestion,
)

if TYPE_CHECKING:
    from datetime import datetime

    from archive.models import Ingestion
    from archive.operations.withdrawals import Withdrawn

log = logging.getLogger(__name__)

CHUNK = 20_000
MOST_CHUNK_BYTES = 64 * 1024 * 1024
"""Bytes of captured pages and of lines after which a chunk ends early."""

Clock = Callable[[], "datetime"]
Progress = Callable[["Ingestion", Counts], None]
Prepared = Ready | Row | KnownLine | Item | BadRow
"""A row whose facts are in the file, an item of another kind, or a row with a fault."""


@dataclass
class Way:
    """How a run goes: the clock, who is told of each chunk, and what is asked of it; `aside` reads in another process."""

    clock: Clock
    progress: Progress = lambda _run, _counts: None
    again: bool = False
    aside: bool = False
    chunk: int = CHUNK
    limits: Limits = field(default_factory=Limits)
    told: Told = field(default_factory=Told)
    until: Callable[[], bool] = lambda: False
    """Whether to stop before the next chunk."""


def run_stream(*, run: Ingestion, stream: BinaryIO, way: Way) -> bool:
    """Take the rest of a claimed run's stream in and end the run; False where it stopped before the end.

    A database that fails leaves the run to be resumed; every other error ends it as failed. Nothing is raised but
    OperationalError.
    """
    failure: IngestionFailure | None = None
    try:
        through = _through(run, stream, way)
    except ClaimLostError:
        log.warning("Ingestion %s was given to another worker.", run.pk)
        return False
    except OperationalError as error:
        # the message of a COPY quotes its line
        raise OperationalError(type(error.__cause__ or error).__name__) from None
    except Exception as error:  # noqa: BLE001 - no error may leave the run open or a row's text in a log
        # the message and the values may quote a row; the kind and the places don't
        places = "".join(traceback.format_tb(error.__traceback__))
        log.error("Ingestion %s failed: %s\n%s", run.pk, type(error).__name__, places)  # noqa: TRY400
        through, failure = True, IngestionFailure.INTERNAL
    if through:  # not where the error is handled: another one would quote it
        finish_ingestion(run=run, now=way.clock(), failure=failure)
    run.refresh_from_db()
    return through


def _through(run: Ingestion, stream: BinaryIO, way: Way) -> bool:
    sites = Sites(run.source, run.feed, full_copies=run.full_copies)
    prepared = islice(_read(run, stream, sites, way), run.position, None)
    for chunk in _chunks(read_ahead(prepared) if way.aside else prepared, way.chunk):
        _take(run, chunk, sites, way)
        if way.until():
            return False
    return True


def _read(run: Ingestion, stream: BinaryIO, sites: Sites, way: Way) -> Iterator[Prepared]:
    names, begun = new_names(), way.clock()
    found: Iterator[Ready | KnownLine | Item | BadRow]
    if run.format == QUICK_FORMAT:
        known = None if way.again else KnownLines(sites)
        read = bounded(quick_reader(QuickLines(sites, names, begun), known))
        found = cast("Iterator[Ready | KnownLine | Item | BadRow]", read(stream, way.limits))
    else:
        found = FORMATS[run.format].read(stream, way.limits)
    return (_prepared(one, sites, names, begun) for one in found)


def _chunks(prepared: Iterator[Prepared], most: int) -> Iterator[list[Prepared]]:
    """Yield chunks; the first ones are small, so that whoever stores doesn't wait long for the reader."""
    sizes = chain((-(-most // 8), -(-most // 4), -(-most // 2)), repeat(most))
    chunk: list[Prepared] = []
    held, size = 0, next(sizes)
    for one in prepared:
        chunk.append(one)
        if isinstance(one, KnownLine):
            held += len(one.raw)
        elif isinstance(one, Item) and one.page:
            held += len(one.page.body)
        if len(chunk) >= size or held >= MOST_CHUNK_BYTES:
            yield chunk
            chunk, held, size = [], 0, next(sizes)
    if chunk:
        yield chunk


def _prepared(
    found: Ready | KnownLine | Item | BadRow, sites: Sites, names: Iterator[str], begun: datetime
) -> Prepared:
    """Return what is to be done with an item; of an article's text only the wanted words go on from here."""
    if not isinstance(found, Item) or found.kind is not ItemKind.ARTICLE or may_take_back(found):
        return found
    row = _row(found, sites)
    return row if isinstance(row, BadRow) else ready_of(row, next(names), begun) or row


def _row(item: Item, sites: Sites) -> Row | BadRow:
    site = sites.of(item.address)
    if site is None:
        return BadRow(item.line, "address", _("The address is on no recorded source."))
    return row_of(item, site)


def _take(run: Ingestion, chunk: list[Prepared], sites: Sites, way: Way) -> None:
    """Take one chunk in; once more where somebody else recorded one of its addresses meanwhile."""
    now = way.clock()
    try:
        counts = _taken(run, chunk, sites, way, now)
    except IntegrityError:
        counts = _taken(run, chunk, sites, way, now)
    run.position += len(chunk)
    way.progress(run, counts)


@transaction.atomic
def _taken(run: Ingestion, chunk: list[Prepared], sites: Sites, way: Way, now: datetime) -> Counts:
    counts = Counts()
    told = way.told if run.dry_run else None
    rows = [one for one in chunk if isinstance(one, Row | Ready | KnownLine)]
    items = {site.id for one in chunk if isinstance(one, Item) and (site := sites.of(one.address))}
    if items:
        hold_sources(items | {row.site.id for row in rows})
    if rows:
        take_rows(rows, counts, now=now, again=way.again, told=told, evidence=_evidence(run))
    for one in chunk:
        if isinstance(one, BadRow):
            counts.fail(one.line, one.field, one.reason)
        elif isinstance(one, Item):
            _other(run, one, sites, counts, now, told)
    count_rows(run=run, rows=len(chunk), counts=counts, now=now)
    return counts


def _other(
    run: Ingestion, item: Item, sites: Sites, counts: Counts, now: datetime, told: Told | None
) -> None:
    """Take in what isn't an article with its facts: an address, a captured page, a notice that withdraws something."""
    withdrawn = withdrawn_by(item, now) if may_take_back(item) else None
    if withdrawn is not None:
        _take_back(run, item, withdrawn, sites, counts, now, told)
    elif item.kind is ItemKind.ARTICLE:
        _late_row(run, item, sites, counts, now, told)
    elif item.kind is ItemKind.CAPTURED:
        take_page(item, sites, counts, now, told, _evidence(run))
    elif item.kind is ItemKind.PAGE:
        queue_page(run, item, sites, counts, now, told)
    else:
        _follow(run, item, sites, counts, now, told)


def _follow(
    run: Ingestion, item: Item, sites: Sites, counts: Counts, now: datetime, told: Told | None
) -> None:
    """Put a list that a list names into the queue as a run of its own: once, and not for ever."""
    if run.depth or not run.address:
        counts.fail(item.line, "", _("The row names another list, which this run doesn't follow."))
    elif sites.of(item.address) is None:
        counts.fail(item.line, "address", _("The address is on no recorded source."))
    else:
        counts.queued += 1
        if told is None:
            request_ingestion(
                address=item.address,
                source=run.source,
                feed=run.feed,
                requested_by=run.requested_by,
                full_copies=run.full_copies,
                depth=run.depth + 1,
                now=now,
            )


def _take_back(
    run: Ingestion,
    item: Item,
    withdrawn: Withdrawn,
    sites: Sites,
    counts: Counts,
    now: datetime,
    told: Told | None,
) -> None:
    """Remember what a source takes back; what has no address of a known source is of the run's own."""
    site = sites.of(item.address)
    source = sites.row(site) if site else run.feed.source if run.feed else run.source
    if source is None:
        counts.fail(item.line, "address", _("The row takes something back that is on no recorded source."))
    elif not (withdrawn.address or withdrawn.names):
        counts.fail(item.line, "identifiers", _("The row takes something back and doesn't name it."))
    else:
        take_back(
            source=source,
            withdrawn=withdrawn,
            line=item.line,
            evidence=_evidence(run),
            counts=counts,
            now=now,
            told=told is not None,
        )


def _late_row(
    run: Ingestion, item: Item, sites: Sites, counts: Counts, now: datetime, told: Told | None
) -> None:
    """Take in an article whose embargo is over."""
    row = _row(item, sites)
    if isinstance(row, BadRow):
        counts.fail(row.line, row.field, row.reason)
    else:
        take_rows([row], counts, now=now, told=told, evidence=_evidence(run))


def _evidence(run: Ingestion) -> str:
    return f"ingestion:{run.pk}"
