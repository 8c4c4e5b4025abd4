"""Deciding and recording: facts loaded, the pure core asked, one row appended with what the permit obliges to.

- An error in loading or deciding passes through and records nothing: it is never a permit.
- What is recorded is canonical: replay from the recorded facts gives the same bytes.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from django.db import transaction
from django.utils.translation import gettext

from licensing.models import Decision, Obligation
from licensing.operations.locks import rely_on_the_record
from licensing.policy.canonical import Json, canonical_json, digest, load_json
from licensing.policy.decide import decide
from licensing.policy.model import Outcome
from licensing.policy.record import decision_bytes, decision_record, facts_from, facts_record
from licensing.queries.contents import content_named
from licensing.queries.facts import facts_about
from licensing.queries.subjects import subject as subject_row

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from licensing.policy import model
    from licensing.queries.subjects import Subject

log = logging.getLogger(__name__)


class OverrideError(ValueError):
    """An override needs a named officer, a reason and a known outcome, and no hypothetical decision has one."""


@dataclass(frozen=True)
class Recorded:
    """A decision as it was made, the facts it was made from, and its row."""

    row: Decision
    decision: model.Decision
    facts: model.Facts

    @property
    def permitted(self) -> bool:
        """Whether this lets anything happen: a permit for now, not for another time."""
        return self.decision.outcome is Outcome.PERMIT and not self.row.hypothetical


def record_decision(*, article: UUID, consumer: str, use: model.Use, origin: str, now: datetime) -> Decision:
    """Decide a use of a held article and append the decision.

    A use at another time than `now`, or as known at another, is hypothetical and releases nothing.  Raises
    UnknownArticleError, UnknownConsumerError and UseError; then nothing is recorded.
    """
    with transaction.atomic():
        rely_on_the_record()
        return decide_and_record(
            subject=subject_row(article), consumer=consumer, use=use, origin=origin, now=now
        ).row


def decide_and_record(
    *, subject: Subject, consumer: str, use: model.Use, origin: str, word_start: int = 0, now: datetime
) -> Recorded:
    """Do the same for facts that are at hand, and return the decision with its row."""
    with transaction.atomic():
        facts = facts_about(subject, use=use, consumer=consumer, word_start=word_start)
        return decide_from(facts, use=use, origin=origin, now=now)


def decide_from(facts: model.Facts, *, use: model.Use, origin: str, now: datetime) -> Recorded:
    """Do the same from facts that were loaded, or adapted, before."""
    hypothetical = not use.at == use.known_at == now
    with transaction.atomic():
        decision = decide(use, facts, hypothetical=hypothetical)
        row = _append(decision, facts_record(use, facts), origin, now)
        if decision.outcome is Outcome.PERMIT and not hypothetical:
            _oblige(row, decision, now)
    log.info("Decision %s: %s of %s is %s.", row.pk, row.use, row.article, row.outcome)
    return Recorded(row, decision, facts)


def _append(decision: model.Decision, facts: dict[str, Json], origin: str, now: datetime) -> Decision:
    record, made_from = decision_bytes(decision), canonical_json(facts)
    return Decision.objects.create(
        recorded_at=now,
        at=decision.use.at,
        known_at=decision.use.known_at,
        hypothetical=decision.hypothetical,
        article=decision.article,
        asset=decision.use.asset,
        use=decision.use.action,
        consumer=decision.consumer,
        outcome=decision.outcome.value,
        record=record.decode(),
        digest=digest(record),
        facts=made_from.decode(),
        facts_digest=digest(made_from),
        valid_until=decision.valid_until,
        origin=origin,
    )


def _oblige(row: Decision, decision: model.Decision, now: datetime) -> None:
    duties = {duty for answer in decision.answers for duty in answer.duties}
    Obligation.objects.bulk_create(
        Obligation(
            decision=row.pk,
            article=row.article,
            consumer=row.consumer,
            action=duty.action,
            policy=duty.policy,
            rule=duty.rule,
            incurred_at=now,
        )
        for duty in sorted(duties, key=lambda d: (d.policy, d.rule, d.action))
    )


def override_decision(
    *, decision: Decision, officer: str, outcome: str, reason: str, now: datetime
) -> Decision:
    """Append an officer's own answer in place of a decision; it releases nothing by itself.  Raises OverrideError."""
    if not officer.strip() or not reason.strip() or outcome not in set(Outcome):
        raise OverrideError(gettext("An override needs an officer, a reason and an outcome."))
    if decision.hypothetical:
        raise OverrideError(
            gettext("A hypothetical decision decides nothing, so there is nothing to override.")
        )
    made = cast("dict[str, Json]", load_json(decision.record))
    made = cast("dict[str, Json]", made["decision"]) if decision.origin == "override" else made
    record = canonical_json(_overridden(made, decision, officer, outcome, reason))
    return Decision.objects.create(
        recorded_at=now,
        at=decision.at,
        known_at=decision.known_at,
        hypothetical=False,
        article=decision.article,
        asset=decision.asset,
        use=decision.use,
        consumer=decision.consumer,
        outcome=outcome,
        record=record.decode(),
        digest=digest(record),
        facts=decision.facts,
        facts_digest=decision.facts_digest,
        origin="override",
        replaces=decision.pk,
        officer=officer,
        reason=reason,
    )


def _overridden(
    made: dict[str, Json], replaced: Decision, officer: str, outcome: str, reason: str
) -> dict[str, Json]:
    override: Json = {"replaces": str(replaced.pk), "officer": officer, "outcome": outcome, "reason": reason}
    return {"outcome": outcome, "override": override, "decision": made}


def _made_anew(decision: Decision) -> dict[str, Json]:
    use, facts = facts_from(cast("dict[str, Json]", load_json(decision.facts)), content_named)
    return decision_record(decide(use, facts, hypothetical=decision.hypothetical))


def replay(decision: Decision) -> bool:
    """Whether a decision, made anew from its recorded facts, gives the same bytes, and all digests are right.

    Raises LookupError where a policy content is missing or another one stands in its place.
    """
    made = _made_anew(decision)
    if decision.origin == "override":
        replaced = Decision(pk=decision.replaces)
        made = _overridden(made, replaced, decision.officer, decision.outcome, decision.reason)
    record = canonical_json(made)
    return (
        record == decision.record.encode()
        and digest(record) == decision.digest
        and digest(decision.facts.encode()) == decision.facts_digest
    )
