"""Time a change of terms, and its preview, for a thousand and for a million articles of one publisher."""

from __future__ import annotations

import argparse
import os
import statistics
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from time import perf_counter

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
django.setup()

from django.db import connection  # noqa: E402 - after the settings are loaded

from archive.models import Article  # noqa: E402
from licensing.models import PolicySeries, PolicyVersion  # noqa: E402
from licensing.queries.hypothesis import Hypothesis, World  # noqa: E402
from licensing.queries.impact import Comparison, Impact, reach_of_series  # noqa: E402
from licensing.queries.impact.counts import counted  # noqa: E402
from tests.bench.terms import archive  # noqa: E402

FEW, MANY = 1_000, 1_000_000
ROUNDS = 5

# One row an article, as a decision on each would be: what a change must not cost.
_TABLE = """
CREATE TABLE bench_decision (id uuid, article uuid, use text, consumer text, outcome text, recorded_at timestamptz, record text)
"""
_EACH = """
INSERT INTO bench_decision
SELECT gen_random_uuid(), a.id, 'store', 'newsroom', 'consent', now(), repeat('x', 500) FROM archive_article a
"""
# The bare count over the same join: the articles whose governing set names the series.  It tells nothing about them, and
# PostgreSQL reads an index alone, by several processes.
_COUNT = """
SELECT count(*) FROM archive_article a
JOIN archive_source s ON s.id = a.source_id
JOIN licensing_governingsetseries m ON m.governing_set_id = a.governing_set_id
WHERE m.series_id = %s
"""
# The same, told apart by the columns that the terms test: what anybody would write for one use by hand.
_COUNT_APART = _COUNT.replace(
    "count(*)",
    "count(*) FILTER (WHERE a.section IN ('Sport', 'Opinion')), count(*) FILTER (WHERE a.language = 'en'),"
    " count(*) FILTER (WHERE a.date_published < '2025-01-01')",
)


@dataclass(frozen=True)
class Measured:
    """Seconds of one size."""

    articles: int
    activation: float
    preview: float
    counting: float
    day_alone: float
    bare: float
    apart: float
    found: Impact


def seconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the median time of some work that was done once before."""
    work()
    spent = []
    for _ in range(rounds):
        begun = perf_counter()
        work()
        spent.append(perf_counter() - begun)
    return statistics.median(spent)


class Bench:
    """The publisher's series, and what is done to it again and again."""

    def __init__(self) -> None:
        self.source = archive.publisher()
        self.series = PolicySeries.objects.get(identifier=archive.SERIES)
        self.number = 0

    def measured(self, total: int) -> Measured:
        """Return the times with so many articles."""
        archive.fill(self.source, total)
        activation = statistics.median(self._activate() for _ in range(ROUNDS + 1))
        version = self._draft()
        found = self._preview(version)
        compared = self._comparison(version)
        compared.changing  # noqa: B018 - worked out once, whatever the number of articles
        return Measured(
            total,
            activation,
            seconds(lambda: self._preview(version)),
            seconds(lambda: counted(compared)),
            self._by_day_alone(),
            seconds(lambda: self._sql(_COUNT)),
            seconds(lambda: self._sql(_COUNT_APART)),
            found,
        )

    def _by_day_alone(self) -> float:
        """Return the time of a preview that has to look at the articles of two days by their hours."""
        version = self._draft(day_alone=True)
        return seconds(lambda: self._preview(version))

    def _draft(self, *, day_alone: bool = False) -> PolicyVersion:
        self.number += 1
        at = archive.NOW + timedelta(minutes=self.number)
        return archive.draft(self.series, archive.next_document(self.number, day_alone=day_alone), at)

    def _activate(self) -> float:
        version = self._draft()
        begun = perf_counter()
        archive.approve(version, archive.NOW + timedelta(minutes=self.number))
        return perf_counter() - begun

    def _preview(self, version: PolicyVersion) -> Impact:
        return counted(self._comparison(version))

    def _comparison(self, version: PolicyVersion) -> Comparison:
        at = archive.NOW + timedelta(minutes=self.number)
        after = World(at, at, Hypothesis(version, at))
        return Comparison(before=World(at, at), after=after, reach=reach_of_series(self.series))

    def _sql(self, statement: str) -> object:
        with connection.cursor() as cursor:
            cursor.execute(statement, [self.series.pk])
            return cursor.fetchall()

    def decision_rows(self) -> float:
        """Return the time of writing one row an article."""
        with connection.cursor() as cursor:
            cursor.execute(_TABLE)
            begun = perf_counter()
            cursor.execute(_EACH)
            return perf_counter() - begun


def main() -> int:
    """Return 1 where a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--few", type=int, default=FEW)
    parser.add_argument("--many", type=int, default=MANY)
    arguments = parser.parse_args()
    if Article.objects.exists():
        parser.error("this database is in use; `make bench-terms` makes one of its own")
    bench = Bench()
    sizes = [bench.measured(arguments.few), bench.measured(arguments.many)]
    return report(sizes[0], sizes[1], bench.decision_rows())


def report(few: Measured, many: Measured, rows: float) -> int:
    """Print the times and the goals; return 1 where one is missed."""
    head = (
        "articles",
        "activation ms",
        "preview ms",
        "its counting ms",
        "by hours ms",
        "bare count ms",
        "count by columns ms",
        "change",
    )
    _line(*head)
    for one in (few, many):
        times = (one.activation, one.preview, one.counting, one.day_alone, one.bare, one.apart)
        _line(f"{one.articles:,}", *(f"{1000 * t:.1f}" for t in times), f"{one.found.articles:,}")
    _line("one row an article", f"{1000 * rows:.1f}")
    goals = (
        ("activation, many to few", many.activation / few.activation, 1.5),
        ("activation to one row an article", many.activation / rows, 0.05),
        ("whole preview to the bare count", many.preview / many.bare, 2.0),
        ("(the same by hours of two days)", many.day_alone / many.bare, None),
        ("(its counting to the bare count)", many.counting / many.bare, None),
    )
    missed = 0
    for name, ratio, most in goals:
        verdict = "" if most is None else ("pass" if ratio <= most else "MISSED")
        missed += verdict == "MISSED"
        _line(name, f"{ratio:.3f}", "" if most is None else f"≤ {most}", verdict)
    return int(bool(missed))


def _line(first: str, *rest: str) -> None:
    print(f"{first:36}" + "".join(f"{one:>16}" for one in rest))  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
