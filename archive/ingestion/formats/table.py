"""The formats that are read, and which of them a file is."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, Protocol, TypeVar

from django.utils.translation import gettext as _

from archive.ingestion.formats.addresses import read_addresses
from archive.ingestion.formats.csv_rows import read_csv
from archive.ingestion.formats.feeds import read_feed
from archive.ingestion.formats.html_file import read_html_file
from archive.ingestion.formats.items import BadRow, Format, Limits
from archive.ingestion.formats.json_lines import read_json_lines
from archive.ingestion.formats.lines import unpacked
from archive.ingestion.formats.newsml_g2 import read_newsml_g2
from archive.ingestion.formats.ninjs import read_ninjs
from archive.ingestion.formats.sitemaps import read_sitemap
from archive.ingestion.formats.warc import read_warc


class UnknownFormatError(ValueError):
    """Nothing tells which format a file is in."""


class _OnALine(Protocol):
    """What stands on a line of the file, or is the item with this number."""

    @property
    def line(self) -> int: ...


_Found = TypeVar("_Found", bound=_OnALine)
_Reads = Callable[[BinaryIO, Limits], Iterator[_Found | BadRow]]


def bounded(reader: _Reads[_Found]) -> _Reads[_Found]:
    """Return the reader for files that may be gzip; it gives a file up after too many rows, or too many bad ones."""

    def read(stream: BinaryIO, limits: Limits) -> Iterator[_Found | BadRow]:
        line, bad = 1, 0
        try:
            for rows, found in enumerate(reader(unpacked(stream), limits), start=1):
                line = found.line
                bad += isinstance(found, BadRow)
                yield found
                if rows >= limits.rows or bad >= limits.bad_rows:
                    yield BadRow(
                        line, "", _("The file is given up here: more rows, or more bad rows, than the limit.")
                    )
                    return
        except (OSError, EOFError, zlib.error):
            yield BadRow(
                line, "", _("The file can't be read, or its compression is broken; what follows isn't read.")
            )

    return read


FORMATS: dict[str, Format] = {
    name: Format(name, bounded(reader), frozenset(media_types), endings)
    for name, reader, media_types, endings in (
        ("jsonl", read_json_lines, ("application/jsonl", "application/x-ndjson", "application/x-jsonlines"), (".jsonl", ".ndjson")),
        ("csv", read_csv, ("text/csv", "text/tab-separated-values"), (".csv", ".tsv")),
        ("addresses", read_addresses, ("text/plain",), (".txt", ".urls")),
        ("feed", read_feed, ("application/rss+xml", "application/atom+xml", "application/rdf+xml"), (".rss", ".atom")),
        ("sitemap", read_sitemap, (), ()),
        ("ninjs", read_ninjs, ("application/vnd.iptc.ninjs+json",), (".ninjs",)),
        ("newsml-g2", read_newsml_g2, ("application/vnd.iptc.g2.newsitem+xml", "application/vnd.iptc.g2.newsmessage+xml"), (".nml",)),
        ("warc", read_warc, ("application/warc",), (".warc",)),
        ("html", read_html_file, ("text/html", "application/xhtml+xml"), (".html", ".htm", ".xhtml")),
    )
}  # fmt: skip
"""Every format by its name. `detect` finds the name for a file whose format nobody says."""

# Signs in the first bytes of a file, in the order in which they are looked for.
_SIGNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("warc", re.compile(r"\AWARC/\d")),
    ("newsml-g2", re.compile(r"<(?:\w+:)?(?:newsMessage|newsItem|packageItem|conceptItem|knowledgeItem)\b")),
    ("sitemap", re.compile(r"<(?:\w+:)?(?:urlset|sitemapindex)\b")),
    ("feed", re.compile(r"<(?:rss|feed|(?:\w+:)?RDF|(?:\w+:)feed)\b")),
    ("html", re.compile(r"<!doctype html|<html\b", re.IGNORECASE)),
    ("ninjs", re.compile(r"\A\s*\[?\s*\{.*\"(?:pub_?status|version_?created|representationtype|body_?text|body_?x?html|bodies|headlines|copyright_?holder)\"\s*:", re.IGNORECASE | re.DOTALL)),
    ("jsonl", re.compile(r"\A\s*\{")),
    ("ninjs", re.compile(r"\A\s*\[")),
    ("addresses", re.compile(r"\A\s*(?:#[^\n]*\n\s*)*https?://\S+\s*(?:\n|\Z)")),
)  # fmt: skip


def detect(head: bytes, name: str = "") -> str:
    """Return the name of the format of a file, by its first bytes and then by its name; raises UnknownFormatError.

    What the bytes say goes before the name: a name is only a claim.
    """
    if head.startswith(b"\x1f\x8b"):
        name = name.lower().removesuffix(".gz")
        try:
            head = zlib.decompressobj(31).decompress(head, 4096)
        except zlib.error:
            head = b""
    plain = name.lower()
    text = _decoded(head)
    by_name = next((each.name for each in FORMATS.values() if plain.endswith(each.endings)), "")
    if text and by_name in {"csv", "jsonl", "ninjs"} and not text.lstrip().startswith("<"):
        return by_name
    for kind, sign in _SIGNS:
        if sign.search(text):
            return kind
    if by_name:
        return by_name
    raise UnknownFormatError(_("Nothing tells which format the file is in."))


def _decoded(head: bytes) -> str:
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(mark):
            return head.removeprefix(mark).decode(encoding, "replace")
    return head.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
