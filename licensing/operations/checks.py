"""Checks that a worker answers: the row is the queue, the task its doorbell."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from celery import current_app
from django.db import transaction

from licensing.models import Check
from licensing.operations.decisions import record_decision
from licensing.operations.releases import audience_named
from licensing.policy.ask import UseError, checked, resolve
from licensing.policy.model import Use
from licensing.policy.vocabulary.uses import STANDARD_USES
from licensing.queries.consumers import UnknownConsumerError
from licensing.queries.consumers import consumer as consumer_row
from licensing.queries.holders import parts_of
from licensing.queries.subjects import UnknownArticleError
from licensing.queries.subjects import subject as subject_row

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from licensing.models import Decision
    from licensing.policy.model import Part

log = logging.getLogger(__name__)

LOST_RING = timedelta(minutes=1)
LOST_WORKER = timedelta(minutes=20)
"""Longer than a task may run."""
_TASK = "licensing.tasks.run_check"  # by name: tasks stand above operations
_WORDS = 10
_BODY = ("purpose", "territory", "audience", "words", "characters", "claims")


class _ClaimLostError(Exception):
    """The check was given back while this worker answered it: the answer is rolled back."""


def request_check(*, article: UUID, consumer: str, use: Use, now: datetime) -> Check:
    """Put one question into the queue and ring for a worker on commit.

    Raises UseError, UnknownConsumerError and UnknownArticleError: what cannot be asked is not queued.
    """
    consumer_row(consumer)
    _askable(use, parts_of(subject_row(article), now, now))
    row = Check.objects.create(
        article=article, asset=use.asset, use=use.action, consumer=consumer, body=_body(use), requested_at=now
    )
    ring_for(row.pk)
    return row


def request_checks(
    *,
    article: UUID,
    consumer: str,
    now: datetime,
    purpose: str | None = None,
    territory: str | None = None,
    audience: str | None = None,
    words: int = _WORDS,
) -> Sequence[Check]:
    """Put every standard use of every part into the queue."""
    parts = parts_of(subject_row(article), now, now)
    rows = []
    with transaction.atomic():
        for standard in STANDARD_USES.values():
            use = Use(
                action=standard.id,
                asset="article",
                at=now,
                known_at=now,
                audience=standard.audience or audience_named(audience),
                purpose=purpose,
                territory=territory,
                words=words if standard.quotation else None,
            )
            for part in parts:
                if part.kind in standard.parts:
                    asked = replace(use, asset=part.id)
                    rows.append(request_check(article=article, consumer=consumer, use=asked, now=now))
    return rows


def _askable(use: Use, parts: tuple[Part, ...]) -> None:
    kinds = resolve(checked(use)).parts
    named = [part for part in parts if use.asset in ("article", part.id)]
    if not named:
        raise UseError("asset", "no-such-part", "The article has no such part.")
    if not any(part.kind in kinds for part in named):
        raise UseError("asset", "not-applicable", f"The use {use.action} does not apply to {use.asset}.")


def _body(use: Use) -> dict[str, object]:
    body = {
        "purpose": use.purpose,
        "territory": use.territory,
        "audience": use.audience.value if use.audience else None,
        "words": use.words,
        "characters": use.characters,
        "claims": sorted(use.claims),
    }
    return {name: value for name, value in body.items() if value not in (None, [])}


def ring_for(check: UUID) -> None:
    """Tell a worker once the row is committed; a broker that is away is no error, the sweep rings again."""
    # no `partial`: Django asks what fails for its name
    transaction.on_commit(lambda: _ring(str(check)), robust=True)


def _ring(check: str) -> None:
    current_app.send_task(_TASK, args=[check])


def run_check(*, check_id: UUID, now: datetime) -> Decision | None:
    """Answer a check, once; None where somebody else does or did, and where it fails.

    What cannot be decided is a failed check with a stable code, never a permit.
    """
    claimed = Check.objects.filter(pk=check_id, state="requested").update(state="running", started_at=now)
    if not claimed:
        return None
    row = Check.objects.get(pk=check_id)
    try:
        return _answer(row, now)
    except _ClaimLostError:
        log.warning("Check %s was given to another worker; nothing of this answer is kept.", check_id)
    except UseError as error:
        _fail(row, error.code, now)
    except UnknownArticleError:
        _fail(row, "unknown-article", now)
    except UnknownConsumerError:
        _fail(row, "unknown-consumer", now)
    except Exception as error:
        log.exception("Check %s failed.", check_id)
        _fail(row, f"error: {type(error).__name__}", now)
    return None


@transaction.atomic
def _answer(row: Check, now: datetime) -> Decision:
    decision = record_decision(
        article=row.article, consumer=row.consumer, use=_use(row, now), origin="check", now=now
    )
    mine = Check.objects.filter(pk=row.pk, state="running", started_at=row.started_at)
    if not mine.update(state="done", done_at=now, decision=decision.pk):
        raise _ClaimLostError(str(row.pk))
    return decision


def _fail(row: Check, code: str, now: datetime) -> None:
    mine = Check.objects.filter(pk=row.pk, state="running", started_at=row.started_at)
    mine.update(state="failed", done_at=now, failure=code)


def _use(row: Check, now: datetime) -> Use:
    body = {name: value for name, value in row.body.items() if name in _BODY}
    audience = body.pop("audience", None)
    claims = frozenset(body.pop("claims", ()))
    return Use(
        action=row.use,
        asset=row.asset,
        at=now,
        known_at=now,
        audience=audience_named(audience),
        claims=claims,
        **body,
    )


def sweep_checks(*, now: datetime) -> int:
    """Give back what a lost worker held and ring again for what nobody heard; return how many rings."""
    lost = Check.objects.filter(state="running", started_at__lt=now - LOST_WORKER)
    lost.update(state="requested", started_at=None)
    waiting = Check.objects.filter(state="requested", requested_at__lt=now - LOST_RING)
    identifiers = list(waiting.values_list("pk", flat=True)[:1000])
    for identifier in identifiers:
        ring_for(identifier)
    return len(identifiers)
