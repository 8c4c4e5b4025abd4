"""The life of a capture: requested, claimed by one worker, ended once. `CAPTURE_TRANSITIONS` is its table."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext

from archive.choices import CAPTURE_TRANSITIONS, OPEN_CAPTURE_STATES, CaptureFailure, CaptureState
from archive.models import Capture, Source
from archive.signals import capture_taken

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

log = logging.getLogger(__name__)

LOST_AFTER = timedelta(minutes=20)  # longer than a task may run
MOST_ATTEMPTS = 3
_TASK = "archive.tasks.capture_page"  # by name: tasks stand above operations


class AddressOutsideSourceError(ValueError):
    """The address isn't an http(s) address on the source's domain, nor on a host that this installation allows."""


class CaptureTransitionError(Exception):
    """The capture isn't in a state from which it may go there: somebody else moved it."""


def request_capture(
    *,
    source: Source,
    address: str,
    requested_by: str,
    now: datetime,
    full_copy: bool = False,
    ring: bool = True,
) -> Capture:
    """Put a page into the queue, or return its open capture; a worker is told on commit when `ring` is set.

    With `full_copy` the gate is asked about the whole text, too, whatever the source asks for.

    Raises AddressOutsideSourceError, and ValidationError for an address that is too long.
    """
    if not belongs_to_source(address, source.domain):
        raise AddressOutsideSourceError(
            gettext("%(address)s isn't an http(s) address on %(domain)s.")
            % {"address": address, "domain": source.domain}
        )
    capture = Capture(
        source=source, address=address, requested_at=now, requested_by=requested_by, full_copy=full_copy
    )
    capture.clean_fields()
    with transaction.atomic():
        Capture.objects.bulk_create(
            [capture], ignore_conflicts=True
        )  # two requests for one page are one capture
        found = Capture.objects.get(address=address, state__in=OPEN_CAPTURE_STATES)
        if full_copy and not found.full_copy:
            Capture.objects.filter(pk=found.pk, state=CaptureState.REQUESTED).update(full_copy=True)
        if ring and found.state == CaptureState.REQUESTED:
            ring_for(found.pk)
    return found


def belongs_to_source(address: str, domain: str) -> bool:
    """Tell whether an address is on the domain, below it, or on a host that `IMPRIMATUR_FETCH_ALLOWED_HOSTS` names."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if parts.scheme not in {"http", "https"} or not host:
        return False
    allowed = {entry.lower() for entry in settings.IMPRIMATUR_FETCH_ALLOWED_HOSTS}
    return host == domain or host.endswith(f".{domain}") or host in allowed or f"{host}:{port}" in allowed


def ring_for(capture_id: UUID) -> None:
    """Tell a worker on commit; a ring that is lost, as when the broker is down, is made up for by the sweep."""
    transaction.on_commit(lambda: current_app.send_task(_TASK, args=[str(capture_id)]), robust=True)


def claim_capture(*, capture_id: UUID, now: datetime) -> Capture | None:
    """Take a requested capture for this worker; None when it isn't there to be taken, or not yet."""
    waiting = Capture.objects.filter(_due(now), pk=capture_id, state=CaptureState.REQUESTED)
    taken = waiting.update(
        state=CaptureState.FETCHING, started_at=now, not_before=None, attempts=F("attempts") + 1
    )
    return Capture.objects.select_related("source__publisher").get(pk=capture_id) if taken else None


def _due(now: datetime) -> Q:
    return Q(not_before=None) | Q(not_before__lte=now)


def postpone_capture(*, capture: Capture, not_before: datetime) -> None:
    """Put a claimed capture back until a moment, as the site wished; raises CaptureTransitionError as an end does."""
    mine = Capture.objects.filter(pk=capture.pk, state=CaptureState.FETCHING, attempts=capture.attempts)
    if not mine.update(state=CaptureState.REQUESTED, started_at=None, not_before=not_before):
        raise CaptureTransitionError(f"Capture {capture.pk} was taken from this worker.")


@transaction.atomic
def finish_capture(*, capture: Capture, state: CaptureState, now: datetime, **facts: Any) -> None:  # noqa: ANN401 - columns
    """End a claimed capture and tell `capture_taken` on commit.

    Raises CaptureTransitionError when this worker's claim was lost meanwhile, so that nothing of it is kept.
    """
    if state not in CAPTURE_TRANSITIONS[CaptureState.FETCHING] - {CaptureState.REQUESTED}:
        raise CaptureTransitionError(f"A capture doesn't end as {state}.")
    # the number of the attempt is the claim: a worker that was given up for lost has an older one
    mine = Capture.objects.filter(pk=capture.pk, state=CaptureState.FETCHING, attempts=capture.attempts)
    if not mine.update(state=state, finished_at=now, **facts):
        raise CaptureTransitionError(f"Capture {capture.pk} was taken from this worker.")
    capture_id = capture.pk
    transaction.on_commit(lambda: capture_taken.send(Capture, capture_id=capture_id))


@transaction.atomic
def release_lost_captures(*, now: datetime) -> list[UUID]:
    """Put captures of lost workers back, or fail them after the last attempt; return those that wait to be rung for."""
    lost = Capture.objects.select_for_update(skip_locked=True).filter(
        state=CaptureState.FETCHING, started_at__lt=now - LOST_AFTER
    )
    for capture in lost:
        if capture.attempts < MOST_ATTEMPTS:
            Capture.objects.filter(pk=capture.pk).update(state=CaptureState.REQUESTED, started_at=None)
        else:
            finish_capture(
                capture=capture,
                state=CaptureState.FAILED,
                now=now,
                failure=CaptureFailure.LOST,
                reason=CaptureFailure.LOST.label,
            )
    waiting = Capture.objects.filter(_due(now), state=CaptureState.REQUESTED).order_by("requested_at")
    return list(waiting.values_list("pk", flat=True)[:1000])
