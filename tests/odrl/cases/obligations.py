"""Obligations of policies and remedies of prohibitions, with their states."""

from tests.odrl.tables import (
    ALICE,
    BOB,
    NOON,
    PLAY,
    Case,
    obligation,
    prohibition,
    typed,
    when,
)

_E42 = "FS E42: an obligation without constraints is always active"
_STATES = "FS obligations: fulfilled when performed, violated when it no longer can be, not-set between"
_IT, _FIX = "urn:ex:obligation", "urn:ex:remedy"
_EUR = "http://dbpedia.org/resource/Euro"
_500 = [
    {
        "rdf:value": {"@id": "odrl:compensate"},
        "refinement": [when("payAmount", "eq", typed("500.00", "decimal"), unit=_EUR)],
    }
]
_BY_MAY = when("dateTime", "lteq", "2024-05-31T00:00:00Z")
_DELETE = {"uid": _FIX, "action": "delete"}


_OTHERS = {"action": "print", "target": "urn:ex:else", "assignee": BOB}

CASES = [
    Case(
        "not yet performed",
        _E42,
        obligation(action=_500),
        state={"performed": []},
        states=["active"],
        deontic=["not-set"],
    ),
    Case(
        "performed",
        _E42,
        obligation(action=_500),
        state={"performed": [{"action": "compensate", "payAmount": {"@value": "500", "unit": _EUR}}]},
        states=["active"],
        deontic=["fulfilled"],
    ),
    Case(
        "performed for less",
        _E42,
        obligation(action=_500),
        state={"performed": [{"action": "compensate", "payAmount": "50"}]},
        deontic=["not-set"],
    ),
    Case(
        "performed by its assignee",
        _E42,
        obligation(assignee=ALICE),
        state={"performed": [{"action": "compensate", "assignee": ALICE}]},
        deontic=["fulfilled"],
    ),
    Case(
        "performed by another",
        "IM 2.6.3: the assignee must satisfy the duty",
        obligation(assignee=ALICE),
        state={"performed": [{"action": "compensate", "assignee": BOB}]},
        deontic=["not-set"],
    ),
    Case(
        "what is asked for does not matter",
        "IM 2.6.4: the obligation is the policy's",
        obligation(assignee=ALICE),
        request=_OTHERS,
        states=["active"],
        deontic=["not-set"],
        result="not-permitted",
    ),
    Case(
        "nothing is asked for at all",
        "IM 2.6.4: the obligation is the policy's",
        obligation(assignee=ALICE),
        request={},
        states=["active"],
    ),
    Case(
        "its constraint fails",
        _STATES,
        obligation(constraint=[when("urn:ex:day", "eq", "Sunday")]),
        state={"context": {"urn:ex:day": "Monday"}},
        states=["inactive"],
        deontic=["not-set"],
    ),
    Case(
        "its constraint is unknown",
        "IM: what cannot be determined is not known",
        obligation(constraint=[when("urn:ex:day", "eq", "Sunday")]),
        states=["unknown"],
        deontic=["unknown"],
    ),
    Case(
        "before its last moment",
        _STATES,
        obligation(constraint=[_BY_MAY]),
        state={"currentTime": "2024-05-01T00:00:00Z", "performed": []},
        states=["active"],
        deontic=["not-set"],
    ),
    Case(
        "its last moment has passed",
        _STATES,
        obligation(constraint=[_BY_MAY]),
        state={"currentTime": NOON, "performed": []},
        deontic=["violated"],
    ),
    Case(
        "performed in time",
        _STATES,
        obligation(constraint=[_BY_MAY]),
        state={"currentTime": NOON, "performed": [{"action": "compensate", "at": "2024-05-01T00:00:00Z"}]},
        deontic=["fulfilled"],
    ),
    Case(
        "performed too late",
        _STATES,
        obligation(constraint=[_BY_MAY]),
        state={"currentTime": NOON, "performed": [{"action": "compensate", "at": "2024-05-31T00:00:01Z"}]},
        deontic=["violated"],
    ),
    Case(
        "reported fulfilled",
        _STATES,
        obligation(),
        state={"duties": {_IT: "fulfilled"}},
        deontic=["fulfilled"],
    ),
    Case(
        "reported violated", _STATES, obligation(), state={"duties": {_IT: "violated"}}, deontic=["violated"]
    ),
    Case(
        "its consequence comes into effect when it is violated",
        "IM 2.6.6",
        obligation(consequence=[_DELETE]),
        state={"duties": {_IT: "violated"}},
        deontic=["violated"],
        duties=["not-set"],
        activations=["active"],
    ),
    Case(
        "its consequence is not due before",
        "IM 2.6.6",
        obligation(consequence=[_DELETE]),
        deontic=["not-set"],
        duties=["not-set"],
        activations=["inactive"],
    ),
    Case(
        "its consequence fulfilled",
        "IM 2.6.6",
        obligation(consequence=[_DELETE]),
        state={"duties": {_IT: "violated", _FIX: "fulfilled"}},
        deontic=["violated"],
        duties=["fulfilled"],
    ),
    Case(
        "an obligation permits nothing",
        "IM 2.6.4",
        obligation(),
        request={"action": "compensate"},
        result="not-permitted",
    ),
    Case(
        "obligations of two actions",
        "IM 2.7: one atomic rule an action",
        obligation(action=["compensate", "inform"]),
        state={"performed": ["inform"]},
        deontic=["not-set", "fulfilled"],
    ),
    Case(
        "a part of it that nobody knows",
        "semantics.md 1",
        obligation(**{"urn:ex:unless": 1}),
        states=["unknown"],
    ),
    Case(
        "a prohibition has no duties",
        "IM 2.6.2: remedy, not duty",
        prohibition(duty=[_DELETE]),
        request=PLAY,
        states=["unknown"],
    ),
]
