"""Triples → the JSON-LD trees that the policy core reads: full names, typed literals, lists as ``@list``.

Policies and requests become trees: what a node refers to is nested where the document says something of it.  A policy
that another one names (``inheritFrom``) stays a name.  A state of the world stays a graph: every node with a name for
itself, nodes without one inside those that refer to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum

from licensing.policy.errors import UnreadableError
from licensing.policy.terms import ODRL
from licensing.turtle.graph import RDF, Blank, Graph, Literal, Subject, Term, read_graph

MOST_LEVELS = 24
MOST_NODES = 20_000

_TYPE, _FIRST, _REST, _NIL = RDF + "type", RDF + "first", RDF + "rest", RDF + "nil"
_UID = ODRL + "uid"
_POLICY_TYPES = frozenset(
    ODRL + name for name in ("Policy", "Set", "Offer", "Agreement", "Privacy", "Ticket", "Assertion")
)
_RULES = frozenset(ODRL + name for name in ("permission", "prohibition", "obligation"))
_BESIDE = frozenset(ODRL + name for name in ("partOf", "hasPolicy", "assigneeOf", "includedIn", "implies"))
_REQUEST_TYPES = frozenset({ODRL + "Request", "https://w3id.org/force/sotw#EvaluationRequest"})
_ASKING = frozenset({ODRL + "permission"})
"""What a request has that does not say that it is one."""
_STATES = ("Sotw", "SotW", "StateOfTheWorld")
"""Last part of the types of nodes that name what belongs to a state."""

Tree = dict[str, object]


class Wanted(StrEnum):
    """What is looked for in a document."""

    POLICY = "policy"
    POLICIES = "policies"
    """Policies, and nodes beside them that say what assets, parties and actions are."""
    REQUEST = "request"
    STATE = "state"


_NAMES = {Wanted.POLICIES: "policy"}


def document_of(text: str, wanted: Wanted | None = None) -> Tree:
    """The JSON-LD of a Turtle document: the policies in it, its request or the state of the world.

    Without ``wanted``: the policies where there are any, else requests, else the whole as a state.  Several policies
    become a ``@graph``.  Raises UnreadableError for bad syntax, what is not there, several requests, a circle of nodes
    without names, broken lists, and for more than the limits allow.
    """
    graph = read_graph(text)
    if wanted is None:
        wanted = Wanted.POLICY if _roots(graph, Wanted.POLICY) else Wanted.STATE
    if wanted is Wanted.STATE:
        return state_of(graph)
    roots = _roots(graph, wanted)
    if not roots or (wanted is Wanted.REQUEST and len(roots) > 1):
        raise UnreadableError("", f"one {_NAMES.get(wanted, wanted.value)} is expected, {len(roots)} found")
    trees = [tree_of(graph, root, stops=roots) for root in roots]
    if wanted is Wanted.POLICIES:
        trees += [tree_of(graph, node, stops=roots) for node in _beside(graph, roots)]
    return trees[0] if len(trees) == 1 else {"@graph": trees}


def _beside(graph: Graph, roots: list[Subject]) -> list[Subject]:
    """Nodes with a name that say what an asset, a party or an action is to policies, collections or other actions."""
    return [
        node
        for node, found in graph.items()
        if isinstance(node, str) and node not in roots and found.keys() & _BESIDE
    ]


def tree_of(graph: Graph, root: Subject, stops: Iterable[Subject] = ()) -> Tree:
    """One node with all that it refers to nested in it; ``stops`` stay names."""
    return _Framer(graph, frozenset(stops) - {root}).tree(root, ())


def state_of(graph: Graph) -> Tree:
    """The nodes of a state: those that the node of its type includes, with what they refer to; without one, all."""
    states = [node for node in graph if any(name.endswith(_STATES) for name in _types(graph, node))]
    if len(states) > 1:
        raise UnreadableError("", f"one state of the world is expected, {len(states)} found")
    nodes = list(_closure(graph, states[0])) if states else list(graph)
    framer = _Framer(graph, frozenset(node for node in graph if isinstance(node, str)))
    inner = _nested(graph)
    return {"@graph": [framer.tree(node, ()) for node in nodes if isinstance(node, str) or node not in inner]}


# --- what is in a graph ----------------------------------------------------------------------------------------------


def _types(graph: Graph, node: Subject) -> set[str]:
    return {name for name in graph[node].get(_TYPE, ()) if isinstance(name, str)}


def _roots(graph: Graph, wanted: Wanted) -> list[Subject]:
    """The policies or requests of a graph, in its order; a request is also a policy where there is no other."""
    requests = [node for node in graph if _types(graph, node) & _REQUEST_TYPES]
    if wanted is Wanted.REQUEST:
        return requests or [
            node for node in graph if graph[node].keys() & _ASKING and not _types(graph, node) & _POLICY_TYPES
        ]
    policies = [
        node
        for node in graph
        if node not in requests and (_types(graph, node) & _POLICY_TYPES or graph[node].keys() & _RULES)
    ]
    return policies or requests


def _nested(graph: Graph) -> set[Term]:
    """Nodes without a name that another node refers to."""
    return {
        value
        for about, found in graph.items()
        for values in found.values()
        for value in values
        if isinstance(value, Blank) and value != about
    }


def _closure(graph: Graph, start: Subject) -> Iterator[Subject]:
    seen, waiting = {start}, [start]
    while waiting:
        node = waiting.pop(0)
        yield node
        for values in graph[node].values():
            for value in values:
                if not isinstance(value, Literal) and value in graph and value not in seen:
                    seen.add(value)
                    waiting.append(value)


# --- trees -----------------------------------------------------------------------------------------------------------


class _Framer:
    """Makes trees of one graph and counts their nodes, since what is referred to twice is nested twice."""

    def __init__(self, graph: Graph, stops: frozenset[Subject]) -> None:
        self.graph = graph
        self.stops = stops
        self.nodes = 0

    def tree(self, node: Subject, above: tuple[Subject, ...]) -> Tree:
        self.nodes += 1
        if self.nodes > MOST_NODES:
            raise UnreadableError("", f"more than {MOST_NODES} nodes when nested")
        if len(above) >= MOST_LEVELS:
            raise UnreadableError("", f"nested more than {MOST_LEVELS} levels deep")
        found = self.graph[node]
        tree: Tree = {"@id": node} if isinstance(node, str) else {}
        if types := sorted(_types(self.graph, node)):
            tree["@type"] = types if len(types) > 1 else types[0]
        for name, values in found.items():
            if name != _TYPE:
                trees = [self._value(value, (*above, node)) for value in values]
                tree[name] = trees if len(trees) > 1 else trees[0]
        return self._named(tree)

    def _named(self, tree: Tree) -> Tree:
        """A node without a name that states its ``uid`` has that name."""
        uid = tree.get(_UID)
        if "@id" not in tree and isinstance(uid, dict) and isinstance(uid.get("@id"), str):
            return {"@id": uid["@id"]} | {name: value for name, value in tree.items() if name != _UID}
        return tree

    def _value(self, value: Term, above: tuple[Subject, ...]) -> Tree:
        if isinstance(value, Literal):
            return _literal(value)
        if value == _NIL or _FIRST in self.graph.get(value, ()):
            return {"@list": [self._value(item, (*above, value)) for item in self._items(value)]}
        if value in above and isinstance(value, Blank):
            raise UnreadableError("", "nodes without names refer to each other in a circle")
        if value in above or value in self.stops or value not in self.graph:
            return {"@id": value} if isinstance(value, str) else {}
        return self.tree(value, above)

    def _items(self, start: Subject) -> Iterator[Term]:
        seen, node = set[Term](), start
        while node != _NIL:
            cell = self.graph.get(node, {})
            first, rest = list(cell.get(_FIRST, ())), list(cell.get(_REST, ()))
            if node in seen or len(first) != 1 or len(rest) != 1 or isinstance(rest[0], Literal):
                raise UnreadableError("", "a list is broken")
            seen.add(node)
            yield first[0]
            node = rest[0]


def _literal(value: Literal) -> Tree:
    tree: Tree = {"@value": value.text}
    if value.datatype is not None:
        tree["@type"] = value.datatype
    if value.language is not None:
        tree["@language"] = value.language
    return tree
