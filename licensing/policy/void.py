"""Policies that cancel themselves out: ``conflict: invalid`` and rules that can meet (semantics.md section 2)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from licensing.policy.disjoint import exclude_each_other
from licensing.policy.model import AnyConstraint, Conflict, Policy, PolicyType, Rule, RuleType
from licensing.policy.vocabulary import actions

GRANTING = frozenset({PolicyType.SET, PolicyType.OFFER, PolicyType.AGREEMENT})
"""Types whose rules hold; a Request, Ticket, Assertion or Privacy policy is read and counts as unreadable terms."""

MOST_COMPARED = 100_000
"""Pairs of rules and of their constraints that are compared in one policy."""


class TooManyError(Exception):
    """A policy has more rules that may conflict than are compared; who asks must expect that some do."""


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
    try:
        met = next(meetings(policy), None)
    except TooManyError:
        return "void: more permissions and prohibitions that may conflict than are compared"
    if met is None:
        return ""
    permission, prohibition = met
    return f"void: {permission.id} and {prohibition.id} conflict and the policy names no strategy"


def meetings(policy: Policy) -> Iterator[tuple[Rule, Rule]]:
    """Every permission and prohibition of the policy that a use may meet together; raises TooManyError."""
    permissions = [r for r in policy.rules if r.type is RuleType.PERMISSION and not _is_offer_to_lift(r)]
    prohibitions = [r for r in policy.rules if r.type is RuleType.PROHIBITION]
    work = 0
    for permission in permissions:
        for prohibition in prohibitions:
            work += 1
            if not _related(permission, prohibition):
                continue
            work += len(permission.constraints) * len(prohibition.constraints)
            if work > MOST_COMPARED:
                raise TooManyError
            if not _exclusive(permission.constraints, prohibition.constraints):
                yield permission, prohibition


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
