"""The ``conflict`` strategies of a policy, what is void, and what a payment lifts (docs/semantics.md sections 2 and 3)."""

from __future__ import annotations

from typing import Any

import pytest

from licensing.policy.model import Fulfilment, OnRecord, Outcome
from licensing.policy.odrl import read_policy
from licensing.policy.void import void_reason
from tests.policy.builders import STRANGER, constraint, document, outcome, rule, terms, use

ASK = {"action": "obtainConsent"}
PAY = {"action": "compensate"}
PAID = (Fulfilment("terms-1@1", "/permission/0", "compensate"),)
SEARCH = constraint("purpose", "eq", "internet-search")
NEWS = constraint("purpose", "eq", "news-reporting")


def both(permission: dict[str, Any], prohibition: dict[str, Any], **more: Any) -> OnRecord:
    return terms(document(permission=[permission], prohibition=[prohibition], **more))


@pytest.mark.parametrize(
    ("conflict", "expected"),
    [("perm", "permit"), ("prohibit", "deny"), ("invalid", "review"), (None, "review")],
)
def test_a_policy_applies_its_own_strategy(conflict: str | None, expected: str) -> None:
    assert outcome(use(), both(rule("archive"), rule("archive"), conflict=conflict)) == expected
    assert outcome(use(), both(rule("use"), rule("archive"), conflict=conflict)) == expected
    assert outcome(use(), both(rule("archive"), rule("use"), conflict=conflict)) == expected


def test_a_strategy_ends_at_its_policy() -> None:
    allows = terms(document(permission=[rule("archive")], conflict="perm"), id="allows")
    forbids = terms(document(prohibition=[rule("archive")], conflict="perm"), id="forbids")
    assert outcome(use(), allows, forbids) is Outcome.DENY


def test_a_strangers_permission_overrides_its_own_prohibition_but_permits_nothing() -> None:
    stranger = both(rule("archive"), rule("archive"), assigner=STRANGER)
    own = terms(document(permission=[rule("archive")]), id="own")
    assert outcome(use(), stranger) is Outcome.REVIEW
    assert outcome(use(), stranger, own) is Outcome.PERMIT


@pytest.mark.parametrize(
    "permission",
    [
        rule("archive", constraint=SEARCH),
        rule("archive", duty=ASK),
        rule("archive", duty={"action": "ex:dance"}),
        rule("archive", constraint=constraint("ex:x", "eq", "y")),
        rule("archive", target="ra:part:image"),
        rule("archive", assignee="urn:rights:consumer:other"),
        rule("distribute"),
    ],
    ids=[
        "fails",
        "needs consent",
        "unknown duty",
        "unknown constraint",
        "another part",
        "another consumer",
        "another",
    ],
)
def test_a_permission_that_does_not_hold_overrides_nothing(permission: dict[str, Any]) -> None:
    found = outcome(use(), both(permission, rule("archive")))
    assert found == ("consent" if permission.get("duty") == ASK else "deny")


@pytest.mark.parametrize(
    ("asked", "permitted", "forbidden", "expected"),
    [
        ("mine", "ra:mine", "ra:mine", "permit"),
        ("mine", "use", "ra:mine", "deny"),
        ("train", "ra:train", "ra:mine", "permit"),
        ("train", "ra:train", "ra:generativeTraining", "deny"),
        ("train", "ra:train", "ex:thing", "review"),
        ("ra:mine", "ra:mine", "ra:train", "deny"),
        ("ra:mine", "ra:mine", "ex:thing", "review"),
        ("adapt", "derive", "translate", "permit"),
        ("reproduce", "reproduce", "extract", "permit"),
        ("store", "archive", "ex:thing", "permit"),
    ],
)
def test_a_permission_overrides_what_it_reaches_and_no_narrower_ai_action(
    asked: str, permitted: str, forbidden: str, expected: str
) -> None:
    assert outcome(use(asked), both(rule(permitted), rule(forbidden))) == expected


# --- void ------------------------------------------------------------------------------------------------------------

