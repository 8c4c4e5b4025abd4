"""What belongs to what, as documents say it: members of collections, instances of classes, actions in broader ones."""

from __future__ import annotations

from collections.abc import Mapping

from licensing.policy.errors import UnreadableError
from licensing.policy.nodes import many
from licensing.policy.standalone.documents import Document, Keys
from licensing.policy.terms import shorten

_MEMBER = ("partOf", "dcterms:isPartOf")
_KIND = ("@type", "type", "rdf:type", "rdfs:subClassOf", "skos:broader", "skos:broaderTransitive")
_WIDER = ("skos:broader", "skos:broaderTransitive")

MOST_IMPLIED = 1000
"""Actions that the actions of one document imply, all together."""

Gathered = dict[str, set[str]]


def frozen(found: Gathered) -> dict[str, frozenset[str]]:
    """The same, for good."""
    return {node: frozenset(others) for node, others in found.items() if others}


def _gather(doc: Document, names: tuple[str, ...]) -> Gathered:
    found: Gathered = {}
    for keys in doc.graph:
        node = doc.identity(keys)
        if node:
            for name in names:
                found.setdefault(node, set()).update(_texts(doc, keys, name))
    return found


def _texts(doc: Document, keys: Keys, name: str) -> set[str]:
    return {
        doc.text(one, f"/{name}")
        for one in many(keys.get(name))
        if isinstance(one, str) or (isinstance(one, Mapping) and doc.identity(doc.keys_of(one)))
    }


def read_kinds(doc: Document) -> dict[str, frozenset[str]]:
    """Node → its classes, and class → broader ones, in short form as right operands are."""
    return frozen({shorten(n): {shorten(one) for one in found} for n, found in _gather(doc, _KIND).items()})


def read_included(doc: Document) -> dict[str, frozenset[str]]:
    """Action → the actions that include it, where the document declares actions."""
    found = _gather(doc, ("includedIn",))
    return frozen({doc.names.term(node): {doc.names.term(one) for one in o} for node, o in found.items()})


def read_implied(doc: Document) -> dict[str, frozenset[str]]:
    """Action → the actions that it implies, where the document declares actions.

    Raises UnreadableError for more than ``MOST_IMPLIED`` of them together.
    """
    found = _gather(doc, ("implies",))
    if sum(map(len, found.values())) > MOST_IMPLIED:
        raise UnreadableError("/implies", f"more than {MOST_IMPLIED} implied actions")
    return frozen({doc.names.term(node): {doc.names.term(one) for one in o} for node, o in found.items()})


def read_members(doc: Document) -> Gathered:
    """Node → the collections that it is part of; a broader thing counts as one.

    Stated at the node, as ``partOf`` (node → collections) or as ``members`` (collection → nodes) of the state.
    """
    found = _gather(doc, (*_MEMBER, *_WIDER))
    for name in ("partOf", "memberships"):
        for node, collections in doc.mapping(_table(doc.keys, name), f"/{name}").items():
            found.setdefault(node, set()).update(doc.text(one, f"/{name}") for one in many(collections))
    for name in ("members", "collections"):
        for collection, nodes in doc.mapping(_table(doc.keys, name), f"/{name}").items():
            for one in many(nodes):
                found.setdefault(doc.text(one, f"/{name}"), set()).add(collection)
    return found


def _table(root: Keys, name: str) -> object:
    """A member of the state that is a table; as a name it would speak of the state itself."""
    stated = root.get(name)
    return stated if isinstance(stated, Mapping) and "@id" not in stated else None
