"""Watching by button and by command: who asks is told in one sentence what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from archive.choices import WatchState
from archive.models import SiteFileCopy, Source, Watch
from archive.operations.watches import note_failure
from config.demo.server import Answer
from tests.pages.gates import Permits
from tests.pages.hostile import site as routes

if TYPE_CHECKING:
    from config.demo.server import PageServer
    from tests.archive.admin.test_pages import SignIn
    from tests.pages.sites import Choose


@pytest.fixture
def archivist(sign_in: SignIn) -> Client:
    return sign_in("archivist")


def fields(held: Source, /, **other: object) -> dict[str, object]:
    return {
        "source": held.pk,
        "address": "https://essanews.com/terms",
        "kind": "terms",
        "interval_hours": 24,
        **other,
    }


def test_an_archivist_watches_an_address_pauses_and_resumes(archivist: Client, source: Source) -> None:
    archivist.post("/admin/archive/watch/watch/", fields(source))
    watch = Watch.objects.get()
    assert (watch.added_by, watch.state) == ("archivist", WatchState.ACTIVE)
    for act, state in (
        ("pause", WatchState.PAUSED),
        ("resume", WatchState.ACTIVE),
        ("look", WatchState.ACTIVE),
    ):
        archivist.post(f"/admin/archive/watch/{watch.pk}/{act}/")
        watch.refresh_from_db()
        assert watch.state == state
    assert watch.rung_at is not None
    assert archivist.get(f"/admin/archive/watch/{watch.pk}/change/").status_code == 200


@pytest.mark.parametrize(
    "wrong",
    [
        {"address": "https://example.org/terms"},
        {"address": "file:///etc/passwd"},
        {"kind": "gossip"},
        {"interval_hours": 0},
        {"interval_hours": 100_000},
        {"source": 99},
    ],
)
def test_a_wrong_watch_is_told_in_the_form(
    wrong: dict[str, object], archivist: Client, source: Source
) -> None:
    answer = archivist.post("/admin/archive/watch/watch/", fields(source, **wrong))
    assert answer.status_code == 200
    assert not Watch.objects.exists()


def test_the_command_looks_at_once_and_says_what_it_saw(
    site: PageServer, source: Source, gate: Choose, capsys: pytest.CaptureFixture[str]
) -> None:
    gate(Permits)
    where = ("--source", "essanews.com", "--kind", "robots", site.address("/robots.txt"))
    call_command("watch", *where)
    site.routes = routes(robots=Answer(b"User-agent: *\nDisallow: /x\n", "text/plain"))
    call_command("watch", *where)
    assert capsys.readouterr().out.splitlines() == [
        f"read: {site.address('/robots.txt')}",
        f"changed: {site.address('/robots.txt')}",
    ]
    assert SiteFileCopy.objects.filter(current=True).count() == 1


def test_the_command_ends_with_one_clear_line(site: PageServer, source: Source, gate: Choose) -> None:
    gate(Permits)
    for domain, address, words in (
        ("nowhere.example", site.address("/terms"), "no source"),
        ("essanews.com", "https://example.org/", "isn't an http"),
        ("essanews.com", site.address("/terms"), "http-status"),
    ):
        with pytest.raises(CommandError, match=words):
            call_command("watch", "--source", domain, "--kind", "terms", address)


def test_a_failure_is_told_in_words(archivist: Client, source: Source) -> None:
    archivist.post("/admin/archive/watch/watch/", fields(source))
    watch = Watch.objects.get()
    note_failure(watch=watch, status=404, failure="http-status", now=watch.added_at)
    page = archivist.get(f"/admin/archive/watch/{watch.pk}/change/").content.decode()
    assert "a status other than 200" in page
    assert ">http-status<" not in page
