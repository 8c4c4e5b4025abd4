"""Going through a change of the record: deliveries to recall, full copies to delete, outcomes before and after, a task.

- Each chunk is one transaction that holds the row and moves its cursor: a worker that is killed loses its chunk alone,
  and a second worker finds the row taken.
- What a chunk writes is keyed, so that the same chunk twice writes once.
- The two moments that are compared stand on the row: whenever it is gone through, it finds the same.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta
from time import monotonic
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import F

from archive.operations.full_copies import review_full_copies
from licensing.models import Bitemporal, Obligation, OutcomeChange, Reassessment, ReassessmentClock
from licensing.operations.officer_tasks import open_task
from licensing.operations.reassess_later import CHANGES, enqueue, ring_for
from licensing.policy.model import Outcome
from licensing.queries.hypothesis import World
from licensing.queries.impact import Comparison, reach_of
from licensing.queries.impact.articles import Articles
from licensing.queries.impact.counts import outcome_changes
from licensing.queries.impact.deliveries import FIRST, asked_again
from licensing.queries.impact.full_copies import copies_within
from licensing.queries.impact.reach import Reach, reach_of_series

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from licensing.queries.impact.counts import Change
    from licensing.queries.impact.deliveries import Asked

log = logging.getLogger(__name__)

RECALL = "ra:recall"
"""Action of the obligation to give back, or delete, what was handed out and is no longer covered."""

CHUNK = 200
"""Deliveries that one transaction goes through."""

MOST_FAILURES = 10
LOST_RING = timedelta(minutes=1)
TRIED_AGAIN = timedelta(hours=6)
"""After so long what failed too often is tried once more: a delivery to recall isn't forgotten with an error."""
_RINGS = 1000
_SECONDS = 600
"""Shorter than a task may run; what is left follows in the next."""


class Going:
    """A re-assessment that a worker goes through: what is compared is worked out once."""

    def __init__(self, row: Reassessment) -> None:
        self.before = World(row.before_at, row.before_known_at)
        self.after = World(row.at, row.known_at)
        self.reach = reach_of_row(row)
        self._articles: Articles | None = None

    @property
    def articles(self) -> Articles:
        """Everything within reach, compared."""
        if self._articles is None:
            self._articles = Articles(self.comparison(self.reach))
        return self._articles

    def comparison(self, reach: Reach) -> Comparison:
        """Return the comparison of what lies within a reach."""
        return Comparison(before=self.before, after=self.after, reach=reach)


def reach_of_row(row: Reassessment) -> Reach:
    """Return which articles a re-assessment may concern."""
    if row.series is None:
        return reach_of(row.scope_kind, row.scope_value, consumer=row.consumer)
    return replace(reach_of_series(row.series), consumer=row.consumer)


def reassess(*, reassessment_id: int, now: datetime) -> bool:
    """Go through a change, chunk by chunk, from where its cursor stands; return whether it is done.

    An error ends the run and is noted; the sweep rings again.  Where another worker is at it, nothing happens.
    """
    row = Reassessment.objects.select_related("series").filter(pk=reassessment_id).first()
    if row is None or row.state in ("done", "failed"):
        return row is not None and row.state == "done"
    try:
        going, end = Going(row), monotonic() + _SECONDS
        while (state := _chunk(reassessment_id, going, now)) == "running":
            if monotonic() > end:
                ring_for(row)
                break
    except Exception as error:
        log.exception("Re-assessment %s failed.", reassessment_id)
        _note_failure(reassessment_id, error, now)
        return False
    return state == "done"


def _note_failure(reassessment_id: int, error: Exception, now: datetime) -> None:
    rows = Reassessment.objects.filter(pk=reassessment_id, state__in=["waiting", "running"])
    rows.update(failures=F("failures") + 1, failure=f"error: {type(error).__name__}"[:300])
    rows.filter(failures__gte=MOST_FAILURES).update(state="failed", started_at=now)


@transaction.atomic
def _chunk(reassessment_id: int, going: Going, now: datetime) -> str:
    """Take the row, do the next chunk, and return the state: "running" asks for more, "" is somebody else's."""
    held = Reassessment.objects.select_for_update(skip_locked=True, of=("self",))
    row = held.filter(pk=reassessment_id, state__in=["waiting", "running"]).first()
    if row is None:
        return ""
    if row.state == "waiting":
        row.state, row.started_at = "running", now
    _STEPS[row.step](row, going, now)
    row.chunks += 1
    row.failures, row.failure = 0, ""
    row.save()
    return row.state


def _deliveries(row: Reassessment, going: Going, now: datetime) -> None:
    """Oblige the consumers of the next deliveries that were covered and no longer are."""
    after = UUID(row.cursor) if row.cursor else FIRST
    found, seen = [], 0
    for asked in asked_again(going.articles, until=row.before_known_at, after=after, most=CHUNK):
        seen += 1
        row.cursor = str(asked.delivery)
        if asked.before is Outcome.PERMIT and asked.after is not Outcome.PERMIT:
            found.append(_recall(row, asked, now))
    Obligation.objects.bulk_create(found, ignore_conflicts=True)
    row.deliveries += seen
    row.recalled += len(found)
    if seen < CHUNK:
        row.step, row.cursor = "copies", ""


