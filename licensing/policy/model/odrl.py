"""ODRL policies: the Information Model 2.2 as far as a decision needs it."""

from __future__ import annotations

from dataclasses import dataclass

from licensing.policy.model.scales import Conflict, PolicyType, RuleType


@dataclass(frozen=True, slots=True)
class Constraint:
    """One atomic constraint; ``right`` holds the right operands as written (IRIs in their short form)."""

    left: str
    operator: str
    right: tuple[str, ...]
    datatype: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class LogicalConstraint:
    """``and`` / ``or`` / ``xone`` / ``andSequence`` over constraints."""

    operator: str
    operands: tuple[Constraint | LogicalConstraint, ...]


AnyConstraint = Constraint | LogicalConstraint


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty of a permission.  ``precondition`` is true where the document marks it so (profile term)."""

    action: str
    consenting_party: str | None = None
    constraints: tuple[AnyConstraint, ...] = ()
    precondition: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """An atomic rule: one action.  ``pointer`` is the JSON pointer of the rule in its document, ``id`` adds the action."""

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


@dataclass(frozen=True, slots=True)
class Policy:
    """An ODRL policy, its compact rules expanded to atomic ones."""

    uid: str
    type: PolicyType
    rules: tuple[Rule, ...]
    conflict: Conflict = Conflict.INVALID
    profiles: tuple[str, ...] = ()
    assigner: str | None = None
    assignees: tuple[str, ...] = ()
