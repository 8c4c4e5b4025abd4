"""Watching through a running Celery worker: what is due is rung for and looked at once."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from archive.choices import WatchKind
from archive.clock import now
from archive.models import Source, Watch
from archive.operations.watches import add_watch, look_now
from archive.tasks import look_at_watch, ring_watches
from tests.pages.gates import Permits

if TYPE_CHECKING:
    from config.demo.server import PageServer
    from config.embedded.child import Child

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.worker]


@pytest.fixture
def site_with_a_worker(
    site: PageServer, source: Source, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> PageServer:
    monkeypatch.setenv("IMPRIMATUR_FETCH_ALLOWED_HOSTS", site.host)
    monkeypatch.setenv("IMPRIMATUR_RIGHTS_GATE", f"{Permits.__module__}.{Permits.__qualname__}")
    request.getfixturevalue("worker")
    return site


def read(watch: Watch, worker: Child, seconds: float = 60) -> Watch:
    deadline = time.monotonic() + seconds
    while watch.read_at is None and time.monotonic() < deadline and not worker.ended():
        time.sleep(0.1)
        watch.refresh_from_db()
    assert watch.read_at is not None, worker.last_words()
    return watch


def test_what_is_due_is_looked_at_once_however_often_it_is_rung_for(
    site_with_a_worker: PageServer, source: Source, worker: Child
) -> None:
    address = site_with_a_worker.address("/robots.txt")
    watch = add_watch(source=source, address=address, kind=WatchKind.ROBOTS, by="archivist", now=now())
    for _ in range(3):
        ring_watches.delay()
        look_at_watch.delay(watch.pk)
    seen = read(watch, worker)
    assert (seen.last_status, seen.failures) == (200, 0)
    again = add_watch(source=source, address=f"{address}?again", kind=WatchKind.ROBOTS, by="a", now=now())
    look_now(watch=again, now=now())
    read(again, worker)
    assert site_with_a_worker.asked == ["/robots.txt", "/robots.txt"]
