"""Rules taken over from a parent policy (Information Model 2.2, section 2.8)."""

from __future__ import annotations

from dataclasses import replace

from licensing.policy.model import AnyConstraint, Duty, LogicalConstraint, Policy, Rule


def taken_over(rule: Rule, parent: Policy) -> Rule:
    """A parent's rule for its child: named by the parent and still its assigner's and for its assignees.

    No ``status`` of a constraint is transferred.
    """
    return replace(
        rule,
        id=f"{parent.uid}{rule.id}",
        pointer=f"{parent.uid}{rule.pointer}",
        assigner=rule.assigner or parent.assigner,
        assignees=rule.assignees or parent.assignees,
        constraints=_nulled(rule.constraints),
        refinements=_nulled(rule.refinements),
        duties=tuple(_duty(duty) for duty in rule.duties),
        remedies=tuple(_duty(duty) for duty in rule.remedies),
        consequences=tuple(_duty(duty) for duty in rule.consequences),
    )


def _duty(duty: Duty) -> Duty:
    return replace(
        duty,
        constraints=_nulled(duty.constraints),
        refinements=_nulled(duty.refinements),
        consequences=tuple(_duty(one) for one in duty.consequences),
    )


def _nulled(constraints: tuple[AnyConstraint, ...]) -> tuple[AnyConstraint, ...]:
    return tuple(
        replace(one, operands=_nulled(one.operands))
        if isinstance(one, LogicalConstraint)
        else replace(one, status=None)
        for one in constraints
    )
