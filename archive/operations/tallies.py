"""Tallies of articles: folded now and then, counted anew where somebody wrote articles past the triggers."""

from __future__ import annotations

from django.db import connection, transaction

from archive.models.tallies import CLASS, CLASS_OF_ARTICLE, EMPTY, FILL, ONE_AT_A_TIME

LONGEST_FEEDS = 500  # bytes; what has longer ones stays unfolded, so that every class fits into the index

_COLUMNS = ", ".join(CLASS)
_FOLD = f"""
WITH taken AS (
  DELETE FROM archive_articletallychange WHERE octet_length(feeds) <= %s RETURNING {_COLUMNS}, number
)
INSERT INTO archive_articletally AS held ({_COLUMNS}, number)
SELECT {_COLUMNS}, sum(number) FROM taken GROUP BY {_COLUMNS} HAVING sum(number) <> 0
ON CONFLICT ({_COLUMNS}) DO UPDATE SET number = held.number + excluded.number
"""  # noqa: S608 - constants
_MISTAKEN = f"""
SELECT count(*) FROM (
  SELECT FROM (
    SELECT {CLASS_OF_ARTICLE}, 1 FROM archive_article
    UNION ALL SELECT {_COLUMNS}, -number FROM archive_articletally
    UNION ALL SELECT {_COLUMNS}, -number FROM archive_articletallychange
  ) AS each ({_COLUMNS}, number) GROUP BY {_COLUMNS} HAVING sum(number) <> 0
) AS mistaken
"""  # noqa: S608 - constants
_TRY = ONE_AT_A_TIME.replace("pg_advisory", "pg_try_advisory")


def fold_tallies() -> bool:
    """Add what changed to the numbers of the classes; return False where somebody else is at it.

    Every snapshot sees a change either by itself or in its class.  Who writes articles waits for nothing.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SELECT {_TRY}")
        (mine,) = cursor.fetchone()
        if mine:
            cursor.execute(_FOLD, [LONGEST_FEEDS])
            cursor.execute("DELETE FROM archive_articletally WHERE number = 0")
        return bool(mine)


def recount_tallies() -> None:
    """Count all articles anew; writers of articles wait meanwhile."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE archive_article IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute(f"SELECT {ONE_AT_A_TIME}")
        cursor.execute(EMPTY)
        cursor.execute(FILL)
    fold_tallies()


def mistaken_tallies() -> int:
    """Return of how many classes the number is not that of the articles that are held: none, or triggers were off."""
    with connection.cursor() as cursor:
        cursor.execute(_MISTAKEN)
        (number,) = cursor.fetchone()
    return int(number)
