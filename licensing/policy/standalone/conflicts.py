"""Conflicts of a policy: a permission and a prohibition in effect that meet in action, asset and party (section 2.10).

Whether they meet does not depend on the request: "if play is permitted and use is prohibited, there is a conflict in the
policy" (section 2.4).  Whether they are in effect does, where a constraint tests a value that the request states.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from licensing.policy.constraints import Truth, every, some
from licensing.policy.disjoint import exclude_each_other
from licensing.policy.model import Node, Rule
from licensing.policy.standalone.facts import names_of
from licensing.policy.standalone.hierarchy import reaches
from licensing.policy.standalone.world import Links, World

Effective = tuple[Rule, Truth]
"""A rule and whether its constraints and duties hold."""


def conflicts(
    permissions: Sequence[Effective], prohibitions: Sequence[Effective], world: World
) -> Iterator[tuple[Rule, Rule, Truth]]:
    """Pairs that conflict, or may."""
    holders = {node: world.collections_of(node) for node in world.members} if prohibitions else {}
    for permission, holds in permissions:
        for prohibition, applies in prohibitions:
            if holds is not False and applies is not False:
                truth = every([holds, applies, _meet(permission, prohibition, world, holders)])
                if truth is not False:
                    yield permission, prohibition, truth


def _meet(one: Rule, other: Rule, world: World, holders: Links) -> Truth:
    truth = _actions(one.action, other.action, world)
    if (
        truth is False
        or not _nodes(one.assets, other.assets, holders)
        or not _nodes(one.assignee_nodes, other.assignee_nodes, holders)
    ):
        return False
    excluded = any(
        exclude_each_other(left, right)
        for left in (*one.constraints, *one.refinements)
        for right in (*other.constraints, *other.refinements)
    )
    return False if excluded else truth


def _actions(one: str, other: str, world: World) -> Truth:
    if not one or not other:
        return True
    return some([reaches(one, other, world), reaches(other, one, world)])


def _nodes(left: tuple[Node, ...], right: tuple[Node, ...], holders: Links) -> bool:
    """Whether one lies in the other, or something in both; none named means everything."""
    if not left or not right:
        return True
    return any(_overlap(names_of(one), names_of(other), holders) for one in left for other in right)


def _overlap(names: frozenset[str], others: frozenset[str], holders: Links) -> bool:
    if names & others:
        return True
    return any(names & found and others & found for found in holders.values())
