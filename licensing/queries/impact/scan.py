"""The statements that walk the articles: passes that list them by group and class, and one that counts them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection

from archive.models.tallies import FEEDS
from licensing.queries.impact.groups import group_of, rows
from licensing.queries.impact.tallied import Tallied

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from licensing.queries.impact.columns import Columns
    from licensing.queries.impact.groups import Group
    from licensing.queries.impact.reach import Reach
    from licensing.queries.impact.sides import Values

_CHUNK = 2000

_FROM = {
    False: "FROM archive_article a",
    True: "FROM archive_image i JOIN archive_article a ON a.id = i.article_id",
}
_KEY = {
    False: f"a.source_id, a.governing_set_id, a.copyright_notice, {FEEDS}",
    True: f"a.source_id, a.governing_set_id, i.credit_text, {FEEDS}",
}
_GROUP = 4
"""Columns of a group, which come before those of a class."""


@dataclass(frozen=True)
class Class:
    """Articles (or images) of one group and one class of each column."""

    group: Group
    found: tuple[Any, ...]


class Scan:
    """Walks articles or their images at some sites."""

    def __init__(self, reach: Reach, columns: Columns, *, images: bool = False) -> None:
        self.reach = reach
        self.columns = columns
        self.images = images
        self.within = "a.source_id = ANY(%s)"
        self.sources: list[Any] = [reach.source_ids]
        if reach.only is not None:
            self.within += " AND a.id = ANY(%s)"
            self.sources.append(list(reach.only))
        if reach.feed:
            self.within += " AND a.feeds ? %s"
            self.sources.append(reach.feed)

    @property
    def key(self) -> str:
        """The columns of a class."""
        return _KEY[self.images] + self.columns.sql

    @property
    def width(self) -> int:
        """How many columns the key has."""
        return _GROUP + len(self.columns.classes)

    def values(self, one: Class) -> Values:
        """Return a value of each column for a class."""
        return self.columns.values(one.found)

    def counts(self) -> Iterator[tuple[Class, int]]:
        """Yield every class with its number of articles, or of images."""
        counted: Iterable[tuple[Any, ...]]
        if self.images or not Tallied.possible(self.columns, self.reach):
            counted = self._by_rows()
        else:  # through a cursor on the server: workers would be started for nothing
            counted = stream(*Tallied(self.columns, self.reach).statement())
        for *key, number in counted:
            yield self.class_of(key), int(number)

    def _by_rows(self) -> list[tuple[Any, ...]]:
        numbers = ", ".join(str(n + 1) for n in range(self.width))
        statement = f"SELECT {self.key}, count(*) {_FROM[self.images]} WHERE {self.within} GROUP BY {numbers}"
        # at once: a cursor on the server would forgo parallel workers
        return rows(statement, [*self.columns.parameters, *self.sources])

    def each(
        self,
        extra: str = "",
        *,
        joined: str = "",
        first: Iterable[Any] = (),
        where: str = "",
        taken: Iterable[Any] = (),
    ) -> Iterator[tuple[Class, tuple[Any, ...]]]:
        """Yield the class of each article (or image), with the further columns that `extra` names.

        `first` are the parameters of what is `joined` (and of `extra` before it), `taken` those of `where`.
        """
        statement = f"SELECT {self.key}{extra} {_FROM[self.images]} {joined} WHERE {self.within}{where}"
        for row in stream(statement, [*self.columns.parameters, *first, *self.sources, *taken]):
            yield self.class_of(row[: self.width]), tuple(row[self.width :])

    def of(self, articles: Iterable[UUID]) -> Iterator[tuple[UUID, Class]]:
        """Yield the class of each of some articles, or of each of their images."""
        wanted = list(articles)
        if wanted:
            for one, (article,) in self.each(", a.id", where=" AND a.id = ANY(%s)", taken=[wanted]):
                yield article, one

    def class_of(self, key: Any) -> Class:  # noqa: ANN401 - a row
        """Return the class that the columns of a row name."""
        return Class(group_of(key[:_GROUP], images=self.images), tuple(key[_GROUP:]))


def stream(statement: str, parameters: list[Any]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a statement through a cursor on the server."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement, parameters)
        while rows := cursor.fetchmany(_CHUNK):
            yield from rows
