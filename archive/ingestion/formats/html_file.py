"""One saved page: an item that holds it, at the address that it gives itself. Pure.

What the server said with it isn't known, so the page has neither status nor headers of it, and nothing may take that for
silence. Whoever knows a better address (the operator who says it) replaces this one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, BinaryIO

from django.utils.translation import gettext as _

from archive.ingestion.decode import decode_page
from archive.ingestion.formats import values
from archive.ingestion.formats.http_answers import MOST_PAGE_BYTES
from archive.ingestion.formats.items import BadRow, CapturedPage, Item, ItemKind
from archive.ingestion.markup import read_markup
from archive.ingestion.network import FetchError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.ingestion.formats.items import Limits

_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(https?://\S{1,2000}?)\s*-->", re.IGNORECASE)
_HEAD = 4096
_TYPE = (("content-type", "text/html"),)


def read_html_file(stream: BinaryIO, limits: Limits) -> Iterator[Item | BadRow]:
    """Yield the page; its address is "" where it names none."""
    most = min(MOST_PAGE_BYTES, limits.document_bytes)
    body = stream.read(most + 1)
    if len(body) > most:
        yield BadRow(1, "", _("The page is larger than the limit."))
        return
    try:
        text, _encoding = decode_page(body, "text/html")
        address = _own_address(text)
    except FetchError as error:
        yield BadRow(1, "", str(error.code.label))
        return
    yield Item(1, address, ItemKind.CAPTURED, page=CapturedPage(address, None, _TYPE, None, body))


def _own_address(text: str) -> str:
    """Return the canonical address of a page, the one it was saved from, or nothing."""
    found = ""
    for element in read_markup(text).walk():
        attributes = element.attributes
        if element.tag == "link" and "canonical" in attributes.get("rel", "").lower().split():
            found = found or attributes.get("href", "")
        elif element.tag == "meta" and attributes.get("property", "").lower() == "og:url":
            found = found or attributes.get("content", "")
    saved = _SAVED_FROM.search(text[:_HEAD])
    found = found or (saved.group(1) if saved else "")
    return values.address(found) if values.is_address(found) else ""
