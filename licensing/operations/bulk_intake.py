"""The gate's intake for many candidates at once: the same answers as one by one, at a fraction of the work.

- Candidates that came in a file or feed that is silent on rights, and of which nothing of their own is on record, are
  decided in groups: the facts are read once a group, and one entry is appended for all of it (`BulkDecision`).
- Every other candidate, and every one of whom the facts of its group can't tell, is taken in by itself.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction

from archive.rights_gate import IntakeVerdict
from licensing.models import Obligation
from licensing.operations.bulk_groups import Alike, Group, Grouping
from licensing.operations.bulk_record import record_bulk
from licensing.operations.consumers import intake_consumer
from licensing.operations.full_copies import STORE
from licensing.operations.intake import is_silent, take_in
from licensing.operations.locks import rely_on_the_record
from licensing.policy.ask import MOST_WORDS
from licensing.policy.model import Outcome
from licensing.queries.alone import articles_alone, held_sets
from licensing.queries.bulk_answers import Answer, Answers, Columns
from licensing.queries.consumers import intake_use
from licensing.queries.explain import reason_of
from licensing.queries.shared_facts import SharedFacts
from licensing.queries.subjects import utc

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from archive.rights_gate import Candidate
    from licensing.models import BulkDecision, Consumer
    from licensing.policy.model import DutyOwed

log = logging.getLogger(__name__)

_ORIGIN = "intake"


@transaction.atomic
def take_in_many(*, candidates: Sequence[Candidate], now: datetime) -> tuple[IntakeVerdict, ...]:
    """Decide what may be kept of each candidate, in their order; see `take_in`."""
    rely_on_the_record()
    consumer = intake_consumer(now=now)
    grouping = Grouping(now, held_sets([one.article_id for one in candidates]))
    alone = articles_alone(grouping.held, consumer.identifier)
    silent: dict[int, bool] = {}
    for number, one in enumerate(candidates):
        says_nothing = silent.get(id(one.evidence))
        if says_nothing is None:
            says_nothing = silent[id(one.evidence)] = is_silent(one.evidence)
        if says_nothing and not (alone and one.article_id in alone):
            group = grouping.of(one)
            group.candidates.append(one)
            group.numbers.append(number)
            group.asked.append(_columns(one))
    verdicts: list[IntakeVerdict | None] = [None] * len(candidates)
    bulk = _Bulk(grouping, SharedFacts(consumer, now), consumer)
    for key, group in grouping.groups.items():
        for number, verdict in bulk.decided(key, group):
            verdicts[number] = verdict
    both = zip(candidates, verdicts, strict=True)
    return tuple([verdict or take_in(candidate=one, now=now) for one, verdict in both])


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


class _Bulk:
    """Decides groups of one intake; the two questions are the same for all of them."""

    def __init__(self, grouping: Grouping, shared: SharedFacts, consumer: Consumer) -> None:
        self._grouping, self._shared, self._consumer = grouping, shared, consumer
        self._catalogue = intake_use(consumer, "catalogue", "metadata", grouping.now)
        self._passage = replace(self._catalogue, action="excerpt", asset="text")
        self._store = replace(self._catalogue, action=STORE, asset="text")

    def decided(self, key: Alike, group: Group) -> Iterator[tuple[int, IntakeVerdict]]:
        """Yield the verdicts for those of a group that can be decided together, with their one entry appended."""
        grouping = self._grouping
        governing = grouping.governing(key, replace(group.candidates[0], images=()))
        subject = replace(group.subject, governing_set=governing)
        answers = Answers(
            self._shared.of(subject, group.parts, use=self._catalogue),
            self._catalogue,
            self._passage,
            self._store if group.candidates[0].wants_full_copy else None,
        )
        found = [
            (number, candidate, one, answer)
            for number, candidate, one in zip(group.numbers, group.candidates, group.asked, strict=True)
            if (answer := answers.of(one)) is not None
        ]
        if not found:
            return
        row = record_bulk(
            answers,
            [(one, answer) for _, _, one, answer in found],
            consumer=self._consumer.identifier,
            origin=_ORIGIN,
            now=grouping.now,
        )
        log.info("Decision %s: what may be kept of %s articles of %s.", row.pk, len(found), subject.domain)
        told = _Told(answers)
        owed: list[Obligation] = []
        alike: dict[tuple[int, str, str], IntakeVerdict] = {}
        for number, candidate, one, answer in found:
            said = told.of(one, answer)
            if said.duties:
                owed += _owed(row, self._consumer, candidate, said.duties, grouping.now)
            if candidate.images:
                set_ = grouping.governing(key, candidate)
                yield number, _verdict(row, set_, candidate, answer, said)
                continue
            verdict = alike.get((id(answer), said.reason, said.copy_reason))
            if verdict is None:
                verdict = _verdict(row, governing, candidate, answer, said)
                alike[id(answer), said.reason, said.copy_reason] = verdict
            yield number, verdict
        Obligation.objects.bulk_create(owed, batch_size=2000)


def _verdict(
    row: BulkDecision, governing: int, candidate: Candidate, answer: Answer, said: _Said
) -> IntakeVerdict:
    if answer.metadata is not Outcome.PERMIT:
        return IntakeVerdict(
            metadata=False, excerpt_words=0, governing_set=governing, reason=said.reason, decisions=(row.pk,)
        )
    return IntakeVerdict(
        metadata=True,
        excerpt_words=answer.words,
        governing_set=governing,
        reason=said.reason,
        excerpt_decision=row.pk if answer.words else None,
        decisions=(row.pk,),
        image_ids=frozenset([image.id for image in candidate.images]),
        copy_decision=row.pk if answer.copy is Outcome.PERMIT else None,
        copy_reason=said.copy_reason,
        copy_until=said.copy_until,
    )


class _Said(NamedTuple):
    """Why an answer is what it is, in a sentence each, what its permits oblige to, and until when the copy's stands."""

    reason: str
    duties: frozenset[DutyOwed]
    copy_reason: str = ""
    copy_until: datetime | None = None


