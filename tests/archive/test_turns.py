"""One host is asked for one thing at a time, by whoever asks, and rests as long as it wants."""

from __future__ import annotations

import threading
import time
from datetime import timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection
from django.utils import timezone

from archive.choices import CaptureState
from archive.ingestion import pipeline, turns
from archive.ingestion.pipeline import run_capture
from archive.ingestion.robots import crawl_delay, named_licences
from archive.ingestion.turns import NotNowError, host_turn, leave_alone, seconds_of_rest, seconds_to_wait
from archive.models import Capture, HostTurn, Source
from archive.operations import request_capture
from archive.operations.captures import claim_capture, release_lost_captures
from archive.rights_gate import SiteFile
from archive.tasks import capture_page
from config.demo.server import Answer
from tests.pages.gates import Permits
from tests.pages.hostile import site as routes
from tests.pages.sites import NOW

if TYPE_CHECKING:
    from config.demo.server import PageServer
    from tests.pages.sites import Choose

pytestmark = pytest.mark.django_db

PAGE = "https://essanews.com/a"


def requested(source: Source, address: str = PAGE) -> Capture:
    return request_capture(source=source, address=address, requested_by="a", now=NOW, ring=False)


def robots(text: str) -> SiteFile:
    return SiteFile("https://essanews.com/robots.txt", 200, text, "text/plain", NOW)


def test_whoever_has_the_turn_keeps_others_out_until_it_is_given_back() -> None:
    held = HostTurn.objects.create(
        host="essanews.com",
        free_from=timezone.now(),
        holder="00000000-0000-4000-8000-000000000001",
        held_until=timezone.now() + timedelta(seconds=30),
    )
    with pytest.raises(NotNowError), host_turn(PAGE, patience=0.3):
        pass
    with host_turn("https://example.org/", patience=0.3):
        pass  # another host has a turn of its own
    HostTurn.objects.filter(pk=held.pk).update(holder=None, held_until=None)
    with host_turn(PAGE, patience=0.3):
        pass


def test_the_turn_of_a_worker_that_was_killed_ends_by_itself() -> None:
    HostTurn.objects.create(
        host="essanews.com",
        free_from=timezone.now(),
        holder="00000000-0000-4000-8000-000000000001",
        held_until=timezone.now() - timedelta(seconds=1),
    )
    with host_turn(PAGE, patience=0.3):
        pass


def test_whoever_has_the_turn_may_go_on() -> None:
    with host_turn(PAGE, patience=0.3), host_turn(PAGE + "/b", patience=0.3):
        pass
    with host_turn(PAGE, patience=0.3):
        pass


def test_a_turn_is_given_back_when_what_it_was_for_fails() -> None:
    with pytest.raises(RuntimeError), host_turn(PAGE, patience=0.3):
        raise RuntimeError
    assert HostTurn.objects.get().holder is None


def test_after_a_request_the_host_rests_as_long_as_it_wants() -> None:
    with host_turn(PAGE) as turn:
        turn.rest = 0.5
    started = time.monotonic()
    with host_turn(PAGE):
        pass
    assert 0.3 < time.monotonic() - started < 3
    with host_turn(PAGE) as turn:
        turn.rest = 60
    with pytest.raises(NotNowError) as waiting, host_turn(PAGE):
        pass
    assert 50 < waiting.value.seconds <= 60


def test_a_wish_for_rest_is_bounded_by_a_day_and_never_shortened() -> None:
    leave_alone(PAGE, 10**9)
    assert 86_000 < seconds_of_rest("essanews.com") <= 86_400
    leave_alone(PAGE, 1)
    assert seconds_of_rest("essanews.com") > 86_000


def test_a_turn_has_an_end_whenever_it_is_held() -> None:
    with pytest.raises(IntegrityError):
        HostTurn.objects.create(
            host="x", free_from=timezone.now(), holder="00000000-0000-4000-8000-000000000001"
        )


@pytest.mark.django_db(transaction=True)
def test_workers_at_once_are_never_at_a_host_together() -> None:
    inside, most, visits = 0, 0, 0
    lock = threading.Lock()

    def work() -> None:
        nonlocal inside, most, visits
        try:
            for _ in range(3):
                with host_turn(PAGE, patience=30):
                    with lock:
                        inside, visits = inside + 1, visits + 1
                        most = max(most, inside)
                    time.sleep(0.02)
                    with lock:
                        inside -= 1
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(5)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert (most, visits) == (1, 15)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("User-agent: *\nCrawl-delay: 10\n", 10),
        ("User-agent: *\nCrawl-delay: 0.5\n", 0.5),
        ("User-agent: Imprimatur\nCrawl-delay: 7\nUser-agent: *\nCrawl-delay: 10\n", 7),
        ("User-agent: GPTBot\nCrawl-delay: 10\n", 0),
        ("User-agent: *\nCrawl-delay: never\n", 0),
        ("User-agent: *\nCrawl-delay: -5\n", 0),
        ("User-agent: *\nCrawl-delay: nan\n", 0),
        ("User-agent: *\nCrawl-delay: 1e300\n", 3600),
        ("", 0),
    ],
)
def test_the_delay_that_a_site_wants_of_us_is_known(text: str, seconds: float) -> None:
    assert crawl_delay(robots(text)) == seconds


