"""What is read can be written, and reads as the same policy again."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from licensing.policy.document import read_document
from licensing.policy.model import Policy
from licensing.policy.odrl import read_policy
from licensing.policy.odrl_writer import UnwritableError, as_written, write_policy
from licensing.policy.standalone.evaluate import evaluate
from licensing.policy.standalone.output import report_data
from licensing.policy.standalone.world import Ask, Value, World
from tests.policy.builders import constraint, document, load, rule
from tests.policy.odrl_documents import Json, shapes, whole_documents

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = sorted((ROOT / "config/demo/data").glob("reference-policy*.jsonld"))
quickly = settings(
    max_examples=25,
    phases=[Phase.generate],
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)


def again(policy: Policy) -> Policy:
    return read_policy(read_document(json.dumps(write_policy(policy)).encode()))


@quickly
@given(whole_documents())
def test_what_is_written_reads_as_the_same_policy(made: Json) -> None:
    policy = read_policy(made)
    assert again(policy) == policy


@quickly
@given(whole_documents())
def test_expansion_is_idempotent(made: Json) -> None:
    once = write_policy(read_policy(made))
    assert write_policy(read_policy(once)) == once


@quickly
@given(whole_documents())
def test_what_is_written_gives_the_same_reports(made: Json) -> None:
    policy = read_policy(made)
    asks = (
        Ask(action="reproduce", target="urn:x:1", party="urn:x:2"),
        Ask(action="use", context={"count": (Value("3"),)}),
    )
    for ask in asks:
        before, after = (report_data(evaluate(one, ask, World())) for one in (policy, again(policy)))
        assert before == after


@quickly
@given(shapes())
def test_the_shape_of_a_document_changes_nothing(pair: tuple[Json, Json]) -> None:
    plain, shaped = pair
    assert read_policy(shaped) == read_policy(plain)


@pytest.mark.parametrize("path", REFERENCE, ids=lambda path: path.stem)
def test_a_reference_policy_keeps_pointers_identifiers_and_clauses(path: Path) -> None:
    policy = read_policy(load(path))
    written = write_policy(policy)
    assert read_policy(written) == policy
    assert len(written["prohibition"]) < len(policy.rules)  # type: ignore[arg-type]


def test_there_are_reference_policies() -> None:
    assert len(REFERENCE) == 2


def test_keys_come_in_a_fixed_order_whatever_the_document_had() -> None:
    made = document(
        permission=[{"constraint": constraint("count", "lt", 5), "action": "use", "uid": "urn:r:1"}]
    )
    turned = dict(reversed(list(made.items())))
    assert json.dumps(write_policy(read_policy(made))) == json.dumps(write_policy(read_policy(turned)))
    assert list(write_policy(read_policy(made))) == [
        "@context", "@type", "uid", "conflict", "assigner", "permission",
    ]  # fmt: skip


def test_several_actions_of_one_rule_stay_one_rule() -> None:
    policy = read_policy(document(permission=[rule(["use", "play"]), rule("print")]))
    written: Any = write_policy(policy)
    assert [one["action"] for one in written["permission"]] == [["use", "play"], ["print"]]


def test_what_was_not_understood_is_written_again_so_that_nothing_opens() -> None:
    made = document(permission=[rule("use", **{"ex:onlyOnSundays": True})])
    policy = again(read_policy(made))
    assert policy.rules[0].unknown == ("ex:onlyOnSundays",)
    assert evaluate(policy, Ask(action="use"), World()).result.value == "unknown"


def test_what_a_parent_gave_stands_among_the_rules_and_no_parent_is_named() -> None:
    parent = document(uid="urn:p", permission=[rule("play")], prohibition=[rule("print")], assigner="urn:a")
    child = document(
        inheritFrom="urn:p", permission=[rule("use")], obligation=[rule("inform")], assigner=None
    )
    policy = read_policy(child, {"urn:p": parent})
    written = write_policy(policy)
    assert "inheritFrom" not in written
    assert read_policy(written) == as_written(policy)
    assert [(r.pointer, r.action, r.assigner) for r in read_policy(written).rules] == [
        ("/permission/0", "use", None),
        ("/permission/1", "play", "urn:a"),
        ("/prohibition/0", "print", "urn:a"),
        ("/obligation/0", "inform", None),
    ]


def test_a_rule_without_an_action_is_written_without_one() -> None:
    policy = read_policy(document(permission=[{"target": "urn:t"}]), actionless=True)
    assert read_policy(write_policy(policy), actionless=True) == policy


def test_a_policy_that_no_document_says_is_not_written() -> None:
    policy = read_policy(document(permission=[rule("use")]))
    odd = replace(policy, rules=(replace(policy.rules[0], targets=("urn:elsewhere",)),))
    with pytest.raises(UnwritableError, match="no document says the same"):
        write_policy(odd)
    with pytest.raises(UnwritableError, match="profile"):
        write_policy(replace(policy, profiles=("urn:unknown",)))
