"""What a policy's document says beside its policies: of assets, parties and actions (sections 2.2, 2.3 and 2.4).

``partOf`` makes an asset or a party a member of a collection, ``includedIn`` and ``implies`` tell what an action means,
``hasPolicy`` makes an asset the target of every rule of a policy, and ``assigneeOf`` a party their assignee.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from licensing.policy.contexts import Names, read_context
from licensing.policy.nodes import many
from licensing.policy.standalone.documents import Document
from licensing.policy.standalone.links import frozen, read_implied, read_included, read_kinds, read_members
from licensing.policy.standalone.world import World, joined
from licensing.policy.terms import ODRL

Node = Mapping[str, object]

_FACTS = frozenset(
    {
        "partOf",
        "dcterms:isPartOf",
        "includedIn",
        "implies",
        "skos:broader",
        "skos:broaderTransitive",
        "rdfs:subClassOf",
    }
)
_ATTACHED = {"hasPolicy": "target", "assigneeOf": "assignee"}
"""Property of an asset or a party → what that makes it in every rule of the policy that it names."""
_RULES = frozenset({"permission", "prohibition", "obligation"})


def with_document(world: World, document: object) -> World:
    """The world with what the policy's document says of its assets, parties and actions.

    Raises UnreadableError for more than a state may have.
    """
    graph = document if isinstance(document, list) else _graph(document)
    context = document.get("@context") if isinstance(document, Mapping) else None
    names = read_context(context)
    nodes = [one for one in graph if isinstance(one, Mapping) and _FACTS & names.keys(one).keys()]
    if not nodes:
        return world
    doc = Document({"@context": context, "@graph": nodes})
    said = World(
        members=frozen(read_members(doc)),
        kinds=read_kinds(doc),
        included=read_included(doc),
        implied=read_implied(doc),
    )
    return with_facts(world, said)


def with_facts(world: World, said: World) -> World:
    """The world with what another one says of collections, classes and actions."""
    return replace(
        world,
        members=joined(world.members, said.members),
        kinds=joined(world.kinds, said.kinds),
        included=joined(world.included, said.included),
        implied=joined(world.implied, said.implied),
    )


def _graph(document: object) -> list[object]:
    return many(document.get("@graph")) if isinstance(document, Mapping) else []


# --- assets and parties that name their policy -----------------------------------------------------------------------

Attached = Mapping[str, Mapping[str, list[str]]]
"""Policy → property → the assets or parties that name it."""


def attached(names: Names, nodes: Mapping[str, Node]) -> Attached:
    """What the nodes of a graph, by their names, attach themselves to."""
    found: dict[str, dict[str, list[str]]] = {}
    for name, node in nodes.items():
        keys = names.keys(node)
        for label, role in _ATTACHED.items():
            for policy in _identifiers(names, keys.get(label)):
                found.setdefault(policy, {}).setdefault(role, []).append(name)
    return found


def _identifiers(names: Names, value: object) -> Iterator[str]:
    for one in many(value):
        stated = one.get("@id") if isinstance(one, Mapping) else one
        if isinstance(stated, str):
            yield names.expand(stated)


def with_attached(names: Names, policy: Node, roles: Mapping[str, list[str]]) -> dict[str, object]:
    """The policy with those assets and parties in every rule, beside the ones that the rule has or shares."""
    short = {next(iter(names.keys({raw: None}))): raw for raw in policy}
    found = dict(policy)
    for rules in _RULES & short.keys():
        found[short[rules]] = [
            _with_roles(names, rule, roles, {role: policy.get(short.get(role, "")) for role in roles})
            for rule in many(policy[short[rules]])
        ]
    return found


def _with_roles(
    names: Names, rule: object, roles: Mapping[str, list[str]], shared: Mapping[str, object]
) -> object:
    if not isinstance(rule, Mapping):
        return rule
    found = dict(rule)
    short = {next(iter(names.keys({raw: None}))): raw for raw in rule}
    for role, added in roles.items():
        raw = short.get(role, ODRL + role)
        own = many(rule[raw]) if raw in rule else many(shared[role])
        found[raw] = [*own, *({"@id": name} for name in added)]
    return found
