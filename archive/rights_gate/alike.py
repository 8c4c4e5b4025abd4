"""New articles that wait at the gate by the thousand: those that are alike are asked about together, once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from archive.rights_gate.intake import Candidate, CandidateImage, IntakeVerdict


@dataclass(frozen=True, slots=True)
class AlikeCandidates:
    """New articles that share source, copyright line, feeds, moment and evidence, in one order.

    What they share is read from `first`, which is one of them. `articles` are their identifiers, `wanted` how many words
    of each are wanted and there; `images` are by the places of those that have some. `candidate` makes one in full by its
    place, where it has to be looked at by itself. None of them is held.
    """

    first: Candidate
    articles: Sequence[str]
    wanted: Sequence[int]
    images: Mapping[int, tuple[CandidateImage, ...]]
    candidate: Callable[[int], Candidate]

    def __len__(self) -> int:
        return len(self.articles)


@dataclass(frozen=True, slots=True)
class SharedVerdict:
    """One verdict for the candidates at some places; its `image_ids` are those of all of them."""

    verdict: IntakeVerdict
    places: Sequence[int]


def each_by_itself(verdicts: Iterable[IntakeVerdict]) -> tuple[SharedVerdict, ...]:
    """Return verdicts that are in the candidates' order, those that are the same object together."""
    found: dict[int, tuple[IntakeVerdict, list[int]]] = {}
    for place, verdict in enumerate(verdicts):
        found.setdefault(id(verdict), (verdict, []))[1].append(place)
    return tuple(SharedVerdict(verdict, places) for verdict, places in found.values())
