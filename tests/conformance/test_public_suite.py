"""The public ODRL test suite, case by case."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from licensing.policy.model import State
from licensing.policy.odrl import read_policy
from licensing.policy.standalone.compliance import compliance_report
from licensing.policy.standalone.evaluate import Reading, Result, evaluate
from licensing.policy.standalone.world import Ask, World
from tests.conformance.__main__ import faults, main, rows
from tests.conformance.cases import Case, cases
from tests.conformance.divergences import DIVERGENCES, NO_EXPLANATION
from tests.conformance.levels import Found, activations, compared, explanations

DIVERGING = {one.case for one in DIVERGENCES}


def named(case: Case) -> str:
    return f"{case.number}-{case.title}"


def test_the_suite_has_sixty_eight_cases() -> None:
    assert [case.number for case in cases()] == [f"{n:03}" for n in range(1, 69)]


@pytest.mark.parametrize("case", cases(), ids=named)
def test_every_rule_is_as_active_as_the_suite_expects_but_for_the_documented_divergences(case: Case) -> None:
    activation, _ = compared(case, Reading.STRICT)
    assert activation is (Found.DIFFERS if case.number in DIVERGING else Found.SAME)


@pytest.mark.parametrize("case", cases(), ids=named)
def test_every_rule_is_as_active_as_the_suite_expects_under_its_own_reading(case: Case) -> None:
    activation, _ = compared(case, Reading.SUITE)
    assert activation is Found.SAME


@pytest.mark.parametrize("reading", [Reading.STRICT, Reading.SUITE])
@pytest.mark.parametrize("case", cases(), ids=named)
def test_every_premise_is_explained_as_the_suite_expects(case: Case, reading: Reading) -> None:
    _, explanation = compared(case, reading)
    assert explanation is (Found.NOT_THERE if case.number in NO_EXPLANATION else Found.SAME)


def test_a_divergence_is_a_permission_that_the_suite_grants_and_the_model_does_not() -> None:
    for case in cases():
        if case.number in DIVERGING:
            obtained = compliance_report(evaluate(case.policy, case.ask, case.world))
            assert "Inactive" in str(activations(obtained))
            assert "Inactive" not in str(activations(case.expected))


def test_no_case_has_an_unknown_state() -> None:
    for case in cases():
        assert "ra:Unknown" not in str(compliance_report(evaluate(case.policy, case.ask, case.world)))


@pytest.mark.parametrize("operator", ["neq", "isNoneOf", "eq"])
def test_no_reading_permits_on_a_value_that_nobody_stated(operator: str) -> None:
    policy = read_policy(
        {
            "uid": "urn:p",
            "permission": {
                "action": "read",
                "constraint": {"leftOperand": "purpose", "operator": operator, "rightOperand": "advertising"},
            },
        }
    )
    for reading in Reading:
        report = evaluate(policy, Ask(action="read", party="urn:a", target="urn:t"), World(), reading)
        assert report.rules[0].state is not State.ACTIVE
        assert report.result is not Result.PERMITTED


# --- the comparison sees differences -----------------------------------------------------------------------------------


def test_another_request_is_another_activation() -> None:
    case = cases()[0]
    assert (
        compared(replace(case, ask=replace(case.ask, rule="urn:other")), Reading.STRICT)[0] is Found.DIFFERS
    )


def test_another_clock_is_another_explanation() -> None:
    differing = 0
    for case in cases():
        if explanations(case.expected) and case.world.now and "Constraint" in str(case.expected):
            world = replace(case.world, now=case.world.now - timedelta(days=3650))
            differing += compared(replace(case, world=world), Reading.STRICT)[1] is Found.DIFFERS
    assert differing > 10


def test_without_a_state_of_the_world_nothing_that_depends_on_it_is_active() -> None:
    for case in cases():
        if "Constraint" in str(case.expected):
            report = compliance_report(evaluate(case.policy, case.ask, World()))
            assert "#Active" not in str(activations(report)), case.number


def test_the_table_tells_when_it_is_short_of_the_goal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main() == 0
    told = capsys.readouterr().out
    assert "strict      68          66 of 68           67 of 67            2" in told
    assert "suite       68          68 of 68           67 of 67            0" in told
    monkeypatch.setattr("tests.conformance.__main__.DIVERGENCES", ())
    assert faults(Reading.STRICT, rows(Reading.STRICT)) == [
        "strict 059: activation differs, explanation same",
        "strict 065: activation differs, explanation the suite has none",
    ]
    assert main() == 1
