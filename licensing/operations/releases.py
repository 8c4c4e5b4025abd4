"""Releasing words and declaring uses: decided again in the transaction that counts and records (semantics.md section 4).

- The record is shared with no writer from the decision to the commit; a suspension that was confirmed before is seen.
- Requests of one consumer for one article take turns, so that word positions add up.
- Quota counters are locked before the decision: two requests that together exceed a limit never both pass.
- A refusal is recorded; an error passes through, and then neither a decision nor a delivery is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db import transaction

from licensing.models import DeclaredUse, Delivery
from licensing.operations.decisions import Recorded, decide_and_record
from licensing.operations.handing_out import KeyReusedError, Turn, count, granted, insert, refused, take_turn
from licensing.policy.ask import UseError
from licensing.policy.model import Audience, Use
from licensing.queries.subjects import subject as subject_row

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from archive.rights_gate import ReleaseRequest, ReleaseVerdict


@dataclass(frozen=True)
class Declared:
    """What became of a declared use; `use` is None where it is not permitted."""

    recorded: Recorded
    use: DeclaredUse | None


@transaction.atomic
def release_excerpt(*, request: ReleaseRequest, now: datetime) -> ReleaseVerdict:
    """Decide one release, count it and record the delivery; with a `key`, a repeat costs nothing.

    Raises UnknownArticleError, UnknownConsumerError, UseError and KeyReusedError.
    """
    turn = take_turn(article=request.article_id, consumer=request.consumer, now=now)
    subject = subject_row(request.article_id)  # whoever waited may find it governed by more than before
    earlier = _earlier_delivery(request)
    recorded = decide_and_record(
        subject=subject,
        consumer=request.consumer,
        use=_excerpt(request, turn.now),
        origin="release",
        word_start=request.start,
        now=turn.now,
    )
    if not recorded.permitted:
        return refused(recorded, start=request.start)
    delivery = earlier or _deliver(request, recorded, turn)
    return granted(delivery, recorded)


@transaction.atomic
def declare_use(*, article: UUID, consumer: str, use: Use, key: str = "", now: datetime) -> Declared:
    """Decide and count a use that a consumer says it makes now; a repeat with the same `key` costs nothing.

    The use's own moments must be `now`.  Raises UseError, UnknownArticleError, UnknownConsumerError, KeyReusedError.
    """
    if not use.at == use.known_at == now:
        raise UseError("at", "not-now", "Only a use that happens now can be declared.")
    turn = take_turn(article=article, consumer=consumer, now=now)
    subject = subject_row(article)
    earlier = _earlier_declaration(article, consumer, use, key)
    moved = replace(use, at=turn.now, known_at=turn.now)
    recorded = decide_and_record(
        subject=subject, consumer=consumer, use=moved, origin="declaration", now=turn.now
    )
    if not recorded.permitted:
        return Declared(recorded, None)
    if earlier is None:
        count(recorded, turn)
        earlier = DeclaredUse(
            decision=recorded.row.pk,
            article=article,
            consumer=consumer,
            use=use.action,
            asset=use.asset,
            declared_at=turn.now,
            key=key,
        )
        insert(earlier)
    return Declared(recorded, earlier)


def _excerpt(request: ReleaseRequest, now: datetime) -> Use:
    if request.characters < 1:
        raise UseError("words", "nothing-held", "No whole word is held at that position.")
    return Use(
        action="excerpt",
        asset="text",
        at=now,
        known_at=now,
        audience=audience_named(request.audience),
        purpose=request.purpose,
        territory=request.territory,
        words=request.words,
        characters=request.characters,
        claims=request.claims,
    )


def audience_named(name: str | None) -> Audience | None:
    """Return the step of the scale with this name; raises UseError."""
    try:
        return None if name is None else Audience(name)
    except ValueError:
        raise UseError("audience", "unknown-audience", f"“{name}” is not an audience.") from None


def _earlier_delivery(request: ReleaseRequest) -> Delivery | None:
    if not request.key:
        return None
    found = Delivery.objects.filter(consumer=request.consumer, key=request.key).first()
    # the same words, too: a page that was captured again may say something else there
    asked = (request.article_id, request.start, _words(request), request.text_digest)
    if found is not None and (found.article, found.start, found.words, found.text_digest) != asked:
        raise KeyReusedError(request.key)
    return found


def _earlier_declaration(article: UUID, consumer: str, use: Use, key: str) -> DeclaredUse | None:
    if not key:
        return None
    found = DeclaredUse.objects.filter(consumer=consumer, key=key).first()
    if found is not None and (found.article, found.use, found.asset) != (article, use.action, use.asset):
        raise KeyReusedError(key)
    return found


def _words(request: ReleaseRequest) -> int:
    return min(request.words, request.held_words - request.start)


def _deliver(request: ReleaseRequest, recorded: Recorded, turn: Turn) -> Delivery:
    count(recorded, turn)
    delivery = Delivery(
        decision=recorded.row.pk,
        article=request.article_id,
        consumer=request.consumer,
        start=request.start,
        words=_words(request),
        text_digest=request.text_digest,
        attribution=recorded.decision.attribution,
        delivered_at=turn.now,
        key=request.key,
    )
    insert(delivery)
    return delivery
