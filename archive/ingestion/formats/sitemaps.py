"""Sitemaps and sitemap indexes (https://www.sitemaps.org/protocol.html) with Google's news extension. Pure.

A sitemap says where pages are; what the news extension says of one is believed less than the page, which is captured.
The entries of an index are listings: the run fetches them, bounded, and reads them in turn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from django.utils.translation import gettext as _

from archive.ingestion.formats import values
from archive.ingestion.formats.items import BadRow, Item, ItemKind
from archive.ingestion.formats.values import UnreadableRowError
from archive.ingestion.formats.xml_pieces import local, pieces

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from archive.ingestion.formats.items import Limits

_NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
_KINDS = {"urlset": ItemKind.PAGE, "sitemapindex": ItemKind.LISTING}
_MOST_ENTRIES = 50_000  # the protocol's own limit


def read_sitemap(stream: BinaryIO, limits: Limits) -> Iterator[Item | BadRow]:
    """Yield an item for each entry: pages of a sitemap, listings of an index."""
    kind: ItemKind | None = None
    count = 0
    for piece in pieces(stream, {"", "url", "sitemap"}, limits):
        if isinstance(piece, BadRow):
            yield piece
        elif kind is None:
            kind = _KINDS.get(local(piece.tag))
            if kind is None:
                yield BadRow(piece.line, "", _("The document isn't a sitemap."))
                return
        elif count >= _MOST_ENTRIES:
            yield BadRow(piece.line, "", _("A sitemap has at most 50,000 entries; what follows isn't read."))
            return
        elif piece.element is None:
            yield BadRow(piece.line, "", _("The entry is larger than the limit."))
        else:
            count += 1
            yield _read(piece.line, piece.element, kind)


def _read(line: int, entry: Element, kind: ItemKind) -> Item | BadRow:
    try:
        place = values.address(_text(entry, "loc"))
        news = next(iter(entry.iter(f"{_NEWS}news")), entry)
        published = _text(news, "publication_date")
        return Item(
            line=line,
            address=place,
            kind=kind,
            headline=values.headline(_text(news, "title")) if kind is ItemKind.PAGE else "",
            language=values.language(_text(news, "language")),
            date_published=values.instant(published),
            date_published_printed=values.fact("printed", published),
            date_modified=values.instant(_text(entry, "lastmod")),
        )
    except UnreadableRowError as error:
        return BadRow(line, error.field, error.reason)


def _text(element: Element, name: str) -> str:
    """Return the text of the first descendant of this name, outside images and videos of an entry."""
    waiting = list(element)
    while waiting:
        child = waiting.pop(0)
        if local(child.tag) == name:
            return "".join(child.itertext()).strip()
        if local(child.tag) not in {"image", "video"}:
            waiting = [*child, *waiting]
    return ""
