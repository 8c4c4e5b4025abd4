"""Duties: conditions of permissions, obligations, consequences and remedies, with their states (sections 2.6.3 to 2.6.7)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from licensing.policy.constraints import Truth, every
from licensing.policy.model import Duty, Node, Rule, State
from licensing.policy.standalone.premises import Subject, Tested, weigh, weigh_nodes
from licensing.policy.standalone.world import Ask, Deontic, Performed, World
from licensing.policy.vocabulary import actions


@dataclass(frozen=True, slots=True)
class DutyReport:
    """A duty: whether it is in effect, what became of it, and its consequences.

    ``settled`` says whether it stands in nobody's way any more: fulfilled, and where it had been violated its
    consequences too; or not in effect because a constraint of it fails.
    """

    uid: str
    action: str
    activation: State
    state: Deontic
    settled: Truth
    premises: tuple[Tested, ...] = ()
    consequences: tuple[DutyReport, ...] = ()


def report_duty(duty: Duty, ask: Ask, world: World, names: tuple[str, ...] = ()) -> DutyReport:
    """What became of a duty."""
    subject = Subject(ask, world, names=(duty.uid, *names), action=duty.action)
    premises = tuple(weigh(constraint, subject) for constraint in duty.constraints)
    effective = every([premise.truth for premise in premises])
    consequences = tuple(report_duty(one, ask, world, names) for one in duty.consequences)
    states = world.duties.get(duty.uid, frozenset()) if duty.uid else frozenset()
    done = Deontic.FULFILLED in states or _was_performed(duty, ask, world)
    violated = Deontic.VIOLATED in states
    return DutyReport(
        uid=duty.uid,
        action=duty.action,
        activation=_activation(effective),
        state=_state(effective, fulfilled=done, violated=violated),
        settled=_settled(
            effective, consequences, fulfilled=done, violated=violated, unknown=bool(duty.unknown)
        ),
        premises=premises,
        consequences=consequences,
    )


def _activation(effective: Truth) -> State:
    if effective is None:
        return State.UNKNOWN
    return State.ACTIVE if effective else State.INACTIVE


def _state(effective: Truth, *, fulfilled: bool, violated: bool) -> Deontic:
    if fulfilled:
        return Deontic.FULFILLED
    if violated:
        return Deontic.VIOLATED
    return Deontic.UNKNOWN if effective is None else Deontic.NOT_SET


def _settled(
    effective: Truth, consequences: tuple[DutyReport, ...], *, fulfilled: bool, violated: bool, unknown: bool
) -> Truth:
    """The original duty and, once it was violated, its consequences must all be fulfilled (section 2.6.4)."""
    if effective is False:
        return True
    if not fulfilled:
        return None if effective is None and not violated else False
    if violated:
        return every([one.settled for one in consequences]) if consequences else False
    return None if unknown else True


def _was_performed(duty: Duty, ask: Ask, world: World) -> bool:
    return any(_performs(duty, one, ask, world) for one in world.performed or ())


def _performs(duty: Duty, done: Performed, ask: Ask, world: World) -> bool:
    """Whether what was done is what the duty asks for: its action as refined, by whom and on what it says."""
    if not (
        done.action == duty.action
        or (actions.known(done.action) and actions.includes(duty.action, done.action))
    ):
        return False
    asked = replace(ask, action=done.action, context={**ask.context, **done.context}, at=done.at or ask.at)
    subject = Subject(asked, world, action=duty.action)
    tests: list[Truth] = [weigh(one, subject, kind="refinement").truth for one in duty.refinements]
    tests += [_named(duty.assets, done.target, subject), _named(duty.assignees, done.party, subject)]
    return every(tests) is True


def _named(nodes: tuple[Node, ...], stated: str, subject: Subject) -> Truth:
    return True if not nodes else weigh_nodes("member", nodes, stated, subject).truth


def obligation_as_duty(rule: Rule) -> Duty:
    """An obligation read as a duty of its own."""
    return Duty(
        action=rule.action,
        constraints=rule.constraints,
        uid=rule.uid,
        refinements=rule.refinements,
        assets=rule.assets,
        assignees=rule.assignee_nodes,
        consequences=rule.consequences,
        unknown=rule.unknown,
    )
