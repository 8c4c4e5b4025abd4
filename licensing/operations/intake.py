"""The gate's intake: evidence first, then the decisions that say what of an article may be kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction

from archive.models import Article, Excerpt, FullCopy
from archive.rights_gate import IntakeVerdict
from licensing.models import Party, PolicySeries
from licensing.operations.consumers import intake_consumer
from licensing.operations.decisions import Recorded, decide_and_record
from licensing.operations.full_copies import ask_to_store
from licensing.operations.governing import govern
from licensing.operations.locks import (
    RecordChangesError,
    change_the_record,
    latest_on_record,
    rely_on_the_record,
)
from licensing.operations.notices import keep_notice
from licensing.operations.signals import observe_evidence
from licensing.policy.ask import MOST_WORDS
from licensing.policy.decide import decide
from licensing.policy.model import Outcome, Use
from licensing.queries.consumers import intake_use
from licensing.queries.explain import reason_of
from licensing.queries.holders import publisher_of
from licensing.queries.subjects import Subject, subject_of_candidate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from archive.rights_gate import Candidate, Evidence
    from licensing.models import Consumer, GoverningSet
    from licensing.policy.model import Facts


@transaction.atomic
def take_in(*, candidate: Candidate, now: datetime) -> IntakeVerdict:
    """Record what the site and the page signal, govern the article, and decide what may be kept of it.

    Facts and excerpt are asked for by the archive's own consumer; where the excerpt is refused at the wanted length and
    a rule names a smaller one, that is asked for. Whether the whole text may be kept is asked where it is wanted.
    What became known after `now`, while the page was fetched or the record was waited for, is heard: the decisions are
    made then.
    """
    now, (governing,) = record_evidence(candidates=[candidate], now=now)
    consumer = intake_consumer(now=now)
    subject = subject_of_candidate(candidate)
    subject = replace(subject, governing_set=governing.pk)
    facts = decide_and_record(
        subject=subject,
        consumer=consumer.identifier,
        use=intake_use(consumer, "catalogue", "metadata", now),
        origin="intake",
        now=now,
    )
    if not facts.permitted:
        return _refused(facts, governing)
    asked = _excerpt(candidate, subject, consumer, now)
    kept = asked[-1] if asked and asked[-1].permitted else None
    copy = ask_to_store(subject=subject, consumer=consumer, now=now) if candidate.wants_full_copy else None
    return IntakeVerdict(
        metadata=True,
        excerpt_words=(kept.decision.use.words or 0) if kept else 0,
        governing_set=governing.pk,
        reason=reason_of((kept or (asked[-1] if asked else facts)).decision),
        excerpt_decision=kept.row.pk if kept else None,
        decisions=(facts.row.pk, *(one.row.pk for one in (*asked, *([copy] if copy else ())))),
        image_ids=frozenset(image.id for image in candidate.images),
        copy_decision=copy.row.pk if copy and copy.permitted else None,
        copy_reason=reason_of(copy.decision) if copy and not copy.permitted else "",
        copy_until=copy.decision.valid_until if copy and copy.permitted else None,
    )


def record_evidence(*, candidates: Sequence[Candidate], now: datetime) -> tuple[datetime, list[GoverningSet]]:
    """Record what came with candidates; return the moment that is now for all that is on record, and what governs each.

    The record is shared from here on, or held alone where a signal changes what others may have relied on.  Whoever
    shares it already should have asked here first.
    """
    try:
        with transaction.atomic():  # going back lets the record go, so that nobody waits for us while we wait
            rely_on_the_record()
            moment = latest_on_record(now)
            return moment, [_observe(candidate, moment) for candidate in candidates]
    except RecordChangesError:
        _hold_texts([candidate.article_id for candidate in candidates])
        moment = latest_on_record(change_the_record(now))
        return moment, [_observe(candidate, moment) for candidate in candidates]


def _hold_texts(articles: Sequence[UUID]) -> None:
    """Take the texts that are about to be exchanged before the record, as whoever hands one out does."""
    for model in (Excerpt, FullCopy):
        held = model._default_manager.filter(article__in=articles).order_by("pk")  # noqa: SLF001 - Django's public underscore
        list(held.select_for_update().values_list("pk"))


def _observe(candidate: Candidate, now: datetime) -> GoverningSet:
    """Record the evidence and return the set that governs the article from now on."""
    subject = subject_of_candidate(candidate)
    party = Party.objects.filter(identifier=publisher_of(subject, now)).first()
    evidence = candidate.evidence
    if is_silent(evidence):
        return govern(subject=subject, interned=held_signals(candidate.article_id), now=now)
    members = observe_evidence(
        domain=subject.domain,
        path=subject.path,
        article=candidate.article_id,
        images=candidate.images,
        evidence=evidence,
        publisher=party,
        now=now,
    )
    if evidence.notice is not None:
        keep_notice(domain=subject.domain, notice=evidence.notice, publisher=party, now=now)
    return govern(subject=subject, interned=members, now=now)


def held_signals(article: UUID) -> list[PolicySeries]:
    """Return the page's signals that govern a held article: a file that is silent takes nothing back."""
    sets = Article.objects.filter(pk=article).values("governing_set_id")
    return list(PolicySeries.objects.filter(scope_kind="page", memberships__governing_set__in=sets))


def is_silent(evidence: Evidence) -> bool:
    """Whether an article came in a file or a feed that says nothing of rights: there is nothing to put on record."""
    says = (*evidence.headers, *evidence.metas, *evidence.links, *evidence.blocks, *evidence.embedded)
    return evidence.supplied and not says and evidence.notice is None


def _excerpt(candidate: Candidate, subject: Subject, consumer: Consumer, now: datetime) -> list[Recorded]:
    """Ask for the wanted words, then once more for the most that is permitted; return the decisions in order."""
    wanted = min(candidate.wanted_words, candidate.word_count, MOST_WORDS)
    decisions: list[Recorded] = []
    while wanted >= 1 and len(decisions) < 2:  # noqa: PLR2004 - asked once, and once more for less
        use = _passage(candidate, intake_use(consumer, "excerpt", "text", now), wanted)
        decisions.append(
            decide_and_record(
                subject=subject, consumer=consumer.identifier, use=use, origin="intake", now=now
            )
        )
        if decisions[-1].permitted:
            break
        wanted = _most_permitted(candidate, use, decisions[-1].facts)
    return decisions


def _most_permitted(candidate: Candidate, use: Use, facts: Facts) -> int:
    """Return how many words would be permitted, found by halving: limits grow with what is asked; 0 for none.

    Limits in characters count too, which is why the answer's own `words_allowed` is not enough.
    """
    low, high = 0, (use.words or 1) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if decide(_passage(candidate, use, middle), facts).outcome is Outcome.PERMIT:
            low = middle
        else:
            high = middle - 1
    return low


def _passage(candidate: Candidate, use: Use, words: int) -> Use:
    return replace(use, words=words, characters=_characters(candidate, words))


def _characters(candidate: Candidate, words: int) -> int | None:
    """Return how long the first words are; a length that is not known is a missing value."""
    lengths = candidate.prefix_characters
    return lengths[min(words, len(lengths)) - 1] or None if lengths else None


def _refused(facts: Recorded, governing: GoverningSet) -> IntakeVerdict:
    return IntakeVerdict(
        metadata=False,
        excerpt_words=0,
        governing_set=governing.pk,
        reason=reason_of(facts.decision),
        decisions=(facts.row.pk,),
    )
