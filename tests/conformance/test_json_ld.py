"""Every case of the public suite comes to the same as JSON-LD as it does as Turtle."""

from __future__ import annotations

import json

import pytest
from rdflib import Graph

from licensing.policy.canonical import Json
from licensing.policy.odrl import read_policy
from licensing.policy.standalone.beside import with_document
from licensing.policy.standalone.evaluate import PolicyReport, Reading, evaluate
from licensing.policy.standalone.output import report_data
from licensing.policy.standalone.policies import policies_of
from licensing.policy.standalone.reading import read_request, read_world
from tests.conformance.cases import Case, cases


def expanded(text: str) -> Json:
    """The triples as another program writes them: expanded, flat, every literal with its type."""
    found: Json = json.loads(Graph().parse(data=text, format="turtle").serialize(format="json-ld"))
    return found


def told(report: PolicyReport) -> object:
    """What is reported, whatever the order of the document and the names of its nodes without one."""
    data = report_data(report)
    rules = data["rules"]
    assert isinstance(rules, list)
    found = [
        (one["type"], one["action"], one["state"], one["deontic"]) for one in rules if isinstance(one, dict)
    ]
    return data["policy"], data["result"], data["forRequest"], sorted(map(str, found))


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.title)
def test_json_ld_is_evaluated_as_turtle_is(case: Case) -> None:
    policy, request, state = map(expanded, case.texts)
    policies = policies_of(policy)
    read = read_policy(policies[case.policy.uid], policies, actionless=True)
    ask, world = read_request(request), with_document(read_world(state), policy)
    for reading in Reading:
        same = evaluate(case.policy, case.ask, case.world, reading)
        assert told(evaluate(read, ask, world, reading)) == told(same)
