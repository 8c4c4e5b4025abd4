"""Conflict strategies of children and their parents, and refinements that keep rules apart."""

from tests.odrl.tables import ALICE, BOB, CONTEXT, ORG, PLAY, Case, Data, X, policy, when

_STRATEGY = "IM 2.9: any conflict properties of the parent are the child's too"
_SEVERAL = "IM 2.10: several conflict values after an inheritance, and conflicting rules: the policy is void"
_APART = "IM 2.5.5 and 2.10: refinements that exclude each other name different members"
_MAY, _MAY_NOT = [{"action": "play", "target": X}], [{"action": "play", "target": X}]
_PARENT, _UNCLE = "urn:ex:parent", "urn:ex:uncle"
_PRINT = {"action": "print", "target": X}


def _family(child: Data, parent: Data, uncle: Data | None = None) -> dict[str, object]:
    named = [_PARENT] if uncle is None else [_PARENT, _UNCLE]
    others = [{**policy(**parent), "uid": _PARENT}]
    if uncle is not None:
        others.append({**policy(**uncle), "uid": _UNCLE})
    return {"@context": CONTEXT, "@graph": [{**policy(**child), "inheritFrom": named}, *others]}


def _row(name: str, clause: str, child: Data, parent: Data, result: str, **more: object) -> Case:
    return Case(name, clause, _family(child, parent), result=result, **more)  # type: ignore[arg-type]


def _printing(operator: str) -> dict[str, object]:
    refined = {"rdf:value": {"@id": "odrl:print"}, "refinement": [when("resolution", operator, 100)]}
    return {"target": X, "action": [refined]}


def _by_age(may: Data, may_not: Data) -> dict[str, object]:
    def rule(refinement: Data) -> dict[str, object]:
        friends = {"@type": "PartyCollection", "source": ORG, "refinement": [refinement]}
        return {"action": "play", "target": X, "assignee": friends}

    return policy(permission=[rule(may)], prohibition=[rule(may_not)])


_ALICE_IS = {
    "partOf": {ALICE: ORG},
    "properties": {ALICE: {"urn:ex:age": 30, "urn:ex:role": "editor"}},
}

CASES = [
    _row(
        "both say perm",
        _STRATEGY,
        {"permission": _MAY, "conflict": "perm"},
        {"prohibition": _MAY_NOT, "conflict": "perm"},
        "permitted",
    ),
    _row(
        "the child says perm, the parent prohibit",
        _SEVERAL,
        {"permission": _MAY, "conflict": "perm"},
        {"prohibition": _MAY_NOT, "conflict": "prohibit"},
        "invalid",
    ),
    _row(
        "they differ, and nothing conflicts",
        _SEVERAL,
        {"permission": _MAY, "conflict": "perm"},
        {"prohibition": [_PRINT], "conflict": "prohibit"},
        "permitted",
    ),
    _row(
        "only the parent says perm",
        _STRATEGY,
        {"permission": _MAY},
        {"prohibition": _MAY_NOT, "conflict": "perm"},
        "permitted",
    ),
    _row(
        "only the parent says prohibit",
        _STRATEGY,
        {"permission": _MAY},
        {"prohibition": _MAY_NOT, "conflict": "prohibit"},
        "prohibited",
    ),
    _row(
        "the child says perm, the parent says that it wants invalid",
        _SEVERAL,
        {"permission": _MAY, "conflict": "perm"},
        {"prohibition": _MAY_NOT, "conflict": "invalid"},
        "invalid",
    ),
    Case(
        "two parents that differ",
        _SEVERAL,
        _family(
            {}, {"permission": _MAY, "conflict": "perm"}, {"prohibition": _MAY_NOT, "conflict": "prohibit"}
        ),
        result="invalid",
    ),
    Case(
        "a grandparent's strategy",
        _STRATEGY,
        {
            "@context": CONTEXT,
            "@graph": [
                {**policy(permission=_MAY), "inheritFrom": _PARENT},
                {**policy(), "uid": _PARENT, "inheritFrom": _UNCLE},
                {**policy(prohibition=_MAY_NOT, conflict="prohibit"), "uid": _UNCLE},
            ],
        },
        result="prohibited",
    ),
    Case(
        "the use that is permitted overrides the print that is prohibited",
        "IM example 34 and 35",
        policy(permission=[{"action": "use", "target": X}], prohibition=[_PRINT], conflict="perm"),
        request={**PLAY, "action": "print"},
        result="permitted",
    ),
    Case(
        "prohibited print leaves display permitted",
        "IM 2.10: the prohibition overrides where it conflicts",
        policy(permission=[{"action": "use", "target": X}], prohibition=[_PRINT], conflict="prohibit"),
        request={**PLAY, "action": "display"},
        result="permitted",
    ),
    Case(
        "the company may, one of its people may not, somebody else asks",
        "IM 2.10: the entire policy is void if any conflict is detected",
        policy(
            permission=[{"action": "play", "target": X, "assignee": ORG}],
            prohibition=[{"action": "play", "target": X, "assignee": ALICE}],
        ),
        state={"partOf": {ALICE: ORG}},
        request={**PLAY, "assignee": BOB},
        result="invalid",
        for_request="not-permitted",
    ),
    Case(
        "coarse prints are permitted, fine ones prohibited",
        _APART,
        policy(permission=[_printing("lteq")], prohibition=[_printing("gt")]),
        request={"action": "print", "target": X, "resolution": 50},
        result="permitted",
    ),
    Case(
        "coarse prints are permitted, fine ones and those at the limit prohibited",
        _APART,
        policy(permission=[_printing("lteq")], prohibition=[_printing("gteq")]),
        request={"action": "print", "target": X, "resolution": 50},
        result="invalid",
        for_request="permitted",
    ),
    Case(
        "adults may, minors may not",
        _APART,
        _by_age(when("urn:ex:age", "gt", 17), when("urn:ex:age", "lteq", 17)),
        state=_ALICE_IS,
        result="permitted",
    ),
    Case(
        "adults may, people above twenty may not",
        _APART,
        _by_age(when("urn:ex:age", "gt", 17), when("urn:ex:age", "gt", 20)),
        state=_ALICE_IS,
        result="invalid",
    ),
    Case(
        "editors may, all others may not",
        _APART,
        _by_age(when("urn:ex:role", "eq", "editor"), when("urn:ex:role", "neq", "editor")),
        state=_ALICE_IS,
        result="permitted",
    ),
]
