"""The archive's own pages: sources by form, captures asked for, credits corrected, texts never shown."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from archive.models import Capture, Image, Publisher, Source
from tests.archive import rows

SignIn = Callable[[str], Client]


@pytest.fixture
def archivist(sign_in: SignIn) -> Client:
    return sign_in("archivist")


def test_an_archivist_records_a_publisher_and_its_site(archivist: Client) -> None:
    archivist.post(
        "/admin/archive/publisher/add/", {"identifier": "example-press", "name": "Example", "country": "PL"}
    )
    publisher = Publisher.objects.get()
    fields = {
        "publisher": publisher.pk,
        "domain": "news.example",
        "name": "News",
        "min_interval_seconds": 5,
        "wanted_words": 40,
    }
    archivist.post("/admin/archive/source/add/", fields)
    source = Source.objects.get()
    archivist.post(f"/admin/archive/source/{source.pk}/change/", {**fields, "wanted_words": 10})
    source.refresh_from_db()
    assert (source.domain, source.wanted_words) == ("news.example", 10)


@pytest.mark.parametrize(
    "wrong",
    [
        {"domain": "News.Example"},
        {"wanted_words": 0},
        {"wanted_words": 5000},
        {"min_interval_seconds": -1},
        {"publisher": 99},
    ],
)
def test_a_wrong_source_is_told_in_the_form(
    wrong: dict[str, object], source: Source, archivist: Client
) -> None:
    fields = {
        "publisher": source.publisher_id,
        "domain": "news.example",
        "name": "N",
        "min_interval_seconds": 5,
        "wanted_words": 40,
    }
    answer = archivist.post("/admin/archive/source/add/", {**fields, **wrong})
    assert answer.status_code == 200
    assert Source.objects.count() == 1


def test_a_capture_is_asked_for_in_the_archivists_name(source: Source, archivist: Client) -> None:
    answer = archivist.post(
        "/admin/archive/capture/request/", {"source": source.pk, "address": f"https://{source.domain}/a"}
    )
    assert answer.status_code == 302
    capture = Capture.objects.get()
    assert (capture.requested_by, capture.state) == ("archivist", "requested")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://elsewhere.example/a",
        "ftp://essanews.com/a",
        "nonsense",
        "https://essanews.com/" + "a" * 3000,
    ],
)
def test_a_page_of_another_site_is_told_in_the_form(address: str, source: Source, archivist: Client) -> None:
    answer = archivist.post("/admin/archive/capture/request/", {"source": source.pk, "address": address})
    assert answer.status_code == 200
    assert "im-errors" in answer.content.decode() or "im-problem" in answer.content.decode()
    assert not Capture.objects.exists()


def test_a_credit_line_is_corrected_and_the_printed_one_kept(source: Source, archivist: Client) -> None:
    image = rows.image(rows.article(source), credit_text="© PAPP", credit_printed="© PAPP")
    address = f"/admin/archive/image/{image.pk}/correct-credit/"
    assert "© PAPP" in archivist.get(address).content.decode()
    archivist.post(address, {"credit_text": "© PAP / EPA"})
    image = Image.objects.get()
    assert (image.credit_text, image.credit_printed, image.corrected_by) == (
        "© PAP / EPA",
        "© PAPP",
        "archivist",
    )
    assert [credit.name for credit in image.credits.all()] == ["PAP", "EPA"]


def test_an_excerpt_shows_how_much_and_its_digest_but_never_its_words(
    source: Source, archivist: Client
) -> None:
    held = rows.excerpt(rows.article(source), "Seven quite unmistakable words stand in here")
    listed = archivist.get("/admin/archive/excerpt/").content.decode()
    shown = archivist.get(f"/admin/archive/excerpt/{held.pk}/change/").content.decode()
    assert held.digest in shown
    assert "unmistakable" not in listed + shown


def test_a_searcher_finds_no_words_of_an_excerpt(source: Source, archivist: Client) -> None:
    rows.excerpt(rows.article(source), "Seven quite unmistakable words stand in here")
    assert "0 results" in archivist.get("/admin/archive/excerpt/", {"q": "unmistakable"}).content.decode()
    assert archivist.get("/admin/archive/excerpt/", {"text__contains": "unmis"}).status_code == 400
    assert archivist.get("/admin/archive/article/", {"excerpt__text__regex": "^S"}).status_code == 400
