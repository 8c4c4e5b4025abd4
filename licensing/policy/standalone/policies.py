"""The policies of a JSON-LD document: one, a graph of several, or nodes that refer to each other by name.

Flattened and expanded JSON-LD keeps rules, constraints and duties as nodes of their own (as example 16 of the Information
Model does); they are put back where a policy refers to them.  A policy that another one inherits from stays a name.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from licensing.policy.contexts import Names, read_context
from licensing.policy.document import check_values
from licensing.policy.errors import UnreadableError
from licensing.policy.nodes import many
from licensing.policy.standalone.beside import Attached, attached, with_attached
from licensing.policy.terms import shorten

MOST_NODES = 50_000
MOST_LEVELS = 24
MOST_REPEATED = 100
"""Values of one property of a node that is described in two places, one of them inside another node."""

_POLICIES = frozenset("Policy Set Offer Agreement Request Ticket Privacy Assertion".split())
_RULES = frozenset({"permission", "prohibition", "obligation"})
_INNER = _RULES | frozenset(
    "duty remedy consequence constraint refinement and or xone andSequence action target assigner assignee".split()
)
"""Properties whose values may be nodes of their own."""

Node = Mapping[str, object]


def policies_of(document: object) -> dict[str, Node]:
    """Every policy by its identifier in full, in the document's order.

    Raises UnreadableError for a foreign context, nodes that refer to each other in a circle, and more than the limits
    allow.
    """
    if isinstance(document, list):
        document = {"@graph": document}
    if not isinstance(document, Mapping):
        raise UnreadableError("", "a JSON object is expected")
    check_values(document)
    context = document.get("@context")
    names, graph = read_context(context), document.get("@graph")
    if graph is None and not _parents(names, [document]):
        return {_name(names, document): document}
    nodes = [one for one in many(document if graph is None else graph) if isinstance(one, Mapping)]
    nodes = _merged(names, nodes + _parents(names, nodes))
    framer = _Framer(names, nodes)
    found = [one for one in nodes if framer.is_policy(one)] or nodes
    roles = attached(framer.names, framer.nodes)
    return {framer.name(one): {"@context": context, **framer.policy(one, roles)} for one in found}


def _merged(names: Names, nodes: Sequence[Node]) -> list[Node]:
    """One node for each name: JSON-LD may say in several places what a node is."""
    found: dict[str, list[Node]] = {}
    for index, node in enumerate(nodes):
        found.setdefault(_name(names, node) or f"\0{index}", []).append(node)
    return [all_of(same) if len(same) > 1 else same[0] for same in found.values()]


def all_of(nodes: Sequence[Node], most: int | None = None) -> dict[str, object]:
    """What several descriptions of one node say, each value once.

    Raises UnreadableError for a property that has more than ``most`` values in one of them.
    """
    found: dict[str, dict[str, object]] = {}
    for node in nodes:
        for raw, value in node.items():
            values = many(value)
            if most is not None and len(values) > most:
                raise UnreadableError(
                    "", f"more than {most} values where a node is described in several places"
                )
            found.setdefault(raw, {}).update({json.dumps(one, sort_keys=True): one for one in values})
    return {
        raw: next(iter(values.values())) if len(values) == 1 else list(values.values())
        for raw, values in found.items()
    }


def _parents(names: Names, nodes: Sequence[Node]) -> list[Node]:
    """Policies that stand inside those that inherit from them, instead of beside them."""
    found: list[Node] = []
    waiting, level = list(nodes), 0
    while waiting and level < MOST_LEVELS:
        inner = [one for node in waiting for one in many(names.keys(node).get("inheritFrom"))]
        waiting = [one for one in inner if isinstance(one, Mapping) and len(one) > 1]
        found, level = found + waiting, level + 1
    return found


def _name(names: Names, node: Node) -> str:
    keys = names.keys(node)
    value = next((one for one in many(keys.get("uid", keys.get("@id"))) if one is not None), "")
    if isinstance(value, Mapping):
        value = value.get("@id", value.get("@value", ""))
    return names.expand(value) if isinstance(value, str) else ""


class _Framer:
    """Puts the nodes of one graph back where others refer to them, and counts them."""

    def __init__(self, names: Names, nodes: list[Node]) -> None:
        self.names = names
        self.count = 0
        self.nodes = {self.name(one): one for one in nodes if len(one) > 1 and not self.is_policy(one)}
        self.nodes.pop("", None)

    def name(self, node: Node) -> str:
        return _name(self.names, node)

    def is_policy(self, node: Node) -> bool:
        keys = self.names.keys(node)
        types = {
            shorten(self.names.expand(one))
            for one in many(keys.get("@type", keys.get("type")))
            if isinstance(one, str)
        }
        return bool(types & _POLICIES or (_RULES | {"inheritFrom"}) & keys.keys())

    def policy(self, node: Node, roles: Attached) -> dict[str, object]:
        """A policy with its nodes in it, and with the assets and parties that say they are its own."""
        found = self.framed(node, ())
        added = roles.get(self.name(node))
        return with_attached(self.names, found, added) if added else found

    def framed(self, node: Node, above: tuple[str, ...]) -> dict[str, object]:
        """A node with what it refers to in it."""
        self.count += 1
        if self.count > MOST_NODES:
            raise UnreadableError("", f"more than {MOST_NODES} nodes")
        if len(above) > MOST_LEVELS:
            raise UnreadableError("", f"nodes refer to each other more than {MOST_LEVELS} levels deep")
        return {raw: self._value(raw, value, above) for raw, value in node.items()}

    def _value(self, raw: str, value: object, above: tuple[str, ...]) -> object:
        if next(iter(self.names.keys({raw: None}))) not in _INNER | {"@list", "@set"}:
            return value
        if isinstance(value, list):
            return [self._one(one, above) for one in value]
        return self._one(value, above)

    def _one(self, value: object, above: tuple[str, ...]) -> object:
        name = self._reference(value)
        if name in self.nodes:
            if name in above:
                raise UnreadableError("", f"{name[:200]} refers to itself")
            return self.framed(self.nodes[name], (*above, name))
        if not isinstance(value, Mapping):
            return value
        own = self.name(value)
        if own in self.nodes and own not in above:
            return self.framed(all_of((self.nodes[own], value), MOST_REPEATED), (*above, own))
        return self.framed(value, (*above, ""))

    def _reference(self, value: object) -> str:
        if isinstance(value, str):
            return self.names.expand(value)
        if isinstance(value, Mapping) and len(value) == 1:
            return self.name(value)
        return ""
