"""Collections without a name or a source, collections that are asked for themselves, and what a compact policy shares."""

from tests.odrl.tables import ALICE, BOB, CONTEXT, ORG, PLAY, Case, X, Y, policy, prohibition, when

_NAMELESS = "IM 2.2 and 2.3: an asset or a party SHOULD have a uid; without one, nobody can tell which it is"
_MEMBERS = "IM 2.5.5: a refinement applies to each member, not to the resource as a whole"
_SMALL = when("urn:ex:size", "lt", 5)
_OF_AGE = when("urn:ex:age", "gt", 17)
_COLLECTION = "urn:ex:collection"
_FINE = {"properties": {X: {"urn:ex:size": 3}, ALICE: {"urn:ex:age": 30}, _COLLECTION: {"urn:ex:size": 3}}}


def _of(**target: object) -> dict[str, object]:
    return policy(permission=[{"action": "play", "target": {"@type": "AssetCollection", **target}}])


def _row(name: str, clause: str, document: object, active: str, **more: object) -> Case:
    return Case(name, clause, document, states=[active], **more)  # type: ignore[arg-type]


CASES = [
    _row("no source, and as refined", _NAMELESS, _of(refinement=[_SMALL]), "unknown", state=_FINE),
    _row(
        "no source, and not as refined",
        _NAMELESS,
        _of(refinement=[_SMALL]),
        "inactive",
        state={"properties": {X: {"urn:ex:size": 9}}},
    ),
    _row(
        "a party without a source, and as refined",
        _NAMELESS,
        policy(
            permission=[
                {
                    "action": "play",
                    "target": X,
                    "assignee": {"@type": "PartyCollection", "refinement": [_OF_AGE]},
                }
            ]
        ),
        "unknown",
        state=_FINE,
    ),
    _row(
        "a prohibition of who knows what",
        _NAMELESS,
        prohibition(target={"@type": "AssetCollection"}),
        "unknown",
        result="unknown",
    ),
    Case(
        "a permission beside a prohibition of who knows what",
        _NAMELESS,
        policy(
            permission=[{"action": "play", "target": X}],
            prohibition=[{"action": "play", "target": {"@type": "AssetCollection"}}],
        ),
        states=["active", "unknown"],
        result="unknown",
    ),
    _row(
        "the whole collection is asked for, its members are refined",
        _MEMBERS,
        _of(source=_COLLECTION, refinement=[_SMALL]),
        "unknown",
        request={**PLAY, "target": _COLLECTION},
        state=_FINE,
    ),
    _row(
        "a prohibition, the whole collection asked for, its members refined",
        _MEMBERS,
        prohibition(target={"@type": "AssetCollection", "source": _COLLECTION, "refinement": [_SMALL]}),
        "unknown",
        request={**PLAY, "target": _COLLECTION},
        state=_FINE,
    ),
    _row(
        "a source as an object",
        "JSON-LD",
        _of(source={"@id": _COLLECTION}),
        "active",
        state={"partOf": {X: [_COLLECTION]}},
    ),
    _row(
        "a logical refinement of members of members",
        "IM 2.5.5 and 2.2.2, transitively",
        _of(
            source=_COLLECTION,
            refinement=[{"or": {"@list": [when("urn:ex:size", "gt", 5), when("urn:ex:kind", "eq", "a")]}}],
        ),
        "active",
        state={
            "partOf": {X: "urn:ex:part", "urn:ex:part": _COLLECTION},
            "properties": {X: {"urn:ex:kind": "a"}},
        },
    ),
    _row(
        "a prohibition of a member of which nothing is known",
        _MEMBERS,
        prohibition(target={"@type": "AssetCollection", "source": _COLLECTION, "refinement": [_SMALL]}),
        "unknown",
        state={"partOf": {X: _COLLECTION}},
        result="unknown",
    ),
    _row(
        "a refinement of a single asset",
        "IM 2.5.5: collections have refinements; what a single asset is like counts all the same",
        policy(
            permission=[{"action": "play", "target": {"@type": "Asset", "uid": X, "refinement": [_SMALL]}}]
        ),
        "inactive",
        state={"properties": {X: {"urn:ex:size": 9}}},
    ),
    Case(
        "shared target, action and assigner, two assignees",
        "IM example 28 and 29",
        policy(target=X, assigner=ORG, action="play", permission=[{"assignee": ALICE}, {"assignee": BOB}]),
        states=["active", "inactive"],
        result="permitted",
    ),
    _row(
        "a shared assignee of an obligation",
        "IM 2.7.1",
        policy(assignee=ALICE, obligation=[{"action": "inform"}]),
        "active",
        state={"performed": [{"action": "inform", "assignee": BOB}]},
        deontic=["not-set"],
    ),
    Case(
        "several shared targets and actions",
        "IM 2.7.1: one or many",
        policy(target=[X, Y], action=["play", "print"], permission=[{}]),
        request={"action": "print", "target": Y},
        states=["inactive", "active"],
    ),
    _row(
        "a parent that stands inside its child",
        "IM 2.9, JSON-LD nested",
        {
            "@context": CONTEXT,
            **policy(),
            "inheritFrom": {
                "@type": "Set",
                "uid": "urn:ex:parent",
                "permission": [{"action": "play", "target": X}],
            },
        },
        "active",
    ),
    Case(
        "a diamond of parents gives the rules once on each way",
        "IM 2.9: repeat for each parent",
        {
            "@context": CONTEXT,
            "@graph": [
                {**policy(), "inheritFrom": ["urn:ex:a", "urn:ex:b"]},
                {**policy(), "uid": "urn:ex:a", "inheritFrom": "urn:ex:c"},
                {**policy(), "uid": "urn:ex:b", "inheritFrom": "urn:ex:c"},
                {**policy(permission=[{"action": "play", "target": X}]), "uid": "urn:ex:c"},
            ],
        },
        result="permitted",
    ),
    Case(
        "the child's assignee is that of the parent's obligation",
        "IM examples 31 to 33",
        {
            "@context": CONTEXT,
            "@graph": [
                {
                    **policy(permission=[{"action": "play", "target": X}]),
                    "inheritFrom": "urn:ex:p",
                    "assignee": ALICE,
                },
                {
                    **policy(obligation=[{"action": "reviewPolicy", "target": "urn:ex:terms"}]),
                    "uid": "urn:ex:p",
                    "assigner": ORG,
                },
            ],
        },
        state={"performed": [{"action": "reviewPolicy", "target": "urn:ex:terms", "assignee": BOB}]},
        states=["active", "active"],
        deontic=[None, "not-set"],
    ),
    Case(
        "the parent's shared assignee is that of the child's rule",
        "IM 2.9: policy-level parties of the parent",
        {
            "@context": CONTEXT,
            "@graph": [
                {**policy(permission=[{"action": "play", "target": X}]), "inheritFrom": "urn:ex:p"},
                {
                    **policy(permission=[{"action": "print", "target": X}]),
                    "uid": "urn:ex:p",
                    "assignee": BOB,
                },
            ],
        },
        states=["inactive", "inactive"],
    ),
]
