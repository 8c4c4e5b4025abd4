"""A list of addresses: one a line; empty lines and those that begin with `#` are nothing. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from archive.ingestion.formats import values
from archive.ingestion.formats.items import BadRow, Item, ItemKind
from archive.ingestion.formats.lines import text_lines, utf_8
from archive.ingestion.formats.values import UnreadableRowError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.ingestion.formats.items import Limits


def read_addresses(stream: BinaryIO, limits: Limits) -> Iterator[Item | BadRow]:
    """Yield a page for each address."""
    for number, line in text_lines(utf_8(stream), limits):
        if isinstance(line, BadRow):
            yield line
        elif (written := line.strip()) and not written.startswith("#"):
            try:
                yield Item(number, values.address(written), ItemKind.PAGE)
            except UnreadableRowError as error:
                yield BadRow(number, error.field, error.reason)
