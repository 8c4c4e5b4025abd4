"""What comes of each version by itself."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from licensing.comparing import Case, Said, outcome_changes
from licensing.policy.model import Outcome, PartKind
from tests.policy.builders import CONSENT, NOW, PUBLISHER, constraint, document, rule, terms

OPEN = document(permission=[rule(["use", "reproduce", "extract"])])
CLOSED = document(prohibition=[rule(["use", "reproduce", "extract"])])
ASK = document(
    prohibition=[rule(["use", "reproduce", "extract"])],
    permission=[rule(["use", "reproduce", "extract"], duty=[CONSENT])],
)


def said(odrl: dict[str, Any] | None, **more: Any) -> Said:
    return Said(terms(odrl, **more), PUBLISHER)


def outcomes(old: Said, new: Said) -> dict[Case, tuple[Outcome, Outcome]]:
    return {change.case: (change.old, change.new) for change in outcome_changes(old, new, NOW)}


def test_each_standard_use_of_each_part_is_told_under_both_versions() -> None:
    found = outcomes(said(CLOSED), said(ASK))
    assert found[Case("personal", PartKind.TEXT)] == (Outcome.DENY, Outcome.CONSENT)
    assert found[Case("catalogue", PartKind.METADATA)] == (Outcome.DENY, Outcome.CONSENT)


def test_a_version_that_is_silent_or_unreadable_never_permits() -> None:
    found = outcomes(said(document()), said(None))
    assert {outcome for pair in found.values() for outcome in pair} == {Outcome.REVIEW}


def test_a_partial_reading_permits_nothing_until_confirmed() -> None:
    permitted = said(OPEN)
    partial = Said(replace(permitted.record, partial=True), PUBLISHER)
    found = outcomes(permitted, partial)
    assert found[Case("excerpt", PartKind.TEXT)] == (Outcome.PERMIT, Outcome.REVIEW)


def test_a_purpose_that_a_version_names_is_asked_about_where_it_makes_a_difference() -> None:
    search = document(
        prohibition=[rule("index")],
        permission=[rule("index", constraint=[constraint("purpose", "isA", "ra:purpose:internet-search")])],
    )
    found = outcomes(said(CLOSED), said(search))
    assert found[Case("index", PartKind.TEXT)] == (Outcome.DENY, Outcome.DENY)
    assert found[Case("index", PartKind.TEXT, purpose="internet-search")] == (Outcome.DENY, Outcome.PERMIT)
    assert Case("personal", PartKind.TEXT, purpose="internet-search") not in found


def test_a_territory_that_a_version_names_is_asked_about() -> None:
    polish = document(permission=[rule("reproduce", constraint=[constraint("spatial", "eq", "PL")])])
    found = outcomes(said(document()), said(polish))
    assert found[Case("personal", PartKind.TEXT, territory="PL")] == (Outcome.REVIEW, Outcome.PERMIT)
