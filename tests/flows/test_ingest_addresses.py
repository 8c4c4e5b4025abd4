"""Runs over addresses, as a worker does them: lists fetched politely, pages queued, and what isn't there told by a code."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from archive.choices import IngestionState
from archive.models import Article, Capture, Ingestion, Source
from archive.operations.ingestions import (
    LOST_AFTER,
    claim_ingestion,
    release_lost_ingestions,
    request_ingestion,
)
from archive.tasks import run_ingestion
from config.demo.server import Answer
from tests.flows.files import jsonl
from tests.pages.gates import Permits
from tests.pages.hostile import site as routes
from tests.pages.sites import NOW

if TYPE_CHECKING:
    from config.demo.server import PageServer
    from tests.pages.sites import Choose

pytestmark = pytest.mark.django_db

_SITEMAP = (
    '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    "<url><loc>{0}/one</loc></url><url><loc>{0}/two</loc></url><url><loc>https://nobody.example/x</loc></url></urlset>"
)
_INDEX = (
    '<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    "<sitemap><loc>{0}/sitemap.xml</loc></sitemap></sitemapindex>"
)


def done(site: PageServer, path: str, **columns: object) -> Ingestion:
    asked = request_ingestion(
        address=site.address(path),
        requested_by="archivist",
        now=NOW,
        ring=False,
        **columns,  # type: ignore[arg-type]
    )
    run_ingestion(str(asked.pk))
    asked.refresh_from_db()
    return asked


@pytest.fixture
def served(site: PageServer, source: Source, gate: Choose) -> PageServer:
    gate(Permits)
    source.domain = site.host.partition(":")[0]
    source.save()
    own = site.address("").rstrip("/")
    site.routes = routes() | {
        "/sitemap.xml": Answer(_SITEMAP.format(own).encode(), headers=(("Content-Type", "application/xml"),)),
        "/index.xml": Answer(_INDEX.format(own).encode(), headers=(("Content-Type", "application/xml"),)),
        "/rows.jsonl": Answer(
            jsonl(range(3)).replace(b"https://essanews.com", own.encode()),
            headers=(("Content-Type", "application/jsonl"),),
        ),
        "/odd": Answer(b"nothing tells", media_type="image/png"),
        "/gone.xml": Answer(status=404),
    }
    return site


def test_the_pages_of_a_sitemap_go_into_the_queue(served: PageServer) -> None:
    run = done(served, "/sitemap.xml")
    assert (run.state, run.format, run.queued, run.failed) == (IngestionState.DONE, "sitemap", 2, 1)
    assert Capture.objects.count() == 2
    assert "/robots.txt" in served.asked


def test_a_list_of_lists_is_followed_once(served: PageServer) -> None:
    run = done(served, "/index.xml")
    assert (run.queued, run.depth) == (1, 0)
    following = Ingestion.objects.exclude(pk=run.pk).get()
    assert (following.depth, following.address) == (1, served.address("/sitemap.xml"))


def test_articles_at_an_address_come_in(served: PageServer) -> None:
    run = done(served, "/rows.jsonl")
    assert (run.state, run.stored) == (IngestionState.DONE, 3)
    assert Article.objects.count() == 3


@pytest.mark.parametrize(("path", "failure"), [("/gone.xml", "fetch"), ("/odd", "format")])
def test_what_is_not_there_is_told_by_a_code(served: PageServer, path: str, failure: str) -> None:
    run = done(served, path)
    assert (run.state, run.failure) == (IngestionState.FAILED, failure)


def test_an_address_on_no_source_is_never_fetched(site: PageServer, source: Source) -> None:
    run = done(site, "/sitemap.xml")
    assert run.failure == "no-source"
    assert site.asked == []


def test_a_run_of_a_lost_worker_is_rung_for_again_and_one_over_a_file_ends(db: None) -> None:
    address = request_ingestion(address="https://essanews.com/x", requested_by="a", now=NOW, ring=False)
    file = request_ingestion(file_name="a.jsonl", requested_by="a", now=NOW)
    for run in (address, file):
        claim_ingestion(ingestion_id=run.pk, now=NOW)
    assert release_lost_ingestions(now=NOW + timedelta(minutes=1)) == []
    assert release_lost_ingestions(now=NOW + LOST_AFTER + timedelta(minutes=1)) == [address.pk]
    file.refresh_from_db()
    assert file.failure == "lost"
