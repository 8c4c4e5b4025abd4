"""The command line takes Turtle, and reports in the vocabulary of compliance reports."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from licensing.policy.__main__ import main
from tests.conformance.cases import SUITE

POLICY, REQUEST = SUITE / "policies" / "policy-13.ttl", SUITE / "requests" / "request-1.ttl"
STATE = SUITE / "sotw" / "temporal-future.ttl"


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> Any:
    given = ["--policy", POLICY, "--request", REQUEST, *arguments]
    assert main(["evaluate", *map(str, given)]) == 0
    return json.loads(capsys.readouterr().out)


def test_turtle_is_evaluated(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "--state", STATE)["result"] == "permitted"


def test_a_compliance_report_names_rule_request_and_constraint(capsys: pytest.CaptureFixture[str]) -> None:
    report = run(capsys, "--state", STATE, "--report", "compliance")
    [rule] = report["report:ruleReport"]
    assert rule["report:rule"] == {"@id": "urn:uuid:641a79e0-0633-46c5-afe8-616e36701404"}
    assert rule["report:ruleRequest"] == {"@id": "urn:uuid:186be541-5857-4ce3-9f03-1a274f16bf59"}
    assert rule["report:activationState"] == {"@id": "report:Active"}
    assert rule["report:premiseReport"][-1]["report:constraintOperator"] == {"@id": "odrl:gt"}


def test_what_is_not_known_is_neither_active_nor_inactive(capsys: pytest.CaptureFixture[str]) -> None:
    report = run(capsys, "--report", "compliance")
    [rule] = report["report:ruleReport"]
    assert rule["report:activationState"] == {"@id": "ra:Unknown"}
    assert rule["report:premiseReport"][-1]["report:satisfactionState"] == {"@id": "ra:Unknown"}


def test_bad_turtle_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bad.ttl").write_text("<a> <b>", encoding="utf-8")
    assert main(["evaluate", "--policy", str(tmp_path / "bad.ttl"), "--request", str(REQUEST)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


BESIDE = """
@prefix odrl: <http://www.w3.org/ns/odrl/2/> .
@prefix ex: <http://example.org/> .
ex:p a odrl:Set ; odrl:permission [ odrl:action odrl:read ; odrl:target ex:all ; odrl:assignee ex:org ] .
ex:x odrl:partOf ex:all .
ex:alice odrl:partOf ex:org .
"""


@pytest.mark.parametrize(
    ("text", "state"), [(BESIDE, "active"), (BESIDE.replace("ex:x ", "ex:y "), "inactive")]
)
def test_what_stands_beside_a_policy_is_heard(
    text: str, state: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "policy.ttl"
    path.write_text(text, encoding="utf-8")
    assert main(["evaluate", "--policy", str(path), "--request", str(REQUEST)]) == 0
    [rule] = json.loads(capsys.readouterr().out)["rules"]
    assert rule["state"] == state


@pytest.mark.parametrize(
    ("actions", "state"), [("odrl:modify, odrl:read", "Active"), ("odrl:modify, odrl:sell", "Inactive")]
)
def test_a_rule_of_several_actions_has_one_compliance_report(
    actions: str, state: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "policy.ttl"
    head = "@prefix odrl: <http://www.w3.org/ns/odrl/2/> . @prefix ex: <http://example.org/> ."
    path.write_text(f"{head} ex:p a odrl:Set ; odrl:permission [ odrl:action {actions} ] .", encoding="utf-8")
    arguments = ["--policy", str(path), "--request", str(REQUEST), "--report", "compliance"]
    assert main(["evaluate", *arguments]) == 0
    [rule] = json.loads(capsys.readouterr().out)["report:ruleReport"]
    assert rule["report:activationState"] == {"@id": f"report:{state}"}
