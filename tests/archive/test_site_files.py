"""Files of a site: looked at once while they are fresh, by whoever needs them, and never forgotten."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import ProgrammingError, connection, transaction

from archive.ingestion.freshness import LONGEST, SHORTEST, fresh_for, retry_after
from archive.ingestion.pipeline import run_capture
from archive.ingestion.site_files import site_file
from archive.models import Capture, SiteFileCopy, Source
from archive.operations import request_capture
from archive.rights_gate import SiteFileKind
from config.demo.page import FoundingPage
from config.demo.server import Answer, PageServer
from tests.archive import rows
from tests.pages.gates import Permits
from tests.pages.hostile import PAGE
from tests.pages.hostile import site as routes
from tests.pages.raw_server import OK, RawServer
from tests.pages.sites import NOW

if TYPE_CHECKING:
    from pytest_django import Settings

    from archive.rights_gate import SiteFile
    from tests.pages.sites import Choose

TEXT = "text/plain"
TDM = b'[{"location": "/", "tdm-reservation": 1}]'
RSL = b'<rsl xmlns="https://rslstandard.org/rsl"/>'


def captured(source: Source, address: str, now: datetime = NOW) -> Capture:
    asked = request_capture(source=source, address=address, requested_by="archivist", now=now, ring=False)
    ended = run_capture(capture_id=asked.pk, now=now)
    assert ended is not None
    return ended


def evidence_files() -> dict[str, SiteFile]:
    (candidate,) = Permits.last
    return {file.address.partition("/")[2].partition("/")[2]: file for file in candidate.evidence.site_files}


def told(*lines: tuple[str, str], now: datetime = NOW, answered: bool = True) -> timedelta:
    return fresh_for(lines, answered=answered, now=now)


def test_a_file_stands_for_as_long_as_it_says_from_ten_minutes_to_a_day() -> None:
    date = ("date", "Mon, 02 Jun 2025 10:00:00 GMT")
    assert told() == LONGEST
    assert told(("cache-control", "public, max-age=3600")) == timedelta(hours=1)
    assert told(("cache-control", "max-age=3600"), ("age", "600")) == timedelta(minutes=50)
    assert told(("cache-control", 'MAX-AGE="7200"')) == timedelta(hours=2)
    assert told(("cache-control", "max-age=31536000")) == LONGEST
    assert told(("cache-control", "max-age=9999999999")) == LONGEST
    assert told(("cache-control", "max-age=0")) == SHORTEST
    assert told(("cache-control", "no-store")) == told(("cache-control", "no-cache, max-age=900")) == SHORTEST
    assert told(("cache-control", "public"), ("cache-control", "max-age=3600")) == timedelta(hours=1)
    assert told(("expires", "Mon, 02 Jun 2025 13:00:00 GMT"), date) == timedelta(hours=3)
    assert told(("expires", "0")) == SHORTEST
    assert told(("expires", "Mon, 02 Jun 2020 13:00:00 GMT")) == SHORTEST
    assert told(("cache-control", "max-age=86400"), answered=False) == SHORTEST


def test_a_wish_for_rest_is_seconds_or_a_date() -> None:
    assert retry_after("120", NOW) == 120
    assert retry_after("Mon, 02 Jun 2025 10:05:00 GMT", NOW) == 300
    assert retry_after("Mon, 02 Jun 2020 10:05:00 GMT", NOW) == 0
    assert retry_after("soon", NOW) is retry_after("", NOW) is retry_after("-5", NOW) is None


@pytest.mark.django_db
def test_many_pages_of_a_site_look_at_its_files_once(site: PageServer, source: Source, gate: Choose) -> None:
    gate(Permits)
    pages = {f"/page-{number}": Answer(PAGE) for number in range(3)}
    site.routes = routes() | pages | {"/.well-known/tdmrep.json": Answer(TDM, "application/json")}
    for path in pages:
        captured(source, site.address(path))
    assert [path for path in site.asked if path not in pages] == [
        "/robots.txt", "/.well-known/tdmrep.json", "/ai.txt",
    ]  # fmt: skip
    files = evidence_files()
    assert files[f"{site.host}/.well-known/tdmrep.json"].text == TDM.decode()
    assert files[f"{site.host}/.well-known/tdmrep.json"].kind == SiteFileKind.TDMREP
    assert (files[f"{site.host}/ai.txt"].status, files[f"{site.host}/ai.txt"].text) == (404, "")


@pytest.mark.django_db
def test_a_file_is_asked_for_again_after_a_day_and_what_it_said_is_kept(
    site: PageServer, source: Source, gate: Choose
) -> None:
    gate(Permits)
    site.routes = routes() | {"/ai.txt": Answer(b"old", TEXT)}
    captured(source, site.address())
    site.routes = routes() | {"/ai.txt": Answer(b"new", TEXT)}
    captured(source, site.address(), NOW + timedelta(hours=23))
    assert evidence_files()[f"{site.host}/ai.txt"].text == "old"
    captured(source, site.address(), NOW + timedelta(hours=25))
    assert evidence_files()[f"{site.host}/ai.txt"].text == "new"
    copies = SiteFileCopy.objects.filter(kind="ai.txt").order_by("fetched_at")
    assert [(copy.text, copy.current) for copy in copies] == [("old", False), ("new", True)]


@pytest.mark.django_db
def test_a_file_that_is_unchanged_is_asked_for_by_what_we_have(settings: Settings) -> None:
    answers = iter([
        OK.replace(b"text/html", b"text/plain") + b'ETag: "7"\r\nCache-Control: max-age=600\r\nContent-Length: 4\r\n\r\ntext',
    ])  # fmt: skip
    with RawServer(lambda: [next(answers, b"HTTP/1.1 304 Not Modified\r\n\r\n")]) as server:
        settings.IMPRIMATUR_FETCH_ALLOWED_HOSTS = [server.host]
        address = f"{server.address}ai.txt"
        first = site_file(kind=SiteFileKind.AI_TXT, address=address, now=NOW)
        later = NOW + timedelta(minutes=11)
        second = site_file(kind=SiteFileKind.AI_TXT, address=address, now=later)
    assert b"if-none-match" not in server.asked[0].lower()
    assert b'if-none-match: "7"' in server.asked[1].lower()
    assert (first.text, second.text, second.status) == ("text", "text", 200)
    assert (first.fetched_at, second.fetched_at) == (NOW, later)
    copy = SiteFileCopy.objects.get()
    assert (copy.fetched_at, copy.seen_at, copy.fresh_until) == (NOW, later, later + timedelta(days=1))


@pytest.mark.django_db
def test_a_failure_is_looked_at_again_after_ten_minutes(
    site: PageServer, source: Source, gate: Choose
) -> None:
    gate(Permits)
    site.routes = routes(robots=Answer(status=500))
    assert captured(source, site.address()).failure == "robots-unreachable"
    site.routes = routes()
    assert captured(source, site.address(), NOW + timedelta(minutes=9)).failure == "robots-unreachable"
    assert captured(source, site.address(), NOW + timedelta(minutes=11)).failure == ""


@pytest.mark.django_db
def test_rsl_files_are_found_by_robots_headers_and_links_on_the_same_site_alone(
    site: PageServer, source: Source, gate: Choose
) -> None:
    gate(Permits)
    robots = b"License: /by-robots.xml\nlicense: https://elsewhere.example/x.xml\nUser-agent: *\nDisallow: /closed/\n"
    head = (
        '<link rel="license" type="application/rsl+xml" href="/by-link.xml">'
        '<link rel="license" type="application/rsl+xml" href="/closed/x.xml">'
        '<link rel="license" href="/not-rsl.html">'
    )
    link = ("Link", '</by-header.xml>; rel="license"; type="application/rsl+xml"')
    page = Answer(FoundingPage(head=head).html(), headers=(link,))
    found = {f"/by-{name}.xml": Answer(RSL, "application/rsl+xml") for name in ("robots", "link", "header")}
    inside = b'<rsl><content url="/planted.xml"><license><terms>http://%b/planted2.xml</terms></license></content></rsl>'
    found["/by-robots.xml"] = Answer(inside % site.host.encode(), "application/rsl+xml")
    site.routes = routes(page=page, robots=Answer(robots, TEXT)) | found
    captured(source, site.address())
    files = [file for file in Permits.last[0].evidence.site_files if file.kind == SiteFileKind.RSL]
    seen = {file.address.removeprefix(f"http://{site.host}"): (file.status, file.failure) for file in files}
    assert seen == {
        "/by-robots.xml": (200, ""),
        "/by-header.xml": (200, ""),
        "/by-link.xml": (200, ""),
        "/closed/x.xml": (None, "robots-disallow"),
        "https://elsewhere.example/x.xml": (None, "other-site"),
    }
    assert not {"/closed/x.xml", "/not-rsl.html", "/planted.xml", "/planted2.xml"} & set(site.asked)


@pytest.mark.django_db
def test_a_file_that_leads_to_another_site_or_a_private_address_is_a_failure(
    site: PageServer, source: Source, gate: Choose
) -> None:
    gate(Permits)
    away = {
        "/ai.txt": Answer(status=302, headers=(("Location", "https://example.org/ai.txt"),)),
        "/.well-known/tdmrep.json": Answer(status=302, headers=(("Location", "http://10.0.0.1/"),)),
    }
    site.routes = routes() | away
    captured(source, site.address())
    failures = {file.failure for file in Permits.last[0].evidence.site_files}
    assert failures == {"other-site"}


@pytest.mark.django_db
def test_a_file_that_is_too_long_is_cut_and_says_so(site: PageServer, source: Source, gate: Choose) -> None:
    gate(Permits)
    site.routes = routes() | {"/ai.txt": Answer(b"User-agent: *\n" * 100_000, TEXT)}
    captured(source, site.address())
    file = evidence_files()[f"{site.host}/ai.txt"]
    assert (file.failure, len(file.text)) == ("too-large", 512_000)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_fetch_a_file_once(settings: Settings) -> None:
    with PageServer({"/robots.txt": Answer(b"", TEXT, wait=0.3)}) as server:
        settings.IMPRIMATUR_FETCH_ALLOWED_HOSTS = [server.host]
        seen: list[SiteFile] = []

        def work() -> None:
            try:
                address = server.address("/robots.txt")
                seen.append(site_file(kind=SiteFileKind.ROBOTS, address=address, now=NOW))
            finally:
                connection.close()

        workers = [threading.Thread(target=work) for _ in range(4)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    assert [file.status for file in seen] == [200] * 4
    assert server.asked == ["/robots.txt"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "columns", [{"text": "other"}, {"status": 404}, {"fetched_at": datetime(2020, 1, 1, tzinfo=UTC)}]
)
def test_what_a_site_said_is_never_changed(columns: dict[str, object]) -> None:
    copy = rows.site_file()
    with pytest.raises(ProgrammingError, match="never changed"), transaction.atomic():
        SiteFileCopy.objects.filter(pk=copy.pk).update(**columns)


@pytest.mark.django_db
def test_what_a_site_said_is_never_deleted_and_an_old_copy_never_comes_back() -> None:
    copy = rows.site_file()
    with pytest.raises(ProgrammingError, match="never changed"), transaction.atomic():
        copy.delete()
    with (
        pytest.raises(ProgrammingError, match="never emptied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("TRUNCATE archive_sitefilecopy")
    SiteFileCopy.objects.filter(pk=copy.pk).update(current=False)
    with pytest.raises(ProgrammingError, match="never changed"), transaction.atomic():
        SiteFileCopy.objects.filter(pk=copy.pk).update(current=True)
