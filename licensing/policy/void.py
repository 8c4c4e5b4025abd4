"""Policies that cancel themselves out: ``conflict: invalid`` and rules that can meet (semantics.md section 2)."""

from __future__ import annotations

from functools import lru_cache

from licensing.policy.disjoint import exclude_each_other
from licensing.policy.model import AnyConstraint, Conflict, Policy, PolicyType, Rule, RuleType
from licensing.policy.vocabulary import actions

GRANTING = frozenset({PolicyType.SET, PolicyType.OFFER, PolicyType.AGREEMENT})
"""Types whose rules hold; a Request, Ticket, Assertion or Privacy policy is read and counts as unreadable terms."""


@lru_cache(maxsize=4096)
def void_reason(policy: Policy) -> str:
    """Why the policy is void under ``conflict: invalid``, or an empty string (semantics.md section 2).

    Void: one of its permissions and one of its prohibitions have related actions and constraints that do not exclude
    each other; a permission that carries obtainConsent or compensate conflicts with nothing.
    """
    if policy.type not in GRANTING:
        return f"a policy of type {policy.type} says nothing that holds by itself"
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
    return actions.permission_reaches(permission.action, prohibition.action) or actions.includes(
        prohibition.action, permission.action
    )


def _exclusive(left: tuple[AnyConstraint, ...], right: tuple[AnyConstraint, ...]) -> bool:
    return any(exclude_each_other(a, b) for a in left for b in right)
