"""Lines of a binary stream, one at a time, under limits: memory holds one line, whatever the file."""

from __future__ import annotations

import codecs
import gzip
import zlib
from typing import TYPE_CHECKING, BinaryIO, cast

from django.utils.translation import gettext as _

from archive.ingestion.formats.items import BadRow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.ingestion.formats.items import Limits

BOM = b"\xef\xbb\xbf"
_GZIP = b"\x1f\x8b"
_PIECE = 64 * 1024


def raw_lines(stream: BinaryIO, limits: Limits) -> Iterator[tuple[int, bytes | BadRow]]:
    """Yield each line with its number from 1, without its end; a bad row for one that is too long, which is skipped.

    A file over its limits, or one whose compression is broken, ends in a bad row.
    """
    number = total = 0
    longest = limits.row_bytes
    try:
        while line := stream.readline(longest + 1):
            number += 1
            total += len(line)
            if len(line) > longest and not line.endswith(b"\n"):
                total += _skip_the_rest(stream, limits.file_bytes - total)
                yield (
                    number,
                    BadRow(number, "", _("The line is longer than %(limit)d bytes.") % {"limit": longest}),
                )
            else:
                yield number, line.rstrip(b"\r\n")
            if total > limits.file_bytes or number >= limits.rows:
                if stream.read(1):
                    yield (
                        number,
                        BadRow(number, "", _("The file is larger than the limit; what follows isn't read.")),
                    )
                return
    except (OSError, EOFError, zlib.error):
        yield (
            number + 1,
            BadRow(number + 1, "", _("The file's compression is broken; what follows isn't read.")),
        )


def text_lines(stream: BinaryIO, limits: Limits) -> Iterator[tuple[int, str | BadRow]]:
    """Yield each line as text: UTF-8, with or without its mark; a bad row for bytes that aren't."""
    for number, line in raw_lines(stream, limits):
        if isinstance(line, BadRow):
            yield number, line
            continue
        try:
            yield number, (line.removeprefix(BOM) if number == 1 else line).decode("utf-8")
        except UnicodeDecodeError:
            yield number, BadRow(number, "", _("The line isn't UTF-8."))


class Ahead:
    """A stream whose first bytes (`head`) were looked at and are still read from it."""

    def __init__(self, stream: BinaryIO, size: int = 4096) -> None:
        self._stream = stream
        self.head = stream.read(size) or b""
        self._waiting = self.head

    def read(self, size: int = -1) -> bytes:
        """Return up to `size` bytes, at least one unless the stream is at its end."""
        if not self._waiting:
            return self._stream.read(size)
        if size < 0:
            taken, self._waiting = self._waiting, b""
            return taken + self._stream.read()
        taken, self._waiting = self._waiting[:size], self._waiting[size:]
        return taken

    def readline(self, size: int = -1) -> bytes:
        """Return the next line with its end, or its first `size` bytes."""
        if not self._waiting:
            return self._stream.readline(size)
        end = self._waiting.find(b"\n") + 1
        if end or 0 <= size <= len(self._waiting):
            return self.read(min(end or size, size) if size >= 0 else end)
        begun = self.read(len(self._waiting))
        return begun + self._stream.readline(size - len(begun) if size >= 0 else -1)


class _Utf8:
    """A stream of UTF-16 as one of UTF-8."""

    def __init__(self, stream: BinaryIO) -> None:
        self._text = codecs.getreader("utf-16")(stream)

    def read(self, size: int = -1) -> bytes:
        """Return up to `size` characters."""
        return self._text.read(size, size).encode()

    def readline(self, size: int = -1) -> bytes:
        """Return the next line with its end, or its first `size` characters."""
        return self._text.readline(size).encode()


def utf_8(stream: BinaryIO) -> BinaryIO:
    """Return a stream of text as UTF-8, where it begins with the mark of UTF-16; else as it is."""
    ahead = Ahead(stream)
    wide = ahead.head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return cast("BinaryIO", _Utf8(cast("BinaryIO", ahead)) if wide else ahead)


def unpacked(stream: BinaryIO) -> BinaryIO:
    """Return the stream, unpacked as it is read where it is gzip."""
    ahead = cast("BinaryIO", Ahead(stream))
    packed = cast("Ahead", ahead).head.startswith(_GZIP)
    return cast("BinaryIO", gzip.GzipFile(fileobj=ahead, mode="rb")) if packed else ahead


def _skip_the_rest(stream: BinaryIO, most: int) -> int:
    skipped = 0
    while skipped <= most and (piece := stream.readline(_PIECE)):
        skipped += len(piece)
        if piece.endswith(b"\n"):
            break
    return skipped
