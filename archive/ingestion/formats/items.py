"""What a file or a feed says of articles, one item at a time, whatever its format.

Readers are pure: a binary stream and limits go in, items and bad rows come out in the order of the file, each as it is
met. An item is data about an article, never a permission: what it says of rights is handed on as it was said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import BinaryIO

USABLE, WITHHELD, CANCELED = "usable", "withheld", "canceled"
"""The IPTC publishing statuses (https://cv.iptc.org/newscodes/pubstatusg2/); an unknown one is read as withheld."""


class ItemKind(StrEnum):
    """What is to be done with an item."""

    ARTICLE = "article"
    """Its facts are here, and its text where the file has it."""
    PAGE = "page"
    """Only its address is sure: the page is captured, and what the file says of it isn't believed over the page."""
    CAPTURED = "captured"
    """Its page is here as it was fetched, in `page`: it is read as a captured page."""
    LISTING = "listing"
    """The address of another list (a sitemap of a sitemap index), to be fetched by the run and read in turn."""


@dataclass(frozen=True, slots=True)
class ItemImage:
    """An image of an article, by its http(s) address, with its credit line as printed; captions are not facts."""

    address: str
    credit_text: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True)
class ItemRights:
    """What the feed itself says of rights, verbatim on one line each (`rights_expression` as it stands).

    `rights_expression` is ODRL or RightsML as text. `pub_status` is one of the three IPTC statuses. `data_mining` is a
    value of PLUS DataMining or what stands in its place. `unread` names statements that couldn't be read: they were
    made, so their silence is not consent.
    """

    copyright_holder: str = ""
    copyright_notice: str = ""
    usage_terms: str = ""
    credit_line: str = ""
    rights_expression: str = field(default="", repr=False)
    embargoed_until: datetime | None = None
    pub_status: str = USABLE
    data_mining: str = ""
    unread: tuple[str, ...] = ()


SILENT = ItemRights()
"""The rights of an item that says nothing of them."""


@dataclass(frozen=True, slots=True)
class CapturedFile:
    """A file of a site (robots.txt and the like) that stood in the same archive file before the page."""

    address: str
    status: int
    headers: tuple[tuple[str, str], ...]
    fetched_at: datetime
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class CapturedPage:
    """A page as somebody fetched it: its status, headers with lower-cased names, bytes, and when. All in memory only.

    A saved file has neither `status` nor `fetched_at`: what the server said with it isn't known, which isn't silence.
    """

    address: str
    status: int | None
    headers: tuple[tuple[str, str], ...]
    fetched_at: datetime | None
    body: bytes = field(repr=False)
    files: tuple[CapturedFile, ...] = ()

    def header(self, name: str) -> str:
        """Return the first header of this lower-cased name, or nothing."""
        return next((value for key, value in self.headers if key == name), "")


@dataclass(frozen=True, slots=True)
class Item:
    """One article as a file says it; `line` is the line, or the number of the item, counted from 1.

    `address` is http(s), or the urn: or tag: by which an agency names what stands on no page. `headline` may be empty
    unless `kind` is ARTICLE and the item is usable. `body` is plain text and is held in memory only; `word_count` is
    the file's own count where it has no body. `version` is the sender's, to tell a late arrival from a newer one.
    """

    line: int
    address: str
    kind: ItemKind = ItemKind.ARTICLE
    headline: str = ""
    authors: tuple[str, ...] = ()
    section: str = ""
    language: str = ""
    date_published: datetime | None = None
    date_published_printed: str = ""
    date_modified: datetime | None = None
    copyright_notice: str = ""
    identifiers: Mapping[str, str] = field(default_factory=dict)
    body: str = field(default="", repr=False)
    word_count: int | None = None
    images: tuple[ItemImage, ...] = ()
    rights: ItemRights = SILENT
    version: str = ""
    page: CapturedPage | None = None
    stamp: bytes = field(default=b"", repr=False)
    """SHA-256 of all that the file says of it, where the format has that in one piece."""

    @property
    def fetch(self) -> bool:
        """Whether only an address is known, so that the page itself is captured."""
        return self.kind is ItemKind.PAGE


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that doesn't come in: where it stands, the field at fault ("" for the whole), and why in one sentence.

    The sentence quotes at most 40 characters, of the value of a fact, and never any text of an article.
    """

    line: int
    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a reader takes before it reports a bad row (a line, an item) or stops with one (the file)."""

    row_bytes: int = 2 * 1024 * 1024
    rows: int = 5_000_000
    file_bytes: int = 8 * 1024 * 1024 * 1024
    document_bytes: int = 64 * 1024 * 1024  # of a format that can't be read piece by piece
    depth: int = 64
    bad_rows: int = 10_000  # after so many the file is given up


Reader = Callable[[BinaryIO, Limits], Iterator[Item | BadRow]]


@dataclass(frozen=True, slots=True)
class Format:
    """A format that can be read: its name, its reader, and how files and answers of it are known."""

    name: str
    read: Reader
    media_types: frozenset[str] = frozenset()
    endings: tuple[str, ...] = ()
