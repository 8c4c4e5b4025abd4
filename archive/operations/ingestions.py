"""The life of an ingestion: requested, claimed by one worker at a time, counted as it goes on, ended once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from celery import current_app
from django.db import transaction
from django.db.models import F

from archive.choices import OPEN_INGESTION_STATES, IngestionFailure, IngestionState
from archive.models import Ingestion, IngestionRowFailure

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from archive.models import Feed, Source

LOST_AFTER = timedelta(minutes=20)  # longer than a chunk may take
MOST_ATTEMPTS = 10
MOST_ROW_FAILURES = 1000
LONGEST_REASON = 500
MOST_SENTENCES = 20
"""Different sentences about full copies that are kept of a run."""
_TASK = "archive.tasks.run_ingestion"  # by name: tasks stand above operations


class ClaimLostError(Exception):
    """Another worker goes on with this run."""


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A row that doesn't come in: for a fault of its own, or because it is refused."""

    line: int
    field: str
    reason: str
    refused: bool = False


@dataclass
class Counts:
    """What became of rows, and why some didn't come in."""

    stored: int = 0
    updated: int = 0
    unchanged: int = 0
    queued: int = 0
    refused: int = 0
    failed: int = 0
    problems: list[RowProblem] = field(default_factory=list)
    copies_kept: int = 0
    copies_refused: int = 0
    copy_refusals: Counter[str] = field(default_factory=Counter)

    @property
    def read(self) -> int:
        """All rows."""
        return self.stored + self.updated + self.unchanged + self.queued + self.refused + self.failed

    def copy(self, why_not: str) -> None:
        """Count a full copy that was wanted: held now, or not, and then why."""
        if why_not:
            self.copies_refused += 1
            self.copy_refusals[why_not[:LONGEST_REASON]] += 1
        else:
            self.copies_kept += 1

    def fail(self, line: int, at: str, reason: str) -> None:
        """Count a row with a fault."""
        self.failed += 1
        self.problems.append(RowProblem(line, at, reason))

    def refuse(self, line: int, reason: str, at: str = "") -> None:
        """Count a row that is refused."""
        self.refused += 1
        self.problems.append(RowProblem(line, at, reason, refused=True))


def request_ingestion(  # noqa: PLR0913 - the columns of the row
    *,
    requested_by: str,
    now: datetime,
    address: str = "",
    file_name: str = "",
    format: str = "",  # noqa: A002 - the column's name
    source: Source | None = None,
    feed: Feed | None = None,
    digest: str = "",
    dry_run: bool = False,
    full_copies: bool = False,
    depth: int = 0,
    ring: bool = True,
) -> Ingestion:
    """Record a run over an address, for which a worker is rung on commit, or over a file that the caller reads itself.

    Without `ring` the caller runs it. With `full_copies` these are wanted whatever the sources ask for.

    Raises ValidationError for an address or a name that no run can have.
    """
    run = Ingestion(
        address=address,
        file_name=file_name[-300:],
        format=format,
        source=source,
        feed=feed,
        digest=digest,
        dry_run=dry_run,
        full_copies=full_copies,
        depth=depth,
        requested_by=requested_by,
        requested_at=now,
    )
    run.full_clean()
    with transaction.atomic():
        run.save(force_insert=True)
        if address and ring:
            ring_for(run.pk)
    return run


def ring_for(ingestion_id: UUID) -> None:
    """Tell a worker on commit; the sweep makes up for a ring that is lost."""
    transaction.on_commit(lambda: current_app.send_task(_TASK, args=[str(ingestion_id)]), robust=True)


def claim_ingestion(*, ingestion_id: UUID, now: datetime, again: bool = False) -> Ingestion | None:
    """Take a run for this worker; None when it isn't there to be taken.

    With `again` a run is taken that isn't done, whoever had it: the number of the attempt is the claim, and the former
    worker stops at its next chunk.
    """
    states = [IngestionState.REQUESTED]
    if again:
        states += [IngestionState.RUNNING, IngestionState.FAILED]
    taken = Ingestion.objects.filter(pk=ingestion_id, state__in=states).update(
        state=IngestionState.RUNNING,
        attempts=F("attempts") + 1,
        started_at=now,
        seen_at=now,
        finished_at=None,
        failure="",
    )
    return Ingestion.objects.select_related("source", "feed__source").get(pk=ingestion_id) if taken else None


