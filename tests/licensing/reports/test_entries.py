"""What was decided for many articles at once is reported as what was decided for one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from unittest.mock import patch
from uuid import UUID, uuid4

from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive import text
from archive.models import Article, Excerpt
from archive.rights_gate import Candidate, IntakeVerdict, supplied_evidence
from licensing import operations as act
from licensing.models import BulkDecision
from licensing.operations.bulk_intake import take_in_many
from licensing.operations.intake import take_in
from licensing.queries import bulk_entries
from licensing.reports.basis import holdings_by_basis
from licensing.reports.decisions import decisions_by_outcome
from licensing.reports.entry_listing import entry_listing
from licensing.reports.refusals import refusals
from licensing.reports.table import Filters
from tests.licensing import many_articles
from tests.licensing import world as rights
from tests.licensing.reports.reading import rows
from tests.licensing.reports.world import NOW, PASSAGE, PUBLISHER, World
from tests.policy.builders import rule

RECENT = Filters(start=NOW - timedelta(days=1))


def candidates(world: World, *wanted: int) -> list[Candidate]:
    source = world.article.source
    return [_candidate(source, words) for words in wanted]


def _candidate(source: Any, wanted: int) -> Candidate:
    address = f"https://example.org/{uuid4()}"
    return replace(
        rights.candidate(),
        article_id=uuid4(),
        source_id=source.pk,
        domain=source.domain,
        publisher="publisher",
        address=address,
        path="/a",
        captured_at=NOW,
        copyright_notice="",
        images=(),
        word_count=200,
        wanted_words=wanted,
        prefix_characters=tuple(6 * n for n in range(1, 41)),
        evidence=supplied_evidence(address=address, now=NOW),
    )


def keep(candidate: Candidate, verdict: IntakeVerdict) -> None:
    """What the archive writes of a candidate."""
    held = Article.objects.create(
        pk=candidate.article_id,
        source_id=candidate.source_id,
        address=candidate.address,
        headline="Another",
        word_count=200,
        captured_at=NOW,
        recorded_at=NOW,
        decision=verdict.metadata_decision,
    )
    if verdict.excerpt_decision:
        passage = text.cut_words(PASSAGE, 0, verdict.excerpt_words)
        Excerpt.objects.create(
            article=held,
            text=passage,
            word_count=text.count_words(passage),
            digest=text.digest(passage),
            decision=verdict.excerpt_decision,
            recorded_at=NOW,
        )


def taken_in(world: World, *wanted: int) -> list[Candidate]:
    found = candidates(world, *wanted)
    for candidate, verdict in zip(found, take_in_many(candidates=found, now=NOW), strict=True):
        if verdict.metadata:
            keep(candidate, verdict)
    return found


def stop(world: World) -> None:
    act.suspend(
        kind="takedown",
        scope_kind="site",
        scope_value=world.article.source.domain,
        reason="r",
        by="rights-officer",
        now=NOW,
    )


def test_facts_and_excerpts_of_many_rest_on_what_those_of_one_rest_on(world: World) -> None:
    before = rows(holdings_by_basis(NOW, Filters()))
    taken_in(world, 10, 10, 40)
    facts, excerpts = rows(holdings_by_basis(NOW, Filters()))
    assert [(one["basis"], one["policy"], one["clause"]) for one in before] == [
        (one["basis"], one["policy"], one["clause"]) for one in (facts, excerpts)
    ]
    assert (facts["articles"], excerpts["articles"], excerpts["words"]) == (4, 4, 40)


def test_an_article_recorded_before_it_named_its_decision_rests_on_that_of_its_excerpt(world: World) -> None:
    taken_in(world, 10, 10)
    Article.objects.update(decision=None)
    facts, _excerpts = rows(holdings_by_basis(NOW, Filters()))
    assert (facts["policy"], facts["articles"]) == ("facts@1", 3)


def test_articles_of_one_entry_that_rest_on_different_terms_are_told_apart(world: World) -> None:
    news = many_articles.tested("ra:section", "eq", "News")
    version = act.record_terms(
        series=world.notice.series,
        document=rights.document("Offer", PUBLISHER, permission=[rule("extract", constraint=[news])]),
        source_text="News may be quoted.",
        author="rights-officer",
        now=NOW,
    )
    act.submit_terms(version=version, by="rights-officer", now=NOW)
    act.approve_terms(version=version, officer="rights-officer-2", effective_from=NOW, now=NOW)
    found = candidates(world, 40, 40, 40)
    found[1:] = [replace(one, section="Sport") for one in found[1:]]
    for candidate, verdict in zip(found, take_in_many(candidates=found, now=NOW), strict=True):
        keep(candidate, verdict)
    assert BulkDecision.objects.count() == 1
    told = [one for one in rows(holdings_by_basis(NOW, Filters())) if one["part"] == "excerpt"]
    assert sorted((one["policy"], one["articles"]) for one in told) == [
        ("eu-dsm-15-short@1", 3),
        ("site-notice@2", 1),
    ]


def test_an_entry_that_cannot_be_read_leaves_the_basis_empty_and_is_said_to_be_a_fault(world: World) -> None:
    taken_in(world, 10)
    with patch("licensing.reports.entries.alike_in", side_effect=bulk_entries.BrokenResultsError):
        told = rows(holdings_by_basis(NOW, Filters()))
        (listed,) = rows(entry_listing(NOW, Filters()))
    assert [(one["part"], one["basis"]) for one in told if not one["basis"]] == [
        ("facts", ""),
        ("excerpt", ""),
    ]
    assert (listed["use"], listed["articles"]) == ("", 1)


def test_an_entry_is_read_once_however_many_articles_it_has(world: World) -> None:
    taken_in(world, *[40] * 100)
    for report in (holdings_by_basis, refusals, entry_listing, decisions_by_outcome):
        with (
            patch("licensing.queries.bulk_entries.unpacked", wraps=bulk_entries.unpacked) as read,
            CaptureQueriesContext(connection) as asked,
        ):
            assert rows(report(NOW, Filters()))
        assert read.call_count <= 1
        assert len(asked) < 50


def test_answers_for_many_count_like_decisions_one_by_one(world: World) -> None:
    alone = candidates(world, 10, 40)
    for candidate in alone:
        take_in(candidate=candidate, now=NOW)
    expected = rows(decisions_by_outcome(NOW, RECENT))
    taken_in(world, 10, 40)
    counted = rows(decisions_by_outcome(NOW, RECENT))
    assert [(one["outcome"], one["catalogue"], one["excerpt"], one["total"]) for one in counted] == [
        (one["outcome"], 2 * one["catalogue"], 2 * one["excerpt"], 2 * one["total"]) for one in expected
    ]
    assert "2 articles that were decided together" in " ".join(decisions_by_outcome(NOW, RECENT).notes)


def test_what_was_refused_to_many_is_told_like_what_was_refused_to_one(world: World) -> None:
    stop(world)
    take_in(candidate=candidates(world, 10)[0], now=NOW)
    expected = rows(refusals(NOW, RECENT))
    assert "suspended" in {one["code"] for one in expected}
    taken_in(world, 10, 10, 10)
    told = rows(refusals(NOW, RECENT))
    assert told == [{**one, "decisions": 4, "articles": 4} for one in expected]
    assert Article.objects.count() == 1


def test_a_refusal_of_many_alone_is_told_in_words(world: World) -> None:
    taken_in(world, 40, 40)
    told = rows(refusals(NOW, RECENT))
    assert told
    assert all(one["says"] and one["decisions"] == one["articles"] == 2 for one in told)


def test_an_entry_is_listed_with_its_counts_its_basis_and_its_root(world: World) -> None:
    taken_in(world, 10, 10, 40)
    entry = BulkDecision.objects.get()
    listed = rows(entry_listing(NOW, Filters()))
    told = sorted((one["use"], one["words"] or 0, one["outcome"], one["articles"]) for one in listed)
    assert ("catalogue", 0, "permit", 3) in told
    assert (
        sum(articles for use, _words, outcome, articles in told if (use, outcome) == ("excerpt", "permit"))
        == 3
    )
    assert {(UUID(one["decision"]), one["root"], one["digest"]) for one in listed} == {
        (entry.pk, entry.root, entry.digest)
    }
    assert next(one for one in listed if one["use"] == "catalogue")["policy"] == "facts@1"


def test_entries_outside_the_period_are_left_out(world: World) -> None:
    taken_in(world, 40)
    later = Filters(start=NOW + timedelta(seconds=1))
    assert rows(entry_listing(NOW, later)) == rows(refusals(NOW, later)) == []
    assert rows(entry_listing(NOW, Filters(end=NOW))) == []
