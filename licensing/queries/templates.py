"""One question of many articles: the facts that a group of them shares, and what is left for their own columns.

A group is what has one governing set, source and line: the copyright line for text and metadata, the credit line for
images.  Only what is on record of a single article, and what was handed out of it, can tell its members further apart.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import chain
from typing import TYPE_CHECKING, Any

from archive.credits import distinct_names
from licensing.models import PolicyPeriod, PolicySeries, Replacement, RuleConfirmation
from licensing.policy.partial import Captured, Column, Each, Template, partial
from licensing.queries.facts import facts_under, parties_in
from licensing.queries.holders import parts_of
from licensing.queries.record import FROZEN_AT_CAPTURE, at_capture, series_for
from licensing.queries.subjects import Subject, SubjectImage, publisher_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from archive.models import Source
    from licensing.models import BitemporalQuerySet, Consumer
    from licensing.policy import model
    from licensing.policy.model import Facts, Use
    from licensing.policy.partial import Residual
    from licensing.queries.hypothesis import World

WHICHEVER = "00000000-0000-0000-0000-000000000000"
"""Stands for whichever article of a group is asked about."""

WHICHEVER_IMAGE = "00000000-0000-0000-0000-000000000001"
"""Stands for whichever image of a group is asked about."""

MOST_VERSIONS = 64
"""More changes of terms and signals than this are not gone through: each article of the group is decided by itself."""

OPEN = frozenset(
    {Column.ARTICLE, Column.PATH, Column.SECTION, Column.LANGUAGE, Column.PUBLISHED, Column.CAPTURED}
)
_SOME_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Shared:
    """What all articles of a group share for one consumer; `captured` is None where terms changed too often."""

    facts: Facts
    captured: tuple[Captured, ...] | None

    def left(self, use: Use) -> Residual:
        """Return what is left of a use for the articles' own columns.  Raises UseError."""
        if self.captured is None:
            return Each(f"terms and signals changed more than {MOST_VERSIONS} times")
        return partial(Template(use=use, facts=self.facts, free=OPEN, captured=self.captured))

    def used_up(self) -> Iterator[tuple[str, datetime]]:
        """Yield the series of each agreement whose quota is used up, with the period's start: a repeat is free there."""
        for record in self.facts.on_record:
            quotas = record.agreement.quotas if record.agreement else ()
            yield from ((record.id, quota.period_start) for quota in quotas if not quota.left)


def subject_of_group(
    *, source: Source, governing_set: int | None, notice: str = "", credit: str | None = None
) -> Subject:
    """Return the facts that stand for whichever article of a group, with one image where a credit line is given."""
    image = () if credit is None else (SubjectImage(WHICHEVER_IMAGE, credit, distinct_names(credit)),)
    return Subject(
        id=WHICHEVER,
        publisher=source.publisher.identifier,
        publisher_names=publisher_names(source),
        domain=source.domain,
        path="/",
        address="",
        title="",
        authors=(),
        language="",
        section="",
        published_at=None,
        captured_at=_SOME_MOMENT,
        copyright_notice=notice,
        images=image,
        governing_set=governing_set,
    )


class Reader:
    """Reads what groups share, each thing once: what two worlds, or two consumers, have in common is not read again."""

    def __init__(self) -> None:
        self._known: dict[object, Any] = {}

    def shared(
        self, subject: Subject, *, use: Use, row: Consumer, who: model.Consumer, world: World
    ) -> Shared:
        """Return what a group shares; `use` is any one at the world's moments."""
        now = (subject, world.at, world.known_at)
        parts = self._once(("parts", now), lambda: parts_of(subject, world.at, world.known_at))
        parties = parties_in(parts)
        found = self._once(("series", now, who), lambda: series_of_group(subject, who, parties))
        facts = self._once(
            ("facts", now, who),
            lambda: facts_under(subject, use=use, row=row, who=who, parts=parts, series=found),
        )
        joined = world.series(found, subject, parties, anywhere=True)
        series = [one for one in joined if one.scope_kind not in ("article", "part")]
        seen = world.seen(facts, series, subject)
        captured = self._captured(subject, row, series, world)
        return Shared(replace(seen, at_capture=(), scheduled=(), names=()), captured)

    def _captured(
        self, subject: Subject, row: Consumer, series: list[PolicySeries], world: World
    ) -> tuple[Captured, ...] | None:
        frozen = [one for one in series if one.kind in FROZEN_AT_CAPTURE]
        of = (subject.domain, tuple(one.pk for one in frozen), world.known_at)
        changes = self._once(("changes", of), lambda: set(_changes(frozen, world.known_at)))
        starts = sorted({*changes, *world.changes})
        if len(starts) > MOST_VERSIONS:
            return None
        return tuple(
            Captured(
                start, self._captured_at(start, of, frozen, replace(subject, captured_at=start), row, world)
            )
            for start in starts
        )

    def _captured_at(
        self,
        start: datetime,
        of: object,
        frozen: list[PolicySeries],
        then: Subject,
        row: Consumer,
        world: World,
    ) -> tuple[model.OnRecord, ...]:
        records = self._once(
            ("captured", of, start), lambda: at_capture(frozen, then, row.identifier, world.known_at)
        )
        return world.captured(records, frozen, then)

    def _once(self, key: object, read: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever is read
        if key not in self._known:
            self._known[key] = read()
        return self._known[key]


def series_of_group(subject: Subject, who: model.Consumer, parties: set[str]) -> list[PolicySeries]:
    """Return the series that may answer for some article of the group; what names one article is for that one alone."""
    named = {who.id, *who.groups}
    below = PolicySeries.objects.filter(
        kind="agreement",
        agreement__assignees__overlap=sorted(named),
        scope_kind="site",
        scope_value=subject.domain,
    )
    found = [*series_for(subject, who, parties), *below.select_related("assigner")]
    return [one for one in dict.fromkeys(found) if one.scope_kind not in ("article", "part")]


def _changes(series: list[PolicySeries], known_at: datetime) -> Iterator[datetime]:
    """Yield the moments at which what governs a capture changes, as known then."""
    tables: Iterable[BitemporalQuerySet[PolicyPeriod | RuleConfirmation | Replacement]] = (
        PolicyPeriod.objects.filter(series__in=series),
        PolicyPeriod.objects.filter(series__incorporated_by__version__series__in=series),
        RuleConfirmation.objects.filter(version__series__in=series),
        Replacement.objects.filter(series__in=series),
    )
    for rows in tables:
        bounds = rows.known_at(known_at).values_list("effective_from", "effective_to").order_by()
        yield from (moment for moment in chain.from_iterable(bounds) if moment)
