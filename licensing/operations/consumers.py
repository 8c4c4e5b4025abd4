"""Registering consumers, what may be stated about them, and their credentials."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext

from licensing.models import Consumer, ConsumerRegistration, ConsumerToken
from licensing.operations.facts import AlreadyClosedError, carve, supersede
from licensing.operations.locks import change_the_record
from licensing.policy.vocabulary import purposes, regions
from licensing.queries.consumers import INTAKE_CONSUMER, token_digest

if TYPE_CHECKING:
    from datetime import datetime

    from licensing.models import Party

_PREFIX = "imp_"
_SHOWN = 10


class RegistrationError(ValueError):
    """The purpose or territory is not of the taxonomy, a fact has no value, or a name means a consumer and a group."""


def register_consumer(*, identifier: str, name: str, party: Party | None = None, now: datetime) -> Consumer:
    """Record a consumer; repeating it changes nothing.

    Raises RegistrationError for the name of a group: agreements with the group would be taken for ones with it.
    """
    held = Consumer.objects.filter(identifier=identifier).first()
    if held is not None:
        return held
    if ConsumerRegistration.objects.filter(kind="group", name=identifier).exists():
        raise RegistrationError(gettext("“%s” is the name of a group.") % identifier)
    consumer, _ = Consumer.objects.get_or_create(
        identifier=identifier, defaults={"name": name, "party": party, "created_at": now}
    )
    return consumer


def intake_consumer(*, now: datetime) -> Consumer:
    """Return the consumer for which the archive itself takes articles in."""
    return register_consumer(identifier=INTAKE_CONSUMER, name="The organisation's own archive", now=now)


def set_registration(
    *,
    consumer: Consumer,
    kind: str,
    name: str,
    value: str = "",
    by: str,
    now: datetime,
    effective_from: datetime | None = None,
    effective_to: datetime | None = None,
) -> ConsumerRegistration:
    """Register a group, purpose, territory or fact of a consumer.  Raises RegistrationError."""
    _check(kind, name, value)
    with transaction.atomic():
        now = change_the_record(now)
        return supersede(
            ConsumerRegistration,
            {"consumer": consumer, "kind": kind, "name": name},
            effective_from=effective_from or now,
            effective_to=effective_to,
            now=now,
            value=value,
            by=by,
        )


def end_registration(
    *, consumer: Consumer, kind: str, name: str, at: datetime | None = None, now: datetime
) -> None:
    """Let a registration end.  Raises AlreadyClosedError where there is none."""
    subject: dict[str, object] = {"consumer": consumer, "kind": kind, "name": name}
    with transaction.atomic():
        now = change_the_record(now)
        if not carve(ConsumerRegistration, subject, start=at or now, end=None, now=now):
            raise AlreadyClosedError(f"{consumer}: {kind} {name}")


def _check(kind: str, name: str, value: str) -> None:
    if kind == "purpose" and not purposes.known(name):
        raise RegistrationError(gettext("“%s” is not a purpose of the taxonomy.") % name)
    if kind == "territory" and not regions.known(name):
        raise RegistrationError(gettext("“%s” is not a territory of the taxonomy.") % name)
    taken = name == INTAKE_CONSUMER or Consumer.objects.filter(identifier=name).exists()
    if kind == "group" and taken:
        raise RegistrationError(gettext("“%s” is a consumer, so it cannot be the name of a group.") % name)
    if (kind == "fact") != bool(value):
        raise RegistrationError(gettext("A fact has a value, everything else has none."))


def issue_token(*, consumer: Consumer, by: str, now: datetime) -> str:
    """Issue a credential and return it; only its digest is kept, so it cannot be shown again."""
    token = _PREFIX + secrets.token_urlsafe(32)
    ConsumerToken.objects.create(
        consumer=consumer, digest=token_digest(token), prefix=token[:_SHOWN], created_at=now, created_by=by
    )
    return token


def revoke_token(*, token: ConsumerToken, by: str, now: datetime) -> None:
    """End a credential at once.  Raises AlreadyClosedError where it was revoked before."""
    if not ConsumerToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now, revoked_by=by):
        raise AlreadyClosedError(str(token))
