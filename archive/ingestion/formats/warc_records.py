"""The records of a WARC file, one at a time, under limits; only blocks of HTTP responses are held. Pure."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO

from django.utils.translation import gettext as _

from archive.ingestion.formats.items import BadRow
from archive.ingestion.formats.lines import unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.ingestion.formats.items import Limits

_LONGEST_LINE = 16 * 1024
_MOST_HEADERS = 200
_MOST_BLOCK_BYTES = 8 * 1024 * 1024
_PIECE = 64 * 1024


@dataclass(frozen=True)
class Record:
    """One record: its named fields with lower-cased names, and its block."""

    fields: dict[str, str]
    block: bytes = field(repr=False)

    def header(self, name: str) -> str:
        """Return a field by its lower-cased name, or nothing."""
        return self.fields.get(name, "")


class _BrokenError(Exception):
    """What follows can't be told apart into records any more; the message may be shown."""


def records(stream: BinaryIO, limits: Limits) -> Iterator[tuple[int, Record | BadRow]]:
    """Yield the HTTP responses of a file with the number of their record; a broken file ends in a bad row."""
    number = 0
    try:
        source = _Source(unpacked(stream), limits.file_bytes)
        while (fields := _fields(source)) is not None:
            number += 1
            length = _length(fields)
            wanted = fields.get("warc-type") == "response" and fields.get("content-type", "").startswith(
                "application/http"
            )
            if wanted and length <= _MOST_BLOCK_BYTES:
                yield number, Record(fields, source.exactly(length))
            else:
                source.skip(length)
                if wanted:
                    yield number, BadRow(number, "", _("The record is larger than the limit."))
            if number >= limits.rows:
                return
    except _BrokenError as error:
        yield number + 1, BadRow(number + 1, "", str(error))
    except (OSError, EOFError, zlib.error):
        yield (
            number + 1,
            BadRow(number + 1, "", _("The file's compression is broken; what follows isn't read.")),
        )


def _fields(source: _Source) -> dict[str, str] | None:
    """Return the fields of the next record, None at the end of the file."""
    line = source.line()
    while line in {b"\r\n", b"\n"}:
        line = source.line()
    if not line:
        return None
    if not line.startswith(b"WARC/"):
        raise _BrokenError(_("It isn't a record of WARC here; what follows isn't read."))
    fields: dict[str, str] = {}
    last = ""
    for _count in range(_MOST_HEADERS):
        line = source.line()
        if line.strip() == b"":
            return fields
        text = line.decode("utf-8", "replace").strip()
        if line[:1] in {b" ", b"\t"}:
            fields[last] = f"{fields.get(last, '')} {text}"[:_LONGEST_LINE]
            continue
        name, _colon, value = text.partition(":")
        last = name.strip().lower()
        fields.setdefault(last, value.strip())
    raise _BrokenError(_("The record has more fields than the limit; what follows isn't read."))


def _length(fields: dict[str, str]) -> int:
    written = fields.get("content-length", "")
    if not (written.isascii() and written.isdigit() and len(written) <= 15):  # noqa: PLR2004 - a petabyte
        raise _BrokenError(_("The record doesn't say how long it is; what follows isn't read."))
    return int(written)


class _Source:
    """The unpacked file, with a limit on all of it and on each line."""

    def __init__(self, stream: BinaryIO, most: int) -> None:
        self._stream, self._left = stream, most

    def line(self) -> bytes:
        """Return the next line with its end."""
        line = self._stream.readline(_LONGEST_LINE)
        if len(line) >= _LONGEST_LINE:
            raise _BrokenError(_("A line of the record is longer than the limit; what follows isn't read."))
        self._take(len(line))
        return line

    def exactly(self, count: int) -> bytes:
        """Return so many bytes."""
        taken: list[bytes] = []
        while count:
            data = self._stream.read(min(count, _PIECE))
            if not data:
                raise _BrokenError(_("The file ends inside a record."))
            self._take(len(data))
            taken.append(data)
            count -= len(data)
        return b"".join(taken)

    def skip(self, count: int) -> None:
        """Pass over so many bytes."""
        while count:
            count -= len(self.exactly(min(count, _PIECE)))

    def _take(self, count: int) -> None:
        self._left -= count
        if self._left < 0:
            raise _BrokenError(_("The file is larger than the limit; what follows isn't read."))
