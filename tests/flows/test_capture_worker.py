"""The same through a running Celery worker; and where words that may not be kept can be found afterwards: nowhere."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.db import connection

from archive.choices import OPEN_CAPTURE_STATES, CaptureState
from archive.clock import now
from archive.models import Capture, Source
from archive.operations import request_capture
from archive.tasks import capture_page, sweep_captures
from config.demo.page import FoundingPage
from config.demo.server import Answer
from tests.pages.gates import Permits
from tests.pages.hostile import site as routes

if TYPE_CHECKING:
    from collections.abc import Callable

    from config.demo.server import PageServer
    from config.embedded.child import Child

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.worker]

KEPT = "zanzibarquince"  # a word of the excerpt, which may be found
PLANTED = tuple(
    f"{place}kumquatfjord" for place in ("body", "caption", "description", "keyword", "linked", "cookie")
)


@pytest.fixture
def site_with_a_worker(
    site: PageServer, source: Source, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> PageServer:
    monkeypatch.setenv("IMPRIMATUR_FETCH_ALLOWED_HOSTS", site.host)
    monkeypatch.setenv("IMPRIMATUR_RIGHTS_GATE", f"{Permits.__module__}.{Permits.__qualname__}")
    monkeypatch.setenv("IMPRIMATUR_LOG_LEVEL", "DEBUG")
    request.getfixturevalue("worker")
    return site


@pytest.fixture
def ended(request: pytest.FixtureRequest) -> Callable[[Capture], Capture]:
    def wait(capture: Capture, seconds: float = 60) -> Capture:
        worker: Child = request.getfixturevalue("worker")
        deadline = time.monotonic() + seconds
        while capture.state in OPEN_CAPTURE_STATES and time.monotonic() < deadline and not worker.ended():
            time.sleep(0.1)
            capture.refresh_from_db()
        assert capture.state == CaptureState.STORED, (
            f"{capture.state} {capture.failure}\n{worker.last_words()}"
        )
        return capture

    return wait


def planted_page() -> Answer:
    body, caption, description, keyword, linked, cookie = PLANTED
    founding = FoundingPage()
    head = (
        f'<meta name="description" content="{description}"><meta name="keywords" content="{keyword}">'
        f'<script type="application/ld+json">{{"@type": "Thing", "description": "{linked}"}}</script>'
    )
    page = replace(
        founding,
        paragraphs=(
            f"{KEPT} " + founding.paragraphs[0],
            *(f"{each} {body}" for each in founding.paragraphs[1:]),
        ),
        caption=caption,
        head=head,
    )
    return Answer(page.html(), headers=(("Set-Cookie", f"{cookie}=1"),))


def everything_on_disk() -> bytes:
    """Read the state directory: the database's files and its log of writes, the broker's file, the processes' logs."""
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
    state = Path(os.environ["IMPRIMATUR_STATE"])
    return b"\n".join(path.read_bytes() for path in state.rglob("*") if path.is_file())


@pytest.mark.parametrize("full_copy", [False, True], ids=["not wanted", "wanted and refused"])
def test_a_capture_rings_a_worker_and_the_words_beyond_the_excerpt_reach_no_disk(
    site_with_a_worker: PageServer, source: Source, ended: Callable[[Capture], Capture], full_copy: bool
) -> None:
    site = site_with_a_worker
    Source.objects.update(keeps_full_copies=full_copy)
    site.routes = routes(page=planted_page())
    capture = request_capture(source=source, address=site.address(), requested_by="archivist", now=now())
    assert bool(ended(capture).copy_refusal) is full_copy
    disk = everything_on_disk()
    assert KEPT.encode() in disk  # so the search finds what is there
    assert str(capture.pk).encode() in disk
    assert [word for word in PLANTED if word.encode() in disk] == []


def test_a_lost_ring_is_made_up_for_by_the_sweep_and_a_double_ring_changes_nothing(
    site_with_a_worker: PageServer, source: Source, ended: Callable[[Capture], Capture]
) -> None:
    site = site_with_a_worker
    capture = request_capture(source=source, address=site.address(), requested_by="a", now=now(), ring=False)
    sweep_captures.delay()
    capture_page.delay(str(capture.pk))
    ended(capture)
    assert site.asked.count("/founding-article") == 1
