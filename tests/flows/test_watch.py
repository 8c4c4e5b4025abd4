"""A site that changes while it is watched: drafts, versions and warnings, and never a lapse."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from archive.choices import WatchKind, WatchState
from archive.ingestion.pipeline import run_capture
from archive.ingestion.watching import look_at_watch
from archive.models import Article, SiteFileCopy, Source, Watch
from archive.operations import record_publisher, record_source, request_capture
from archive.operations.captures import AddressOutsideSourceError
from archive.operations.watches import (
    WatchStateError,
    add_watch,
    look_now,
    pause_watch,
    resume_watch,
    ring_due_watches,
)
from config.demo.page import PATH, FoundingPage
from config.demo.server import Answer
from licensing.models import Decision, OfficerTask, PolicyPeriod, PolicySeries, PolicyVersion
from licensing.operations import (
    approve_statute,
    install_law,
    intake_consumer,
    record_party,
    replay,
    set_registration,
)
from licensing.operations.site_owners import hand_over_site
from licensing.queries.holders import parts_of
from licensing.queries.subjects import subject_of
from tests.pages.gates import Permits
from tests.pages.hostile import site as routes
from tests.pages.sites import NOW

if TYPE_CHECKING:
    from datetime import datetime

    from pytest_django import Settings

    from config.demo.server import PageServer
    from tests.pages.sites import Choose

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
ROBOTS = "text/plain; charset=utf-8"
CLOSED = Answer(b"User-agent: GPTBot\nDisallow: /\n", ROBOTS)
OPEN = Answer(b"User-agent: *\nDisallow: /admin/\n", ROBOTS)


def terms(sentence: str) -> Answer:
    words = "These terms are about what readers of this site may do with our articles, and with nothing else at all."
    return Answer(
        f"<html lang='en'><body><nav>Menu</nav><main><h1>Terms</h1><p>{words}</p><p>{sentence}</p></main>"
        f"<footer>printed today</footer></body></html>".encode()
    )


RSL = (
    b'<rsl xmlns="https://rslstandard.org/rsl"><content url="/"><license>'
    b'<prohibits type="usage">ai-train</prohibits></license></content></rsl>'
)
FIRST = terms("Any reproduction of the articles requires prior written consent of the publisher.")
SECOND = terms("Text and data mining of the articles is expressly reserved by the publisher.")


def watch(site: PageServer, source: Source, kind: str, path: str) -> Watch:
    return add_watch(source=source, address=site.address(path), kind=kind, by="archivist", now=NOW)


def looked(watched: Watch, now: datetime) -> Watch:
    assert watched.pk in ring_due_watches(now=now)
    seen = look_at_watch(watch_id=watched.pk, now=now)
    assert seen is not None
    return seen


def tasks(kind: str) -> list[OfficerTask]:
    return list(OfficerTask.objects.filter(kind=kind).order_by("pk"))


def test_other_words_on_a_page_of_terms_are_a_draft_and_a_task(site: PageServer, source: Source) -> None:
    site.routes = routes() | {"/terms": FIRST}
    watched = watch(site, source, WatchKind.TERMS, "/terms")
    assert looked(watched, NOW).last_status == 200
    first = PolicyVersion.objects.get(series__kind="terms")
    assert "prior written consent" in first.source_text
    assert "Menu" not in first.source_text
    assert "printed today" not in first.source_text
    assert [task.version for task in tasks("notice_found")] == [first]

    site.routes = routes() | {"/terms": SECOND}
    changed = looked(watched, NOW + DAY)
    assert changed.changed_at == NOW + DAY
    second = PolicyVersion.objects.exclude(pk=first.pk).get(series__kind="terms")
    assert (second.series, second.number, second.state) == (first.series, 2, "draft")
    (task,) = tasks("terms_changed")
    assert (task.version, task.facts["before"]) == (second, first.pk)
    assert not PolicyPeriod.objects.filter(series=first.series).exists()  # a machine puts nothing in force


def test_the_same_words_in_another_dress_are_nothing_new(site: PageServer, source: Source) -> None:
    site.routes = routes() | {"/terms": FIRST}
    watched = watch(site, source, WatchKind.TERMS, "/terms")
    looked(watched, NOW)
    dressed = FIRST.body.replace(b"printed today", b"printed tomorrow").replace(b"Menu", b"Another menu")
    site.routes = routes() | {"/terms": Answer(dressed)}
    seen = looked(watched, NOW + DAY)
    assert (seen.changed_at, seen.read_at) == (None, NOW + DAY)
    assert PolicyVersion.objects.filter(series__kind="terms").count() == 1
    assert tasks("terms_changed") == []


def test_another_notice_on_a_watched_page_is_a_draft_and_a_task(site: PageServer, source: Source) -> None:
    watched = watch(site, source, WatchKind.NOTICE, PATH)
    looked(watched, NOW)
    other = (
        b"Any reproduction, copying or storage of this text without the publisher's consent is prohibited."
    )
    site.routes = routes(page=Answer(FoundingPage(notice=other).html()))
    looked(watched, NOW + DAY)
    versions = PolicyVersion.objects.filter(series__kind="terms").order_by("number")
    assert [version.state for version in versions] == ["draft", "draft"]
    assert versions[1].source_bytes == other
    assert [task.version for task in tasks("terms_changed")] == [versions[1]]


def test_another_robots_txt_is_a_version_and_a_task_and_the_old_one_stays_where_it_was(
    site: PageServer, source: Source
) -> None:
    site.routes = routes(robots=OPEN)
    watched = watch(site, source, WatchKind.ROBOTS, "/robots.txt")
    looked(watched, NOW)
    assert tasks("signal_changed") == []
    site.routes = routes(robots=CLOSED)
    looked(watched, NOW + DAY)
    (task,) = tasks("signal_changed")
    assert task.series is not None
    periods = PolicyPeriod.objects.filter(series=task.series)
    before, after = (periods.as_of(moment, NOW + DAY).get().version for moment in (NOW, NOW + DAY))
    assert (task.facts["before"], task.version) == (before.pk, after)
    assert "GPTBot" not in before.source_text
    assert "GPTBot" in after.source_text
    assert [copy.text for copy in SiteFileCopy.objects.order_by("fetched_at")] == [
        OPEN.body.decode(),
        CLOSED.body.decode(),
    ]


def test_a_change_that_a_capture_met_first_is_told_by_the_watch(
    site: PageServer, source: Source, gate: Choose
) -> None:
    site.routes = routes(robots=OPEN)
    watched = watch(site, source, WatchKind.ROBOTS, "/robots.txt")
    looked(watched, NOW)
    site.routes = routes(robots=CLOSED)
    later = NOW + timedelta(hours=25)
    asked = request_capture(source=source, address=site.address(), requested_by="a", now=later, ring=False)
    run_capture(capture_id=asked.pk, now=later)
    looked(watched, later + timedelta(minutes=1))
    assert len(tasks("signal_changed")) == 1


@pytest.mark.parametrize(
    ("kind", "path", "file"),
    [
        (WatchKind.TDMREP, "/.well-known/tdmrep.json", b'[{"location": "/", "tdm-reservation": 1}]'),
        (WatchKind.AI_TXT, "/ai.txt", b"User-Agent: *\nDisallow: /\n"),
        (
            WatchKind.RSL,
            "/license.xml",
            RSL,
        ),
    ],
)
def test_a_signal_file_that_appears_is_a_version_and_a_task(
    site: PageServer, source: Source, kind: WatchKind, path: str, file: bytes
) -> None:
    watched = watch(site, source, kind, path)
    absent = looked(watched, NOW)
    assert (absent.last_status, absent.failures) == (404, 0)  # it was never there, and may stay away
    media_type = "application/json" if kind == WatchKind.TDMREP else "application/rsl+xml"
    site.routes = routes() | {path: Answer(file, media_type if kind != WatchKind.AI_TXT else ROBOTS)}
    looked(watched, NOW + DAY)
    assert len(tasks("signal_changed")) >= 1


GONE = {
    "missing": Answer(status=404),
    "gone": Answer(status=410),
    "broken": Answer(status=500),
    "empty": Answer(b"<html><body></body></html>"),
    "moved to another site": Answer(status=302, headers=(("Location", "https://example.org/"),)),
}


@pytest.mark.parametrize("how", GONE)
def test_a_page_that_goes_away_makes_one_warning_and_takes_nothing_off_the_record(
    site: PageServer, source: Source, how: str
) -> None:
    site.routes = routes() | {"/terms": FIRST}
    watched = watch(site, source, WatchKind.TERMS, "/terms")
    looked(watched, NOW)
    site.routes = routes() | {"/terms": GONE[how]}
    for day in range(1, 6):
        seen = looked(watched, NOW + day * DAY)
        assert (seen.failures, seen.read_at) == (day, NOW)
        assert len(tasks("page_gone")) == (day >= 3)
    (task,) = tasks("page_gone")
    assert task.facts["address"] == watched.address
    assert task.series == PolicyVersion.objects.get(series__kind="terms").series
    site.routes = routes() | {"/terms": FIRST}
    assert looked(watched, NOW + 6 * DAY).failures == 0
    assert PolicyVersion.objects.filter(series__kind="terms").count() == 1


@pytest.mark.parametrize("answer", [Answer(status=404), Answer(status=503), Answer(status=500)])
def test_a_robots_txt_that_goes_away_leaves_its_reservation_in_force(
    site: PageServer, source: Source, answer: Answer
) -> None:
    site.routes = routes(robots=CLOSED)
    watched = watch(site, source, WatchKind.ROBOTS, "/robots.txt")
    looked(watched, NOW)
    version = PolicyVersion.objects.get(series__identifier__startswith="urn:rights:signal:robots")
    site.routes = routes(robots=answer)
    for day in range(1, 4):
        looked(watched, NOW + day * DAY)
    period = PolicyPeriod.objects.filter(series=version.series).as_of(NOW + 4 * DAY, NOW + 4 * DAY).get()
    assert period.version == version
    assert len(tasks("page_gone")) == 1


def test_a_page_that_robots_closes_is_not_fetched_and_is_warned_of(site: PageServer, source: Source) -> None:
    site.routes = routes(robots=Answer(b"User-agent: *\nDisallow: /terms\n", ROBOTS)) | {"/terms": FIRST}
    watched = watch(site, source, WatchKind.TERMS, "/terms")
    for day in range(3):
        looked(watched, NOW + day * DAY)
    assert "/terms" not in site.asked
    (task,) = tasks("page_gone")
    assert (task.facts["failure"], task.facts["read_last"]) == ("robots-disallow", None)


def test_a_site_that_asks_for_rest_is_looked_at_later_and_not_counted_as_failing(
    site: PageServer, source: Source
) -> None:
    site.routes = routes() | {"/terms": Answer(status=429, headers=(("Retry-After", "7200"),))}
    seen = looked(watch(site, source, WatchKind.TERMS, "/terms"), NOW)
    assert (seen.failures, seen.next_at) == (0, NOW + timedelta(hours=2))


def test_a_gate_that_breaks_leaves_the_look_undone(site: PageServer, source: Source, gate: Choose) -> None:
    site.routes = routes() | {"/terms": FIRST}
    watched = watch(site, source, WatchKind.TERMS, "/terms")
    gate(BrokenWatch)
    seen = looked(watched, NOW)
    assert (seen.last_failure, seen.last_digest, seen.read_at) == ("internal", "", None)
    gate(Permits)
    Permits.watched.clear()
    looked(watched, NOW + DAY)
    assert len(Permits.watched) == 1


class BrokenWatch(Permits):
    def observe_terms(self, **_: object) -> None:
        raise RuntimeError("broken")


def test_a_ring_is_taken_once_and_a_lost_one_is_rung_again(site: PageServer, source: Source) -> None:
    watched = watch(site, source, WatchKind.ROBOTS, "/robots.txt")
    assert ring_due_watches(now=NOW) == [watched.pk]
    assert ring_due_watches(now=NOW) == []
    assert ring_due_watches(now=NOW + timedelta(hours=1)) == [watched.pk]
    assert look_at_watch(watch_id=watched.pk, now=NOW) is not None
    assert look_at_watch(watch_id=watched.pk, now=NOW) is None
    assert site.asked == ["/robots.txt"]


def test_a_paused_watch_is_not_rung_for_until_it_is_resumed(site: PageServer, source: Source) -> None:
    watched = watch(site, source, WatchKind.ROBOTS, "/robots.txt")
    assert pause_watch(watch=watched).state == WatchState.PAUSED
    with pytest.raises(WatchStateError):
        pause_watch(watch=watched)
    with pytest.raises(WatchStateError):
        look_now(watch=watched, now=NOW)
    assert ring_due_watches(now=NOW + DAY) == []
    resume_watch(watch=watched, now=NOW + DAY)
    assert ring_due_watches(now=NOW + DAY) == [watched.pk]


def test_an_address_outside_the_source_is_not_watched(site: PageServer, source: Source) -> None:
    with pytest.raises(AddressOutsideSourceError):
        add_watch(source=source, address="https://example.org/", kind=WatchKind.TERMS, by="a", now=NOW)
    assert not Watch.objects.exists()


def facts_may_be_recorded() -> None:
    before = NOW - DAY
    install_law(now=before)
    facts = PolicySeries.objects.get(identifier="facts")
    approve_statute(series=facts, officer="legal-officer", reason="Facts are free.", now=before)
    archive = intake_consumer(now=before)
    set_registration(consumer=archive, kind="territory", name="PL", by="rights-officer", now=before)


def test_a_site_that_changes_its_owner_does_not_rewrite_the_past(site: PageServer, source: Source) -> None:
    facts_may_be_recorded()
    seller = record_party(
        identifier="urn:rights:party:seller", name="Seller", domains=["essanews.com"], now=NOW - DAY
    )
    site.routes = routes(robots=CLOSED)
    asked = request_capture(source=source, address=site.address(), requested_by="a", now=NOW, ring=False)
    run_capture(capture_id=asked.pk, now=NOW)
    watched = watch(site, source, WatchKind.ROBOTS, "/robots.txt")
    looked(watched, NOW)
    kept = {row.pk: (row.record, row.digest) for row in Decision.objects.all()}
    versions = {row.pk: (row.document, row.digest) for row in PolicyVersion.objects.all()}
    assert kept
    assert versions

    buyer = record_party(identifier="urn:rights:party:buyer", name="Buyer", now=NOW + DAY)
    record_source(
        publisher=record_publisher(identifier="buyer", name="Buyer"),
        domain="essanews.com",
        name="essanews.com",
    )
    hand_over_site(domain="essanews.com", to=buyer, at=NOW + DAY, now=NOW + DAY)
    site.routes = routes(robots=OPEN)
    looked(watched, NOW + 2 * DAY)

    assert {row.pk: (row.record, row.digest) for row in Decision.objects.filter(pk__in=kept)} == kept
    assert {
        row.pk: (row.document, row.digest) for row in PolicyVersion.objects.filter(pk__in=versions)
    } == versions
    assert all(replay(row) for row in Decision.objects.filter(pk__in=kept))
    robots = PolicyPeriod.objects.filter(series__identifier__startswith="urn:rights:signal:robots")
    known = NOW + 3 * DAY
    then, later = (robots.as_of(moment, known).get().version for moment in (NOW, known))
    assert ("GPTBot" in then.source_text, "GPTBot" in later.source_text) == (True, False)
    assert [version.document["assigner"]["uid"] for version in (then, later) if version.document] == [
        seller.identifier,
        buyer.identifier,
    ]
    held = subject_of(Article.objects.get())
    before, after = (parts_of(held, moment, known)[1].holders for moment in (NOW, known))
    assert [holder.parties for holder in before] == [(seller.identifier,)]
    assert [holder.parties for holder in after] == [(buyer.identifier,)]


def test_the_files_that_a_capture_finds_are_watched_from_then_on(
    site: PageServer, source: Source, gate: Choose, settings: Settings
) -> None:
    gate(Permits)
    site.routes = routes() | {"/ai.txt": OPEN}
    Source.objects.update(domain="127.0.0.1")
    source.refresh_from_db()

    def capture(now: datetime) -> None:
        asked = request_capture(source=source, address=site.address(), requested_by="a", now=now, ring=False)
        run_capture(capture_id=asked.pk, now=now)

    settings.IMPRIMATUR_WATCH_HOURS = 0
    capture(NOW)
    assert not Watch.objects.exists()
    settings.IMPRIMATUR_WATCH_HOURS = 12
    capture(NOW)
    seen = {(row.kind, row.address, row.added_by, row.next_at) for row in Watch.objects.all()}
    then = NOW + timedelta(hours=12)
    assert seen == {
        ("robots", site.address("/robots.txt"), "capture", then),
        ("ai.txt", site.address("/ai.txt"), "capture", then),
    }
    pause_watch(watch=Watch.objects.get(kind="robots"))
    capture(NOW + DAY)
    assert [row.state for row in Watch.objects.order_by("kind")] == [WatchState.ACTIVE, WatchState.PAUSED]


def test_a_host_that_only_the_settings_allow_is_not_watched_by_itself(
    site: PageServer, source: Source, gate: Choose
) -> None:
    gate(Permits)
    asked = request_capture(source=source, address=site.address(), requested_by="a", now=NOW, ring=False)
    run_capture(capture_id=asked.pk, now=NOW)
    assert not Watch.objects.exists()
