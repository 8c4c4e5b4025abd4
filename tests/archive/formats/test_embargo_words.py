"""Embargoes in words: over when they are over for everybody, and without an end where nobody can tell."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from archive.ingestion.formats.embargo_words import embargoed_until, says_embargo
from archive.ingestion.formats.items import Item, ItemRights
from archive.ingestion.taken_back import may_take_back, withdrawn_by

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def item(terms: str, **rights: object) -> Item:
    said = ItemRights(usage_terms=terms, **rights)  # type: ignore[arg-type]
    return Item(1, "https://agency.example/1", identifiers={"guid": "urn:x:1"}, rights=said)


@pytest.mark.parametrize(
    ("terms", "end"),
    [
        ("EMBARGOED UNTIL 2026-12-01T10:00:00Z", datetime(2026, 12, 1, 10, tzinfo=UTC)),
        ("Embargo: 2026-12-01T10:00:00+02:00", datetime(2026, 12, 1, 8, tzinfo=UTC)),
        ("Embargoed until 3 March 2027", datetime(2027, 3, 4, 12, tzinfo=UTC)),
        ("Sperrfrist: 1.12.2026", datetime(2026, 12, 2, 12, tzinfo=UTC)),
        ("Embargo: 2026-12-01 10:00", datetime(2026, 12, 1, 22, tzinfo=UTC)),
        ("Not for publication before 12/01/2026", datetime(2026, 12, 2, 12, tzinfo=UTC)),
        ("Embargo until 1 May 2026. Photos: embargo until 1 June 2026", datetime(2026, 6, 2, 12, tzinfo=UTC)),
    ],
)
def test_an_embargo_in_words_ends_when_it_is_surely_over(terms: str, end: datetime) -> None:
    assert embargoed_until(terms) == end
    found = withdrawn_by(item(terms), NOW)
    assert found is not None
    assert (found.kind, found.until) == ("embargo", end)


@pytest.mark.parametrize(
    "terms", ["EMBARGO", "Embargoed until tomorrow noon", "strictly under embargo, ask desk 7"]
)
def test_an_embargo_whose_end_nobody_can_tell_withholds(terms: str) -> None:
    found = withdrawn_by(item(terms), NOW)
    assert found is not None
    assert (found.kind, found.until) == ("withhold", None)


def test_the_later_of_two_statements_counts() -> None:
    stated = datetime(2026, 6, 1, tzinfo=UTC)
    found = withdrawn_by(item("Embargoed until 2026-05-01T00:00:00Z", embargoed_until=stated), NOW)
    assert found is not None
    assert found.until == stated


@pytest.mark.parametrize(
    "terms", ["EMBARGO LIFTED", "No embargo", "Embargo: none", "EDITORIAL USE ONLY", "Sperrfrist: keine", ""]
)
def test_what_is_over_or_not_said_takes_nothing_back(terms: str) -> None:
    assert not says_embargo(terms)
    assert not may_take_back(item(terms, copyright_notice="© X"))
    assert withdrawn_by(item(terms), NOW) is None


def test_an_embargo_that_is_over_lets_the_item_in() -> None:
    over = item("Embargoed until 2026-02-01T00:00:00Z")
    assert may_take_back(over)
    assert withdrawn_by(over, NOW) is None
