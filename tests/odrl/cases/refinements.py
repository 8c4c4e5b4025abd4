"""Refinements of actions, assets and parties."""

from tests.odrl.tables import ALICE, BOB, ORG, PLAY, Case, X, Y, permission, policy, typed, when

_ACTION = "IM 2.5.4: a refinement narrows the action"
_ASSET = "IM 2.5.5: a refinement selects members of the asset collection"
_PARTY = "IM 2.5.6: a refinement selects members of the party collection"
_B1 = "FS B1: print with a resolution of at most 1200 dpi"
_PHOTOS, _FRIENDS = "urn:ex:photos", "urn:ex:friends"
_AGE = when("foaf:age", "gt", 17)


def _printing(*refinements: object) -> dict[str, object]:
    return policy(
        permission=[
            {"target": X, "action": [{"rdf:value": {"@id": "odrl:print"}, "refinement": list(refinements)}]}
        ]
    )


def _print(**more: object) -> dict[str, object]:
    return {"action": "print", "target": X, **more}


_DPI = when("resolution", "lteq", typed("1200", "integer"), unit="http://dbpedia.org/resource/Dots_per_inch")
_OF_PHOTOS = permission(
    target={"@type": "AssetCollection", "source": _PHOTOS, "refinement": [when("resolution", "lteq", 300)]}
)
_OF_FRIENDS = permission(assignee={"@type": "PartyCollection", "source": _FRIENDS, "refinement": [_AGE]})


def _friends(**ages: object) -> dict[str, object]:
    return {
        "@graph": [
            {
                "@id": f"urn:ex:{name}",
                "partOf": {"@id": _FRIENDS},
                **({"foaf:age": age} if age is not None else {}),
            }
            for name, age in ages.items()
        ]
    }


CASES = [
    Case(
        "within the resolution",
        _B1,
        _printing(_DPI),
        request=_print(resolution="1000"),
        states=["active"],
        effective=[True],
    ),
    Case(
        "above the resolution",
        _B1,
        _printing(_DPI),
        request=_print(resolution="1500"),
        states=["inactive"],
        effective=[True],
        result="not-permitted",
    ),
    Case(
        "no resolution is stated",
        "IM: what cannot be determined is not known",
        _printing(_DPI),
        request=_print(),
        states=["unknown"],
        result="unknown",
    ),
    Case(
        "another action",
        _ACTION,
        _printing(_DPI),
        request={**_print(resolution="1000"), "action": "play"},
        states=["inactive"],
    ),
    Case(
        "another action, and no resolution is stated",
        _ACTION,
        _printing(_DPI),
        request={**_print(), "action": "play"},
        states=["inactive"],
    ),
    Case(
        "two refinements are a conjunction",
        _ACTION,
        _printing(_DPI, when("media", "eq", "paper")),
        request=_print(resolution="1000", media="cloth"),
        states=["inactive"],
    ),
    Case(
        "a logical refinement",
        "IM example 16: xone in a refinement",
        _printing({"xone": {"@list": [when("media", "eq", "online"), when("media", "eq", "print")]}}),
        request=_print(media="online"),
        states=["active"],
    ),
    Case(
        "the request refines its action",
        _ACTION,
        _printing(_DPI),
        request=_print(
            action=[{"rdf:value": {"@id": "odrl:print"}, "refinement": [when("resolution", "eq", 600)]}]
        ),
        states=["active"],
    ),
    Case(
        "a refined prohibition above its bound",
        _ACTION,
        {
            **_printing(),
            "permission": [],
            "prohibition": [
                {"target": X, "action": {"@id": "odrl:print", "refinement": [when("resolution", "gt", 300)]}}
            ],
        },
        request=_print(resolution=600),
        states=["active"],
        result="prohibited",
    ),
    Case(
        "a refined prohibition, nothing stated",
        "semantics.md 1: a missing value leaves a prohibition unknown",
        {
            **_printing(),
            "permission": [],
            "prohibition": [
                {"target": X, "action": {"@id": "odrl:print", "refinement": [when("resolution", "gt", 300)]}}
            ],
        },
        request=_print(),
        states=["unknown"],
    ),
    Case(
        "only one of two actions is refined",
        "IM 2.7: one atomic rule an action",
        policy(permission=[{"target": X, "action": ["play", {"rdf:value": "print", "refinement": [_DPI]}]}]),
        request=PLAY,
        states=["active", "inactive"],
    ),
    Case(
        "a member that is small enough",
        _ASSET,
        _OF_PHOTOS,
        state={"partOf": {X: _PHOTOS}, "properties": {X: {"resolution": 300}}},
        states=["active"],
    ),
    Case(
        "a member that is too large",
        _ASSET,
        _OF_PHOTOS,
        state={"partOf": {X: _PHOTOS}, "properties": {X: {"resolution": 301}}},
        states=["inactive"],
    ),
    Case(
        "a member of which nothing is known",
        "IM: what cannot be determined is not known",
        _OF_PHOTOS,
        state={"partOf": {X: _PHOTOS}},
        states=["unknown"],
    ),
    Case(
        "another's property is not its own",
        _ASSET,
        _OF_PHOTOS,
        state={"partOf": {X: _PHOTOS}, "properties": {Y: {"resolution": 300}}},
        states=["unknown"],
    ),
    Case(
        "small enough, but no member",
        _ASSET,
        _OF_PHOTOS,
        state={"properties": {X: {"resolution": 300}}},
        states=["inactive"],
    ),
    Case(
        "the request cannot state what the asset is like",
        _ASSET,
        _OF_PHOTOS,
        request={**PLAY, "resolution": 1},
        state={"partOf": {X: _PHOTOS}},
        states=["unknown"],
    ),
    Case(
        "a friend of age",
        "IM example 18: friends over 17",
        _OF_FRIENDS,
        state=_friends(alice=18),
        states=["active"],
    ),
    Case(
        "a friend too young",
        "IM example 18: friends over 17",
        _OF_FRIENDS,
        state=_friends(alice=17),
        states=["inactive"],
    ),
    Case(
        "a friend whose age nobody knows",
        "IM: what cannot be determined is not known",
        _OF_FRIENDS,
        state=_friends(alice=None),
        states=["unknown"],
    ),
    Case(
        "of age, but no friend",
        _PARTY,
        _OF_FRIENDS,
        state={"@graph": [{"@id": ALICE, "foaf:age": 40}]},
        states=["inactive"],
    ),
    Case("another friend's age", _PARTY, _OF_FRIENDS, state=_friends(alice=None, bob=40), states=["unknown"]),
    Case(
        "two collections, one holds",
        "IM 2.7: one atomic rule a party",
        permission(assignee=[ORG, {"@type": "PartyCollection", "source": _FRIENDS, "refinement": [_AGE]}]),
        state={**_friends(alice=12), "partOf": {ALICE: ORG}},
        states=["active"],
    ),
    Case(
        "a logical refinement of a party",
        _PARTY,
        permission(
            assignee={
                "@type": "PartyCollection",
                "source": _FRIENDS,
                "refinement": {"or": {"@list": [_AGE, when("urn:ex:guardian", "eq", BOB)]}},
            }
        ),
        state={
            "@graph": [{"@id": ALICE, "partOf": _FRIENDS, "foaf:age": 9, "urn:ex:guardian": {"@id": BOB}}]
        },
        states=["active"],
    ),
    Case(
        "a collection with a part that nobody knows",
        "semantics.md 1",
        permission(assignee={"@type": "PartyCollection", "source": _FRIENDS, "urn:ex:except": BOB}),
        state={"partOf": {ALICE: _FRIENDS}},
        states=["unknown"],
    ),
]
