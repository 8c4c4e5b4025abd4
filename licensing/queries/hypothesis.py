"""The record as it is, or as it would be if one version were in force: what a preview and a re-assessment compare."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from licensing import translate
from licensing.models import (
    Fulfilment,
    IncorporatedDocument,
    PolicyVersion,
    Replacement,
    RuleConfirmation,
)
from licensing.policy import model
from licensing.queries.histories import holds_at
from licensing.queries.incorporated import is_partial, missing_documents
from licensing.queries.record import FROZEN_AT_CAPTURE, Moments
from licensing.queries.scopes import covers, scope_in

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from licensing.models import PolicySeries
    from licensing.queries.subjects import Subject


@dataclass(frozen=True)
class Hypothesis:
    """A version as if it were in force for [`effective_from`, `effective_to`), in place of what is in force then."""

    version: PolicyVersion
    effective_from: datetime
    effective_to: datetime | None = None

    @property
    def series(self) -> PolicySeries:
        """The series of the version."""
        return self.version.series

    def holds_at(self, moment: datetime) -> bool:
        """Whether the version would be in force at a moment."""
        return self.effective_from <= moment and (self.effective_to is None or moment < self.effective_to)

    def joined(
        self,
        series: list[PolicySeries],
        subject: Subject,
        parties: Collection[str],
        *,
        anywhere: bool = False,
    ) -> list[PolicySeries]:
        """Return the series that may answer, this one among them where its scope matches.

        `anywhere` passes over the path: the subject stands for articles below every path of its site.
        """
        if self.series in series:
            return series
        on_site = self.series.scope_kind == "site" and self.series.scope_value == subject.domain
        matches = (anywhere and on_site) or covers(self.series, subject, parties)
        return [*series, self.series] if matches else series

    def applied(
        self,
        records: tuple[model.OnRecord, ...],
        series: Iterable[PolicySeries],
        subject: Subject,
        moments: Moments,
    ) -> tuple[model.OnRecord, ...]:
        """Return what is on record at some moments, with this version in place of what is."""
        if not self.holds_at(moments.at):
            return records
        records = tuple(self._completed(record, moments) for record in records)
        if self.series not in series:
            return records
        others = [record for record in records if record.id != self.series.identifier]
        mine = self._record(subject, moments)
        return tuple(sorted([*others, *([mine] if mine else [])], key=lambda record: record.id))

    def fulfilled(self, consumer: str, world: World) -> tuple[model.Fulfilment, ...]:
        """Return the pre-conditions of this version that a consumer has met."""
        name = translate.version_name(self.series.identifier, self.version.number)
        met = Fulfilment.objects.filter(version=self.version, consumer=consumer)
        rows = met.as_of(world.at, world.known_at).order_by("pk")
        return tuple(translate.fulfilment(row, name) for row in rows)

    @cached_property
    def _incorporating(self) -> dict[str, PolicyVersion]:
        """The versions that take in this series by reference, by the names under which they are cited."""
        versions = PolicyVersion.objects.filter(incorporates__series=self.series).select_related("series")
        return {translate.version_name(one.series.identifier, one.number): one for one in versions}

    def _completed(self, record: model.OnRecord, moments: Moments) -> model.OnRecord:
        """Return a record whose reading is no longer partial once this series is in force."""
        version = self._incorporating.get(record.content.version)
        if version is None or version.reading == "partial":
            return record
        missing = missing_documents(version.pk, moments.at, moments.known_at).exclude(series=self.series)
        return replace(record, partial=missing.exists())

    def _record(self, subject: Subject, moments: Moments) -> model.OnRecord | None:
        scope = scope_in(self.series, subject)
        if scope is None:
            return None
        beside = self._beside(moments.known_at)
        return model.OnRecord(
            id=self.series.identifier,
            kind=model.PolicyKind(self.series.kind),
            content=translate.compiled(self.version.pk, self.version.digest),
            scopes=(scope,),
            title=self.series.title,
            effective_from=self.effective_from,
            effective_to=self.effective_to,
            partial=self.version.reading == "partial"
            or (beside.takes_in and is_partial(self.version, moments.at, moments.known_at)),
            confirmed=frozenset(row.pointer for row in beside.confirmed if holds_at(row, moments.at)),
            replaces=frozenset(
                row.replaced.identifier for row in beside.replaced if holds_at(row, moments.at)
            ),
            assigner=self.series.assigner.identifier if self.series.assigner else None,
        )

    def _beside(self, known_at: datetime) -> _Beside:
        """Return what is known of the version: read once for a moment of knowledge, however many captures are asked about."""
        found = self._read.get(known_at)
        if found is None:
            confirmed = RuleConfirmation.objects.filter(version=self.version).known_at(known_at)
            replaced = Replacement.objects.filter(series=self.series).known_at(known_at)
            takes_in = IncorporatedDocument.objects.filter(version=self.version).exists()
            found = self._read[known_at] = _Beside(
                list(confirmed), list(replaced.select_related("replaced")), takes_in
            )
        return found

    @cached_property
    def _read(self) -> dict[datetime, _Beside]:
        return {}


@dataclass(frozen=True)
class _Beside:
    """What stands beside a version, whenever it holds; whether it takes in other documents at all."""

    confirmed: list[RuleConfirmation]
    replaced: list[Replacement]
    takes_in: bool


@dataclass(frozen=True)
class World:
    """What is asked about: when the use happens, when the record is read, and what it would say besides."""

    at: datetime
    known_at: datetime
    given: Hypothesis | None = None

    def series(
        self, found: list[PolicySeries], subject: Subject, parties: Collection[str], *, anywhere: bool = False
    ) -> list[PolicySeries]:
        """Return the series that may answer in this world."""
        return self.given.joined(found, subject, parties, anywhere=anywhere) if self.given else found

    def seen(self, facts: model.Facts, series: list[PolicySeries], subject: Subject) -> model.Facts:
        """Return facts that were read from the record, as they are in this world."""
        if self.given is None:
            return facts
        now = Moments(self.at, self.known_at)
        return replace(
            facts,
            on_record=self.given.applied(facts.on_record, series, subject, now),
            at_capture=self.captured(facts.at_capture, series, subject),
            fulfilled=(*facts.fulfilled, *self.given.fulfilled(facts.consumer.id, self)),
        )

    def captured(
        self, records: tuple[model.OnRecord, ...], series: list[PolicySeries], subject: Subject
    ) -> tuple[model.OnRecord, ...]:
        """Return what governed the capture of a subject, as it is in this world."""
        if self.given is None or self.given.series.kind not in FROZEN_AT_CAPTURE:
            return records
        return self.given.applied(records, series, subject, Moments(subject.captured_at, self.known_at))

    @property
    def changes(self) -> set[datetime]:
        """The moments at which only this world changes what governs a capture."""
        if self.given is None:
            return set()
        return {moment for moment in (self.given.effective_from, self.given.effective_to) if moment}
