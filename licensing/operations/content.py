"""What a version is made of: where it was read from, what was read, its clauses and what they mention."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

NOT_READ = "nobody has read it yet"
_LONGEST_ADDRESS = 2000
UNKEPT = re.compile("[\x00\ud800-\udfff]")
"""Characters that the database can't hold."""
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:[-_][A-Za-z0-9]{1,8}){0,3}")


@dataclass(frozen=True)
class ClauseSpan:
    """A clause to be recorded; `text`, where given, must be what the span holds."""

    label: str
    start: int
    end: int
    meaning: str = ""
    text: str | None = None
    effect: str = ""
    uses: tuple[str, ...] = ()
    condition: str = ""
    party: str = ""
    duties: tuple[str, ...] = ()


@dataclass(frozen=True)
class Mention:
    """A document that a span of the text takes in by reference, with its name and address as printed."""

    start: int
    end: int
    name: str
    address: str = ""


@dataclass(frozen=True)
class Source:
    """Where a version was read from: verbatim normalised text, source bytes, language, address and time."""

    text: str = ""
    bytes: bytes = b""
    language: str = ""
    address: str = ""
    captured_at: datetime | None = None

    def __post_init__(self) -> None:
        """Put a sign in place of each character that the database can't hold, so that offsets stay."""
        object.__setattr__(self, "text", UNKEPT.sub("\ufffd", self.text))
        object.__setattr__(self, "address", UNKEPT.sub("", self.address)[:_LONGEST_ADDRESS])
        known = _LANGUAGE.fullmatch(self.language)
        object.__setattr__(self, "language", self.language if known else "")

    @property
    def digest(self) -> str:
        """SHA-256 of the source bytes, or of the text where there are none."""
        return hashlib.sha256(self.bytes or self.text.encode()).hexdigest()


@dataclass(frozen=True)
class Reading:
    """What was read: the document, its clauses, how much of the text they cover; statutes add their citation."""

    document: Mapping[str, object] | None
    clauses: Sequence[ClauseSpan] = ()
    partial: bool = False
    unreadable: str = ""
    citation: str = ""
    citation_source: str = ""
    notes: Mapping[str, object] | None = None
    mentions: Sequence[Mention] = ()
