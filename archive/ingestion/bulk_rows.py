"""Items of a file to rows that may be stored: in memory, with no more of a text than the words that are wanted. Pure.

Of the text only its first words stay, and how long they are; the rest is counted, digested and forgotten here, unless
full copies are wanted: then the text goes on to the gate's answer, in memory.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import blake2b, sha256
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from archive import text
from archive.choices import CreditRole
from archive.credits import credited_names
from archive.ingestion.fingerprints import fingerprint
from archive.ingestion.formats.items import SILENT, BadRow
from archive.rights_gate import Candidate, CandidateImage, Evidence, RightsBlock, supplied_evidence

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from archive.ingestion.formats.items import Item, ItemImage, ItemRights

FEED = "feed"
"""The kind of a block of rights that a file or feed states beside an article."""

_AHEAD = timedelta(days=1)
_LONGEST_LINE = 300  # characters of a copyright line
_READING = 1  # goes up when the same line is read otherwise, so that its rows are recorded anew
_COPIES = {False: (), True: ("full copies",)}  # a row is recorded anew once its text is wanted
_PATH = re.compile(r"https?://[a-z0-9.-]+(/[!-\"$->@-~]*)?(?:\?[!-\"$-~]*)?")


class Site(NamedTuple):
    """A source, as far as rows need it."""

    id: int
    domain: str
    publisher: str
    language: str
    wanted_words: int
    collections: tuple[str, ...] = ()
    """Identifiers of the feeds that its articles come in by."""
    full_copies: bool = False
    """Whether it is asked if whole texts may be kept, too."""


class Row(NamedTuple):
    """An article of a file: its facts, its first words in memory, and a digest of all that was said of it.

    `images` are addresses with credit lines, `blocks` what the file says of rights, `lengths` as a candidate has them.
    """

    line: int
    site: Site
    address: str
    path: str
    headline: str
    authors: tuple[str, ...]
    section: str
    language: str
    date_published: datetime | None
    date_published_printed: str
    date_modified: datetime | None
    copyright_notice: str
    identifiers: Mapping[str, str]
    images: tuple[tuple[str, str], ...]
    blocks: tuple[RightsBlock, ...]
    digest: bytes
    words: int
    head: str
    lengths: tuple[int, ...]
    fingerprint: int | None = None
    body: str = ""
    """The whole text, where a full copy is wanted and nowhere else."""

    def __repr__(self) -> str:
        """Name the row and nothing of its text."""
        return f"Row({self.line})"

    def passage(self, words: int) -> str:
        """Return the first words, verbatim, at most so many."""
        if words < 1 or not self.lengths:
            return ""
        if self.head[0] == "\u200b" or self.head[0].isspace():
            return text.cut_words(self.head, 0, words)
        return self.head[: self.lengths[min(words, len(self.lengths)) - 1]]


def row_of(item: Item, site: Site) -> Row | BadRow:
    """Return the row of an article whose facts are in the file, or why it is none."""
    if not item.headline:
        return BadRow(item.line, "headline", _("The row has no headline."))
    body = item.body
    words, lengths = text.measure(body, site.wanted_words) if body else (item.word_count or 0, ())
    if words < 1:
        return BadRow(item.line, "body", _("The row has neither a text nor a count of its words."))
    return Row(
        item.line,
        site,
        item.address,
        path_of(item.address),
        item.headline,
        item.authors,
        item.section,
        item.language,
        item.date_published,
        item.date_published_printed,
        item.date_modified,
        item.copyright_notice if item.rights is SILENT else _copyright_line(item),
        item.identifiers,
        tuple([(image.address, image.credit_text) for image in item.images]) if item.images else (),
        () if item.rights is SILENT else _blocks(item.rights),
        _digest(item, site),
        words,
        body[: lengths[-1]] if lengths else "",
        lengths,
        # an agency's text is printed by many; a file's own articles aren't worth the time that this takes
        fingerprint(body) if site.collections else None,
        body if site.full_copies else "",
    )


def path_of(address: str) -> str:
    """Return the path of an address."""
    plain = _PATH.fullmatch(address)
    return (plain[1] if plain else urlsplit(address).path) or "/"


def candidate_of(
    row: Row, article: UUID, images: tuple[CandidateImage, ...], silent: Evidence, now: datetime
) -> Candidate:
    """Return what the gate is asked about; `silent` is the evidence of rows that say nothing of rights."""
    site = row.site
    return Candidate(
        article,
        site.id,
        site.domain,
        row.path,
        site.publisher,
        row.address,
        row.headline,
        row.language or site.language,
        row.section,
        credible(row.date_published, now),
        now,
        row.copyright_notice,
        row.words,
        min(site.wanted_words, row.words) if row.head else 0,
        row.lengths,
        images,
        supplied_evidence(address=row.address, blocks=row.blocks, now=now) if row.blocks else silent,
        site.collections,
        bool(row.body),
    )


def credible(instant: datetime | None, now: datetime) -> datetime | None:
    """Return the instant unless it lies more than a day ahead: then it is only what the file printed."""
    return instant if instant is not None and instant <= now + _AHEAD else None


def _blocks(rights: ItemRights) -> tuple[RightsBlock, ...]:
    """Return what the file says of rights, by the names of its fields; nothing where it says nothing."""
    said = (
        ("copyrightHolder", rights.copyright_holder),
        ("copyrightNotice", rights.copyright_notice),
        ("usageTerms", rights.usage_terms),
        ("creditLine", rights.credit_line),
        ("rightsExpression", rights.rights_expression),
        ("plus:DataMining", rights.data_mining),
    )
    properties = tuple((name, value) for name, value in said if value)
    if not properties and not rights.unread:
        return ()
    failure = f"unread: {' '.join(rights.unread)}" if rights.unread else ""
    return (RightsBlock(FEED, properties, "", failure=failure),)


def _copyright_line(item: Item) -> str:
    """Return the copyright line, with the holder that the item names where the line doesn't.

    Two that differ are both there, so that neither is taken for the only one.
    """
    line, holder = item.copyright_notice, item.rights.copyright_holder
    if not holder or holder.casefold() in line.casefold():
        return line
    joined = f"{line} | {holder}" if line else holder
    return joined if len(joined) <= _LONGEST_LINE else holder[:_LONGEST_LINE]


@lru_cache(maxsize=4096)
def names_of(line: str) -> tuple[str, ...]:
    """Return the names of a credit line without repeats; lines repeat in a file."""
    seen: dict[str, str] = {}
    for name, _role in credits_of(line):
        seen.setdefault(name.casefold(), name)
    return tuple(seen.values())


@lru_cache(maxsize=4096)
def credits_of(line: str) -> tuple[tuple[str, CreditRole], ...]:
    """Return the names of a credit line with their roles, in their order."""
    return tuple((one.name, one.role) for one in credited_names(line))


def _digest(item: Item, site: Site) -> bytes:
    """Return a digest of everything that is recorded of the row, of its text, and of how much of it is wanted."""
    if item.stamp:
        return digest_of_line(item.stamp, site)
    said = "\x1f".join([
        item.address, item.headline, item.section, item.language, item.date_published_printed,
        item.copyright_notice, item.version,
        f"{item.date_published}\x1e{item.date_modified}\x1e{item.word_count}\x1e{site.id}\x1e{site.wanted_words}",
        site.language, *_COPIES[site.full_copies], *site.collections, *item.authors, *_pairs(item.identifiers), *map(_image_text, item.images),
        "" if item.rights is SILENT else _rights_text(item.rights), item.body,
    ])  # fmt: skip
    return blake2b(said.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def digest_of_line(stamp: bytes, site: Site) -> bytes:
    """Return the same of a row that stands on one line, by the line's own digest."""
    return sha256(stamp + _site_text(site)).digest()[:16]


@lru_cache(maxsize=4096)
def _site_text(site: Site) -> bytes:
    said = (
        _READING,
        site.id,
        site.wanted_words,
        site.language,
        *_COPIES[site.full_copies],
        *site.collections,
    )
    return "\x1f".join(map(str, said)).encode("utf-8", "surrogatepass")


def _pairs(identifiers: Mapping[str, str]) -> list[str]:
    return [f"{scheme}\x1e{value}" for scheme, value in sorted(identifiers.items())] if identifiers else []


def _image_text(image: ItemImage) -> str:
    return f"{image.address}\x1e{image.credit_text}\x1e{image.position}"


def _rights_text(rights: ItemRights) -> str:
    return f"{rights!r}\x1e{rights.rights_expression}"
