"""Which source an address is of: the one that its host names, or the one that a run is given."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from archive.ingestion.bulk_rows import Site
from archive.models import Source

if TYPE_CHECKING:
    from archive.models import Feed
    from archive.models import Source as SourceRow

_HOST = re.compile(r"https?://([a-z0-9.-]+)(?:/|\Z)")


class Sites:
    """The recorded sources by domain, read once a run; with `only`, addresses of that one alone.

    With a `feed` only its source counts, everything comes in by it, and what has a name in place of an address is its.
    With `full_copies` these are wanted whatever the sources ask for.
    """

    def __init__(
        self, only: SourceRow | None = None, feed: Feed | None = None, *, full_copies: bool = False
    ) -> None:
        only = feed.source if feed is not None else only
        collections = (feed.identifier,) if feed is not None else ()
        rows = Source.objects.select_related("publisher")
        if only is not None:
            rows = rows.filter(pk=only.pk)
        self._rows = {row.pk: row for row in rows}
        self._by_domain = {
            row.domain: Site(
                row.pk,
                row.domain,
                row.publisher.identifier,
                row.language,
                row.wanted_words,
                collections,
                full_copies or row.keeps_full_copies,
            )
            for row in self._rows.values()
        }
        self._of_names = next(iter(self._by_domain.values()), None) if only is not None else None
        self.of_host = lru_cache(maxsize=4096)(self._of_host)

    def of(self, address: str) -> Site | None:
        """Return the source with the longest domain that the address lies on, or None."""
        if plain := _HOST.match(address):
            return self.of_host(plain[1])
        try:
            host = urlsplit(address).hostname
        except ValueError:
            return None
        if not host and address.startswith(("urn:", "tag:")):
            return self._of_names
        return self.of_host(host) if host else None

    def named(self, domain: str) -> Site | None:
        """Return the source with this domain."""
        return self._by_domain.get(domain)

    def row(self, site: Site) -> SourceRow:
        """Return the source's row."""
        return self._rows[site.id]

    def _of_host(self, host: str) -> Site | None:
        labels = host.split(".")
        names = (".".join(labels[n:]) for n in range(len(labels)))
        return next((self._by_domain[name] for name in names if name in self._by_domain), None)
