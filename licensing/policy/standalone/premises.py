"""What a rule rests on, weigh one by one: target, party, action, refinements and constraints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from licensing.policy.constraints import Truth, every, negated, some
from licensing.policy.model import AnyConstraint, Constraint, LogicalConstraint, Node, Rule
from licensing.policy.standalone.compare import Rightside, compare
from licensing.policy.standalone.world import Ask, Satisfaction, Value, Values, World
from licensing.policy.vocabulary import actions


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


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose values a constraint tests: the use as a whole, an asset or a party; ``names`` find its counters."""

    ask: Ask
    world: World
    node: str = ""
    names: tuple[str, ...] = ()
    action: str = ""


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
    belongs = node.id in subject.world.collections_of(asked)
    if not belongs:
        return Tested("member", truth=False)
    seen = Subject(subject.ask, subject.world, asked, subject.names, subject.action)
    refinements = tuple(weigh(one, seen, kind="refinement") for one in node.refinements)
    unknown: list[Truth] = [None] if node.unknown else []
    return Tested("member", every([*(r.truth for r in refinements), *unknown]), operands=refinements)


def weigh_action(action: str, refinements: Sequence[AnyConstraint], subject: Subject) -> tuple[Tested, ...]:
    """Whether the asked action is ``action`` or included in it, and whether it is as refined."""
    asked = subject.ask.action
    if not action:
        return (Tested("action", truth=True, stated=(asked,)),)
    truth: Truth = asked == action or (actions.known(asked) and actions.includes(action, asked))
    if not asked:
        truth = None
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
    values = _stated(constraint, subject)
    right = Rightside(constraint.right, constraint.datatype, constraint.unit)
    truth: Truth = None
    if constraint.reference is None:
        special = _event(constraint, subject) if constraint.left == "event" else None
        truth = (
            special
            if special is not None
            else compare(constraint.left, values, constraint.operator, right, subject.world)
        )
    return Tested(
        kind,
        truth,
        uid=constraint.uid,
        left=constraint.left,
        operator=constraint.operator,
        right=constraint.right,
        stated=tuple(value.text for value in values),
    )


def _event(constraint: Constraint, subject: Subject) -> Truth:
    """Events: ``gt`` after it happened, ``lt`` before it did, ``eq`` while it does (Common Vocabulary, ``event``)."""
    happened = subject.world.events
    if happened is None or constraint.operator not in {"gt", "gteq", "lt", "lteq"}:
        return None
    all_over = all(event in happened for event in constraint.right)
    return all_over if constraint.operator in {"gt", "gteq"} else negated(all_over)


def _stated(constraint: Constraint, subject: Subject) -> Values:
    """The values of the left operand: of the node that is refined, the request, the world, a counter, the status."""
    ask, world, left = subject.ask, subject.world, constraint.left
    if subject.node:
        return world.nodes.get(subject.node, {}).get(left, ()) or _of_itself(subject.node, left)
    if left == "dateTime":
        moment = ask.at or world.now
        return (Value(moment.isoformat()),) if moment else ()
    if left == "count":
        return _count(constraint, subject)
    found = ask.context.get(left) or world.nodes.get(ask.target, {}).get(left) or world.context.get(left)
    if not found and left == "recipient" and ask.party:
        found = ask.context.get("recipient")
    if not found and constraint.status is not None:
        found = (Value(constraint.status, constraint.unit),)
    return found or ()


def _of_itself(node: str, left: str) -> Values:
    """A node's own name, where a refinement tests its identity."""
    return (Value(node),) if left in {"uid", "@id"} else ()


def _count(constraint: Constraint, subject: Subject) -> Values:
    """How often the rule's action was exercised: a counter by name, what was performed, or the status."""
    ask, world = subject.ask, subject.world
    stated = ask.context.get("count")
    if stated:
        return stated
    for name in (constraint.uid, *subject.names):
        if name and name in world.counts:
            return (Value(world.counts[name]),)
    if world.context.get("count"):
        return world.context["count"]
    if constraint.status is not None:
        return (Value(constraint.status),)
    if world.performed is not None:
        done = [p for p in world.performed if _same(p.action, p.party, p.target, subject)]
        return (Value(str(sum(p.times for p in done))),)
    return ()


def _same(action: str, party: str, target: str, subject: Subject) -> bool:
    ask = subject.ask
    reaches = not subject.action or (actions.known(action) and actions.includes(subject.action, action))
    return (
        (reaches or action == subject.action)
        and (not party or not ask.party or party == ask.party)
        and (not target or not ask.target or target == ask.target)
    )


def subject_of(rule: Rule, policy: str, ask: Ask, world: World) -> Subject:
    """The subject of a rule's own constraints."""
    names = (rule.uid, rule.id, rule.pointer, policy, rule.action)
    return Subject(ask, world, names=names, action=rule.action)
