"""What is held is told by the terms and the decisions that it rests on."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.models import Article
from licensing.choices import SeriesKind
from licensing.reports.basis import BASES, holdings_by_basis
from licensing.reports.holdings import holdings_by_terms
from licensing.reports.table import Filters
from tests.licensing.reports.reading import rows
from tests.licensing.reports.world import CAPTURED, NOTICE, NOW, World, new_version


def test_an_article_counts_under_the_notice_that_governs_it(world: World) -> None:
    (held,) = rows(holdings_by_terms(NOW, Filters()))
    assert held["policy"] == "site-notice"
    assert held["kind"] == "terms"
    assert (held["articles"], held["images"], held["excerpts"], held["excerpt_words"]) == (1, 1, 1, 10)
    assert held["reading"] == "complete"


def test_new_terms_leave_an_article_under_the_version_at_its_capture(world: World) -> None:
    new_version(world.notice.series, effective_from=NOW - timedelta(days=1), now=NOW - timedelta(days=1))
    (held,) = rows(holdings_by_terms(NOW, Filters()))
    assert (held["version_at_capture"], held["version_now"]) == (1, 2)


def test_an_article_captured_before_any_version_has_none(world: World) -> None:
    Article.objects.update(captured_at=CAPTURED - timedelta(days=365))
    (held,) = rows(holdings_by_terms(NOW, Filters()))
    assert (held["version_at_capture"], held["version_now"]) == (None, 1)


def test_an_article_without_a_governing_set_is_named_as_a_fault(world: World) -> None:
    Article.objects.update(governing_set_id=None)
    report = holdings_by_terms(NOW, Filters())
    assert rows(report) == []
    assert "1 held article has no governing set" in " ".join(report.notes)


def test_facts_and_excerpt_rest_on_the_statutes_that_let_them_in(world: World) -> None:
    facts, excerpt = rows(holdings_by_basis(NOW, Filters()))
    assert (facts["part"], facts["basis"], facts["articles"]) == ("facts", "statute", 1)
    assert facts["policy"] == "facts@1"
    assert (excerpt["part"], excerpt["articles"], excerpt["words"]) == ("excerpt", 1, 10)
    assert excerpt["policy"] == "eu-dsm-15-short@1"
    assert "very short" in excerpt["clause"]
    assert NOTICE not in excerpt["clause"]


def test_every_kind_of_policy_has_a_basis() -> None:
    assert set(BASES) == set(SeriesKind)


def test_new_terms_write_no_article(world: World) -> None:
    with CaptureQueriesContext(connection) as asked:
        new_version(world.notice.series, effective_from=NOW, now=NOW)
    written = [q["sql"] for q in asked if q["sql"].split()[0] in {"INSERT", "UPDATE", "DELETE"}]
    assert written
    assert not any("archive_" in sql or "governingset" in sql for sql in written)
