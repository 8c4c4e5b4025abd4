"""What a page says of itself: each candidate value with the place that it was read from, the winner and the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

T = TypeVar("T")
MOST_OTHERS = 8


@dataclass(frozen=True)
class Candidate(Generic[T]):
    """One value; `source` is the kind of place (json-ld, microdata, meta, page…), `place` says where exactly."""

    value: T
    source: str
    place: str


@dataclass(frozen=True)
class Reading(Generic[T]):
    """The value that was preferred, and the runners-up with other values in the order of preference."""

    value: T
    source: str
    place: str
    others: tuple[Candidate[T], ...] = ()


def preferred(candidates: Iterable[Candidate[T]], nothing: T) -> Reading[T]:
    """Return the first candidate that has a value, with those after it that say something else."""
    usable = [each for each in candidates if each.value]
    if not usable:
        return Reading(nothing, "", "")
    best, others = usable[0], list[Candidate[T]]()
    for each in usable[1:]:
        if each.value != best.value and all(each.value != other.value for other in others):
            others.append(each)
    return Reading(best.value, best.source, best.place, tuple(others[:MOST_OTHERS]))
