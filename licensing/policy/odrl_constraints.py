"""Constraints of an ODRL document: atomic ones and ``and`` / ``or`` / ``xone`` / ``andSequence`` over them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from licensing.policy.errors import UnreadableError
from licensing.policy.model import AnyConstraint, Constraint, LogicalConstraint
from licensing.policy.nodes import IDENTITY, Nodes, foreign, many

MOST_OPERANDS = 1000

_LOGIC = ("and", "or", "xone", "andSequence")
_KEYS = IDENTITY | {"leftOperand", "operator", "rightOperand", "dataType", "unit"}


def read_constraints(nodes: Nodes, value: object, pointer: str) -> Iterator[AnyConstraint]:
    """Every constraint of a value.  Raises UnreadableError for what is not one."""
    for index, raw in enumerate(many(value)):
        where = f"{pointer}/{index}"
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
    return LogicalConstraint(logic[0], operands)


def _atomic(nodes: Nodes, keys: Mapping[str, object], pointer: str) -> Constraint:
    """An atomic constraint; one with a key that is not understood gets an operand that nobody knows."""
    left = _one(nodes, keys, "leftOperand", pointer)
    operator = _one(nodes, keys, "operator", pointer)
    right = tuple(nodes.strings(keys.get("rightOperand"), f"{pointer}/rightOperand"))
    if len(right) > MOST_OPERANDS:
        raise UnreadableError(pointer, f"more than {MOST_OPERANDS} right operands")
    datatype = next(iter(nodes.strings(keys.get("dataType"), f"{pointer}/dataType")), None)
    unit = next(iter(nodes.strings(keys.get("unit"), f"{pointer}/unit")), None)
    odd = foreign(keys, _KEYS)
    # The published context maps neq to odrl:neg: both are read.
    name = "neq" if operator == "neg" else operator
    return Constraint(f"?{odd[0]}" if odd else left, name, right, datatype, unit)


def _one(nodes: Nodes, keys: Mapping[str, object], name: str, pointer: str) -> str:
    found = nodes.strings(keys.get(name), f"{pointer}/{name}")
    if len(found) != 1:
        raise UnreadableError(f"{pointer}/{name}", f"a constraint has one {name}")
    return found[0]
