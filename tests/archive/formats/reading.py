"""What the tests of formats share: reading bytes, and telling items from bad rows."""

from __future__ import annotations

import io

from archive.ingestion.formats.items import BadRow, Item, Limits
from archive.ingestion.formats.table import FORMATS

SMALL = Limits(
    row_bytes=4096, rows=1000, file_bytes=1_000_000, document_bytes=100_000, depth=20, bad_rows=100
)


def read(name: str, data: bytes | str, limits: Limits = SMALL) -> list[Item | BadRow]:
    """Read all of a file in a format."""
    return list(FORMATS[name].read(io.BytesIO(data.encode() if isinstance(data, str) else data), limits))


def items(name: str, data: bytes | str, limits: Limits = SMALL) -> list[Item]:
    """Read a file that holds no bad row."""
    found = read(name, data, limits)
    assert not [row for row in found if isinstance(row, BadRow)], found
    return [item for item in found if isinstance(item, Item)]


def only(name: str, data: bytes | str, limits: Limits = SMALL) -> Item:
    """Read a file of one item."""
    (item,) = items(name, data, limits)
    return item


def bad(name: str, data: bytes | str, limits: Limits = SMALL) -> BadRow:
    """Read a file of one bad row."""
    (row,) = read(name, data, limits)
    assert isinstance(row, BadRow), row
    return row
