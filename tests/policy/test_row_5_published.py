"""Row 5 of docs/semantics.md section 3: terms and signals, at the moment of the use and at capture."""

from __future__ import annotations

from typing import Any

import pytest

from licensing.policy.model import Fulfilment, OnRecord, Outcome
from tests.policy.builders import (
    AGENCY,
    PUBLISHER,
    STRANGER,
    answer,
    codes,
    constraint,
    document,
    outcome,
    rule,
    signal,
    terms,
    use,
)

ASK = {"action": "obtainConsent"}
PAY = {"action": "compensate"}


def offer(*duties: dict[str, Any], action: str = "archive", **more: Any) -> dict[str, Any]:
    return rule(action, **({"duty": list(duties)} if duties else {}), **more)


def forbidding(*permissions: dict[str, Any], **more: Any) -> OnRecord:
    given = {"prohibition": [rule("archive")], "permission": list(permissions) or None}
    kept = {key: more.pop(key) for key in ("id", "partial", "confirmed", "scope") if key in more}
    return terms(document(**(given | more)), **kept)


NO = constraint("ra:part", "eq", "image")
"""Fails for the text."""
MISSING = constraint("ra:lawfulAccess", "eq", "true")
"""Unknown: no officer registered it."""


# --- prohibitions ----------------------------------------------------------------------------------------------------

LIFTABLE = {
    "nothing lifts it": ((), "deny"),
    "consent lifts it": ((offer(ASK),), "consent"),
    "payment lifts it": ((offer(PAY),), "consent"),
    "both lift it": ((offer(ASK, PAY),), "consent"),
    "an obligation beside consent does not matter": ((offer(ASK, {"action": "attribute"}),), "consent"),
    "tracking is another obstacle": ((offer(ASK, {"action": "acceptTracking"}),), "deny"),
    "a marked duty is another obstacle": ((offer(ASK, {"action": "inform", "precondition": True}),), "deny"),
    "an unknown duty is another obstacle": ((offer(ASK, {"action": "ex:dance"}),), "deny"),
    "a missing value is another obstacle": ((offer(ASK, constraint=MISSING),), "deny"),
    "a failing constraint is another obstacle": ((offer(ASK, constraint=NO),), "deny"),
    "an unknown constraint is another obstacle": (
        (offer(ASK, constraint=constraint("ex:x", "eq", "y")),),
        "deny",
    ),
    "another part is not reached": ((offer(ASK, target="ra:part:image"),), "deny"),
    "another action is not reached": ((offer(ASK, action="distribute"),), "deny"),
    "a broader action reaches": ((offer(ASK, action="use"),), "consent"),
}


@pytest.mark.parametrize(("permissions", "expected"), LIFTABLE.values(), ids=LIFTABLE)
@pytest.mark.parametrize("conflict", ["perm", "prohibit", "invalid", None])
def test_a_prohibition_can_be_lifted_where_only_consent_or_payment_is_missing(
    permissions: tuple[dict[str, Any], ...], expected: str, conflict: str | None
) -> None:
    assert outcome(use(), forbidding(*permissions, conflict=conflict)) == expected


def test_an_offer_lifts_whether_an_officer_confirmed_it_or_not() -> None:
    assert outcome(use(), forbidding(offer(ASK), partial=True)) is Outcome.CONSENT


def test_a_strangers_offer_lifts_its_own_prohibition_for_whoever_holds_the_part() -> None:
    stranger = forbidding(offer(ASK), assigner=STRANGER)
    own = terms(document(permission=[rule("archive")]), id="own")
    assert outcome(use(), stranger, own) is Outcome.CONSENT


def test_one_policy_cannot_lift_anothers_prohibition() -> None:
    lifting = terms(document(permission=[offer(ASK)]), id="lifting")
    assert outcome(use(), forbidding(), lifting) is Outcome.DENY


def test_one_prohibition_that_cannot_be_lifted_denies_beside_others_that_can() -> None:
    assert outcome(use(), forbidding(offer(ASK), id="soft"), forbidding(id="hard")) is Outcome.DENY


def test_a_signal_is_a_reservation_by_its_nature() -> None:
    decision = answer(use(), signal(document(prohibition=[rule("archive")])))
    assert decision.outcome is Outcome.CONSENT
    assert decision.obstacles[0].ask == (PUBLISHER,)


def test_consent_names_whom_to_ask_and_the_clause() -> None:
    made = forbidding(offer({"action": "obtainConsent", "consentingParty": AGENCY}))
    decision = answer(use(), made)
    assert [met.ask for met in decision.obstacles if met.code == "terms-reserve"] == [(AGENCY,)]


@pytest.mark.parametrize(
    "around",
    [terms(None, id="u"), signal(None, id="u"), signal(document(prohibition=[rule("ex:thing")]), id="u")],
    ids=["unreadable terms", "an unreadable signal", "an unknown action"],
)
def test_what_is_unknown_beside_an_active_prohibition_is_an_obstacle_only(around: OnRecord) -> None:
    decision = answer(use(), forbidding(offer(ASK), id="soft"), around)
    assert decision.outcome is Outcome.CONSENT
    assert codes(decision) & {"terms-unreadable", "terms-unknown"}


