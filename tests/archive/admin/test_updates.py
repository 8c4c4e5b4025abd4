"""Feeds, copies and withdrawals by button; what changed is on the article's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from archive.choices import WithdrawalKind
from archive.models import Article, ArticleRevision, Copy, Feed, Source, Withdrawal
from archive.operations.copies import link_copies
from archive.operations.feeds import record_feed
from archive.operations.withdrawals import Withdrawn, note_withdrawal
from tests.archive import rows
from tests.pages.sites import NOW

if TYPE_CHECKING:
    from pytest_django import Settings

    from tests.archive.admin.test_pages import SignIn


@pytest.fixture
def archivist(sign_in: SignIn) -> Client:
    return sign_in("archivist")


@pytest.mark.parametrize(
    "wrong", [{"identifier": "Not A Slug"}, {"name": ""}, {"source": 99}, {"format": "gossip"}]
)
def test_a_wrong_feed_is_told_in_the_form(
    wrong: dict[str, object], archivist: Client, source: Source
) -> None:
    asked = {"identifier": "agency", "source": source.pk, "name": "Agency", "format": "ninjs", **wrong}
    assert archivist.post("/admin/archive/feed/record/", asked).status_code == 200
    assert not Feed.objects.exists()


def test_an_archivist_records_a_feed(archivist: Client, source: Source) -> None:
    asked = {"identifier": "agency", "source": source.pk, "name": "Agency", "format": "ninjs"}
    assert archivist.post("/admin/archive/feed/record/", asked).status_code == 302
    assert Feed.objects.get().format == "ninjs"


def test_copies_are_shown_on_the_article_and_parted_for_a_reason(archivist: Client, source: Source) -> None:
    held, other = rows.article(source), rows.article(source, headline="The other <one>")
    link_copies(articles=[held.pk], canonical=other.address, now=NOW)
    copy = Copy.objects.get()
    page = archivist.get(f"/admin/archive/article/{held.pk}/change/").content.decode()
    assert "The other &lt;one&gt;" in page
    archivist.post(f"/admin/archive/copy/{copy.pk}/part/", {"reason": ""})
    copy.refresh_from_db()
    assert copy.parted_at is None
    archivist.post(f"/admin/archive/copy/{copy.pk}/part/", {"reason": "Two forecasts"})
    copy.refresh_from_db()
    assert (copy.parted_by, copy.parting_reason) == ("archivist", "Two forecasts")
    assert "The other" not in archivist.get(f"/admin/archive/article/{held.pk}/change/").content.decode()


def test_what_changed_is_on_the_articles_page(archivist: Client, source: Source) -> None:
    held = rows.article(source)
    ArticleRevision.objects.create(
        article=held,
        number=1,
        recorded_at=NOW,
        changes={"headline": ["Old <b>", "New"]},
        evidence="capture:1",
    )
    page = archivist.get(f"/admin/archive/article/{held.pk}/change/").content.decode()
    assert "Old &lt;b&gt; → New" in page


def test_a_withdrawal_is_ended_once(archivist: Client, source: Source) -> None:
    row = note_withdrawal(
        source=source,
        withdrawn=Withdrawn(WithdrawalKind.KILL, "https://essanews.com/a", ()),
        now=NOW,
        ring=False,
    )
    assert archivist.post(f"/admin/archive/withdrawal/{row.pk}/end/").status_code == 302
    assert Withdrawal.objects.get().ended_by == "archivist"
    assert archivist.post(f"/admin/archive/withdrawal/{row.pk}/end/").status_code == 200


def test_a_file_comes_in_by_a_feed(archivist: Client, source: Source, settings: Settings) -> None:
    settings.IMPRIMATUR_RIGHTS_GATE = "tests.pages.gates.Permits"
    feed = record_feed(identifier="agency", source=source, name="Agency", now=NOW)
    row = b'{"url": "urn:newsml:agency.example:1", "headline": "A bridge opens", "body": "One two three."}'
    file = SimpleUploadedFile("feed.jsonl", row)
    archivist.post(
        "/admin/archive/ingestion/ingest-file/", {"file": file, "format": "jsonl", "feed": feed.pk}
    )
    held = Article.objects.get()
    assert list(held.feeds) == ["agency"]
    page = archivist.get(f"/admin/archive/article/{held.pk}/change/").content.decode()
    assert "agency" in page
