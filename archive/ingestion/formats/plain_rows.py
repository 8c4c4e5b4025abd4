"""Rows as nearly all are written, read in a fraction of the time: the same item as `rows.item_of` makes, or None. Pure.

A line is plain when it holds nothing that normalising would change: no control characters, no half characters, nothing
that isn't in NFC. What is plain but named or typed otherwise is left to `rows.item_of`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from archive.ingestion.formats import rows, values
from archive.ingestion.formats.items import Item

if TYPE_CHECKING:
    from collections.abc import Mapping

# In UTF-8: characters up to U+02FF without control characters; all of them are in NFC, and none is a half.
_LATIN = bytes(byte for byte in range(0x20, 0xCC) if byte != 0x7F)  # noqa: PLR2004 - the table's own gap
# Dashes, quotation marks and the like: the first byte of U+2000 to U+2FFF, and those that are no white space.
_GENERAL = b"\xe2"
_PUNCTUATION = re.compile(rb"\xe2\x80[\x8c-\xa7\xaa-\xae\xb0-\xbf]")
_OTHER_ESCAPE = re.compile(rb'\\[^nt"/\\]')

TEXTS = frozenset(
    (
        "address", "headline", "section", "language", "date_published", "date_modified", "copyright_notice", "identifiers",
        "body", "version",
    )
)  # fmt: skip
LISTS = frozenset(("authors", "images"))
_SHORT = 300  # characters of what is remembered


def is_plain(line: bytes) -> bool:
    """Tell whether a line of JSON in UTF-8 is plain; that it is UTF-8 and JSON is for others to find out."""
    rest = line.translate(None, _LATIN)
    if rest and (rest.strip(_GENERAL) or len(_PUNCTUATION.findall(line)) != len(rest)):
        return False
    return b"\\" not in line or _OTHER_ESCAPE.search(line) is None


def plain_item(line: int, row: Mapping[str, object], stamp: bytes) -> Item | None:
    """Return the item of a plain line's row, or None where it has to be read by `rows.item_of`.

    Raises UnreadableRowError.
    """
    found: dict[str, str] = {}
    listed: dict[str, object] = {}
    scheme = ""
    for name, value in row.items():
        field = rows.field_of(name)
        if field is None or value is None or value == "":
            continue
        if field in LISTS and field not in listed:
            listed[field] = value
        elif field in TEXTS and field not in found and isinstance(value, str):
            found[field] = value
            scheme = name if field == "identifiers" else scheme
        else:
            return None
    return _item(line, found, listed, scheme, stamp) if "address" in found and "headline" in found else None


def _item(
    line: int, found: Mapping[str, str], listed: Mapping[str, object], scheme: str, stamp: bytes
) -> Item | None:
    title = values.headline(found["headline"])
    if not title:
        return None
    said = found.get
    published, modified = said("date_published", ""), said("date_modified", "")
    return Item(
        line,
        values.address(found["address"], names=True),
        headline=title,
        authors=rows.authors_of(listed["authors"]) if "authors" in listed else (),
        section=known_section(said("section", "")),
        language=known_language(said("language", "")),
        date_published=values.instant(published) if published else None,
        date_published_printed=values.fact("printed", published) if published else "",
        date_modified=values.instant(modified) if modified else None,
        copyright_notice=known_notice(said("copyright_notice", "")),
        identifiers=rows.identifiers_of([(scheme, found["identifiers"])]) if scheme else {},
        body=said("body", "").strip(),
        images=rows.images_of(listed) if "images" in listed else (),
        version=values.fact("version", said("version", "")),
        stamp=stamp,
    )


def known_section(value: str) -> str:
    """Return the section, which many rows have alike."""
    return _known_fact("section", value) if len(value) <= _SHORT else values.fact("section", value)


def known_notice(value: str) -> str:
    """Return the copyright line, which many rows have alike."""
    return _known_fact("notice", value) if len(value) <= _SHORT else values.fact("notice", value)


def known_language(value: str) -> str:
    """Return the language tag, which many rows have alike."""
    return _known_language(value) if len(value) <= _SHORT else values.language(value)


_known_fact = lru_cache(maxsize=4096)(values.fact)
_known_language = lru_cache(maxsize=1024)(values.language)
