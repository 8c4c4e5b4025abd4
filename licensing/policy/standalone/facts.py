"""The value of a left operand: whose word counts, and for what.

The state of the world comes first, a request only adds what the state leaves open: it cannot set the clock back or a
counter.  ``count`` is a counter of the state, else what was performed, else the constraint's ``status``.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from licensing.policy.constraints import Truth, every, number, some
from licensing.policy.model import Constraint, Node
from licensing.policy.standalone.hierarchy import reaches
from licensing.policy.standalone.subject import Subject
from licensing.policy.standalone.world import Performed, Stage, Value, Values, World

USAGE = "policyUsage"
"""The event of exercising the rule (Common Vocabulary)."""


def stated_values(constraint: Constraint, subject: Subject) -> Values:
    """The values of the left operand: of the node that is refined, the world, the request, a counter, the status."""
    ask, world, left = subject.ask, subject.world, constraint.left
    if subject.node:
        return world.nodes.get(subject.node, {}).get(left, ()) or _of_itself(subject.node, left)
    if constraint.uid in world.stated:
        return world.stated[constraint.uid]
    if left == "dateTime":
        moment = world.now or ask.at
        return (Value(moment.isoformat()),) if moment else ()
    if left == "count":
        return _count(constraint, subject)
    found = world.context.get(left) or ask.context.get(left) or world.nodes.get(ask.target, {}).get(left)
    if not found and constraint.status is not None:
        found = (Value(constraint.status, constraint.unit),)
    return found or ()


def _of_itself(node: str, left: str) -> Values:
    """A node's own name, where a refinement tests its identity."""
    return (Value(node),) if left in {"uid", "@id"} else ()


# --- count -----------------------------------------------------------------------------------------------------------


def _count(constraint: Constraint, subject: Subject) -> Values:
    world = subject.world
    for name in (constraint.uid, *subject.names, subject.action):
        if name and name in world.counts:
            return (Value(world.counts[name]),)
    if world.context.get("count"):
        return world.context["count"]
    if world.performed is not None:
        return _performed_count(subject, world.performed, constraint.status)
    if constraint.status is not None:
        return (Value(constraint.status),)
    return subject.ask.context.get("count", ())


def _performed_count(subject: Subject, performed: tuple[Performed, ...], status: str | None) -> Values:
    """What was performed, at least what the policy's ``status`` counts; no value where it is not certain."""
    now = subject.world.now
    counted = [(one.times, _same(one, subject)) for one in performed if not is_after(one.at, now)]
    before = number(status) if status is not None else Decimal(0)
    if before is None or any(truth is None for _, truth in counted):
        return ()
    return (Value(str(max(before, Decimal(sum(times for times, truth in counted if truth))))),)


def _same(done: Performed, subject: Subject) -> Truth:
    """Whether what was done exercised the rule: its action, by the party and on the asset of the rule.

    An atomic rule has one party and one asset, a collection counts for all its members, and a rule without counts all.
    """
    if done.names & set(subject.names):
        return True
    ask, rule, world = subject.ask, subject.rule, subject.world
    return every(
        [
            not subject.action or reaches(subject.action, done.action, world),
            _belongs(done.party, ask.party, rule.assignee_nodes if rule else (), world),
            _belongs(done.target, ask.target, rule.assets if rule else (), world),
        ]
    )


def _belongs(done: str, asked: str, nodes: tuple[Node, ...], world: World) -> bool:
    """Whether it lies in the same node of the rule as what is asked for; what is not stated counts."""
    if not done or not nodes:
        return True
    same = [node for node in nodes if not asked or names_of(node) & world.collections_of(asked)]
    return any(names_of(node) & world.collections_of(done) for node in same)


def names_of(node: Node) -> frozenset[str]:
    """The identifier of an asset or a party and, of a collection, its ``source``."""
    return frozenset({node.id, node.source} - {""})


def is_after(one: datetime | None, other: datetime | None) -> bool:
    """Whether one moment is surely after another."""
    if one is None or other is None or (one.tzinfo is None) != (other.tzinfo is None):
        return False
    return one > other


# --- events ----------------------------------------------------------------------------------------------------------

_MEETS = {
    "lt": {Stage.UPCOMING},
    "lteq": {Stage.UPCOMING, Stage.ONGOING},
    "eq": {Stage.ONGOING},
    "gteq": {Stage.ONGOING, Stage.OVER},
    "gt": {Stage.OVER},
}


def event_truth(constraint: Constraint, subject: Subject) -> Truth:
    """``lt`` before the event, ``eq`` during it, ``gt`` after it (Common Vocabulary, ``event``); None: not known."""
    meets = _MEETS.get(constraint.operator)
    if meets is None or not constraint.right:
        return None
    truths = [_meets(event, constraint.operator, meets, subject) for event in constraint.right]
    return some(truths) if constraint.operator == "eq" else every(truths)


def _meets(event: str, operator: str, meets: set[Stage], subject: Subject) -> Truth:
    stage = subject.world.stage(event)
    if event == USAGE and event not in subject.world.events:
        # What is asked for has not happened yet; whether something else is due during it or after it is not known.
        return True if operator in {"lt", "lteq"} else None
    return None if stage is None else stage in meets
