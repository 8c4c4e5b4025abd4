"""What a request or a state says twice, or does not know, is read the stricter way."""

from __future__ import annotations

import pytest

from licensing.policy.errors import UnreadableError
from licensing.policy.odrl import read_policy
from licensing.policy.standalone.evaluate import Result, evaluate
from licensing.policy.standalone.reading import read_request, read_world

CONTEXT = "http://www.w3.org/ns/odrl.jsonld"
REPORT = "https://w3id.org/force/compliance-report#"
RESEARCH, SALES = "http://x.example/research", "http://x.example/sales"
USE: dict[str, object] = {"action": "play", "target": "http://x.example/a"}


def result(left: str, operator: str, right: object, request: object, state: object) -> Result:
    limit = {"leftOperand": left, "operator": operator, "rightOperand": right}
    rule = {**USE, "uid": "http://x.example/r", "constraint": [limit]}
    policy = {"@context": CONTEXT, "@type": "Set", "uid": "http://x.example/p", "permission": [rule]}
    return evaluate(read_policy(policy), read_request(request), read_world(state)).result


def purposes(*names: str) -> list[dict[str, str]]:
    return [{"leftOperand": "purpose", "operator": "eq", "rightOperand": name} for name in names]


TWICE = {
    "constraints of the context": ({**USE, "context": purposes(SALES, RESEARCH)}, {}),
    "contexts": ({**USE, "context": [{"purpose": SALES}, {"purpose": RESEARCH}]}, {}),
    "a member and a constraint": ({**USE, "purpose": SALES, "context": purposes(RESEARCH)}, {}),
    "constraints of a request": (
        {"@type": "Request", "permission": [{**USE, "constraint": purposes(SALES, RESEARCH)}]},
        {},
    ),
    "constraints of the state": (USE, {"context": purposes(SALES, RESEARCH)}),
    "contexts of the state": (USE, {"context": [{"purpose": SALES}, {"purpose": RESEARCH}]}),
}


@pytest.mark.parametrize("where", TWICE)
def test_of_two_purposes_none_is_forgotten(where: str) -> None:
    assert result("purpose", "eq", RESEARCH, *TWICE[where]) is Result.UNKNOWN


def test_a_purpose_that_is_stated_twice_alike_is_one() -> None:
    request = {**USE, "purpose": RESEARCH, "context": purposes(RESEARCH)}
    assert result("purpose", "eq", RESEARCH, request, {}) is Result.PERMITTED


def test_a_request_of_two_times_is_unreadable() -> None:
    times = [{"dateTime": "2026-01-01T00:00:00Z"}, {"dateTime": "2027-01-01T00:00:00Z"}]
    with pytest.raises(UnreadableError):
        read_request({**USE, "context": times})


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        (["Performed", "Unperformed"], Result.PERMITTED),
        (["Performed", "Performed"], Result.NOT_PERMITTED),
        (["Performed", "Unknown"], Result.UNKNOWN),
        (["Unknown"], Result.UNKNOWN),
    ],
)
def test_a_use_of_which_nobody_knows_whether_it_was_made_leaves_the_count_unknown(
    states: list[str], expected: Result
) -> None:
    reports = [
        {
            "@type": f"{REPORT}PermissionReport",
            f"{REPORT}rule": {"@id": "http://x.example/r"},
            f"{REPORT}performanceState": {"@id": REPORT + state},
        }
        for state in states
    ]
    assert result("count", "lt", 2, USE, {"@context": CONTEXT, "@graph": reports}) is expected


def of_rules(*rules: dict[str, object], kind: str = "permission", **others: object) -> Result:
    whole = {"@context": CONTEXT, "@type": "Set", "uid": "http://x.example/p", kind: list(rules), **others}
    return evaluate(read_policy(whole), read_request(USE), read_world({})).result


NAMED: dict[str, object] = {**USE, "uid": "http://x.example/r"}


def test_a_rule_under_whose_identifier_a_condition_stands_elsewhere_permits_nothing() -> None:
    assert of_rules(NAMED, {**NAMED, "constraint": purposes(RESEARCH)}) is Result.UNKNOWN
    assert of_rules(NAMED, prohibition=[NAMED]) is not Result.PERMITTED
    assert (
        of_rules({**NAMED, "constraint": purposes(RESEARCH)}, kind="prohibition", permission=[NAMED])
        is Result.UNKNOWN
    )


def test_a_rule_that_is_described_twice_alike_is_one() -> None:
    assert of_rules(NAMED, NAMED) is Result.PERMITTED
    assert (
        of_rules({**NAMED, "uid": "http://x.example/1"}, {**NAMED, "uid": "http://x.example/2"})
        is Result.PERMITTED
    )
