"""Word positions: what was ever released to a consumer plus what is asked for (semantics.md sections 3 and 4)."""

from __future__ import annotations

from collections.abc import Iterable

Range = tuple[int, int]


def merged(ranges: Iterable[Range]) -> tuple[Range, ...]:
    """Half-open ranges sorted and joined where they touch; empty ones dropped."""
    result: list[Range] = []
    for start, end in sorted(ranges):
        if end <= start:
            continue
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(result[-1][1], end))
        else:
            result.append((start, end))
    return tuple(result)


def covered(ranges: Iterable[Range]) -> int:
    """How many distinct positions the ranges cover."""
    return sum(end - start for start, end in merged(ranges))


def distinct_positions(released: Iterable[Range], start: int, words: int | None) -> int | None:
    """Distinct positions after a release of ``words`` from ``start``; None where the amount is not stated."""
    return None if words is None else covered([*released, (start, start + words)])
