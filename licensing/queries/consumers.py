"""Consumers: by identifier, by credential, and what is registered about them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from licensing.models import Consumer, ConsumerRegistration, ConsumerToken
from licensing.policy.model import Use

if TYPE_CHECKING:
    from datetime import datetime

    from licensing.models import BitemporalQuerySet


INTAKE_CONSUMER = "archive"
"""The consumer for which the archive itself takes articles in."""


class UnknownConsumerError(LookupError):
    """No active consumer has this identifier."""


def consumer(identifier: str) -> Consumer:
    """Return an active consumer; raises UnknownConsumerError."""
    found = Consumer.objects.filter(identifier=identifier, active=True).first()
    if found is None:
        raise UnknownConsumerError(identifier)
    return found


def token_digest(token: str) -> str:
    """Return what is kept of a token: tokens are random, so a plain SHA-256 is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def consumer_of_token(token: str) -> Consumer | None:
    """Return the active consumer to whom an unrevoked token was issued, or None."""
    held = ConsumerToken.objects.select_related("consumer").filter(
        digest=token_digest(token), revoked_at=None, consumer__active=True
    )
    found = held.first()
    return found.consumer if found else None


def registrations(of: Consumer) -> BitemporalQuerySet[ConsumerRegistration]:
    """Return everything that was ever registered about a consumer."""
    return ConsumerRegistration.objects.filter(consumer=of)


def sole_registration(of: Consumer, kind: str, at: datetime) -> str | None:
    """Return the only purpose or territory for which a consumer is registered, or None where there are several."""
    names = registrations(of).as_of(at, at).filter(kind=kind).values_list("name", flat=True)[:2]
    return names[0] if len(names) == 1 else None


def intake_use(consumer: Consumer, action: str, asset: str, now: datetime) -> Use:
    """Return a question of the archive's own: what it may keep, now."""
    return Use(
        action=action,
        asset=asset,
        at=now,
        known_at=now,
        purpose=sole_registration(consumer, "purpose", now),
        territory=sole_registration(consumer, "territory", now),
    )


MAY_INGEST = "may-ingest"
"""The fact that lets a consumer take articles in through the API; an officer registers it with the value `yes`."""


def may_ingest(who: Consumer, now: datetime) -> bool:
    """Whether a consumer may take articles in."""
    facts = registrations(who).as_of(now, now).filter(kind="fact", name=MAY_INGEST)
    return list(facts.values_list("value", flat=True)) == ["yes"]
