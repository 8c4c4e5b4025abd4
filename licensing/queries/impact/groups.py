"""The groups of articles and of images at some sites, found without reading every row where an index tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection

from licensing.policy.model import PartKind
from licensing.queries.facts import parties_in
from licensing.queries.holders import parts_of
from licensing.queries.templates import subject_of_group

if TYPE_CHECKING:
    from datetime import datetime

    from archive.models import Source
    from licensing.queries.subjects import Subject


@dataclass(frozen=True)
class Group:
    """Articles (or images) with one source, governing set and copyright (or credit) line."""

    source: int
    governing_set: int | None
    line: str
    images: bool = False

    def subject(self, source: Source) -> Subject:
        """Return the facts that stand for whichever member."""
        if self.images:
            return subject_of_group(source=source, governing_set=self.governing_set, credit=self.line)
        return subject_of_group(source=source, governing_set=self.governing_set, notice=self.line)

    def holders(self, source: Source, now: datetime) -> set[str]:
        """Return the parties that hold the text, or the image, of whichever member."""
        kind = PartKind.IMAGE if self.images else PartKind.TEXT
        return parties_in(tuple(p for p in parts_of(self.subject(source), now, now) if p.kind is kind))


# From one group to the next by the index, as many steps as there are groups.
_NEXT = """
WITH RECURSIVE found AS (
  (SELECT a.governing_set_id AS one, a.copyright_notice AS line FROM archive_article a
   WHERE a.source_id = %(source)s AND a.governing_set_id IS NOT NULL
   ORDER BY a.source_id, a.governing_set_id, a.copyright_notice LIMIT 1)
  UNION ALL
  SELECT later.one, later.line FROM found CROSS JOIN LATERAL (
    SELECT a.governing_set_id AS one, a.copyright_notice AS line FROM archive_article a
    WHERE a.source_id = %(source)s AND (a.governing_set_id, a.copyright_notice) > (found.one, found.line)
    ORDER BY a.source_id, a.governing_set_id, a.copyright_notice LIMIT 1
  ) later
)
SELECT one, line FROM found
UNION ALL
SELECT DISTINCT a.governing_set_id, a.copyright_notice FROM archive_article a
WHERE a.source_id = %(source)s AND a.governing_set_id IS NULL
"""

_OF_IMAGES = """
SELECT DISTINCT a.source_id, a.governing_set_id, i.credit_text
FROM archive_image i JOIN archive_article a ON a.id = i.article_id
WHERE a.source_id = ANY(%(sources)s)
"""


def groups_of_articles(sources: list[int]) -> list[Group]:
    """Return the groups of articles at some sites."""
    found = []
    for source in sources:
        found += [Group(source, one, line) for one, line in _rows(_NEXT, {"source": source})]
    return found


def groups_of_images(sources: list[int]) -> list[Group]:
    """Return the groups of images at some sites."""
    return [
        Group(source, one, line, images=True) for source, one, line in _rows(_OF_IMAGES, {"sources": sources})
    ]


def _rows(statement: str, parameters: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())
