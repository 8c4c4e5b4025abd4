"""Duties of permissions as conditions, consequences, and what counts as performing them."""

from tests.odrl.tables import ALICE, BOB, NOON, ORG, PLAY, Case, X, Y, permission, typed, when

_PRE = "IM 2.6.5: all duties must be fulfilled for the permission"
_FULFILLED = "IM 2.6.3: fulfilled if its constraints are satisfied and its action, as refined, was exercised"
_E22 = "FS E22: compensate of 5 euro is the condition for play"
_DUTY, _OTHER = "urn:ex:duty", "urn:ex:other"
_EURO = "http://dbpedia.org/resource/Euro"
_FIVE = {
    "uid": _DUTY,
    "action": [
        {
            "rdf:value": {"@id": "odrl:compensate"},
            "refinement": [when("payAmount", "eq", typed("5.00", "decimal"), unit=_EURO)],
        }
    ],
}


def _duty(**more: object) -> dict[str, object]:
    return {"uid": _DUTY, "action": "compensate", **more}


def _paid(amount: object, **more: object) -> dict[str, object]:
    return {"action": "compensate", "payAmount": amount, **more}


def _conditioned(duty: object) -> dict[str, object]:
    return permission(duty=duty)


def _row(
    name: str, clause: str, duty: object, state: object, active: str, *duties: str, **more: object
) -> Case:
    return Case(name, clause, _conditioned(duty), state=state, states=[active], duties=duties or None, **more)  # type: ignore[arg-type]


CASES = [
    _row("not performed", _E22, _FIVE, {"performed": []}, "inactive", "not-set", result="not-permitted"),
    _row(
        "performed",
        _E22,
        _FIVE,
        {"performed": [_paid("5.00", unit=None)]},
        "active",
        "fulfilled",
        result="permitted",
    ),
    _row(
        "performed in the unit",
        _E22,
        _FIVE,
        {"performed": [_paid({"@value": "5", "unit": _EURO})]},
        "active",
        "fulfilled",
    ),
    _row("performed with too little", _E22, _FIVE, {"performed": [_paid("4.00")]}, "inactive", "not-set"),
    _row(
        "performed in another currency",
        _E22,
        _FIVE,
        {"performed": [_paid({"@value": "5", "unit": "urn:ex:USD"})]},
        "unknown",
        "unknown",
    ),
    _row(
        "performed without saying how much",
        _E22,
        _FIVE,
        {"performed": [{"action": "compensate"}]},
        "unknown",
        "unknown",
    ),
    _row(
        "another action was performed",
        _FULFILLED,
        _duty(),
        {"performed": [{"action": "inform"}]},
        "inactive",
        "not-set",
    ),
    _row("nothing is known of what was performed", _PRE, _duty(), {}, "inactive", "not-set"),
    _row("reported fulfilled", _PRE, _duty(), {"duties": {_DUTY: "fulfilled"}}, "active", "fulfilled"),
    _row("reported not yet fulfilled", _PRE, _duty(), {"duties": {_DUTY: "not-set"}}, "inactive", "not-set"),
    _row("a list of fulfilled duties", _PRE, _duty(), {"fulfilledDuties": [_DUTY]}, "active", "fulfilled"),
    _row(
        "reported by an earlier evaluation",
        "FS report: reports of previous evaluations",
        _duty(),
        {
            "@graph": [
                {
                    "@type": "report:DutyReport",
                    "report:rule": {"@id": _DUTY},
                    "report:deonticState": {"@id": "report:Fulfilled"},
                }
            ]
        },
        "active",
        "fulfilled",
    ),
    _row(
        "two duties, one fulfilled",
        _PRE,
        [_duty(), {"uid": _OTHER, "action": "inform"}],
        {"duties": {_DUTY: "fulfilled"}},
        "inactive",
        "fulfilled",
        "not-set",
    ),
    _row(
        "two duties, both fulfilled",
        _PRE,
        [_duty(), {"uid": _OTHER, "action": "inform"}],
        {"fulfilled": [_DUTY, _OTHER]},
        "active",
        "fulfilled",
        "fulfilled",
    ),
    _row(
        "a duty of two actions is two duties",
        "IM 2.7: one atomic rule an action",
        _duty(action=["compensate", "inform"]),
        {"performed": [{"action": "inform"}]},
        "inactive",
        "not-set",
        "fulfilled",
    ),
    _row(
        "a narrower action fulfils it",
        "IM 2.4: an action includes the narrower ones",
        _duty(action="reproduce"),
        {"performed": [{"action": "extract"}]},
        "active",
        "fulfilled",
    ),
    _row(
        "a broader action does not",
        "IM 2.4: an action includes the narrower ones",
        _duty(action="extract"),
        {"performed": [{"action": "reproduce"}]},
        "inactive",
        "not-set",
    ),
    _row(
        "a deprecated action stands for its successor",
        "CV: odrl:pay is replaced by compensate",
        _duty(action="pay"),
        {"performed": [{"action": "compensate"}]},
        "active",
        "fulfilled",
    ),
    _row(
        "performed by another than the assignee",
        "IM 2.6.3: the assignee must satisfy the duty",
        _duty(assignee=ALICE),
        {"performed": [{"action": "compensate", "assignee": BOB}]},
        "inactive",
        "not-set",
    ),
    _row(
        "performed by a member of the assignee",
        "IM 2.3: members of a party collection",
        _duty(assignee=ORG),
        {"partOf": {BOB: ORG}, "performed": [{"action": "compensate", "assignee": BOB}]},
        "active",
        "fulfilled",
    ),
    _row(
        "nobody says who performed it",
        "IM 2.6.3: the assignee must satisfy the duty",
        _duty(assignee=ALICE),
        {"performed": [{"action": "compensate"}]},
        "unknown",
        "unknown",
    ),
    _row(
        "a duty without assignee may be performed by anybody",
        "FS E22: a company can pay for its employees",
        _duty(),
        {"performed": [{"action": "compensate", "assignee": BOB}]},
        "active",
        "fulfilled",
    ),
    _row(
        "performed on another asset",
        "IM 2.6.3: the target is the asset that the duty applies to",
        _duty(action="nextPolicy", target=X),
        {"performed": [{"action": "nextPolicy", "target": Y}]},
        "inactive",
        "not-set",
    ),
    _row(
        "paid to the party that is named",
        "CV compensatedParty",
        _duty(compensatedParty=ORG),
        {"performed": [{"action": "compensate", "compensatedParty": ORG}]},
        "active",
        "fulfilled",
    ),
    _row(
        "paid to somebody else",
        "CV compensatedParty",
        _duty(compensatedParty=ORG),
        {"performed": [{"action": "compensate", "compensatedParty": BOB}]},
        "inactive",
        "not-set",
    ),
    _row(
        "performed later than now",
        "FS: the duty must be performed before",
        _duty(),
        {"currentTime": NOON, "performed": [{"action": "compensate", "at": "2024-07-01T00:00:00Z"}]},
        "inactive",
        "not-set",
    ),
    Case(
        "one duty of two permissions is performed once",
        "IM 2.6.5: if several permissions refer to a duty, it has to be fulfilled once",
        {
            **permission(),
            "permission": [{"target": X, "action": name, "duty": [_duty()]} for name in ("play", "print")],
        },
        state={"fulfilled": [_DUTY]},
        states=["active", "inactive"],
        effective=[True, True],
    ),
    Case(
        "what a request says it performed counts for nothing",
        "FS: what was performed is in the state of the world",
        permission(duty=[_duty()]),
        request={**PLAY, "performed": ["compensate"], "fulfilled": [_DUTY]},
        states=["inactive"],
    ),
]
