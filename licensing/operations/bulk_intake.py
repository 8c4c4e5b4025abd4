"""The gate's intake for many candidates at once: the same answers as one by one, at a fraction of the work.

- Candidates that came in a file or feed that is silent on rights, and of which nothing of their own is on record, are
  decided in groups: the facts are read once a group, and one entry is appended for all of it (`BulkDecision`).
- Every other candidate, and every one of whom the facts of its group can't tell, is taken in by itself.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction

from archive.rights_gate import IntakeVerdict
from licensing.models import Obligation
from licensing.operations.bulk_answers import Answer, Answers, Columns
from licensing.operations.bulk_groups import Alike, Group, Grouping
from licensing.operations.bulk_record import record_bulk
from licensing.operations.consumers import intake_consumer
from licensing.operations.intake import intake_use, is_silent, take_in
from licensing.operations.locks import rely_on_the_record
from licensing.policy.ask import MOST_WORDS
from licensing.policy.decide import decide
from licensing.policy.model import Outcome
from licensing.queries.alone import articles_alone, held_sets
from licensing.queries.explain import reason_of
from licensing.queries.shared_facts import SharedFacts
from licensing.queries.subjects import utc

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from archive.rights_gate import Candidate
    from licensing.models import BulkDecision, Consumer
    from licensing.policy.model import Decision, DutyOwed

log = logging.getLogger(__name__)

_ORIGIN = "intake"


@transaction.atomic
def take_in_many(*, candidates: Sequence[Candidate], now: datetime) -> tuple[IntakeVerdict, ...]:
    """Decide what may be kept of each candidate, in their order; see `take_in`."""
    rely_on_the_record()
    consumer = intake_consumer(now=now)
    grouping = Grouping(now, held_sets([one.article_id for one in candidates]))
    alone = articles_alone(grouping.held, consumer.identifier)
    keys: dict[UUID, Alike] = {}
    for one in candidates:
        if one.article_id not in alone and is_silent(one.evidence):
            key = keys[one.article_id] = grouping.key(one)
            group = grouping.group(key, one)
            group.candidates.append(one)
            group.asked.append(_columns(one))
    verdicts: dict[UUID, IntakeVerdict] = {}
    shared = SharedFacts(consumer, now)
    for key, group in grouping.groups.items():
        verdicts |= _decided(key, group, grouping, shared, consumer)
    return tuple(verdicts.get(one.article_id) or take_in(candidate=one, now=now) for one in candidates)


def _columns(candidate: Candidate) -> Columns:
    return Columns(
        str(candidate.article_id),
        candidate.path or "/",
        candidate.section,
        candidate.language,
        utc(candidate.date_published),
        min(candidate.wanted_words, candidate.word_count, MOST_WORDS),
        candidate.prefix_characters,
    )


def _decided(
    key: Alike, group: Group, grouping: Grouping, shared: SharedFacts, consumer: Consumer
) -> dict[UUID, IntakeVerdict]:
    """Return the verdicts for those of a group that can be decided together, with their one entry appended."""
    now = grouping.now
    catalogue = intake_use(consumer, "catalogue", "metadata", now)
    subject = replace(group.subject, governing_set=grouping.governing(key, _without_images(group)))
    facts = shared.of(subject, group.parts, use=catalogue)
    answers = Answers(facts, catalogue, intake_use(consumer, "excerpt", "text", now))
    found = [
        (candidate, one, answer)
        for candidate, one in zip(group.candidates, group.asked, strict=True)
        if (answer := answers.of(one)) is not None
    ]
    if not found:
        return {}
    row = record_bulk(
        answers,
        [(one, answer) for _, one, answer in found],
        consumer=consumer.identifier,
        origin=_ORIGIN,
        now=now,
    )
    log.info("Decision %s: what may be kept of %s articles of %s.", row.pk, len(found), subject.domain)
    told = _Told(answers)
    _oblige(row, consumer, found, told, now)
    return {
        candidate.article_id: _verdict(
            row, grouping.governing(key, candidate), candidate, answer, told.reason(one, answer)
        )
        for candidate, one, answer in found
    }


def _without_images(group: Group) -> Candidate:
    return replace(group.candidates[0], images=())


def _verdict(
    row: BulkDecision, governing: int, candidate: Candidate, answer: Answer, reason: str
) -> IntakeVerdict:
    if answer.metadata is not Outcome.PERMIT:
        return IntakeVerdict(
            metadata=False, excerpt_words=0, governing_set=governing, reason=reason, decisions=(row.pk,)
        )
    return IntakeVerdict(
        metadata=True,
        excerpt_words=answer.words,
        governing_set=governing,
        reason=reason,
        excerpt_decision=row.pk if answer.words else None,
        decisions=(row.pk,),
        image_ids=frozenset([image.id for image in candidate.images]),
    )


class _Told:
    """What the answers are told with: the evaluator's own reasons and duties, looked up once for all that are alike."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self._known: dict[object, tuple[str, frozenset[DutyOwed]]] = {}

    def reason(self, one: Columns, answer: Answer) -> str:
        """Return why the outcome is what it is, in one sentence."""
        return self._look_up(one, answer)[0]

    def duties(self, one: Columns, answer: Answer) -> frozenset[DutyOwed]:
        """Return what the permits oblige to."""
        return self._look_up(one, answer)[1]

    def _look_up(self, one: Columns, answer: Answer) -> tuple[str, frozenset[DutyOwed]]:
        answers = self._answers
        length = one.lengths if answers.length_matters else None
        tested = answers.tested and (one.id, one.path, one.section, one.language, one.published_at)
        key = (answer, one.wanted, length, tested or None)
        if key not in self._known:
            decisions = self._decisions(one, answer)
            duties = frozenset(
                duty
                for decision in decisions
                if decision.outcome is Outcome.PERMIT
                for holder in decision.answers
                for duty in holder.duties
            )
            self._known[key] = (reason_of(decisions[-1]), duties)
        return self._known[key]

    def _decisions(self, one: Columns, answer: Answer) -> list[Decision]:
        answers = self._answers
        facts = replace(answers.facts, article=answers.article(one))
        made = [decide(answers.catalogue, facts)]
        if answer.excerpt is not None:
            made.append(decide(answers.question(one, answer.words or one.wanted), facts))
        return made


def _oblige(
    row: BulkDecision,
    consumer: Consumer,
    found: list[tuple[Candidate, Columns, Answer]],
    told: _Told,
    now: datetime,
) -> None:
    """Record what the permits oblige to, for each article."""
    owed = [
        Obligation(
            decision=row.pk,
            article=candidate.article_id,
            consumer=consumer.identifier,
            action=action,
            policy=policy,
            rule=rule,
            incurred_at=now,
        )
        for candidate, one, answer in found
        for policy, rule, action in sorted({(d.policy, d.rule, d.action) for d in told.duties(one, answer)})
    ]
    Obligation.objects.bulk_create(owed, batch_size=2000)
