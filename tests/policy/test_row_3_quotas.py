"""Row 3 of docs/semantics.md section 3: what is blocked, what is used up, and what a permit carries."""

from __future__ import annotations

from typing import Any

import pytest

from licensing.policy.model import Fulfilment, OnRecord, Outcome, PolicyKind
from tests.policy.builders import (
    CONSENT,
    agreement,
    answer,
    codes,
    constraint,
    document,
    outcome,
    quota,
    rule,
    statute,
    terms,
    use,
)

CLAIM = frozenset({"law"})


def permits(**more: Any) -> OnRecord:
    given: dict[str, Any] = {"id": "agreed"}
    return agreement(document(permission=[rule("archive")]), **(given | more))


PERMITS = permits()
SPENT = permits(quotas=(quota(limit=3, used=3),))
BLOCKED = agreement(
    document(permission=[rule("archive", constraint=constraint("purpose", "eq", "news-reporting"))]),
    id="blocked",
)
"""Permits news reporting: its only obstacle is a purpose that is not stated."""
RESERVED = terms(document(prohibition=[rule("use")], permission=[rule("use", duty=CONSENT)]), id="reserved")
DENIED = terms(document(prohibition=[rule("use")]), id="denied")
OPEN = terms(document(permission=[rule("archive")]), id="open")

AROUND: list[tuple[OnRecord | None, str]] = [
    (None, "review"),
    (RESERVED, "review"),
    (DENIED, "review"),
    (OPEN, "permit"),
]


@pytest.mark.parametrize(("around", "expected"), AROUND, ids=["nothing", "reserved", "denied", "open"])
def test_a_blocked_agreement_means_review_and_what_is_open_anyway_stays_open(
    around: OnRecord | None, expected: str
) -> None:
    found = (BLOCKED, around) if around else (BLOCKED,)
    decision = answer(use(purpose=None), *found)
    assert decision.outcome == expected
    assert "agreement-blocked" in codes(decision)


@pytest.mark.parametrize("duty", ["obtainConsent", "compensate", "acceptTracking"])
def test_an_unmet_precondition_blocks_until_it_is_recorded_as_met(duty: str) -> None:
    owed = agreement(document(permission=[rule("archive", duty={"action": duty})]), id="owed")
    met = (Fulfilment("owed@1", "/permission/0", duty),)
    assert outcome(use(), owed, DENIED) is Outcome.REVIEW
    assert outcome(use(), owed, DENIED, fulfilled=met) is Outcome.PERMIT
    other = (Fulfilment("owed@2", "/permission/0", duty), Fulfilment("owed@1", "/permission/1", duty))
    assert outcome(use(), owed, DENIED, fulfilled=other) is Outcome.REVIEW


@pytest.mark.parametrize(
    ("odrl", "more"),
    [
        ({"permission": [rule("archive", duty={"action": "ex:dance"})]}, {}),
        ({"permission": [rule("archive", constraint=constraint("ex:mood", "eq", "good"))]}, {}),
        ({"permission": [rule("archive", target="https://elsewhere.example/")]}, {}),
        ({"permission": [rule("archive")]}, {"partial": True}),
        ({"permission": [rule("archive")]}, {"partial": True, "confirmed": frozenset({"/permission/1"})}),
    ],
    ids=["unknown duty", "unknown constraint", "unknown target", "unconfirmed", "another rule confirmed"],
)
def test_what_is_not_understood_or_not_confirmed_of_an_agreement_never_permits(
    odrl: dict[str, Any], more: dict[str, Any]
) -> None:
    assert outcome(use(), agreement(document(**odrl), **more), DENIED) is Outcome.REVIEW


def test_a_failing_constraint_is_no_mere_block() -> None:
    elsewhere = agreement(
        document(permission=[rule("archive", constraint=constraint("spatial", "eq", "DE"))])
    )
    assert outcome(use(), elsewhere, DENIED) is Outcome.DENY
    assert outcome(use(), elsewhere, RESERVED) is Outcome.CONSENT


@pytest.mark.parametrize(
    ("around", "expected"),
    [
        (None, "deny"),
        (RESERVED, "deny"),
        (DENIED, "deny"),
        (OPEN, "permit"),
        (PERMITS, "permit"),
        (BLOCKED, "review"),
    ],
)
def test_a_quota_used_up_denies_unless_something_else_opens_it(
    around: OnRecord | None, expected: str
) -> None:
    spent = permits(quotas=(quota(limit=3, used=3),), id="spent")
    found = (spent, around) if around else (spent,)
    purpose = None if around is BLOCKED else "news-reporting"
    decision = answer(use(purpose=purpose), *found)
    assert decision.outcome == expected
    assert (decision.outcome is Outcome.PERMIT and around is PERMITS) or "quota-exhausted" in codes(decision)


@pytest.mark.parametrize(
    ("quotas", "expected"),
    [
        ((quota(limit=3, used=2),), "permit"),
        ((quota(limit=3, used=3),), "deny"),
        ((quota(limit=3, used=4),), "deny"),
        ((quota(limit=0),), "deny"),
        ((quota(limit=3, used=3, counted=True),), "permit"),
        ((quota(limit=3, used=1), quota(limit=1, used=1)), "deny"),
    ],
)
def test_every_quota_must_have_room(quotas: tuple[Any, ...], expected: str) -> None:
    assert outcome(use(), permits(quotas=quotas), RESERVED) == expected


def test_blocked_and_out_of_quota_is_not_merely_blocked() -> None:
    made = document(permission=[rule("archive", constraint=constraint("purpose", "eq", "news-reporting"))])
    both = agreement(made, quotas=(quota(limit=1, used=1),))
    decision = answer(use(purpose=None), both, RESERVED)
    assert decision.outcome is Outcome.DENY
    assert {"agreement-blocked", "quota-exhausted"} <= codes(decision)


def test_a_claim_in_doubt_replaces_the_deny_of_a_quota_used_up() -> None:
    law = statute(document(permission=[rule("archive")], assigner=None))
    assert outcome(use(claims=CLAIM), SPENT, law) is Outcome.REVIEW
    fails = statute(
        document(permission=[rule("archive", constraint=constraint("spatial", "eq", "DE"))], assigner=None)
    )
    assert outcome(use(claims=CLAIM), SPENT, fails) is Outcome.DENY


def test_the_permit_carries_the_agreements_duties_obligations_and_quota() -> None:
    made = document(
        permission=[rule("archive", duty=[{"action": "attribute"}, {"action": "obtainConsent"}])],
        obligation=[rule("delete")],
    )
    met = (Fulfilment("agreed@1", "/permission/0", "obtainConsent"),)
    decision = answer(use(), agreement(made, id="agreed", quotas=(quota(limit=5, used=2),)), fulfilled=met)
    found = decision.answers[0]
    assert [duty.action for duty in found.duties] == ["attribute", "delete"]
    assert found.quota_left == 3
    assert found.citation.kind is PolicyKind.AGREEMENT.value


def test_in_the_strict_reading_every_duty_is_a_precondition() -> None:
    owed = agreement(document(permission=[rule("archive", duty={"action": "attribute"})]), id="owed")
    met = (Fulfilment("owed@1", "/permission/0", "attribute"),)
    assert outcome(use(), owed) is Outcome.PERMIT
    assert outcome(use(), owed, strict_duties=True) is Outcome.REVIEW
    assert outcome(use(), owed, strict_duties=True, fulfilled=met) is Outcome.PERMIT
