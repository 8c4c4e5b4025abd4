"""Which clauses stayed, moved, were reworded, changed their effect, went or came."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

ALIKE = 0.5
"""Share of common words from which on two clauses are one that was reworded."""


class Fate(StrEnum):
    """What became of a clause."""

    SAME = "same"
    RELABELLED = "relabelled"
    EFFECT = "effect"
    REWORDED = "reworded"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True)
class ClauseTold:
    """A clause: its label, its verbatim words, and what the rules that were read from it say, one line a rule."""

    label: str
    text: str
    effects: tuple[str, ...] = ()


@dataclass(frozen=True)
class ClauseChange:
    """One clause of either version beside the one that it became; None where there is none."""

    fate: Fate
    old: ClauseTold | None
    new: ClauseTold | None


def clause_changes(old: tuple[ClauseTold, ...], new: tuple[ClauseTold, ...]) -> list[ClauseChange]:
    """Return every clause of both, in the order of the new version; those that went stand at the end.

    Equal words go first, then the most alike; a clause is matched once.
    """
    partner = _partners(old, new)
    found = [_changed(partner.get(index), one) for index, one in enumerate(new)]
    kept = {id(one) for one in partner.values()}
    return found + [ClauseChange(Fate.GONE, one, None) for one in old if id(one) not in kept]


def _partners(old: tuple[ClauseTold, ...], new: tuple[ClauseTold, ...]) -> dict[int, ClauseTold]:
    partner: dict[int, ClauseTold] = {}
    free = list(old)
    for index, one in enumerate(new):
        equal = [other for other in free if _bare(other.text) == _bare(one.text)]
        if equal:
            best = next((other for other in equal if other.label == one.label), equal[0])
            partner[index] = best
            free = [other for other in free if other is not best]
    words = {id(other): Counter(_bare(other.text).split()) for other in free}
    pairs = (
        (_alike(words[id(other)], Counter(_bare(one.text).split())), index, number)
        for index, one in enumerate(new)
        if index not in partner
        for number, other in enumerate(free)
    )
    taken: set[int] = set()
    for share, index, number in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if share >= ALIKE and index not in partner and number not in taken:
            partner[index] = free[number]
            taken.add(number)
    return partner


def _changed(before: ClauseTold | None, after: ClauseTold) -> ClauseChange:
    if before is None:
        return ClauseChange(Fate.NEW, None, after)
    if _bare(before.text) != _bare(after.text):
        return ClauseChange(Fate.REWORDED, before, after)
    if before.effects != after.effects:
        return ClauseChange(Fate.EFFECT, before, after)
    return ClauseChange(Fate.SAME if before.label == after.label else Fate.RELABELLED, before, after)


def _bare(text: str) -> str:
    return " ".join(text.split())


def _alike(one: Counter[str], other: Counter[str]) -> float:
    """Return the share of words in common (Dice)."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0
