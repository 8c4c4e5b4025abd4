"""Whole days of UTC in place of moments: where a class begins within a day, that day counts as one of its stretches.

Pure.  The articles of the other stretches of such a day are counted wrongly by their day alone: `amiss` says which, so
that they, and no others, are looked at by their moment.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_DAY = timedelta(days=1)
Stretch = tuple[datetime, datetime]


@dataclass(frozen=True)
class Days:
    """The points at which classes begin, ascending; and which class holds most articles of a day that they cut.

    `most` are classes by their number (as many points as are not later), those with most articles first; of days of
    which it names none, the longest stretch is taken to hold most.  It decides what has to be looked at, never a count.
    """

    points: tuple[datetime, ...]
    most: Sequence[int] = ()

    @property
    def cut(self) -> dict[date, list[int]]:
        """The days within which classes begin, each with the numbers of those points."""
        found: dict[date, list[int]] = defaultdict(list)
        for number, point in enumerate(self.points):
            if _midnight(point.astimezone(UTC).date()) != point:
                found[point.astimezone(UTC).date()].append(number)
        return dict(found)

    @property
    def dates(self) -> list[date]:
        """For each point, the first day that counts as not before it: what `width_bucket` of a day takes."""
        found = [point.astimezone(UTC).date() for point in self.points]
        for day, numbers in self.cut.items():
            taken = self._taken(day, numbers)
            for number in numbers[taken:]:
                found[number] = day + _DAY
        return found

    @property
    def amiss(self) -> list[Stretch]:
        """The stretches, each from and before, of which the articles are of another class than their day; joined."""
        found = list[Stretch]()
        for day, numbers in self.cut.items():
            stretches, taken = self._stretches(day, numbers), self._taken(day, numbers)
            for before_or_after in (stretches[:taken], stretches[taken + 1 :]):
                if before_or_after:
                    found.append((before_or_after[0][0], before_or_after[-1][1]))
        return found

    def _stretches(self, day: date, numbers: Sequence[int]) -> list[Stretch]:
        begins = [self.points[number].astimezone(UTC) for number in numbers]
        end = _midnight(day + _DAY) if day < date.max else datetime.max.replace(tzinfo=UTC)
        return list(pairwise([_midnight(day), *begins, end]))

    def _taken(self, day: date, numbers: Sequence[int]) -> int:
        """Return which stretch the whole day is counted as."""
        if day == date.max:  # there is no day after it
            return len(numbers)
        first = numbers[0]
        held = [one - first for one in self.most if first <= one <= numbers[-1] + 1]
        if held:
            return held[0]
        lengths = [after - before for before, after in self._stretches(day, numbers)]
        return lengths.index(max(lengths))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)
