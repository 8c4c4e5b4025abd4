"""What is on record for an article and a consumer, as of two moments: versions in force, never drafts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple, Protocol

from django.db.models import Q

from licensing import translate
from licensing.models import (
    Agreement,
    GoverningSetSeries,
    PolicyPeriod,
    PolicySeries,
    Replacement,
    RuleConfirmation,
    StatuteTerms,
)
from licensing.policy import model
from licensing.queries.incorporated import takes_in_what_is_missing
from licensing.queries.quotas import standings
from licensing.queries.scopes import covers, scope_in

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from licensing.queries.subjects import Subject

FROZEN_AT_CAPTURE = frozenset({"terms", "signal"})
_MOST_SETS = 1024
"""Sets of records, and records, that one process keeps: those asked least recently are forgotten."""
_MOST_RECORDS = 8192


@dataclass(frozen=True)
class Moments:
    """When the use happens, and when the record is read."""

    at: datetime
    known_at: datetime


def series_for(subject: Subject, consumer: model.Consumer, parties: Iterable[str]) -> list[PolicySeries]:
    """Return every series that may answer: the governing set's, those for everybody, the consumer's agreements.

    House rules and statutes without a narrower scope always apply.  Whose an article is can change without a word about
    the article (a name is recorded, a site is sold), so series of holders and publishers are found by them anew.
    """
    held = frozenset(parties)
    return covering(agreements_of(consumer), others_for(subject, held), subject, held)


def covering(
    agreements: Iterable[PolicySeries],
    others: Iterable[PolicySeries],
    subject: Subject,
    held: frozenset[str],
) -> list[PolicySeries]:
    """Return the series that may answer, of those that were read, in their order."""
    mine = [series for series in agreements if covers(series, subject, held)]
    return sorted([*mine, *others], key=lambda series: series.identifier)


def agreements_of(consumer: model.Consumer) -> Iterable[PolicySeries]:
    """Return the agreements of a consumer and its groups, whatever they cover."""
    named = {consumer.id, *consumer.groups}
    agreements = PolicySeries.objects.filter(kind="agreement", agreement__assignees__overlap=sorted(named))
    return agreements.select_related("assigner")


def others_for(subject: Subject, held: frozenset[str]) -> Iterable[PolicySeries]:
    """Return what may answer beside agreements; it depends on set, publisher and holders alone."""
    governed = GoverningSetSeries.objects.filter(governing_set=subject.governing_set).values("series")
    whose = Q(scope_kind="publisher", scope_value=subject.publisher)
    whose |= Q(scope_kind="holder", scope_value__in=sorted(held))
    others = PolicySeries.objects.filter(Q(scope_kind="everything") | whose | Q(pk__in=governed))
    return others.exclude(kind="agreement").select_related("assigner")


class SeriesOfMany:
    """The series that may answer about several articles, read at once; `members` are those of their sets."""

    def __init__(
        self,
        consumer: model.Consumer,
        subjects: Sequence[Subject],
        members: Iterable[Iterable[int]],
        parties: Iterable[str],
    ) -> None:
        self._agreements = list(agreements_of(consumer))
        whose = Q(scope_kind="publisher", scope_value__in={subject.publisher for subject in subjects})
        whose |= Q(scope_kind="holder", scope_value__in=set(parties))
        governed = Q(pk__in=set(chain.from_iterable(members)))
        others = PolicySeries.objects.filter(Q(scope_kind="everything") | whose | governed)
        self._others = list(others.exclude(kind="agreement").select_related("assigner"))

    def of(self, subject: Subject, members: Collection[int], held: frozenset[str]) -> list[PolicySeries]:
        """Return what `series_for` does for an article whose set has these members."""
        others = [one for one in self._others if one.pk in members or _for_whoever(one, subject, held)]
        return covering(self._agreements, others, subject, held)


def _for_whoever(series: PolicySeries, subject: Subject, held: frozenset[str]) -> bool:
    """Whether a series answers without being in the set: it is for everybody, for the publisher or for a holder."""
    match series.scope_kind:
        case "everything":
            return True
        case "publisher":
            return series.scope_value == subject.publisher
        case "holder":
            return series.scope_value in held
        case _:
            return False


def on_record(
    series: Iterable[PolicySeries], subject: Subject, consumer: str, moments: Moments
) -> tuple[model.OnRecord, ...]:
    """Return the version of each series in force at `moments.at` as known at `moments.known_at`."""
    by_id = {one.pk: one for one in series}
    periods = list(
        PolicyPeriod.objects.filter(series__in=by_id)
        .as_of(moments.at, moments.known_at)
        .annotate(incomplete=takes_in_what_is_missing(moments.at, moments.known_at))
        .select_related("version")
        .only("series_id", "effective_from", "effective_to", "version__digest", "version__reading")
    )
    extras = _Extras(periods, {one.kind for one in by_id.values()}, subject, consumer, moments)
    return together(periods, by_id, subject, extras)


def together(
    periods: Iterable[PolicyPeriod], by_id: Mapping[int, PolicySeries], subject: Subject, beside: Beside
) -> tuple[model.OnRecord, ...]:
    """Return what is on record by periods that were read, each with whether it is `incomplete`."""
    found = [_read(period, by_id[period.series_id], subject, beside) for period in periods]
    return _together(tuple(sorted((r for r in found if r is not None), key=_identifier)))


def at_capture(
    series: Iterable[PolicySeries], subject: Subject, consumer: str, known_at: datetime
) -> tuple[model.OnRecord, ...]:
    """Return the terms and signals that governed the acquisition (semantics.md section 2)."""
    frozen = [one for one in series if one.kind in FROZEN_AT_CAPTURE]
    return on_record(frozen, subject, consumer, Moments(subject.captured_at, known_at))


class Beside(Protocol):
    """What stands beside the versions in force: by version, series or agreement."""

    confirmed: dict[int, set[str]]
    replaces: dict[int, set[str]]
    statutes: dict[int, StatuteTerms]
    agreements: dict[int, Agreement]
    quotas: dict[int, tuple[model.Quota, ...]]


class _Extras:
    """What stands beside the versions, read in one query a table; none where no series can have it."""

    def __init__(
        self,
        periods: Sequence[PolicyPeriod],
        kinds: set[str],
        subject: Subject,
        consumer: str,
        moments: Moments,
    ) -> None:
        versions = [period.version_id for period in periods]
        series = [period.series_id for period in periods]
        self.confirmed: dict[int, set[str]] = defaultdict(set)
        for row in RuleConfirmation.objects.filter(version__in=versions).as_of(moments.at, moments.known_at):
            self.confirmed[row.version_id].add(row.pointer)
        self.replaces: dict[int, set[str]] = defaultdict(set)
        replaced = Replacement.objects.filter(series__in=series).as_of(moments.at, moments.known_at)
        for one in replaced.select_related("replaced"):
            self.replaces[one.series_id].add(one.replaced.identifier)
        statutes = StatuteTerms.objects.filter(version__in=versions if "statute" in kinds else ())
        self.statutes = {row.version_id: row for row in statutes}
        agreements = Agreement.objects.filter(series__in=series if "agreement" in kinds else ())
        self.agreements = {
            row.series_id: row for row in agreements.select_related("assigner").prefetch_related("quotas")
        }
        self.quotas = standings(
            self.agreements.values(),
            consumer=consumer,
            article=subject.id,
            at=moments.at,
            known_at=moments.known_at,
        )


# --- from what was read to the record --------------------------------------------------------------------------------


class _Read(NamedTuple):
    """Everything of one record, its content by the immutable version and its digest.

    It is read anew for each answer, in the deciding transaction: periods, confirmations, replacements and quotas as
    they stand there.  What is read alike is one object, so that its index is found again (``compiled.governing``).
    """

    id: str
    kind: str
    version: int
    digest: str
    scope: model.Scope
    title: str
    effective_from: datetime
    effective_to: datetime | None
    partial: bool
    confirmed: frozenset[str]
    agreement: model.AgreementTerms | None
    statute: model.StatuteTerms | None
    replaces: frozenset[str]
    assigner: str | None


_identifier = attrgetter("id")


def _read(period: PolicyPeriod, series: PolicySeries, subject: Subject, extras: Beside) -> _Read | None:
    scope = scope_in(series, subject)
    if scope is None:
        return None
    agreement = extras.agreements.get(series.pk)
    statute = extras.statutes.get(period.version_id)
    return _Read(
        id=series.identifier,
        kind=series.kind,
        version=period.version_id,
        digest=period.version.digest,
        scope=scope,
        title=series.title,
        effective_from=period.effective_from,
        effective_to=period.effective_to,
        partial=period.version.reading == "partial" or vars(period)["incomplete"],
        confirmed=frozenset(extras.confirmed[period.version_id]),
        agreement=translate.agreement_terms(agreement, series, extras.quotas[agreement.pk])
        if agreement
        else None,
        statute=translate.statute_terms(statute) if statute else None,
        replaces=frozenset(extras.replaces[series.pk]),
        assigner=series.assigner.identifier if series.assigner else None,
    )


@lru_cache(maxsize=_MOST_SETS)
def _together(found: tuple[_Read, ...]) -> tuple[model.OnRecord, ...]:
    return tuple(_record(one) for one in found)


@lru_cache(maxsize=_MOST_RECORDS)
def _record(read: _Read) -> model.OnRecord:
    return model.OnRecord(
        id=read.id,
        kind=model.PolicyKind(read.kind),
        content=translate.compiled(read.version, read.digest),
        scopes=(read.scope,),
        title=read.title,
        effective_from=read.effective_from,
        effective_to=read.effective_to,
        partial=read.partial,
        confirmed=read.confirmed,
        agreement=read.agreement,
        statute=read.statute,
        replaces=read.replaces,
        assigner=read.assigner,
    )
