"""Policy, request and state of the world in, reports out: the documented entry for outsiders.

Readings: ``strict`` (the Information Model: every duty of a permission is a pre-condition), ``semantics``
(docs/semantics.md: obtainConsent, compensate, acceptTracking and duties marked so) and ``suite`` (as strict, but a duty
that is only not yet fulfilled does not keep a permission inactive, which the public test suite expects in two cases).
Unknown is never a permission.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from licensing.policy.constraints import Truth, every, some
from licensing.policy.model import Conflict, Duty, Policy, Rule, RuleType, State
from licensing.policy.standalone.duties import DutyReport, obligation_as_duty, report_duty
from licensing.policy.standalone.premises import Tested, subject_of, weigh, weigh_action, weigh_nodes
from licensing.policy.standalone.world import Ask, Deontic, World
from licensing.policy.vocabulary import actions


class Reading(StrEnum):
    """How the duties of a permission are read."""

    STRICT = "strict"
    SEMANTICS = "semantics"
    SUITE = "suite"


class Result(StrEnum):
    """What the policy says of the request under its conflict strategy."""

    PERMITTED = "permitted"
    PROHIBITED = "prohibited"
    NOT_PERMITTED = "not-permitted"
    UNKNOWN = "unknown"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class RuleReport:
    """One rule against the request.

    ``state`` is active, inactive or unknown; ``attempted`` whether the request is for what the rule speaks of (its
    target, party and action); ``deontic`` what became of a prohibition or an obligation.
    """

    rule: Rule
    state: State
    attempted: Truth
    premises: tuple[Tested, ...]
    duties: tuple[DutyReport, ...] = ()
    remedies: tuple[DutyReport, ...] = ()
    deontic: Deontic | None = None


@dataclass(frozen=True, slots=True)
class PolicyReport:
    """The policy's rules against the request, and what follows under its conflict strategy."""

    policy: Policy
    ask: Ask
    result: Result
    rules: tuple[RuleReport, ...]
    reason: str = ""


def evaluate(policy: Policy, ask: Ask, world: World, reading: Reading = Reading.STRICT) -> PolicyReport:
    """The report on one policy for one request in one state of the world."""
    rules = tuple(_report(rule, policy, ask, world, reading) for rule in policy.rules)
    result, reason = _result(policy, rules)
    return PolicyReport(policy, ask, result, rules, reason)


def _report(rule: Rule, policy: Policy, ask: Ask, world: World, reading: Reading) -> RuleReport:
    subject = subject_of(rule, policy.uid, ask, world)
    target = weigh_nodes("target", rule.assets, ask.target, subject)
    party = weigh_nodes("party", rule.assignee_nodes, ask.party, subject)
    action = weigh_action(rule.action, rule.refinements, subject)
    constraints = tuple(weigh(one, subject) for one in rule.constraints)
    premises = (target, party, *action, *constraints)
    attempted = every([one.truth for one in (target, party, *action)])
    if rule.type is RuleType.OBLIGATION:
        return _obligation(rule, ask, world, (party, *constraints), attempted)
    holds = every([attempted, *(one.truth for one in constraints), *([None] if rule.unknown else [])])
    if rule.type is RuleType.PROHIBITION:
        return _prohibition(rule, ask, world, premises, holds, attempted)
    duties = tuple(report_duty(duty, ask, world, (rule.uid,)) for duty in rule.duties)
    pairs = zip(rule.duties, duties, strict=True)
    settled = every([_condition(duty, report, reading) for duty, report in pairs])
    return RuleReport(rule, _state(every([holds, settled])), attempted, premises, duties)


def _state(truth: Truth) -> State:
    if truth is None:
        return State.UNKNOWN
    return State.ACTIVE if truth else State.INACTIVE


def _condition(duty: Duty, report: DutyReport, reading: Reading) -> Truth:
    """Whether a duty lets its permission hold under a reading."""
    if reading is Reading.SEMANTICS and not (duty.precondition or duty.action in actions.PRECONDITIONS):
        return None if duty.unknown else True
    if reading is Reading.SUITE and report.state is Deontic.NOT_SET:
        return True
    return report.settled


def _prohibition(
    rule: Rule, ask: Ask, world: World, premises: tuple[Tested, ...], holds: Truth, attempted: Truth
) -> RuleReport:
    remedies = tuple(report_duty(duty, ask, world, (rule.uid,)) for duty in rule.remedies)
    states = world.duties.get(rule.uid, frozenset()) if rule.uid else frozenset()
    deontic = Deontic.NOT_SET
    if Deontic.VIOLATED in states:
        remedied = bool(remedies) and every([one.settled for one in remedies]) is True
        deontic = Deontic.REMEDIED if remedied else Deontic.VIOLATED
    elif Deontic.FULFILLED in states:
        deontic = Deontic.FULFILLED
    return RuleReport(rule, _state(holds), attempted, premises, remedies=remedies, deontic=deontic)


def _obligation(
    rule: Rule, ask: Ask, world: World, premises: tuple[Tested, ...], attempted: Truth
) -> RuleReport:
    """An obligation is in effect when its party and constraints hold; what the request asks for does not matter."""
    duty = report_duty(obligation_as_duty(rule), ask, world, (rule.uid,))
    holds = every([one.truth for one in premises] + ([None] if rule.unknown else []))
    return RuleReport(rule, _state(holds), attempted, premises, duties=duty.consequences, deontic=duty.state)


# --- the policy ------------------------------------------------------------------------------------------------------


def _truth(reports: tuple[RuleReport, ...], kind: RuleType) -> Truth:
    states = [report.state for report in reports if report.rule.type is kind]
    return some([None if state is State.UNKNOWN else state is State.ACTIVE for state in states])


def _result(policy: Policy, reports: tuple[RuleReport, ...]) -> tuple[Result, str]:
    """The result under the policy's conflict strategy (section 2.9)."""
    permits, prohibits = _truth(reports, RuleType.PERMISSION), _truth(reports, RuleType.PROHIBITION)
    if policy.conflict is Conflict.INVALID:
        clash = every([permits, prohibits])
        if clash is True:
            return (
                Result.INVALID,
                "a permission and a prohibition are active and the policy names no strategy",
            )
        if clash is None:
            return Result.UNKNOWN, "whether a permission and a prohibition meet is not known"
    if policy.conflict is Conflict.PERM:
        return _first(permits, Result.PERMITTED, prohibits, Result.PROHIBITED)
    return _first(prohibits, Result.PROHIBITED, permits, Result.PERMITTED)


def _first(truth: Truth, result: Result, other: Truth, otherwise: Result) -> tuple[Result, str]:
    if truth is True:
        return result, ""
    if truth is None:
        # An unknown permission that would override an active prohibition changes nothing about "not permitted".
        return (
            (Result.PROHIBITED, "")
            if otherwise is Result.PROHIBITED and other is True
            else (Result.UNKNOWN, "")
        )
    if other is True:
        return otherwise, ""
    return (Result.UNKNOWN, "") if other is None else (Result.NOT_PERMITTED, "")
