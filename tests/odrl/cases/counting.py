"""Count: counters of the state, what was performed, the status of the policy."""

from tests.odrl.tables import ALICE, BOB, ORG, PLAY, Case, X, Y, constrained, permission, policy, when

_TEN = when("count", "lteq", 10, uid="urn:ex:limit")
_CV = 'CV count: "numeric count of executions of the action of the rule"'
_STATUS = 'IM 2.5.1 status: "the action has already been exercised 5 times"'
_ATOMIC = "IM 2.7: a rule with several parties stands for one atomic rule a party"


def _done(times: int, **more: object) -> dict[str, object]:
    return {"performed": [{**PLAY, "times": times, **more}]}


CASES = [
    *constrained(
        [
            ("a count below its limit holds", _CV, _TEN, {"counts": {"urn:ex:limit": 9}}, "yes"),
            ("a count at lteq holds", _CV, _TEN, {"counts": {"urn:ex:limit": 10}}, "yes"),
            ("a count above its limit fails", _CV, _TEN, {"counts": {"urn:ex:limit": 11}}, "no"),
            ("a count at lt fails", _CV, when("count", "lt", 10), {"context": {"count": 10}}, "no"),
            ("a counter of the policy counts", _CV, _TEN, {"counts": {"urn:ex:policy": 12}}, "no"),
            ("a counter of the action counts", _CV, _TEN, {"counts": {"play": 12}}, "no"),
            ("a counter by the full name of the action", _CV, _TEN, {"counts": {"odrl:play": 12}}, "no"),
            (
                "the constraint's counter beats the policy's",
                _CV,
                _TEN,
                {"counts": {"urn:ex:policy": 12, "urn:ex:limit": 1}},
                "yes",
            ),
            ("the history is counted", _CV, _TEN, _done(10), "yes"),
            ("one too many in the history", _CV, _TEN, _done(11), "no"),
            ("an empty history counts none", _CV, when("count", "eq", 0), {"performed": []}, "yes"),
            (
                "a narrower action is counted",
                "IM 2.4: an action includes the narrower ones",
                when("count", "lt", 1),
                {"performed": [{**PLAY, "action": "display"}]},
                "no",
            ),
            (
                "another action is not counted",
                _CV,
                when("count", "lt", 1),
                {"performed": [{**PLAY, "action": "print"}]},
                "yes",
            ),
            (
                "another asset is not counted",
                _CV,
                when("count", "lt", 1),
                {"performed": [{**PLAY, "target": Y}]},
                "yes",
            ),
            (
                "an action that nobody knows leaves the count open",
                _CV,
                when("count", "lt", 1),
                {"performed": [{**PLAY, "action": "urn:ex:do"}]},
                "unknown",
            ),
            (
                "the status is the count where nothing else is known",
                _STATUS,
                when("count", "lteq", 10, status=5),
                {},
                "yes",
            ),
            ("a status above the limit fails", _STATUS, when("count", "lteq", 10, status=11), {}, "no"),
            (
                "a counter of the state beats the status",
                _STATUS,
                when("count", "lteq", 10, status=11, uid="urn:ex:limit"),
                {"counts": {"urn:ex:limit": 3}},
                "yes",
            ),
            (
                "a history never counts less than the status",
                _STATUS,
                when("count", "lt", 5, status=5),
                _done(1),
                "no",
            ),
            ("a count that nobody states is unknown", _CV, _TEN, {}, "unknown"),
            (
                "a count that is no number is unknown",
                _CV,
                _TEN,
                {"counts": {"urn:ex:limit": "many"}},
                "unknown",
            ),
            (
                "a number of any length is compared",
                _CV,
                when("count", "lt", "9" * 60),
                {"counts": {"urn:ex:policy": "1" * 60}},
                "yes",
            ),
        ]
    ),
    Case(
        "a request cannot state a lower count than the state",
        "FS state of the world: the state says how often a rule was exercised",
        permission(constraint=[_TEN]),
        request={**PLAY, "count": 1},
        state={"counts": {"urn:ex:limit": 11}},
        states=["inactive"],
    ),
    Case(
        "others' executions count where the rule names no party",
        _CV,
        permission(constraint=[when("count", "lt", 3)]),
        state={"performed": [{**PLAY, "assignee": BOB, "times": 3}]},
        states=["inactive"],
    ),
    Case(
        "of two assignees each has a count of its own",
        _ATOMIC,
        permission(assignee=[ALICE, BOB], constraint=[when("count", "lt", 3)]),
        state={"performed": [{**PLAY, "assignee": BOB, "times": 3}]},
        states=["active"],
    ),
    Case(
        "the members of a collection share its count",
        "IM 2.3: a party collection is one party",
        permission(assignee={"@type": "PartyCollection", "uid": ORG}, constraint=[when("count", "lt", 3)]),
        state={"partOf": {ALICE: ORG, BOB: ORG}, "performed": [{**PLAY, "assignee": BOB, "times": 3}]},
        states=["inactive"],
    ),
    Case(
        "a counter of the rule",
        "FS count: how often a rule has been exercised",
        policy(permission=[{"uid": "urn:ex:rule", "target": X, "action": "play", "constraint": _TEN}]),
        state={"counts": [{"rule": "urn:ex:rule", "value": 11}]},
        states=["inactive"],
    ),
]
