"""Rows that are written out already as new articles would be stored: nothing is left to do but what is decided. Pure.

Nearly all rows of a file are: they say nothing of rights, come by no feed, and name no moment that lies ahead. Their text
for the database is made by whoever reads, so that whoever decides has nothing to do for a row but to put them together.
"""

from __future__ import annotations

import json
from os import urandom
from typing import TYPE_CHECKING, NamedTuple

from archive import text
from archive.ingestion.bulk_rows import Row, Site, path_of
from archive.operations.bulk_articles import facts_line, has_names
from archive.operations.copy_text import array_of, fields_of, instant_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime


class Ready(NamedTuple):
    """A row as a new article: `facts` is its line for COPY under the identifier `article`, `head` its first words.

    `images` are addresses with credit lines; `named` tells whether it has a name that others may have, too.
    """

    line: int
    site: Site
    article: str
    address: str
    digest: bytes
    copyright_notice: str
    words: int
    head: str
    images: tuple[tuple[str, str], ...]
    named: bool
    facts: bytes

    def __repr__(self) -> str:
        """Name the row and nothing of its text."""
        return f"Ready({self.line})"

    @property
    def wanted(self) -> int:
        """How many words are wanted and there."""
        return min(self.site.wanted_words, self.words) if self.head else 0

    @property
    def identifiers(self) -> Mapping[str, str]:
        """Its identifiers by scheme."""
        found: dict[str, str] = json.loads(fields_of(self.facts.decode())[_IDENTIFIERS])
        return found

    def passage(self, words: int) -> str:
        """Return the first words, verbatim, at most so many."""
        if words < 1 or not self.head:
            return ""
        if words >= self.wanted:
            return self.head
        lengths = text.prefix_characters(self.head, words)
        return self.head[: lengths[-1]] if lengths else ""


_IDENTIFIERS = 11


def new_names() -> Iterator[str]:
    """Yield new identifiers (RFC 9562, version 4) without end; the system is asked for many at once."""
    while True:
        chance = urandom(16 * _AT_ONCE).hex()
        for start in range(0, len(chance), 32):
            one = chance[start : start + 32]
            yield f"{one[:8]}-{one[8:12]}-4{one[13:16]}-{_VARIANT[one[16]]}{one[17:20]}-{one[20:]}"


_AT_ONCE = 256
_VARIANT = dict(zip("0123456789abcdef", "89ab" * 4, strict=True))


def ready_of(row: Row, article: str, latest: datetime) -> Ready | None:
    """Return a row written out under an identifier, or None where it has to be looked at; `latest` is a moment that is past."""
    if row.blocks or row.body or row.fingerprint is not None or row.site.collections:
        return None
    if row.head[:1] == "\u200b" or row.head[:1].isspace():
        return None
    for moment in (row.date_published, row.date_modified):
        if moment is not None and moment > latest:
            return None
    facts = facts_line(
        article,
        row.site.id,
        row.address,
        row.headline,
        row.authors,
        row.section,
        row.language or row.site.language,
        row.date_published,
        row.date_published_printed,
        row.date_modified,
        row.copyright_notice,
        row.identifiers,
        row.words,
        row.digest,
    )
    return Ready(
        row.line,
        row.site,
        article,
        row.address,
        row.digest,
        row.copyright_notice,
        row.words,
        row.head,
        row.images,
        has_names(row.address, row.identifiers),
        facts.encode(),
    )


def row_from(ready: Ready) -> Row:
    """Return the row that was written out."""
    fields = fields_of(ready.facts.decode())
    _, _, address, headline, authors, section, language, published, printed, modified = fields[:10]
    return Row(
        ready.line,
        ready.site,
        address,
        path_of(address),
        headline,
        array_of(authors),
        section,
        language,
        instant_of(published),
        printed,
        instant_of(modified),
        ready.copyright_notice,
        ready.identifiers,
        ready.images,
        (),
        ready.digest,
        ready.words,
        ready.head,
        text.prefix_characters(ready.head, ready.site.wanted_words) if ready.head else (),
    )
