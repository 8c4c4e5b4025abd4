"""Compact policies, names, contexts, and what is not understood."""

from tests.odrl.tables import ALICE, BOB, CONTEXT, PLAY, Case, X, Y, permission, policy, when

_COMPACT = "IM 2.7.1: properties of the policy are shared by its rules"
_ATOMIC = "IM 2.7: one atomic rule an asset, a party and an action"
_NAMES = "IM 1.3 / JSON-LD: full names, prefixes and terms mean the same"
_ODRL = "http://www.w3.org/ns/odrl/2/"
_RULE = {"target": X, "action": "play"}


def _of(kind: object, **more: object) -> dict[str, object]:
    return {**policy(permission=[_RULE], **more), "@type": kind}


def _nested(levels: int) -> object:
    constraint: object = when("media", "eq", "online")
    for _ in range(levels):
        constraint = {"and": [constraint]}
    return constraint


CASES = [
    Case(
        "shared target and action",
        _COMPACT,
        policy(target=X, action="play", permission=[{"assignee": ALICE}, {"assignee": BOB}]),
        states=["active", "inactive"],
    ),
    Case("shared assignee", _COMPACT, policy(assignee=BOB, permission=[_RULE]), states=["inactive"]),
    Case(
        "a shared property of a prohibition too",
        _COMPACT,
        policy(target=Y, prohibition=[{"action": "play"}]),
        states=["inactive"],
    ),
    Case(
        "the rule's own property comes first",
        _COMPACT,
        policy(target=Y, permission=[_RULE]),
        states=["active"],
    ),
    Case(
        "a shared refined action",
        _COMPACT,
        policy(
            action=[{"rdf:value": "play", "refinement": [when("media", "eq", "online")]}],
            permission=[{"target": X}],
        ),
        state={},
        request={**PLAY, "media": "online"},
        states=["active"],
    ),
    Case(
        "two actions",
        _ATOMIC,
        policy(permission=[{"target": X, "action": ["play", "print"]}]),
        states=["active", "inactive"],
    ),
    Case(
        "constraints of the policy are not of its rules",
        "IM 2.7.1: constraints are not shared",
        {**policy(permission=[_RULE]), "constraint": [when("media", "eq", "online")]},
        unreadable="/constraint",
    ),
    Case("a single rule without a list", "JSON-LD: one value", policy(permission=_RULE), states=["active"]),
    Case("rules in @set", "JSON-LD: a set", policy(permission={"@set": [_RULE]}), states=["active"]),
    Case("a type in full", _NAMES, _of(f"{_ODRL}Agreement"), states=["active"]),
    Case(
        "@id for uid",
        _NAMES,
        {
            "@context": CONTEXT,
            "@type": "Set",
            "@id": "urn:ex:p",
            "permission": [{"@id": "urn:ex:r", **_RULE}],
        },
        states=["active"],
    ),
    Case(
        "full names throughout",
        _NAMES,
        {
            "@id": "urn:ex:p",
            "@type": f"{_ODRL}Set",
            f"{_ODRL}permission": [{f"{_ODRL}target": {"@id": X}, f"{_ODRL}action": {"@id": f"{_ODRL}play"}}],
        },
        states=["active"],
    ),
    Case(
        "prefixed names throughout",
        _NAMES,
        {
            "@id": "urn:ex:p",
            "odrl:permission": [{"odrl:target": {"@id": X}, "odrl:action": {"@id": "odrl:play"}}],
        },
        states=["active"],
    ),
    Case(
        "expanded JSON-LD",
        _NAMES,
        [
            {
                "@id": "urn:ex:p",
                "@type": [f"{_ODRL}Set"],
                f"{_ODRL}permission": [
                    {
                        f"{_ODRL}target": [{"@id": X}],
                        f"{_ODRL}action": [{"@id": f"{_ODRL}play"}],
                        f"{_ODRL}constraint": [
                            {
                                f"{_ODRL}leftOperand": [{"@id": f"{_ODRL}dateTime"}],
                                f"{_ODRL}operator": [{"@id": f"{_ODRL}lt"}],
                                f"{_ODRL}rightOperand": [
                                    {"@value": "2030-01-01", "@type": "http://www.w3.org/2001/XMLSchema#date"}
                                ],
                            }
                        ],
                    }
                ],
            }
        ],
        state={"currentTime": "2024-01-01T00:00:00Z"},
        states=["active"],
    ),
    Case(
        "flattened JSON-LD",
        _NAMES,
        {
            "@context": CONTEXT,
            "@graph": [
                {"@id": "urn:ex:p", "@type": "Set", "permission": {"@id": "urn:ex:r"}},
                {"@id": "urn:ex:r", "@type": "Permission", **_RULE, "duty": {"@id": "urn:ex:d"}},
                {"@id": "urn:ex:d", "@type": "Duty", "action": "compensate"},
            ],
        },
        state={"fulfilled": ["urn:ex:d"]},
        states=["active"],
        duties=["fulfilled"],
    ),
    Case(
        "several contexts",
        _NAMES,
        {**permission(target="ex:x"), "@context": [CONTEXT, {"ex": "urn:ex:"}]},
        states=["active"],
    ),
    Case(
        "a prefix of the document's own",
        _NAMES,
        {
            "@context": {"o": _ODRL},
            "@id": "urn:ex:p",
            "@type": "o:Set",
            "o:permission": {"o:target": {"@id": X}, "o:action": {"@id": "o:play"}},
        },
        states=["active"],
    ),
    Case(
        "a vocabulary for all terms",
        _NAMES,
        {**policy(permission=[_RULE]), "@context": {"@vocab": _ODRL}},
        states=["active"],
    ),
    Case(
        "a property of the policy that nobody knows",
        "semantics.md 2: what is not understood makes it unreadable",
        policy(permission=[_RULE], **{"urn:ex:unless": "raining"}),
        unreadable="/urn:ex:unless",
    ),
    Case(
        "a property of a permission that nobody knows",
        "semantics.md 1: unknown is never permitted",
        permission(**{"urn:ex:unless": "raining"}),
        states=["unknown"],
        result="unknown",
    ),
    Case(
        "no action",
        "cases 001 to 006 of the public suite: everything",
        policy(permission=[{"target": X}]),
        states=["active"],
    ),
    Case(
        "a rule that is a name", "IM 2.6: a rule", policy(permission=["urn:ex:r"]), unreadable="/permission/0"
    ),
    Case(
        "a constraint that is a name",
        "IM 2.5",
        permission(constraint=["urn:ex:c"]),
        unreadable="/permission/0/constraint/0",
    ),
    Case(
        "a constraint without operator",
        "IM 2.5.1: one operator",
        permission(constraint=[{"leftOperand": "media", "rightOperand": "online"}]),
        unreadable="/permission/0/constraint/0/operator",
    ),
    Case(
        "two left operands",
        "IM 2.5.1: one leftOperand",
        permission(constraint=[when("media", "eq", "x", **{"odrl:unit": ["a", "b"]})]),
        unreadable="/permission/0/constraint/0/unit",
    ),
    Case(
        "a few levels deep",
        "IM 2.5.2, nested",
        permission(constraint=[_nested(5)]),
        request={**PLAY, "media": "online"},
        states=["active"],
    ),
    Case(
        "an operand that is a structure",
        "IM 2.5.1: a literal or an IRI",
        permission(constraint=[when("media", "eq", {"urn:ex:a": "b"})]),
        unreadable="/permission/0/constraint/0/rightOperand",
    ),
    Case("a number for an action", "IM 2.4: an action is named", permission(action=5), states=["inactive"]),
    Case(
        "a boolean operand",
        "JSON-LD: true",
        permission(constraint=[when("urn:ex:indoors", "eq", True)]),
        request={**PLAY, "urn:ex:indoors": True},
        states=["unknown"],
    ),
]
