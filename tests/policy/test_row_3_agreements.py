"""Row 3 of docs/semantics.md section 3: agreements, their quotas, their obstacles and the strangers to them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from licensing.policy.model import Holder, OnRecord, Outcome, Part, PartKind
from tests.policy.builders import (
    AGENCY,
    AGENCY_HOLDER,
    CONSENT,
    IMAGE,
    NOW,
    PUBLISHER,
    STRANGER,
    agreement,
    answer,
    approval,
    article,
    codes,
    constraint,
    document,
    outcome,
    quota,
    rule,
    signal,
    statute,
    terms,
    use,
)

INSTANT = timedelta(microseconds=1)
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

STRANGERS: dict[str, tuple[OnRecord, str]] = {
    "forbids": (terms(document(prohibition=[rule("archive")], assigner=STRANGER), id="s"), "deny"),
    "reserves": (
        terms(
            document(
                prohibition=[rule("archive")],
                permission=[rule("archive", duty={"action": "obtainConsent", "consentingParty": STRANGER})],
                assigner=STRANGER,
            ),
            id="s",
        ),
        "consent",
    ),
    "reserves by a signal": (
        signal(document(prohibition=[rule("archive")], assigner=STRANGER), id="s"),
        "consent",
    ),
    "may forbid": (
        terms(
            document(
                prohibition=[rule("archive", constraint=constraint("ex:x", "eq", "y"))], assigner=STRANGER
            ),
            id="s",
        ),
        "review",
    ),
    "forbids something unknown": (
        terms(document(prohibition=[rule("ex:thing")], assigner=STRANGER), id="s"),
        "review",
    ),
    "cannot be read": (terms(None, assigner=STRANGER, id="s"), "review"),
    "cannot be read, from nobody knows whom": (signal(None, id="s"), "review"),
    "permits": (terms(document(permission=[rule("archive")], assigner=STRANGER), id="s"), "permit"),
    "is silent": (terms(document(prohibition=[rule("index")], assigner=STRANGER), id="s"), "permit"),
}


# --- whom and what an agreement concerns -----------------------------------------------------------------------------


def test_an_agreement_permits_and_closed_terms_of_its_own_party_do_not_stand_in_the_way() -> None:
    decision = answer(use(), PERMITS, DENIED)
    assert decision.outcome is Outcome.PERMIT
    assert (decision.answers[0].row, decision.answers[0].agreements) == (3, ("agreed",))


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"assignees": {"somebody-else"}}, "consent"),
        ({"assignees": {"editorial"}}, "permit"),
        ({"assigners": {AGENCY}}, "consent"),
        ({"effective_from": NOW}, "permit"),
        ({"effective_from": NOW + INSTANT}, "consent"),
        ({"effective_to": NOW}, "consent"),
        ({"effective_to": NOW + INSTANT}, "permit"),
    ],
)
def test_it_speaks_for_its_consumer_its_holder_and_its_interval_only(
    more: dict[str, Any], expected: str
) -> None:
    assert outcome(use(), permits(**more), RESERVED) == expected


@pytest.mark.parametrize(
    ("odrl", "expected"),
    [
        ({"assigner": STRANGER}, "consent"),
        ({"assigner": None}, "permit"),
        ({"permission": [rule("archive", assigner=AGENCY)]}, "consent"),
        ({"permission": [rule("archive", assignee="urn:rights:consumer:other")]}, "consent"),
        ({"permission": [rule("archive", target="ra:part:image")]}, "consent"),
        ({"permission": [rule("reproduce")]}, "consent"),
    ],
)
def test_its_document_limits_what_it_permits(odrl: dict[str, Any], expected: str) -> None:
    made = document(**({"permission": [rule("archive")]} | odrl))
    assert outcome(use(), agreement(made), RESERVED) == expected


def test_among_several_assigners_a_rule_grants_only_what_its_own_assigner_holds() -> None:
    made = document(permission=[rule("archive", assigner=PUBLISHER)], assigner=None)
    both = agreement(made, assigners={PUBLISHER, AGENCY})
    assert outcome(use(), both) is Outcome.PERMIT
    assert outcome(use(asset="image-1"), both) is Outcome.REVIEW


CHAIN = Part(
    "image-1", PartKind.IMAGE, (Holder((AGENCY, STRANGER), "Agency / Stranger"),), "© Agency / Stranger"
)
UNKNOWN = Part("image-1", PartKind.IMAGE, (), "© Nobody knows")
SPLIT = Part(
    "image-1", PartKind.IMAGE, (AGENCY_HOLDER, Holder((STRANGER,), "Stranger")), "© Agency; Stranger"
)
OF_AGENCY = document(permission=[rule("archive")], assigner=AGENCY)


@pytest.mark.parametrize(
    ("part", "more", "expected"),
    [
        (IMAGE, {"assigners": {AGENCY}}, "permit"),
        (CHAIN, {"assigners": {AGENCY}}, "review"),
        (CHAIN, {"assigners": {AGENCY, STRANGER}}, "permit"),
        (CHAIN, {"assigners": {AGENCY}, "warrants": {STRANGER}}, "permit"),
        (CHAIN, {"assigners": {AGENCY}, "warrants": {"© Agency / Stranger"}}, "permit"),
        (CHAIN, {"assigners": {AGENCY}, "warrants": {"© Agency"}}, "review"),
        (SPLIT, {"assigners": {AGENCY}}, "review"),
        (SPLIT, {"assigners": {AGENCY}, "warrants": {STRANGER}}, "permit"),
        (UNKNOWN, {"assigners": {AGENCY}}, "review"),
        (UNKNOWN, {"assigners": {AGENCY}, "warrants": {"© Nobody knows"}}, "review"),
        (Part("image-1", PartKind.IMAGE, ()), {"assigners": {AGENCY}, "warrants": {""}}, "review"),
    ],
)
def test_a_permission_needs_every_link_of_a_chain_or_a_warrant_and_never_speaks_for_an_unknown_holder(
    part: Part, more: dict[str, Any], expected: str
) -> None:
    assert outcome(use(asset="image-1"), agreement(OF_AGENCY, **more), article=article(part)) == expected


@pytest.mark.parametrize("part", [IMAGE, CHAIN])
def test_a_prohibition_of_one_link_denies_the_chain(part: Part) -> None:
    forbids = agreement(document(prohibition=[rule("archive")], assigner=AGENCY), assigners={AGENCY}, id="no")
    allows = agreement(OF_AGENCY, assigners={AGENCY, STRANGER}, id="yes")
    assert outcome(use(asset="image-1"), forbids, allows, article=article(part)) is Outcome.DENY


# --- prohibitions ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("also", [PERMITS, OPEN, BLOCKED, SPENT], ids=lambda r: r.id)
def test_an_agreements_prohibition_is_final(also: OnRecord) -> None:
    decision = answer(use(), agreement(document(prohibition=[rule("archive")]), id="no"), also)
    assert decision.outcome is Outcome.DENY
    assert decision.answers[0].row == 3
    assert "agreement-prohibits" in codes(decision)


FLOORS = {
    "unknown constraint": document(prohibition=[rule("archive", constraint=constraint("ex:x", "eq", "y"))]),
    "unknown value": document(
        prohibition=[rule("archive", constraint=constraint("ra:lawfulAccess", "eq", "x"))]
    ),
    "unknown action": document(prohibition=[rule("ex:thing")]),
    "void": document(permission=[rule("archive")], prohibition=[rule("archive")], conflict=None),
    "unreadable": None,
}


@pytest.mark.parametrize("doubt", FLOORS.values(), ids=FLOORS)
def test_an_agreement_in_doubt_is_a_floor_of_review_whatever_follows(doubt: dict[str, Any] | None) -> None:
    unsure = agreement(doubt, id="unsure")
    law = statute(document(permission=[rule("archive")], assigner=None))
    assert outcome(use(), unsure, PERMITS) is Outcome.REVIEW
    assert outcome(use(), unsure, OPEN) is Outcome.REVIEW
    assert outcome(use(claims=CLAIM), unsure, law, approvals=(approval(),)) is Outcome.REVIEW
    assert outcome(use(), unsure, DENIED) is Outcome.DENY


# --- permits, strangers and feeds ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("stranger", "expected"), STRANGERS.values(), ids=STRANGERS)
def test_a_stranger_to_the_agreement_still_stands_in_the_way(stranger: OnRecord, expected: str) -> None:
    assert outcome(use(), PERMITS, stranger) == expected


@pytest.mark.parametrize(("stranger", "_"), STRANGERS.values(), ids=STRANGERS)
def test_a_feed_agreement_has_no_strangers_inside_its_feed(stranger: OnRecord, _: str) -> None:
    feed = permits(feed="agency-feed")
    inside = article(collections=frozenset({"agency-feed"}))
    assert outcome(use(), feed, stranger, article=inside) is Outcome.PERMIT


@pytest.mark.parametrize(("stranger", "expected"), STRANGERS.values(), ids=STRANGERS)
def test_outside_its_feed_a_feed_agreement_has_strangers_like_any_other(
    stranger: OnRecord, expected: str
) -> None:
    outside = article(collections=frozenset({"another-feed"}))
    assert outcome(use(), permits(feed="agency-feed"), stranger, article=outside) == expected


def test_a_consenting_party_of_the_agreement_makes_a_policy_no_stranger() -> None:
    group = document(
        prohibition=[rule("archive")], permission=[rule("archive", duty=CONSENT)], assigner=STRANGER
    )
    assert outcome(use(), PERMITS, terms(group)) is Outcome.PERMIT


def test_a_stranger_is_one_to_every_permitting_agreement() -> None:
    forbids = terms(document(prohibition=[rule("archive")], assigner=AGENCY), id="agency-terms")
    warranted = agreement(OF_AGENCY, id="second", assigners={AGENCY}, warrants={PUBLISHER})
    assert outcome(use(), PERMITS, forbids) is Outcome.DENY
    assert outcome(use(), PERMITS, warranted, forbids) is Outcome.PERMIT
    spent = agreement(OF_AGENCY, assigners={AGENCY}, warrants={PUBLISHER}, quotas=(quota(limit=1, used=1),))
    assert outcome(use(), PERMITS, spent, forbids) is Outcome.DENY


def test_a_claim_in_doubt_turns_a_strangers_refusal_into_review_but_leaves_the_permit() -> None:
    law = statute(document(permission=[rule("archive")], assigner=None))
    forbids, _ = STRANGERS["forbids"]
    assert outcome(use(claims=CLAIM), PERMITS, law, forbids) is Outcome.REVIEW
    assert outcome(use(claims=CLAIM), PERMITS, law) is Outcome.PERMIT
