"""From an address to rows, in this process: what is stored, and mostly what isn't."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from archive.choices import CaptureFailure, CaptureState
from archive.ingestion import pipeline
from archive.ingestion.fetch import Limits
from archive.ingestion.pipeline import run_capture
from archive.ingestion.turns import seconds_to_wait
from archive.models import Article, Capture, Credit, Excerpt, Image, Source
from archive.operations import correct_credit_text, request_capture
from archive.signals import article_stored, capture_taken
from config.demo.page import CANONICAL, FACTS, NOTICE, PATH, FoundingPage
from config.demo.server import Answer
from tests.pages.gates import (
    DECISION,
    Breaks,
    Permits,
    PermitsEverything,
    PermitsFactsOnly,
    PermitsWithoutDecision,
    Refuses,
)
from tests.pages.hostile import BAD_PAGE_CODES, BAD_PAGES, BAD_ROBOTS, DRIPPING, PAGE, SLOW
from tests.pages.hostile import site as routes
from tests.pages.sites import NOW

if TYPE_CHECKING:
    from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

    from config.demo.server import PageServer
    from tests.pages.sites import Choose

pytestmark = pytest.mark.django_db


def captured(source: Source, address: str, now: datetime = NOW) -> Capture:
    asked = request_capture(source=source, address=address, requested_by="archivist", now=now, ring=False)
    ended = run_capture(capture_id=asked.pk, now=now)
    assert ended is not None
    return ended


def nothing_is_stored() -> bool:
    return not any(model.objects.exists() for model in (Article, Image, Credit, Excerpt))


@pytest.mark.parametrize("wrong", BAD_PAGES)
def test_a_page_that_is_wrong_leaves_its_capture_alone(
    wrong: str, site: PageServer, source: Source, gate: Choose
) -> None:
    gate(PermitsEverything)
    site.routes = routes(page=BAD_PAGES[wrong])
    ended = captured(source, site.address())
    assert (ended.state, ended.failure) == (CaptureState.FAILED, BAD_PAGE_CODES[wrong])
    assert ended.reason.endswith(".")
    assert nothing_is_stored()


@pytest.mark.parametrize(
    "answer",
    [
        Answer(b"%PDF-1.7\n1 0 obj <</Type /Catalog>>", "application/pdf"),
        Answer(b"PK\x03\x04mimetypeapplication/epub+zip", "application/epub+zip"),
        Answer(b"%PDF-1.7\n\x00\x01 1 0 obj <</Type /Catalog>>", "text/html"),
        Answer(b"PK\x03\x04\x00\x00mimetypeapplication/epub+zip", "text/html"),
    ],
)
def test_a_file_whose_own_metadata_may_reserve_it_is_no_page_and_nothing_of_it_is_taken_in(
    answer: Answer, site: PageServer, source: Source, gate: Choose
) -> None:
    gate(PermitsEverything)
    site.routes = routes(page=answer)
    ended = captured(source, site.address())
    assert ended.state == CaptureState.FAILED
    assert ended.failure in {CaptureFailure.NOT_HTML, CaptureFailure.NO_ARTICLE, CaptureFailure.EMPTY}
    assert nothing_is_stored()


@pytest.mark.parametrize("answer", [SLOW, DRIPPING])
def test_a_slow_page_is_given_up(
    answer: Answer, site: PageServer, source: Source, gate: Choose, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate(PermitsEverything)
    monkeypatch.setattr(pipeline, "PAGE_LIMITS", Limits(seconds=0.5))
    site.routes = routes(page=answer)
    assert captured(source, site.address()).failure == "too-slow"
    assert nothing_is_stored()


@pytest.mark.parametrize("wrong", BAD_ROBOTS)
def test_a_page_is_not_even_asked_for_where_robots(
    wrong: str, site: PageServer, source: Source, gate: Choose
) -> None:
    gate(PermitsEverything)
    answer, code = BAD_ROBOTS[wrong]
    site.routes = routes(robots=answer)
    ended = captured(source, site.address())
    assert ended.failure == code
    assert ended.state == (CaptureState.REFUSED if code == "robots-disallow" else CaptureState.FAILED)
    assert PATH not in site.asked
    assert nothing_is_stored()


def test_a_site_without_robots_lets_us_fetch(site: PageServer, source: Source, gate: Choose) -> None:
    gate(Permits)
    site.routes = routes(robots=Answer(status=404))
    assert captured(source, site.address()).state == CaptureState.STORED
    (candidate,) = Permits.last
    assert (candidate.evidence.robots.status, candidate.evidence.robots.text) == (404, "")


def test_a_private_address_is_not_visited(
    site: PageServer, source: Source, gate: Choose, settings: Settings
) -> None:
    gate(PermitsEverything)
    asked = request_capture(
        source=source, address=site.address(), requested_by="archivist", now=NOW, ring=False
    )
    settings.IMPRIMATUR_FETCH_ALLOWED_HOSTS = []
    source.domain = "127.0.0.1"
    source.save()
    ended = run_capture(capture_id=asked.pk, now=NOW)
    assert ended is not None
    assert ended.failure in {"address", "private-address"}
    assert site.asked == []


def test_a_redirect_within_the_site_asks_robots_for_the_new_address_too(
    site: PageServer, source: Source, gate: Choose
) -> None:
    gate(PermitsEverything)
    site.routes = routes(page=Answer(status=302, headers=(("Location", "/admin/page"),))) | {
        "/admin/page": Answer(PAGE)
    }
    assert captured(source, site.address()).failure == "robots-disallow"
    assert "/admin/page" not in site.asked


def test_without_an_adapter_nothing_comes_in(site: PageServer, source: Source, gate: Choose) -> None:
    gate(None)
    ended = captured(source, site.address())
    assert (ended.state, ended.failure) == (CaptureState.REFUSED, "rights")
    assert "No adapter" in ended.reason
    assert nothing_is_stored()


def test_an_article_whose_facts_are_refused_leaves_the_capture_and_the_reason(
    site: PageServer, source: Source, gate: Choose
) -> None:
    gate(Refuses)
    ended = captured(source, site.address())
    assert (ended.state, ended.reason) == (CaptureState.REFUSED, "Facts are reserved here.")
    assert ended.sha256 == sha256(PAGE).hexdigest()
    assert nothing_is_stored()


def test_a_gate_that_breaks_lets_nothing_in_and_its_words_into_no_log(
    site: PageServer, source: Source, gate: Choose, caplog: pytest.LogCaptureFixture
) -> None:
    gate(Breaks)
    ended = captured(source, site.address())
    assert (ended.state, ended.failure) == (CaptureState.FAILED, "internal")
    assert "RuntimeError" in caplog.text
    assert FACTS["headline"] not in caplog.text + ended.reason
    assert nothing_is_stored()


def test_a_database_that_fails_leaves_the_capture_to_the_sweep(
    site: PageServer, source: Source, gate: Choose, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate(Permits)

    def fail(**_: Any) -> None:
        raise OperationalError("connection lost")

    monkeypatch.setattr(pipeline, "store_article", fail)
    with pytest.raises(OperationalError):
        captured(source, site.address())
    assert Capture.objects.get().state == CaptureState.FETCHING
    assert nothing_is_stored()


@pytest.mark.parametrize("refusing", [PermitsFactsOnly, PermitsWithoutDecision])
def test_an_excerpt_without_words_or_without_a_decision_is_not_held(
    refusing: type[Permits], site: PageServer, source: Source, gate: Choose
) -> None:
    gate(refusing)
    ended = captured(source, site.address())
    assert ended.state == CaptureState.STORED
    assert Article.objects.count() == 1
    assert not Excerpt.objects.exists()


def test_images_that_the_verdict_leaves_out_are_not_recorded(
    site: PageServer, source: Source, gate: Choose
) -> None:
    gate(PermitsWithoutDecision)
    captured(source, site.address())
    assert not Image.objects.exists()


def test_the_founding_page_is_stored_by_its_facts_and_no_more_words_than_allowed(
    site: PageServer, source: Source, gate: Choose
) -> None:
    gate(Permits)
    ended = captured(source, site.address())
    assert ended.state == CaptureState.STORED
    article = Article.objects.get()
    assert ended.article == article
    assert (ended.http_status, ended.media_type, ended.bytes) == (200, "text/html", len(PAGE))
    assert article.address == CANONICAL
    assert article.headline == FACTS["headline"]
    assert article.date_published == datetime.fromisoformat(FACTS["published_at"])
    assert article.date_published_printed == FACTS["published_as_printed"]
    assert article.copyright_notice == "© essanews.com"
    assert article.governing_set_id == 7
    assert article.decision == DECISION
    assert article.word_count >= 120
    assert article.excerpt.text == FACTS["excerpt_10_words"]
    assert (article.excerpt.word_count, article.excerpt.decision) == (10, DECISION)
    image = article.images.get()
    assert image.credit_text == image.credit_printed == FACTS["images"][0]["credit"]
    assert [credit.name for credit in image.credits.all()] == [
        "PAP", "PAP", "EPA", "VYACHESLAV PROKOFYEV", "SPUTNIK", "KREMLIN POOL",
    ]  # fmt: skip


def test_the_gate_sees_the_evidence_and_no_text(site: PageServer, source: Source, gate: Choose) -> None:
    gate(Permits)
    head = '<meta name="robots" content="NOAI"><meta name="description" content="planted">'
    headers = (
        ("X-Robots-Tag", "noarchive"),
        ("x-robots-tag", "somebot: noindex"),
        ("Set-Cookie", "planted=1"),
    )
    site.routes = routes(page=Answer(FoundingPage(head=head).html(), headers=headers))
    captured(source, site.address())
    (candidate,) = Permits.last
    evidence = candidate.evidence
    assert evidence.notice is not None
    assert evidence.notice.source_bytes == NOTICE
    assert [meta.content for meta in evidence.metas] == ["NOAI"]
    assert ("x-robots-tag", "noarchive") in evidence.headers
    assert ("x-robots-tag", "somebot: noindex") in evidence.headers
    assert "Disallow: /admin/" in evidence.robots.text
    assert (evidence.page_address, evidence.page_status) == (site.address(), 200)
    assert evidence.page_sha256 == sha256(site.routes[PATH].body).hexdigest()
    assert (candidate.domain, candidate.path, candidate.publisher) == (
        "essanews.com",
        PATH,
        source.publisher.identifier,
    )
    assert candidate.wanted_words == 40
    assert candidate.prefix_characters[9] == len(FACTS["excerpt_10_words"])
    assert candidate.images[0].names == ("PAP", "EPA", "VYACHESLAV PROKOFYEV", "SPUTNIK", "KREMLIN POOL")
    assert "planted" not in repr(candidate)
    assert "retelling" not in repr(candidate)


def test_a_canonical_address_of_another_site_is_not_believed(
    site: PageServer, source: Source, gate: Choose
) -> None:
    gate(Permits)
    site.routes = routes(page=Answer(FoundingPage(canonical="https://example.org/stolen").html()))
    captured(source, site.address())
    assert Article.objects.get().address == site.address()


def test_a_publication_date_that_lies_ahead_is_not_believed(
    site: PageServer, source: Source, gate: Choose
) -> None:
    gate(Permits)
    before = datetime.fromisoformat(FACTS["published_at"]) - timedelta(days=30)
    captured(source, site.address(), now=before)
    assert Article.objects.get().date_published is None


def test_a_second_capture_writes_the_same_article_and_the_same_image(
    site: PageServer, source: Source, gate: Choose
) -> None:
    gate(PermitsEverything)
    first = captured(source, site.address())
    image = Image.objects.get().pk
    gate(Permits)
    site.routes = routes(page=Answer(FoundingPage(headline="A corrected headline").html()))
    second = captured(source, site.address(), now=NOW + timedelta(hours=1))
    assert first.pk != second.pk
    article = Article.objects.get()
    assert article.headline == "A corrected headline"
    assert Image.objects.get().pk == image
    assert Excerpt.objects.get().word_count == 10


def test_a_second_capture_keeps_the_credit_line_that_a_person_corrected(
    site: PageServer, source: Source, gate: Choose
) -> None:
    gate(Permits)
    captured(source, site.address())
    correct_credit_text(image=Image.objects.get().pk, credit_text="AFP", by="archivist", now=NOW)
    captured(source, site.address())
    image = Image.objects.get()
    assert (image.credit_text, image.credit_printed) == ("AFP", FACTS["images"][0]["credit"])
    assert Permits.last[0].images[0].names == ("AFP",)


def test_an_image_that_left_the_page_stays_behind_those_on_it(
    site: PageServer, source: Source, gate: Choose
) -> None:
    gate(Permits)
    captured(source, site.address())
    site.routes = routes(page=Answer(FoundingPage(photo="https://essanews.com/new.jpg").html()))
    captured(source, site.address())
    assert [image.address for image in Image.objects.order_by("position")] == [
        "https://essanews.com/new.jpg",
        "https://essanews.com/founding-article/photo.jpg",
    ]


def test_what_was_stored_is_told_on_commit_by_identifiers(
    site: PageServer,
    source: Source,
    gate: Choose,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    gate(Permits)
    told: list[UUID] = []

    def listen(article_id: UUID | None = None, capture_id: UUID | None = None, **_: Any) -> None:
        told.extend(each for each in (article_id, capture_id) if each)

    article_stored.connect(listen)
    capture_taken.connect(listen)
    with django_capture_on_commit_callbacks(execute=True):
        ended = captured(source, site.address())
        assert told == []
    article_stored.disconnect(listen)
    capture_taken.disconnect(listen)
    assert ended.article is not None
    assert told == [ended.article.pk, ended.pk]


def test_a_capture_that_is_run_twice_is_run_once(site: PageServer, source: Source, gate: Choose) -> None:
    gate(Permits)
    ended = captured(source, site.address())
    assert run_capture(capture_id=ended.pk, now=NOW) is None
    assert site.asked == ["/robots.txt", PATH, "/.well-known/tdmrep.json", "/ai.txt"]


def test_a_site_is_visited_once_in_its_interval(source: Source) -> None:
    source.min_interval_seconds = 60
    source.save()
    asked = request_capture(
        source=source, address="https://essanews.com/a", requested_by="a", now=NOW, ring=False
    )
    assert seconds_to_wait(asked.pk) == 0
    assert seconds_to_wait(asked.pk) == 60


def test_the_command_tells_in_one_line_what_it_stored(
    site: PageServer, source: Source, gate: Choose, capsys: pytest.CaptureFixture[str]
) -> None:
    gate(Permits)
    call_command("capture", "--source", "essanews.com", site.address())
    told = capsys.readouterr().out
    assert told.count("\n") == 1
    assert FACTS["headline"] in told
    assert "10 of" in told


def test_the_command_ends_with_one_clear_line(site: PageServer, source: Source, gate: Choose) -> None:
    gate(None)
    for domain, address, words in (
        ("nowhere.example", site.address(), "no source"),
        ("essanews.com", "https://example.org/", "isn't an http"),
        ("essanews.com", "https://essanews.com/" + "x" * 3000, "2000"),
        ("essanews.com", site.address("/missing"), "http-status"),
        ("essanews.com", site.address(), "No adapter"),
    ):
        with pytest.raises(CommandError, match=words) as ended:
            call_command("capture", "--source", domain, address)
        assert "\n" not in str(ended.value)
        assert ended.value.returncode == 1
    assert nothing_is_stored()
