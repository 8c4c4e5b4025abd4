"""Everything that a decision is made from, read at (`at`, `known_at`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from django.db.models import Q

from licensing import translate
from licensing.models import (
    Delivery,
    Fulfilment,
    PolicyPeriod,
    Replacement,
    RuleConfirmation,
    StatuteApproval,
    Suspension,
)
from licensing.policy import model
from licensing.policy.ask import checked
from licensing.queries.consumers import consumer as consumer_row
from licensing.queries.consumers import registrations
from licensing.queries.holders import aliases, assignments, parts_of
from licensing.queries.names import party_names
from licensing.queries.record import Moments, at_capture, on_record, series_for
from licensing.queries.subjects import subject as subject_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from uuid import UUID

    from licensing.models import Bitemporal, BitemporalQuerySet, Consumer, PolicySeries
    from licensing.policy.model import Article, Facts, Part, Use
    from licensing.queries.subjects import Subject


_MOST_PARTS = 1024
"""Sets of parts that one process keeps: those asked least recently are forgotten."""


def facts_for(*, article: UUID, use: Use, consumer: str, word_start: int = 0) -> Facts:
    """Return what a held article's use by a consumer is decided from.

    Raises UnknownArticleError and UnknownConsumerError.
    """
    return facts_about(subject_row(article), use=use, consumer=consumer, word_start=word_start)


def facts_about(subject: Subject, *, use: Use, consumer: str, word_start: int = 0) -> Facts:
    """Return the same for facts that are at hand already; raises UnknownConsumerError, and UseError for a bad use."""
    checked(use)  # before the database sees a naive or absurd moment
    subject = subject.as_known_at(use.known_at)
    row = consumer_row(consumer)
    who = translate.consumer(row, registrations(row).as_of(use.at, use.known_at).order_by("pk"))
    parts = parts_of(subject, use.at, use.known_at)
    series = series_for(subject, who, parties_in(parts))
    return facts_under(subject, use=use, row=row, who=who, parts=parts, series=series, word_start=word_start)


def facts_under(
    subject: Subject,
    *,
    use: Use,
    row: Consumer,
    who: model.Consumer,
    parts: tuple[Part, ...],
    series: list[PolicySeries],
    word_start: int = 0,
) -> Facts:
    """Return the same where the series that may answer are at hand too."""
    consumer, moments = row.identifier, Moments(use.at, use.known_at)
    records = on_record(series, subject, consumer, moments)
    captured = at_capture(series, subject, consumer, use.known_at)
    everything = _Watched(subject, row, [one.pk for one in series], {r.content.version for r in records})
    return model.Facts(
        article=article_facts(subject, parts),
        consumer=who,
        on_record=records,
        at_capture=captured,
        suspensions=_suspensions(everything.suspensions.as_of(*_both(moments)), subject),
        approvals=tuple(translate.approval(a) for a in everything.approvals.as_of(*_both(moments))),
        fulfilled=_fulfilled(everything.fulfilments.as_of(*_both(moments)), records),
        released=released_ranges(subject.id, consumer, use.known_at),
        word_start=word_start,
        scheduled=tuple(sorted(set(_scheduled(everything, records, moments)))),
        names=party_names((*records, *captured), parts),
    )


def facts_of_group(
    subject: Subject,
    *,
    moments: Moments,
    row: Consumer,
    who: model.Consumer,
    parts: tuple[Part, ...],
    series: list[PolicySeries],
    records: tuple[model.OnRecord, ...],
) -> Facts:
    """Return the same for a subject that stands for many, what is on record given: nothing was handed out of it.

    What governed captures and what is due to change is left out, and so are names of parties.
    """
    watched = _Watched(subject, row, [one.pk for one in series], set())
    return model.Facts(
        article=article_facts(subject, parts),
        consumer=who,
        on_record=records,
        suspensions=_suspensions(watched.suspensions.as_of(*_both(moments)), subject),
        approvals=tuple(translate.approval(a) for a in watched.approvals.as_of(*_both(moments))),
        fulfilled=_fulfilled(watched.fulfilments.as_of(*_both(moments)), records),
    )


@dataclass(frozen=True)
class _Watched:
    """The bitemporal rows that bear on a question, whenever they hold."""

    subject: Subject
    consumer: Consumer
    series: list[int]
    versions: set[str]

    @property
    def suspensions(self) -> BitemporalQuerySet[Suspension]:
        """Suspensions that cover the article or a part of it, oldest first."""
        covering = (
            Q(scope_kind="article", scope_value=self.subject.id)
            | Q(scope_kind="site", scope_value=self.subject.domain)
            | Q(scope_kind="publisher", scope_value=self.subject.publisher)
            | Q(scope_kind="part", scope_value__in=self.subject.part_values)
        )
        return Suspension.objects.filter(covering).order_by("pk")

    @property
    def approvals(self) -> BitemporalQuerySet[StatuteApproval]:
        """Positions on the statutes that may answer, for this consumer or for all."""
        mine = StatuteApproval.objects.filter(
            series__in=self.series, consumer__in=["", self.consumer.identifier]
        )
        return mine.select_related("series").order_by("pk")

    @property
    def fulfilments(self) -> BitemporalQuerySet[Fulfilment]:
        """Pre-conditions that the consumer met under any of the series."""
        mine = Fulfilment.objects.filter(version__series__in=self.series, consumer=self.consumer.identifier)
        return mine.select_related("version__series").order_by("pk")

    @property
    def tables(self) -> Iterable[BitemporalQuerySet[Bitemporal]]:
        """Every table whose rows may change the answer by beginning or ending."""
        return (
            PolicyPeriod.objects.filter(series__in=self.series),
            PolicyPeriod.objects.filter(series__incorporated_by__version__series__in=self.series),
            RuleConfirmation.objects.filter(version__series__in=self.series),
            Replacement.objects.filter(series__in=self.series),
            assignments(self.subject),
            aliases(self.subject),
            registrations(self.consumer),
            self.suspensions,
            self.approvals,
            self.fulfilments,
        )


def _both(moments: Moments) -> tuple[datetime, datetime]:
    return moments.at, moments.known_at


def _scheduled(
    watched: _Watched, records: tuple[model.OnRecord, ...], moments: Moments
) -> Iterator[datetime]:
    """Yield the later moments at which something on record, as known now, is due to change."""
    first, *others = (
        rows.known_at(moments.known_at).order_by().values_list("effective_from", "effective_to")
        for rows in watched.tables
    )
    known = first.union(*others)
    yield from (moment for moment in chain.from_iterable(known) if moment and moment > moments.at)
    for record in records:
        if record.agreement:
            yield from (quota.period_end for quota in record.agreement.quotas)


def _suspensions(rows: BitemporalQuerySet[Suspension], subject: Subject) -> tuple[model.Suspension, ...]:
    """Name the parts that suspensions stop; one whose part is in doubt stops the whole article."""
    return tuple(
        translate.suspension(
            row, subject.part_id(row.scope_value) or None if row.scope_kind == "part" else None
        )
        for row in rows
    )


def _fulfilled(
    rows: BitemporalQuerySet[Fulfilment], records: tuple[model.OnRecord, ...]
) -> tuple[model.Fulfilment, ...]:
    names = {record.content.version for record in records}
    named = ((translate.version_name(r.version.series.identifier, r.version.number), r) for r in rows)
    return tuple(translate.fulfilment(row, name) for name, row in named if name in names)


def parties_in(parts: tuple[Part, ...]) -> set[str]:
    """Return every party that holds one of the parts."""
    return {party for part in parts for holder in part.holders for party in holder.parties}


def parties_of(subject: Subject, moment: datetime) -> set[str]:
    """Return every party that holds a part of an article, as of one moment."""
    return parties_in(parts_of(subject, moment, moment))


def released_ranges(article: str, consumer: str, known_at: datetime) -> tuple[tuple[int, int], ...]:
    """Return the word positions ever released to a consumer by a moment: half-open, sorted, disjoint."""
    delivered = Delivery.objects.filter(article=article, consumer=consumer, delivered_at__lte=known_at)
    merged: list[tuple[int, int]] = []
    for start, words in delivered.order_by("start", "words").values_list("start", "words"):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], start + words))
        else:
            merged.append((start, start + words))
    return tuple(merged)


@lru_cache(maxsize=_MOST_PARTS)
def _alike(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return the parts; those that were read alike are one object, as what is on record is (``record``)."""
    return parts


def article_facts(subject: Subject, parts: tuple[Part, ...]) -> Article:
    """Return what rules may test of an article."""
    return model.Article(
        id=subject.id,
        publisher=subject.publisher,
        site=subject.domain,
        path=subject.path,
        parts=_alike(parts),
        captured_at=subject.captured_at,
        language=subject.language,
        section=subject.section,
        published_at=subject.published_at,
        collections=subject.collections,
        title=subject.title,
        attribution=attribution(subject),
    )


def attribution(subject: Subject) -> str:
    """Return the line that names title, authors, publisher, date, copyright and address of an article."""
    day = subject.published_at.date().isoformat() if subject.published_at else ""
    credit = subject.copyright_notice or next(iter(subject.publisher_names), subject.domain)
    pieces = [f"“{subject.title}”", ", ".join(subject.authors), subject.domain, day]
    return f"{', '.join(piece for piece in pieces if piece)}. {credit}. {subject.address}"
