"""Rows 1 and 2 of docs/semantics.md section 3: suspensions and house rules."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from licensing.policy.model import Consumer, Outcome
from tests.policy.builders import (
    METADATA,
    NEWSROOM,
    NOW,
    STRANGER,
    TEXT,
    agreement,
    answer,
    approval,
    article,
    codes,
    constraint,
    document,
    house,
    outcome,
    quota,
    rule,
    statute,
    suspension,
    terms,
    use,
)

DAY, INSTANT = timedelta(days=1), timedelta(microseconds=1)
OPEN = terms(document(permission=[rule(["archive", "extract"])]), id="open")
AGREED = agreement(document(permission=[rule("archive")]), id="agreed")
LAW = statute(document(permission=[rule(["archive", "extract"])], assigner=None))
CLAIM = frozenset({"law"})
IN_DOUBT = house(
    document(prohibition=[rule("archive", constraint=constraint("purpose", "eq", "advertising"))]), id="doubt"
)
"""Forbids advertising: unknown where the purpose is missing."""


# --- row 1 -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, "deny"),
        ({"part": "text"}, "deny"),
        ({"part": "image-1"}, "permit"),
        ({"kind": "embargo", "effective_to": NOW + INSTANT}, "deny"),
        ({"kind": "embargo", "effective_to": NOW}, "permit"),
        ({"effective_from": NOW}, "deny"),
        ({"effective_from": NOW + INSTANT}, "permit"),
    ],
)
def test_a_suspension_denies_what_it_covers_inside_its_interval(more: dict[str, Any], expected: str) -> None:
    assert outcome(use(), OPEN, suspensions=(suspension(**more),)) == expected


def test_a_suspension_is_final_over_agreements_and_statutes_that_permit() -> None:
    decision = answer(
        use(claims=CLAIM), OPEN, AGREED, LAW, approvals=(approval(),), suspensions=(suspension(),)
    )
    assert decision.outcome is Outcome.DENY
    assert decision.answers[0].row == 1
    assert decision.answers[0].duties == ()
    assert decision.answers[0].agreements == ()


def test_behind_a_suspension_every_other_obstacle_is_listed() -> None:
    closed = terms(document(prohibition=[rule("archive")]), id="closed")
    forbidden = house(document(prohibition=[rule("use")]))
    decision = answer(use(claims=CLAIM), closed, forbidden, LAW, suspensions=(suspension(),))
    assert codes(decision) == {"suspended", "house-prohibits", "claim-not-approved", "terms-deny"}


def test_a_suspension_of_one_part_leaves_the_others() -> None:
    held = (suspension(part="text"),)
    index = terms(document(permission=[rule("index")]))
    decision = answer(use("index", "article"), index, article=article(METADATA, TEXT), suspensions=held)
    assert [part.outcome for part in decision.parts] == [Outcome.PERMIT, Outcome.DENY]
    assert decision.outcome is Outcome.DENY


# --- row 2 -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("found", [OPEN, AGREED, LAW], ids=["terms", "agreement", "statute"])
def test_a_house_prohibition_is_final_over_every_permit(found: Any) -> None:
    decision = answer(
        use(claims=CLAIM), found, house(document(prohibition=[rule("archive")])), approvals=(approval(),)
    )
    assert decision.outcome is Outcome.DENY
    assert decision.answers[0].row == 2


HOUSE_FLOORS = {
    "an unknown value": IN_DOUBT,
    "an unknown action": house(document(prohibition=[rule("ex:frobnicate")])),
    "an unknown constraint": house(
        document(prohibition=[rule("archive", constraint=constraint("ex:mood", "eq", "bad"))])
    ),
    "an unreadable document": house(None),
    "a void policy": house(
        document(permission=[rule("archive")], prohibition=[rule("archive")], conflict=None)
    ),
    "an unknown target": house(document(prohibition=[rule("archive", target="https://elsewhere.example/x")])),
    "an unknown assignee": house(document(prohibition=[rule("archive", assignee="https://id.example/a")])),
}


@pytest.mark.parametrize("doubt", HOUSE_FLOORS.values(), ids=HOUSE_FLOORS)
@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (OPEN, "review"),
        (AGREED, "review"),
        (LAW, "review"),
        (terms(document(prohibition=[rule("archive")])), "deny"),
        (terms(document(permission=[rule("archive", duty={"action": "obtainConsent"})])), "review"),
    ],
    ids=["open terms", "an agreement", "a claimed statute", "closed terms", "terms that need consent"],
)
def test_a_house_rule_in_doubt_is_a_floor_of_review(doubt: Any, found: Any, expected: str) -> None:
    asked = use(claims=CLAIM, purpose=None)
    assert outcome(asked, found, doubt, approvals=(approval(),)) == expected


def test_the_floor_holds_after_a_final_permit_and_takes_its_duties_away() -> None:
    law = statute(document(permission=[rule("archive", duty={"action": "attribute"})], assigner=None))
    decision = answer(use(claims=CLAIM, purpose=None), law, IN_DOUBT, approvals=(approval(),))
    assert decision.outcome is Outcome.REVIEW
    assert decision.answers[0].row == 2
    assert decision.answers[0].duties == ()


def test_the_floor_does_not_soften_a_final_refusal() -> None:
    assert outcome(use(purpose=None), IN_DOUBT, suspensions=(suspension(),)) is Outcome.DENY


def test_the_floor_lifts_nothing_from_an_otherwise_deny() -> None:
    spent = agreement(document(permission=[rule("archive")]), quotas=(quota(limit=1, used=1),))
    assert outcome(use(purpose=None), spent, IN_DOUBT) is Outcome.DENY


@pytest.mark.parametrize("conflict", ["perm", "prohibit", None])
def test_a_house_permission_permits_nothing(conflict: str | None) -> None:
    allowed = house(document(permission=[rule("archive")], conflict=conflict))
    decision = answer(use(), allowed)
    assert decision.outcome is Outcome.REVIEW
    assert codes(decision) == {"nothing-on-record"}


@pytest.mark.parametrize(("conflict", "expected"), [("perm", "permit"), ("prohibit", "deny")])
def test_a_house_permission_overrides_inside_its_own_policy_only(conflict: str, expected: str) -> None:
    exempt = house(
        document(
            permission=[rule("archive")], prohibition=[rule("use")], conflict=conflict, assigner=STRANGER
        )
    )
    assert outcome(use(), exempt, OPEN) == expected
    assert (
        outcome(use(), exempt, house(document(prohibition=[rule("use")]), id="other"), OPEN) is Outcome.DENY
    )


@pytest.mark.parametrize(
    ("consumer", "expected"),
    [(NEWSROOM, "deny"), (Consumer("bot", frozenset(), NEWSROOM.purposes, NEWSROOM.territories), "permit")],
)
def test_a_house_rule_for_a_group_leaves_others_alone(consumer: Consumer, expected: str) -> None:
    ruled = house(document(prohibition=[rule("archive", assignee="urn:rights:group:editorial")]))
    assert outcome(use(), ruled, OPEN, consumer=consumer) == expected


def test_a_house_rule_past_its_end_is_over() -> None:
    forbidden = house(document(prohibition=[rule("archive")]), effective_to=NOW)
    assert outcome(use(), forbidden, OPEN) is Outcome.PERMIT
    assert outcome(use(at=NOW - INSTANT), forbidden, OPEN) is Outcome.DENY
