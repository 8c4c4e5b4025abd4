"""What is on record is read anew for every answer; only what was read alike is one object, with one index."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections, transaction

from archive.models import Article
from licensing.models import Agreement, PolicySeries, PolicyVersion
from licensing.operations import release_excerpt
from licensing.policy.compiled.governing import governing
from licensing.queries.facts import _alike, facts_for
from licensing.queries.record import _record, _together
from tests.licensing import world

LATER = world.NOW + world.DAY
BEFORE = world.NOW - world.DAY
PERMISSION = {"action": "archive"}
STORE = "store"


def elsewhere(change: Callable[[], Any]) -> None:
    """Make a change on another connection, as another process does: nothing here is told of it."""

    def made() -> None:
        try:
            change()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(made).result(timeout=30)


def terms(
    identifier: str, *, scope: tuple[str, str] = ("site", "essanews.com"), partial: bool = False, **rules: Any
) -> PolicyVersion:
    series = PolicySeries.objects.filter(identifier=identifier).first()
    now = world.NOW if series else BEFORE
    words = f"Terms {identifier} of {now}."
    version = world.do.record_terms(
        series=series
        or world.do.create_series(
            identifier=identifier,
            kind="terms",
            title=identifier,
            scope_kind=scope[0],
            scope_value=scope[1],
            now=now,
        ),
        document=world.document(assigner=world.WPM, **rules),
        source_text=words,
        language="en",
        clauses=[world.do.ClauseSpan("T1", 0, len(words))],
        partial=partial,
        author="rights-officer",
        now=now,
    )
    world.do.submit_terms(version=version, by="rights-officer", now=now)
    world.do.approve_terms(version=version, officer="rights-officer-2", effective_from=now, now=now)
    version.refresh_from_db()
    return version


def outcome(held: Article, action: str, at: Any) -> str:
    return world.outcome(held, world.use(action, at=at))


@pytest.fixture
def held() -> Article:
    world.party()
    world.consumer()
    return world.article(credit="")


# --- the very next question sees every change ------------------------------------------------------------------------

pytestmark = pytest.mark.django_db(transaction=True)


def test_new_terms_are_seen_by_the_next_question(held: Article) -> None:
    terms("urn:test:terms", permission=[PERMISSION])
    world.do.regovern_articles(articles=Article.objects.all(), now=world.NOW)
    assert outcome(held, STORE, world.NOW) == "permit"
    elsewhere(lambda: terms("urn:test:terms", prohibition=[PERMISSION]))
    assert outcome(held, STORE, LATER) == "deny"


def test_a_confirmation_is_seen_by_the_next_question(held: Article) -> None:
    version = terms("urn:test:terms", partial=True, permission=[PERMISSION])
    world.do.regovern_articles(articles=Article.objects.all(), now=world.NOW)
    assert outcome(held, STORE, world.NOW) == "review"
    elsewhere(
        lambda: world.do.confirm_rule(
            version=version, pointer="/permission/0", by="rights-officer", reason="read", now=LATER
        )
    )
    assert outcome(held, STORE, LATER) == "permit"


def test_a_replacement_is_seen_by_the_next_question(held: Article) -> None:
    broad = terms("urn:test:broad", scope=("publisher", "wirtualna-polska"), prohibition=[PERMISSION])
    narrow = terms("urn:test:narrow", permission=[PERMISSION])
    world.do.regovern_articles(articles=Article.objects.all(), now=world.NOW)
    assert outcome(held, STORE, world.NOW) == "deny"
    elsewhere(
        lambda: world.do.confirm_replacement(
            series=narrow.series, replaced=broad.series, by="rights-officer", reason="says so", now=LATER
        )
    )
    assert outcome(held, STORE, LATER) == "permit"


def test_the_end_of_an_agreement_is_seen_by_the_next_question(held: Article) -> None:
    made = world.agreement(actions=("archive",))
    assert outcome(held, STORE, LATER) == "permit"
    elsewhere(lambda: world.do.end_agreement(agreement=Agreement.objects.get(), at=LATER, now=LATER))
    assert outcome(held, STORE, LATER) == "review"
    assert outcome(held, STORE, LATER - world.SECOND) == "permit"
    assert made.series.identifier == "urn:rights:agreement:test"


def test_an_agreement_ends_by_the_clock_alone(held: Article) -> None:
    world.agreement(actions=("archive",), effective_to=LATER)
    assert outcome(held, STORE, LATER - world.SECOND) == "permit"
    assert outcome(held, STORE, LATER) == "review"


def test_a_quota_that_another_used_up_is_seen_by_the_next_question(held: Article) -> None:
    world.agreement(actions=("archive", "extract"), limit=1)
    other = world.article(credit="")
    assert outcome(held, STORE, world.NOW) == "permit"
    elsewhere(lambda: release_excerpt(request=world.request(other, words=40), now=world.NOW))
    assert outcome(held, STORE, LATER) == "deny"
    assert outcome(other, STORE, LATER) == "permit"


def test_a_suspension_is_seen_by_the_next_question(held: Article) -> None:
    world.agreement(actions=("archive",))
    assert outcome(held, STORE, LATER) == "permit"
    elsewhere(
        lambda: world.do.suspend(
            kind="takedown",
            scope_kind="article",
            scope_value=str(held.pk),
            reason="asked",
            by="rights-officer",
            now=LATER,
        )
    )
    assert outcome(held, STORE, LATER) == "deny"


def test_other_holders_are_seen_by_the_next_question(held: Article) -> None:
    terms("urn:test:terms", permission=[PERMISSION])
    author = world.do.record_party(identifier="urn:rights:party:author", name="The author")
    other = world.article(credit="")
    world.do.regovern_articles(articles=Article.objects.all(), now=world.NOW)
    assert outcome(held, STORE, world.NOW) == outcome(other, STORE, world.NOW) == "permit"
    elsewhere(
        lambda: world.do.assign_holders(
            holders=[[author.identifier]], reason="asked", by="o", now=LATER, text_of=held.pk
        )
    )
    assert outcome(held, STORE, LATER) == "review"
    assert outcome(other, STORE, LATER) == "permit"


def test_what_was_rolled_back_was_never_on_record(held: Article) -> None:
    terms("urn:test:terms", permission=[PERMISSION])
    world.do.regovern_articles(articles=Article.objects.all(), now=world.NOW)
    with transaction.atomic():
        terms("urn:test:terms", prohibition=[PERMISSION])
        assert outcome(held, STORE, LATER) == "deny"
        transaction.set_rollback(True)
    assert outcome(held, STORE, LATER) == "permit"


# --- what was read alike is one object -------------------------------------------------------------------------------


def test_questions_of_one_article_share_one_index(held: Article) -> None:
    terms("urn:test:terms", permission=[PERMISSION])
    world.do.regovern_articles(articles=Article.objects.all(), now=world.NOW)
    first, second = (
        facts_for(article=held.pk, use=world.use(action, at=at), consumer="newsroom")
        for action, at in ((STORE, world.NOW), ("mine", LATER))
    )
    assert first.on_record is second.on_record
    assert first.at_capture is second.at_capture
    assert governing(first) is governing(second)


def test_articles_under_the_same_terms_share_one_index(held: Article) -> None:
    terms("urn:test:terms", permission=[PERMISSION])
    other = world.article(credit="")
    world.do.regovern_articles(articles=Article.objects.all(), now=world.NOW)
    first, second = (
        facts_for(article=one.pk, use=world.use(STORE), consumer="newsroom") for one in (held, other)
    )
    assert first.on_record is second.on_record
    assert first.article != second.article
    assert first.article.parts is second.article.parts


def test_consumers_whose_quotas_differ_share_no_record(held: Article) -> None:
    world.consumer("desk")
    world.agreement(("newsroom", "desk"), actions=("archive", "extract"), limit=2)
    release_excerpt(request=world.request(held, words=40), now=world.NOW)
    mine, theirs = (
        facts_for(article=held.pk, use=world.use(STORE, at=LATER), consumer=one)
        for one in ("newsroom", "desk")
    )
    assert mine.on_record is not theirs.on_record
    assert mine.on_record[0].agreement != theirs.on_record[0].agreement


def test_what_a_process_keeps_is_bounded() -> None:
    assert _together.cache_info().maxsize == 1024
    assert _record.cache_info().maxsize == 8192
    assert _alike.cache_info().maxsize == 1024
