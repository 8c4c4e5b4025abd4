"""Taking articles in through the API: who may, what becomes of each row, and what a mistake is answered with."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from archive.choices import IngestionState
from archive.models import Article, Excerpt, Ingestion
from licensing.models import Consumer
from tests.licensing import world
from tests.licensing.api.caller import Caller, caller

PATH = "/api/v1/ingestions"
JSONL = "application/jsonl"
BODY = " ".join(f"w{n}" for n in range(60))


def row(number: int, **fields: object) -> bytes:
    made = {
        "url": f"https://essanews.com/posted/{number}",
        "headline": f"Posted {number}",
        "articleBody": BODY,
        "copyrightNotice": "© essanews.com",
    }
    return json.dumps({**made, **fields}).encode() + b"\n"


@pytest.fixture
def feeder(held: Article) -> Caller:
    world.consumer("archive", purpose="archiving")
    made = world.consumer("feeder")
    world.do.set_registration(
        consumer=made, kind="fact", name="may-ingest", value="yes", by="rights-officer", now=world.CAPTURED
    )
    return caller(made)


def test_a_posted_file_is_taken_in_as_far_as_the_gate_allows(feeder: Caller) -> None:
    answer = feeder.send("POST", PATH, row(1) + b"{broken\n" + row(2, url="https://nobody.example/x"), JSONL)
    assert answer.status == 201, answer.raw
    assert answer.data["state"] == "done"
    assert answer.data["counts"] == {
        "read": 3, "stored": 1, "updated": 0, "unchanged": 0, "queued": 0, "refused": 0, "failed": 2,
    }  # fmt: skip
    assert {one["line"] for one in answer.data["problems"]} == {2, 3}
    stored = Article.objects.get(headline="Posted 1")
    assert Excerpt.objects.get(article=stored).word_count == 10
    assert feeder.get(answer.headers["Location"]).data == answer.data


def test_posting_a_file_again_changes_nothing(feeder: Caller) -> None:
    for expected in ("stored", "unchanged"):
        assert feeder.send("POST", PATH, row(1), JSONL).data["counts"][expected] == 1
    assert Article.objects.filter(headline="Posted 1").count() == 1


def test_a_dry_run_says_what_it_would_store_and_stores_nothing(feeder: Caller) -> None:
    answer = feeder.send("POST", f"{PATH}?dry_run=true", row(1) + row(2), JSONL)
    assert answer.data["counts"]["stored"] == 2
    assert answer.data["would"][0]["rows"] == 2
    assert "10 words" in answer.data["would"][0]["says"]
    assert not Article.objects.filter(headline__startswith="Posted").exists()


def test_an_address_is_put_into_the_queue(
    feeder: Caller, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks() as rings:
        answer = feeder.post(PATH, {"address": "https://essanews.com/sitemap.xml", "source": "essanews.com"})
    assert (answer.status, answer.data["state"]) == (202, "requested")
    assert len(rings) == 1
    run = Ingestion.objects.get()
    assert (run.state, run.requested_by) == (IngestionState.REQUESTED, "api:feeder")


@pytest.mark.parametrize("value", [None, "no", "YES"])
def test_a_consumer_without_the_fact_takes_nothing_in(newsroom: Caller, value: str | None) -> None:
    if value:
        world.do.set_registration(
            consumer=Consumer.objects.get(identifier="newsroom"),
            kind="fact", name="may-ingest", value=value, by="rights-officer", now=world.CAPTURED,
        )  # fmt: skip
    for answer in (
        newsroom.send("POST", PATH, row(1), JSONL),
        newsroom.post(PATH, {"address": "https://essanews.com/feed"}),
    ):
        assert (answer.status, answer.slug) == (403, "may-not-ingest")
    assert not Ingestion.objects.exists()


def test_a_run_of_another_consumer_is_not_there(feeder: Caller, newsroom: Caller) -> None:
    place = feeder.send("POST", PATH, row(1), JSONL).headers["Location"]
    for path in (place, f"{PATH}/{uuid4()}", f"{PATH}/nonsense"):
        assert newsroom.get(path).slug == "ingestion-not-found"


@pytest.mark.parametrize(
    ("path", "body", "media", "slug"),
    [
        (PATH, b"nothing tells", "application/octet-stream", "unknown-format"),
        (PATH, b"x", "multipart/form-data; boundary=x", "unsupported-media-type"),
        (PATH, b"x", "application/x-www-form-urlencoded", "unsupported-media-type"),
        (f"{PATH}?format=docx", b"x", "application/octet-stream", "invalid-field"),
        (f"{PATH}?consumer=other", b"x", JSONL, "unknown-field"),
        (f"{PATH}?source=nobody.example", row(1), JSONL, "invalid-field"),
        (
            f"{PATH}?dry_run=true",
            b'{"address": "https://essanews.com/"}',
            "application/json",
            "unsupported-media-type",
        ),
        (PATH, b'{"address": "ftp://essanews.com/"}', "application/json", "invalid-field"),
        (PATH, b'{"address": 7}', "application/json", "invalid-field"),
        (PATH, b"{}", "application/json", "invalid-field"),
        (PATH, b'{"address": "https://essanews.com/", "by": "me"}', "application/json", "unknown-field"),
        (PATH, b"[]", "application/json", "malformed-body"),
    ],
)
def test_a_request_that_is_none_is_told_so(
    feeder: Caller, path: str, body: bytes, media: str, slug: str
) -> None:
    answer = feeder.send("POST", path, body, media)
    assert answer.slug == slug
    assert not Ingestion.objects.exists()


def test_a_file_beyond_the_limit_is_refused_whole(feeder: Caller, settings: Settings) -> None:
    settings.IMPRIMATUR_INGEST_UPLOAD_BYTES = 1000
    answer = feeder.send("POST", PATH, row(1) * 10, JSONL)
    assert (answer.status, answer.slug) == (413, "body-too-large")
    assert not Article.objects.filter(headline="Posted 1").exists()


def test_rubbish_of_every_format_is_a_problem_of_its_rows(feeder: Caller) -> None:
    for media in (
        "text/csv",
        "application/warc",
        "application/rss+xml",
        "application/vnd.iptc.ninjs+json",
        "text/html",
    ):
        answer = feeder.send("POST", PATH, b"\x00\xff<rubbish", media)
        assert answer.status == 201, (media, answer.raw)
        assert answer.data["counts"]["stored"] == 0
