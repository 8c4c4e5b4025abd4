"""The shortest way from one sequence to another (Myers 1986, the greedy algorithm), within a bound of work."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

MOST_EDITS = 1200
"""Insertions and deletions that are looked for; sequences further apart are told as replaced."""

Step = tuple[int, int, int, int]
"""A stretch of old (start, end) that becomes a stretch of new (start, end)."""


def changes(old: Sequence[Hashable], new: Sequence[Hashable], most: int = MOST_EDITS) -> list[Step]:
    """Return the stretches that differ, in order; beyond `most` edits all between the common ends is one stretch."""
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    middle_old, middle_new = old[start : len(old) - end], new[start : len(new) - end]
    if not middle_old and not middle_new:
        return []
    found = _path(middle_old, middle_new, most)
    if found is None:
        return [(start, len(old) - end, start, len(new) - end)]
    return [(a + start, b + start, c + start, d + start) for a, b, c, d in _stretches(found)]


def _common(old: Sequence[Hashable], new: Sequence[Hashable]) -> int:
    count = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        count += 1
    return count


def _path(old: Sequence[Hashable], new: Sequence[Hashable], most: int) -> list[Step] | None:
    """Return the single edits, in order: an old one that goes or a new one that comes, each as a stretch."""
    furthest = {1: 0}
    trace: list[dict[int, int]] = []
    for edits in range(min(most, len(old) + len(new)) + 1):
        trace.append(dict(furthest))
        for diagonal in range(-edits, edits + 1, 2):
            x = furthest[diagonal + 1] if _comes(furthest, diagonal, edits) else furthest[diagonal - 1] + 1
            while x < len(old) and x - diagonal < len(new) and old[x] == new[x - diagonal]:
                x += 1
            furthest[diagonal] = x
            if x >= len(old) and x - diagonal >= len(new):
                return _back(trace, len(old), len(new))
    return None


def _comes(furthest: dict[int, int], diagonal: int, edits: int) -> bool:
    """Whether the furthest way onto a diagonal ends with a new one that comes, not with an old one that goes."""
    if diagonal in {-edits, edits}:
        return diagonal == -edits
    return furthest[diagonal - 1] < furthest[diagonal + 1]


def _back(trace: list[dict[int, int]], x: int, y: int) -> list[Step]:
    steps: list[Step] = []
    for edits in range(len(trace) - 1, 0, -1):
        furthest, diagonal = trace[edits], x - y
        comes = _comes(furthest, diagonal, edits)
        before = diagonal + 1 if comes else diagonal - 1
        x = furthest[before]
        y = x - before
        steps.append((x, x, y, y + 1) if comes else (x, x + 1, y, y))
    return steps[::-1]


def _stretches(steps: list[Step]) -> Iterator[Step]:
    """Join the edits that touch."""
    joined: Step | None = None
    for step in steps:
        if joined is not None and (joined[1], joined[3]) == (step[0], step[2]):
            joined = (joined[0], step[1], joined[2], step[3])
            continue
        if joined is not None:
            yield joined
        joined = step
    if joined is not None:
        yield joined
