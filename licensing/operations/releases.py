"""Releasing words and declaring uses: decided again in the transaction that counts and records (semantics.md section 4).

- The record is shared with no writer from the decision to the commit; a suspension that was confirmed before is seen.
- Requests of one consumer for one article take turns, so that word positions add up.
- Quota counters are locked before the decision: two requests that together exceed a limit never both pass.
- A refusal is recorded; an error passes through, and then neither a decision nor a delivery is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Max

from archive.rights_gate import ReleaseObligation, ReleaseVerdict
from licensing.models import DeclaredUse, Delivery, Obligation
from licensing.operations.decisions import Recorded, decide_and_record
from licensing.operations.locks import hold_positions, latest_on_record, rely_on_the_record
from licensing.operations.quotas import count_article, last_counted, lock_counters
from licensing.policy.ask import UseError
from licensing.policy.model import Audience, Use
from licensing.queries.explain import reason_of
from licensing.queries.subjects import subject as subject_row

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from archive.rights_gate import ReleaseRequest
    from licensing.models import QuotaCounter


class KeyReusedError(ValueError):
    """The idempotency key was used for another request, or for other words that stood there before."""


@dataclass(frozen=True)
class Declared:
    """What became of a declared use; `use` is None where it is not permitted."""

    recorded: Recorded
    use: DeclaredUse | None


@dataclass(frozen=True)
class _Turn:
    """A consumer's turn at an article: the counters it holds and the moment that is now."""

    counters: list[QuotaCounter]
    now: datetime


@transaction.atomic
def release_excerpt(*, request: ReleaseRequest, now: datetime) -> ReleaseVerdict:
    """Decide one release, count it and record the delivery; with a `key`, a repeat costs nothing.

    Raises UnknownArticleError, UnknownConsumerError, UseError and KeyReusedError.
    """
    turn = _take_turn(article=request.article_id, consumer=request.consumer, now=now)
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
        return _refused(request, recorded)
    delivery = earlier or _deliver(request, recorded, turn)
    return _granted(delivery, recorded)


@transaction.atomic
def declare_use(*, article: UUID, consumer: str, use: Use, key: str = "", now: datetime) -> Declared:
    """Decide and count a use that a consumer says it makes now; a repeat with the same `key` costs nothing.

    The use's own moments must be `now`.  Raises UseError, UnknownArticleError, UnknownConsumerError, KeyReusedError.
    """
    if not use.at == use.known_at == now:
        raise UseError("at", "not-now", "Only a use that happens now can be declared.")
    turn = _take_turn(article=article, consumer=consumer, now=now)
    subject = subject_row(article)
    earlier = _earlier_declaration(article, consumer, use, key)
    moved = replace(use, at=turn.now, known_at=turn.now)
    recorded = decide_and_record(
        subject=subject, consumer=consumer, use=moved, origin="declaration", now=turn.now
    )
    if not recorded.permitted:
        return Declared(recorded, None)
    if earlier is None:
        _count(recorded, turn)
        earlier = DeclaredUse(
            decision=recorded.row.pk,
            article=article,
            consumer=consumer,
            use=use.action,
            asset=use.asset,
            declared_at=turn.now,
            key=key,
        )
        _insert(earlier)
    return Declared(recorded, earlier)


def _take_turn(*, article: UUID, consumer: str, now: datetime) -> _Turn:
    """Take every lock in order, then find the moment that is now for everything read under them.

    Somebody who waited read the clock before others changed the record: it moves up to the last change.
    """
    rely_on_the_record()
    hold_positions(article=article, consumer=consumer)
    moment = _latest(latest_on_record(now), _last_delivery(article, consumer))
    counters = lock_counters(consumer=consumer, now=moment)
    return _Turn(counters, _latest(moment, last_counted(counters)))


def _latest(*moments: datetime | None) -> datetime:
    return max(moment for moment in moments if moment is not None)


def _last_delivery(article: UUID, consumer: str) -> datetime | None:
    delivered = Delivery.objects.filter(article=article, consumer=consumer)
    last: datetime | None = delivered.aggregate(Max("delivered_at"))["delivered_at__max"]
    return last


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


def _deliver(request: ReleaseRequest, recorded: Recorded, turn: _Turn) -> Delivery:
    _count(recorded, turn)
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
    _insert(delivery)
    return delivery


def _insert(row: Delivery | DeclaredUse) -> None:
    """Insert a keyed row; the same key for another article at the same time is a key used twice."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        if "_key_once" not in str(error):
            raise
        raise KeyReusedError(row.key) from error


def _count(recorded: Recorded, turn: _Turn) -> None:
    agreements = {one for answer in recorded.decision.answers for one in answer.agreements}
    count_article(
        counters=turn.counters,
        agreements=agreements,
        article=recorded.row.article,
        decision=recorded.row.pk,
        now=turn.now,
    )


def _refused(request: ReleaseRequest, recorded: Recorded) -> ReleaseVerdict:
    return ReleaseVerdict(
        granted=False,
        words=0,
        start=request.start,
        decision=recorded.row.pk,
        delivery=None,
        attribution=recorded.decision.attribution,
        reason=reason_of(recorded.decision),
        valid_until=recorded.decision.valid_until,
    )


def _granted(delivery: Delivery, recorded: Recorded) -> ReleaseVerdict:
    owed = Obligation.objects.filter(decision=recorded.row.pk).order_by("pk").values_list("action", "due_at")
    return ReleaseVerdict(
        granted=True,
        words=delivery.words,
        start=delivery.start,
        decision=recorded.row.pk,
        delivery=delivery.pk,
        attribution=recorded.decision.attribution,
        reason=reason_of(recorded.decision),
        obligations=tuple(ReleaseObligation(action, due_at) for action, due_at in owed),
        valid_until=recorded.decision.valid_until,
    )
