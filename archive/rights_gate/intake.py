"""An article that waits at the gate, held in memory, and the answer: what of it may be recorded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from archive.rights_gate.evidence import Evidence


@dataclass(frozen=True)
class CandidateImage:
    """An image that may be recorded: its credit line as printed and the names in it, without repeats.

    `address` is where the page shows it from: what links, blocks and media files say of that address is said of it.
    """

    id: UUID
    credit_text: str
    names: tuple[str, ...]
    address: str = ""


@dataclass(frozen=True)
class Candidate:
    """An article that was read and is held in memory only. Entry n - 1 of `prefix_characters` is for n words."""

    article_id: UUID
    source_id: int
    domain: str
    path: str
    publisher: str
    address: str
    headline: str
    language: str
    section: str
    date_published: datetime | None
    captured_at: datetime
    copyright_notice: str
    word_count: int
    wanted_words: int
    prefix_characters: tuple[int, ...]
    images: tuple[CandidateImage, ...]
    evidence: Evidence
    collections: tuple[str, ...] = ()
    """Identifiers of the feeds that it comes in by."""
    wants_full_copy: bool = False
    """Whether the gate is asked, too, if the whole text may be kept."""


@dataclass(frozen=True)
class IntakeVerdict:
    """What may be recorded: nothing unless `metadata`; an excerpt only with words and the decision for it.

    The whole text may be kept only where `copy_decision` names the decision that permits it; where it was asked for and
    isn't permitted, `copy_reason` says why. `copy_until` is when something that permits it is next due to change.
    `decisions` are all that were made for it, the one for the facts first.
    """

    metadata: bool
    excerpt_words: int
    governing_set: int | None
    reason: str
    excerpt_decision: UUID | None = None
    decisions: tuple[UUID, ...] = ()
    image_ids: frozenset[UUID] = frozenset()
    copy_decision: UUID | None = None
    copy_reason: str = ""
    copy_until: datetime | None = None

    @property
    def metadata_decision(self) -> UUID | None:
        """The decision for the facts, None where an adapter names none."""
        return self.decisions[0] if self.decisions else None
