"""JSON Lines (https://jsonlines.org/): an article a line, in the names of `rows.NAMES`. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from django.utils.translation import gettext as _

from archive.ingestion.formats.items import BadRow, Item
from archive.ingestion.formats.json_values import read_json
from archive.ingestion.formats.lines import text_lines
from archive.ingestion.formats.rows import item_of
from archive.ingestion.formats.values import UnreadableRowError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.ingestion.formats.items import Limits


def read_json_lines(stream: BinaryIO, limits: Limits) -> Iterator[Item | BadRow]:
    """Yield the article of each line; empty lines are nothing."""
    for number, line in text_lines(stream, limits):
        if isinstance(line, BadRow):
            yield line
        elif line and not line.isspace():
            yield _read(number, line)


def _read(number: int, line: str) -> Item | BadRow:
    try:
        row = read_json(line)
    except UnreadableRowError as error:
        return BadRow(number, error.field, error.reason)
    if not isinstance(row, dict):
        return BadRow(number, "", _("The line isn't a JSON object."))
    return item_of(number, row.items())
