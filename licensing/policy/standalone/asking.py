"""Documents of requests → ``Ask``, and the same members of actions that were performed.

A request is an ODRL Request with one permission, an ``EvaluationRequest`` of the draft Formal Semantics or of the FORCE
vocabulary (``requestedAction``, ``requestParameter`` …), or its members directly.  Constraints and refinements with ``eq``
state values, and so do members that are named as left operands.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from licensing.policy.errors import UnreadableError
from licensing.policy.nodes import many
from licensing.policy.odrl_duties import PARTY_FUNCTIONS
from licensing.policy.standalone.documents import ISSUED, Document, Keys, add_values, operand_name
from licensing.policy.standalone.links import read_included, read_kinds
from licensing.policy.standalone.world import Ask, Value, Values
from licensing.policy.terms import LEFT_OPERANDS

_SYNONYMS = {
    "action": ("requestedAction", "evaluatedAction", "Action"),
    "assignee": (
        "requestingParty",
        "evaluatedParty",
        "performer",
        "party",
        "Party",
        "consumer",
        "subject",
        "actor",
    ),
    "target": ("requestedTarget", "evaluatedTarget", "asset", "Asset", "resource", "object"),
}
_REQUESTS = frozenset({"Request", "EvaluationRequest"})
_POLICIES = frozenset({"Policy", "Set", "Offer", "Agreement", "Ticket", "Privacy", "Assertion"})
_TIMES = (*ISSUED, "at", "atTime", "dateTime", "currentTime", "time")


def read_request(document: object) -> Ask:
    """The request of a document.  Raises UnreadableError for what is not one."""
    doc = Document(document)
    outer = _root(doc)
    rules = many(outer.get("permission"))
    if len(rules) > 1:
        raise UnreadableError("/permission", "a request asks for one thing")
    inner = doc.node(rules[0]) if rules else {}
    keys = {**outer, **inner}
    stated = values_of(doc, keys)
    return Ask(
        id=doc.identity(outer),
        rule=doc.identity(inner),
        action=action_of(doc, keys),
        party=doc.one(keys, "assignee"),
        target=doc.one(keys, "target"),
        at=_time(doc, keys, stated),
        context={name: found for name, found in stated.items() if name != "dateTime"},
        kinds=read_kinds(doc),
        included=read_included(doc),
    )


def _root(doc: Document) -> Keys:
    """The node that is the request: the document itself, or the one of a graph that says so."""
    if "@graph" not in doc.keys:
        return usual(doc.keys)
    found = [keys for keys in doc.graph if _REQUESTS & set(doc.types(keys))]
    if not found:
        found = [keys for keys in doc.graph if "permission" in keys and not _POLICIES & set(doc.types(keys))]
    if not found:
        found = [keys for keys in map(usual, doc.graph) if "action" in keys]
    if len(found) != 1:
        raise UnreadableError("/@graph", f"one request is expected, {len(found)} found")
    return usual(found[0])


def usual(keys: Keys) -> Keys:
    """A node with the members that other vocabularies name differently under their usual names."""
    found = dict(keys)
    for name, others in _SYNONYMS.items():
        for other in others:
            if other in found and name not in found:
                found[name] = found[other]
    return found


def action_of(doc: Document, keys: Keys) -> str:
    """The one action that a node names, mapped to the term in use; empty where there is none."""
    found = many(keys.get("action"))
    if len(found) > 1:
        raise UnreadableError("/action", "a request has one action")
    if not found:
        return ""
    node = doc.node(found[0])
    return doc.names.term(doc.text(node.get("rdf:value", found[0]), "/action"))


def parties_of(doc: Document, keys: Keys) -> dict[str, str]:
    """Function → party, beside the one who acts."""
    return {name: doc.one(keys, name) for name in sorted(PARTY_FUNCTIONS & keys.keys())}


def _time(doc: Document, keys: Keys, stated: dict[str, Values]) -> datetime | None:
    found = stated.get("dateTime")
    if found and len(found) > 1:
        raise UnreadableError("/dateTime", "the request states more than one time")
    if found:
        return doc.moment(found[0].text, "/dateTime")
    return moment_of(doc, keys)


def moment_of(doc: Document, keys: Keys) -> datetime | None:
    """When it was asked for or performed."""
    return next((doc.moment(keys[name], f"/{name}") for name in _TIMES if keys.get(name) is not None), None)


def values_of(doc: Document, keys: Keys) -> dict[str, Values]:
    """Values that a node states: members named as left operands, parameters, ``eq`` constraints and refinements."""
    found = {name: doc.values(keys[name], f"/{name}") for name in LEFT_OPERANDS & keys.keys()}
    found |= {name: doc.values(keys[name], f"/{name}") for name in keys if _own(name)}
    for one in many(keys.get("context")):
        said = doc.node(one)
        add_values(found, equals(doc, said) if "leftOperand" in said else doc.context(one, "/context"))
    for name in ("requestParameter", "requestParameters"):
        for one in many(keys.get(name)):
            node = doc.node(one)
            feature = doc.local(doc.names.value(doc.text(node.get("describesFeature"), f"/{name}")))
            add_values(found, {operand_name(feature): doc.values(doc.stated(node), f"/{name}")})
    for piece in _pieces(doc, keys):
        add_values(found, equals(doc, piece))
    return found


def _own(name: str) -> bool:
    """Operands of profiles: ours, and full names of others'."""
    return name.startswith("ra:") or ("://" in name and not name.startswith("http://www.w3.org/"))


def _pieces(doc: Document, keys: Keys) -> Iterator[Keys]:
    for one in many(keys.get("constraint")):
        yield doc.node(one)
    for name in ("action", "assignee", "target"):
        for one in many(keys.get(name)):
            for refinement in many(doc.node(one).get("refinement")):
                yield doc.node(refinement)


def equals(doc: Document, keys: Keys) -> dict[str, Values]:
    """What a constraint says of its left operand, where it says what that is."""
    if keys.get("operator") is None or doc.names.value(doc.text(keys["operator"], "/constraint")) != "eq":
        return {}
    left = doc.names.value(doc.text(keys.get("leftOperand"), "/constraint"))
    unit = (
        doc.names.value(doc.text(keys["unit"], "/constraint/unit")) if keys.get("unit") is not None else None
    )
    stated = doc.values(keys.get("rightOperand"), "/constraint")
    return {left: tuple(Value(one.text, one.unit or unit) for one in stated)}
