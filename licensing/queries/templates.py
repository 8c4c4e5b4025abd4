"""One question of many articles: the facts that a group of them shares, and what is left for their own columns.

A group is what has one governing set, source, feeds and line: the copyright line for text and metadata, the credit line for
images.  Only what is on record of a single article, and what was handed out of it, can tell its members further apart.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

from archive.credits import distinct_names
from licensing.policy.partial import Captured, Column, Each, Template, partial
from licensing.queries.facts import article_facts, facts_of_group, parties_in
from licensing.queries.histories import History
from licensing.queries.holders import parts_of
from licensing.queries.record import (
    FROZEN_AT_CAPTURE,
    Moments,
    agreements_of,
    covering,
    on_record,
    others_for,
)
from licensing.queries.subjects import Subject, SubjectImage, publisher_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from archive.models import Source
    from licensing.models import Consumer, PolicySeries
    from licensing.policy import model
    from licensing.policy.model import Facts, Part, Use
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
    *,
    source: Source,
    governing_set: int | None,
    notice: str = "",
    credit: str | None = None,
    feeds: Iterable[str] = (),
) -> Subject:
    """Return the facts that stand for whichever article of a group, with one image where a credit line is given.

    What came in by one of the `feeds` only after a moment that is asked about is of another group at that moment.
    """
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
        feeds=tuple((name, _SOME_MOMENT) for name in feeds),
    )


class Reader:
    """Reads what groups share, each thing once: what two worlds, or two consumers, have in common is not read again."""

    def __init__(self) -> None:
        self._known: dict[object, Any] = {}

    def shared(self, subject: Subject, *, row: Consumer, who: model.Consumer, world: World) -> Shared:
        """Return what a group shares."""
        key = ("parts", subject, world.at, world.known_at)
        parts = self._once(key, lambda: parts_of(subject, world.at, world.known_at))
        parties = parties_in(parts)
        found = self._series(subject, who, parties)
        facts = replace(
            self._facts(subject, row, who, parts, found, world), article=article_facts(subject, parts)
        )
        joined = world.series(found, subject, parties, anywhere=True)
        series = [one for one in joined if one.scope_kind not in ("article", "part")]
        captured = self._captured(subject, row, series, world)
        return Shared(replace(world.seen(facts, series, subject), at_capture=()), captured)

    def _series(self, subject: Subject, who: model.Consumer, parties: set[str]) -> list[PolicySeries]:
        """Return the series that may answer for some article of the group; what names one article is for that one alone."""
        held = frozenset(parties)
        key = ("others", subject.governing_set, subject.publisher, held)
        others = self._once(key, lambda: list(others_for(subject, held)))
        agreements = self._once(("agreements", who), lambda: list(agreements_of(who)))
        below = [one for one in agreements if one.scope_kind == "site" and one.scope_value == subject.domain]
        found = dict.fromkeys([*covering(agreements, others, subject, held), *below])
        return [one for one in found if one.scope_kind not in ("article", "part")]

    def _facts(
        self,
        subject: Subject,
        row: Consumer,
        who: model.Consumer,
        parts: tuple[Part, ...],
        series: list[PolicySeries],
        world: World,
    ) -> Facts:
        """Return the facts for groups of one site for which the same may answer, with some article of theirs."""
        of, moments = tuple(one.pk for one in series), Moments(world.at, world.known_at)
        whose = row.identifier if any(one.kind == "agreement" for one in series) else ""  # quotas are its own
        records = self._once(
            ("records", of, whose, moments), lambda: on_record(series, subject, row.identifier, moments)
        )
        return cast(
            "Facts",
            self._once(
                ("facts", of, subject.domain, subject.publisher, who, moments),
                lambda: facts_of_group(
                    subject, moments=moments, row=row, who=who, parts=parts, series=series, records=records
                ),
            ),
        )

    def _captured(
        self, subject: Subject, row: Consumer, series: list[PolicySeries], world: World
    ) -> tuple[Captured, ...] | None:
        frozen = [one for one in series if one.kind in FROZEN_AT_CAPTURE]
        of = (tuple(one.pk for one in frozen), world.known_at)
        history: History = self._once(("history", of), lambda: History(frozen, world.known_at))
        starts = sorted(self._once(("changes", of), lambda: history.changes) | world.changes)
        if len(starts) > MOST_VERSIONS:
            return None
        return tuple(
            Captured(start, self._captured_at(replace(subject, captured_at=start), history, of, row, world))
            for start in starts
        )

    def _captured_at(
        self, then: Subject, history: History, of: object, row: Consumer, world: World
    ) -> tuple[model.OnRecord, ...]:
        records = self._once(("captured", of, then.captured_at), lambda: history.at(then, row.identifier))
        return world.captured(records, history.series, then)

    def _once(self, key: object, read: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever is read
        if key not in self._known:
            self._known[key] = read()
        return self._known[key]
