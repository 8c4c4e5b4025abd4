"""Policies, requests and states in Turtle, in the shapes that other evaluators and suites write."""

from __future__ import annotations

import pytest

from licensing.policy.errors import UnreadableError
from licensing.turtle import Wanted, document_of
from tests.odrl.evaluating import report_of
from tests.odrl.tables import Case

PREFIXES = """
@prefix odrl: <http://www.w3.org/ns/odrl/2/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix time: <http://www.w3.org/2006/time#> .
@prefix sotw: <https://w3id.org/force/sotw#> .
@prefix draft: <https://ex.org/sotw#> .
@prefix report: <https://w3id.org/force/compliance-report#> .
@prefix temp: <http://example.com/request/> .
@prefix ex: <http://ex.org/> .
"""
ASKED = "odrl:target ex:x ; odrl:assignee ex:alice ; odrl:action odrl:play"
REQUEST = f"ex:q a odrl:Request ; odrl:permission [ {ASKED} ] ."


def permission(more: str) -> str:
    return f"ex:p a odrl:Set ; odrl:permission ex:rule . ex:rule odrl:target ex:x ; odrl:action odrl:play ; {more} ."


def when(left: str, operator: str, right: str) -> str:
    return f"[ odrl:leftOperand {left} ; odrl:operator odrl:{operator} ; odrl:rightOperand {right} ]"


def found(policy: str, request: str, state: str) -> str:
    """The activation of the first rule."""
    documents = [
        document_of(PREFIXES + text, wanted)
        for text, wanted in ((policy, Wanted.POLICIES), (request, Wanted.REQUEST), (state, Wanted.STATE))
    ]
    report = report_of(Case("", "", documents[0], request=documents[1], state=documents[2]))
    rules = report["rules"]
    assert isinstance(rules, list)
    assert isinstance(rules[0], dict)
    return str(rules[0]["state"])


NOW = '"2024-01-01T00:00:00Z"^^xsd:dateTime'
JUNE = '"2024-06-01T00:00:00Z"^^xsd:dateTime'
TIMED = permission(f"odrl:constraint {when('odrl:dateTime', 'lt', JUNE)}")
ONLINE, PRINTED = '"online"', '"print"'


@pytest.mark.parametrize(
    "clock",
    [
        f"temp:currentTime dct:issued {NOW} .",
        f"ex:s a sotw:SotW ; sotw:currentTime {NOW} .",
        f"ex:s sotw:currentTime {NOW} .",
        f"ex:s a sotw:SotW ; sotw:currentTime ex:now . ex:now dct:issued {NOW} .",
        f"ex:s a draft:SotW ; draft:currentTime ex:currentTime . ex:currentTime dct:issued {NOW} .",
        f"ex:s a sotw:SotW ; sotw:currentTime ex:now . ex:now a time:Instant ; time:inXSDDateTime {NOW} .",
        f"ex:s a sotw:SotW ; sotw:currentTime [ a time:Instant ; time:inXSDDateTimeStamp {NOW} ] .",
        f"ex:s a sotw:SotW ; sotw:currentTime [ rdf:value {NOW} ] .",
        f"ex:s a sotw:SotW ; odrl:dateTime {NOW} .",
        'ex:s a sotw:SotW ; sotw:currentTime "2024-01-01T00:00:00.123456789Z"^^xsd:dateTime .',
    ],
)
def test_the_clock_is_found(clock: str) -> None:
    assert found(TIMED, REQUEST, clock) == "active"


def test_nobody_says_what_time_it_is() -> None:
    assert found(TIMED, REQUEST, "ex:s a sotw:SotW .") == "unknown"


def test_two_clocks_are_refused() -> None:
    with pytest.raises(UnreadableError, match="one state of the world"):
        found(TIMED, REQUEST, f"ex:s sotw:currentTime {NOW} . ex:t sotw:currentTime {NOW} .")


COUNTED = permission(f"odrl:constraint {when('odrl:count', 'lt', '3')}")
USED = "a report:PermissionReport ; report:rule ex:rule ; report:performanceState report:Performed"


@pytest.mark.parametrize(
    ("counts", "active"),
    [
        ("sotw:count 2", "active"),
        ("sotw:count 3", "inactive"),
        ('sotw:count "2"^^xsd:int', "active"),
        ("sotw:count [ sotw:rule ex:rule ; sotw:value 3 ]", "inactive"),
        ("sotw:count [ report:rule ex:rule ; rdf:value 2 ]", "active"),
        ("sotw:count [ report:rule ex:other ; rdf:value 2 ]", "unknown"),
        (f"sotw:report [ {USED} ] , [ {USED} ]", "active"),
        (f"sotw:report [ {USED} ] , [ {USED} ] , [ {USED} ]", "inactive"),
        (
            "sotw:report [ a report:PermissionReport ; report:rule ex:rule ; report:activationState report:Active ]",
            "unknown",
        ),
        (f"sotw:performed [ {ASKED} ] , [ {ASKED} ]", "active"),
        (f"sotw:performedAction [ {ASKED} ] , [ {ASKED} ] , [ {ASKED} ]", "inactive"),
    ],
)
def test_what_was_done_is_counted(counts: str, active: str) -> None:
    assert found(COUNTED, REQUEST, f"ex:s a sotw:SotW ; {counts} .") == active


CONDITIONED = permission("odrl:duty ex:duty") + " ex:duty a odrl:Duty ; odrl:action odrl:attribute ."


