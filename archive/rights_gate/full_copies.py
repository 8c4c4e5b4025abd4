"""A full copy that is held: whether it may still be kept, and to whom its text may go. The text isn't here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID


@dataclass(frozen=True)
class CopyHeld:
    """A full copy, by what identifies it; `captured_at` is the moment whose policies govern its acquisition."""

    id: UUID
    article_id: UUID
    captured_at: datetime


@dataclass(frozen=True)
class KeepVerdict:
    """Whether a copy may be kept now. With `must_go` it may not and nothing that ends by itself is in the way.

    A copy that is neither permitted nor must go stays and is handed to nobody. `decision` is the record of a refusal;
    `until` is when something on record is next due to change.
    """

    permitted: bool
    must_go: bool
    reason: str
    decision: UUID | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class CopyRequest:
    """A consumer's request for the whole text, for a standard use; `words` and `text_digest` are of the text."""

    copy: CopyHeld
    consumer: str
    use: str
    words: int
    text_digest: str
    claims: frozenset[str] = frozenset()
    purpose: str | None = None
    territory: str | None = None
    audience: str | None = None
    key: str = ""
