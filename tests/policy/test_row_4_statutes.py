"""Row 4 of docs/semantics.md section 3: statutory exceptions, unclaimed and claimed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from licensing.policy.model import Approval, Consumer, OnRecord, Outcome
from tests.policy.builders import (
    CONSENT,
    NEWSROOM,
    NOW,
    agreement,
    answer,
    approval,
    codes,
    constraint,
    document,
    outcome,
    rule,
    signal,
    statute,
    terms,
    use,
)

INSTANT = timedelta(microseconds=1)
CLAIM = frozenset({"law"})
RESERVED = terms(document(prohibition=[rule("use")], permission=[rule("use", duty=CONSENT)]), id="reserved")
DENIED = terms(document(prohibition=[rule("use")]), id="denied")
OPEN = terms(document(permission=[rule("archive")]), id="open")

CONDITIONS: dict[str, dict[str, Any]] = {
    "hold": rule("archive", constraint=constraint("purpose", "eq", "editorial")),
    "unknown": rule("archive", constraint=constraint("ra:lawfulAccess", "eq", "true")),
    "fail": rule("archive", constraint=constraint("purpose", "eq", "education")),
    "fail beside an unknown one": rule(
        "archive",
        constraint=[constraint("ra:lawfulAccess", "eq", "true"), constraint("purpose", "eq", "education")],
    ),
}


def law(conditions: str = "hold", **more: Any) -> OnRecord:
    return statute(document(permission=[CONDITIONS[conditions]], assigner=None), **more)


def approved(yes: bool, **more: Any) -> tuple[Approval, ...]:
    return (approval(**more),) if yes else ()


# --- the whole row ---------------------------------------------------------------------------------------------------

CLAIMED = [
    # conditions, approved, territory of the use, over RESERVED, over DENIED, over OPEN
    ("hold", True, "PL", "permit", "permit", "permit"),
    ("hold", False, "PL", "review", "review", "permit"),
    ("unknown", True, "PL", "review", "review", "permit"),
    ("unknown", False, "PL", "review", "review", "permit"),
    ("fail", True, "PL", "consent", "deny", "permit"),
    ("fail", False, "PL", "consent", "deny", "permit"),
    ("fail beside an unknown one", True, "PL", "consent", "deny", "permit"),
    ("hold", True, None, "review", "review", "permit"),
    ("hold", False, None, "review", "review", "permit"),
    ("fail", True, None, "consent", "deny", "permit"),
    ("hold", True, "US", "consent", "deny", "permit"),
    ("hold", True, "WORLD", "consent", "deny", "permit"),
    ("hold", True, "EEA", "consent", "deny", "permit"),
    ("hold", True, "EU", "permit", "permit", "permit"),
]


@pytest.mark.parametrize(("conditions", "yes", "territory", "reserved", "denied", "opened"), CLAIMED)
def test_a_claim_is_answered_by_conditions_approval_and_territory(
    conditions: str, yes: bool, territory: str | None, reserved: str, denied: str, opened: str
) -> None:
    asked = use(claims=CLAIM, territory=territory)
    for around, expected in ((RESERVED, reserved), (DENIED, denied), (OPEN, opened)):
        assert outcome(asked, law(conditions), around, approvals=approved(yes)) == expected


UNCLAIMED = [(*case[:3], "permit" if case[3] == "permit" else "consent") for case in CLAIMED]


@pytest.mark.parametrize(("conditions", "yes", "territory", "expected"), UNCLAIMED)
def test_an_unclaimed_statute_permits_or_is_silent_and_says_so(
    conditions: str, yes: bool, territory: str | None, expected: str
) -> None:
    quiet = law(conditions, needs_claim=False)
    decision = answer(use(territory=territory), quiet, RESERVED, approvals=approved(yes))
    assert decision.outcome == expected
    within = territory in {"PL", "EU", None}
    says = {note.code.removeprefix("statute-silent-") for note in decision.answers[0].notes}
    if expected != "permit" and within:
        assert len(says) == 1
    failing = conditions.startswith("fail")
    assert ("fails" in says) == (failing and within)
    assert ("unknown" in says) == (not failing and within and (conditions == "unknown" or territory is None))


def test_a_statute_that_needs_a_claim_is_not_heard_without_one() -> None:
    assert outcome(use(), law(), RESERVED, approvals=approved(yes=True)) is Outcome.CONSENT


def test_a_territory_that_the_consumer_is_not_registered_for_is_unknown() -> None:
    abroad = Consumer("newsroom", frozenset(), NEWSROOM.purposes, frozenset({"DE"}))
    asked = use(claims=CLAIM)
    assert outcome(asked, law(), RESERVED, consumer=abroad, approvals=approved(yes=True)) is Outcome.REVIEW


def test_a_failing_condition_goes_before_a_missing_approval() -> None:
    decision = answer(use(claims=CLAIM), law("fail"), RESERVED)
    assert codes(decision) == {"claim-condition-fails", "terms-reserve"}


APPROVALS = [
    ({}, "permit"),
    ({"of": "another-law"}, "review"),
    ({"consumer": "newsroom"}, "permit"),
    ({"consumer": "somebody-else"}, "review"),
    ({"consumer": "editorial"}, "review"),
    ({"use": "store"}, "permit"),
    ({"use": "archive"}, "permit"),
    ({"use": "mine"}, "review"),
    ({"territory": "PL"}, "permit"),
    ({"territory": "EU"}, "permit"),
    ({"territory": "DE"}, "review"),
    ({"effective_to": NOW}, "review"),
    ({"effective_to": NOW + INSTANT}, "permit"),
]


@pytest.mark.parametrize(("more", "expected"), APPROVALS)
@pytest.mark.parametrize("claimed", [True, False])
def test_an_approval_covers_consumer_use_territory_and_time(
    more: dict[str, Any], expected: str, claimed: bool
) -> None:
    asked = use(claims=CLAIM if claimed else frozenset())
    found = outcome(asked, law(needs_claim=claimed), RESERVED, approvals=(approval(**more),))
    assert found == (expected if claimed or expected == "permit" else "consent")


def test_an_approval_of_one_country_does_not_cover_the_whole_union() -> None:
    one = (approval(territory="PL"),)
    assert outcome(use(claims=CLAIM, territory="EU"), law(), RESERVED, approvals=one) is Outcome.REVIEW


def test_a_claim_that_is_not_on_record_or_out_of_reach_changes_nothing_and_is_noted() -> None:
    mining = statute(document(permission=[rule("ra:mine")], assigner=None), id="mining")
    decision = answer(use(claims=frozenset({"mining", "none"})), mining, RESERVED)
    assert decision.outcome is Outcome.CONSENT
    assert {note.code for note in decision.answers[0].notes} == {"claim-out-of-reach", "claim-not-on-record"}


@pytest.mark.parametrize(
    "unreadable",
    [
        statute(None),
        statute(
            document(
                permission=[rule("archive")], prohibition=[rule("archive")], conflict=None, assigner=None
            )
        ),
    ],
    ids=["unreadable", "void"],
)
def test_a_statute_that_cannot_be_read_permits_nothing(unreadable: OnRecord) -> None:
    assert outcome(use(claims=CLAIM), unreadable, RESERVED, approvals=(approval(),)) is Outcome.REVIEW


@pytest.mark.parametrize(
    ("prohibition", "expected"),
    [
        (rule("archive", constraint=constraint("ra:part", "eq", "text")), "consent"),
        (rule("archive", constraint=constraint("ra:part", "eq", "image")), "permit"),
        (rule("archive", constraint=constraint("ra:lawfulAccess", "eq", "no")), "review"),
        (rule("ex:thing"), "review"),
    ],
)
def test_what_a_statute_itself_excludes_it_does_not_permit(
    prohibition: dict[str, Any], expected: str
) -> None:
    made = document(
        permission=[rule("archive")], prohibition=[prohibition], conflict="prohibit", assigner=None
    )
    assert outcome(use(claims=CLAIM), statute(made), RESERVED, approvals=(approval(),)) == expected


@pytest.mark.parametrize("duty", ["ex:dance", "acceptTracking"])
def test_an_unknown_or_unmet_duty_of_a_statute_is_an_unknown_condition(duty: str) -> None:
    made = statute(document(permission=[rule("archive", duty={"action": duty})], assigner=None))
    assert outcome(use(claims=CLAIM), made, RESERVED, approvals=(approval(),)) is Outcome.REVIEW


# --- reservations ----------------------------------------------------------------------------------------------------

MINE = document(permission=[rule("ra:mine")], assigner=None)
RESERVATIONS: dict[str, tuple[OnRecord, str]] = {
    "none": (signal(document()), "permit"),
    "reserved": (signal(document(prohibition=[rule("ra:mine")])), "consent"),
    "reserved for what is not research": (
        signal(
            document(
                prohibition=[rule("ra:mine", constraint=constraint("purpose", "eq", "tdm:non-research"))]
            )
        ),
        "consent",
    ),
    "reserved for research": (
        signal(
            document(prohibition=[rule("ra:mine", constraint=constraint("purpose", "eq", "tdm:research"))])
        ),
        "permit",
    ),
    "unreadable": (signal(None), "review"),
    "in doubt": (
        signal(document(prohibition=[rule("ra:mine", constraint=constraint("ex:x", "eq", "y"))])),
        "review",
    ),
    "by terms": (
        terms(document(prohibition=[rule("ra:mine")], permission=[rule("ra:mine", duty=CONSENT)])),
        "consent",
    ),
}


@pytest.mark.parametrize(("reservation", "expected"), RESERVATIONS.values(), ids=RESERVATIONS)
@pytest.mark.parametrize("when", ["now", "at capture"])
def test_an_exception_unless_reserved_looks_for_a_reservation_now_and_at_capture(
    reservation: OnRecord, expected: str, when: str
) -> None:
    exception = statute(MINE, no_reservation=True)
    now, then = ((reservation,), ()) if when == "now" else ((), (reservation,))
    decision = answer(use("mine", claims=CLAIM), exception, *now, at_capture=then, approvals=(approval(),))
    assert decision.outcome == _silent_now(expected, when)
    assert ("claim-condition-fails" in codes(decision)) == (expected == "consent")


def _silent_now(expected: str, when: str) -> str:
    """What is reserved at capture only is not spoken of now: review, which is stricter than consent."""
    return "review" if (expected, when) == ("consent", "at capture") else expected


def test_a_reservation_on_record_goes_before_an_unknown_condition() -> None:
    access = constraint("ra:lawfulAccess", "eq", "true")
    exception = statute(
        document(permission=[rule("ra:mine", constraint=access)], assigner=None), no_reservation=True
    )
    closed = terms(document(prohibition=[rule("ra:mine")]))
    decision = answer(use("mine", claims=CLAIM), exception, closed, approvals=(approval(),))
    assert decision.outcome is Outcome.DENY
    assert "claim-condition-fails" in codes(decision)


# --- against a contract ----------------------------------------------------------------------------------------------

CONTRACT = agreement(document(prohibition=[rule("archive")]), id="contract")


@pytest.mark.parametrize(
    ("conditions", "yes", "excludable", "claims", "expected"),
    [
        ("hold", True, False, CLAIM, "permit"),
        ("hold", False, False, CLAIM, "review"),
        ("unknown", True, False, CLAIM, "review"),
        ("fail", True, False, CLAIM, "deny"),
        ("fail beside an unknown one", True, False, CLAIM, "deny"),
        ("hold", True, False, frozenset(), "deny"),
        ("hold", True, True, CLAIM, "deny"),
        ("hold", False, True, CLAIM, "deny"),
    ],
)
def test_only_a_claim_that_contracts_cannot_exclude_is_heard_against_one(
    conditions: str, yes: bool, excludable: bool, claims: frozenset[str], expected: str
) -> None:
    heard = law(conditions, excludable=excludable)
    assert outcome(use(claims=claims), heard, CONTRACT, OPEN, approvals=approved(yes)) == expected


def test_an_unclaimed_statute_is_not_heard_against_a_contract() -> None:
    quiet = law(needs_claim=False, excludable=False)
    assert outcome(use(), quiet, CONTRACT, approvals=(approval(),)) is Outcome.DENY


def test_a_claim_heard_against_a_contract_still_meets_a_floor() -> None:
    doubt = agreement(None, id="unreadable")
    heard = law(excludable=False)
    assert outcome(use(claims=CLAIM), heard, CONTRACT, doubt, approvals=(approval(),)) is Outcome.REVIEW


def test_a_claim_that_a_contract_excludes_is_still_listed_as_an_obstacle() -> None:
    assert "claim-not-approved" in codes(answer(use(claims=CLAIM), law(excludable=True), CONTRACT))