@pytest.mark.parametrize(
    ("state", "active"),
    [
        ("ex:r a report:DutyReport ; report:rule ex:duty ; report:deonticState report:Fulfilled .", "active"),
        (
            "ex:r a report:DutyReport ; report:rule ex:duty ; report:deonticState report:Violated .",
            "inactive",
        ),
        ("ex:r a report:DutyReport ; report:rule ex:duty ; report:deonticState report:NonSet .", "inactive"),
        (
            (
                "ex:s a sotw:SotW ; sotw:report ex:p1 . ex:p1 a report:PolicyReport ; report:ruleReport "
                "[ a report:DutyReport ; report:rule ex:duty ; report:performanceState report:Performed ] ."
            ),
            "active",
        ),
        (
            "ex:s a sotw:SotW ; sotw:action [ odrl:action odrl:attribute ; odrl:assignee ex:alice ] .",
            "active",
        ),
        ("ex:s a sotw:SotW ; sotw:performed [ odrl:action odrl:inform ] .", "inactive"),
    ],
)
def test_what_became_of_a_duty_is_found(state: str, active: str) -> None:
    assert found(CONDITIONED, REQUEST, state) == active


PURPOSE = permission(f"odrl:constraint {when('odrl:purpose', 'eq', 'ex:research')}")


@pytest.mark.parametrize(
    ("request_", "active"),
    [
        (
            f"ex:q a odrl:Request ; odrl:permission [ {ASKED} ; sotw:context {when('odrl:purpose', 'eq', 'ex:research')} ] .",
            "active",
        ),
        (
            (
                f"ex:q odrl:permission ex:asked . ex:asked {ASKED} ; sotw:context ex:c1 , ex:c2 . "
                "ex:c1 odrl:leftOperand odrl:purpose ; odrl:operator odrl:eq ; odrl:rightOperand ex:research . "
                "ex:c2 odrl:leftOperand ex:age ; odrl:operator odrl:eq ; odrl:rightOperand 2.4e+01 ."
            ),
            "active",
        ),
        (
            f"ex:q a odrl:Request ; odrl:permission [ {ASKED} ; sotw:context {when('odrl:purpose', 'eq', 'ex:sale')} ] .",
            "inactive",
        ),
        (
            f"ex:q a odrl:Request ; odrl:permission [ {ASKED} ; sotw:context {when('odrl:purpose', 'neq', 'ex:sale')} ] .",
            "unknown",
        ),
        (
            (
                "ex:q a sotw:EvaluationRequest ; sotw:requestedAction odrl:play ; sotw:requestedTarget ex:x ; "
                "sotw:requestParameter [ sotw:describesFeature sotw:Purpose ; sotw:value ex:research ] ."
            ),
            "active",
        ),
    ],
)
def test_a_request_states_its_purpose(request_: str, active: str) -> None:
    assert found(PURPOSE, request_, "ex:s a sotw:SotW .") == active


def test_a_state_states_values_as_constraints_too() -> None:
    stated = f"ex:s a sotw:SotW ; sotw:context {when('odrl:purpose', 'eq', 'ex:research')} ."
    assert found(PURPOSE, REQUEST, stated) == "active"


def test_a_policy_is_no_request() -> None:
    with pytest.raises(UnreadableError, match="one request is expected"):
        found(PURPOSE, PURPOSE, "ex:s a sotw:SotW .")


SMALL = f"odrl:refinement {when('ex:size', 'lt', '5')}"


@pytest.mark.parametrize(
    ("policy", "state", "active"),
    [
        (
            (
                "ex:p a odrl:Set ; odrl:inheritFrom ex:parent . "
                "ex:parent a odrl:Set ; odrl:permission [ odrl:target ex:x ; odrl:action odrl:play ] ."
            ),
            "",
            "active",
        ),
        (
            f"ex:p odrl:permission [ odrl:target [ a odrl:AssetCollection ; odrl:source ex:c ; {SMALL} ] ; odrl:action odrl:play ] .",
            "ex:x odrl:partOf ex:c ; ex:size 3 .",
            "active",
        ),
        (
            f"ex:p odrl:permission [ odrl:target [ a odrl:AssetCollection ; {SMALL} ] ; odrl:action odrl:play ] .",
            "ex:x odrl:partOf ex:c ; ex:size 3 .",
            "unknown",
        ),
        (
            permission("odrl:constraint [ odrl:xone ( ex:c1 ex:c2 ) ]")
            + f" ex:c1 odrl:or ( {when('odrl:media', 'eq', ONLINE)} ) . ex:c2 odrl:and ( {when('odrl:media', 'eq', PRINTED)} ) .",
            'ex:s a sotw:SotW ; odrl:media "online" .',
            "active",
        ),
        (
            permission("odrl:constraint [ a odrl:LogicalConstraint ; odrl:or ex:c1 , ex:c2 ]")
            + " ex:c1 odrl:leftOperand odrl:media ; odrl:operator odrl:eq ; odrl:rightOperand 'online' ."
            + " ex:c2 odrl:leftOperand odrl:media ; odrl:operator odrl:eq ; odrl:rightOperand 'print'@en .",
            'ex:s a sotw:SotW ; odrl:media "print"@en .',
            "active",
        ),
        (
            (
                "ex:p a odrl:Set ; odrl:permission [ odrl:target ex:x ; odrl:action [ rdf:value odrl:play ; "
                f"odrl:refinement {when('odrl:resolution', 'isAnyOf', '( 100 200 )')} ] ] ."
            ),
            "ex:s a sotw:SotW ; odrl:resolution 200 .",
            "active",
        ),
        (
            "ex:p a odrl:Set ; odrl:permission [ odrl:target ex:x ; odrl:action ex:perform ] . ex:perform odrl:includedIn odrl:play .",
            "",
            "inactive",
        ),
    ],
)
def test_policies_of_nodes_without_names_are_read(policy: str, state: str, active: str) -> None:
    assert found(policy, REQUEST, state or "ex:s a sotw:SotW .") == active
