"""What governed captures: every version of some terms and signals as known at one moment, read once for all captures."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from itertools import chain
from typing import TYPE_CHECKING, Any

from licensing.models import IncorporatedDocument, PolicyPeriod, Replacement, RuleConfirmation
from licensing.queries.record import at_capture, together

if TYPE_CHECKING:
    from collections.abc import Iterable

    from licensing.models import Bitemporal, PolicySeries
    from licensing.policy import model
    from licensing.queries.subjects import Subject


class History:
    """Terms and signals through time; no series of another kind."""

    def __init__(self, series: list[PolicySeries], known_at: datetime) -> None:
        self.series = series
        self._by_id = {one.pk: one for one in series}
        self._known_at = known_at
        self._periods = list(
            PolicyPeriod.objects.filter(series__in=self._by_id)
            .known_at(known_at)
            .select_related("version")
            .only("series_id", "effective_from", "effective_to", "version__digest", "version__reading")
        )
        confirmed = RuleConfirmation.objects.filter(version__series__in=self._by_id)
        replaced = Replacement.objects.filter(series__in=self._by_id)
        self._confirmed = list(confirmed.known_at(known_at))
        self._replaced = list(replaced.known_at(known_at).select_related("replaced"))
        taken_in = IncorporatedDocument.objects.filter(version__series__in=self._by_id)
        self._takes_in = taken_in.exists()

    @property
    def changes(self) -> set[datetime]:
        """The moments at which what governs a capture changes."""
        rows: Iterable[Bitemporal] = chain(self._periods, self._confirmed, self._replaced)
        bounds: Iterable[tuple[datetime, datetime | None]] = [
            (row.effective_from, row.effective_to) for row in rows
        ]
        if self._takes_in:
            others = PolicyPeriod.objects.filter(series__incorporated_by__version__series__in=self._by_id)
            bounds = chain(
                bounds, others.known_at(self._known_at).values_list("effective_from", "effective_to")
            )
        return {moment.astimezone(UTC) for moment in chain.from_iterable(bounds) if moment}

    def at(self, subject: Subject, consumer: str) -> tuple[model.OnRecord, ...]:
        """Return what governed the capture of a subject, as `at_capture` does."""
        if self._takes_in:
            return at_capture(self.series, subject, consumer, self._known_at)
        moment = subject.captured_at
        periods = [row for row in self._periods if holds_at(row, moment)]
        for row in periods:
            vars(row)["incomplete"] = False
        return together(periods, self._by_id, subject, _Beside(self._confirmed, self._replaced, moment))


class _Beside:
    """What stands beside the versions at one moment; terms and signals have no more."""

    def __init__(
        self, confirmed: Iterable[RuleConfirmation], replaced: Iterable[Replacement], moment: datetime
    ) -> None:
        self.confirmed: dict[int, set[str]] = defaultdict(set)
        self.replaces: dict[int, set[str]] = defaultdict(set)
        self.statutes: dict[int, Any] = {}
        self.agreements: dict[int, Any] = {}
        self.quotas: dict[int, Any] = {}
        for row in confirmed:
            if holds_at(row, moment):
                self.confirmed[row.version_id].add(row.pointer)
        for one in replaced:
            if holds_at(one, moment):
                self.replaces[one.series_id].add(one.replaced.identifier)


def holds_at(row: Bitemporal, moment: datetime) -> bool:
    """Whether a row holds at a moment, as `effective_at` of the database."""
    return row.effective_from <= moment and (row.effective_to is None or moment < row.effective_to)
