"""What a policy's document says beside its policies: members of collections, attached policies, declared actions."""

from tests.odrl.tables import ALICE, BOB, CONTEXT, ORG, Case, X, Y, policy, prohibition

_PART = "IM 2.2.2: partOf says that an asset is a member of a collection, in the metadata of the asset"
_MEMBER = "IM 2.3.2: partOf says that a party is a member of a collection"
_ASSET = "IM 2.2.3 hasPolicy: the asset MUST be inferred to be the target of all the rules of the policy"
_PARTY = "IM 2.3.3 assigneeOf: the party MUST be inferred to be the assignee of all the rules of the policy"
_INCLUDED = "IM 2.4 includedIn: transitively asserts that the semantics of this action is encompassed"
_IMPLIES = "IM 2.4 implies: the other action is not prohibited; if it is, there is a conflict in the policy"
_COLLECTION, _SHARE = "urn:ex:collection", "urn:ex:share"
_ODRL = "http://www.w3.org/ns/odrl/2/"


def _beside(*nodes: object, **rules: object) -> dict[str, object]:
    return {"@context": CONTEXT, "@graph": [policy(**rules), *nodes]}


def _row(name: str, clause: str, document: object, active: str, **more: object) -> Case:
    return Case(name, clause, document, states=[active], **more)  # type: ignore[arg-type]


_PLAY_ANY = [{"action": "play"}]
_OWNED = {"@id": Y, "@type": "Asset", "hasPolicy": "urn:ex:policy"}
_ONE = [{"action": "play", "target": X}]
_FOR_ORG = [{"action": "play", "target": X, "assignee": ORG}]
_DECLARED = {"@id": _SHARE, "@type": "Action", "includedIn": "odrl:use", "implies": "odrl:distribute"}
_ASK_SHARE = {"action": _SHARE, "target": X, "assignee": ALICE}
_AGAINST = [{"action": "distribute", "target": X}]

CASES = [
    _row(
        "a member of the target",
        _PART,
        _beside({"@id": X, "partOf": _COLLECTION}, permission=[{"action": "play", "target": _COLLECTION}]),
        "active",
    ),
    _row(
        "a member of another collection",
        _PART,
        _beside({"@id": Y, "partOf": _COLLECTION}, permission=[{"action": "play", "target": _COLLECTION}]),
        "inactive",
    ),
    _row(
        "a member of the assignee",
        _MEMBER,
        _beside({"@id": ALICE, "odrl:partOf": {"@id": ORG}}, permission=_FOR_ORG),
        "active",
    ),
    _row(
        "membership in full names",
        _MEMBER,
        _beside({"@id": ALICE, f"{_ODRL}partOf": [{"@id": ORG}]}, permission=_FOR_ORG),
        "active",
    ),
    _row(
        "a request makes nobody a member",
        "docs: the state's word comes first, a request cannot make itself a member",
        policy(permission=_FOR_ORG),
        "inactive",
        request={
            "@graph": [{"action": "play", "target": X, "assignee": ALICE}, {"@id": ALICE, "partOf": ORG}]
        },
    ),
    _row(
        "the asset that has the policy", _ASSET, _beside({**_OWNED, "@id": X}, permission=_PLAY_ANY), "active"
    ),
    _row("not another asset", _ASSET, _beside(_OWNED, permission=_PLAY_ANY), "inactive"),
    _row("beside the target of a rule", _ASSET, _beside(_OWNED, permission=_ONE), "active"),
    _row(
        "beside the shared target",
        _ASSET,
        _beside(_OWNED, target=X, permission=_PLAY_ANY),
        "active",
    ),
    _row(
        "another policy is not had",
        _ASSET,
        _beside({**_OWNED, "hasPolicy": "urn:ex:other"}, permission=_ONE),
        "active",
    ),
    _row(
        "a prohibition reaches the asset that has the policy",
        _ASSET,
        _beside({**_OWNED, "@id": X}, prohibition=[{"action": "play", "target": Y}]),
        "active",
        result="prohibited",
    ),
    _row(
        "the assignee of the policy",
        _PARTY,
        _beside({"@id": ALICE, "assigneeOf": "urn:ex:policy"}, permission=_ONE),
        "active",
    ),
    _row(
        "not another party",
        _PARTY,
        _beside({"@id": BOB, "assigneeOf": "urn:ex:policy"}, permission=_ONE),
        "inactive",
    ),
    _row(
        "an action that the document declares",
        _INCLUDED,
        _beside({"@id": _SHARE, "includedIn": "odrl:play"}, permission=_ONE),
        "active",
        request=_ASK_SHARE,
    ),
    _row(
        "declared below another",
        _INCLUDED,
        _beside({"@id": _SHARE, "includedIn": "odrl:print"}, permission=_ONE),
        "inactive",
        request=_ASK_SHARE,
    ),
    _row("nobody declares it", _INCLUDED, _beside(permission=_ONE), "unknown", request=_ASK_SHARE),
    _row(
        "an action of the vocabulary stays where it is",
        _INCLUDED,
        _beside({"@id": "odrl:sell", "includedIn": "odrl:play"}, permission=_ONE),
        "inactive",
        request={"action": "sell", "target": X, "assignee": ALICE},
    ),
    Case(
        "what a permission implies is prohibited",
        _IMPLIES,
        _beside(_DECLARED, permission=[{"action": _SHARE, "target": X}], prohibition=_AGAINST),
        request=_ASK_SHARE,
        states=["active", "inactive"],
        result="invalid",
    ),
    Case(
        "what it implies is prohibited of another asset",
        _IMPLIES,
        _beside(_DECLARED, permission=[{"action": _SHARE, "target": Y}], prohibition=_AGAINST),
        request=_ASK_SHARE,
        result="not-permitted",
    ),
    Case(
        "implied is not permitted",
        "IM 2.4: implies asserts that the other action is not prohibited, not that it is permitted",
        _beside(_DECLARED, permission=[{"action": _SHARE, "target": X}]),
        request={"action": "distribute", "target": X, "assignee": ALICE},
        result="not-permitted",
    ),
    Case(
        "a policy alone says nothing beside itself",
        _ASSET,
        prohibition(),
        states=["active"],
        result="prohibited",
    ),
]
