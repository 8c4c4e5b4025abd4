"""Articles counted by their tallies: whole days from the tables of tallies, and by their moments only those that need it.

A day within which a class begins is counted as one of its stretches; what was published or captured in another stretch
of it is looked up by an index, taken out of the class of its day and put into its own.  So are articles that rules
name.  All of it is one statement, so that it sees one state of the archive.  Paths stand in no tally.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection

from archive.models.tallies import DAYS, FEEDS, TALLIES
from licensing.policy.partial import Column
from licensing.queries.impact.columns import MOMENTS
from licensing.queries.impact.reach import uuid_or_none

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from licensing.queries.impact.columns import Classes, Columns
    from licensing.queries.impact.reach import Reach

_DAY_OF = {Column.PUBLISHED: "published_on", Column.CAPTURED: "captured_on"}
_GROUP = "a.source_id, a.governing_set_id, a.copyright_notice, a.feeds"
_HELD = "held AS MATERIALIZED (SELECT * FROM {tallies} a WHERE a.source_id = ANY(%s){feed})"
_AMISS = "amiss AS MATERIALIZED ({rows})"
_ROWS = """
SELECT a.id, a.source_id, a.governing_set_id, a.copyright_notice, a.section, a.language, a.date_published, a.captured_at,
{days}, {feeds} AS feeds FROM archive_article a WHERE a.source_id = ANY(%s) AND {where}{feed}
"""
# Where nothing is held of some days, no row is looked at.
_GATE = " AND (SELECT EXISTS (SELECT FROM held WHERE held.{day} = ANY(%s::date[])))"
_COUNTED = """
WITH {given} SELECT {names}, sum(number) FROM ({pieces}) AS counted ({names}, number)
GROUP BY {names} HAVING sum(number) <> 0
"""
# One of a thousand pages, to guess which stretch of a day most articles fall into.
_SAMPLE = """
SELECT width_bucket(a.captured_at, %s::timestamptz[]), count(*) FROM archive_article a TABLESAMPLE SYSTEM (0.1)
WHERE a.source_id = ANY(%s) AND (a.captured_at AT TIME ZONE 'UTC')::date = ANY(%s::date[])
GROUP BY 1 ORDER BY 2 DESC
"""


class Tallied:
    """The statement that counts the articles within reach by group and class."""

    def __init__(self, columns: Columns, reach: Reach) -> None:
        self.columns = columns
        self.reach = reach
        self.most = self._sampled()

    @staticmethod
    def possible(columns: Columns, reach: Reach) -> bool:
        """Whether tallies tell the classes."""
        return reach.only is None and all(one.column is not Column.PATH for one in columns.classes)

    def statement(self) -> tuple[str, list[Any]]:
        """Return the statement and its parameters: group, classes, and the number of articles."""
        by_day, of_days = self._classes_of_days()
        feed = " AND %s = ANY(string_to_array(a.feeds, ' '))" if self._feeds else ""
        given = [_HELD.format(tallies=TALLIES, feed=feed)]
        pieces = [f"SELECT {_GROUP}{by_day}, a.number FROM held a"]  # noqa: S608 - constants
        taken, last = [self.reach.source_ids, *self._feeds], of_days
        if amiss := list(self._amiss()):
            given.append(_AMISS.format(rows=" UNION ALL ".join(where for where, _ in amiss)))
            taken += [value for _, found in amiss for value in found]
            pieces.append(f"SELECT {_GROUP}{by_day}, -1 FROM amiss a")  # noqa: S608 - constants
            pieces.append(f"SELECT {_GROUP}{self.columns.sql}, 1 FROM amiss a")  # noqa: S608 - constants
            last = [*of_days, *of_days, *self.columns.parameters]
        names = ", ".join(f"c{n}" for n in range(4 + len(self.columns.classes)))
        statement = _COUNTED.format(given=", ".join(given), names=names, pieces=" UNION ALL ".join(pieces))
        return statement, [*taken, *last]

    @property
    def _feeds(self) -> list[str]:
        return [self.reach.feed] if self.reach.feed else []

    def _classes_of_days(self) -> tuple[str, list[Any]]:
        """Return the classes as a tally has them, each with a comma before it, and what they take."""
        sql, taken = "", list[Any]()
        for one in self.columns.classes:
            if one.column in MOMENTS:
                sql += f", width_bucket(a.{_DAY_OF[one.column]}, %s::date[])"
                taken.append(one.of_days(self.most).dates)
            elif one.column is Column.ARTICLE:
                sql += ", NULL::text"
            else:
                sql += f", {one.sql}"
        return sql, taken

    def _amiss(self) -> Iterator[tuple[str, list[Any]]]:
        """Yield statements, no two of which find the same article, for those that aren't of the class of their day."""
        before, taken = "", list[Any]()
        feed = " AND a.feeds ? %s" if self._feeds else ""
        for one in self.columns.classes:
            found = self._amiss_by(one)
            if found is not None:
                where, gate, parameters, dates = found
                rows = _ROWS.format(days=DAYS, feeds=FEEDS, where=f"({where}){before}{gate}", feed=feed)
                yield rows, [self.reach.source_ids, *parameters, *taken, *dates, *self._feeds]
                before += f" AND ({where}) IS NOT TRUE"
                taken += parameters

    def _amiss_by(self, one: Classes) -> tuple[str, str, list[Any], list[Any]] | None:
        if one.column is Column.ARTICLE:
            return "a.id::text = ANY(%s) AND a.id = ANY(%s::uuid[])", "", [*one.parameters, _uuids(one)], []
        if one.column not in MOMENTS:
            return None
        days = one.of_days(self.most)
        stretches = days.amiss
        if not stretches:
            return None
        moment = f"a.{MOMENTS[one.column]}"
        where = " OR ".join(f"({moment} >= %s AND {moment} < %s)" for _ in stretches)
        gate = _GATE.format(day=_DAY_OF[one.column])
        return where, gate, [bound for stretch in stretches for bound in stretch], [sorted(days.cut)]

    def _sampled(self) -> Mapping[Column, Sequence[int]]:
        """Guess which classes hold most articles of the days of capture that they cut."""
        for one in self.columns.classes:
            if one.column is Column.CAPTURED and (cut := sorted(one.of_days({}).cut)):
                with connection.cursor() as cursor:
                    cursor.execute(_SAMPLE, [list(one.points), self.reach.source_ids, cut])
                    return {Column.CAPTURED: [number for number, _ in cursor]}
        return {}


def _uuids(one: Classes) -> list[str]:
    """Return the identifiers of articles among those that rules name."""
    (named,) = one.parameters
    return [value for value in named if (found := uuid_or_none(value)) is not None and str(found) == value]
