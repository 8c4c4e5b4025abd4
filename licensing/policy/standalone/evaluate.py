"""Policy, request and state of the world in, reports out: the documented entry for outsiders.

Readings: ``strict`` (the Information Model: every duty of a permission is a pre-condition), ``semantics``
(docs/semantics.md: obtainConsent, compensate, acceptTracking and duties marked so) and ``suite`` (as the public test
suite expects: a duty that is only not yet fulfilled keeps no permission inactive, a value that nobody states is no value,
and times without a zone are in UTC).  Unknown is never a permission.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import StrEnum

from licensing.policy.constraints import Truth, every, negated, some
from licensing.policy.model import Conflict, Duty, Policy, Rule, RuleType, State
from licensing.policy.standalone.conflicts import conflicts
from licensing.policy.standalone.duties import DutyReport, as_duty, exercised, report_duty, state_of
from licensing.policy.standalone.hierarchy import reaches
from licensing.policy.standalone.premises import Tested, subject_of, weigh, weigh_action, weigh_nodes
from licensing.policy.standalone.subject import Subject
from licensing.policy.standalone.world import Ask, Deontic, World, joined, with_request
from licensing.policy.vocabulary import actions

MOST_IMPLIED = 20_000
"""Prohibitions times implied actions that are looked at; of more it is unknown whether they are prohibited."""


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

    ``state`` is active, inactive or unknown: of a permission and a prohibition whether it is in effect and speaks of
    the request, of an obligation whether it is in effect.  ``effective`` is whether its constraints and duties alone
    hold, ``attempted`` whether the request is for what the rule speaks of (its target, party and action); ``deontic``
    what became of a prohibition or an obligation.
    """

    rule: Rule
    state: State
    attempted: Truth
    premises: tuple[Tested, ...]
    duties: tuple[DutyReport, ...] = ()
    remedies: tuple[DutyReport, ...] = ()
    deontic: Deontic | None = None
    effective: Truth = None


@dataclass(frozen=True, slots=True)
class PolicyReport:
    """The policy's rules against the request, and what follows under its conflict strategy.

    ``result`` is that of the policy: a conflict anywhere in it makes it invalid where the strategy says so.
    ``for_request`` only counts a conflict of rules that both speak of the request.  ``conflicts`` are pairs of rules.
    """

    policy: Policy
    ask: Ask
    result: Result
    rules: tuple[RuleReport, ...]
    reason: str = ""
    for_request: Result = Result.UNKNOWN
    conflicts: tuple[tuple[Rule, Rule, Truth], ...] = ()


def evaluate(policy: Policy, ask: Ask, world: World, reading: Reading = Reading.STRICT) -> PolicyReport:
    """The report on one policy for one request in one state of the world."""
    seen = _seen(policy, ask, world, reading)
    rules = tuple(_report(rule, policy, ask, seen, reading) for rule in policy.rules)
    found = conflicts(_effective(rules, RuleType.PERMISSION), _effective(rules, RuleType.PROHIBITION), seen)
    for_request, reason = _for_request(policy, rules, _Implied(policy, ask, seen, reading))
    result, reason = _result(policy, found, for_request, reason)
    return PolicyReport(policy, ask, result, rules, reason, for_request, found)


def _seen(policy: Policy, ask: Ask, world: World, reading: Reading) -> World:
    """The world with what the request's document says of its terms and the policy's of its assets and parties."""
    nodes = (node for rule in policy.rules for node in (*rule.assets, *rule.assignee_nodes) if node.part_of)
    seen = with_request(world, ask)
    if reading is Reading.SUITE and seen.zone is None:
        seen = replace(seen, zone=timedelta())
    return replace(
        seen, members=joined(seen.members, *({node.id: frozenset(node.part_of)} for node in nodes))
    )


