"""The groups of articles and of images at some sites; those of articles are found by their tallies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, Any

from django.db import connection

from archive.models.tallies import FEEDS, TALLIES
from licensing.policy.model import PartKind
from licensing.queries.facts import parties_in
from licensing.queries.holders import parts_of
from licensing.queries.templates import subject_of_group

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from archive.models import Source
    from licensing.queries.subjects import Subject


@dataclass(frozen=True)
class Group:
    """Articles (or images) with one source, governing set, copyright (or credit) line, and the same feeds.

    `feeds` are the names of all that they came in by, in one text; who came in by one since is decided by itself.
    """

    source: int
    governing_set: int | None
    line: str
    feeds: str = ""
    images: bool = False

    def subject(self, source: Source) -> Subject:
        """Return the facts that stand for whichever member."""
        line = {"credit": self.line} if self.images else {"notice": self.line}
        feeds = tuple(self.feeds.split())
        return subject_of_group(source=source, governing_set=self.governing_set, feeds=feeds, **line)

    def holders(self, source: Source, now: datetime) -> set[str]:
        """Return the parties that hold the text, or the image, of whichever member."""
        kind = PartKind.IMAGE if self.images else PartKind.TEXT
        return parties_in(tuple(p for p in parts_of(self.subject(source), now, now) if p.kind is kind))


def group_of(row: Sequence[Any], *, images: bool = False) -> Group:
    """Return the group that source, governing set, line and feeds stand for."""
    source, governing_set, line, feeds = row
    return Group(source, governing_set, line, feeds, images)


_OF_ARTICLES = f"""
SELECT a.source_id, a.governing_set_id, a.copyright_notice, a.feeds FROM {TALLIES} a
WHERE a.source_id = ANY(%s) GROUP BY 1, 2, 3, 4 HAVING sum(a.number) <> 0
"""  # noqa: S608 - a table
_IN_ORDER = f"{_OF_ARTICLES} ORDER BY 1, 2, 3, 4"
_LARGEST = f"{_OF_ARTICLES} ORDER BY sum(a.number) DESC, 1, 2, 3, 4 LIMIT %s"
_OF_IMAGES = f"""
SELECT DISTINCT a.source_id, a.governing_set_id, i.credit_text, {FEEDS}
FROM archive_image i JOIN archive_article a ON a.id = i.article_id
WHERE a.source_id = ANY(%s)
"""  # noqa: S608 - constants
_SOURCES = f"""
SELECT DISTINCT a.source_id FROM {TALLIES} a WHERE a.feeds <> '' AND %s = ANY(string_to_array(a.feeds, ' '))
"""  # noqa: S608 - a table
_FIRST_LATE = f"""
SELECT min(a.captured_on)::timestamp AT TIME ZONE 'UTC' FROM {TALLIES} a
WHERE a.source_id = ANY(%s) AND a.joined_on >= %s
"""  # noqa: S608 - a table
_LATE = """
SELECT a.id FROM archive_article a WHERE a.source_id = ANY(%s) AND a.captured_at >= %s
AND EXISTS (SELECT FROM jsonb_each_text(a.feeds) AS feed (name, since) WHERE feed.since::timestamptz > %s)
"""


def groups_of_articles(sources: list[int]) -> list[Group]:
    """Return the groups of articles at some sites."""
    return [group_of(row) for row in rows(_IN_ORDER, [sources])]


def largest_groups(sources: list[int], most: int) -> list[Group]:
    """Return those of them that have most articles."""
    return [group_of(row) for row in rows(_LARGEST, [sources, most])]


def groups_of_images(sources: list[int]) -> list[Group]:
    """Return the groups of images at some sites."""
    return [group_of(row, images=True) for row in rows(_OF_IMAGES, [sources])]


def sources_of_feed(name: str) -> list[int]:
    """Return the sites of which articles came in by a feed."""
    return [source for (source,) in rows(_SOURCES, [name])]


def joined_after(moment: datetime, sources: list[int]) -> set[UUID]:
    """Return the articles that came in by a feed later than a moment: they were of another group then."""
    (first,) = rows(_FIRST_LATE, [sources, moment.astimezone(UTC).date()])[0]
    return set() if first is None else {one for (one,) in rows(_LATE, [sources, first, moment])}


def rows(statement: str, parameters: list[Any] | dict[str, Any]) -> list[tuple[Any, ...]]:
    """Return the rows of a statement."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())
