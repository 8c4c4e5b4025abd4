"""Every format goes through the same run: what is an article is stored, a page is queued, a captured page is read."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest

from archive.ingestion.formats.table import FORMATS
from archive.ingestion.runs import Way, run_stream
from archive.models import Article, Copy, Ingestion, Source
from archive.operations.feeds import record_feed
from archive.operations.ingestions import claim_ingestion, request_ingestion
from tests.archive.formats.test_newsml_g2 import _item
from tests.archive.formats.test_ninjs import _TWO
from tests.archive.formats.test_warc import _HTML, _warc
from tests.pages.sites import NOW

if TYPE_CHECKING:
    from pytest_django import Settings

pytestmark = pytest.mark.django_db

_SENTENCES = " ".join(
    f"The bridge over the river number{n} was opened by the mayor on day{n}." for n in range(20)
)
_PAGE = (
    "<!doctype html><html lang='en'><head><title>A bridge opens</title>"
    "<link rel='canonical' href='https://essanews.com/bridge'></head><body><article><h1>A bridge opens</h1>"
    f"<p>{_SENTENCES}</p></article></body></html>"
).encode()
_ROW = {"url": "https://essanews.com/a", "headline": "A bridge opens", "body": _SENTENCES}

FILES: dict[str, tuple[bytes, str]] = {
    "jsonl": (json.dumps(_ROW).encode(), "stored"),
    "csv": (f"url,headline,body\nhttps://essanews.com/a,A bridge opens,{_SENTENCES}\n".encode(), "stored"),
    "ninjs": (json.dumps(_TWO).encode(), "stored"),
    "newsml-g2": (_item().encode(), "stored"),
    "warc": (_warc(("https://essanews.com/a", _HTML, _PAGE)), "stored"),
    "html": (_PAGE, "stored"),
    "addresses": (b"https://essanews.com/a\n", "queued"),
    "feed": (
        b"<rss><channel><item><title>T</title><link>https://essanews.com/a</link></item></channel></rss>",
        "queued",
    ),
    "sitemap": (b"<urlset><url><loc>https://essanews.com/a</loc></url></urlset>", "queued"),
}


@pytest.fixture(autouse=True)
def gate(settings: Settings) -> None:
    settings.IMPRIMATUR_RIGHTS_GATE = "tests.pages.gates.Permits"


def _run(source: Source, name: str, data: bytes) -> Ingestion:
    feed = record_feed(identifier="agency-feed", source=source, name="The agency's feed", now=NOW)
    run = request_ingestion(
        requested_by="archivist", file_name="file", format=name, feed=feed, now=NOW, ring=False
    )
    claimed = claim_ingestion(ingestion_id=run.pk, now=NOW)
    assert claimed
    run_stream(run=claimed, stream=io.BytesIO(data), way=Way(clock=lambda: NOW))
    return claimed


def test_every_format_is_tried() -> None:
    assert FILES.keys() == FORMATS.keys()


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_file_of_each_format_goes_through(source: Source, name: str) -> None:
    data, counted = FILES[name]
    run = _run(source, name, data)
    assert list(run.row_failures.values_list("field", "reason")) == []
    assert {counted: getattr(run, counted), "read": run.read} == {counted: 1, "read": 1}


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_file_of_each_format_with_nothing_of_its_kind_in_it_is_a_fault_and_no_article(
    source: Source, name: str
) -> None:
    run = _run(source, name, b"\x00nothing of this kind\xff")
    assert run.state == "done"
    assert run.failed == 1
    assert not Article.objects.exists()


def test_an_article_of_a_feed_and_its_captured_page_are_linked_by_their_words(source: Source) -> None:
    _run(source, "jsonl", json.dumps(_ROW).encode())
    _run(source, "warc", _warc(("https://essanews.com/bridge", _HTML, _PAGE)))
    assert Article.objects.count() == 2
    assert Copy.objects.get().reason == "words"
