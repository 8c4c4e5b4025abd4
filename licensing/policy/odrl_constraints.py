"""Constraints of an ODRL document: atomic ones and ``and`` / ``or`` / ``xone`` / ``andSequence`` over them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from licensing.policy.errors import UnreadableError
from licensing.policy.model import AnyConstraint, Constraint, LogicalConstraint, Node
from licensing.policy.nodes import IDENTITY, Nodes, foreign, many
from licensing.policy.terms import operator_name

MOST_OPERANDS = 1000
"""Right operands of a constraint."""
MOST_CONSTRAINTS = 1000
"""Constraints of a rule, a refinement or a logical constraint; the public test suite has one over 262."""
MOST_NODES = 1000
"""Assets or parties of one property."""

_LOGIC = ("and", "or", "xone", "andSequence")
_KEYS = IDENTITY | {
    "leftOperand",
    "operator",
    "rightOperand",
    "rightOperandReference",
    "dataType",
    "unit",
    "status",
}
_NODE_KEYS = IDENTITY | {"source", "refinement", "partOf"}
_COLLECTIONS = frozenset({"AssetCollection", "PartyCollection"})


def read_constraints(nodes: Nodes, value: object, pointer: str) -> Iterator[AnyConstraint]:
    """Every constraint of a value.  Raises UnreadableError for what is not one."""
    for index, raw in enumerate(many(value)):
        where = f"{pointer}/{index}"
        if index >= MOST_CONSTRAINTS:
            raise UnreadableError(where, f"more than {MOST_CONSTRAINTS} constraints")
        if not isinstance(raw, Mapping):
            raise UnreadableError(where, "a constraint is a JSON object")
        yield _constraint(nodes, nodes.names.keys(raw), where)


def _constraint(nodes: Nodes, keys: Mapping[str, object], pointer: str) -> AnyConstraint:
    logic = [name for name in _LOGIC if name in keys]
    if not logic:
        return _atomic(nodes, keys, pointer)
    if len(logic) > 1 or foreign(keys, IDENTITY | frozenset(_LOGIC)):
        raise UnreadableError(pointer, "a logical constraint has one operator")
    operands = tuple(read_constraints(nodes, keys[logic[0]], f"{pointer}/{logic[0]}"))
    if not operands:
        raise UnreadableError(pointer, "a logical constraint has operands")
    return LogicalConstraint(logic[0], operands, nodes.identifier(keys, pointer))


def _atomic(nodes: Nodes, keys: Mapping[str, object], pointer: str) -> Constraint:
    """An atomic constraint; one with a key that is not understood gets an operand that nobody knows."""
    left = _one(nodes, keys, "leftOperand", pointer)
    operator = _one(nodes, keys, "operator", pointer)
    right = tuple(nodes.operands(keys.get("rightOperand"), f"{pointer}/rightOperand"))
    if len(right) > MOST_OPERANDS:
        raise UnreadableError(pointer, f"more than {MOST_OPERANDS} right operands")
    odd = foreign(keys, _KEYS)
    return Constraint(
        left=f"?{odd[0]}" if odd else left,
        operator=operator_name(operator),
        right=right,
        datatype=nodes.text(keys, "dataType", pointer) or _literal_type(nodes, keys.get("rightOperand")),
        unit=nodes.text(keys, "unit", pointer),
        status=nodes.text(keys, "status", pointer),
        reference=nodes.text(keys, "rightOperandReference", pointer),
        uid=nodes.identifier(keys, pointer),
    )


def _literal_type(nodes: Nodes, value: object) -> str | None:
    """The type of a typed literal that all right operands share."""
    types = [one.get("@type") for one in many(value) if isinstance(one, Mapping)]
    found = types[0] if types and all(one == types[0] for one in types) else None
    return nodes.names.value(found) if isinstance(found, str) else None


def _one(nodes: Nodes, keys: Mapping[str, object], name: str, pointer: str) -> str:
    found = nodes.text(keys, name, pointer)
    if found is None:
        raise UnreadableError(f"{pointer}/{name}", f"a constraint has one {name}")
    return found


def read_nodes(nodes: Nodes, value: object, pointer: str) -> tuple[Node, ...]:
    """Assets or parties: names, or objects with a name or a ``source`` and what refines the collection.

    Full names of other vocabularies describe an asset or a party (section 2.3, ``vcard:fn``) and change no rule.
    """
    found = many(value)
    if len(found) > MOST_NODES:
        raise UnreadableError(pointer, f"more than {MOST_NODES} assets or parties")
    return tuple(_node(nodes, one, pointer) for one in found)


def _node(nodes: Nodes, value: object, pointer: str) -> Node:
    if not isinstance(value, Mapping):
        return Node(nodes.names.expand(nodes.string(value, pointer)))
    keys = nodes.names.keys(value)
    name, source = nodes.identifier(keys, pointer), ""
    if "source" in keys:
        source = nodes.names.expand(nodes.string(keys["source"], f"{pointer}/source"))
        name = name or source
    if not name and not nodes.nameless:
        raise UnreadableError(pointer, "an asset or a party needs a uid or a source")
    types = set(nodes.values(keys.get("@type", keys.get("type")), f"{pointer}/@type"))
    return Node(
        id=name,
        collection=bool(types & _COLLECTIONS) or "source" in keys,
        part_of=tuple(
            nodes.names.expand(one) for one in nodes.raw_strings(keys.get("partOf"), f"{pointer}/partOf")
        ),
        refinements=tuple(read_constraints(nodes, keys.get("refinement"), f"{pointer}/refinement")),
        unknown=tuple(key for key in foreign(keys, _NODE_KEYS) if "://" not in key),
        source=source,
    )
