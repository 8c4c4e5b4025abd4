"""Rules taken over from a parent policy (Information Model 2.2, section 2.8)."""

from __future__ import annotations

from dataclasses import replace

from licensing.policy.model import AnyConstraint, Duty, LogicalConstraint, Rule


def without_status(rule: Rule, parent: str) -> Rule:
    """A parent's rule for its child: named by the parent, and no ``status`` of a constraint is transferred."""
    return replace(
        rule,
        id=f"{parent}{rule.id}",
        pointer=f"{parent}{rule.pointer}",
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
