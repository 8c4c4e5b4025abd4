"""Files that are handed over in memory: taken in at once, by whoever received them (docs/adr/0006-files-are-taken-in-from-memory.md)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO

from archive.ingestion.bulk import Told
from archive.ingestion.formats.items import Limits
from archive.ingestion.runs import Way, run_stream
from archive.operations.ingestions import claim_ingestion, request_ingestion

if TYPE_CHECKING:
    from archive.ingestion.runs import Clock
    from archive.models import Feed, Ingestion, Source

UPLOAD = "upload"
"""The name of a file that came without one."""

CHUNK = 2_000
LIMITS = replace(Limits(), file_bytes=256 * 1024 * 1024, rows=200_000, bad_rows=1_000)


def take_upload(  # noqa: PLR0913 - the columns of the run
    *,
    stream: BinaryIO,
    format: str,  # noqa: A002 - the column's name
    requested_by: str,
    clock: Clock,
    source: Source | None = None,
    feed: Feed | None = None,
    file_name: str = "",
    dry_run: bool = False,
    full_copies: bool = False,
) -> tuple[Ingestion, Told]:
    """Record a run over a file in memory and bring it to its end; return it, and what a dry run came to."""
    run = request_ingestion(
        requested_by=requested_by,
        file_name=file_name or UPLOAD,
        format=format,
        source=source,
        feed=feed,
        dry_run=dry_run,
        full_copies=full_copies,
        now=clock(),
    )
    claimed = claim_ingestion(ingestion_id=run.pk, now=clock())
    if claimed is None:
        raise LookupError(str(run.pk))
    way = Way(clock=clock, chunk=CHUNK, limits=LIMITS)
    run_stream(run=claimed, stream=stream, way=way)
    return claimed, way.told
