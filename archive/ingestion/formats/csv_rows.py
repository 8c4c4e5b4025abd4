"""CSV (RFC 4180): an article a row, in columns whose names `rows.NAMES` knows. Pure.

UTF-8, or UTF-16 where a byte order mark says so. The delimiter is the one of comma, semicolon, tab and bar that the
header holds most often. A quoted field may hold line ends; a row is reported by the line that it begins on.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, BinaryIO

from django.utils.translation import gettext as _

from archive.ingestion.formats.items import BadRow, Item
from archive.ingestion.formats.lines import text_lines, utf_8
from archive.ingestion.formats.rows import field_of, item_of
from archive.ingestion.formats.values import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.ingestion.formats.items import Limits

_DELIMITERS = (",", ";", "\t", "|")
_MOST_COLUMNS = 200
_LONGEST_HEADER = 20_000


def read_csv(stream: BinaryIO, limits: Limits) -> Iterator[Item | BadRow]:
    """Yield the article of each row; a file whose header names no address ends in one bad row."""
    lines = _Lines(text_lines(utf_8(stream), limits), limits.row_bytes)
    header = _header(lines)
    if isinstance(header, BadRow):
        yield header
        return
    names, delimiter = header
    csv.field_size_limit(max(csv.field_size_limit(), limits.row_bytes))
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        lines.begin()
        try:
            row = next(rows)
        except StopIteration:
            return
        except _BadLineError as error:
            yield error.row
        except csv.Error:
            yield BadRow(lines.start, "", _("The row's quotation marks don't close where a field ends."))
        else:
            yield from _read(lines.start, names, row)


def _read(line: int, names: list[str], row: list[str]) -> Iterator[Item | BadRow]:
    if not any(row):
        return
    if len(row) != len(names):
        counts = {"found": len(row), "wanted": len(names)}
        yield BadRow(line, "", _("The row has %(found)d fields and the header %(wanted)d.") % counts)
    else:
        yield item_of(line, zip(names, row, strict=True))


def _header(lines: _Lines) -> tuple[list[str], str] | BadRow:
    """Return the names of the columns and the delimiter."""
    lines.begin()
    try:
        line = next(lines)
    except StopIteration:
        return BadRow(1, "", _("The file is empty."))
    except _BadLineError as error:
        return error.row
    delimiter = max(_DELIMITERS, key=line.count)
    try:
        names = next(csv.reader([line[:_LONGEST_HEADER]], delimiter=delimiter))
    except (csv.Error, StopIteration):
        names = []
    known = [field for name in names if (field := field_of(name))]
    if len(names) > _MOST_COLUMNS or not {"address", "identifiers"} & set(known):
        return BadRow(1, "address", _("The first line names no column for the address."))
    twice = next((name for name in names if name.strip() and names.count(name) > 1 and field_of(name)), "")
    if twice:
        return BadRow(1, "", _("The first line names %(value)s twice.") % {"value": quoted(twice)})
    return names, delimiter


class _BadLineError(Exception):
    def __init__(self, row: BadRow) -> None:
        super().__init__(row.reason)
        self.row = row


class _Lines:
    """The lines as the reader of rows takes them; it raises, and goes on after it, where a row can't be read."""

    def __init__(self, lines: Iterator[tuple[int, str | BadRow]], most: int) -> None:
        self._lines, self._most = lines, most
        self._size = 0
        self.start = 0

    def begin(self) -> None:
        """Let the next line begin a row."""
        self.start = self._size = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        number, line = next(self._lines)
        self.start = self.start or number
        if isinstance(line, BadRow):
            raise _BadLineError(line)
        self._size += len(line)
        if self._size > self._most:
            raise _BadLineError(
                BadRow(self.start, "", _("The row is longer than %(limit)d bytes.") % {"limit": self._most})
            )
        return line + "\n"
