"""inheritFrom: parents, their assigners, what is not taken over, and what makes it impossible."""

from tests.odrl.tables import ALICE, BOB, CONTEXT, ORG, PLAY, Case, Data, X, policy, when

_RULES = "IM 2.9: all rules of the parent are added to the child"
_SHARED = "IM 2.9: the parent's policy-level assets, parties and actions too"
_STATUS = "IM 2.9: no status of the parent is transferred"
_CHILD, _PARENT, _GRAND = "urn:ex:child", "urn:ex:parent", "urn:ex:grandparent"


def _family(child: Data, *parents: Data) -> dict[str, object]:
    named = {"uid": _CHILD, "@type": "Set", "inheritFrom": _PARENT, **child}
    uids = (_PARENT, _GRAND)
    others = [{"uid": uid, "@type": "Set", **one} for uid, one in zip(uids, parents, strict=False)]
    return {"@context": CONTEXT, "@graph": [named, *others]}


_MAY = {"permission": [{"target": X, "action": "play"}]}
_MAY_NOT = {"prohibition": [{"target": X, "action": "play"}]}
_STRANGER = {**PLAY, "assignee": BOB}

CASES = [
    Case("a permission of the parent", _RULES, _family({}, _MAY), states=["active"], result="permitted"),
    Case(
        "a prohibition of the parent", _RULES, _family({}, _MAY_NOT), states=["active"], result="prohibited"
    ),
    Case(
        "an obligation of the parent",
        _RULES,
        _family({}, {"obligation": [{"action": "reviewPolicy"}]}),
        states=["active"],
        deontic=["not-set"],
    ),
    Case(
        "rules of both",
        _RULES,
        _family({"permission": [{"target": X, "action": "print"}]}, _MAY),
        states=["inactive", "active"],
    ),
    Case(
        "rules of a grandparent",
        "IM 2.9: inheritance can be to any depth",
        _family({}, {"inheritFrom": _GRAND}, _MAY),
        states=["active"],
    ),
    Case(
        "two parents",
        "IM 2.9: repeat for each parent",
        _family({"inheritFrom": [_PARENT, _GRAND]}, _MAY, {"permission": [{"target": X, "action": "print"}]}),
        states=["active", "inactive"],
    ),
    Case(
        "the parent's target",
        _SHARED,
        _family({"permission": [{"action": "play"}]}, {"target": "urn:ex:y"}),
        states=["inactive"],
    ),
    Case(
        "the parent's action",
        _SHARED,
        _family({"permission": [{"target": X}]}, {"action": "play"}),
        states=["active"],
    ),
    Case(
        "the parent's assignee, for its own rules",
        _SHARED,
        _family({}, {**_MAY, "assignee": ALICE}),
        request=_STRANGER,
        states=["inactive"],
    ),
    Case(
        "a conflict between child and parent",
        "IM 2.10: conflicts may arise as a result of inheritance",
        _family(_MAY, _MAY_NOT),
        result="invalid",
    ),
    Case(
        "the child's strategy decides it",
        "IM 2.10",
        _family({**_MAY, "conflict": "prohibit"}, _MAY_NOT),
        result="prohibited",
    ),
    Case(
        "no status is taken over",
        _STATUS,
        _family(
            {},
            {
                "permission": [
                    {"target": X, "action": "play", "constraint": [when("count", "lt", 5, status=1)]}
                ]
            },
        ),
        states=["unknown"],
    ),
    Case(
        "nor a status inside a logical constraint",
        _STATUS,
        _family(
            {},
            {
                "permission": [
                    {
                        "target": X,
                        "action": "play",
                        "constraint": {"or": {"@list": [when("count", "lt", 5, status=1)]}},
                    }
                ]
            },
        ),
        states=["unknown"],
    ),
    Case(
        "the parent's duties are taken over",
        _RULES,
        _family({}, {"permission": [{"target": X, "action": "play", "duty": [{"action": "compensate"}]}]}),
        states=["inactive"],
        duties=["not-set"],
    ),
    Case(
        "the parent is missing",
        "IM 2.9: the child must access the parent",
        _family({}),
        unreadable="/inheritFrom",
    ),
    Case(
        "a circle of two",
        "IM 2.9: inheritance must not be circular",
        _family({}, {"inheritFrom": _CHILD, **_MAY}),
        unreadable="/inheritFrom",
    ),
    Case(
        "its own parent",
        "IM 2.9: inheritance must not be circular",
        _family({"inheritFrom": _CHILD}),
        unreadable="/inheritFrom",
    ),
    Case(
        "a parent that cannot be read",
        "IM 3: an unknown profile",
        _family({}, {**_MAY, "profile": "urn:ex:profile"}),
        unreadable="/profile",
    ),
    Case(
        "a parent that was replaced",
        "IM 2.8: isReplacedBy",
        _family({}, {**_MAY, "dcterms:isReplacedBy": "urn:ex:new"}),
        unreadable="/dcterms:isReplacedBy",
    ),
    Case(
        "the parent evaluated for itself",
        _RULES,
        _family({"permission": [{"target": X, "action": "print"}]}, _MAY),
        policy_id=_PARENT,
        states=["active"],
    ),
    Case(
        "parents in full names",
        "JSON-LD, expanded",
        [
            {
                "@id": _CHILD,
                "@type": ["http://www.w3.org/ns/odrl/2/Set"],
                "http://www.w3.org/ns/odrl/2/inheritFrom": [{"@id": _PARENT}],
            },
            {
                "@id": _PARENT,
                "@type": ["http://www.w3.org/ns/odrl/2/Set"],
                "http://www.w3.org/ns/odrl/2/permission": [
                    {
                        "http://www.w3.org/ns/odrl/2/target": [{"@id": X}],
                        "http://www.w3.org/ns/odrl/2/action": [{"@id": "http://www.w3.org/ns/odrl/2/play"}],
                    }
                ],
            },
        ],
        states=["active"],
    ),
    Case("inheriting from nobody", "IM 2.9", policy(inheritFrom=[], **_MAY), states=["active"]),
    Case(
        "the assigner is no premise",
        "IM 2.3.1: the assigner issues the rule",
        policy(assigner=ORG, **_MAY),
        states=["active"],
    ),
]
