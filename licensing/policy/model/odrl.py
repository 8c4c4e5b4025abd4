"""ODRL policies: the Information Model 2.2, compact policies expanded to atomic rules."""

from __future__ import annotations

from dataclasses import dataclass

from licensing.policy.model.scales import Conflict, PolicyType, RuleType


@dataclass(frozen=True, slots=True)
class Constraint:
    """One atomic constraint (section 2.5.1); ``right`` holds the right operands as written (IRIs in their short form).

    ``status`` is the current value that the left operand starts from; ``reference`` a ``rightOperandReference``, which
    is kept and never dereferenced, so that the constraint stays unknown.
    """

    left: str
    operator: str
    right: tuple[str, ...]
    datatype: str | None = None
    unit: str | None = None
    status: str | None = None
    reference: str | None = None
    uid: str = ""


@dataclass(frozen=True, slots=True)
class LogicalConstraint:
    """``and`` / ``or`` / ``xone`` / ``andSequence`` over constraints (section 2.5.2), operands in their order."""

    operator: str
    operands: tuple[Constraint | LogicalConstraint, ...]
    uid: str = ""


AnyConstraint = Constraint | LogicalConstraint


@dataclass(frozen=True, slots=True)
class Node:
    """An asset or a party: its identifier, or the ``source`` of a collection, with what refines the collection."""

    id: str
    collection: bool = False
    part_of: tuple[str, ...] = ()
    refinements: tuple[AnyConstraint, ...] = ()
    unknown: tuple[str, ...] = ()
    source: str = ""
    """Of a collection that has an identifier of its own as well: the members may belong to either."""


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty of a permission, an obligation's consequence or a prohibition's remedy (sections 2.6.3 to 2.6.7).

    ``precondition`` is true where the document marks it so (profile term); ``consequences`` are due when the duty is
    not fulfilled.
    """

    action: str
    consenting_party: str | None = None
    constraints: tuple[AnyConstraint, ...] = ()
    precondition: bool = False
    uid: str = ""
    refinements: tuple[AnyConstraint, ...] = ()
    assets: tuple[Node, ...] = ()
    assignees: tuple[Node, ...] = ()
    parties: tuple[tuple[str, str], ...] = ()
    consequences: tuple[Duty, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """An atomic rule: one action.  ``pointer`` is the JSON pointer of the rule in its document, ``id`` adds the action.

    ``targets`` and ``assignees`` are the identifiers of ``assets`` and ``assignee_nodes``; ``refinements`` narrow the
    action; ``consequences`` belong to an obligation, ``remedies`` to a prohibition.
    """

    id: str
    pointer: str
    type: RuleType
    action: str
    targets: tuple[str, ...] = ()
    assigner: str | None = None
    assignees: tuple[str, ...] = ()
    constraints: tuple[AnyConstraint, ...] = ()
    duties: tuple[Duty, ...] = ()
    clauses: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    """Terms of the rule that this core does not know; a permission with one is inactive, a prohibition unknown."""
    uid: str = ""
    refinements: tuple[AnyConstraint, ...] = ()
    assets: tuple[Node, ...] = ()
    assignee_nodes: tuple[Node, ...] = ()
    remedies: tuple[Duty, ...] = ()
    consequences: tuple[Duty, ...] = ()


@dataclass(frozen=True, slots=True)
class Policy:
    """An ODRL policy, its compact rules expanded to atomic ones and those of its parents among them."""

    uid: str
    type: PolicyType
    rules: tuple[Rule, ...]
    conflict: Conflict = Conflict.INVALID
    profiles: tuple[str, ...] = ()
    assigner: str | None = None
    assignees: tuple[str, ...] = ()
    inherits: tuple[str, ...] = ()
