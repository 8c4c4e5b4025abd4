"""Kinds of policies, profiles, metadata, and documents that try to do harm."""

from tests.odrl.tables import CONTEXT, ORG, Case, X, permission, policy, when

_TYPES = "IM 2.1 and CV: subclasses of policies"
_PROFILE = "IM 3.3: a processor must understand the profile"
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
    *[
        Case(f"a policy of type {kind}", _TYPES, _of(kind), states=["active"])
        for kind in ("Policy", "Set", "Offer", "Agreement", "Request", "Ticket", "Privacy", "Assertion")
    ],
    Case(
        "no type is a Set",
        "IM 2.1.1: Set is the default",
        {k: v for k, v in policy(permission=[_RULE]).items() if k != "@type"},
        states=["active"],
    ),
    Case("Policy and its subclass", _TYPES, _of(["odrl:Policy", "odrl:Offer"]), states=["active"]),
    Case(
        "two subclasses at once",
        "IM 2.1: subclasses are disjoint",
        _of(["Offer", "Agreement"]),
        unreadable="/@type",
    ),
    Case("a type nobody knows", "IM 3.3: subclasses of profiles", _of("urn:ex:Licence"), unreadable="/@type"),
    Case(
        "no uid",
        "IM 2.1: a policy must have one uid",
        {"@context": CONTEXT, "@type": "Set", "permission": [_RULE]},
        unreadable="/uid",
    ),
    Case(
        "nodes that refer to each other in a circle",
        "hostile",
        {
            "@context": CONTEXT,
            "@graph": [
                {"@id": "urn:ex:p", "@type": "Set", "permission": {"@id": "urn:ex:r"}},
                {"@id": "urn:ex:r", **_RULE, "constraint": {"@id": "urn:ex:c"}},
                {"@id": "urn:ex:c", "and": [{"@id": "urn:ex:c"}]},
            ],
        },
        unreadable="",
    ),
    Case(
        "a remote context is not fetched",
        "hostile: remote contexts",
        {**policy(permission=[_RULE]), "@context": [CONTEXT, "https://example.com/context.jsonld"]},
        unreadable="/@context/1",
    ),
    Case(
        "a term with another meaning",
        "hostile: what was written is not what would be read",
        {**policy(permission=[_RULE]), "@context": [CONTEXT, {"permission": f"{_ODRL}prohibition"}]},
        unreadable="/@context/1/permission",
    ),
    Case(
        "an unknown profile",
        _PROFILE,
        policy(permission=[_RULE], profile="http://example.com/odrl:profile:10"),
        unreadable="/profile",
    ),
    Case(
        "a known and an unknown profile",
        _PROFILE,
        policy(permission=[_RULE], profile=[f"{_ODRL}core", "urn:ex:profile"]),
        unreadable="/profile",
    ),
    Case(
        "the core profile",
        "IM 3.2: the identifier of the core",
        policy(permission=[_RULE], profile=f"{_ODRL}core"),
        states=["active"],
    ),
    Case(
        "a policy that was replaced",
        "IM 2.8: isReplacedBy makes the policy void",
        policy(permission=[_RULE], **{"dcterms:isReplacedBy": "urn:ex:new"}),
        unreadable="/dcterms:isReplacedBy",
    ),
    Case(
        "a policy that replaces another",
        "IM 2.8: replaces",
        policy(permission=[_RULE], **{"dcterms:replaces": "urn:ex:old"}),
        states=["active"],
    ),
    Case(
        "metadata",
        "IM 2.8: creator, description, issued, modified, coverage",
        policy(
            permission=[_RULE],
            **{"dcterms:creator": ORG, "dcterms:issued": "2020-01-01", "schema:name": "terms"},
        ),
        states=["active"],
    ),
    Case(
        "the same key in two spellings",
        "hostile: duplicate keys",
        {**permission(), "odrl:permission": []},
        unreadable="/odrl:permission",
    ),
    Case(
        "a constraint a thousand levels deep",
        "hostile: depth",
        permission(constraint=[_nested(1000)]),
        unreadable="/permission/0/constraint",
    ),
    Case(
        "too many rules",
        "hostile: 10,000 rules",
        policy(permission=[_RULE] * 10_000),
        unreadable="/permission/2000",
    ),
    Case("a policy that is a text", "hostile", "policy", unreadable=""),
    Case("an empty object", "IM 2.1", {}, unreadable="/uid"),
    Case(
        "text that looks like code is a name",
        "hostile: text of policies is never executed",
        permission(constraint=[when("__import__('os').system('id')", "eq", "{{7*7}}")]),
        states=["unknown"],
    ),
]
