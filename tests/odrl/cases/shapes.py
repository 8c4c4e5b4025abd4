"""States as other people write them, and the examples of the draft Formal Semantics."""

from tests.odrl.tables import ALICE, CONTEXT, NOON, ORG, Case, X, permission, policy, typed, when

_SOTW, _TTL_REPORT = "https://w3id.org/force/sotw#", "https://w3id.org/force/compliance-report#"
_STATE = "FS state of the world"
_TIMED = permission(assignee=ALICE, constraint=[when("dateTime", "lt", "2024-07-01T00:00:00Z")])
_RAW = "https://raw.githubusercontent.com/w3c/odrl/refs/heads/master/formal-semantics/ontology/"
_A1 = {
    "@context": CONTEXT,
    "@type": "Set",
    "uid": "http://example.com/policy/A1",
    "permission": [
        {
            "@id": "http://example.com/rule/A1",
            "target": "http://example.com/document/1234",
            "assigner": "http://example.com/party/16",
            "action": "distribute",
            "constraint": [
                {
                    "@id": "http://example.com/constraint/A1",
                    **when("dateTime", "lt", typed("2018-01-01", "date")),
                }
            ],
        }
    ],
}
_ASK_A1 = {
    "@context": [CONTEXT, f"{_RAW}evaluation_request.json"],
    "@type": "EvaluationRequest",
    "evaluatedAction": "odrl:distribute",
    "evaluatedParty": "http://example.com/party/1",
    "evaluatedTarget": "http://example.com/document/1234",
}
_C1 = {
    "@context": CONTEXT,
    "@type": "Agreement",
    "uid": "http://example.com/policy/C1",
    "permission": [
        {
            "assigner": "http://example.com/party/sony",
            "assignee": "http://example.com/party/billie",
            "target": "http://example.com/music/1999.mp3",
            "action": "play",
            "duty": [
                {
                    "@id": "http://example.com/condition/1",
                    "action": [
                        {
                            "@id": "http://example.com/action/1",
                            "rdf:value": {"@id": "odrl:compensate"},
                            "refinement": [
                                {
                                    "@id": "http://example.com/refinement/1",
                                    **when(
                                        "payAmount",
                                        "eq",
                                        typed("5.00", "decimal"),
                                        unit="http://dbpedia.org/resource/Euro",
                                    ),
                                }
                            ],
                        }
                    ],
                }
            ],
        }
    ],
}
_ASK_C1 = {
    "@type": "odrl-fs:EvaluationRequest",
    "action": "odrl:play",
    "assignee": {"@id": "http://example.com/party/billie"},
    "target": "http://example.com/music/1999.mp3",
}


def _state_a1(time: str) -> dict[str, object]:
    return {
        "@context": [
            CONTEXT,
            f"{_RAW}stow.json",
            {"time": "http://www.w3.org/2006/time#", "ex": "https://ex.org/"},
        ],
        "@id": "ex:state-A11",
        "@type": "SotW",
        "context": {
            "@id": "ex:context",
            "@type": "time:Instant",
            "conditionId": "http://example.com/constraint/A1",
            "time:inXSDDateTime": typed(time, "dateTime"),
        },
    }


def _payment(amount: str) -> dict[str, object]:
    return {
        "@context": [
            CONTEXT,
            f"{_RAW}stow.json",
            {"pay": "https://www.epimorphics.com/guide-to-the-payments-ontology/", "ex": "https://ex.org/"},
        ],
        "@type": "SotW",
        "context": {
            "@type": "pay:Payment",
            "conditionId": "http://example.com/condition/1",
            "pay:payer": "http://example.com/party/billie",
            "pay:payee": "http://example.com/party/sony",
            "pay:netAmount": typed(amount, "decimal"),
            "pay:currency": "https://dbpedia.org/resource/Euro",
            "pay:paymentDate": typed("2025-07-23T00:00:00", "dateTime"),
        },
    }


def _timed(name: str, state: object, *, active: str = "active") -> Case:
    return Case(name, _STATE, _TIMED, state=state, states=[active])


