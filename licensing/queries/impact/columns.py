"""The columns that rules and scopes tell articles apart by, as a few classes each that PostgreSQL can group by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from licensing.policy.partial import Column
from licensing.policy.partial.classes import TICK
from licensing.queries.impact.days import Days
from licensing.queries.predicates import PATH_OF_ADDRESS, READERS_DROP

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from licensing.queries.impact.sides import Values

MOMENTS = {Column.PUBLISHED: "date_published", Column.CAPTURED: "captured_at"}
_PLAIN = {Column.SECTION: "a.section", Column.LANGUAGE: "a.language"}
_SOME_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)
_PATH = f"coalesce(nullif(substring(translate(a.address, E'{READERS_DROP}', '') FROM '{PATH_OF_ADDRESS}'), ''), '/')"


@dataclass(frozen=True)
class Classes:
    """One column: the expression that gives the class of an article, its parameters, and a value of each class.

    Of a moment, the points are those from which another class begins.
    """

    column: Column
    sql: str
    parameters: tuple[Any, ...]
    points: tuple[Any, ...] = ()

    def value(self, found: Any) -> Any:  # noqa: ANN401 - whatever the column holds
        """Return a value of the class that the database found."""
        if self.column in MOMENTS:
            if found is None:
                return None
            return self.points[found - 1] if found else self.points[0] - TICK
        if self.column is Column.PATH:
            return self.points[found]
        return found

    def of_days(self, most: Mapping[Column, Sequence[int]]) -> Days:
        """Return how whole days fall into the classes of a moment."""
        return Days(self.points, most.get(self.column, ()))


class Columns:
    """The classes of every column that some rule or scope mentions."""

    def __init__(
        self, mentions: Iterable[Mapping[Column, Collection[Any]]], *, paths: Iterable[str] = ()
    ) -> None:
        mentioned: dict[Column, set[Any]] = {}
        if below := set(paths):
            mentioned[Column.PATH] = below
        for one in mentions:
            for column, values in one.items():
                mentioned.setdefault(column, set()).update(values)
        self.classes = tuple(_classes(column, values) for column, values in sorted(mentioned.items()))

    @property
    def sql(self) -> str:
        """The expressions, each with a comma before it."""
        return "".join(f", {one.sql}" for one in self.classes)

    @property
    def parameters(self) -> list[Any]:
        """What the expressions take."""
        return [value for one in self.classes for value in one.parameters]

    def values(self, found: Sequence[Any]) -> Values:
        """Return a value of each column for the classes that the database found."""
        return {one.column: one.value(value) for one, value in zip(self.classes, found, strict=True)}


def _classes(column: Column, values: Collection[Any]) -> Classes:
    if column in MOMENTS:
        points = sorted(values) or [_SOME_MOMENT]
        return Classes(
            column, f"width_bucket(a.{MOMENTS[column]}, %s::timestamptz[])", (points,), tuple(points)
        )
    if column is Column.PATH:
        return _paths(sorted({one.rstrip("/") for one in values} - {""}))
    if column is Column.ARTICLE:
        return Classes(column, "CASE WHEN a.id::text = ANY(%s) THEN a.id::text END", (sorted(values),))
    return Classes(column, _PLAIN[column], ())


def _paths(prefixes: Sequence[str]) -> Classes:
    """Number the longest prefix under which a path lies: it is then below the shorter ones that hold it, and no others."""
    longest = sorted((one for one in prefixes if "\0" not in one), key=len, reverse=True)
    if not longest:
        return Classes(Column.PATH, "0", (), ("/",))
    cases = " ".join(f"WHEN {_PATH} = %s OR starts_with({_PATH}, %s) THEN {n}" for n in range(len(longest)))
    taken = tuple(value for one in longest for value in (one, f"{one}/"))
    return Classes(Column.PATH, f"CASE {cases} ELSE {len(longest)} END", taken, (*longest, "/"))
