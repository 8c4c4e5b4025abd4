"""A policy can be written as Turtle, and reads as the same policy again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from licensing.policy.model import Policy
from licensing.policy.odrl import read_policy
from licensing.policy.odrl_writer import UnwritableError, as_written
from licensing.turtle.framing import Wanted, document_of
from licensing.turtle.writing import turtle_of
from tests.conformance.cases import Case, cases
from tests.policy.odrl_documents import Json, whole_documents

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = sorted((ROOT / "config/demo/data").glob("reference-policy*.jsonld"))


def again(policy: Policy) -> Policy:
    return read_policy(document_of(turtle_of(policy), Wanted.POLICY), actionless=True)


@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
@given(whole_documents())
def test_what_is_written_reads_as_the_same_policy(made: Json) -> None:
    policy = read_policy(made)
    assert again(policy) == as_written(policy)


@pytest.mark.parametrize("path", REFERENCE, ids=lambda path: path.stem)
def test_a_reference_policy_keeps_pointers_identifiers_and_clauses(path: Path) -> None:
    policy = read_policy(json.loads(path.read_text(encoding="utf-8")))
    assert again(policy) == policy


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.number)
def test_every_policy_of_the_public_suite_comes_back(case: Case) -> None:
    assert again(case.policy) == as_written(case.policy)


def test_what_is_written_is_pleasant_to_read() -> None:
    policy = read_policy(
        {
            "uid": "urn:p",
            "permission": {
                "action": "use",
                "target": "http://example.org/t",
                "constraint": {
                    "and": [
                        {
                            "uid": "urn:c",
                            "leftOperand": "count",
                            "operator": "lt",
                            "rightOperand": {"@value": "5", "@type": "xsd:integer"},
                        },
                        {"leftOperand": "event", "operator": "lt", "rightOperand": 'say "end"\n'},
                    ]
                },
            },
        }
    )
    assert turtle_of(policy) == PLEASANT


PLEASANT = r"""@prefix odrl: <http://www.w3.org/ns/odrl/2/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<urn:p> a odrl:Set ;
    odrl:conflict odrl:invalid ;
    odrl:permission [
        a odrl:Permission ;
        odrl:action odrl:use ;
        odrl:target <http://example.org/t> ;
        odrl:constraint [
            odrl:and (
                <urn:c>
                [
                    odrl:leftOperand odrl:event ;
                    odrl:operator odrl:lt ;
                    odrl:rightOperand "say \"end\"\n"
                ]
            )
        ]
    ] .

<urn:c> odrl:leftOperand odrl:count ;
    odrl:operator odrl:lt ;
    odrl:rightOperand "5"^^xsd:integer .
"""


def test_one_name_with_two_descriptions_is_nested_with_its_uid() -> None:
    refined = {"uid": "urn:t", "refinement": {"leftOperand": "count", "operator": "lt", "rightOperand": "1"}}
    policy = read_policy(
        {
            "uid": "urn:p",
            "permission": [{"action": "use", "target": refined}, {"action": "use", "target": "urn:t"}],
        }
    )
    assert "odrl:uid <urn:t>" in turtle_of(policy)


def test_what_is_not_a_name_in_turtle_is_not_written() -> None:
    policy = read_policy({"uid": "urn:p", "permission": {"action": "use", "target": "urn:with a space"}})
    with pytest.raises(UnwritableError, match="is not a name"):
        turtle_of(policy)