DOUBT = constraint("ex:x", "eq", "y")
UNKNOWN = {
    "unreadable terms": terms(None, id="u"),
    "an unreadable signal": signal(None, id="u"),
    "a void policy": forbidding(rule("archive"), conflict=None, id="u"),
    "an unknown action": terms(document(prohibition=[rule("ex:thing")]), id="u"),
    "an unknown constraint": terms(
        document(prohibition=[rule("archive", constraint=constraint("ex:x", "eq", "y"))]), id="u"
    ),
    "a missing value": terms(document(prohibition=[rule("archive", constraint=MISSING)]), id="u"),
    "an unknown target": terms(document(prohibition=[rule("archive", target="https://x.example/")]), id="u"),
    "an unknown part": terms(document(prohibition=[rule("archive", target="ra:part:txt")]), id="u"),
    "an unknown assignee": terms(
        document(prohibition=[rule("archive", assignee="https://x.example/")]), id="u"
    ),
    "a refined action": terms(
        document(prohibition=[rule({"rdf:value": {"@id": "odrl:archive"}, "refinement": [DOUBT]})]),  # type: ignore[arg-type]
        id="u",
    ),
    "a stranger in doubt": terms(document(prohibition=[rule("ex:thing")], assigner=STRANGER), id="u"),
}


@pytest.mark.parametrize("doubt", UNKNOWN.values(), ids=UNKNOWN)
def test_what_is_unknown_is_review_though_another_policy_permits(doubt: OnRecord) -> None:
    assert outcome(use(), doubt, terms(document(permission=[rule("archive")]), id="open")) is Outcome.REVIEW


@pytest.mark.parametrize("action", ["archive", "ex:thing", ["archive", "ex:thing"]])
def test_a_prohibition_in_doubt_is_gone_where_another_constraint_fails(action: str | list[str]) -> None:
    both = [NO, constraint("ex:x", "eq", "y")]
    made = document(
        prohibition=[rule(action, constraint=both)], permission=[rule("archive")], conflict="prohibit"
    )
    assert outcome(use(), terms(made)) is Outcome.PERMIT


def test_a_prohibition_of_several_actions_is_active_for_those_it_knows() -> None:
    made = document(prohibition=[rule(["ex:thing", "archive"])])
    assert outcome(use(), terms(made)) is Outcome.DENY


# --- permissions -----------------------------------------------------------------------------------------------------

PERMISSIONS: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "active": ({"permission": [offer()]}, {}, "permit"),
    "by the rule's own assigner": (
        {"permission": [offer(assigner=PUBLISHER)], "assigner": STRANGER},
        {},
        "permit",
    ),
    "of a stranger": ({"permission": [offer()], "assigner": STRANGER}, {}, "review"),
    "by a strange assigner of the rule": ({"permission": [offer(assigner=STRANGER)]}, {}, "review"),
    "of nobody": ({"permission": [offer()], "assigner": None}, {}, "review"),
    "consent only": ({"permission": [offer(ASK)]}, {}, "consent"),
    "payment only": ({"permission": [offer(PAY)]}, {}, "consent"),
    "tracking": ({"permission": [offer({"action": "acceptTracking"})]}, {}, "review"),
    "consent and a missing value": ({"permission": [offer(ASK, constraint=MISSING)]}, {}, "review"),
    "a missing value": ({"permission": [offer(constraint=MISSING)]}, {}, "review"),
    "an unknown constraint": (
        {"permission": [offer(constraint=constraint("ex:x", "eq", "y"))]},
        {},
        "review",
    ),
    "an unknown duty": ({"permission": [offer({"action": "ex:dance"})]}, {}, "review"),
    "an unknown target": ({"permission": [offer(target="https://x.example/")]}, {}, "review"),
    "an unknown assignee": ({"permission": [offer(assignee="https://x.example/")]}, {}, "review"),
    "an unknown action": ({"permission": [offer(action="ex:thing")]}, {}, "review"),
    "a failing constraint": ({"permission": [offer(constraint=NO)]}, {}, "review"),
    "a partial reading, unconfirmed": ({"permission": [offer()]}, {"partial": True}, "review"),
    "a partial reading, confirmed": (
        {"permission": [offer()]},
        {"partial": True, "confirmed": frozenset({"/permission/0"})},
        "permit",
    ),
    "a partial offer, unconfirmed": ({"permission": [offer(ASK)]}, {"partial": True}, "review"),
    "for another consumer": ({"permission": [offer(assignee="urn:rights:consumer:other")]}, {}, "review"),
    "for this consumer's group": (
        {"permission": [offer(assignee="urn:rights:group:editorial")]},
        {},
        "permit",
    ),
}


@pytest.mark.parametrize(("odrl", "more", "expected"), PERMISSIONS.values(), ids=PERMISSIONS)
def test_a_permission_answers_only_where_it_holds_and_its_assigner_holds_the_part(
    odrl: dict[str, Any], more: dict[str, Any], expected: str
) -> None:
    assert outcome(use(), terms(document(**odrl), **more)) == expected


def test_an_unconfirmed_permission_overrides_nothing_either() -> None:
    made = forbidding(offer(), partial=True)
    assert outcome(use(), made) is Outcome.DENY


def test_consent_in_terms_is_never_recorded_as_fulfilled_and_a_payment_is() -> None:
    asking, paying = terms(document(permission=[offer(ASK)])), terms(document(permission=[offer(PAY)]))
    given = (Fulfilment("terms-1@1", "/permission/0", "obtainConsent"),)
    paid = (Fulfilment("terms-1@1", "/permission/0", "compensate"),)
    assert outcome(use(), asking, fulfilled=given) is Outcome.CONSENT
    assert outcome(use(), paying, fulfilled=given) is Outcome.CONSENT
    assert outcome(use(), paying, fulfilled=paid) is Outcome.PERMIT


def test_a_permit_incurs_its_obligations() -> None:
    made = terms(document(permission=[offer({"action": "attribute"}, {"action": "delete"})]))
    assert [duty.action for duty in answer(use(), made).answers[0].duties] == ["attribute", "delete"]
    assert outcome(use(), made, strict_duties=True) is Outcome.REVIEW
