"""Conflict strategies, the default, and what is a conflict at all."""

from tests.odrl.tables import ALICE, BOB, NOON, ORG, PLAY, Case, X, Y, policy, when

_PERM = "IM 2.10 perm: permissions override prohibitions"
_PROHIBIT = "IM 2.10 prohibit: prohibitions override permissions"
_INVALID = "IM 2.10 invalid: the entire policy is void if any conflict is detected"
_DEFAULT = "IM 2.10: without a conflict property, invalid"
_HIERARCHY = "IM 2.4: play permitted and use prohibited is a conflict in the policy"
_MAYBE = "IM: what cannot be determined is not known"
_RAIN = when("urn:ex:weather", "eq", "rain")
_PRINT = {"action": "print", "target": X, "assignee": ALICE}


def _both(
    conflict: object = None, *, yes: object = None, no: object = None, **more: object
) -> dict[str, object]:
    stated = {"conflict": conflict} if conflict else {}
    return policy(
        **stated,
        permission=[{"target": X, "action": "play", **(yes if isinstance(yes, dict) else {})}],
        prohibition=[{"target": X, "action": "play", **(no if isinstance(no, dict) else {})}],
        **more,
    )


CASES = [
    Case("perm", _PERM, _both("perm"), result="permitted", states=["active", "active"]),
    Case("prohibit", _PROHIBIT, _both("prohibit"), result="prohibited"),
    Case("invalid", _INVALID, _both("invalid"), result="invalid"),
    Case("no strategy", _DEFAULT, _both(), result="invalid"),
    Case("a strategy in full", _PERM, _both("http://www.w3.org/ns/odrl/2/perm"), result="permitted"),
    Case(
        "a strategy as an object",
        _PERM,
        _both(conflict=None, **{"odrl:conflict": {"@id": "odrl:perm"}}),
        result="permitted",
    ),
    Case(
        "two strategies",
        "IM 2.10: several conflict values make the policy void",
        _both(**{"odrl:conflict": ["perm", "prohibit"]}),
        unreadable="/conflict",
    ),
    Case(
        "the same strategy twice",
        "IM 2.10; a set of one",
        _both(**{"odrl:conflict": ["perm", "perm"]}),
        result="permitted",
    ),
    Case(
        "a strategy nobody knows",
        "IM 2.10: further values belong to profiles",
        _both("urn:ex:newest"),
        unreadable="/conflict",
    ),
    Case(
        "perm, and only the prohibition speaks of the request",
        _PERM,
        _both("perm", yes={"action": "print"}),
        result="prohibited",
    ),
    Case(
        "prohibit, and only the permission speaks of the request",
        _PROHIBIT,
        _both("prohibit", no={"action": "print"}),
        result="permitted",
    ),
    Case(
        "prohibit, neither",
        _PROHIBIT,
        _both("prohibit"),
        request={**PLAY, "action": "sell"},
        result="not-permitted",
    ),
    Case(
        "perm, permission of the broader action",
        "IM example 32: use permitted overrides print prohibited under perm",
        _both("perm", yes={"action": "use"}, no={"action": "print"}),
        request=_PRINT,
        result="permitted",
    ),
    Case(
        "prohibit, prohibition of the broader action",
        _PROHIBIT,
        _both("prohibit", no={"action": "use"}),
        result="prohibited",
    ),
    Case(
        "no strategy, use prohibited and play permitted",
        _HIERARCHY,
        _both(no={"action": "use"}),
        result="invalid",
    ),
    Case(
        "no strategy, a narrower prohibition than what is asked",
        _HIERARCHY,
        _both(yes={"action": "use"}, no={"action": "print"}),
        result="invalid",
        for_request="permitted",
        states=["active", "inactive"],
    ),
    Case(
        "siblings do not conflict",
        "IM 2.4: archive and display are beside each other",
        _both(no={"action": "archive"}),
        result="permitted",
    ),
    Case(
        "use and transfer do not conflict",
        "IM 2.4: two top-level actions",
        _both(yes={"action": "use"}, no={"action": "transfer"}),
        result="permitted",
    ),
    Case(
        "other assets do not conflict",
        "IM 2.4: and both actions apply to the same target",
        _both(no={"target": Y}),
        result="permitted",
    ),
    Case(
        "an asset in a collection conflicts with it",
        "IM 2.2.2",
        _both(no={"target": "urn:ex:album"}),
        state={"partOf": {X: "urn:ex:album"}},
        result="invalid",
    ),
    Case(
        "two collections that share an asset",
        "IM 2.2.2",
        _both(yes={"target": "urn:ex:a"}, no={"target": "urn:ex:b"}),
        request={**PLAY, "target": "urn:ex:one"},
        state={"partOf": {X: ["urn:ex:a", "urn:ex:b"], "urn:ex:one": "urn:ex:a"}},
        result="invalid",
        for_request="permitted",
    ),
    Case(
        "collections that share nothing",
        "IM 2.2.2",
        _both(yes={"target": "urn:ex:a"}, no={"target": "urn:ex:b"}),
        state={"partOf": {X: "urn:ex:a", Y: "urn:ex:b"}},
        result="permitted",
    ),
    Case(
        "other parties do not conflict",
        "IM 2.10: the rules are for different parties",
        _both(yes={"assignee": ALICE}, no={"assignee": BOB}),
        result="permitted",
    ),
    Case(
        "everybody may and Bob may not",
        _INVALID,
        _both(no={"assignee": BOB}),
        result="invalid",
        for_request="permitted",
    ),
    Case(
        "the company may and Alice may not, under prohibit",
        _PROHIBIT,
        _both("prohibit", yes={"assignee": ORG}, no={"assignee": ALICE}),
        state={"partOf": {ALICE: ORG}},
        result="prohibited",
    ),
    Case(
        "a prohibition whose constraint fails conflicts with nothing",
        "IM 2.6.2: in effect if its constraints are satisfied",
        _both(no={"constraint": [_RAIN]}),
        state={"context": {"urn:ex:weather": "sun"}},
        result="permitted",
    ),
    Case(
        "a prohibition whose constraint holds",
        _INVALID,
        _both(no={"constraint": [_RAIN]}),
        state={"context": {"urn:ex:weather": "rain"}},
        result="invalid",
    ),
    Case(
        "a prohibition whose constraint is unknown",
        _MAYBE,
        _both(no={"constraint": [_RAIN]}),
        result="unknown",
        states=["active", "unknown"],
    ),
    Case("unknown prohibition, perm", _PERM, _both("perm", no={"constraint": [_RAIN]}), result="permitted"),
    Case(
        "unknown prohibition, prohibit",
        _MAYBE,
        _both("prohibit", no={"constraint": [_RAIN]}),
        result="unknown",
    ),
    Case(
        "unknown permission, perm",
        "semantics.md 1: unknown is never permitted",
        _both("perm", yes={"constraint": [_RAIN]}),
        result="prohibited",
    ),
    Case(
        "unknown permission, prohibit",
        _PROHIBIT,
        _both("prohibit", yes={"constraint": [_RAIN]}),
        result="prohibited",
    ),
    Case(
        "unknown permission alone",
        _MAYBE,
        policy(permission=[{"target": X, "action": "play", "constraint": [_RAIN]}]),
        result="unknown",
    ),
    Case(
        "a permission whose duty is open conflicts with nothing yet",
        "IM 2.6.5: not in effect before its duties are fulfilled",
        _both(yes={"duty": [{"action": "compensate"}]}),
        state={"performed": []},
        result="prohibited",
    ),
    Case(
        "a permission whose duty is fulfilled does",
        _INVALID,
        _both(yes={"duty": [{"action": "compensate"}]}),
        state={"performed": ["compensate"]},
        result="invalid",
    ),
    Case(
        "rules for different times do not conflict",
        "IM 2.10: never in effect together",
        _both(
            yes={"constraint": [when("dateTime", "lt", "2025-01-01T00:00:00Z")]},
            no={"constraint": [when("dateTime", "gteq", "2025-01-01T00:00:00Z")]},
        ),
        state={"currentTime": NOON},
        result="permitted",
    ),
    Case(
        "nothing in the policy",
        "IM 2.1: a policy with no rule for the request grants nothing",
        policy(permission=[]),
        result="not-permitted",
    ),
    Case(
        "two permissions",
        "IM 2.10: only permissions and prohibitions conflict",
        policy(permission=[{"target": X, "action": "play"}, {"target": X, "action": "use"}]),
        result="permitted",
        states=["active", "active"],
    ),
]
