"""How many articles are alike in all that groups of them are told apart by: kept by the database itself.

The sum of a class over both tables is the number of its articles, in every snapshot: a statement that writes articles
appends what it changed in its own transaction, and folding moves numbers from one table to the other in one.
"""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

CLASS = (
    "source_id",
    "governing_set_id",
    "copyright_notice",
    "section",
    "language",
    "published_on",
    "captured_on",
    "feeds",
    "joined_on",
)
"""Columns of a class, as the tables of tallies have them; days are those of UTC."""

_COLUMNS = ", ".join(CLASS)
_BOTH = "(SELECT {0} FROM archive_articletally UNION ALL SELECT {0} FROM archive_articletallychange)"
TALLIES = _BOTH.format(f"{_COLUMNS}, number")
"""Both tables as one; numbers of a class are to be added up."""

_NUMBERED = ", ".join(str(n + 1) for n in range(len(CLASS)))


_NAMES = """CASE WHEN feeds = '{}' THEN '' ELSE
 (SELECT string_agg(name, ' ' ORDER BY name COLLATE "C") FROM jsonb_object_keys(feeds) AS name) END"""


def names_of_feeds(column: str = "feeds") -> str:
    """Return the names of the feeds that an article came in by, in one text, as a class has them."""
    return _NAMES.replace("feeds", column)


FEEDS = names_of_feeds()
_JOINED = """CASE WHEN feeds = '{}' THEN NULL ELSE
 (SELECT max((since::timestamptz AT TIME ZONE 'UTC')::date) FROM jsonb_each_text(feeds) AS feed (name, since)) END"""
_DAY = "({} AT TIME ZONE 'UTC')::date"
DAYS = f"{_DAY.format('date_published')} AS published_on, {_DAY.format('captured_at')} AS captured_on"
"""The days of an article, as a class has them."""

# Compared by their bytes: a statement that sorts by the rules of a language takes many times as long.
CLASS_OF_ARTICLE = (
    'source_id, governing_set_id, copyright_notice COLLATE "C", section COLLATE "C", language COLLATE "C",'
    f" {_DAY.format('date_published')}, {_DAY.format('captured_at')}, {FEEDS}, {_JOINED}"
)
"""The same of an article, as SQL over its columns."""

ONE_AT_A_TIME = "pg_advisory_xact_lock(hashtextextended('archive_articletally', 7304))"
"""Taken by whoever writes the table of tallies; those who write articles don't."""

EMPTY = "DELETE FROM archive_articletally; DELETE FROM archive_articletallychange;"

_INTO = f"INSERT INTO archive_articletallychange ({_COLUMNS}, number)"
FILL = f"{_INTO} SELECT {CLASS_OF_ARTICLE}, count(*) FROM archive_article GROUP BY {_NUMBERED}"  # noqa: S608 - constants
_COUNTED = "{into} SELECT {of}, {sign}count(*) FROM {rows} GROUP BY {numbered}; RETURN NULL;"
_MOVED = (
    "{into} SELECT {columns}, sum(number) FROM (SELECT {of}, 1 FROM added UNION ALL SELECT {of}, -1 FROM removed)"
    " AS both_sides ({columns}, number) GROUP BY {numbered} HAVING sum(number) <> 0; RETURN NULL;"
)


def keeps_tallies() -> list[pgtrigger.Trigger]:
    """Return triggers of the table of articles: one statement appended for each that writes, and no lock taken."""
    added = pgtrigger.Referencing(new="added")  # type: ignore[no-untyped-call]
    removed = pgtrigger.Referencing(old="removed")  # type: ignore[no-untyped-call]
    both = pgtrigger.Referencing(old="removed", new="added")  # type: ignore[no-untyped-call]
    parts = {"into": _INTO, "columns": _COLUMNS, "of": CLASS_OF_ARTICLE, "numbered": _NUMBERED}
    counted = _COUNTED.format(**parts, sign="", rows="added")
    uncounted = _COUNTED.format(**parts, sign="-", rows="removed")
    emptied = f"PERFORM {ONE_AT_A_TIME}; {EMPTY} RETURN NULL;"
    return [
        _after("tally_added", pgtrigger.Insert, counted, added),
        _after("tally_removed", pgtrigger.Delete, uncounted, removed),
        _after("tally_moved", pgtrigger.Update, _MOVED.format(**parts), both),
        _after("tally_emptied", pgtrigger.Truncate, emptied, None),
    ]


def _after(
    name: str, operation: pgtrigger.Operation, func: str, referencing: pgtrigger.Referencing | None
) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=referencing,
        func=func,
    )


class Tallied(models.Model):
    """Abstract: what articles of one class have in common.  No foreign keys: each would cost a look-up a row."""

    source_id = models.BigIntegerField(_("source"))
    governing_set_id = models.BigIntegerField(null=True)
    copyright_notice = models.CharField(_("copyright line"), max_length=300)
    section = models.CharField(_("section"), max_length=100)
    language = models.CharField(_("language"), max_length=35)
    published_on = models.DateField(_("published"), null=True)
    captured_on = models.DateField(_("captured"))
    # Names of the feeds that they came in by, in the order of their bytes, and the day on which they came by the last.
    feeds = models.TextField(_("feeds"))
    joined_on = models.DateField(null=True)

    class Meta:
        abstract = True


class ArticleTally(Tallied):
    """The number of articles of a class, as far as changes are folded; only folding writes here."""

    number = models.BigIntegerField(_("number"))

    class Meta:
        verbose_name = _("tally of articles")
        verbose_name_plural = _("tallies of articles")
        constraints = [
            models.UniqueConstraint(fields=CLASS, nulls_distinct=False, name="tally_once_a_class"),
        ]

    def __str__(self) -> str:
        return str(self.number)


class ArticleTallyChange(Tallied):
    """What one statement changed of the number of a class: appended by triggers, taken away by folding."""

    number = models.BigIntegerField(_("number"))

    class Meta:
        verbose_name = _("change of a tally")
        verbose_name_plural = _("changes of tallies")

    def __str__(self) -> str:
        return f"{self.number:+}"
