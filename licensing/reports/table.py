"""What a report is: a titled table whose rows are read once, and the questions that narrow it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

Cell = str | int | datetime | None
Row = tuple[Cell, ...]


class Kind(StrEnum):
    """What the cells of a column are: running text, a count, a moment, a long identifier, or a code with a label."""

    TEXT = "text"
    NUMBER = "number"
    MOMENT = "moment"
    CODE = "code"
    IDENTIFIER = "identifier"


@dataclass(frozen=True)
class Column:
    """A column: `key` names it for machines in every language, `title` for people; `labels` word its codes."""

    key: str
    title: str
    kind: Kind = Kind.TEXT
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Report:
    """A table with its name (the stem of its file), what it tells, and notes a reader needs to judge it.

    `rows` may be read only once and only inside the transaction in which the report was made.
    """

    name: str
    title: str
    about: str
    columns: tuple[Column, ...]
    rows: Iterable[Row]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Filters:
    """Which moments a report covers: what was recorded in [start, end), and what ends within so many days from now."""

    start: datetime | None = None
    end: datetime | None = None
    within_days: int = 90


Query = Callable[[datetime, Filters], Report]
"""Makes a report as of a moment; its texts are in the active language."""
