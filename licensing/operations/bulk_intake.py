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
from licensing.operations.bulk_governed import Governed, picture_of
from licensing.operations.bulk_groups import Grouping
from licensing.operations.bulk_record import Entries, asked_about
from licensing.operations.consumers import intake_consumer
from licensing.operations.full_copies import STORE
from licensing.operations.intake import is_silent, record_evidence, take_in
from licensing.policy.ask import MOST_WORDS
from licensing.policy.model import Outcome
from licensing.queries.alone import articles_alone, held_sets
from licensing.queries.bulk_answers import ANYWHERE, FREE, Answers, Columns, Outcomes
from licensing.queries.consumers import intake_use
from licensing.queries.explain import reason_of
from licensing.queries.shared_facts import SharedFacts
from licensing.queries.subjects import utc

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import datetime
    from uuid import UUID

    from archive.rights_gate import Candidate, CandidateImage
    from licensing.models import BulkDecision, Consumer
    from licensing.operations.bulk_groups import Group
    from licensing.operations.bulk_record import Asked
    from licensing.policy.model import DutyOwed
    from licensing.queries.bulk_answers import Answer

log = logging.getLogger(__name__)

_ORIGIN = "intake"


@transaction.atomic
def take_in_many(*, candidates: Sequence[Candidate], now: datetime) -> tuple[IntakeVerdict, ...]:
    """Decide what may be kept of each candidate, in their order; see `take_in`."""
    seen = {id(one.evidence): one.evidence for one in candidates}
    silent = {number: is_silent(evidence) for number, evidence in seen.items()}
    speaking = [one for one in candidates if not silent[id(one.evidence)]]
    now, _ = record_evidence(candidates=speaking, now=now)
    consumer = intake_consumer(now=now)
    held = held_sets([one.article_id for one in candidates])
    alone = articles_alone(held, consumer.identifier)
    grouping = Grouping(candidates, held)
    for number, one in enumerate(candidates):
        if silent[id(one.evidence)] and one.article_id not in alone:
            group = grouping.of(one)
            group.candidates.append(one)
            group.numbers.append(number)
            group.asked.append(columns_of(one))
            group.pictures.update(dict.fromkeys(map(picture_of, one.images)))
    bulk = Bulk(list(grouping.groups.values()), consumer, now)
    verdicts = bulk.verdicts()
    return tuple(
        [
            verdicts[number] if number in verdicts else take_in(candidate=one, now=now)
            for number, one in enumerate(candidates)
        ]
    )


def columns_of(candidate: Candidate) -> Columns:
    """Return a candidate as far as rules can tell it from those that are alike."""
    return Columns(
        str(candidate.article_id),
        candidate.path or "/",
        candidate.section,
        candidate.language,
        utc(candidate.date_published),
        min(candidate.wanted_words, candidate.word_count, MOST_WORDS),
        candidate.prefix_characters,
    )


