"""Entries for many articles in the admin: counted, replayed, asked for one article; found from what they let in."""

from __future__ import annotations

import zlib
from uuid import uuid4

import pytest
from django.db import connection

from archive.models import Article, Excerpt
from licensing.models import BulkDecision, Obligation
from licensing.operations.bulk_intake import take_in_many
from tests.licensing import world
from tests.licensing.admin.conftest import SignIn
from tests.licensing.admin.desk import Desk, act_of, list_of, page_of
from tests.licensing.test_bulk_intake import supplied


@pytest.fixture
def entry(held: Article) -> BulkDecision:
    """An entry for three articles, of which the first is held under it."""
    world.consumer("archive", purpose="archiving")
    candidates = [supplied() for _ in range(3)]
    take_in_many(candidates=candidates, now=world.NOW)
    made = BulkDecision.objects.get()
    first = candidates[0]
    article = Article.objects.create(
        pk=first.article_id,
        source=held.source,
        address=first.address,
        headline="Taken in with others",
        word_count=600,
        captured_at=world.NOW,
        recorded_at=world.NOW,
        decision=made.pk,
    )
    given = Excerpt.objects.get(article=held)
    given.pk, given.article, given.decision = None, article, made.pk
    given.save(force_insert=True)
    return made


def let_in(entry: BulkDecision) -> Article:
    return Article.objects.get(decision=entry.pk)


def changed(entry: BulkDecision, results: bytes) -> None:
    """Change the answers behind the triggers."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(
            "UPDATE licensing_bulkdecision SET results = %s WHERE id = %s", [zlib.compress(results), entry.pk]
        )
        cursor.execute("SET session_replication_role = origin")


def replayed(desk: Desk, entry: BulkDecision) -> str:
    return desk.client.post(act_of(BulkDecision, "replay", entry), follow=True).content.decode()


def test_an_entry_reads_as_counts_with_its_root_and_digests(entry: BulkDecision, sign_in: SignIn) -> None:
    desk = sign_in("auditor")
    page = desk.read(page_of(entry))
    assert "Answers for 3 articles at once" in page
    assert all(one in page for one in (entry.root, entry.digest, entry.facts_digest))
    assert page_of(entry) in desk.read(list_of(BulkDecision))
    assert page_of(entry) in desk.read(list_of(BulkDecision), q=str(entry.pk))


def test_a_replay_says_that_the_answers_and_the_root_are_the_same(
    entry: BulkDecision, sign_in: SignIn
) -> None:
    assert "the same answers, the same root" in replayed(sign_in("auditor"), entry)
    assert BulkDecision.objects.count() == 1


def test_a_replay_notices_a_changed_answer(entry: BulkDecision, officer: Desk) -> None:
    data = zlib.decompress(bytes(entry.results))
    assert b'"permit"' in data
    changed(entry, data.replace(b'"permit"', b'"deny"', 1))
    assert "the answers or the root differ" in replayed(officer, entry)


def test_a_replay_notices_an_answer_that_was_taken_away(entry: BulkDecision, officer: Desk) -> None:
    data = zlib.decompress(bytes(entry.results))
    gone = str(let_in(entry).pk).replace("-", "").encode()
    assert gone in data
    changed(entry, data.replace(gone, b""))
    assert "the answers or the root differ" in replayed(officer, entry)


def test_a_replay_says_that_answers_cannot_be_read(entry: BulkDecision, officer: Desk) -> None:
    changed(entry, b"[]")
    assert "be read: they were changed" in officer.refused(act_of(BulkDecision, "replay", entry))


def test_the_answer_for_one_article_is_told_with_its_clause(entry: BulkDecision, officer: Desk) -> None:
    page = officer.read(page_of(entry), article=str(let_in(entry).pk))
    assert "Taken in with others" in page
    assert "facts@1" in page
    assert "eu-dsm-15-short@1" in page


@pytest.mark.parametrize("asked", ["", "nonsense", "00000000-0000-4000-8000-000000000001", "' OR 1=1"])
def test_an_article_that_was_not_among_them_has_no_answer(
    asked: str, entry: BulkDecision, officer: Desk
) -> None:
    page = officer.read(page_of(entry), article=asked)
    assert "facts@1" not in page
    assert "im-errors" in page


def test_what_cannot_be_read_is_told_on_the_page(entry: BulkDecision, officer: Desk) -> None:
    changed(entry, b"[]")
    page = officer.read(page_of(entry), article=str(let_in(entry).pk))
    assert "be read: they were changed" in page
    assert page_of(entry) in officer.read(page_of(let_in(entry)))


def test_the_article_s_page_shows_what_let_it_in(entry: BulkDecision, held: Article, officer: Desk) -> None:
    article = let_in(entry)
    assert f"{page_of(entry)}?article={article.pk}" in officer.read(page_of(article))
    assert page_of(entry) not in officer.read(page_of(held))


def test_an_excerpt_and_an_obligation_lead_to_the_entry(entry: BulkDecision, officer: Desk) -> None:
    article = let_in(entry)
    owed = Obligation.objects.create(
        decision=entry.pk, article=article.pk, consumer="archive", action="attribute", policy="p", rule="r",
        incurred_at=world.NOW,
    )  # fmt: skip
    address = f"{page_of(entry)}?article={article.pk}"
    assert address in officer.read(page_of(article.excerpt))
    assert address in officer.read(page_of(owed))
    assert "1 obligation incurred" in officer.read(page_of(entry))


def test_an_excerpt_whose_decision_is_gone_shows_its_identifier(held: Article, officer: Desk) -> None:
    lost = uuid4()
    Excerpt.objects.filter(article=held).update(decision=lost)
    assert str(lost) in officer.read(page_of(Excerpt.objects.get(article=held)))


def test_nobody_else_reads_an_entry(entry: BulkDecision, client: object) -> None:
    from django.test import Client

    assert Client().get(page_of(entry)).status_code == 302
