"""Counting by tallies gives what counting by rows gives: by class, whatever the classes begin at."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.models import Article
from archive.operations.feeds import note_feeds
from archive.operations.tallies import fold_tallies
from licensing.policy.constraints import match_values, understood
from licensing.policy.model import Constraint
from licensing.policy.moments import read_span, written
from licensing.policy.partial import Column
from licensing.policy.partial.turns import turning_points
from licensing.queries.impact.columns import Columns
from licensing.queries.impact.days import Days
from licensing.queries.impact.groups import groups_of_articles, joined_after, sources_of_feed
from licensing.queries.impact.reach import Reach, reach_of
from licensing.queries.impact.scan import Scan
from licensing.queries.impact.tallied import Tallied
from tests.licensing import many_articles

TICK = timedelta(microseconds=1)
DAY = timedelta(days=1)
NOON = datetime(2024, 6, 2, 12, tzinfo=UTC)
POINTS = (
    datetime(2024, 6, 2, tzinfo=UTC),
    datetime(2024, 6, 2, tzinfo=UTC) + TICK,
    datetime(2024, 6, 2, 10, tzinfo=UTC),
    NOON,
    NOON + TICK,
    datetime(2024, 6, 3, tzinfo=UTC) - TICK,
    datetime(2024, 6, 3, tzinfo=UTC),
    datetime(2024, 6, 4, 23, 59, tzinfo=UTC),
)
MOMENTS = (*POINTS, *(point - TICK for point in POINTS), *(point + TICK for point in POINTS), NOON - 3 * DAY)


def articles(chance: random.Random, count: int) -> list[Article]:
    """Articles at and about the points, of two sites, some of feeds, some moved since."""
    held = many_articles.made(count, seed=chance.randrange(1000))
    for one in held:
        one.date_published = chance.choice((None, *MOMENTS))
        one.captured_at = chance.choice(MOMENTS) + chance.choice((timedelta(), DAY))
        one.governing_set_id = chance.choice((None, 1, 2))
    Article.objects.bulk_update(held, ["date_published", "captured_at", "governing_set_id"])
    note_feeds(articles=[one.pk for one in chance.sample(held, count // 3)], feeds=["wire"], now=NOON)
    note_feeds(articles=[one.pk for one in chance.sample(held, count // 5)], feeds=["agency"], now=NOON + DAY)
    fold_tallies()
    Article.objects.filter(pk__in=[one.pk for one in held[::7]]).delete()
    Article.objects.filter(pk__in=[one.pk for one in held[1::7]]).update(section="Moved", date_published=NOON)
    return held


def mentions(chance: random.Random, held: list[Article]) -> dict[Column, set[Any]]:
    """Some columns with some points."""
    found: dict[Column, set[Any]] = {
        Column.PUBLISHED: set(chance.sample(POINTS, chance.randrange(5))),
        Column.CAPTURED: set(chance.sample(POINTS, chance.randrange(1, 5))),
        Column.SECTION: {"News"},
        Column.LANGUAGE: {"en"},
        Column.ARTICLE: {str(held[3].pk), str(held[1].pk), "no identifier", str(held[4].pk).upper()},
    }
    return {column: found[column] for column in chance.sample(sorted(found), chance.randrange(1, 6))}


def counted(scan: Scan) -> Counter[Any]:
    return Counter(dict(scan.counts()))


def by_rows(scan: Scan) -> Counter[Any]:
    """Walk every article by itself."""
    return Counter(one for one, _ in scan.each())


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(12))
def test_tallies_count_what_rows_count(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same articles every time
    held = articles(chance, 120)
    for _ in range(12):
        columns = Columns([mentions(chance, held)])
        for reach in (
            reach_of("everything", ""),
            reach_of("site", "essanews.com"),
            reach_of("collection", "wire"),
        ):
            assert Tallied.possible(columns, reach)
            scan = Scan(reach, columns)
            found = counted(scan)
            assert found == by_rows(scan)
            assert all(number > 0 for number in found.values())


@pytest.mark.django_db
def test_no_row_is_read_where_the_days_are_not_cut_or_nothing_is_held_of_them() -> None:
    articles(random.Random(1), 60)  # noqa: S311
    midnight = {datetime(2024, 6, 2, tzinfo=UTC), datetime(2024, 6, 3, tzinfo=UTC)}
    whole = Columns([{Column.PUBLISHED: midnight, Column.CAPTURED: midnight, Column.SECTION: {"News"}}])
    with CaptureQueriesContext(connection) as asked:
        counted(Scan(reach_of("site", "essanews.com"), whole))
    assert not any("FROM archive_article a" in query["sql"] for query in asked.captured_queries)
    cut = Columns([{Column.CAPTURED: {datetime(2020, 1, 1, 12, tzinfo=UTC)}}])
    statement, taken = Tallied(cut, reach_of("site", "essanews.com")).statement()
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) " + statement, taken)
        plan = [line for (line,) in cursor.fetchall()]
    scans = [line for line in plan if " on archive_article a" in line]
    assert scans
    assert all("never executed" in line for line in scans)


@pytest.mark.django_db
def test_paths_and_single_articles_are_counted_by_rows() -> None:
    reach = reach_of("site", "essanews.com")
    assert not Tallied.possible(Columns([{Column.PATH: {"/news"}}]), reach)
    assert not Tallied.possible(Columns([], paths=["/news"]), reach)
    assert not Tallied.possible(Columns([]), Reach(reach.sources, frozenset()))
    held = many_articles.made(40)
    scan = Scan(reach_of("site", "essanews.com"), Columns([{Column.PATH: {"/news"}}]))
    assert counted(scan) == by_rows(scan)
    only = Scan(Reach(tuple({held[0].source, held[1].source}), frozenset({held[0].pk})), Columns([]))
    assert sum(counted(only).values()) == 1


@pytest.mark.django_db
def test_groups_are_those_of_the_articles_that_are_held() -> None:
    articles(random.Random(2), 80)  # noqa: S311
    sources = sorted(set(Article.objects.values_list("source", flat=True)))
    found = groups_of_articles(sources)
    assert len(found) == len(set(found))
    assert {(one.source, one.governing_set, one.line, one.feeds) for one in found} == {
        (one.source_id, one.governing_set_id, one.copyright_notice, " ".join(sorted(one.feeds)))
        for one in Article.objects.all()
    }
    Article.objects.all().delete()
    assert groups_of_articles(sources) == []


@pytest.mark.django_db
def test_who_came_in_by_a_feed_later_is_found() -> None:
    held = many_articles.made(6)
    sources = [one.source_id for one in held]
    note_feeds(articles=[held[0].pk, held[1].pk], feeds=["wire"], now=NOON)
    note_feeds(articles=[held[1].pk], feeds=["agency"], now=NOON + TICK)
    note_feeds(articles=[held[2].pk], feeds=["agency"], now=NOON + 3 * DAY)
    assert joined_after(NOON - TICK, sources) == {held[0].pk, held[1].pk, held[2].pk}
    assert joined_after(NOON, sources) == {held[1].pk, held[2].pk}
    assert joined_after(NOON + DAY, sources) == {held[2].pk}
    assert joined_after(NOON + 9 * DAY, sources) == set()
    assert set(sources_of_feed("wire")) == {held[0].source_id, held[1].source_id}
    assert sources_of_feed("wir") == []


# --- days, pure ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(40))
def test_an_article_is_of_the_class_of_its_day_or_amiss(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same points every time
    points = tuple(sorted(chance.sample(POINTS, chance.randrange(1, len(POINTS)))))
    days = Days(points, chance.sample(range(len(points) + 1), chance.randrange(3)))
    assert days.dates == sorted(days.dates)
    for moment in MOMENTS:
        by_day = sum(first <= moment.date() for first in days.dates)
        by_moment = sum(point <= moment for point in points)
        amiss = any(begin <= moment < end for begin, end in days.amiss)
        assert by_day == by_moment or amiss


def test_what_holds_most_of_a_day_is_not_looked_at() -> None:
    points = (NOON, NOON + timedelta(hours=6))
    assert Days(points).amiss == [(NOON, NOON + 12 * timedelta(hours=1))]
    assert Days(points, [1, 0]).amiss == [
        (datetime(2024, 6, 2, tzinfo=UTC), NOON),
        (NOON + timedelta(hours=6), datetime(2024, 6, 3, tzinfo=UTC)),
    ]
    assert Days(points, [2]).amiss == [(datetime(2024, 6, 2, tzinfo=UTC), NOON + timedelta(hours=6))]


def test_the_last_day_of_the_calendar_has_no_day_after_it() -> None:
    last = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
    days = Days((last, last + TICK))
    assert days.dates == [date.max, date.max]
    assert days.amiss == [(datetime(9999, 12, 31, tzinfo=UTC), last + TICK)]


@pytest.mark.parametrize("operator", ["lt", "lteq", "gt", "gteq", "eq", "neq"])
@pytest.mark.parametrize(
    "right",
    ["2024-06-02T12:00:00+02:00", "2024-06-02T00:00:00+00:00", "2024-06-02", "2024-06-02T08:00:00", "soon"],
)
def test_between_two_turning_points_no_test_tells_moments_apart(operator: str, right: str) -> None:
    test = Constraint("ra:publishedDate", operator, (right,))
    points = sorted(turning_points([test]))
    operand = understood(test)
    assert operand is not None
    bounds = read_span(right) or ()
    seen: dict[int, Any] = {}
    for moment in sorted(
        {*MOMENTS, *(bound + tick for bound in bounds for tick in (-TICK, timedelta(), TICK))}
    ):
        match = match_values(test, operand, (written(moment),), permits=True)
        stretch = sum(point <= moment for point in points)
        assert seen.setdefault(stretch, (match.inside, match.touches)) == (match.inside, match.touches)
    assert len(points) <= 4
    if operator in ("lt", "gteq") and right.endswith(("+00:00", "+02:00")):
        assert points == list(bounds[:1])


def test_a_test_that_is_not_understood_turns_nowhere() -> None:
    assert turning_points([Constraint("ra:publishedDate", "lt", ())]) == frozenset()
    assert turning_points([Constraint("ra:unheardOf", "lt", ("2024-06-02",))]) == frozenset()
    for edge in ("0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59.999999+00:00"):
        turning_points([Constraint("ra:publishedDate", "lteq", (edge,))])
