"""Decisions, refusals and deliveries are counted and listed as they were recorded."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import translation

from archive.choices import CaptureFailure, CaptureState
from archive.models import Capture
from licensing import operations as act
from licensing.policy.model import Use
from licensing.reports.decisions import decision_listing, decisions_by_outcome
from licensing.reports.deliveries import declared_uses, deliveries, deliveries_by_consumer
from licensing.reports.refusals import refusals, refused_pages
from licensing.reports.table import Filters
from tests.licensing.reports.reading import rows
from tests.licensing.reports.world import CREDIT, NOTICE, NOW, PASSAGE, World, decide, release

RECENT = Filters(start=NOW - timedelta(days=1))


def test_decisions_are_counted_by_consumer_outcome_and_use(world: World) -> None:
    decide(world.article, "store", "text")
    decide(world.article, "store", "text")
    decide(world.article, "personal", "text")
    decide(world.article, "catalogue", "metadata")
    permit, consent = rows(decisions_by_outcome(NOW, RECENT))
    assert (permit["consumer"], permit["outcome"], permit["catalogue"], permit["total"]) == (
        "newsroom",
        "permit",
        1,
        1,
    )
    assert (consent["outcome"], consent["store"], consent["personal"], consent["total"]) == (
        "consent",
        2,
        1,
        3,
    )


def test_a_raw_action_counts_among_the_others(world: World) -> None:
    decide(world.article, "translate", "text")
    (counted,) = rows(decisions_by_outcome(NOW, RECENT))
    assert (counted["other"], counted["total"]) == (1, 1)


def test_a_hypothetical_decision_is_left_out_of_the_counts_and_said_to_be(world: World) -> None:
    decide(world.article, "store", "text", at=NOW - timedelta(days=3))
    report = decisions_by_outcome(NOW, RECENT)
    assert rows(report) == []
    assert "1 hypothetical decision" in " ".join(report.notes)
    (listed,) = rows(decision_listing(NOW, RECENT))
    assert listed["hypothetical"] == "yes"


def test_the_listing_names_article_policy_clause_and_digest(world: World) -> None:
    decision = decide(world.article, "store", "text")
    (listed,) = rows(decision_listing(NOW, RECENT))
    assert listed["decision"] == str(decision.pk)
    assert listed["digest"] == decision.digest
    assert listed["headline"] == world.article.headline
    assert listed["policy"] == "site-notice@1"
    assert listed["clause"] == f"C1 [0–{len(NOTICE)}]: “{NOTICE}”"
    assert (listed["outcome"], listed["row"]) == ("consent", "5")


def test_what_nobody_spoke_of_is_listed_as_nothing_on_record(world: World) -> None:
    decide(world.article, "store", str(world.image.pk))
    (listed,) = rows(decision_listing(NOW, RECENT))
    assert (listed["outcome"], listed["policy"], listed["clause"]) == ("review", "", "nothing on record")


def test_the_listing_keeps_the_order_of_the_ledger(world: World) -> None:
    made = [decide(world.article, use, "text").pk for use in ("store", "mine", "personal")]
    assert [row["decision"] for row in rows(decision_listing(NOW, RECENT))] == [str(pk) for pk in made]


def test_an_override_is_listed_with_officer_and_reason_and_what_it_replaces(world: World) -> None:
    first = decide(world.article, "store", "text")
    act.override_decision(
        decision=first, officer="rights-officer", outcome="deny", reason="The publisher refused.", now=NOW
    )
    replaced, override = rows(decision_listing(NOW, RECENT))
    assert override["replaces"] == replaced["decision"]
    assert (override["outcome"], override["officer"]) == ("deny", "rights-officer")
    assert override["reason"] == "The publisher refused."
    assert "1 decision is an officer's override" in " ".join(decisions_by_outcome(NOW, RECENT).notes)


def test_a_period_includes_its_beginning_and_excludes_its_end(world: World) -> None:
    decide(world.article, "store", "text", now=NOW)
    later = NOW + timedelta(hours=1)
    decide(world.article, "mine", "text", now=later)
    assert [r["use"] for r in rows(decision_listing(NOW, Filters(start=NOW, end=later)))] == ["store"]
    assert [r["use"] for r in rows(decision_listing(NOW, Filters(start=later)))] == ["mine"]


def test_a_refusal_names_its_obstacle_what_would_remove_it_and_whom_to_ask(world: World) -> None:
    decide(world.article, "store", "text")
    decide(world.article, "store", "text", now=NOW + timedelta(hours=1))
    (met,) = [row for row in rows(refusals(NOW, RECENT)) if row["code"] == "terms-reserve"]
    assert (met["consumer"], met["use"], met["outcome"], met["row"]) == ("newsroom", "store", "consent", 5)
    assert (met["ask"], met["policy"]) == ("The Publisher", "site-notice@1")
    assert "Notice of example.org" in met["says"]
    assert met["remedy"].startswith("Obtain the consent of")
    assert (met["decisions"], met["articles"], met["last"]) == (2, 1, NOW + timedelta(hours=1))


def test_obstacles_are_worded_in_the_language_of_the_report(world: World) -> None:
    decide(world.article, "store", "text")
    with translation.override("pl"):
        said = [row["says"] for row in rows(refusals(NOW, RECENT))]
    assert any("bez uprzedniej zgody" in one for one in said)


def test_what_was_permitted_has_no_obstacles_in_the_report(world: World) -> None:
    decide(world.article, "catalogue", "metadata")
    assert rows(refusals(NOW, RECENT)) == []


def test_a_refused_page_is_counted_by_site_and_reason(world: World) -> None:
    Capture.objects.create(
        source=world.article.source,
        address="https://example.org/other",
        state=CaptureState.REFUSED,
        attempts=1,
        requested_at=NOW,
        started_at=NOW,
        finished_at=NOW,
        requested_by="archivist",
        failure=CaptureFailure.ROBOTS_DISALLOW,
        reason="The site says no.",
    )
    (counted,) = rows(refused_pages(NOW, RECENT))
    assert (counted["site"], counted["why"], counted["pages"]) == ("example.org", "robots-disallow", 1)
    assert rows(refused_pages(NOW, Filters(end=NOW))) == []


def test_a_delivery_says_who_got_how_many_words_under_which_decision_and_never_the_words(
    world: World,
) -> None:
    assert release(world.article, words=6)
    (each,) = rows(deliveries(NOW, RECENT))
    assert (each["consumer"], each["first_word"], each["words"]) == ("newsroom", 0, 6)
    assert each["article"] == str(world.article.pk)
    assert each["decision"]
    assert not any(PASSAGE[:20] in str(value) for value in each.values())


def test_a_word_that_was_handed_out_twice_is_one_distinct_word(world: World) -> None:
    assert release(world.article, words=6)
    assert release(world.article, words=4, start=3, now=NOW + timedelta(minutes=1))
    (total,) = rows(deliveries_by_consumer(NOW, RECENT))
    assert (total["deliveries"], total["articles"], total["words"], total["distinct_words"]) == (2, 1, 10, 7)


def test_a_refused_release_is_a_decision_and_no_delivery(world: World) -> None:
    act.suspend(
        kind="takedown",
        scope_kind="article",
        scope_value=str(world.article.pk),
        reason="Accepted.",
        by="rights-officer",
        now=NOW - timedelta(minutes=1),
    )
    assert not release(world.article, words=5)
    assert rows(deliveries(NOW, Filters())) == []
    codes = {(row["use"], row["code"]) for row in rows(refusals(NOW, RECENT))}
    assert ("excerpt", "suspended") in codes


def test_a_declared_use_is_counted(world: World) -> None:
    asked = Use("catalogue", "metadata", NOW, NOW, territory="PL", purpose="news-reporting")
    declared = act.declare_use(article=world.article.pk, consumer="newsroom", use=asked, now=NOW)
    assert declared.use is not None
    (counted,) = rows(declared_uses(NOW, RECENT))
    assert (counted["consumer"], counted["use"], counted["declarations"]) == ("newsroom", "catalogue", 1)


@pytest.mark.parametrize(
    "query", [decisions_by_outcome, decision_listing, refusals, deliveries, declared_uses]
)
def test_an_empty_record_is_an_empty_report(db: None, query: object) -> None:
    assert rows(query(NOW, Filters())) == []  # type: ignore[operator]


def test_the_credit_line_of_a_part_is_in_the_attribution_only(world: World) -> None:
    assert release(world.article, words=5)
    (each,) = rows(deliveries(NOW, RECENT))
    assert CREDIT not in each["attribution"]
