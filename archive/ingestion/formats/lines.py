"""Lines of a binary stream, one at a time, under limits: memory holds one line, whatever the file."""

from __future__ import annotations

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


def unpacked(stream: BinaryIO, head: bytes) -> BinaryIO:
    """Return the stream, unpacked as it is read where it is gzip; `head` was peeked, not taken, from it."""
    return cast("BinaryIO", gzip.GzipFile(fileobj=stream)) if head.startswith(_GZIP) else stream


def _skip_the_rest(stream: BinaryIO, most: int) -> int:
    skipped = 0
    while skipped <= most and (piece := stream.readline(_PIECE)):
        skipped += len(piece)
        if piece.endswith(b"\n"):
            break
    return skipped
