"""From clauses that a person corrected to one label a use and a draft policy, the stricter in doubt. Pure.

A permission beside a ban of the same use counts only where it is an ``exception``: what contradicts itself permits nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from licensing.notices.draft import draft_policy
from licensing.notices.readings import Clause, UseLabel
from licensing.notices.uses import ALL

_BANS = {"deny": "deny", "consent": "consent", "reserve": "consent", "offer": "consent"}
_WEAK = frozenset(("reserve", "offer"))
_GRANTS = frozenset(("permit", "exception", "licence"))


def labels_of_clauses(clauses: Sequence[Clause]) -> dict[str, UseLabel]:
    """One label a use with the clauses that say so."""
    return {use: _label(use, clauses) for use in ALL}


def contradictions(clauses: Sequence[Clause]) -> tuple[str, ...]:
    """The uses that a clause permits and another one bans, where nothing says that the first is an exception."""
    labels = labels_of_clauses(clauses)
    granted = {use for one in clauses if one.effect in _GRANTS for use in one.uses}
    return tuple(use for use in ALL if use in granted and labels[use].label != "permit")


def draft_of_clauses(
    *, uid: str, holder: str | None, party: str | None, clauses: Sequence[Clause]
) -> dict[str, object]:
    """The draft policy of corrected clauses as JSON-LD; every rule names the clauses that it was made of."""
    return draft_policy(uid=uid, holder=holder, party=party, uses=labels_of_clauses(clauses), clauses=clauses)


def _no_derivatives(use: str, clause: Clause) -> bool:
    """Whether a licence keeps back what it doesn't name: adaptation."""
    return use == "adapt" and clause.effect == "licence" and "noderivatives" in clause.duties


def _label(use: str, clauses: Sequence[Clause]) -> UseLabel:
    speaking = [one for one in clauses if use in one.uses]
    kept_back = [one for one in clauses if _no_derivatives(use, one)]
    bans = [one for one in speaking if one.effect in _BANS]
    grants = [one for one in speaking if one.effect in _GRANTS]
    excepted = [one for one in grants if one.effect == "exception"]
    if grants and not bans:
        return UseLabel("permit", tuple(one.label for one in grants))
    if excepted:
        return UseLabel("permit", tuple(one.label for one in excepted))
    if kept_back:
        return UseLabel("deny", tuple(one.label for one in kept_back))
    if not bans:
        return UseLabel("silent")
    named = [one for one in bans if one.effect not in _WEAK] or bans
    strict = "deny" if all(_BANS[one.effect] == "deny" for one in named) else "consent"
    return UseLabel(strict, tuple(one.label for one in named))