VOID: list[tuple[dict[str, Any], dict[str, Any], bool]] = [
    (rule("archive"), rule("archive"), True),
    (rule("use"), rule("archive"), True),
    (rule("archive"), rule("use"), True),
    (rule("archive"), rule("reproduce"), False),
    (rule("use"), rule("ra:mine"), False),
    (rule("ra:mine"), rule("use"), True),
    (rule("ra:mine"), rule("ra:train"), False),
    (rule("ra:train"), rule("ra:mine"), True),
    (rule("use"), rule("transfer"), False),
    (rule("archive", duty=ASK), rule("archive"), False),
    (rule("archive", duty=PAY), rule("archive"), False),
    (rule("archive", duty={"action": "attribute"}), rule("archive"), True),
    (rule("archive", constraint=NEWS), rule("archive", constraint=SEARCH), False),
    (rule("archive", constraint=NEWS), rule("archive"), True),
    (
        rule("archive", constraint=NEWS),
        rule("archive", constraint=constraint("purpose", "eq", "editorial")),
        True,
    ),
    (
        rule("archive", constraint=NEWS),
        rule("archive", constraint=constraint("purpose", "eq", "commercial")),
        True,
    ),
    (
        rule("archive", constraint=NEWS),
        rule("archive", constraint=constraint("purpose", "neq", "editorial")),
        False,
    ),
    (rule("archive", constraint=NEWS), rule("archive", constraint=constraint("spatial", "eq", "DE")), True),
    (
        rule("archive", constraint=constraint("purpose", "eq", "tdm:research")),
        rule("archive", constraint=constraint("purpose", "eq", "tdm:non-research")),
        False,
    ),
    (
        rule("archive", constraint=constraint("ra:words", "lteq", 50)),
        rule("archive", constraint=constraint("ra:words", "gt", 50)),
        False,
    ),
    (
        rule("archive", constraint=constraint("ra:words", "lteq", 51)),
        rule("archive", constraint=constraint("ra:words", "gt", 50)),
        True,
    ),
    (
        rule("archive", constraint=constraint("dateTime", "lt", "2026-01-01T00:00:00Z")),
        rule("archive", constraint=constraint("dateTime", "gteq", "2026-01-01T00:00:00Z")),
        False,
    ),
    (
        rule("archive", constraint=constraint("dateTime", "lt", "2026-01-01")),
        rule("archive", constraint=constraint("dateTime", "gteq", "2026-01-01")),
        True,
    ),
    (
        rule("archive", constraint=constraint("ex:x", "eq", "a")),
        rule("archive", constraint=constraint("ex:x", "eq", "b")),
        True,
    ),
    (
        rule("archive", constraint=constraint("recipient", "eq", "a")),
        rule("archive", constraint=constraint("recipient", "eq", "b")),
        True,
    ),
]


@pytest.mark.parametrize(("permission", "prohibition", "void"), VOID)
def test_a_policy_without_a_strategy_is_void_where_its_rules_can_meet(
    permission: dict[str, Any], prohibition: dict[str, Any], void: bool
) -> None:
    made = document(permission=[permission], prohibition=[prohibition], conflict=None)
    assert bool(void_reason(read_policy(made))) == void
    assert void_reason(read_policy(made | {"conflict": "perm"})) == ""


def test_a_void_policy_says_nothing_of_any_use_but_that_it_cannot_be_read() -> None:
    made = terms(
        document(permission=[rule("archive"), rule("index")], prohibition=[rule("archive")], conflict=None)
    )
    assert outcome(use("index", "text"), made) is Outcome.REVIEW


# --- payment ---------------------------------------------------------------------------------------------------------

LIFTED: list[tuple[dict[str, Any], dict[str, Any], str]] = [
    (rule("archive", duty=PAY), rule("archive"), "permit"),
    (rule("use", duty=PAY), rule("archive"), "permit"),
    (rule("archive", duty=PAY), rule("use"), "deny"),
    (rule("archive", duty=PAY, constraint=NEWS), rule("archive"), "deny"),
    (rule("archive", duty=PAY), rule("archive", constraint=NEWS), "permit"),
    (rule("archive", duty=PAY, constraint=NEWS), rule("archive", constraint=NEWS), "permit"),
    (rule("archive", duty=PAY, constraint=SEARCH), rule("archive"), "deny"),
    (rule("archive", duty=[PAY, ASK]), rule("archive"), "consent"),
    (rule("archive", duty=PAY), rule("ex:thing"), "review"),
    (rule("archive"), rule("archive"), "deny"),
]


@pytest.mark.parametrize("conflict", ["prohibit", "perm"])
@pytest.mark.parametrize(("permission", "prohibition", "expected"), LIFTED)
def test_a_payment_lifts_what_its_permission_covers_and_nothing_else(
    permission: dict[str, Any], prohibition: dict[str, Any], expected: str, conflict: str
) -> None:
    found = outcome(use(), both(permission, prohibition, conflict=conflict), fulfilled=PAID)
    overrides = conflict == "perm" and permission not in (LIFTED[6][0], LIFTED[7][0])
    assert found == ("permit" if overrides else expected)


@pytest.mark.parametrize("conflict", ["invalid", None])
def test_a_payment_lifts_whatever_the_strategy(conflict: str | None) -> None:
    paid = both(rule("archive", duty=PAY), rule("archive"), conflict=conflict)
    assert outcome(use(), paid) is Outcome.CONSENT
    assert outcome(use(), paid, fulfilled=PAID) is Outcome.PERMIT


def test_a_payment_for_mining_lifts_no_reservation_of_training() -> None:
    made = document(
        permission=[rule("ra:mine", duty=PAY)],
        prohibition=[rule(["ra:mine", "ra:train"])],
        conflict="prohibit",
    )
    assert outcome(use("mine"), terms(made), fulfilled=PAID) is Outcome.PERMIT
    assert outcome(use("train"), terms(made), fulfilled=PAID) is Outcome.DENY


def test_a_payment_for_a_refined_action_lifts_no_prohibition_of_the_whole() -> None:
    refined = {"rdf:value": {"@id": "odrl:archive"}, "refinement": [NEWS]}
    made = document(
        permission=[{"action": refined, "duty": PAY}], prohibition=[rule("archive")], conflict="prohibit"
    )
    assert outcome(use(), terms(made), fulfilled=PAID) is Outcome.DENY
    assert outcome(use(), terms(made | {"conflict": "perm"}), fulfilled=PAID) is Outcome.PERMIT
