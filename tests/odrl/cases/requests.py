"""Requests as other people write them."""

from tests.odrl.tables import ALICE, CONTEXT, NOON, Case, X, permission, typed, when

_SOTW = "https://w3id.org/force/sotw#"
_REQUEST = "FS evaluation request"
_STATE = "FS state of the world"
_DPV = "https://w3id.org/dpv#AccountManagement"
_FOR = permission(assignee=ALICE, constraint=[when("purpose", "eq", _DPV)])
_TIMED = permission(assignee=ALICE, constraint=[when("dateTime", "lt", "2024-07-01T00:00:00Z")])
_RAW = "https://raw.githubusercontent.com/w3c/odrl/refs/heads/master/formal-semantics/ontology/"
_ASK_A1 = {
    "@context": [CONTEXT, f"{_RAW}evaluation_request.json"],
    "@type": "EvaluationRequest",
    "evaluatedAction": "odrl:distribute",
    "evaluatedParty": "http://example.com/party/1",
    "evaluatedTarget": "http://example.com/document/1234",
}


def _parameter(feature: str, value: object) -> dict[str, object]:
    return {
        "@type": f"{_SOTW}RequestParameter",
        f"{_SOTW}describesFeature": {"@id": _SOTW + feature},
        f"{_SOTW}value": value,
    }


def _force(*parameters: object) -> dict[str, object]:
    return {
        "@id": "urn:ex:request",
        "@type": f"{_SOTW}EvaluationRequest",
        f"{_SOTW}requestedAction": {"@id": "odrl:play"},
        f"{_SOTW}requestingParty": {"@id": ALICE},
        f"{_SOTW}requestedTarget": {"@id": X},
        f"{_SOTW}requestParameter": list(parameters),
    }


def _ask(
    name: str,
    request: object,
    *,
    clause: str = _REQUEST,
    state: object = None,
    active: str = "active",
    rule: object = _FOR,
) -> Case:
    return Case(name, clause, rule, request=request, state=state or {}, states=[active])


def _timed(name: str, state: object, *, active: str = "active") -> Case:
    return Case(name, _STATE, _TIMED, state=state, states=[active])


