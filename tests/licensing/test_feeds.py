"""A feed agreement: strangers don't speak inside its feed, and it says nothing outside it (semantics.md section 3)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from archive.models import Article
from archive.operations.feeds import note_feeds, record_feed
from licensing.models import Agreement, PolicySeries
from licensing.operations.agreements import Evidence as AgreementEvidence
from licensing.operations.intake import take_in
from licensing.policy.decide import decide
from licensing.queries.facts import facts_for
from licensing.queries.standing import standing
from tests.licensing.world import (
    CAPTURED,
    DAY,
    NOW,
    SECOND,
    WPM,
    article,
    candidate,
    consumer,
    do,
    document,
    law,
    notice,
    party,
    source,
    use,
)

pytestmark = pytest.mark.django_db

FEED = "agency-feed"
STRANGER = "urn:rights:party:stranger"


@pytest.fixture
def world() -> None:
    party()
    consumer()
    record_feed(identifier=FEED, source=source(), name="The agency's feed", now=CAPTURED)
    do.record_party(identifier=STRANGER, name="Stranger")
    _strangers_prohibition()


def _strangers_prohibition() -> None:
    """What a stranger says of the whole site: no excerpts."""
    series = do.create_series(
        identifier="urn:rights:policy:stranger",
        kind="terms",
        title="A stranger's notice",
        scope_kind="site",
        scope_value="essanews.com",
        now=CAPTURED - DAY,
    )
    version = do.record_terms(
        series=series,
        document=document("Offer", STRANGER, prohibition=[{"action": "extract"}]),
        source_text="No excerpts.",
        language="en",
        clauses=[do.ClauseSpan("S1", 0, 12)],
        author="rights-officer",
        now=CAPTURED - DAY,
    )
    do.submit_terms(version=version, by="rights-officer", now=CAPTURED - DAY)
    do.approve_terms(
        version=version, officer="rights-officer-2", effective_from=CAPTURED - DAY, now=CAPTURED - DAY
    )


def _agreement(scope_kind: str = "collection", scope_value: str = FEED, **fields: Any) -> Agreement:
    given: dict[str, Any] = {"assignees": ["newsroom"], "effective_from": CAPTURED, "now": CAPTURED}
    return do.grant_agreement(
        identifier=f"urn:rights:agreement:{scope_kind}",
        title="Agreement",
        assigner=party(),
        document=document("Agreement", WPM, permission=[{"action": "extract"}]),
        scope_kind=scope_kind,
        scope_value=scope_value,
        evidence=AgreementEvidence("letter.txt", "We agree."),
        timezone="Europe/Warsaw",
        officer="rights-officer",
        **{**given, **fields},
    )


def _held(*, in_feed: bool) -> Article:
    held = article(credit="")
    if in_feed:
        note_feeds(articles=[held.pk], feeds=[FEED], now=CAPTURED)
    return Article.objects.get(pk=held.pk)


def _outcome(held: Article, **fields: Any) -> str:
    asked = use(**fields)
    return str(decide(asked, facts_for(article=held.pk, use=asked, consumer="newsroom")).outcome)


def test_a_stranger_speaks_beside_an_agreement_that_is_not_of_the_feed(world: None) -> None:
    _agreement("publisher", "wirtualna-polska")
    assert _outcome(_held(in_feed=False)) == "deny"
    assert _outcome(_held(in_feed=True)) == "deny"


def test_inside_its_feed_a_feed_agreement_has_no_strangers(world: None) -> None:
    _agreement()
    assert _outcome(_held(in_feed=True)) == "permit"


def test_outside_its_feed_a_feed_agreement_says_nothing(world: None) -> None:
    _agreement()
    assert _outcome(_held(in_feed=False)) == "deny"


def test_another_feed_is_outside(world: None) -> None:
    record_feed(identifier="other-feed", source=source(), name="Another", now=CAPTURED)
    _agreement(scope_value="other-feed")
    assert _outcome(_held(in_feed=True)) == "deny"


def test_a_feed_agreement_is_for_those_it_names_and_until_it_ends(world: None) -> None:
    _agreement(assignees=["somebody-else"], effective_to=NOW + DAY)
    assert _outcome(_held(in_feed=True)) == "deny"
    do.end_agreement(agreement=Agreement.objects.get(), at=NOW, now=NOW)
    assert _outcome(_held(in_feed=True), at=NOW) == "deny"


def test_a_suspension_and_a_house_rule_stand_inside_a_feed(world: None) -> None:
    _agreement()
    held = _held(in_feed=True)
    do.suspend(
        kind="kill",
        scope_kind="article",
        scope_value=str(held.pk),
        reason="Killed.",
        by="rights-officer",
        now=CAPTURED,
    )
    assert _outcome(held) == "deny"


def test_what_came_in_by_a_feed_later_was_not_in_it_before(world: None) -> None:
    _agreement()
    held = article(credit="")
    note_feeds(articles=[held.pk], feeds=[FEED], now=NOW)
    assert _outcome(held, at=NOW - SECOND) == "deny"
    assert _outcome(held, at=NOW) == "permit"
    note_feeds(articles=[held.pk], feeds=[FEED], now=NOW + DAY)
    assert Article.objects.get(pk=held.pk).feeds == {FEED: NOW.isoformat()}


def test_articles_of_a_feed_are_never_answered_for_by_others_that_are_outside(world: None) -> None:
    _agreement()
    inside, outside, later = _held(in_feed=True), _held(in_feed=False), _held(in_feed=False)
    note_feeds(articles=[later.pk], feeds=[FEED], now=NOW + SECOND)
    asked = use()
    rows = Article.objects.annotate(
        outcome=standing(use=asked, consumer="newsroom", articles=Article.objects.all()).outcome
    )
    assert dict(rows.values_list("pk", "outcome")) == {
        inside.pk: "permit",
        outside.pk: "deny",
        later.pk: None,
    }


def _house_rule() -> None:
    do.add_house_rule(
        identifier="urn:rights:policy:house-feed",
        title="Nothing of that feed",
        document=document(prohibition=[{"action": ["extract"]}]),
        scope_kind="collection",
        scope_value=FEED,
        by="rights-officer",
        reason="A dispute.",
        now=CAPTURED,
    )


def test_a_house_rule_about_a_feed_holds_inside_it_alone_whichever_came_first(world: None) -> None:
    _agreement("publisher", "wirtualna-polska", assignees=["newsroom"])
    before, outside = _held(in_feed=True), _held(in_feed=False)
    _house_rule()
    after = _held(in_feed=True)
    do.regovern_articles(articles=Article.objects.filter(pk=after.pk), now=NOW)
    for held, said in ((before, True), (after, True), (outside, False)):
        asked = use()
        decision = decide(asked, facts_for(article=held.pk, use=asked, consumer="newsroom"))
        assert (2 in {met.row for met in decision.obstacles}) is said


def test_a_signal_is_never_about_a_feed(world: None) -> None:
    with pytest.raises(IntegrityError, match="policyseries_no_signal_is_of_a_feed"), transaction.atomic():
        PolicySeries.objects.create(
            identifier="x",
            kind="signal",
            title="x",
            scope_kind="collection",
            scope_value=FEED,
            created_at=NOW,
        )


def test_at_intake_an_article_of_the_feed_is_kept_as_its_agreement_says_and_others_are_not(
    world: None,
) -> None:
    law("facts")
    notice()
    consumer("archive", purpose="archiving")
    _agreement(assignees=["archive"])
    outside = take_in(candidate=replace(candidate(wanted=10), images=()), now=NOW)
    inside = take_in(
        candidate=replace(candidate(wanted=10, path="/b"), images=(), collections=(FEED,)), now=NOW
    )
    assert (outside.metadata, outside.excerpt_words) == (True, 0)
    assert (inside.metadata, inside.excerpt_words) == (True, 10)
