"""Rules taken over from a parent policy (Information Model 2.2, section 2.9)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from licensing.policy.model import AnyConstraint, Duty, LogicalConstraint, Node, Policy, Rule
from licensing.policy.terms import short_term


@dataclass(frozen=True, slots=True)
class Shared:
    """What a child states for all its rules: rules that it takes over without a target or an assignee get these."""

    targets: tuple[Node, ...] = ()
    assignees: tuple[Node, ...] = ()


def taken_over(rule: Rule, parent: Policy, shared: Shared) -> Rule:
    """A parent's rule for its child: named by the parent and still its assigner's and for its assignees.

    Rules are replicated first and expanded then, so that one without a target or an assignee takes the child's.  No
    ``status`` of a constraint is transferred.
    """
    assets = rule.assets or shared.targets
    nodes = rule.assignee_nodes or (() if parent.assignees else shared.assignees)
    return replace(
        rule,
        id=f"{parent.uid}{rule.id}",
        pointer=f"{parent.uid}{rule.pointer}",
        assigner=rule.assigner or parent.assigner,
        assets=assets,
        targets=rule.targets or tuple(short_term(node.id) for node in assets),
        assignee_nodes=nodes,
        assignees=rule.assignees or parent.assignees or tuple(node.id for node in nodes),
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
