"""Releasing the whole text of an article for a standard use: decided, counted and recorded as every release is.

All of its words are handed out, so that all of their positions count as released (semantics.md section 4).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from licensing.models import Decision, Delivery
from licensing.operations.decisions import Recorded, decide_and_record
from licensing.operations.handing_out import KeyReusedError, Turn, count, granted, insert, refused, take_turn
from licensing.operations.releases import audience_named
from licensing.policy.ask import UseError
from licensing.policy.model import PartKind, Use
from licensing.policy.vocabulary.uses import STANDARD_USES
from licensing.queries.subjects import TEXT
from licensing.queries.subjects import subject as subject_row

if TYPE_CHECKING:
    from datetime import datetime

    from archive.rights_gate import CopyRequest, ReleaseVerdict

WHOLE_TEXT_USES = tuple(
    use.id for use in STANDARD_USES.values() if PartKind.TEXT in use.parts and not use.quotation
)
"""Standard uses for which a whole text may be asked; a passage is asked for by its words."""


@transaction.atomic
def release_full_text(*, request: CopyRequest, now: datetime) -> ReleaseVerdict:
    """Decide one release of a whole text, count it and record the delivery; with a `key`, a repeat costs nothing.

    Raises UnknownArticleError, UnknownConsumerError, UseError and KeyReusedError.
    """
    if request.use not in WHOLE_TEXT_USES:
        said = _("The whole text is handed out for one of these uses: %(uses)s.")
        raise UseError("use", "not-applicable", said % {"uses": ", ".join(WHOLE_TEXT_USES)})
    turn = take_turn(article=request.copy.article_id, consumer=request.consumer, now=now)
    subject = subject_row(request.copy.article_id)
    recorded = decide_and_record(
        subject=replace(subject, captured_at=request.copy.captured_at),
        consumer=request.consumer,
        use=_use(request, turn.now),
        origin="release",
        now=turn.now,
    )
    earlier = _earlier(request)
    if not recorded.permitted:
        return refused(recorded, start=0)
    return granted(earlier or _deliver(request, recorded, turn), recorded)


def _use(request: CopyRequest, now: datetime) -> Use:
    return Use(
        action=request.use,
        asset=TEXT,
        at=now,
        known_at=now,
        audience=audience_named(request.audience),
        purpose=request.purpose,
        territory=request.territory,
        claims=request.claims,
    )


def _earlier(request: CopyRequest) -> Delivery | None:
    if not request.key:
        return None
    found = Delivery.objects.filter(consumer=request.consumer, key=request.key).first()
    if found is None:
        return None
    asked = (request.copy.article_id, 0, request.words, request.text_digest)
    same_use = Decision.objects.filter(pk=found.decision, use=request.use).exists()
    if not same_use or (found.article, found.start, found.words, found.text_digest) != asked:
        raise KeyReusedError(request.key)
    return found


def _deliver(request: CopyRequest, recorded: Recorded, turn: Turn) -> Delivery:
    count(recorded, turn)
    delivery = Delivery(
        decision=recorded.row.pk,
        article=request.copy.article_id,
        consumer=request.consumer,
        start=0,
        words=request.words,
        text_digest=request.text_digest,
        attribution=recorded.decision.attribution,
        delivered_at=turn.now,
        key=request.key,
    )
    insert(delivery)
    return delivery
