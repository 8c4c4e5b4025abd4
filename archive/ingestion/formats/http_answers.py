"""An answer of HTTP/1.x as a web archive keeps it: status, headers, and the body unpacked under a limit. Pure."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from archive.ingestion.formats.values import UnreadableRowError

MOST_PAGE_BYTES = 6 * 1024 * 1024  # as a fetched page
_MOST_HEAD_BYTES = 64 * 1024
_MOST_HEADERS = 200
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? ([1-5]\d\d)\b")
_WINDOW = {"gzip": 31, "x-gzip": 31, "deflate": 15}  # zlib's wbits


@dataclass(frozen=True)
class Answer:
    """Status, headers with lower-cased names, and the body as it came over the wire."""

    status: int
    headers: tuple[tuple[str, str], ...]
    wire: bytes = field(repr=False)

    def header(self, name: str) -> str:
        """Return the first header of this lower-cased name, or nothing."""
        return next((value for key, value in self.headers if key == name), "")

    @property
    def media_type(self) -> str:
        """The media type without parameters, lower-case."""
        return self.header("content-type").partition(";")[0].strip().lower()

    def unpacked(self, most: int) -> bytes:
        """Return the body without its transfer and content codings; raises UnreadableRowError."""
        body = _dechunked(self.wire) if "chunked" in self.header("transfer-encoding").lower() else self.wire
        coding = self.header("content-encoding").strip().lower()
        if coding not in {"", "identity"}:
            body = _inflated(body, coding, most)
        if len(body) > most:
            raise UnreadableRowError("", _("The page is larger than the limit."))
        return body


def read_answer(block: bytes) -> Answer:
    """Return the answer in a block; raises UnreadableRowError."""
    head, mark, wire = block.partition(b"\r\n\r\n")
    if not mark:
        head, mark, wire = block.partition(b"\n\n")
    status = _STATUS.match(head)
    lines = head.replace(b"\r\n", b"\n").split(b"\n")
    if not mark or status is None or len(head) > _MOST_HEAD_BYTES or len(lines) > _MOST_HEADERS:
        raise UnreadableRowError("", _("The record holds no answer of HTTP."))
    headers: list[tuple[str, str]] = []
    for line in lines[1:]:
        text = line.decode("latin-1").replace("\x00", "")
        if text[:1] in {" ", "\t"} and headers:
            headers[-1] = (
                headers[-1][0],
                f"{headers[-1][1]} {text.strip()}",
            )  # obs-fold, RFC 9112 section 5.2
        else:
            name, _colon, value = text.partition(":")
            headers.append((name.strip().lower(), value.strip()))
    return Answer(int(status.group(1)), tuple(headers), wire)


def _dechunked(wire: bytes) -> bytes:
    """Return the body of chunks (RFC 9112 section 7.1); some archives keep it without them, so as it is then."""
    pieces: list[bytes] = []
    place = 0
    while True:
        end = wire.find(b"\n", place, place + 256)
        size = wire[place:end].partition(b";")[0].strip() if end >= 0 else b""
        if not re.fullmatch(rb"[0-9a-fA-F]{1,8}", size):
            if not pieces:
                return wire
            raise UnreadableRowError("", _("The page's chunks are broken."))
        length = int(size, 16)
        if length == 0:
            return b"".join(pieces)
        piece = wire[end + 1 : end + 1 + length]
        if len(piece) < length:
            raise UnreadableRowError("", _("The page's chunks are broken."))
        pieces.append(piece)
        place = end + 1 + length
        place += 2 if wire[place : place + 2] == b"\r\n" else 1


def _inflated(body: bytes, coding: str, most: int) -> bytes:
    if coding not in _WINDOW:
        raise UnreadableRowError("", _("The page is packed in a way that isn't read."))
    for window in (_WINDOW[coding], -15) if coding == "deflate" else (_WINDOW[coding],):
        try:
            unpacker = zlib.decompressobj(window)
            found = unpacker.decompress(body, most + 1)
        except zlib.error:
            continue
        if not unpacker.eof and len(found) <= most:
            break
        return found
    raise UnreadableRowError("", _("The page's compression is broken."))
