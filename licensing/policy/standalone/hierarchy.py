"""The hierarchy of actions as the Common Vocabulary has it, with what documents declare of their own actions.

The archive places translate and modify below derive (docs/semantics.md, section 1); the vocabulary has them beside it, and
so has this evaluator.  An action that nobody declares may lie anywhere: whether another reaches it is unknown.
"""

from __future__ import annotations

from licensing.policy.constraints import Truth, some
from licensing.policy.standalone.world import World
from licensing.policy.vocabulary import actions

PARENTS: dict[str, str | None] = {**actions.PARENTS, "translate": "use", "modify": "use"}
"""Action → the one that includes it (``odrl:includedIn``)."""


def reaches(broad: str, narrow: str, world: World) -> Truth:
    """Whether ``broad`` is ``narrow`` or includes it."""
    return _reaches(broad, narrow, world, frozenset())


def _reaches(broad: str, narrow: str, world: World, seen: frozenset[str]) -> Truth:
    if broad == narrow:
        return True
    if narrow in seen:
        return False
    if narrow in PARENTS:
        parent = PARENTS[narrow]
        return parent is not None and _reaches(broad, parent, world, seen | {narrow})
    declared = world.included.get(narrow)
    if not declared:
        return None
    return some([_reaches(broad, parent, world, seen | {narrow}) for parent in sorted(declared)])
