"""JSON Lines (https://jsonlines.org/): an article a line, in the names of `rows.NAMES`. Pure."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, BinaryIO

from django.utils.translation import gettext as _

from archive.ingestion.formats.items import BadRow, Item
from archive.ingestion.formats.json_values import read_json
from archive.ingestion.formats.lines import BOM, raw_lines
from archive.ingestion.formats.plain_rows import is_plain, plain_item
from archive.ingestion.formats.rows import item_of
from archive.ingestion.formats.values import UnreadableRowError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.ingestion.formats.items import Limits


def read_json_lines(stream: BinaryIO, limits: Limits) -> Iterator[Item | BadRow]:
    """Yield the article of each line; empty lines are nothing."""
    for number, line in raw_lines(stream, limits):
        if isinstance(line, BadRow):
            yield line
        elif (found := read_line(number, line.removeprefix(BOM) if number == 1 else line)) is not None:
            yield found


def read_line(number: int, line: bytes) -> Item | BadRow | None:
    """Return the article of one line, None for an empty one."""
    try:
        text = line.decode("utf-8")
        if not text or text.isspace():
            return None
        row = read_json(text)
        if not isinstance(row, dict):
            return BadRow(number, "", _("The line isn't a JSON object."))
        if is_plain(line) and (item := plain_item(number, row, sha256(line).digest())) is not None:
            return item
    except UnicodeDecodeError:
        return BadRow(number, "", _("The line isn't UTF-8."))
    except UnreadableRowError as error:
        return BadRow(number, error.field, error.reason)
    return item_of(number, row.items())
