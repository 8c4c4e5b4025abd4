"""What governs the groups of a bulk intake and what may answer about them, read in one query a table for all of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from licensing.models import PolicySeries
from licensing.operations.governing import governing_sets
from licensing.queries.facts import parties_in
from licensing.queries.holders import parts_of_many
from licensing.queries.record import SeriesOfMany
from licensing.queries.scopes import GOVERNING_KINDS, covers, governing_candidates
from licensing.queries.subjects import SubjectImage

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from archive.rights_gate import CandidateImage
    from licensing.operations.bulk_groups import Group
    from licensing.policy.model import Consumer, Part

_NOBODY: frozenset[str] = frozenset()


class Governed:
    """The parts of groups, their governing sets, and the series that may answer, while nobody changes the record.

    The holders of an article's images may bring policies of their own: then its set is another than its group's.
    """

    def __init__(self, groups: Sequence[Group], consumer: Consumer, now: datetime) -> None:
        scoped = PolicySeries.objects.filter(kind__in=GOVERNING_KINDS, scope_kind="holder")
        holders = frozenset(scoped.values_list("scope_value", flat=True)) if _pictures(groups) else _NOBODY
        subjects = [group.subject for group in groups]
        lines = [(group, picture) for group in groups for picture in group.pictures] if holders else []
        pictured = [replace(group.subject, images=(picture,)) for group, picture in lines]
        read = parts_of_many([*subjects, *pictured], now, now)
        self.parts: dict[Group, tuple[Part, ...]] = dict(zip(groups, read, strict=False))
        self._parties = {group: frozenset(parties_in(parts)) for group, parts in self.parts.items()}
        self._of_lines = {
            (group, picture): frozenset(parties_in(parts[2:])) & holders
            for (group, picture), parts in zip(lines, read[len(subjects) :], strict=True)
        }
        everybody = _NOBODY.union(*self._parties.values(), *self._of_lines.values())
        self._candidates = list(governing_candidates(subjects, everybody))
        self._members: dict[tuple[Group, frozenset[str]], frozenset[int]] = {}
        self._sets: dict[frozenset[int], int] = {}
        self._govern(groups)
        members = [self._members[group, _NOBODY] for group in groups]
        self._series = SeriesOfMany(consumer, subjects, members, everybody)

    def images_of(self, group: Group, images: tuple[CandidateImage, ...]) -> frozenset[str]:
        """Return the holders of some images of whom any policy speaks."""
        if not self._of_lines or not images:
            return _NOBODY
        return _NOBODY.union(*(self._of_lines.get((group, picture_of(image)), _NOBODY) for image in images))

    def set_of(self, group: Group, holders: frozenset[str] = _NOBODY) -> int:
        """Return the set that governs the articles of a group whose images have these holders."""
        members = self._covering(group, holders)
        if members not in self._sets:
            self._sets |= governing_sets([members])
        return self._sets[members]

    def series_of(self, group: Group) -> list[PolicySeries]:
        """Return every series that may answer about the articles of a group."""
        return self._series.of(group.subject, self._members[group, _NOBODY], self._parties[group])

    def _govern(self, groups: Sequence[Group]) -> None:
        self._sets = governing_sets({self._covering(group, _NOBODY) for group in groups})

    def _covering(self, group: Group, holders: frozenset[str]) -> frozenset[int]:
        key = (group, holders)
        if key not in self._members:
            parties = holders | self._parties[group]
            covering = {one.pk for one in self._candidates if covers(one, group.subject, parties)}
            self._members[key] = frozenset(covering | group.signals)
        return self._members[key]


def picture_of(image: CandidateImage) -> SubjectImage:
    """Return an image's credit line, as an image of nobody's."""
    return SubjectImage("", image.credit_text, image.names)


def _pictures(groups: Sequence[Group]) -> bool:
    return any(group.pictures for group in groups)
