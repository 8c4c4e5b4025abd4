"""Lists to download: CSV, written row by row as the database hands them out, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http import StreamingHttpResponse
from django.utils.timezone import localtime

from licensing.reports.render.csv_table import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


class _Line:
    """A file that hands back each line that is written to it."""

    def write(self, text: str) -> str:
        """Return the line."""
        return text


def csv_download(name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> StreamingHttpResponse:
    """Return a CSV file that is sent as it is written, never held as a whole."""
    answer = StreamingHttpResponse(_lines(header, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    answer["Cache-Control"] = "no-store"
    return answer


def _lines(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    writer = csv.writer(_Line(), lineterminator="\r\n")
    yield writer.writerow(header)
    for row in rows:
        yield writer.writerow([_cell(cell) for cell in row])


def _cell(cell: object) -> object:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return localtime(cell).isoformat()
    return harmless(str(cell)) if not isinstance(cell, int) else cell