def _recall(row: Reassessment, asked: Asked, now: datetime) -> Obligation:
    return Obligation(
        decision=asked.decision,
        article=asked.article,
        consumer=asked.consumer,
        action=RECALL,
        policy=row.series.identifier if row.series else f"{row.scope_kind} {row.scope_value}".strip(),
        rule=recall_rule(row, asked.delivery),
        incurred_at=now,
    )


def recall_rule(row: Reassessment, delivery: UUID | str = "") -> str:
    """Return what an obligation to recall says of its change and its delivery."""
    return f"reassessment:{row.pk}:{delivery}"


def _copies(row: Reassessment, going: Going, now: datetime) -> None:
    """Ask about the next full copies within reach, as of now: those that must go are deleted."""
    after = UUID(row.cursor) if row.cursor else FIRST
    found = copies_within(going.reach, after=after, most=CHUNK)
    verdicts = review_full_copies(copies=found, now=now)
    refused = [verdict for verdict in verdicts.values() if not verdict.permitted]
    row.copies += len(verdicts)
    row.copies_deleted += sum(verdict.must_go for verdict in refused)
    row.copies_in_doubt += sum(not verdict.must_go for verdict in refused)
    if len(found) < CHUNK:
        row.step, row.cursor = "outcomes", ""
    else:
        row.cursor = str(found[-1])


def _outcomes(row: Reassessment, going: Going, now: datetime) -> None:
    """Record what changes at the next site."""
    last = int(row.cursor or 0)
    site = next((source for source in going.reach.sources if source.pk > last), None)
    if site is None:
        row.step, row.cursor = "report", ""
        return
    found = outcome_changes(going.comparison(replace(going.reach, sources=(site,))))
    OutcomeChange.objects.bulk_create(
        (_change(row, site.domain, one, now) for one in found.changes), ignore_conflicts=True
    )
    row.articles += found.articles
    row.images += found.images
    row.cursor = str(site.pk)


def _change(row: Reassessment, site: str, change: Change, now: datetime) -> OutcomeChange:
    return OutcomeChange(
        reassessment=row,
        site=site,
        consumer=change.consumer,
        use=change.question.use,
        part=change.question.part,
        purpose=change.question.purpose,
        territory=change.question.territory,
        before=change.before.value,
        after=change.after.value,
        number=change.number,
        recorded_at=now,
    )


def _report(row: Reassessment, going: Going, now: datetime) -> None:
    """Put what changed before the officers, and be done."""
    del going
    if row.articles or row.images or row.recalled or row.copies_deleted or row.copies_in_doubt:
        open_task(
            key=f"reassessment:{row.pk}",
            kind="outcomes_changed",
            series=row.series,
            version=row.version,
            facts={
                "reassessment": row.pk,
                "change": row.kind,
                "articles": row.articles,
                "images": row.images,
                "recalls": row.recalled,
                "copies": row.copies_deleted,
                "copies_in_doubt": row.copies_in_doubt,
            },
            now=now,
        )
    row.state, row.finished_at = "done", now


_STEPS = {"deliveries": _deliveries, "copies": _copies, "outcomes": _outcomes, "report": _report}


# --- what comes by itself --------------------------------------------------------------------------------------------


def sweep_reassessments(*, now: datetime) -> int:
    """Put what began or ended by itself into the queue, and ring again for what nobody heard; return how many rings."""
    notice_moments(now=now)
    failed = Reassessment.objects.filter(state="failed", started_at__lt=now - TRIED_AGAIN)
    failed.update(state="running", failures=MOST_FAILURES - 1)
    waiting = Reassessment.objects.filter(state__in=["waiting", "running"], requested_at__lt=now - LOST_RING)
    rows = list(waiting.order_by("requested_at", "pk")[:_RINGS])
    for row in rows:
        ring_for(row)
    return len(rows)


@transaction.atomic
def notice_moments(*, now: datetime) -> int:
    """Put every beginning and end that passed since the last look into the queue; return how many."""
    ReassessmentClock.objects.get_or_create(only=True, defaults={"until": now})
    clock = ReassessmentClock.objects.select_for_update().get(only=True)
    found = 0
    for model in CHANGES:
        for row, moment in _passed(model, clock.until, now):
            concern = CHANGES[model](row)
            if concern is not None:
                found += 1
                enqueue(
                    concern, f"at {moment.isoformat()}", requested_at=now,
                    before_at=moment - moment.resolution, before_known_at=moment, at=moment, known_at=moment,
                )  # fmt: skip
    if now > clock.until:
        clock.until = now
        clock.save(update_fields=["until"])
    return found


def _passed(model: type[Bitemporal], since: datetime, now: datetime) -> Iterator[tuple[Bitemporal, datetime]]:
    """Yield the rows of a table that began or ended in (since, now], on record by then, with that moment."""
    for bound in ("effective_from", "effective_to"):
        within = {f"{bound}__gt": since, f"{bound}__lte": now, "known_from__lt": F(bound)}
        rows = model._default_manager.filter(**within).exclude(known_to__lte=F(bound))  # noqa: SLF001 - Django's public underscore
        yield from ((row, getattr(row, bound)) for row in rows.order_by("pk"))


def found_by(row: Reassessment) -> Comparison:
    """Return the comparison that a re-assessment makes, for its lists."""
    return Going(row).comparison(reach_of_row(row))
