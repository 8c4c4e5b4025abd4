"""What a rule rests on, weighed one by one: target, party, action, refinements and constraints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from licensing.policy.constraints import Truth, every, some
from licensing.policy.model import AnyConstraint, Constraint, LogicalConstraint, Node, Policy, Rule
from licensing.policy.standalone.compare import Rightside, compare
from licensing.policy.standalone.facts import event_truth, names_of, stated_values
from licensing.policy.standalone.hierarchy import reaches
from licensing.policy.standalone.subject import Subject
from licensing.policy.standalone.world import Ask, Satisfaction, World

__all__ = ["Subject", "Tested", "satisfaction", "subject_of", "weigh", "weigh_action", "weigh_nodes"]


def satisfaction(truth: Truth) -> Satisfaction:
    """The state that a truth is reported as."""
    if truth is None:
        return Satisfaction.UNKNOWN
    return Satisfaction.SATISFIED if truth else Satisfaction.UNSATISFIED


@dataclass(frozen=True, slots=True)
class Tested:
    """One premise: its kind, whether it holds, and for a constraint the values on both sides or its operands."""

    kind: str
    truth: Truth
    uid: str = ""
    left: str = ""
    operator: str = ""
    right: tuple[str, ...] = ()
    stated: tuple[str, ...] = ()
    operands: tuple[Tested, ...] = ()


# --- nodes -----------------------------------------------------------------------------------------------------------


def weigh_nodes(kind: str, nodes: Sequence[Node], asked: str, subject: Subject) -> Tested:
    """Whether the asked asset or party is one of ``nodes``, or belongs to one; no node means every one."""
    if not nodes:
        return Tested(kind, truth=True, stated=(asked,) if asked else ())
    tests = [_weigh_node(node, asked, subject) for node in nodes]
    inner = tuple(operand for one in tests for operand in one.operands)
    names = tuple(node.id for node in nodes)
    return Tested(kind, some([one.truth for one in tests]), right=names, stated=(asked,), operands=inner)


def _weigh_node(node: Node, asked: str, subject: Subject) -> Tested:
    if not asked:
        return Tested("member", truth=None)
    if node.id and not names_of(node) & subject.world.collections_of(asked):
        return Tested("member", truth=False)
    if node.refinements and asked == node.source:
        return Tested(
            "member", truth=None
        )  # refinements are about each member, not the collection (section 2.5.5)
    seen = replace(subject, node=asked)
    refinements = tuple(weigh(one, seen, kind="refinement") for one in node.refinements)
    unknown: list[Truth] = [None] if node.unknown or not node.id else []
    return Tested("member", every([*(r.truth for r in refinements), *unknown]), operands=refinements)


def weigh_action(action: str, refinements: Sequence[AnyConstraint], subject: Subject) -> tuple[Tested, ...]:
    """Whether the asked action is ``action`` or included in it, and whether it is as refined."""
    asked = subject.ask.action
    if not action:
        return (Tested("action", truth=True, stated=(asked,)),)
    truth = reaches(action, asked, subject.world) if asked else None
    refined = tuple(weigh(one, subject, kind="refinement") for one in refinements)
    return (Tested("action", truth, right=(action,), stated=(asked,)), *refined)


# --- constraints -----------------------------------------------------------------------------------------------------


def weigh(constraint: AnyConstraint, subject: Subject, *, kind: str = "constraint") -> Tested:
    """One constraint with its values, or a logical one with its operands."""
    if isinstance(constraint, LogicalConstraint):
        return _logical(constraint, subject, kind)
    return _atomic(constraint, subject, kind)


def _logical(constraint: LogicalConstraint, subject: Subject, kind: str) -> Tested:
    operands = tuple(weigh(one, subject, kind=kind) for one in constraint.operands)
    truths = [operand.truth for operand in operands]
    table = {"and": every, "andSequence": every, "or": some, "xone": _exactly_one}
    combine = table.get(constraint.operator)
    return Tested(
        kind,
        combine(truths) if combine else None,
        uid=constraint.uid,
        operator=constraint.operator,
        operands=operands,
    )


def _exactly_one(truths: Sequence[Truth]) -> Truth:
    if sum(truth is True for truth in truths) > 1:
        return False
    if any(truth is None for truth in truths):
        return None
    return sum(truth is True for truth in truths) == 1


def _atomic(constraint: Constraint, subject: Subject, kind: str) -> Tested:
    values = stated_values(constraint, subject)
    truth: Truth = None
    right = _right(constraint, subject.world)
    if right is not None:
        truth = event_truth(constraint, subject) if constraint.left == "event" else None
        if truth is None and values:
            truth = compare(constraint.left, values, constraint.operator, right, subject.world)
        elif truth is None and subject.closed:
            truth = False  # the compliance report model: without information a premise is not satisfied
    return Tested(
        kind,
        truth,
        uid=constraint.uid,
        left=constraint.left,
        operator=constraint.operator,
        right=right.operands if right else constraint.right,
        stated=tuple(value.text for value in values),
    )


def _right(constraint: Constraint, world: World) -> Rightside | None:
    """The right operands; of a reference the ones that the state gives, none where it gives none (section 2.5.1)."""
    if constraint.reference is None:
        return Rightside(constraint.right, constraint.datatype, constraint.unit)
    found = world.references.get(constraint.reference, ())
    units = {value.unit for value in found} | {constraint.unit}
    if constraint.right or not found or len(units - {None}) > 1:
        return None
    return Rightside(
        tuple(value.text for value in found), constraint.datatype, next(iter(units - {None}), None)
    )


def subject_of(rule: Rule, policy: Policy, ask: Ask, world: World, *, closed: bool = False) -> Subject:
    """The subject of a rule's own constraints."""
    names = tuple(name for name in (rule.uid, rule.id, rule.pointer, policy.uid) if name)
    return Subject(
        ask,
        world,
        names=names,
        action=rule.action,
        rule=rule,
        closed=closed,
        assignees=rule.assignee_nodes,
        assigner=rule.assigner or policy.assigner or "",
    )