class Bulk:
    """Decides groups of one intake; the two questions are the same for all of them."""

    def __init__(self, groups: list[Group], consumer: Consumer, now: datetime) -> None:
        self.groups, self._consumer, self._now = groups, consumer, now
        self._shared = SharedFacts(consumer, now)
        self.governed = Governed(groups, self._shared.who, now)
        self._catalogue = intake_use(consumer, "catalogue", "metadata", now)
        self._passage = replace(self._catalogue, action="excerpt", asset="text")
        self._store = replace(self._catalogue, action=STORE, asset="text")
        self._outcomes: dict[tuple[object, bool], Outcomes] = {}
        self._entries = Entries(consumer=consumer.identifier, origin=_ORIGIN, now=now)
        self._owed: list[Obligation] = []

    def verdicts(self) -> dict[int, IntakeVerdict]:
        """Return the verdicts, by their places, for all that can be decided together, with their entries appended."""
        verdicts = {number: verdict for group in self.groups for number, verdict in self._decided(group)}
        self.append()
        return verdicts

    def answers(self, group: Group, asked: Collection[Columns]) -> tuple[Answers, list[Answer | None]]:
        """Return the answers of a group, and those for some articles: by what is worked out for others, where it may be."""
        subject = replace(group.subject, governing_set=self.governed.set_of(group))
        parts, series = self.governed.parts[group], self.governed.series_of(group)
        key, facts = self._shared.of(subject, parts, series, use=self._catalogue)
        questions = (facts, self._catalogue, self._passage, self._store if group.wants_full_copy else None)
        outcomes = self._outcomes.get((key, group.wants_full_copy)) or Outcomes(*questions, free=ANYWHERE)
        self._outcomes[key, group.wants_full_copy] = outcomes
        answers = Answers(*questions, outcomes)
        found = [answers.of(one) for one in asked]
        if not answers.tested.isdisjoint(ANYWHERE - FREE):
            answers = Answers(*questions)
            found = [answers.of(one) for one in asked]
        return answers, found

    def entry(self, group: Group, answers: Answers, asked: Asked) -> BulkDecision:
        """Return the entry for answers to articles of a group; it is appended at the end."""
        row = self._entries.add(answers, asked)
        domain = group.subject.domain
        log.info("Decision %s: what may be kept of %s articles of %s.", row.pk, len(asked.articles), domain)
        return row

    def owe(self, row: BulkDecision, article: UUID | str, duties: frozenset[DutyOwed]) -> None:
        """Note what the permits oblige to, for one article."""
        for policy, rule, action in sorted({(duty.policy, duty.rule, duty.action) for duty in duties}):
            self._owed.append(
                Obligation(
                    decision=row.pk,
                    article=article,
                    consumer=self._consumer.identifier,
                    action=action,
                    policy=policy,
                    rule=rule,
                    incurred_at=self._now,
                )
            )

    def append(self) -> None:
        """Append the entries and what they oblige to."""
        self._entries.append()
        Obligation.objects.bulk_create(self._owed, batch_size=2000)
        self._owed = []

    def _decided(self, group: Group) -> Iterator[tuple[int, IntakeVerdict]]:
        answers, answered = self.answers(group, group.asked)
        every = zip(group.numbers, group.candidates, group.asked, answered, strict=True)
        found = [
            (number, candidate, one, answer) for number, candidate, one, answer in every if answer is not None
        ]
        if not found:
            return
        asked = asked_about(answers, [(one, answer) for _, _, one, answer in found])
        row = self.entry(group, answers, asked)
        told = Told(answers)
        alike: dict[tuple[int, Said], IntakeVerdict] = {}
        for number, candidate, one, answer in found:
            said = told.of(one, answer)
            if said.duties:
                self.owe(row, candidate.article_id, said.duties)
            governing = self.governed.set_of(group, self.governed.images_of(group, candidate.images))
            if candidate.images:
                yield number, verdict_of(row, governing, answer, said, candidate.images)
                continue
            verdict = alike.get((id(answer), said))
            if verdict is None:
                verdict = alike[id(answer), said] = verdict_of(row, governing, answer, said, ())
            yield number, verdict


def verdict_of(
    row: BulkDecision, governing: int, answer: Answer, said: Said, images: Iterable[CandidateImage]
) -> IntakeVerdict:
    """Return the verdict that an answer comes to."""
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
        image_ids=frozenset([image.id for image in images]),
        copy_decision=row.pk if answer.copy is Outcome.PERMIT else None,
        copy_reason=said.copy_reason,
        copy_until=said.copy_until,
    )


class Said(NamedTuple):
    """Why an answer is what it is, in a sentence each, what its permits oblige to, and until when the copy's stands."""

    reason: str
    duties: frozenset[DutyOwed]
    copy_reason: str = ""
    copy_until: datetime | None = None


class Told:
    """What the answers are told with: the evaluator's own reasons and duties, looked up once for all that are alike."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self._known: dict[object, Said] = {}
        self._last: Answer | None = None
        self._told = Said("", frozenset())

    def of(self, one: Columns, answer: Answer) -> Said:
        """Return why the outcome is what it is, in one sentence, and what the permits oblige to."""
        if answer is self._last and self._answers.alike_so_far:
            return self._told
        self._last, self._told = answer, self._look_up(one, answer)
        return self._told

    def _look_up(self, one: Columns, answer: Answer) -> Said:
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
            self._known[key] = Said(
                reason_of(decisions[-1]),
                duties,
                reason_of(copy) if copy and copy.outcome is not Outcome.PERMIT else "",
                copy.valid_until if copy and copy.outcome is Outcome.PERMIT else None,
            )
        return self._known[key]
