"""The life of a watch: added, due, rung for, looked at, and due again; paused and resumed by people."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext

from archive.choices import WatchKind, WatchState
from archive.models import Source, Watch
from archive.operations.captures import AddressOutsideSourceError, belongs_to_source

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from archive.rights_gate import SiteFile

LOST_AFTER = timedelta(minutes=20)  # a ring that nobody heard is rung again
RETRY = timedelta(
    hours=1
)  # after the first failure; twice as long after each further one, up to the interval
_MOST_AT_ONCE = 500
_AUTHOR = "capture"
_SUCCESSFUL = range(200, 300)
_TASK = "archive.tasks.look_at_watch"  # by name: tasks stand above operations


class WatchStateError(Exception):
    """The watch is paused already, or active already, or on its way."""


def add_watch(
    *, source: Source, address: str, kind: str, interval_hours: int = 24, by: str, now: datetime
) -> Watch:
    """Look at an address of a source from now on, or correct how often; it is due at once when it is new.

    Raises AddressOutsideSourceError, and ValidationError for a bad value.
    """
    if not belongs_to_source(address, source.domain):
        raise AddressOutsideSourceError(
            gettext("%(address)s isn't an http(s) address on %(domain)s.")
            % {"address": address, "domain": source.domain}
        )
    watch = Watch.objects.filter(address=address, kind=kind).first() or Watch(
        source=source, address=address, kind=kind, added_at=now, added_by=by, next_at=now
    )
    watch.interval_hours = interval_hours
    watch.full_clean()
    watch.save()
    return watch


def watch_files(*, source: Source, files: Iterable[SiteFile], now: datetime) -> None:
    """Watch the files of a site that a capture found there, unless they are; whoever paused one keeps it paused.

    `IMPRIMATUR_WATCH_HOURS` says how often, 0: not at all. A host that only the settings allow isn't the site's.
    """
    hours: int = settings.IMPRIMATUR_WATCH_HOURS
    domain = source.domain
    found = [
        file
        for file in files
        if file.status in _SUCCESSFUL and not file.failure and _is_of(file.address, domain)
    ]
    if not hours or not found:
        return
    known = set(Watch.objects.filter(source=source).values_list("address", "kind"))
    Watch.objects.bulk_create(
        [
            Watch(
                source=source,
                address=file.address,
                kind=file.kind,
                interval_hours=hours,
                added_at=now,
                added_by=_AUTHOR,
                next_at=now + timedelta(hours=hours),
            )
            for file in found
            if (file.address, file.kind) not in known
        ],
        ignore_conflicts=True,
    )


def _is_of(address: str, domain: str) -> bool:
    host = urlsplit(address).hostname or ""
    return host == domain or host.endswith(f".{domain}")


def pause_watch(*, watch: Watch) -> Watch:
    """Look no more; what is on record stays.  Raises WatchStateError."""
    return _moved(watch, WatchState.ACTIVE, state=WatchState.PAUSED, rung_at=None)


def resume_watch(*, watch: Watch, now: datetime) -> Watch:
    """Look again, at once.  Raises WatchStateError."""
    return _moved(watch, WatchState.PAUSED, state=WatchState.ACTIVE, next_at=now)


def look_now(*, watch: Watch, now: datetime) -> Watch:
    """Make an active watch due at once and ring for it on commit.  Raises WatchStateError."""
    moved = ring_here(watch=watch, now=now)
    _ring(moved.pk)
    return moved


def ring_here(*, watch: Watch, now: datetime) -> Watch:
    """Note a ring for an active watch that this process answers itself.  Raises WatchStateError."""
    return _moved(watch, WatchState.ACTIVE, next_at=now + LOST_AFTER, rung_at=now)


def _moved(watch: Watch, stands: WatchState, **columns: object) -> Watch:
    if not Watch.objects.filter(pk=watch.pk, state=stands).update(**columns):
        raise WatchStateError(str(watch))
    return Watch.objects.get(pk=watch.pk)


@transaction.atomic
def ring_due_watches(*, now: datetime) -> list[int]:
    """Ring for watches that are due, each once; one whose ring was lost is due again after a while."""
    due = Watch.objects.select_for_update(skip_locked=True).filter(state=WatchState.ACTIVE, next_at__lte=now)
    found = list(due.order_by("next_at").values_list("pk", flat=True)[:_MOST_AT_ONCE])
    Watch.objects.filter(pk__in=found).update(next_at=now + LOST_AFTER, rung_at=now)
    for watch_id in found:
        _ring(watch_id)
    return found


def _ring(watch_id: int) -> None:
    transaction.on_commit(lambda: current_app.send_task(_TASK, args=[watch_id]), robust=True)


def claim_watch(*, watch_id: int) -> Watch | None:
    """Take a ring; None when somebody else took it, or the watch was paused meanwhile."""
    taken = Watch.objects.filter(pk=watch_id, state=WatchState.ACTIVE, rung_at__isnull=False)
    if not taken.update(rung_at=None):
        return None
    return Watch.objects.select_related("source__publisher").get(pk=watch_id)


def postpone_watch(*, watch: Watch, seconds: float, now: datetime) -> None:
    """Put a look off, as the site wished."""
    Watch.objects.filter(pk=watch.pk).update(next_at=now + timedelta(seconds=seconds))


def note_read(*, watch: Watch, status: int | None, digest: str, now: datetime) -> bool:
    """Note that an address was read, and return whether it says something else than the last time it was."""
    changed = bool(watch.last_digest) and watch.last_digest != digest
    columns: dict[str, object] = {
        "looked_at": now,
        "read_at": now,
        "last_status": status,
        "last_digest": digest,
        "last_failure": "",
        "failures": 0,
        "next_at": now + timedelta(hours=watch.interval_hours),
    }
    if changed:
        columns["changed_at"] = now
    Watch.objects.filter(pk=watch.pk).update(**columns)
    return changed


def note_failure(*, watch: Watch, status: int | None, failure: str, now: datetime) -> Watch:
    """Note that an address couldn't be read; what was read before stays noted."""
    interval = timedelta(hours=watch.interval_hours)
    Watch.objects.filter(pk=watch.pk).update(
        looked_at=now,
        last_status=status,
        last_failure=failure,
        failures=watch.failures + 1,
        next_at=now + min(interval, RETRY * 2 ** min(watch.failures, 10)),
    )
    return Watch.objects.select_related("source__publisher").get(pk=watch.pk)


SIGNAL_FILES = frozenset((WatchKind.ROBOTS, WatchKind.TDMREP, WatchKind.AI_TXT, WatchKind.RSL))
"""Kinds of watches whose address is a file of the site that carries signals."""