def count_rows(*, run: Ingestion, rows: int, counts: Counts, now: datetime) -> None:
    """Move the bookmark behind `rows` more rows and count them, in the transaction that stores them.

    Raises ClaimLostError, so that nothing of them is kept, when this worker's claim or bookmark isn't the run's.
    """
    mine = Ingestion.objects.filter(
        pk=run.pk, state=IngestionState.RUNNING, attempts=run.attempts, position=run.position
    )
    moved = mine.update(
        position=F("position") + rows,
        seen_at=now,
        read=F("read") + counts.read,
        stored=F("stored") + counts.stored,
        updated=F("updated") + counts.updated,
        unchanged=F("unchanged") + counts.unchanged,
        queued=F("queued") + counts.queued,
        refused=F("refused") + counts.refused,
        failed=F("failed") + counts.failed,
        copies_kept=F("copies_kept") + counts.copies_kept,
        copies_refused=F("copies_refused") + counts.copies_refused,
    )
    if not moved:
        raise ClaimLostError(str(run.pk))
    if counts.copy_refusals:
        _tell_refusals(run, counts)
    _keep(run, counts.problems)


def _tell_refusals(run: Ingestion, counts: Counts) -> None:
    """Add to why full copies weren't kept; the row is locked by the count."""
    known = Counter(Ingestion.objects.values_list("copy_refusals", flat=True).get(pk=run.pk))
    told = (known + counts.copy_refusals).most_common(MOST_SENTENCES)
    Ingestion.objects.filter(pk=run.pk).update(copy_refusals=dict(told))


def _keep(run: Ingestion, problems: Sequence[RowProblem]) -> None:
    if not problems:
        return
    kept = IngestionRowFailure.objects.filter(ingestion=run).count()
    IngestionRowFailure.objects.bulk_create(
        IngestionRowFailure(
            ingestion=run,
            line=problem.line,
            field=problem.field[:100],
            reason=problem.reason[:LONGEST_REASON],
            refused=problem.refused,
        )
        for problem in problems[: max(0, MOST_ROW_FAILURES - kept)]
    )


def note_content(*, run: Ingestion, format: str, digest: str, restart: bool) -> None:  # noqa: A002 - the column's name
    """Note what is read; with `restart` the bookmark goes back to the beginning. Raises ClaimLostError."""
    columns: dict[str, object] = {"format": format, "digest": digest}
    if restart:
        columns["position"] = 0
    if not Ingestion.objects.filter(pk=run.pk, attempts=run.attempts).update(**columns):
        raise ClaimLostError(str(run.pk))
    run.refresh_from_db()


def finish_ingestion(*, run: Ingestion, now: datetime, failure: IngestionFailure | None = None) -> bool:
    """End a claimed run; False when it was taken from this worker."""
    state = IngestionState.FAILED if failure else IngestionState.DONE
    mine = Ingestion.objects.filter(pk=run.pk, state=IngestionState.RUNNING, attempts=run.attempts)
    return bool(mine.update(state=state, failure=failure or "", finished_at=now, seen_at=now))


def pause_ingestion(*, run: Ingestion, now: datetime, ring: bool = True) -> None:
    """Give a long run back to the queue, so that no task runs for ever; with `ring` a worker is rung on commit."""
    mine = Ingestion.objects.filter(pk=run.pk, state=IngestionState.RUNNING, attempts=run.attempts)
    with transaction.atomic():
        if mine.update(state=IngestionState.REQUESTED, seen_at=now) and ring:
            ring_for(run.pk)


@transaction.atomic
def release_lost_ingestions(*, now: datetime) -> list[UUID]:
    """Put runs of lost workers back, or fail them; return those that wait to be rung for.

    A run over a file ends with whoever read it: it can be resumed by whoever has the file.
    """
    lost = Ingestion.objects.select_for_update(skip_locked=True).filter(
        state=IngestionState.RUNNING, seen_at__lt=now - LOST_AFTER
    )
    for run in lost:
        if run.address and run.attempts < MOST_ATTEMPTS:
            Ingestion.objects.filter(pk=run.pk).update(state=IngestionState.REQUESTED)
        else:
            finish_ingestion(run=run, now=now, failure=IngestionFailure.LOST)
    waiting = Ingestion.objects.filter(state=IngestionState.REQUESTED).exclude(address="")
    return list(waiting.order_by("requested_at").values_list("pk", flat=True)[:100])


def is_open(run: Ingestion) -> bool:
    """Tell whether a run isn't over."""
    return run.state in OPEN_INGESTION_STATES
