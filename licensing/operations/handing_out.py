"""What every release does: take a turn, count, record the delivery, and tell the archive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Max

from archive.rights_gate import ReleaseObligation, ReleaseVerdict
from licensing.models import DeclaredUse, Delivery, Obligation
from licensing.operations.locks import hold_positions, latest_on_record, rely_on_the_record
from licensing.operations.quotas import count_article, last_counted, lock_counters
from licensing.queries.explain import reason_of

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from licensing.models import QuotaCounter
    from licensing.operations.decisions import Recorded


class KeyReusedError(ValueError):
    """The idempotency key was used for another request, or for other words that stood there before."""


@dataclass(frozen=True)
class Turn:
    """A consumer's turn at an article: the counters it holds and the moment that is now."""

    counters: list[QuotaCounter]
    now: datetime


def take_turn(*, article: UUID, consumer: str, now: datetime) -> Turn:
    """Take every lock in order, then find the moment that is now for everything read under them.

    Somebody who waited read the clock before others changed the record: it moves up to the last change.
    """
    rely_on_the_record()
    hold_positions(article=article, consumer=consumer)
    moment = _latest(latest_on_record(now), _last_delivery(article, consumer))
    counters = lock_counters(consumer=consumer, now=moment)
    return Turn(counters, _latest(moment, last_counted(counters)))


def _latest(*moments: datetime | None) -> datetime:
    return max(moment for moment in moments if moment is not None)


def _last_delivery(article: UUID, consumer: str) -> datetime | None:
    delivered = Delivery.objects.filter(article=article, consumer=consumer)
    last: datetime | None = delivered.aggregate(Max("delivered_at"))["delivered_at__max"]
    return last


def insert(row: Delivery | DeclaredUse) -> None:
    """Insert a keyed row; the same key for another article at the same time is a key used twice."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        if "_key_once" not in str(error):
            raise
        raise KeyReusedError(row.key) from error


def count(recorded: Recorded, turn: Turn) -> None:
    """Count the article against the quotas of the agreements that a permit rests on."""
    agreements = {one for answer in recorded.decision.answers for one in answer.agreements}
    count_article(
        counters=turn.counters,
        agreements=agreements,
        article=recorded.row.article,
        decision=recorded.row.pk,
        now=turn.now,
    )


def refused(recorded: Recorded, *, start: int) -> ReleaseVerdict:
    """Return the answer that hands nothing out."""
    return ReleaseVerdict(
        granted=False,
        words=0,
        start=start,
        decision=recorded.row.pk,
        delivery=None,
        attribution=recorded.decision.attribution,
        reason=reason_of(recorded.decision),
        valid_until=recorded.decision.valid_until,
    )


def granted(delivery: Delivery, recorded: Recorded) -> ReleaseVerdict:
    """Return the answer that hands out what the delivery records, with what it obliges to."""
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