def test_licences_that_robots_names_are_known() -> None:
    text = (
        "License: https://essanews.com/a.xml\n# License: /no.xml\n LICENSE : /b.xml # more\nUser-agent: *\n"
    )
    assert named_licences(robots(text)) == ("https://essanews.com/a.xml", "/b.xml")
    assert len(named_licences(robots("\n".join(f"License: /{number}" for number in range(50))))) == 5


def test_the_delay_is_kept_between_robots_page_and_files(
    site: PageServer, source: Source, gate: Choose, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate(Permits)
    waited: list[float] = []

    def sleep(seconds: float) -> None:
        waited.append(seconds)
        _skip(site)

    monkeypatch.setattr(turns, "time", SimpleNamespace(sleep=sleep, monotonic=time.monotonic))
    site.routes = routes(robots=Answer(b"User-agent: *\nCrawl-delay: 5\n", "text/plain"))
    ended = run_capture(capture_id=requested(source, site.address()).pk, now=NOW)
    assert ended is not None
    assert ended.state == CaptureState.STORED
    assert len(waited) == 3  # before the page, TDMRep and ai.txt
    assert all(4 < seconds <= 5 for seconds in waited)
    assert seconds_of_rest(site.host) > 4


def _skip(site: PageServer) -> None:
    HostTurn.objects.filter(host=site.host).update(free_from=timezone.now() - timedelta(seconds=1))


@pytest.mark.parametrize(
    ("status", "header", "seconds"),
    [(429, "120", 120), (503, "600", 600), (429, "", 60), (429, "Mon, 02 Jun 2025 10:05:00 GMT", 300)],
)
def test_a_page_that_asks_for_rest_goes_back_into_the_queue_until_then(
    site: PageServer, source: Source, gate: Choose, status: int, header: str, seconds: int
) -> None:
    gate(Permits)
    rest = (("Retry-After", header),) if header else ()
    site.routes = routes(page=Answer(status=status, headers=rest))
    capture = requested(source, site.address())
    put_back = run_capture(capture_id=capture.pk, now=NOW)
    assert put_back is not None
    assert (put_back.state, put_back.started_at, put_back.failure) == (CaptureState.REQUESTED, None, "")
    assert put_back.not_before == NOW + timedelta(seconds=seconds)
    before, then = (NOW + timedelta(seconds=seconds + one) for one in (-1, 0))
    assert claim_capture(capture_id=capture.pk, now=before) is None
    assert release_lost_captures(now=before) == []
    assert release_lost_captures(now=then) == [capture.pk]
    assert seconds_to_wait(capture.pk) > 15  # and nobody else asks the host meanwhile
    claimed = claim_capture(capture_id=capture.pk, now=then)
    assert claimed is not None
    assert claimed.not_before is None


def test_a_site_that_is_busy_without_saying_when_it_is_not_fails(
    site: PageServer, source: Source, gate: Choose
) -> None:
    gate(Permits)
    site.routes = routes(page=Answer(status=503))
    ended = run_capture(capture_id=requested(source, site.address()).pk, now=NOW)
    assert ended is not None
    assert (ended.state, ended.failure, ended.http_status) == (CaptureState.FAILED, "http-status", 503)


def test_a_site_that_asks_for_rest_for_ever_is_given_up(
    site: PageServer, source: Source, gate: Choose, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate(Permits)
    monkeypatch.setattr(pipeline, "MOST_POSTPONEMENTS", 2)
    site.routes = routes(page=Answer(status=429, headers=(("Retry-After", "1"),)))
    capture, now = requested(source, site.address()), NOW
    for _ in range(2):
        _skip(site)
        run_capture(capture_id=capture.pk, now=now)
        now += timedelta(seconds=10)
    capture.refresh_from_db()
    assert (capture.state, capture.failure, capture.http_status) == (CaptureState.FAILED, "busy", 429)


def test_a_robots_txt_that_asks_for_rest_is_no_silence(
    site: PageServer, source: Source, gate: Choose
) -> None:
    gate(Permits)
    site.routes = routes(robots=Answer(status=429, headers=(("Retry-After", "60"),)))
    ended = run_capture(capture_id=requested(source, site.address()).pk, now=NOW)
    assert ended is not None
    assert ended.state != CaptureState.STORED
    assert site.asked == ["/robots.txt"]


def test_the_command_does_not_wait_a_day_for_a_site(source: Source, site: PageServer) -> None:
    leave_alone(site.address(), 80_000)
    with pytest.raises(CommandError, match="left alone"):
        call_command("capture", "--source", "essanews.com", site.address())
    assert Capture.objects.get().state == CaptureState.REQUESTED
    assert site.asked == []


def test_a_task_does_not_wait_a_day_for_a_site(
    source: Source, site: PageServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    rung: list[object] = []
    monkeypatch.setattr(capture_page, "apply_async", lambda *given, **named: rung.append((given, named)))
    capture = requested(source, site.address())
    leave_alone(site.address(), 200)
    capture_page(str(capture.pk))
    assert len(rung) == 1
    leave_alone(site.address(), 80_000)
    capture_page(str(capture.pk))
    assert len(rung) == 1  # the sweep rings again
    assert site.asked == []
