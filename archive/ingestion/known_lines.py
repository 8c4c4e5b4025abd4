"""Lines of which the articles are held just so, found before they are read: by the address that stands in them.

It is a hint and no more. Whoever takes a chunk in looks again, in the transaction that would record it, and reads the line
where the hint is no longer true.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections

from archive.ingestion.bulk_rows import Row, Site, digest_of_line, row_of
from archive.ingestion.formats.items import BadRow, Item
from archive.ingestion.formats.json_lines import read_line
from archive.operations.copy_text import array_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.backends.base.base import BaseDatabaseWrapper

    from archive.ingestion.sites import Sites

LONGEST = 16 * 1024
"""Bytes of a line that is looked for: it stays in memory until the chunk is taken in."""

_SAMPLE = 16
_ADDRESS = re.compile(
    rb'[{,]\s*"(?:url|link|address|canonical|href)"\s*:\s*"(https?://([a-z0-9.-]+)(?:/[!#-\[\]-~]*)?)"'
)
_HELD = "SELECT address, row_digest FROM archive_article WHERE address = ANY(%s::text[]) AND row_digest IS NOT NULL"


class KnownLine(NamedTuple):
    """A line whose article was held just so when it was looked for; `raw` is the line."""

    line: int
    site: Site
    address: str
    digest: bytes
    raw: bytes

    def __repr__(self) -> str:
        """Name the line and nothing of its text."""
        return f"KnownLine({self.line})"

    def read(self) -> Row | BadRow:
        """Return the row that stands on the line."""
        found = read_line(self.line, self.raw)
        if isinstance(found, Item):
            return row_of(found, self.site)
        return found or BadRow(self.line, "", "")


@dataclass
class KnownLines:
    """Looks for lines of a run; while none of a sample is held, no others are looked for."""

    sites: Sites
    _made_in: int = field(default_factory=os.getpid)
    _own: BaseDatabaseWrapper | None = None
    _met: bool = False
    _broken: bool = False

    def among(self, lines: Sequence[tuple[int, bytes]]) -> dict[int, KnownLine]:
        """Return those of some lines that are known, by their numbers."""
        if self._broken or not lines:
            return {}
        if not self._met:
            sample = lines[:: max(1, len(lines) // _SAMPLE)]
            self._met = bool(self._look_up(sample))
        found = self._look_up(lines) if self._met else {}
        self._met = bool(found)
        return found

    def _look_up(self, lines: Sequence[tuple[int, bytes]]) -> dict[int, KnownLine]:
        asked = [one for number, raw in lines if (one := self._as_known(number, raw)) is not None]
        held = self._held([one.address for one in asked]) if asked else {}
        return {one.line: one for one in asked if held.get(one.address) == one.digest}

    def _as_known(self, number: int, raw: bytes) -> KnownLine | None:
        """Return a line by the first address in it: if that is another's, its article has another digest."""
        named = _ADDRESS.search(raw) if len(raw) <= LONGEST else None
        site = self.sites.of_host(named[2].decode()) if named else None
        if named is None or site is None:
            return None
        digest = digest_of_line(sha256(raw).digest(), site)
        return KnownLine(number, site, named[1].decode(), digest, raw)

    def _held(self, addresses: Sequence[str]) -> dict[str, bytes]:
        try:
            with self._connection().cursor() as cursor:
                cursor.execute(_HELD, [array_text(addresses)])
                return {address: digest.bytes for address, digest in cursor.fetchall()}
        except DatabaseError:
            self._broken = True  # whoever stores finds out by itself
            return {}

    def _connection(self) -> BaseDatabaseWrapper:
        """Return this process' connection: one that was there before a fork is the other's."""
        if os.getpid() == self._made_in:
            return connection
        if self._own is None:
            self._own = connections.create_connection(DEFAULT_DB_ALIAS)
        return self._own
