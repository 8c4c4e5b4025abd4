"""The statements that walk the articles: one pass that counts them by group and class, and passes that list them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection

from licensing.queries.impact.groups import Group

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from licensing.queries.impact.columns import Columns
    from licensing.queries.impact.reach import Reach
    from licensing.queries.impact.sides import Values

_CHUNK = 2000

_FROM = {
    False: "FROM archive_article a",
    True: "FROM archive_image i JOIN archive_article a ON a.id = i.article_id",
}
_KEY = {
    False: "a.source_id, a.governing_set_id, a.copyright_notice",
    True: "a.source_id, a.governing_set_id, i.credit_text",
}


@dataclass(frozen=True)
class Class:
    """Articles (or images) of one group and one class of each column."""

    group: Group
    found: tuple[Any, ...]


class Scan:
    """Walks articles or their images at some sites."""

    def __init__(self, reach: Reach, columns: Columns, *, images: bool = False) -> None:
        self.columns = columns
        self.images = images
        self.within = "a.source_id = ANY(%s)" + ("" if reach.only is None else " AND a.id = ANY(%s)")
        self.sources: list[Any] = [reach.source_ids, *([] if reach.only is None else [list(reach.only)])]

    @property
    def key(self) -> str:
        """The columns of a class."""
        return _KEY[self.images] + self.columns.sql

    def values(self, one: Class) -> Values:
        """Return a value of each column for a class."""
        return self.columns.values(one.found)

    def counts(self) -> Iterator[tuple[Class, int]]:
        """Yield every class with its number of articles, or of images."""
        numbers = ", ".join(str(n + 1) for n in range(3 + len(self.columns.classes)))
        statement = f"SELECT {self.key}, count(*) {_FROM[self.images]} WHERE {self.within} GROUP BY {numbers}"
        with connection.cursor() as cursor:  # a cursor on the server would forgo parallel workers
            cursor.execute(statement, [*self.columns.parameters, *self.sources])
            for *key, number in cursor:
                yield self.class_of(key), number

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
        width = 3 + len(self.columns.classes)
        for row in stream(statement, [*self.columns.parameters, *first, *self.sources, *taken]):
            yield self.class_of(row[:width]), tuple(row[width:])

    def of(self, articles: Iterable[UUID]) -> Iterator[tuple[UUID, Class]]:
        """Yield the class of each of some articles, or of each of their images."""
        wanted = list(articles)
        if wanted:
            for one, (article,) in self.each(", a.id", where=" AND a.id = ANY(%s)", taken=[wanted]):
                yield article, one

    def class_of(self, key: Any) -> Class:  # noqa: ANN401 - a row
        """Return the class that the columns of a row name."""
        source, governing, line, *found = key
        return Class(Group(source, governing, line, images=self.images), tuple(found))


def stream(statement: str, parameters: list[Any]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a statement through a cursor on the server."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement, parameters)
        while rows := cursor.fetchmany(_CHUNK):
            yield from rows
