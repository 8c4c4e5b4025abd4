"""Conflicts of a policy: a permission and a prohibition in effect that meet in action, asset and party (section 2.10).

Whether they meet does not depend on the request: "if play is permitted and use is prohibited, there is a conflict in the
policy" (section 2.4).  Whether they are in effect does, where a constraint tests a value that the request states.
"""

from __future__ import annotations

from collections.abc import Sequence

from licensing.policy.constraints import Truth, every, some
from licensing.policy.disjoint import amounts_apart, exclude_each_other
from licensing.policy.errors import UnreadableError
from licensing.policy.model import AnyConstraint, Constraint, Node, Rule
from licensing.policy.standalone.facts import names_of
from licensing.policy.standalone.hierarchy import reaches
from licensing.policy.standalone.world import World

Effective = tuple[Rule, Truth]
"""A rule and whether its constraints and duties hold."""


MOST_LINKS = 500_000
"""Memberships of a state, indirect ones counted."""
MOST_CONFLICTS = 100
"""Pairs that are reported; more say nothing new of the policy."""


def conflicts(
    permissions: Sequence[Effective], prohibitions: Sequence[Effective], world: World
) -> tuple[tuple[Rule, Rule, Truth], ...]:
    """Pairs that conflict, or may: the first ``MOST_CONFLICTS``, certain ones first.

    Raises UnreadableError for a state with more memberships than the limit allows.
    """
    if not permissions or not prohibitions:
        return ()
    meeting = _Meeting(world)
    certain: list[tuple[Rule, Rule, Truth]] = []
    possible: list[tuple[Rule, Rule, Truth]] = []
    for permission, holds in permissions:
        if holds is False or len(certain) >= MOST_CONFLICTS:
            continue
        for prohibition, applies in prohibitions:
            truth = False if applies is False else meeting.truth(permission, prohibition)
            if truth is not False:
                found = certain if truth and holds and applies else possible
                found.append((permission, prohibition, every([holds, applies, truth])))
                if len(found) > MOST_CONFLICTS:
                    found.pop()
    return tuple((certain + possible)[:MOST_CONFLICTS])


class _Meeting:
    """Whether two rules meet, with what was looked up before."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.actions: dict[tuple[str, str], Truth] = {}
        self.extents: dict[tuple[Node, ...], frozenset[str]] = {}
        self.members: dict[str, set[str]] = {}
        links = 0
        for node in world.members:
            collections = world.collections_of(node)
            links += len(collections)
            if links > MOST_LINKS:
                raise UnreadableError("/partOf", f"more than {MOST_LINKS} memberships, indirect ones counted")
            for collection in collections:
                self.members.setdefault(collection, set()).add(node)

    def truth(self, one: Rule, other: Rule) -> Truth:
        """Whether one speaks of something that the other speaks of too."""
        shared = every(
            [self._share(one.assets, other.assets), self._share(one.assignee_nodes, other.assignee_nodes)]
        )
        truth = every([shared, self._actions(one.action, other.action)]) if shared is not False else False
        return False if truth is False or _excluded(one, other) else truth

    def _actions(self, one: str, other: str) -> Truth:
        if not one or not other:
            return True
        if (one, other) not in self.actions:
            permitted = (
                one,
                *sorted(self.world.implied.get(one, ())),
            )  # what a permission implies is not prohibited
            pairs = [pair for name in permitted for pair in ((name, other), (other, name))]
            self.actions[one, other] = some([reaches(broad, narrow, self.world) for broad, narrow in pairs])
        return self.actions[one, other]

    def _share(self, left: tuple[Node, ...], right: tuple[Node, ...]) -> Truth:
        """Whether one lies in the other, or something in both; no node means everything, one without a name anything."""
        if not left or not right or not self._extent(left).isdisjoint(self._extent(right)):
            return not (len(left) == len(right) == 1 and _refined_apart(left[0], right[0]))
        return False if all(node.id for node in (*left, *right)) else None

    def _extent(self, nodes: tuple[Node, ...]) -> frozenset[str]:
        if nodes not in self.extents:
            names = frozenset().union(*(names_of(node) for node in nodes))
            self.extents[nodes] = names.union(*(self.members.get(name, ()) for name in names))
        return self.extents[nodes]


def _excluded(one: Rule, other: Rule) -> bool:
    return any(
        exclude_each_other(left, right) or _apart(left, right)
        for left in (*one.constraints, *one.refinements)
        for right in (*other.constraints, *other.refinements)
    )


_AMOUNTS = frozenset("absoluteSize payAmount percentage relativeSize resolution".split())
"""Operands of which both rules test the same number."""


def _refined_apart(one: Node, other: Node) -> bool:
    """Whether no member of a collection is as both refine it: each member has its own values (section 2.5.5)."""
    return any(
        isinstance(left, Constraint)
        and isinstance(right, Constraint)
        and left.left == right.left
        and left.unit == right.unit
        and left.status is right.status is None
        and (amounts_apart(left, right) or _names_apart(left, right) or _names_apart(right, left))
        for left in one.refinements
        for right in other.refinements
    )


def _names_apart(left: Constraint, right: Constraint) -> bool:
    if left.operator != "eq" or not left.right:
        return False
    return right.operator == "neq" and set(left.right) <= set(right.right)


def _apart(left: AnyConstraint, right: AnyConstraint) -> bool:
    if not isinstance(left, Constraint) or not isinstance(right, Constraint):
        return False
    same = left.left == right.left and left.left in _AMOUNTS and left.unit == right.unit
    return same and left.status is right.status is None and amounts_apart(left, right)
