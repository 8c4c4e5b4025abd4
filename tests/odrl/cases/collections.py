"""Collections of assets and parties: partOf over any depth, source, and what is not a member."""

from tests.odrl.tables import ALICE, BOB, ORG, PLAY, Case, X, Y, permission, policy, prohibition

_PART = "IM 2.2.2 and 2.3.2: partOf names the collection that something is a member of"
_ALBUM, _LIBRARY, _TEAM = "urn:ex:album", "urn:ex:library", "urn:ex:team"
_OF_ALBUM, _OF_TEAM = permission(target=_ALBUM), permission(assignee=_TEAM)

CASES = [
    Case(
        "a member of the asset collection", _PART, _OF_ALBUM, state={"partOf": {X: _ALBUM}}, states=["active"]
    ),
    Case("a member of another", _PART, _OF_ALBUM, state={"partOf": {X: _LIBRARY}}, states=["inactive"]),
    Case(
        "membership is transitive",
        _PART,
        _OF_ALBUM,
        state={"partOf": {X: _LIBRARY, _LIBRARY: _ALBUM}},
        states=["active"],
    ),
    Case(
        "membership does not go down",
        _PART,
        permission(),
        request={**PLAY, "target": _ALBUM},
        state={"partOf": {X: _ALBUM}},
        states=["inactive"],
    ),
    Case(
        "a member of several", _PART, _OF_ALBUM, state={"partOf": {X: [_LIBRARY, _ALBUM]}}, states=["active"]
    ),
    Case(
        "a circle of collections ends",
        "IM 2.2.2, hostile",
        _OF_ALBUM,
        state={"partOf": {X: _LIBRARY, _LIBRARY: X}},
        states=["inactive"],
    ),
    Case("the collection itself", _PART, _OF_ALBUM, request={**PLAY, "target": _ALBUM}, states=["active"]),
    Case("members by collection", _PART, _OF_ALBUM, state={"members": {_ALBUM: [X, Y]}}, states=["active"]),
    Case(
        "a node of the state says so",
        "FS assetCollection",
        _OF_ALBUM,
        state={"@graph": [{"@id": X, "odrl:partOf": {"@id": _ALBUM}}]},
        states=["active"],
    ),
    Case(
        "a node of the state in full names",
        "JSON-LD, expanded",
        _OF_ALBUM,
        state=[{"@id": X, "http://www.w3.org/ns/odrl/2/partOf": [{"@id": _ALBUM}]}],
        states=["active"],
    ),
    Case(
        "a node inside the draft's state",
        "FS assetCollection: an asset that is part of an asset collection",
        _OF_ALBUM,
        state={"@type": "sotw:SotW", "sotw:assetCollection": {"@id": X, "partOf": _ALBUM}},
        states=["active"],
    ),
    Case(
        "the policy says so of its own asset",
        "IM 2.2.2: partOf in the policy",
        {
            **policy(
                permission=[
                    {"target": {"uid": X, "partOf": _ALBUM}, "action": "print"},
                    {"target": _ALBUM, "action": "play"},
                ]
            )
        },
        states=["inactive", "active"],
    ),
    Case(
        "the source of a collection",
        "IM 2.5.5: source refers to the collection",
        permission(target={"@type": "AssetCollection", "source": _ALBUM}),
        state={"partOf": {X: _ALBUM}},
        states=["active"],
    ),
    Case(
        "a collection with a name and a source: by its name",
        "IM 2.5.5",
        permission(target={"@type": "AssetCollection", "uid": "urn:ex:c", "source": _ALBUM}),
        state={"partOf": {X: "urn:ex:c"}},
        states=["active"],
    ),
    Case(
        "a collection with a name and a source: by its source",
        "IM 2.5.5",
        permission(target={"@type": "AssetCollection", "uid": "urn:ex:c", "source": _ALBUM}),
        state={"partOf": {X: _ALBUM}},
        states=["active"],
    ),
    Case(
        "a member of the party collection",
        _PART,
        _OF_TEAM,
        state={"partOf": {ALICE: _TEAM}},
        states=["active"],
    ),
    Case("somebody else", _PART, _OF_TEAM, state={"partOf": {BOB: _TEAM}}, states=["inactive"]),
    Case(
        "a team of a company",
        _PART,
        permission(assignee=ORG),
        state={"partOf": {ALICE: _TEAM, _TEAM: ORG}},
        states=["active"],
    ),
    Case(
        "a party collection of the draft",
        "FS partyCollection",
        _OF_TEAM,
        state={"@type": "sotw:SotW", "sotw:partyCollection": [{"@id": ALICE, "partOf": _TEAM}]},
        states=["active"],
    ),
    Case(
        "both a team and an album",
        _PART,
        permission(target=_ALBUM, assignee=_TEAM),
        state={"partOf": {ALICE: _TEAM, X: _ALBUM}},
        states=["active"],
    ),
    Case(
        "a team without the album",
        _PART,
        permission(target=_ALBUM, assignee=_TEAM),
        state={"partOf": {ALICE: _TEAM}},
        states=["inactive"],
    ),
    Case(
        "a request cannot make its party a member",
        "FS: membership is in the state of the world",
        _OF_TEAM,
        request={**PLAY, "assignee": {"@id": ALICE, "partOf": _TEAM}},
        states=["inactive"],
    ),
    Case(
        "nobody asks",
        "semantics.md 1: a missing value",
        _OF_TEAM,
        request={"action": "play", "target": X},
        states=["unknown"],
    ),
    Case(
        "nothing is asked for",
        "semantics.md 1: a missing value",
        _OF_ALBUM,
        request={"action": "play"},
        states=["unknown"],
    ),
    Case(
        "a prohibition of a collection reaches its members",
        _PART,
        prohibition(assignee=_TEAM),
        state={"partOf": {ALICE: _TEAM}},
        states=["active"],
        result="prohibited",
    ),
    Case("two targets", "IM 2.7: one atomic rule an asset", permission(target=[Y, X]), states=["active"]),
    Case(
        "neither of two targets",
        "IM 2.7: one atomic rule an asset",
        permission(target=[Y, _ALBUM]),
        states=["inactive"],
    ),
    Case(
        "no assignee means everybody",
        "IM 2.6.1: none, one or many assignees",
        permission(),
        states=["active"],
    ),
]
