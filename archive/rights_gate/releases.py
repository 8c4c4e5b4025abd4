"""A request to hand text out, and the answer: how much of it, under which decision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID


@dataclass(frozen=True)
class ReleaseRequest:
    """A consumer's request for a passage; `characters` and `text_digest` are of the passage as far as it is held.

    `held_words` is the length of the whole excerpt that is held; `key` makes a repeat cost nothing ("" for none).
    """

    article_id: UUID
    consumer: str
    words: int
    start: int
    claims: frozenset[str]
    purpose: str | None
    territory: str | None
    audience: str | None
    key: str
    held_words: int
    characters: int
    text_digest: str = ""


@dataclass(frozen=True)
class ReleaseObligation:
    """A duty that the consumer takes on with the passage, and when it is due."""

    action: str
    due_at: datetime | None = None


@dataclass(frozen=True)
class ReleaseVerdict:
    """The answer to a request; `words` from `start` may be handed out only when `granted`."""

    granted: bool
    words: int
    start: int
    decision: UUID
    delivery: UUID | None
    attribution: str
    reason: str
    obligations: tuple[ReleaseObligation, ...] = ()
    valid_until: datetime | None = None
