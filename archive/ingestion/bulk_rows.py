"""Items of a file to rows that may be stored: in memory, with no more of a text than the words that are wanted. Pure.

Of the text only its first words stay, and how long they are; the rest is counted, digested and forgotten here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from uuid import UUID

from django.utils.translation import gettext as _

from archive import text
from archive.choices import CreditRole
from archive.credits import credited_names, distinct_names
from archive.ingestion.formats.items import SILENT, BadRow
from archive.rights_gate import Candidate, CandidateImage, RightsBlock, supplied_evidence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archive.ingestion.formats.items import Item, ItemImage, ItemRights

FEED = "feed"
"""The kind of a block of rights that a file or feed states beside an article."""

_AHEAD = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Site:
    """A source, as far as rows need it."""

    id: int
    domain: str
    publisher: str
    language: str
    wanted_words: int


@dataclass(slots=True)
class Row:
    """An article of a file: its facts, its first words in memory, and a digest of all that was said of it."""

    item: Item
    site: Site
    digest: UUID
    words: int
    head: str = field(repr=False)
    lengths: tuple[int, ...]

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
    words = text.count_words(item.body) if item.body else item.word_count or 0
    if words < 1:
        return BadRow(item.line, "body", _("The row has neither a text nor a count of its words."))
    lengths = text.prefix_characters(item.body, site.wanted_words) if item.body else ()
    head = item.body[: lengths[-1]] if lengths else ""
    return Row(item, site, _digest(item, site), words, head, lengths)


def candidate_of(row: Row, article: UUID, images: tuple[CandidateImage, ...], now: datetime) -> Candidate:
    """Return what the gate is asked about."""
    item, site = row.item, row.site
    return Candidate(
        article,
        site.id,
        site.domain,
        urlsplit(item.address).path or "/",
        site.publisher,
        item.address,
        item.headline,
        item.language or site.language,
        item.section,
        credible(item.date_published, now),
        now,
        item.copyright_notice,
        row.words,
        min(site.wanted_words, row.words) if row.head else 0,
        row.lengths,
        images,
        supplied_evidence(address=item.address, blocks=_blocks(item.rights), now=now),
    )


def credible(instant: datetime | None, now: datetime) -> datetime | None:
    """Return the instant unless it lies more than a day ahead: then it is only what the file printed."""
    return instant if instant is not None and instant <= now + _AHEAD else None


def _blocks(rights: ItemRights) -> tuple[RightsBlock, ...]:
    """Return what the file says of rights, by the names of its fields; nothing where it says nothing."""
    if rights is SILENT:
        return ()
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


@lru_cache(maxsize=4096)
def names_of(line: str) -> tuple[str, ...]:
    """Return the names of a credit line without repeats; lines repeat in a file."""
    return distinct_names(line)


@lru_cache(maxsize=4096)
def credits_of(line: str) -> tuple[tuple[str, CreditRole], ...]:
    """Return the names of a credit line with their roles, in their order."""
    return tuple((one.name, one.role) for one in credited_names(line))


def _digest(item: Item, site: Site) -> UUID:
    """Return a digest of everything that is recorded of the row, of its text, and of how much of it is wanted."""
    said = (
        item.address, item.headline, item.section, item.language, item.date_published_printed,
        item.copyright_notice, item.version, str(item.date_published), str(item.date_modified), str(item.word_count),
        str(site.id), str(site.wanted_words), site.language, *item.authors, *_pairs(item.identifiers),
        *map(_image_text, item.images), "" if item.rights is SILENT else _rights_text(item.rights), item.body,
    )  # fmt: skip
    return UUID(bytes=blake2b("\x1f".join(said).encode(), digest_size=16).digest())


def _pairs(identifiers: Mapping[str, str]) -> list[str]:
    return [f"{scheme}\x1e{value}" for scheme, value in sorted(identifiers.items())] if identifiers else []


def _image_text(image: ItemImage) -> str:
    return f"{image.address}\x1e{image.credit_text}\x1e{image.position}"


def _rights_text(rights: ItemRights) -> str:
    return f"{rights!r}\x1e{rights.rights_expression}"
