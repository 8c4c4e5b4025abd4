"""The doorbells of the archive: short bodies, identifiers only, safe to ring twice."""

from __future__ import annotations

from time import monotonic
from uuid import UUID

from celery import shared_task
from django.db import transaction

from archive.clock import now
from archive.ingestion.addresses_of_runs import run_address
from archive.ingestion.pipeline import run_capture
from archive.ingestion.runs import Way
from archive.ingestion.turns import NotNowError, seconds_to_wait
from archive.ingestion.watching import look_at_watch as look
from archive.operations.captures import release_lost_captures, ring_for
from archive.operations.copies import link_batch, waiting_batches
from archive.operations.full_copies import SWEPT, review_due_copies
from archive.operations.ingestions import claim_ingestion, pause_ingestion, release_lost_ingestions
from archive.operations.ingestions import ring_for as ring_for_ingestion
from archive.operations.tallies import fold_tallies
from archive.operations.watches import ring_due_watches
from archive.operations.withdrawals import carry_out_waiting

LONGEST_COUNTDOWN = 300  # seconds; well below the time after which the broker hands a task out again


@shared_task(name="archive.tasks.capture_page")
def capture_page(capture_id: str, **_: object) -> None:
    """Run one capture, or come back when it is the site's turn."""
    wait = seconds_to_wait(UUID(capture_id))
    if wait:
        if wait <= LONGEST_COUNTDOWN:  # the sweep rings again for what waits longer
            capture_page.apply_async((capture_id,), countdown=wait)
        return
    run_capture(capture_id=UUID(capture_id), now=now())


@shared_task(name="archive.tasks.sweep_captures")
def sweep_captures(**_: object) -> None:
    """Ring again for every capture that waits: its ring, or its worker, may have been lost."""
    with transaction.atomic():
        for capture_id in release_lost_captures(now=now()):
            ring_for(capture_id)


@shared_task(name="archive.tasks.link_articles")
def link_articles(batch_id: int, **_: object) -> None:
    """Link the articles of one batch with those that are the same."""
    link_batch(batch_id=batch_id, now=now())


@shared_task(name="archive.tasks.sweep_links")
def sweep_links(**_: object) -> None:
    """Link what waits: its ring, or its worker, may have been lost."""
    for batch_id in waiting_batches():
        link_batch(batch_id=batch_id, now=now())


@shared_task(name="archive.tasks.sweep_withdrawals")
def sweep_withdrawals(**_: object) -> None:
    """Carry out what sources took back, where a worker was lost before it did."""
    carry_out_waiting(now=now())


@shared_task(name="archive.tasks.fold_article_tallies")
def fold_article_tallies(**_: object) -> None:
    """Fold what changed of the numbers of articles."""
    fold_tallies()


MOST_LOOKS = 50


@shared_task(name="archive.tasks.sweep_full_copies")
def sweep_full_copies(**_: object) -> None:
    """Ask about the full copies for which something on record was due to change."""
    for _look in range(MOST_LOOKS):
        if review_due_copies(now=now()) < SWEPT:
            break


@shared_task(name="archive.tasks.ring_watches")
def ring_watches(**_: object) -> None:
    """Ring for every watch that is due."""
    ring_due_watches(now=now())


@shared_task(name="archive.tasks.look_at_watch")
def look_at_watch(watch_id: int, **_: object) -> None:
    """Look at one watched address."""
    look(watch_id=watch_id, now=now())


LONGEST_TASK = 600  # seconds, after which a run is given back to the queue


@shared_task(name="archive.tasks.run_ingestion")
def run_ingestion(ingestion_id: str, **_: object) -> None:
    """Take in what an ingestion's address names, for as long as a task may run."""
    run = claim_ingestion(ingestion_id=UUID(ingestion_id), now=now())
    if run is None:
        return
    begun = monotonic()
    way = Way(clock=now, until=lambda: monotonic() - begun > LONGEST_TASK)
    try:
        through = run_address(run=run, way=way)
    except NotNowError as rest:
        pause_ingestion(run=run, now=now(), ring=False)
        run_ingestion.apply_async((ingestion_id,), countdown=min(rest.seconds, 3600))
        return
    if not through:
        pause_ingestion(run=run, now=now())


@shared_task(name="archive.tasks.sweep_ingestions")
def sweep_ingestions(**_: object) -> None:
    """Ring again for runs that wait, and end those whose worker was lost too often."""
    with transaction.atomic():
        for ingestion_id in release_lost_ingestions(now=now()):
            ring_for_ingestion(ingestion_id)