def _report(rule: Rule, policy: Policy, ask: Ask, world: World, reading: Reading) -> RuleReport:
    subject = subject_of(rule, policy, ask, world, closed=reading is Reading.SUITE)
    target = weigh_nodes("target", rule.assets, ask.target, subject)
    party = weigh_nodes("party", rule.assignee_nodes, ask.party, subject)
    action = weigh_action(rule.action, rule.refinements, subject)
    constraints = tuple(weigh(one, subject) for one in rule.constraints)
    attempted = every([one.truth for one in (target, party, *action)])
    unknown: list[Truth] = [None] if rule.unknown else []
    effective = every([*(one.truth for one in constraints), *unknown])
    report = RuleReport(
        rule,
        state_of(every([attempted, effective])),
        attempted,
        (target, party, *action, *constraints),
        effective=effective,
    )
    if rule.type is RuleType.OBLIGATION:
        return _obligation(report, subject)
    if rule.type is RuleType.PROHIBITION:
        return _prohibition(report, subject)
    return _permission(report, subject, reading)


def _permission(report: RuleReport, subject: Subject, reading: Reading) -> RuleReport:
    uses = exercised(report.rule, subject) if any(duty.consequences for duty in report.rule.duties) else ()
    duties = tuple(report_duty(duty, subject, uses=uses) for duty in report.rule.duties)
    pairs = zip(report.rule.duties, duties, strict=True)
    settled = [_condition(duty, found, reading) for duty, found in pairs]
    effective = every([report.effective, *settled])
    return replace(
        report, state=state_of(every([report.attempted, effective])), duties=duties, effective=effective
    )


def _condition(duty: Duty, report: DutyReport, reading: Reading) -> Truth:
    """Whether a duty lets its permission hold under a reading."""
    if reading is Reading.SEMANTICS and not (duty.precondition or duty.action in actions.PRECONDITIONS):
        return None if duty.unknown else True
    if reading is Reading.SUITE and report.state is Deontic.NOT_SET:
        return True
    return report.settled


def _prohibition(report: RuleReport, subject: Subject) -> RuleReport:
    """A prohibition is violated by its action being performed while it held; its remedies mend that (section 2.6.7)."""
    rule = report.rule
    reported = subject.world.duties.get(rule.uid, frozenset()) if rule.uid else frozenset()
    violations = exercised(rule, subject)
    violated = True if Deontic.VIOLATED in reported else some([truth for _, truth in violations])
    last = max((at for at, truth in violations if truth and at is not None and at.tzinfo), default=None)
    bound = replace(subject, since=last)
    if violated is False and Deontic.FULFILLED in reported:
        remedies = tuple(report_duty(duty, bound, due=False) for duty in rule.remedies)
        return replace(report, remedies=remedies, deontic=Deontic.FULFILLED)
    remedies = tuple(report_duty(duty, bound, due=violated) for duty in rule.remedies)
    deontic = {True: Deontic.VIOLATED, False: Deontic.NOT_SET, None: Deontic.UNKNOWN}[violated]
    if violated and remedies and every([one.settled for one in remedies]) is True:
        deontic = Deontic.REMEDIED
    return replace(report, remedies=remedies, deontic=deontic)


def _obligation(report: RuleReport, subject: Subject) -> RuleReport:
    """An obligation is in effect when its constraints hold; what the request asks for does not matter (section 2.6.4)."""
    duty = report_duty(as_duty(report.rule), subject)
    return replace(report, state=state_of(report.effective), duties=duty.consequences, deontic=duty.state)


# --- the policy ------------------------------------------------------------------------------------------------------


def _effective(rules: Iterable[RuleReport], kind: RuleType) -> list[tuple[Rule, Truth]]:
    return [(report.rule, report.effective) for report in rules if report.rule.type is kind]


def _result(
    policy: Policy, found: tuple[tuple[Rule, Rule, Truth], ...], for_request: Result, reason: str
) -> tuple[Result, str]:
    """The result of the policy: void as a whole where the strategy is ``invalid`` and a conflict is detected."""
    if policy.conflict is not Conflict.INVALID or not found:
        return for_request, reason
    truth = some([one[2] for one in found])
    if truth is True:
        permission, prohibition, _ = next(one for one in found if one[2] is True)
        names = f"{permission.uid or permission.pointer} and {prohibition.uid or prohibition.pointer}"
        return Result.INVALID, f"{names} conflict and the policy names no strategy"
    if for_request is Result.PERMITTED:
        return Result.UNKNOWN, "whether a permission and a prohibition conflict is not known"
    return for_request, reason


