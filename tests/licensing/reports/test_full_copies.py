"""Full copies in the reports: how many, on what basis, and what is left of those that were deleted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from archive.models import FullCopy
from licensing.models import Agreement
from licensing.operations import end_agreement
from licensing.operations.bulk_intake import take_in_many
from licensing.reports.basis import holdings_by_basis
from licensing.reports.full_copies import full_copies
from licensing.reports.holdings import holdings_by_terms
from licensing.reports.table import Filters
from tests.licensing import copies, world
from tests.licensing.reports.reading import rows
from tests.licensing.test_bulk_intake import supplied

pytestmark = pytest.mark.django_db
AGREEMENT = "urn:rights:agreement:test@1"


@pytest.fixture(autouse=True)
def _ready() -> None:
    copies.ready()
    copies.lets_store()


def test_a_copy_counts_under_the_terms_that_govern_it_while_it_is_held() -> None:
    article, _ = copies.taken_in()
    held = {
        row["policy"]: (row["full_copies"], row["full_copy_words"])
        for row in rows(holdings_by_terms(world.NOW, Filters()))
    }
    assert held["urn:rights:policy:wpm-site-notice"] == (1, 600)
    copies.delete_full_copy(copy=copies.copy_of(article), reason="r", by="x", now=world.NOW)
    assert {row["full_copies"] for row in rows(holdings_by_terms(world.NOW, Filters()))} == {0}


def test_a_copy_rests_on_the_agreement_that_let_it_in() -> None:
    copies.taken_in()
    (held,) = [row for row in rows(holdings_by_basis(world.NOW, Filters())) if row["part"] == "full-copy"]
    assert (held["basis"], held["policy"], held["articles"], held["words"]) == ("license", AGREEMENT, 1, 600)


def test_copies_that_came_in_with_many_rest_on_the_same() -> None:
    asked = [replace(supplied(), wants_full_copy=True) for _ in range(3)]
    verdicts = take_in_many(candidates=asked, now=world.NOW)
    for one, verdict in zip(asked, verdicts, strict=True):
        copies.stored(one, verdict)
    assert FullCopy.objects.count() == 3
    (held,) = [row for row in rows(holdings_by_basis(world.NOW, Filters())) if row["part"] == "full-copy"]
    assert (held["basis"], held["policy"], held["articles"], held["words"]) == ("license", AGREEMENT, 3, 1800)


def test_the_listing_has_what_is_held_and_the_tombstones_of_the_period() -> None:
    later = world.NOW + world.DAY
    kept, _ = copies.taken_in(copies.candidate(path="/kept"))
    (held,) = rows(full_copies(world.NOW, Filters()))
    assert (held["article"], held["words"], held["policy"], held["deleted_at"]) == (
        str(kept.pk),
        600,
        AGREEMENT,
        None,
    )
    end_agreement(agreement=Agreement.objects.get(), now=later)
    copies.review_full_copy(copy_id=copies.copy_of(kept).pk, now=later)
    (gone,) = rows(full_copies(later, Filters()))
    assert (gone["ending"], gone["deleted_by"], gone["digest"]) == ("rights", "retention", held["digest"])
    assert gone["ended_decision"]
    assert rows(full_copies(later, Filters(start=later + world.DAY))) == []
    assert "wombatquarry" not in str(gone) + str(held)
