"""One policy against one question, its own ``conflict`` strategy applied (semantics.md section 3, ODRL 2.2 section 2.9)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from licensing.policy.citing import specificity
from licensing.policy.disjoint import exclude_each_other
from licensing.policy.model import (
    AnyConstraint,
    Conflict,
    OnRecord,
    Policy,
    PolicyKind,
    Rule,
    RuleType,
    State,
)
from licensing.policy.rules import RuleReport, report
from licensing.policy.values import Question
from licensing.policy.vocabulary import actions


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
    standing = tuple(r for r in prohibitions if not _overcome(r, policy, permissions, record))
    return PolicyReport(record, prohibitions=standing, permissions=permissions)


def _overcome(
    prohibition: RuleReport, policy: Policy, permissions: tuple[RuleReport, ...], record: OnRecord
) -> bool:
    """Whether a permission of the same policy takes the prohibition away; a house permission never does."""
    if record.kind is PolicyKind.HOUSE:
        return False
    active = [p for p in permissions if p.state is State.ACTIVE]
    if policy.conflict is Conflict.PERM and active:
        return True
    return any(_paid_for(p.rule, prohibition.rule) for p in active)


def _paid_for(permission: Rule, prohibition: Rule) -> bool:
    """Whether a permission whose compensation is paid covers the prohibition's action and constraints (section 3)."""
    compensated = any(duty.action == "compensate" for duty in permission.duties)
    reaches = actions.known(prohibition.action) and actions.permission_reaches(
        permission.action, prohibition.action
    )
    return compensated and reaches and set(permission.constraints) <= set(prohibition.constraints)


@lru_cache(maxsize=4096)
def void_reason(policy: Policy) -> str:
    """Why the policy is void under ``conflict: invalid``, or an empty string (semantics.md section 2).

    Void: one of its permissions and one of its prohibitions have related actions and constraints that do not exclude
    each other; a permission that carries obtainConsent or compensate conflicts with nothing.
    """
    if policy.conflict is not Conflict.INVALID:
        return ""
    permissions = [r for r in policy.rules if r.type is RuleType.PERMISSION and not _is_offer_to_lift(r)]
    prohibitions = [r for r in policy.rules if r.type is RuleType.PROHIBITION]
    for permission in permissions:
        for prohibition in prohibitions:
            if _related(permission, prohibition) and not _exclusive(
                permission.constraints, prohibition.constraints
            ):
                return f"void: {permission.id} and {prohibition.id} conflict and the policy names no strategy"
    return ""


def _is_offer_to_lift(rule: Rule) -> bool:
    return any(duty.action in actions.LIFTING for duty in rule.duties)


def _related(permission: Rule, prohibition: Rule) -> bool:
    if not (actions.known(permission.action) and actions.known(prohibition.action)):
        return False
    return actions.permission_reaches(permission.action, prohibition.action) or actions.prohibition_reaches(
        prohibition.action, permission.action
    )


def _exclusive(left: tuple[AnyConstraint, ...], right: tuple[AnyConstraint, ...]) -> bool:
    return any(exclude_each_other(a, b) for a in left for b in right)
