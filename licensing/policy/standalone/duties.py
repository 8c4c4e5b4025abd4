"""Duties: conditions of permissions, obligations, consequences and remedies, with their states (sections 2.6.3 to 2.6.7).

A duty is fulfilled by an action that was performed as it says while its constraints held.  It is not in effect where a
constraint of it fails, and violated where it was reported so or where its last moment has passed without it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from licensing.policy.constraints import Truth, every, negated, some
from licensing.policy.model import AnyConstraint, Duty, LogicalConstraint, Node, Rule, State
from licensing.policy.standalone.deadlines import deadlines, ends_at, without
from licensing.policy.standalone.facts import is_after, names_of
from licensing.policy.standalone.hierarchy import reaches
from licensing.policy.standalone.premises import Tested, weigh, weigh_nodes
from licensing.policy.standalone.subject import Subject
from licensing.policy.standalone.world import Deontic, Performed

MOST_PAIRS = 50_000
"""Atomic duties times actions that may have fulfilled one of them; or the permission's uses times those; of more it is unknown."""


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


def state_of(truth: Truth) -> State:
    """The activation that a truth is reported as."""
    if truth is None:
        return State.UNKNOWN
    return State.ACTIVE if truth else State.INACTIVE


Uses = Sequence[tuple[datetime | None, Truth]]
"""Moments at which a rule was exercised, and whether it surely was."""


def report_duty(duty: Duty, subject: Subject, *, due: Truth = True, uses: Uses = ()) -> DutyReport:
    """What became of a duty of the subject's rule.

    ``due`` says whether a consequence or a remedy has come into effect, ``uses`` when the permission was exercised
    whose condition the duty is: to do so without having fulfilled it sets its consequences off (section 2.6.6).
    """
    own = _own(duty, subject)
    premises = tuple(weigh(constraint, own) for constraint in duty.constraints)
    effective = every([due, *(premise.truth for premise in premises)])
    done = wholly_performed(duty, own)
    reported = subject.world.duties.get(duty.uid, frozenset()) if duty.uid else frozenset()
    fulfilled = True if Deontic.FULFILLED in reported else done
    last = deadlines(duty.constraints, own) if due is True and fulfilled is not True else ()
    missed = bool(last) and fulfilled is False
    skipped = False if Deontic.FULFILLED in reported else _skipped(duty, own, uses)
    broken = some([Deontic.VIOLATED in reported, missed, skipped])
    if missed and duty.consequences:
        fulfilled = wholly_performed(replace(duty, constraints=without(duty.constraints, last)), own)
    since = ends_at(last) if missed else min((at for at, _ in uses if at and at.tzinfo), default=None)
    bound = replace(subject, assignees=own.assignees, since=since if broken else None)
    consequences = tuple(report_duty(one, bound, due=broken) for one in duty.consequences)
    mended = every([one.settled for one in consequences]) if consequences else None
    settled = _settled(None if last else effective, fulfilled, broken, mended)
    return DutyReport(
        uid=duty.uid,
        action=duty.action,
        activation=state_of(effective),
        state=_state(effective, fulfilled, broken, mended if consequences else True),
        settled=None if duty.unknown and settled is True else settled,
        premises=premises,
        consequences=consequences,
    )


def _own(duty: Duty, subject: Subject) -> Subject:
    names = (duty.uid, *subject.names) if duty.uid else subject.names
    return replace(subject, names=names, action=duty.action, assignees=duty.assignees or subject.assignees)


def _state(effective: Truth, fulfilled: Truth, broken: Truth, mended: Truth) -> Deontic:
    """Once it was violated it is fulfilled when its consequences are fulfilled too (section 2.6.6)."""
    final = every([fulfilled, some([negated(broken), mended])])
    if final is True:
        return Deontic.FULFILLED
    if broken and (final is False or not fulfilled):
        return Deontic.VIOLATED
    if fulfilled or broken is None:
        return Deontic.UNKNOWN
    return Deontic.UNKNOWN if effective is None or fulfilled is None else Deontic.NOT_SET


def _settled(effective: Truth, fulfilled: Truth, broken: Truth, mended: Truth) -> Truth:
    """Once it was violated, the original duty and its consequences must all be fulfilled (section 2.6.6).

    Violated and fulfilled without a consequence that would mend it: the reports contradict each other.
    """
    if broken is not False:
        return every([fulfilled, some([negated(broken), mended])])
    if fulfilled:
        return True
    if effective is False:
        return True
    return None if effective is None or fulfilled is None else False


def _skipped(duty: Duty, own: Subject, uses: Uses) -> Truth:
    """Whether the permission was exercised before the duty was fulfilled; only consequences depend on it."""
    if not duty.consequences or not uses:
        return False
    kept = [(one.at, performs(duty, one, own)) for one in own.world.performed or ()]
    kept = [one for one in kept if one[1] is not False]
    if len(kept) * len(uses) > MOST_PAIRS:
        return None
    return some([every([used, _bound_at(duty, at, own), negated(_before(kept, at))]) for at, used in uses])


def _bound_at(duty: Duty, at: datetime | None, own: Subject) -> Truth:
    then = own if at is None else replace(own, world=replace(own.world, now=at))
    return every([weigh(one, then).truth for one in duty.constraints])