class _Told:
    """What the answers are told with: the evaluator's own reasons and duties, looked up once for all that are alike."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self._known: dict[object, _Said] = {}
        self._last: Answer | None = None
        self._told = _Said("", frozenset())

    def of(self, one: Columns, answer: Answer) -> _Said:
        """Return why the outcome is what it is, in one sentence, and what the permits oblige to."""
        if answer is self._last and not self._answers.tested and not self._answers.length_matters:
            return self._told
        self._last, self._told = answer, self._look_up(one, answer)
        return self._told

    def _look_up(self, one: Columns, answer: Answer) -> _Said:
        key = self._answers.alike(one, answer)
        if key not in self._known:
            decisions = self._answers.decisions(one, answer)
            duties = frozenset(
                duty
                for decision in decisions
                if decision.outcome is Outcome.PERMIT
                for holder in decision.answers
                for duty in holder.duties
            )
            copy = decisions.pop() if answer.copy is not None else None
            self._known[key] = _Said(
                reason_of(decisions[-1]),
                duties,
                reason_of(copy) if copy and copy.outcome is not Outcome.PERMIT else "",
                copy.valid_until if copy and copy.outcome is Outcome.PERMIT else None,
            )
        return self._known[key]


def _owed(
    row: BulkDecision, consumer: Consumer, candidate: Candidate, duties: frozenset[DutyOwed], now: datetime
) -> Iterator[Obligation]:
    """Yield what the permits oblige to, for one article."""
    for policy, rule, action in sorted({(duty.policy, duty.rule, duty.action) for duty in duties}):
        yield Obligation(
            decision=row.pk,
            article=candidate.article_id,
            consumer=consumer.identifier,
            action=action,
            policy=policy,
            rule=rule,
            incurred_at=now,
        )
