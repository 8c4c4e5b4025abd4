"""WARC (ISO 28500): the pages of a web archive with their headers and the moment of their capture. Pure.

Only `response` records of HTTP are read, and of these HTML that was answered with 200. Requests, revisits and metadata are
passed over, and so are `resource` records, which hold no headers of a server. A block whose digest isn't the one that
its record names is refused. Files of a site that carry signals go with the pages that come after them.
"""

from __future__ import annotations

import base64
import hashlib
from collections import OrderedDict
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from archive.ingestion.decode import HTML_TYPES
from archive.ingestion.formats import values
from archive.ingestion.formats.http_answers import MOST_PAGE_BYTES, read_answer
from archive.ingestion.formats.items import BadRow, CapturedFile, CapturedPage, Item, ItemKind
from archive.ingestion.formats.values import UnreadableRowError
from archive.ingestion.formats.warc_records import Record, records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.ingestion.formats.items import Limits

SIGNAL_FILES = frozenset(
    ("/robots.txt", "/.well-known/tdmrep.json", "/ai.txt", "/.well-known/ai.txt", "/license.xml", "/rsl.xml")
)
_MOST_SIGNAL_BYTES = 512 * 1024  # of one file (RFC 9309 section 2.5)
_MOST_HELD_BYTES = 32 * 1024 * 1024  # of all of them
_OK = 200


def read_warc(stream: BinaryIO, limits: Limits) -> Iterator[Item | BadRow]:
    """Yield the captured pages; `line` is the number of the record."""
    files = _Files()
    for number, record in records(stream, limits):
        if isinstance(record, BadRow):
            yield record
            continue
        try:
            item = _read(number, record, files)
        except UnreadableRowError as error:
            yield BadRow(number, error.field, error.reason)
        else:
            if item is not None:
                yield item


def _read(number: int, record: Record, files: _Files) -> Item | None:
    address = values.address(record.header("warc-target-uri").strip("<>"))
    fetched_at = values.instant(record.header("warc-date"))
    if fetched_at is None:
        raise UnreadableRowError("WARC-Date", _("The record doesn't say when the page was captured."))
    if record.header("warc-truncated") or record.header("warc-segment-number") not in {"", "1"}:
        raise UnreadableRowError("", _("The record holds a page in part only."))
    _check_digest(record)
    answer = read_answer(record.block)
    if urlsplit(address).path in SIGNAL_FILES:
        body = answer.unpacked(_MOST_SIGNAL_BYTES)
        files.add(CapturedFile(address, answer.status, answer.headers, fetched_at, body))
        return None
    if answer.status != _OK or answer.media_type not in HTML_TYPES:
        return None
    page = CapturedPage(
        address, _OK, answer.headers, fetched_at, answer.unpacked(MOST_PAGE_BYTES), files.of(address)
    )
    return Item(number, address, ItemKind.CAPTURED, page=page)


def _check_digest(record: Record) -> None:
    """Refuse a block that isn't what its record says, where the digest is of a kind that is known."""
    name, colon, written = record.header("warc-block-digest").strip().partition(":")
    known = {"sha1": hashlib.sha1, "sha256": hashlib.sha256, "sha-256": hashlib.sha256}.get(name.lower())
    if not colon or known is None:
        return
    digest = known(record.block, usedforsecurity=False).digest()
    if written.lower() not in {
        digest.hex(),
        base64.b32encode(digest).decode().lower(),
        base64.b32encode(digest).decode().lower().rstrip("="),
    }:
        raise UnreadableRowError("WARC-Block-Digest", _("The record isn't what its digest says."))


class _Files:
    """The latest files of each site, the oldest forgotten when they grow too many."""

    def __init__(self) -> None:
        self._held: OrderedDict[tuple[str, str], CapturedFile] = OrderedDict()
        self._size = 0

    def add(self, file: CapturedFile) -> None:
        """Hold a file in place of an earlier one of its address."""
        key = (_origin(file.address), urlsplit(file.address).path)
        if old := self._held.pop(key, None):
            self._size -= len(old.body)
        self._held[key] = file
        self._size += len(file.body)
        while self._size > _MOST_HELD_BYTES:
            self._size -= len(self._held.popitem(last=False)[1].body)

    def of(self, address: str) -> tuple[CapturedFile, ...]:
        """Return the files of an address's origin."""
        return tuple(file for (origin, _path), file in self._held.items() if origin == _origin(address))


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}".lower()