_PLAIN = {"action": "play", "assignee": ALICE, "target": X}
CASES = [
    _ask("plain members", {**_PLAIN, "purpose": _DPV}),
    _ask("values apart", {**_PLAIN, "context": {"purpose": _DPV}}),
    _ask(
        "an ODRL Request",
        {
            "@context": CONTEXT,
            "@type": "Request",
            "uid": "urn:ex:r",
            "permission": [{**_PLAIN, "constraint": [when("purpose", "eq", _DPV)]}],
        },
        clause="CV Request: a policy that asks for permissions",
    ),
    _ask(
        "an ODRL Request with one permission and no list",
        {
            "@context": CONTEXT,
            "@type": "Request",
            "uid": "urn:ex:r",
            "permission": {**_PLAIN, "purpose": _DPV},
        },
        clause="CV Request",
    ),
    _ask(
        "a compact Request",
        {
            "@type": "Request",
            "uid": "urn:ex:r",
            "assignee": ALICE,
            "target": X,
            "permission": [{"action": "play", "purpose": _DPV}],
        },
        clause="IM 2.7.1, for requests",
    ),
    _ask(
        "a Request in full names",
        {
            "@type": ["http://www.w3.org/ns/odrl/2/Request"],
            "http://www.w3.org/ns/odrl/2/permission": [
                {
                    "http://www.w3.org/ns/odrl/2/action": [{"@id": "http://www.w3.org/ns/odrl/2/play"}],
                    "http://www.w3.org/ns/odrl/2/assignee": [{"@id": ALICE}],
                    "http://www.w3.org/ns/odrl/2/target": [{"@id": X}],
                    "http://www.w3.org/ns/odrl/2/purpose": [{"@id": _DPV}],
                }
            ],
        },
        clause="JSON-LD, expanded",
    ),
    _ask("an EvaluationRequest of the FORCE vocabulary", _force(_parameter("Purpose", {"@id": _DPV}))),
    _ask(
        "one parameter without a list",
        {**_force(), f"{_SOTW}requestParameter": _parameter("Purpose", {"@id": _DPV})},
    ),
    _ask(
        "a parameter by the operand's own name",
        {
            **_force(),
            f"{_SOTW}requestParameter": {
                f"{_SOTW}describesFeature": {"@id": "odrl:purpose"},
                f"{_SOTW}value": {"@id": _DPV},
            },
        },
    ),
    _ask("no such parameter", _force(_parameter("TemporalData", NOON)), active="unknown"),
    _ask("another purpose", _force(_parameter("Purpose", {"@id": "urn:ex:other"})), active="inactive"),
    _ask(
        "a flattened request",
        {
            "@graph": [
                _force({"@id": "urn:ex:parameter"}),
                {"@id": "urn:ex:parameter", **_parameter("Purpose", {"@id": _DPV})},
            ]
        },
        clause="JSON-LD, flattened",
    ),
    _ask(
        "the class of the purpose stands in the request",
        {
            "@graph": [
                _force(_parameter("Purpose", {"@id": "urn:ex:mine"})),
                {"@id": "urn:ex:mine", "@type": _DPV},
            ]
        },
        clause="CV isA",
        rule=permission(constraint=[when("purpose", "isA", _DPV)]),
    ),
    _ask(
        "the request's time as a parameter",
        _force(_parameter("TemporalData", typed(NOON, "dateTime"))),
        rule=_TIMED,
    ),
    _ask(
        "the draft's name for the time",
        _force(_parameter("CurrentXSDDateTime", "2024-08-01T00:00:00Z")),
        rule=_TIMED,
        active="inactive",
    ),
    _ask(
        "the other names of the draft",
        {
            **_ASK_A1,
            "evaluatedAction": "odrl:play",
            "evaluatedParty": ALICE,
            "evaluatedTarget": X,
            "requestParameters": {
                "@type": "RequestParameter",
                "value": _DPV,
                "describesFeature": "sotw:Purpose",
            },
        },
    ),
    _ask(
        "the classes as members, in full names",
        {
            "http://www.w3.org/ns/odrl/2/Action": "http://www.w3.org/ns/odrl/2/play",
            "http://www.w3.org/ns/odrl/2/Asset": X,
            "http://www.w3.org/ns/odrl/2/Party": ALICE,
            "http://www.w3.org/ns/odrl/2/purpose": _DPV,
        },
        clause="plain JSON, as another evaluator takes it",
    ),
    _ask(
        "values as constraints in a context",
        {
            "@type": "Request",
            "uid": "urn:ex:r",
            "permission": {
                **_PLAIN,
                f"{_SOTW}context": [when("purpose", "eq", _DPV), when("media", "eq", "x")],
            },
        },
        clause="FORCE, sotw:context",
    ),
    _ask(
        "a value that is only said not to be another",
        {
            "@type": "Request",
            "uid": "urn:ex:r",
            "permission": {**_PLAIN, f"{_SOTW}context": when("purpose", "neq", "urn:ex:other")},
        },
        clause="FORCE, sotw:context",
        active="unknown",
    ),
    _ask(
        "a consumer of a resource",
        {"action": "play", "consumer": ALICE, "resource": X, "purpose": _DPV},
        clause="plain JSON",
    ),
    Case(
        "as the public suite reads it, no value meets no constraint",
        "case 071 of the public suite; semantics.md 1",
        permission(constraint=[when("purpose", "isNoneOf", [_DPV])]),
        states=["inactive"],
        reading="suite",
    ),
    Case(
        "as the public suite reads it, no value is not the one",
        "case 071 of the public suite",
        _FOR,
        states=["inactive"],
        reading="suite",
    ),
    Case(
        "as the public suite reads it, a day is in UTC",
        "case 069 of the public suite",
        permission(constraint=[when("dateTime", "eq", typed("2024-02-12", "date"))]),
        state={"currentTime": "2024-02-12T00:00:00Z"},
        states=["active"],
        reading="suite",
    ),
    _timed(
        "the clock as the public suite's node",
        {
            "@graph": [
                {"@id": "http://example.com/request/currentTime", "dcterms:issued": typed(NOON, "dateTime")}
            ]
        },
    ),
]
