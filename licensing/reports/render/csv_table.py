"""A report as CSV: RFC 4180, UTF-8, stable codes and column names, moments in ISO 8601, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
from datetime import datetime
from typing import TYPE_CHECKING, TextIO

from django.utils.timezone import localtime

if TYPE_CHECKING:
    from licensing.reports.table import Cell, Column, Row

# What a spreadsheet may take for a formula at the beginning of a cell, plain and full-width.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would run as a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


class CsvTable:
    """Writes one report into a file that was opened with `newline=""`."""

    def __init__(self, file: TextIO, columns: tuple[Column, ...]) -> None:
        self._writer = csv.writer(file, lineterminator="\r\n")
        self._writer.writerow(column.key for column in columns)

    def add(self, row: Row) -> None:
        """Write one row."""
        self._writer.writerow(_written(cell) for cell in row)


def _written(cell: Cell) -> str | int:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return localtime(cell).isoformat()
    return harmless(cell) if isinstance(cell, str) else cell