def _known(state: State) -> Truth:
    return None if state is State.UNKNOWN else state is State.ACTIVE


def _of(reports: tuple[RuleReport, ...], kind: RuleType) -> list[RuleReport]:
    return [report for report in reports if report.rule.type is kind]


@dataclass(frozen=True, slots=True)
class _Implied:
    """Actions that a permitted one implies: they are not prohibited, and where they are, the rules conflict (2.4)."""

    policy: Policy
    ask: Ask
    world: World
    reading: Reading

    banned: dict[str, Truth] = field(default_factory=dict)

    def prohibited(self, permission: Rule) -> Truth:
        """Whether a prohibition of what this permission, or what is asked for, implies is active for the same use."""
        return some(
            [self._ban(name) for name in self._names(permission.action) | self._names(self.ask.action)]
        )

    def allowed(self) -> Truth:
        """Whether a permission that is active for its own action implies what is asked for."""
        implying = [
            rule
            for rule in self.policy.rules
            if rule.type is RuleType.PERMISSION
            and any(reaches(name, self.ask.action, self.world) for name in self._names(rule.action))
        ]
        return some([self._active(rule, rule.action) for rule in implying])

    def _names(self, action: str) -> frozenset[str]:
        return self.world.implied.get(action, frozenset()) if action and self.ask.action else frozenset()

    def _ban(self, name: str) -> Truth:
        if name not in self.banned:
            bans = [rule for rule in self.policy.rules if rule.type is RuleType.PROHIBITION]
            fits = len(bans) * len(self.banned) < MOST_IMPLIED
            self.banned[name] = some([self._active(rule, name) for rule in bans]) if fits else None
        return self.banned[name]

    def _active(self, rule: Rule, action: str) -> Truth:
        asked = replace(self.ask, action=action)
        return _known(_report(rule, self.policy, asked, self.world, self.reading).state)


def _for_request(policy: Policy, reports: tuple[RuleReport, ...], implied: _Implied) -> tuple[Result, str]:
    """What the rules that speak of the request say, under the policy's strategy (section 2.10)."""
    permissions = [
        (_known(one.state), implied.prohibited(one.rule) if one.state is not State.INACTIVE else False)
        for one in _of(reports, RuleType.PERMISSION)
    ]
    permits = some([truth for truth, _ in permissions])
    prohibits = some([_known(one.state) for one in _of(reports, RuleType.PROHIBITION)])
    if policy.conflict is Conflict.INVALID:
        clash = some([every([truth, some([prohibits, other])]) for truth, other in permissions])
        if clash is True:
            return (
                Result.INVALID,
                "a permission and a prohibition are active and the policy names no strategy",
            )
        if clash is None:
            return Result.UNKNOWN, "whether a permission and a prohibition meet is not known"
    if policy.conflict is Conflict.PERM:
        if prohibits is not False and permits is False and implied.allowed() is True:
            return Result.NOT_PERMITTED, "a permission implies the action and overrides the prohibition of it"
        return _first(permits, Result.PERMITTED, prohibits, Result.PROHIBITED), ""
    if policy.conflict is Conflict.PROHIBIT and permits is not False:
        permits = some([every([truth, negated(other)]) for truth, other in permissions])
        if permits is False and prohibits is False:
            return Result.NOT_PERMITTED, "a prohibition of what the permission implies overrides it"
    return _first(prohibits, Result.PROHIBITED, permits, Result.PERMITTED), ""


def _first(truth: Truth, result: Result, other: Truth, otherwise: Result) -> Result:
    if truth is True:
        return result
    if truth is None:
        # An unknown permission that would override an active prohibition changes nothing about "not permitted".
        stays = otherwise is Result.PROHIBITED and other is True
        return Result.PROHIBITED if stays else Result.UNKNOWN
    if other is True:
        return otherwise
    return Result.UNKNOWN if other is None else Result.NOT_PERMITTED
