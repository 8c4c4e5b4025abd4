"""Turtle becomes the JSON-LD that the policy core reads."""

from __future__ import annotations

from typing import Any

import pytest

from licensing.policy.errors import UnreadableError
from licensing.policy.model import LogicalConstraint, RuleType
from licensing.policy.odrl import read_policy
from licensing.policy.standalone.reading import read_request, read_world
from licensing.turtle import Wanted, document_of

ODRL = "http://www.w3.org/ns/odrl/2/"
PREFIXES = """
@prefix odrl: <http://www.w3.org/ns/odrl/2/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix ex: <http://example.org/> .
"""


def read(text: str, wanted: Wanted | None = None) -> dict[str, Any]:
    return document_of(PREFIXES + text, wanted)


def test_what_a_policy_refers_to_is_nested_in_it() -> None:
    document = read("""
        ex:p a odrl:Offer ; odrl:permission ex:r .
        ex:r odrl:action odrl:print ; odrl:target ex:t ; odrl:constraint [ odrl:leftOperand odrl:count ;
            odrl:operator odrl:lteq ; odrl:rightOperand "5"^^xsd:integer ] .
    """)
    assert document == {
        "@id": "http://example.org/p",
        "@type": f"{ODRL}Offer",
        f"{ODRL}permission": {
            "@id": "http://example.org/r",
            f"{ODRL}action": {"@id": f"{ODRL}print"},
            f"{ODRL}target": {"@id": "http://example.org/t"},
            f"{ODRL}constraint": {
                f"{ODRL}leftOperand": {"@id": f"{ODRL}count"},
                f"{ODRL}operator": {"@id": f"{ODRL}lteq"},
                f"{ODRL}rightOperand": {"@value": "5", "@type": "http://www.w3.org/2001/XMLSchema#integer"},
            },
        },
    }


def test_the_core_reads_the_same_policy_as_from_json() -> None:
    turtle = read("""
        ex:p a odrl:Agreement ; odrl:conflict odrl:perm ; odrl:assigner ex:me ; odrl:prohibition [
            odrl:target [ a odrl:AssetCollection ; odrl:uid ex:all ] ;
            odrl:action [ rdf:value odrl:print ;
                          odrl:refinement [ odrl:leftOperand odrl:resolution ; odrl:operator odrl:gt ; odrl:rightOperand 300 ] ] ;
            odrl:remedy [ odrl:action odrl:delete ] ] .
    """)
    json = {
        "@type": "Agreement",
        "uid": "http://example.org/p",
        "conflict": "perm",
        "assigner": "http://example.org/me",
        "prohibition": {
            "target": {"@type": "AssetCollection", "uid": "http://example.org/all"},
            "action": {
                "rdf:value": {"@id": "odrl:print"},
                "refinement": {
                    "leftOperand": "resolution",
                    "operator": "gt",
                    "rightOperand": {"@value": "300", "@type": "xsd:integer"},
                },
            },
            "remedy": {"action": "delete"},
        },
    }
    assert read_policy(turtle) == read_policy(json)


def test_literals_stay_as_they_are_written() -> None:
    document = read("""
        ex:p a odrl:Set ; ex:v "2024-02-12T11:20:10.999Z"^^xsd:dateTime, "007"^^xsd:integer, "zażółć"@pl, "x", 1.50, 1e3,
            true, "<a>&lol;</a>"^^rdf:XMLLiteral .
    """)
    assert [one["@value"] for one in document["http://example.org/v"]] == [
        "2024-02-12T11:20:10.999Z", "007", "zażółć", "x", "1.50", "1e3", "true", "<a>&lol;</a>",
    ]  # fmt: skip
    assert document["http://example.org/v"][2] == {"@value": "zażółć", "@language": "pl"}


def test_lists_keep_their_order() -> None:
    def constraint(name: str) -> str:
        return f'[ odrl:uid ex:{name} ; odrl:leftOperand odrl:event ; odrl:operator odrl:eq ; odrl:rightOperand "{name}" ]'

    [rule] = read_policy(
        read(f"""
        ex:p a odrl:Set ; odrl:permission [ odrl:action odrl:use ; odrl:constraint [
            odrl:andSequence ( {constraint("c")} {constraint("a")} {constraint("b")} ) ] ] .
    """)
    ).rules
    [logical] = rule.constraints
    assert isinstance(logical, LogicalConstraint)
    assert [one.uid[-1] for one in logical.operands] == ["c", "a", "b"]


