"""Handing out the whole text of an article: the only road to a full copy, and it asks the gate twice.

First whether the archive may still keep the copy, at this instant and without a job having run; then whether this
consumer may have it for this use. Both in the transaction that counts and records the delivery.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction

from archive.models import Article, FullCopy
from archive.operations.full_copies import held_copy, review_full_copy
from archive.queries import ArticleNotFoundError, ReleaseRefusedError
from archive.rights_gate import CopyRequest, get_gate

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from archive.rights_gate import ReleaseObligation, ReleaseVerdict


class NoFullCopyHeldError(Exception):
    """The archive holds no full copy of the article that it may hand out."""


@dataclass(frozen=True)
class ReleasedText:
    """The whole text as it was handed out, and under which decision; `delivery` is its record."""

    text: str = field(repr=False)
    words: int
    language: str
    digest: str
    attribution: str
    decision: UUID
    delivery: UUID | None
    obligations: tuple[ReleaseObligation, ...] = ()
    valid_until: datetime | None = None


def released_full_text(  # noqa: PLR0913 - the question of semantics.md section 1, field by field
    *,
    article_id: UUID,
    consumer: str,
    use: str,
    claims: frozenset[str] = frozenset(),
    purpose: str | None = None,
    territory: str | None = None,
    audience: str | None = None,
    key: str = "",
    now: datetime,
) -> ReleasedText:
    """Hand out the full copy of an article's text for a use if the gate grants it; with a `key`, a repeat costs nothing.

    Both answers are on record when this returns or raises. Raises ArticleNotFoundError, NoFullCopyHeldError and
    ReleaseRefusedError; any error of the gate itself passes through and releases nothing.
    """
    if not Article.objects.filter(pk=article_id).exists():
        raise ArticleNotFoundError(str(article_id))
    with transaction.atomic():
        row, verdict = _kept(article_id, now), None
        if row is not None:
            request = CopyRequest(
                held_copy(row),
                consumer,
                use,
                row.word_count,
                row.digest,
                claims,
                purpose,
                territory,
                audience,
                key,
            )
            verdict = get_gate().release_full_copy(request=request, now=now)
    # outside, so that a refusal, and the end of a copy, stay on record
    if row is None or verdict is None:
        raise NoFullCopyHeldError(str(article_id))
    if not verdict.granted:
        raise ReleaseRefusedError(verdict)
    return _released(row, verdict)


def _kept(article_id: UUID, now: datetime) -> FullCopy | None:
    """Return the copy under a lock, with its text, if it may be kept at this instant."""
    rows = FullCopy.objects.select_for_update().filter(article=article_id, ended_at=None)
    row = rows.first()
    if row is None:
        return None
    kept = review_full_copy(copy_id=row.pk, now=now)
    return row if kept is not None and kept.permitted else None


def _released(row: FullCopy, verdict: ReleaseVerdict) -> ReleasedText:
    return ReleasedText(
        text=row.text or "",
        words=verdict.words,
        language=row.language,
        digest=row.digest,
        attribution=verdict.attribution,
        decision=verdict.decision,
        delivery=verdict.delivery,
        obligations=verdict.obligations,
        valid_until=verdict.valid_until,
    )
