"""Full copies of the archive's own: whether one may be kept, when it comes in and ever after.

- Keeping a copy is a use of the archive's: where an agreement with a quota lets it in, it counts against the quota.
- A copy that was counted once never falls for a quota that is used up; it does for everything else that changes.
  Where another agreement's quota, which never counted it, is used up, it stays and is handed to nobody.
- What is no longer permitted must go, unless that may end by itself: while a suspension that is no takedown or kill
  stands, or a person must decide, the copy stays and is handed to nobody.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction

from archive.rights_gate import KeepVerdict
from licensing.models import Obligation, QuotaUse
from licensing.operations.consumers import intake_consumer
from licensing.operations.decisions import Recorded, decide_and_record, decide_from
from licensing.operations.locks import latest_on_record, rely_on_the_record
from licensing.operations.obligations import settle_obligation
from licensing.operations.quotas import count_article, last_counted, lock_counters
from licensing.policy.decide import decide
from licensing.policy.model import Outcome
from licensing.queries.consumers import intake_use
from licensing.queries.explain import reason_of
from licensing.queries.facts import facts_about
from licensing.queries.impact.compare import NOTHING, Own, facts_owned
from licensing.queries.subjects import TEXT
from licensing.queries.subjects import subject as subject_row

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from archive.rights_gate import CopyHeld
    from licensing.models import Consumer
    from licensing.policy.model import Facts, Use
    from licensing.queries.subjects import Subject

STORE = "store"
"""The standard use that keeping a full copy is."""

DELETE = "delete"
"""Action of the obligation to delete a copy that may no longer be kept."""

_LASTING = frozenset({"takedown", "kill"})
"""Suspensions for which a copy is deleted; the others end, or are lifted."""

_GONE_FOR_GOOD = frozenset({Outcome.CONSENT, Outcome.DENY})


def ask_to_store(*, subject: Subject, consumer: Consumer, now: datetime) -> Recorded:
    """Decide whether the archive may keep the whole text of an article that comes in, and count it where it may.

    The caller shares the record already, as `take_in` does.
    """
    counters = lock_counters(consumer=consumer.identifier, now=now)
    counted = last_counted(counters)
    moment = max(now, counted) if counted else now
    recorded = decide_and_record(
        subject=subject,
        consumer=consumer.identifier,
        use=intake_use(consumer, STORE, TEXT, moment),
        origin="intake",
        now=moment,
    )
    if recorded.permitted:
        agreements = {one for answer in recorded.decision.answers for one in answer.agreements}
        count_article(
            counters=counters,
            agreements=agreements,
            article=recorded.row.article,
            decision=recorded.row.pk,
            now=moment,
        )
    return recorded


@transaction.atomic
def keep_or_let_go(*, copy: CopyHeld, now: datetime) -> KeepVerdict:
    """Decide whether a held copy may still be kept; a refusal is recorded, and what must go is owed.

    A permit as before adds nothing to the ledger: the copy names the decision that let it in.
    """
    rely_on_the_record()
    now = latest_on_record(now)
    consumer = intake_consumer(now=now)
    use = intake_use(consumer, STORE, TEXT, now)
    subject = replace(subject_row(copy.article_id), captured_at=copy.captured_at)
    found = facts_about(subject, use=use, consumer=consumer.identifier)
    facts = facts_owned(found, _own(copy, found, consumer))
    made = decide(use, facts)
    if made.outcome is Outcome.PERMIT:
        return KeepVerdict(permitted=True, must_go=False, reason=reason_of(made), until=made.valid_until)
    recorded = decide_from(facts, use=use, origin="check", now=now)
    must_go = _must_go(use, facts_owned(facts, Own(every_quota=True)))
    if must_go:
        _owe(copy, recorded, now)
    return KeepVerdict(
        permitted=False,
        must_go=must_go,
        reason=reason_of(recorded.decision),
        decision=recorded.row.pk,
        until=made.valid_until,
    )


def note_gone(*, copy: CopyHeld, now: datetime) -> None:
    """Note that a copy was deleted: what was owed is fulfilled."""
    for obligation in _owed(copy):
        settle_obligation(obligation=obligation, state="fulfilled", by="retention", now=now)


def _own(copy: CopyHeld, facts: Facts, consumer: Consumer) -> Own:
    """Return which quotas count the article already: those of agreements that counted it in whichever period."""
    quotas = {
        (record.id, quota.period_start)
        for record in facts.on_record
        if record.agreement
        for quota in record.agreement.quotas
    }
    if not quotas:
        return NOTHING
    uses = QuotaUse.objects.filter(counter__consumer=consumer.identifier, article=copy.article_id)
    series = set(uses.values_list("counter__quota__agreement__series__identifier", flat=True))
    return Own(counted=frozenset(quota for quota in quotas if quota[0] in series))


def _must_go(use: Use, facts: Facts) -> bool:
    if any(one.kind in _LASTING and one.part in (None, TEXT) for one in facts.suspensions):
        return True
    return decide(use, replace(facts, suspensions=())).outcome in _GONE_FOR_GOOD


def _owe(copy: CopyHeld, recorded: Recorded, now: datetime) -> None:
    """Record, once, that the archive owes the deletion: what is overdue, under a hold, is owed still."""
    if _owed(copy).exists():
        return
    answer = next(a for a in recorded.decision.answers if a.outcome is recorded.decision.outcome)
    Obligation.objects.create(
        decision=recorded.row.pk,
        article=copy.article_id,
        consumer=recorded.row.consumer,
        action=DELETE,
        policy=answer.citation.policy[:200],
        rule=_rule(copy),
        incurred_at=now,
        due_at=now,
    )


def _owed(copy: CopyHeld) -> QuerySet[Obligation]:
    """Return what is owed of a copy, overdue or not."""
    return Obligation.objects.filter(
        rule=_rule(copy), article=copy.article_id, state__in=["pending", "violated"]
    )


def _rule(copy: CopyHeld) -> str:
    return f"full-copy:{copy.id}"