def _before(kept: Uses, at: datetime | None) -> Truth:
    """Whether something was done until a moment; not known where one of both has none."""
    return some([every([truth, None if one is None else _until(one, at)]) for one, truth in kept])


def _until(one: datetime, at: datetime | None) -> Truth:
    if at is None or (one.tzinfo is None) != (at.tzinfo is None):
        return None
    return one <= at


# --- what was performed ----------------------------------------------------------------------------------------------


def wholly_performed(duty: Duty, subject: Subject) -> Truth:
    """Whether it was performed on each of its assets and by each of its assignees: an atomic duty each (section 2.7)."""
    if len(duty.assets) <= 1 and len(duty.assignees) <= 1:
        return performance(duty, subject)
    found = [one for one in subject.world.performed or () if performs(duty, one, subject) is not False]
    assets, parties = _each(duty.assets), _each(duty.assignees)
    if not found:
        return False
    if len(found) * len(assets) * len(parties) > MOST_PAIRS:
        return None
    atomic = [replace(duty, assets=asset, assignees=party) for asset in assets for party in parties]
    return every([some([performs(each, one, subject) for one in found]) for each in atomic])


def _each(nodes: tuple[Node, ...]) -> list[tuple[Node, ...]]:
    return [(node,) for node in nodes] or [()]


def performance(duty: Duty, subject: Subject) -> Truth:
    """Whether some action that was performed is what the duty asks for."""
    return some([performs(duty, one, subject) for one in subject.world.performed or ()])


def exercised(rule: Rule, subject: Subject) -> list[tuple[datetime | None, Truth]]:
    """When what a rule speaks of was done while its constraints held, as far as it is not sure that it was not."""
    duty = as_duty(rule)
    found = [(one.at, performs(duty, one, subject)) for one in subject.world.performed or ()]
    return [(at, truth) for at, truth in found if truth is not False]


def performs(duty: Duty, done: Performed, subject: Subject) -> Truth:
    """Whether this is what the duty asks for: its action as refined, by whom, on what and when it says."""
    ask, world = subject.ask, subject.world
    if done.at is not None and (is_after(done.at, world.now) or is_after(subject.since, done.at)):
        return False
    same = reaches(duty.action, done.action, world) if duty.action and done.action else None
    if same is False:
        return False
    asked = replace(ask, action=done.action, context={**ask.context, **done.context})
    acted = replace(subject, ask=asked, world=replace(world, context={**world.context, **done.context}))
    tests: list[Truth] = [same]
    if done.names and duty.uid and duty.uid in done.names and not done.action:
        tests = [True]
    tests += [weigh(one, acted, kind="refinement").truth for one in duty.refinements]
    tests += [_named(duty.assets, done.target, acted), _by_whom(duty, done.party, acted)]
    tests += [_function(name, party, done) for name, party in duty.parties]
    tests.append(_paid(duty, done, subject))
    tests += _while_it_held(duty, done, acted)
    return every(tests)


def _named(nodes: tuple[Node, ...], stated: str, subject: Subject) -> Truth:
    if not nodes or not stated:
        return None if nodes else True
    return weigh_nodes("member", nodes, stated, subject).truth


def _by_whom(duty: Duty, stated: str, subject: Subject) -> Truth:
    """Its assignee, else the one of the rule that refers to it (section 2.6.3), as far as somebody is stated."""
    if duty.assignees:
        return _named(duty.assignees, stated, subject)
    if not stated:
        return True
    asked = subject.world.collections_of(subject.ask.party)
    own = tuple(node for node in subject.assignees if names_of(node) & asked)
    return _named(own or subject.assignees, stated, subject)


def _function(name: str, party: str, done: Performed) -> Truth:
    """Another party than the duty names is not it; one that is not stated is taken for it."""
    return name not in done.parties or done.parties[name] == party


def _paid(duty: Duty, done: Performed, subject: Subject) -> Truth:
    """Compensation is owed to the rule's assigner where the duty names nobody (draft Formal Semantics, E22)."""
    paid = done.parties.get("compensatedParty", "")
    if (
        duty.action != "compensate"
        or "compensatedParty" in dict(duty.parties)
        or not (paid and subject.assigner)
    ):
        return True
    return True if subject.assigner in subject.world.collections_of(paid) else None


def _while_it_held(duty: Duty, done: Performed, subject: Subject) -> list[Truth]:
    """The duty's constraints at the moment of performance; without a moment, as they are now or not known."""
    if done.at is not None:
        then = replace(subject, world=replace(subject.world, now=done.at))
        return [weigh(one, then).truth for one in duty.constraints]
    now = [(weigh(one, subject).truth, _of_time(one)) for one in duty.constraints]
    return [None if truth is False and timed else truth for truth, timed in now]


def _of_time(constraint: AnyConstraint) -> bool:
    if isinstance(constraint, LogicalConstraint):
        return any(_of_time(one) for one in constraint.operands)
    return constraint.left in {"dateTime", "event", "delayPeriod", "elapsedTime", "meteredTime"}


# --- rules read as duties --------------------------------------------------------------------------------------------


def as_duty(rule: Rule) -> Duty:
    """What a rule speaks of as a duty: an obligation's own, and of a prohibition what would violate it."""
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
