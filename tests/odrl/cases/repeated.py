"""One node that is described in several places of a document: what all of them say holds together."""

from tests.odrl.tables import CONTEXT, NOON, Case, X, policy, when

_CLAUSE = "JSON-LD 1.1, node map generation: the properties of one identifier are merged"
_LATE = when("dateTime", "lt", "2020-01-01T00:00:00Z")
_RULE, _PLAY = "urn:ex:rule", {"action": "play", "target": X}
_NOW = {"currentTime": NOON}


def _graph(*nodes: object) -> dict[str, object]:
    return {"@context": CONTEXT, "@graph": list(nodes)}


def _row(name: str, document: object, *states: str, **more: object) -> Case:
    stated = {"state": _NOW, **more}
    return Case(name, _CLAUSE, document, states=states or None, **stated)  # type: ignore[arg-type]


_REFERS = {**policy(), "permission": {"@id": _RULE}}

CASES = [
    _row(
        "a rule in two nodes, one with its constraint",
        _graph(_REFERS, {"@id": _RULE, "constraint": _LATE}, {"@id": _RULE, **_PLAY}),
        "inactive",
    ),
    _row(
        "the same, the other way round",
        _graph(_REFERS, {"@id": _RULE, **_PLAY}, {"@id": _RULE, "constraint": _LATE}),
        "inactive",
    ),
    _row(
        "a rule inside its policy, its constraint beside it",
        _graph({**policy(), "permission": {"@id": _RULE, **_PLAY}}, {"@id": _RULE, "constraint": _LATE}),
        "inactive",
    ),
    _row(
        "a rule with one action inside its policy and one beside it",
        _graph(
            {**policy(), "permission": {"@id": _RULE, "action": "print", "target": X}},
            {"@id": _RULE, "action": "play"},
        ),
        "active",
        "inactive",
    ),
    _row(
        "a policy in two nodes",
        _graph(policy(permission=[_PLAY]), {"@id": "urn:ex:policy", "prohibition": [_PLAY]}),
        "active",
        "active",
        result="invalid",
    ),
    _row(
        "a policy, and elsewhere what replaces it",
        _graph(
            policy(permission=[_PLAY]),
            {"@id": "urn:ex:policy", "dcterms:isReplacedBy": {"@id": "urn:ex:new"}},
        ),
        unreadable="/dcterms:isReplacedBy",
    ),
    _row(
        "a policy, and elsewhere another strategy of it",
        _graph(policy(permission=[_PLAY], conflict="perm"), {"@id": "urn:ex:policy", "conflict": "prohibit"}),
        unreadable="/conflict",
    ),
    _row(
        "the same policy twice",
        _graph(policy(permission=[_PLAY]), policy(permission=[_PLAY])),
        "active",
    ),
    _row(
        "a policy inside itself as its parent",
        {**policy(), "inheritFrom": policy(permission=[_PLAY])},
        unreadable="/inheritFrom",
    ),
    _row(
        "a state in two nodes",
        policy(permission=[{**_PLAY, "constraint": _LATE}]),
        "inactive",
        state=[{"@id": "urn:ex:s", "@type": "SotW"}, {"@id": "urn:ex:s", "sotw:currentTime": NOON}],
    ),
]
