"""The taxonomy of purposes of our profile: a broader purpose contains the narrower ones (semantics.md section 1)."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

PREFIX = "ra:purpose:"

PARENTS: dict[str, str | None] = {
    "any": None,
    "editorial": "any",
    "news-reporting": "editorial",
    "commentary": "editorial",
    "fact-checking": "editorial",
    "internet-search": "any",
    "media-monitoring": "any",
    "exploration": "any",
    "text-and-data-mining": "exploration",
    "machine-learning": "exploration",
    "generative-ai": "machine-learning",
    "research": "any",
    "scientific-research": "research",
    "non-commercial-research": "scientific-research",
    "education": "any",
    "archiving": "any",
    "private-reading": "any",
    "non-research": "any",
    "commercial": "any",
    "advertising": "commercial",
    "compliance": "any",
}
"""Every purpose with the broader one that contains it."""

OVERLAPPING: frozenset[frozenset[str]] = frozenset(
    {
        frozenset({"research", "exploration"}),
        frozenset({"scientific-research", "exploration"}),
        frozenset({"non-commercial-research", "exploration"}),
        frozenset({"scientific-research", "text-and-data-mining"}),
    }
)
"""Purposes that share cases though neither contains the other: no permission is inside, every prohibition is met."""

CROSSING: dict[str, frozenset[str]] = {
    "commercial": frozenset({"non-commercial-research", "private-reading"}),
    "non-research": frozenset({"research"}),
}
"""Purposes that cut across all others, news reporting may be commercial, with the only ones that they exclude."""

TDM = {"tdm:research": "scientific-research", "tdm:non-research": "non-research"}
"""Purposes of the TDM Reservation Protocol and the nearest of ours."""


class Relation(StrEnum):
    """How a stated value lies to a rule's value."""

    WITHIN = "within"
    BROADER = "broader"
    OVERLAPS = "overlaps"
    DISJOINT = "disjoint"


def short(value: str) -> str:
    """The purpose's identifier without our prefix; other vocabularies' names mapped; unknown ones unchanged."""
    return TDM.get(value, value.removeprefix(PREFIX))


@lru_cache(maxsize=4096)
def known(value: str) -> bool:
    """Whether the taxonomy has this purpose."""
    return short(value) in PARENTS


def _ancestors(value: str) -> list[str]:
    chain: list[str] = []
    step: str | None = value
    while step is not None:
        chain.append(step)
        step = PARENTS.get(step)
    return chain


@lru_cache(maxsize=4096)
def relation(stated: str, ruled: str) -> Relation | None:
    """How ``stated`` lies to ``ruled``; None where either is unknown."""
    left, right = short(stated), short(ruled)
    if left not in PARENTS or right not in PARENTS:
        return None
    if right in _ancestors(left):
        return Relation.WITHIN
    if left in _ancestors(right):
        return Relation.BROADER
    return Relation.OVERLAPS if _overlap(left, right) else Relation.DISJOINT


def _overlap(left: str, right: str) -> bool:
    for one, other in ((left, right), (right, left)):
        if one in CROSSING and not CROSSING[one] & set(_ancestors(other)):
            return True
    pairs = (frozenset({a, b}) for a in _ancestors(left) for b in _ancestors(right))
    return any(pair in OVERLAPPING for pair in pairs)
