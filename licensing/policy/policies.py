"""One policy against one question, its own ``conflict`` strategy applied (semantics.md section 3, ODRL 2.2 section 2.10)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from licensing.policy.bound import Bound
from licensing.policy.citing import specificity
from licensing.policy.model import Conflict, OnRecord, Policy, Rule, RuleType, State
from licensing.policy.rules import RuleReport, conditions, report
from licensing.policy.values import Question
from licensing.policy.vocabulary import actions
from licensing.policy.void import void_reason

_ACTIVE, _UNKNOWN = State.ACTIVE, State.UNKNOWN


@dataclass(slots=True, eq=False)
class PolicyReport:
    """What one policy says of one use: its rules that reach it, after its own conflict strategy.

    ``unreadable`` is non-empty where the policy could not be read or is void; then it has no rules and counts as
    unknown.  ``prohibitions`` are active or unknown ones that stand; ``permissions`` all that reach the use.
    """

    record: OnRecord
    unreadable: str = ""
    prohibitions: Sequence[RuleReport] = ()
    permissions: Sequence[RuleReport] = ()
    parties: frozenset[str] = frozenset()
    """Assigners and consenting parties of the policy; the series' assigner where the document cannot be read."""
    active: Sequence[RuleReport] = field(init=False)
    """Prohibitions that are active: of each rule of the document the most specific action."""
    unknown: Sequence[RuleReport] = field(init=False)
    """Prohibitions that may be active: of each rule of the document the most specific action."""
    bars: bool = field(init=False)
    """Whether it has anything that stands in the way."""
    unsure: bool = field(init=False)
    """Whether anything of that is unknown or unreadable."""
    lifting: RuleReport | None = field(init=False, default=None)
    """The permission whose only obstacle is an unmet obtainConsent or compensate, if there is one."""

    def __post_init__(self) -> None:
        """Part the prohibitions by their state, and look for what lifts them."""
        self.active = self.unknown = ()
        self.bars = bool(self.prohibitions or self.unreadable)
        if self.prohibitions:
            self.active = _one_a_rule([r for r in self.prohibitions if r.state is _ACTIVE])
            self.unknown = _one_a_rule([r for r in self.prohibitions if r.state is _UNKNOWN])
        self.unsure = bool(self.unknown or self.unreadable)
        for p in self.permissions:
            if p.unmet and p.only_needs_lifting:
                self.lifting = p
                break

    @property
    def speaks(self) -> bool:
        """Whether the policy says anything of this use (row 6)."""
        if self.prohibitions:
            return True
        for p in self.permissions:  # noqa: SIM110 - asked of every permit: a generator costs more than the rest
            if p.state is _ACTIVE or p.only_needs_lifting or p.would_be_active:
                return True
        return False


def _one_a_rule(reports: list[RuleReport]) -> Sequence[RuleReport]:
    if len(reports) < 2:  # noqa: PLR2004 - nothing to choose from
        return reports
    pointers = [one.bound.rule.pointer for one in reports]
    if sorted(set(pointers)) == pointers:  # each once and in order
        return reports
    chosen: dict[str, RuleReport] = {}
    for one in sorted(reports, key=specificity):
        chosen.setdefault(one.rule.pointer, one)
    return [chosen[pointer] for pointer in sorted(chosen)]


def unreadable(record: OnRecord, void: str) -> PolicyReport | None:
    """What a policy says that could not be read, or is void for the reason given; None where it can be read."""
    if record.content.policy is None:
        void = record.content.unreadable or "not read"
    return PolicyReport(record, void, parties=parties_of(record)) if void else None


def parties_of(record: OnRecord) -> frozenset[str]:
    """Assigners and consenting parties of a policy; the series' assigner where the document cannot be read."""
    policy = record.content.policy
    if policy is None:
        return frozenset({record.assigner}) if record.assigner else frozenset()
    named = {policy.assigner, *(rule.assigner for rule in policy.rules)}
    named |= {duty.consenting_party for rule in policy.rules for duty in rule.duties}
    return frozenset(party for party in named if party)


def policy_report(record: OnRecord, question: Question) -> PolicyReport:
    """What ``record`` says of the use; an unreadable or void policy says that it is unreadable."""
    policy = record.content.policy
    lost = unreadable(record, void_reason(policy) if policy is not None else "")
    if policy is None or lost is not None:
        return lost or PolicyReport(record)
    bounds = [Bound(record, policy, rule) for rule in policy.rules]
    reports = [r for bound in bounds if (r := report(bound, question)) is not None]
    permissions = [r for r in reports if r.rule.type is RuleType.PERMISSION]
    prohibitions = [
        r for r in reports if r.rule.type is RuleType.PROHIBITION and r.state is not State.INACTIVE
    ]
    standing_ = standing(policy, prohibitions, permissions, question)
    return PolicyReport(record, "", standing_, permissions, parties_of(record))


def may_yield(policy: Policy) -> bool:
    """Whether ``standing`` can take away anything: by the strategy, or by a compensation that is paid."""
    duties = (duty for rule in policy.rules for duty in rule.duties)
    return policy.conflict is Conflict.PERM or any(duty.action == "compensate" for duty in duties)


def standing(
    policy: Policy, prohibitions: Sequence[RuleReport], permissions: Sequence[RuleReport], question: Question
) -> Sequence[RuleReport]:
    """Prohibitions that no active permission of the same policy takes away."""
    active = [p.rule for p in permissions if p.state is State.ACTIVE]
    if not active:
        return prohibitions
    return [r for r in prohibitions if not _overcome(r.rule, policy, active, question)]


def _overcome(prohibition: Rule, policy: Policy, permissions: list[Rule], question: Question) -> bool:
    """Whether an active permission of the same policy takes the prohibition away, whoever holds the part."""
    if policy.conflict is Conflict.PERM and any(_answers(p, prohibition, question) for p in permissions):
        return True
    return any(_paid_for(p, prohibition) for p in permissions)


def _answers(permission: Rule, prohibition: Rule, question: Question) -> bool:
    """Whether a permission reaches everything by which the prohibition hits the use.

    One that hits it only by a narrower action, such as generative training where training is asked for, stands against
    a permission that does not reach that action; so does one of an unknown action where that could be narrower.
    """
    if actions.prohibition_reaches(prohibition.action, question.asked):
        return True
    known = actions.known(prohibition.action)
    struck = [a for a in question.hit_by if not known or actions.prohibition_reaches(prohibition.action, a)]
    return all(actions.permission_reaches(permission.action, action) for action in struck)


def _paid_for(permission: Rule, prohibition: Rule) -> bool:
    """Whether a permission whose compensation is paid covers the prohibition's action and constraints (section 3).

    What refines its action, asset or assignee narrows it as a constraint does.
    """
    compensated = any(duty.action == "compensate" for duty in permission.duties)
    reaches = actions.known(prohibition.action) and actions.permission_reaches(
        permission.action, prohibition.action
    )
    return compensated and reaches and set(conditions(permission)) <= set(conditions(prohibition))
