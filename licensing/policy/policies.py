"""One policy against one question, its own ``conflict`` strategy applied (semantics.md section 3, ODRL 2.2 section 2.9)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from licensing.policy.citing import specificity
from licensing.policy.model import Conflict, OnRecord, Policy, Rule, RuleType, State
from licensing.policy.rules import RuleReport, conditions, report
from licensing.policy.values import Question
from licensing.policy.vocabulary import actions
from licensing.policy.void import void_reason


@dataclass(frozen=True, slots=True)
class PolicyReport:
    """What one policy says of one use: its rules that reach it, after its own conflict strategy.

    ``unreadable`` is non-empty where the policy could not be read or is void; then it has no rules and counts as
    unknown.  ``prohibitions`` are active or unknown ones that stand; ``permissions`` all that reach the use.
    """

    record: OnRecord
    unreadable: str = ""
    prohibitions: tuple[RuleReport, ...] = ()
    permissions: tuple[RuleReport, ...] = ()

    @property
    def active(self) -> tuple[RuleReport, ...]:
        """Prohibitions that are active: of each rule of the document the most specific action."""
        return _one_a_rule(r for r in self.prohibitions if r.state is State.ACTIVE)

    @property
    def unknown(self) -> tuple[RuleReport, ...]:
        """Prohibitions that may be active: of each rule of the document the most specific action."""
        return _one_a_rule(r for r in self.prohibitions if r.state is State.UNKNOWN)

    @property
    def lifting(self) -> RuleReport | None:
        """The permission whose only obstacle is an unmet obtainConsent or compensate, if there is one."""
        return next((p for p in self.permissions if p.only_needs_lifting), None)

    @property
    def speaks(self) -> bool:
        """Whether the policy says anything of this use (row 6)."""
        said = (
            p.state is State.ACTIVE or p.only_needs_lifting or p.would_be_active for p in self.permissions
        )
        return bool(self.prohibitions) or any(said)


def _one_a_rule(reports: Iterable[RuleReport]) -> tuple[RuleReport, ...]:
    chosen: dict[str, RuleReport] = {}
    for one in sorted(reports, key=specificity):
        chosen.setdefault(one.rule.pointer, one)
    return tuple(chosen[pointer] for pointer in sorted(chosen))


def policy_report(record: OnRecord, question: Question) -> PolicyReport:
    """What ``record`` says of the use; an unreadable or void policy says that it is unreadable."""
    policy = record.content.policy
    if policy is None:
        return PolicyReport(record, unreadable=record.content.unreadable or "not read")
    void = void_reason(policy)
    if void:
        return PolicyReport(record, unreadable=void)
    reports = [r for rule in policy.rules if (r := report(record, policy, rule, question)) is not None]
    permissions = tuple(r for r in reports if r.rule.type is RuleType.PERMISSION)
    prohibitions = tuple(
        r for r in reports if r.rule.type is RuleType.PROHIBITION and r.state is not State.INACTIVE
    )
    active = [p.rule for p in permissions if p.state is State.ACTIVE]
    standing = tuple(r for r in prohibitions if not _overcome(r.rule, policy, active, question))
    return PolicyReport(record, prohibitions=standing, permissions=permissions)


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
