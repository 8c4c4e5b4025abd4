"""The classes into which what is on record divides a column: within one, no rule can tell two articles apart.

- Names (site, publisher, section, article): each value that is mentioned, every other value, and none.
- Moments: the instants that are mentioned and the open stretches between them, and none.
- Trees (path, language): for each prefix that is mentioned, what lies under it and under no longer one, and none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import pairwise

from licensing.policy.partial.predicates import (
    ALWAYS,
    Between,
    Column,
    Missing,
    Not,
    OneOf,
    Predicate,
    Under,
    both,
    either,
    is_under,
    language_tag,
)

TICK = datetime.resolution
_NULLABLE = frozenset({Column.SECTION, Column.LANGUAGE, Column.PUBLISHED})
_MOMENTS = frozenset({Column.PUBLISHED, Column.CAPTURED})
_TREES = frozenset({Column.PATH, Column.LANGUAGE})


@dataclass(frozen=True, slots=True)
class Cell:
    """One class of a column's values: the test for it, and one value of it (None: the column is empty)."""

    test: Predicate
    value: str | datetime | None


def cells(column: Column, mentioned: Iterable[str | datetime], usual: str) -> tuple[Cell, ...]:
    """The classes of a column; ``usual`` is the value to stand for every other name, where it is not mentioned."""
    texts = sorted({one for one in mentioned if isinstance(one, str)})
    if column in _MOMENTS:
        found = _moments(column, sorted({one for one in mentioned if isinstance(one, datetime)}))
    elif column is Column.PATH:
        found = _paths(texts)
    elif column is Column.LANGUAGE:
        found = _languages(texts)
    else:
        found = _names(column, texts, usual)
    return (*found, Cell(Missing(column), None)) if column in _NULLABLE else tuple(found)


def _names(column: Column, texts: Sequence[str], usual: str) -> list[Cell]:
    other = Cell(Not(OneOf(column, tuple(texts))), _fresh(usual or "another", texts))
    return [*(Cell(OneOf(column, (text,)), text) for text in texts), other]


def _fresh(wanted: str, taken: Iterable[str]) -> str:
    while wanted in taken:
        wanted += "-"
    return wanted


def _moments(column: Column, points: Sequence[datetime]) -> list[Cell]:
    """The points and the stretches between them that hold at least one moment of the clock's resolution."""
    found: list[Cell] = []
    for low, high in pairwise([None, *points, None]):
        if low is not None:
            found.append(Cell(Between(column, low, low, low_included=True, high_included=True), low))
        inside = _inside(low, high)
        if inside is not None:
            found.append(Cell(Between(column, low, high), inside))
    return found


def _inside(low: datetime | None, high: datetime | None) -> datetime | None:
    """Some moment strictly between, or None where there is none."""
    try:
        if low is not None:
            return low + TICK if high is None or low + TICK < high else None
        return high - TICK if high is not None else datetime(2000, 1, 1, tzinfo=UTC)
    except OverflowError:
        return None


def _paths(prefixes: Iterable[str]) -> list[Cell]:
    nodes = sorted({prefix.rstrip("/") for prefix in prefixes} - {""})
    under = {node: Under(Column.PATH, node) for node in nodes}
    inner = [
        Cell(_without(under[node], [under[n] for n in nodes if n.startswith(node + "/")]), node)
        for node in nodes
    ]
    return [*inner, Cell(_without(ALWAYS, list(under.values())), "/")]


def _languages(tags: Iterable[str]) -> list[Cell]:
    """Each tag and each broader one by itself, what lies below it, and every other language."""
    nodes = sorted(
        {"-".join(p[: n + 1]) for p in (language_tag(t).split("-") for t in tags) for n in range(len(p))}
    )
    found: list[Cell] = []
    for node in nodes:
        exact = OneOf(Column.LANGUAGE, (node,))
        below = [Under(Column.LANGUAGE, n) for n in nodes if n.startswith(node + "-")]
        other = _fresh_below(node + "-", nodes)
        found.append(Cell(exact, node or None))
        found.append(Cell(_without(Under(Column.LANGUAGE, node), [exact, *below]), other))
    roots = [Under(Column.LANGUAGE, node) for node in nodes]
    return [*(cell for cell in found if cell.value), Cell(_without(ALWAYS, roots), _fresh_below("", nodes))]


def _fresh_below(prefix: str, nodes: Sequence[str]) -> str:
    subtag = "zz"
    while prefix + subtag in nodes:
        subtag += "z"
    return prefix + subtag


def _without(whole: Predicate, parts: Sequence[Predicate]) -> Predicate:
    for part in parts:
        whole = both(whole, Not(part))
    return whole


# --- several classes together ----------------------------------------------------------------------------------------


def united(column: Column, chosen: Sequence[Cell], among: Sequence[Cell]) -> Predicate:
    """One test for several classes of a column."""
    tests = [cell.test for cell in chosen]
    if column in _MOMENTS:
        tests = _stretches(chosen, among)
    elif column not in _TREES and any(isinstance(test, Not) for test in tests):
        left = [t for cell in among if isinstance(t := cell.test, OneOf) and t not in tests]
        others = tuple(value for test in left for value in test.values)
        tests = [Not(OneOf(column, others)), *(t for t in tests if isinstance(t, Missing))]
    else:
        tests = _listed(column, *_whole_trees(column, chosen, among))
    result = tests[0]
    for test in tests[1:]:
        result = either(result, test)
    return result


def _whole_trees(
    column: Column, chosen: Sequence[Cell], among: Sequence[Cell]
) -> tuple[list[Predicate], list[Predicate]]:
    """One test for each tree that is chosen as a whole, and the tests of the classes that are left over."""
    left, whole = list(chosen), list[Predicate]()
    for cell in sorted(chosen, key=lambda one: (len(str(one.value or "")), str(one.value))):
        tree = Under(column, str(cell.value))
        below = [one for one in among if one.value is not None and is_under(tree, str(one.value))]
        if column in _TREES and len(below) > 1 and all(one in left for one in below):
            whole.append(tree)
            left = [one for one in left if one not in below]
    return whole, [one.test for one in left]


def _listed(column: Column, whole: list[Predicate], tests: list[Predicate]) -> list[Predicate]:
    values = tuple(value for test in tests if isinstance(test, OneOf) for value in test.values)
    rest = [test for test in tests if not isinstance(test, OneOf)]
    listed: list[Predicate] = [OneOf(column, values)] if values else []
    return [*whole, *listed, *rest]


def _stretches(chosen: Sequence[Cell], among: Sequence[Cell]) -> list[Predicate]:
    """Neighbouring stretches of time joined."""
    found: list[Predicate] = []
    last = -2
    for index, cell in enumerate(among):
        if cell not in chosen:
            continue
        before = found[-1] if found else None
        if last == index - 1 and isinstance(before, Between) and isinstance(cell.test, Between):
            found[-1] = replace(before, high=cell.test.high, high_included=cell.test.high_included)
        else:
            found.append(cell.test)
        last = index
    return found