def test_rules_keep_the_order_of_the_document() -> None:
    rules = read_policy(
        read(
            "ex:p a odrl:Set ; odrl:permission ex:z, ex:a . ex:a odrl:action odrl:use . ex:z odrl:action odrl:use ."
        )
    ).rules
    assert [rule.uid[-1] for rule in rules] == ["z", "a"]


def test_a_parent_in_the_same_file_stays_a_name() -> None:
    document = read("""
        ex:child a odrl:Set ; odrl:inheritFrom ex:parent ; odrl:permission [ odrl:action odrl:use ] .
        ex:parent a odrl:Set ; odrl:prohibition [ odrl:action odrl:sell ] .
    """)
    child, parent = document["@graph"]
    assert child[f"{ODRL}inheritFrom"] == {"@id": "http://example.org/parent"}
    rules = read_policy(child, {parent["@id"]: parent}).rules
    assert [rule.type for rule in rules] == [RuleType.PERMISSION, RuleType.PROHIBITION]


def test_a_policy_without_a_type_is_found_by_its_rules() -> None:
    assert read("ex:p odrl:obligation [ odrl:action odrl:delete ] .")["@id"] == "http://example.org/p"


def test_a_policy_without_a_name_is_named_by_its_uid() -> None:
    assert read_policy(
        read("[] a odrl:Set ; odrl:uid ex:p ; odrl:permission [ odrl:action odrl:use ] .")
    ).uid == ("http://example.org/p")


def test_one_file_may_hold_policy_request_and_state() -> None:
    text = """
        ex:p a odrl:Set ; odrl:permission [ odrl:action odrl:read ; odrl:assignee ex:group ] .
        ex:q a odrl:Request ; odrl:permission [ odrl:action odrl:read ; odrl:assignee ex:alice ; odrl:target ex:x ] .
        ex:w a ex:Sotw ; ex:includes ex:currentTime, ex:alice .
        ex:currentTime dct:issued "2024-02-12T11:20:10.999Z"^^xsd:dateTime .
        ex:alice odrl:partOf ex:group .
        ex:other odrl:partOf ex:elsewhere .
    """
    assert read_policy(read(text)).uid == "http://example.org/p"
    assert read_request(read(text, Wanted.REQUEST)).party == "http://example.org/alice"
    world = read_world(read(text, Wanted.STATE))
    assert world.now is not None
    assert world.now.year == 2024
    assert "http://example.org/group" in world.collections_of("http://example.org/alice")
    assert "http://example.org/elsewhere" not in world.collections_of("http://example.org/other")


def test_a_state_without_a_node_for_itself_is_the_whole_file() -> None:
    world = read_world(read("ex:alice odrl:partOf ex:group . [] ex:v 1 ."))
    assert "http://example.org/group" in world.collections_of("http://example.org/alice")


def test_a_request_of_the_newer_vocabulary_is_read() -> None:
    ask = read_request(
        read("""
        @prefix sotw: <https://w3id.org/force/sotw#> .
        ex:q a sotw:EvaluationRequest ; sotw:requestedAction odrl:read ; sotw:requestingParty ex:alice ;
            sotw:requestedTarget ex:x ; sotw:requestParameter [ sotw:describesFeature sotw:Purpose ; sotw:value ex:care ] .
    """)
    )
    assert (ask.action, ask.party, ask.target) == ("read", "http://example.org/alice", "http://example.org/x")
    assert [value.text for value in ask.context["purpose"]] == ["http://example.org/care"]


def test_n_triples_are_turtle() -> None:
    text = f"<urn:p> <{ODRL}permission> <urn:r> .\n<urn:r> <{ODRL}action> <{ODRL}use> .\n"
    assert [rule.action for rule in read_policy(document_of(text)).rules] == ["use"]


@pytest.mark.parametrize("wanted", [Wanted.POLICY, Wanted.REQUEST])
def test_what_is_not_there_is_said(wanted: Wanted) -> None:
    with pytest.raises(UnreadableError, match=f"one {wanted.value} is expected, 0 found"):
        read("ex:alice odrl:partOf ex:group .", wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("ex:a a odrl:Request . ex:b a odrl:Request .", Wanted.REQUEST),
        ("ex:a a ex:Sotw . ex:b a ex:Sotw .", Wanted.STATE),
    ],
)
def test_two_where_one_is_meant_are_refused(text: str, wanted: Wanted) -> None:
    with pytest.raises(UnreadableError, match="2 found"):
        read(text, wanted)