CASES = [
    Case(
        "A1-1: before 2018",
        "FS A1-1",
        _A1,
        request=_ASK_A1,
        state=_state_a1("2017-12-19T15:00:00"),
        states=["active"],
        result="permitted",
    ),
    Case(
        "A1-2: after 2018",
        "FS A1-2",
        _A1,
        request=_ASK_A1,
        state=_state_a1("2019-12-19T15:00:00"),
        states=["inactive"],
        result="not-permitted",
    ),
    Case("C1-1: not paid", "FS E22-1", _C1, request=_ASK_C1, states=["inactive"], duties=["not-set"]),
    Case(
        "C1-2: paid, in the payments ontology",
        "FS E22-2",
        _C1,
        request=_ASK_C1,
        state=_payment("5.00"),
        states=["active"],
        duties=["fulfilled"],
    ),
    Case(
        "C1-2: paid too little",
        "FS E22-2",
        _C1,
        request=_ASK_C1,
        state=_payment("4.00"),
        states=["inactive"],
        duties=["not-set"],
    ),
    Case(
        "C1-2: paid, as a node of the state",
        "FS E22-2, as the draft's Turtle has it",
        _C1,
        request=_ASK_C1,
        state={
            "@context": {"ex": "https://ex.org/", "sotw": "https://ex.org/sotw#"},
            "@graph": [
                {"@id": "ex:sotw", "@type": "sotw:SotW", "sotw:action": {"@id": "ex:action"}},
                {
                    "@id": "ex:action",
                    "@type": "ex:Compensate",
                    "ex:payAmount": typed("5.00", "decimal"),
                    "ex:compensatedParty": {"@id": "http://example.com/party/sony"},
                },
            ],
        },
        states=["active"],
        duties=["fulfilled"],
    ),
    _timed("the clock as a member", {"currentTime": NOON}),
    _timed("the clock as a typed literal", {"currentTime": typed(NOON, "dateTime")}),
    _timed("the clock by another name", {"now": "2024-08-01T00:00:00Z"}, active="inactive"),
    _timed(
        "the clock as the draft's member", {"@type": "sotw:SotW", "sotw:currentTime": typed(NOON, "dateTime")}
    ),
    _timed(
        "the clock as the draft's node",
        {
            "@context": {"sotw": "https://ex.org/sotw#", "ex": "https://ex.org/"},
            "@graph": [
                {"@id": "ex:sotw", "@type": "sotw:SotW", "sotw:currentTime": {"@id": "ex:now"}},
                {"@id": "ex:now", "dcterms:issued": typed(NOON, "dateTime")},
            ],
        },
    ),
    _timed("no clock", {}, active="unknown"),
    _timed(
        "the clock in full",
        {f"{_SOTW}currentTime": [{"@value": NOON, "@type": "http://www.w3.org/2001/XMLSchema#dateTime"}]},
    ),
    Case(
        "a state that is a value for one constraint",
        "FS conditionId",
        permission(constraint=[when("urn:ex:noise", "lt", 50, uid="urn:ex:c")]),
        state={"context": {"conditionId": "urn:ex:c", "value": 40}},
        states=["active"],
    ),
    Case(
        "counters of the draft",
        "FS count",
        permission(constraint=[when("count", "lt", 5)]),
        state={"@type": "sotw:SotW", "sotw:count": 5},
        states=["inactive"],
    ),
    Case(
        "an event of the draft",
        "FS event: an event that has occurred",
        permission(constraint=[when("event", "gt", "urn:ex:cup")]),
        state={"@type": "sotw:SotW", "sotw:event": {"@id": "urn:ex:cup"}},
        states=["active"],
    ),
    Case(
        "a recipient of the draft",
        "FS recipient",
        permission(constraint=[when("recipient", "eq", ORG)]),
        state={"@type": "sotw:SotW", "sotw:recipient": {"@id": ORG}},
        states=["active"],
    ),
    Case(
        "a report of the draft",
        "FS report",
        policy(
            permission=[{"target": X, "action": "play", "duty": {"uid": "urn:ex:d", "action": "compensate"}}]
        ),
        state={
            "@type": "sotw:SotW",
            "sotw:report": {
                "@type": f"{_TTL_REPORT}PolicyReport",
                f"{_TTL_REPORT}ruleReport": {
                    "@type": f"{_TTL_REPORT}DutyReport",
                    f"{_TTL_REPORT}rule": {"@id": "urn:ex:d"},
                    f"{_TTL_REPORT}performanceState": {"@id": f"{_TTL_REPORT}Performed"},
                },
            },
        },
        states=["active"],
    ),
]
