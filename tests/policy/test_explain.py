"""An explanation names everything that was tested, with the values on both sides, in two languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from licensing.policy.canonical import canonical_json
from licensing.policy.decide import decide
from licensing.policy.explain import Explained, as_data, as_text, explain, overridden, sentence
from licensing.policy.model import Facts, OnRecord, Outcome, Scope, ScopeKind, Use
from tests.policy.builders import (
    AGENCY,
    CONSENT,
    NOW,
    PUBLISHER,
    STRANGER,
    agreement,
    approval,
    article,
    constraint,
    document,
    facts,
    house,
    quota,
    rule,
    signal,
    statute,
    suspension,
    terms,
    use,
)
from tests.policy.strategies import questions, worlds

quickly = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


def told(asked: Use, *on_record: OnRecord, **more: Any) -> Explained:
    world = facts(*on_record, **more)
    return explain(decide(asked, world), world)


def every_node(one: Explained) -> list[Explained]:
    return [one, *(node for child in one.children for node in every_node(child))]


def lines(one: Explained, language: str = "en") -> list[str]:
    return [line.strip() for line in as_text(one, language).splitlines()]


def found(one: Explained, code: str) -> Explained:
    return next(node for node in every_node(one) if node.code == code)


# --- every decision --------------------------------------------------------------------------------------------------


@quickly
@given(questions(), worlds())
def test_every_decision_can_be_explained_in_both_languages_and_as_data(asked: Use, world: Facts) -> None:
    decision = decide(asked, world)
    explained = explain(decision, world)
    english, polish = as_text(explained), as_text(explained, "pl")
    assert english.count("\n") == polish.count("\n") == len(every_node(explained)) - 1
    assert "{" not in english + polish
    assert canonical_json(as_data(explained))
    assert explained.state == decision.outcome


@quickly
@given(questions(), worlds())
def test_the_deciding_row_is_marked_and_every_obstacle_is_told(asked: Use, world: Facts) -> None:
    decision = decide(asked, world)
    explained = explain(decision, world)
    holders = [node for node in every_node(explained) if node.kind == "holder"]
    assert len(holders) == len(decision.answers)
    for node, answer in zip(holders, decision.answers, strict=True):
        deciding = [dict(row.values)["row"] for row in node.children if row.code == "row-decides"]
        assert deciding == [str(answer.row)]
        obstacles = [(one.code, one.values) for one in every_node(node) if one.kind == "obstacle"]
        assert obstacles == [
            (met.code, met.values) for met in sorted(answer.obstacles, key=lambda met: met.row)
        ]
        notes = {one.code for one in every_node(node) if one.kind == "note"}
        assert {said.code for said in answer.notes} <= notes


@quickly
@given(questions(), worlds(), st.randoms(use_true_random=False))
def test_the_order_of_what_is_on_record_changes_no_explanation(asked: Use, world: Facts, chance: Any) -> None:
    turned = replace(world, on_record=tuple(chance.sample(world.on_record, len(world.on_record))))
    assert explain(decide(asked, turned), turned) == explain(decide(asked, world), world)


@quickly
@given(questions(), worlds())
def test_every_premise_of_an_obstacle_stands_in_the_tree_with_its_state(asked: Use, world: Facts) -> None:
    decision = decide(asked, world)
    explained = explain(decision, world)
    states = {"active": "satisfied", "inactive": "not", "unknown": "unknown"}
    known = {
        (values["what_word"], values["operator_word"], values["right"], node.state)
        for node in every_node(explained)
        if node.kind == "premise" and "what_word" in (values := dict(node.values))
    }
    for met in decision.obstacles:
        for premise in met.premises:
            assert (premise.what, premise.operator, premise.right, states[premise.state]) in known


# --- permissions that do not count -----------------------------------------------------------------------------------


def permission(*constraints: dict[str, Any], **more: Any) -> OnRecord:
    limits = {"constraint": list(constraints)} if constraints else {}
    return terms(document(permission=[rule("archive", **limits, **more)]))


def test_an_inactive_permission_says_which_premise_fails_and_by_what_value() -> None:
    explained = told(use(territory="DE"), permission(constraint("spatial", "eq", "PL")))
    assert "Permission of archive (/permission/0): inactive." in lines(explained)
    assert "The territory “DE” is “PL”: not satisfied." in lines(explained)
    assert "terytorium: „DE” to „PL”: niespełnione." in lines(explained, "pl")


@pytest.mark.parametrize(
    ("limit", "asked", "says"),
    [
        (
            constraint("spatial", "eq", "PL"),
            {"territory": None},
            "unknown, since no value is stated or registered.",
        ),
        (
            constraint("purpose", "eq", "archiving"),
            {"purpose": "archiving"},
            "unknown, since newsroom is not registered for “archiving”.",
        ),
        (constraint("ex:mood", "eq", "good"), {}, "unknown, since ex:mood is not understood."),
        (constraint("ra:publishedDate", "gt", "soon"), {}, "since the two cannot be compared for certain."),
        (constraint("ra:lawfulAccess", "eq", "true"), {}, "unknown, since no value is stated or registered."),
        (
            constraint("ra:words", "lteq", 5) | {"unit": "metre"},
            {},
            "unknown, since its unit is not understood.",
        ),
        (
            {
                "leftOperand": "spatial",
                "operator": "eq",
                "rightOperandReference": "https://example.org/where",
            },
            {},
            "unknown, since references are never followed.",
        ),
    ],
)
def test_an_unknown_premise_says_why_it_is_unknown(
    limit: dict[str, Any], asked: dict[str, Any], says: str
) -> None:
    explained = told(use(**asked), permission(limit), article=article(published_at=NOW))
    assert any(line.endswith(says) for line in lines(explained)), as_text(explained)


def test_a_permission_says_what_else_keeps_it_from_counting() -> None:
    explained = told(
        use(),
        terms(document(permission=[rule("archive", duty=[CONSENT])]), id="a", partial=True),
        terms(document(permission=[rule("archive", target="urn:rights:image:other")]), id="b"),
        terms(document(permission=[rule("archive", assignee="urn:rights:consumer:somebody")]), id="c"),
        terms(document(permission=[rule("archive")], assigner=STRANGER), id="d"),
        terms(document(permission=[rule("index")]), id="e"),
    )
    said = lines(explained)
    assert f"Pre-condition obtainConsent: not met; to be settled with {PUBLISHER}." in said
    assert "No officer has confirmed this permission, so it does not count." in said
    assert "It is about another target: ra:image:other." in said
    assert any(line.startswith("It is addressed to ") and line.endswith("not to newsroom.") for line in said)
    assert f"It is granted by {STRANGER}, who does not hold this part, so it cannot permit it." in said
    assert "Rules that do not reach archive: /permission/0 (index)." in said


def test_a_logical_constraint_keeps_its_shape() -> None:
    either = {"or": [constraint("spatial", "eq", "DE"), constraint("purpose", "eq", "editorial")]}
    node = found(told(use(), permission(either)), "logical")
    assert [child.state for child in node.children] == ["not", "satisfied"]
    assert sentence(node) == "At least one of these: satisfied."


def test_a_prohibition_that_a_permission_overrides_says_so() -> None:
    policy = terms(document(permission=[rule("archive")], prohibition=[rule("use")], conflict="perm"))
    node = found(told(use(), policy), "rule-prohibition")
    assert node.state == "inactive"
    assert [sentence(child) for child in node.children] == [
        "An active permission of the same policy overrides it (conflict: perm)."
    ]


def test_a_prohibition_whose_action_or_term_nobody_knows_says_so() -> None:
    said = lines(told(use(), terms(document(prohibition=[rule("ex:thing", **{"ex:more": "x"})]))))
    assert "The action ex:thing is not known, so it may mean this use." in said


# --- rows ------------------------------------------------------------------------------------------------------------


def test_suspensions_agreements_statutes_and_captured_versions_have_their_place() -> None:
    old = terms(document(prohibition=[rule("archive")]), id="old")
    explained = told(
        use(claims=frozenset({"law"})),
        agreement(document(permission=[rule("archive")]), id="ours", quotas=(quota(limit=1, used=1),)),
        agreement(document(permission=[rule("archive")]), id="theirs", assignees={"somebody"}),
        agreement(document(permission=[rule("archive")], assigner=AGENCY), id="agency", assigners={AGENCY}),
        statute(document(permission=[rule("archive")], assigner=None)),
        terms(
            document(permission=[rule("archive")]), id="else", scope=Scope(ScopeKind.SITE, "other.example")
        ),
        terms(document(permission=[rule("archive")]), id="past", effective_to=NOW - timedelta(days=1)),
        terms(None, id="lost"),
        at_capture=(old,),
        approvals=(approval(use="store"),),
        suspensions=(suspension(), suspension(effective_to=NOW), suspension(part="image-1")),
    )
    rows = {dict(n.values)["row"]: n for n in every_node(explained) if n.kind == "row"}
    codes = {row: {inner.code for inner in every_node(node)} for row, node in rows.items()}
    assert {"suspension-stops", "suspension-not-now", "suspension-elsewhere", "row-decides"} <= codes["1"]
    assert codes["2"] == {"row-empty"}
    assert {"quota", "agreement-of-others", "agreement-of-another-holder", "quota-exhausted"} <= codes["3"]
    assert {"statute-territory", "statute-claimed", "statute-approval", "rule-permission"} <= codes["4"]
    assert {"policy-elsewhere", "policy-not-now", "policy-unreadable", "as-captured"} <= codes["5"]


def test_what_would_remove_an_obstacle_stands_below_it() -> None:
    obstacle = next(
        one
        for one in every_node(told(use(), house(document(prohibition=[rule("use")]))))
        if one.kind == "obstacle" and one.code == "house-prohibits"
    )
    assert [sentence(one) for one in obstacle.children] == ["Only a change of the house rule can open it."]


def test_what_the_request_states_is_told_with_what_of_it_counts() -> None:
    said = lines(told(use("excerpt", words=40, territory=None, purpose="archiving"), permission()))
    assert (
        "The purpose is said to be archiving, but newsroom is not registered for that: it counts as unknown."
        in said
    )
    assert "The territory is not stated: it counts as unknown." in said
    assert "The number of words is 40." in said


def test_the_word_of_an_officer_stands_above_what_was_decided() -> None:
    under = overridden(told(use()), officer="legal-officer", outcome="permit", reason="Settled by letter.")
    assert lines(under)[0] == "legal-officer decided otherwise: permit. Settled by letter. Before that:"
    assert under.state == Outcome.PERMIT


def test_a_policy_without_a_rule_that_reaches_the_use_says_so() -> None:
    node = found(told(use(), signal(document(permission=[rule("index")]), id="robots")), "policy-read")
    assert [child.code for child in node.children] == ["policy-silent", "rules-elsewhere"]


def test_signals_are_told_among_the_terms() -> None:
    explained = told(use(), signal(document(prohibition=[rule("archive")]), id="robots"))
    assert "“robots” (signal, robots@1)." in lines(explained)
