"""The sum of the tallies is the number of the articles: after whatever was written, in every snapshot, folded or not."""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from functools import partial
from io import StringIO
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction

from archive.models import Article, ArticleTally, ArticleTallyChange, Publisher, Source
from archive.models.tallies import CLASS, TALLIES
from archive.operations.feeds import note_feeds
from archive.operations.tallies import LONGEST_FEEDS, fold_tallies, mistaken_tallies
from archive.tasks import fold_article_tallies
from tests.pages.sites import NOW

DAY = timedelta(days=1)
SECTIONS = ("", "News", "news", "Sport % _", "Łąka")
LINES = ("", "© essanews.com", "© Somebody Else")
MOMENTS = (
    datetime(2024, 6, 1, tzinfo=UTC),
    datetime(2024, 6, 1, tzinfo=UTC) - timedelta(microseconds=1),
    datetime.fromisoformat("2024-06-01T23:30:00-02:00"),
)


def site(domain: str = "essanews.com") -> Source:
    publisher, _ = Publisher.objects.get_or_create(identifier="somebody", defaults={"name": "Somebody"})
    return Source.objects.get_or_create(domain=domain, defaults={"publisher": publisher, "name": domain})[0]


def article(of: Source, chance: random.Random | None = None, **columns: Any) -> Article:
    chance = chance or random.Random(1)  # noqa: S311 - the same articles every time
    facts: dict[str, Any] = {
        "section": chance.choice(SECTIONS),
        "language": chance.choice(("", "en", "pl")),
        "date_published": chance.choice((None, *MOMENTS)),
        "copyright_notice": chance.choice(LINES),
        "captured_at": chance.choice(MOMENTS) + DAY,
        "governing_set_id": chance.choice((None, 1, 2)),
    }
    given = {"address": f"https://{of.domain}/{uuid4()}", "headline": "A headline"} | facts | columns
    return Article(source=of, word_count=1, recorded_at=NOW, **given)


Class = tuple[Any, ...]


def tallied() -> Counter[Class]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(CLASS)}, number FROM {TALLIES} a")  # noqa: S608 - constants
        found: Counter[Class] = Counter()
        for *key, number in cursor.fetchall():
            found[tuple(key)] += number
    return Counter({key: number for key, number in found.items() if number})


def held() -> Counter[Class]:
    return Counter(map(class_of, Article.objects.all()))


def class_of(one: Article) -> Class:
    """What Python makes of an article's columns, beside what the triggers do."""
    since = [datetime.fromisoformat(moment).astimezone(UTC).date() for moment in one.feeds.values()]
    return (
        one.source_id, one.governing_set_id, one.copyright_notice, one.section, one.language,
        day(one.date_published), day(one.captured_at), " ".join(sorted(one.feeds)), max(since, default=None),
    )  # fmt: skip


def day(moment: datetime | None) -> date | None:
    return moment and moment.astimezone(UTC).date()


def acts(chance: random.Random) -> Iterator[Callable[[], object]]:
    """What may be done to articles, each by one statement or a few."""
    sites = [site(), site("sport.example")]

    def some() -> list[UUID]:
        every = sorted(Article.objects.values_list("pk", flat=True))
        return chance.sample(every, min(len(every), chance.randrange(6)))

    def undone() -> None:
        with transaction.atomic():
            Article.objects.bulk_create([article(sites[0], chance) for _ in range(3)])
            Article.objects.filter(pk__in=some()).delete()
            fold_tallies()
            transaction.set_rollback(True)

    def joined() -> None:
        names = chance.sample(("agency", "a-paper", "wire"), 2)
        note_feeds(articles=some(), feeds=names, now=NOW + chance.randrange(3) * DAY)

    def taken_over() -> None:
        known = Article.objects.order_by("pk").first()
        again = article(sites[1], chance, address=known.address if known else "https://essanews.com/x")
        new = article(sites[1], chance)
        Article.objects.bulk_create(
            [again, new], update_conflicts=True, unique_fields=["address"], update_fields=["section", "captured_at"]
        )  # fmt: skip

    return iter([
        lambda: Article.objects.bulk_create([article(chance.choice(sites), chance) for _ in range(chance.randrange(9))]),
        lambda: article(sites[0], chance).save(),
        lambda: Article.objects.filter(pk__in=some()).update(section=chance.choice(SECTIONS), language="de"),
        lambda: Article.objects.filter(pk__in=some()).update(governing_set_id=chance.choice((None, 3))),
        lambda: Article.objects.filter(pk__in=some()).update(headline="Another"),
        lambda: Article.objects.filter(pk__in=some()).update(source=sites[1], date_published=None),
        lambda: Article.objects.filter(pk__in=some()).delete(),
        undone, joined, taken_over, fold_tallies,
    ])  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(8))
def test_whatever_is_done_the_tallies_say_how_many_articles_there_are(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same acts every time
    for _ in range(40):
        chance.choice(list(acts(chance)))()
        assert tallied() == held()
    assert mistaken_tallies() == 0


@pytest.mark.django_db
def test_days_are_those_of_utc_whatever_the_session_says() -> None:
    late = datetime.fromisoformat("2024-06-01T23:30:00-02:00")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL TIME ZONE 'America/New_York'")
        article(site(), date_published=late, captured_at=late).save()
        cursor.execute("SET LOCAL TIME ZONE 'UTC'")
    change = ArticleTallyChange.objects.get()
    assert (change.published_on, change.captured_on) == (date(2024, 6, 2), date(2024, 6, 2))


@pytest.mark.django_db
def test_a_statement_appends_one_row_a_class_and_none_where_no_class_changes() -> None:
    alike: dict[str, Any] = {"section": "News", "language": "en", "date_published": MOMENTS[0], "copyright_notice": "",
             "captured_at": NOW, "governing_set_id": 1}  # fmt: skip
    Article.objects.bulk_create([article(site(), **alike) for _ in range(50)])
    assert [one.number for one in ArticleTallyChange.objects.all()] == [50]
    Article.objects.update(headline="Another", word_count=7, date_published=MOMENTS[0] + timedelta(hours=3))
    assert ArticleTallyChange.objects.count() == 1
    Article.objects.update(section="Sport")
    assert sorted(one.number for one in ArticleTallyChange.objects.all()) == [-50, 50, 50]


@pytest.mark.django_db
def test_folding_leaves_one_row_a_class_and_none_for_nothing() -> None:
    for _ in range(3):
        article(site(), section="News").save()
    assert fold_tallies()
    assert not ArticleTallyChange.objects.exists()
    first = dict(ArticleTally.objects.values_list("section", "number"))
    assert fold_tallies()
    assert dict(ArticleTally.objects.values_list("section", "number")) == first == {"News": 3}
    Article.objects.all().delete()
    fold_article_tallies()
    assert not ArticleTally.objects.exists()


@pytest.mark.django_db
def test_feeds_with_too_many_names_stay_unfolded_and_count_all_the_same() -> None:
    names = [f"feed-{number}" for number in range(LONGEST_FEEDS // 4)]
    one = article(site())
    one.save()
    note_feeds(articles=[one.pk], feeds=names, now=NOW)
    assert fold_tallies()
    assert ArticleTallyChange.objects.exists()
    assert tallied() == held()


@pytest.mark.django_db
def test_the_longest_lines_fit() -> None:
    article(site(), section="ł" * 100, copyright_notice="ł" * 300).save()
    assert fold_tallies()
    assert tallied() == held()


@pytest.mark.django_db
def test_what_was_written_past_the_triggers_is_noticed_and_counted_anew() -> None:
    Article.objects.bulk_create([article(site(), random.Random(n)) for n in range(20)])  # noqa: S311
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        Article.objects.update(section="Past")
        cursor.execute("SET LOCAL session_replication_role = origin")
    mistaken = mistaken_tallies()
    assert mistaken > 0
    with pytest.raises(CommandError, match=f"^{mistaken} "):
        call_command("check_tallies")
    assert mistaken_tallies() == mistaken
    call_command("check_tallies", "--recount", stdout=(told := StringIO()))
    assert "counted anew" in told.getvalue()
    assert mistaken_tallies() == 0
    assert tallied() == held()
    call_command("check_tallies", stdout=(told := StringIO()))
    assert told.getvalue() == "All numbers of articles are right.\n"


# --- several connections ---------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_writers_wait_neither_for_each_other_nor_for_folding() -> None:
    article(site()).save()
    with transaction.atomic():
        article(site(), section="News").save()
        fold_tallies()  # and the transaction goes on
        with ThreadPoolExecutor(1) as pool:
            pool.submit(elsewhere, lambda: article(site(), section="News").save()).result(timeout=10)
            assert pool.submit(elsewhere, fold_tallies).result(timeout=10) is False
    assert tallied() == held()


@pytest.mark.django_db(transaction=True)
def test_every_snapshot_is_exact_while_others_write_and_fold() -> None:
    sites = [site(), site("sport.example")]
    over = threading.Event()

    def write(seed: int) -> None:
        chance = random.Random(seed)  # noqa: S311 - the same acts every time
        for _ in range(30):
            with transaction.atomic():
                new = [article(chance.choice(sites), chance, headline=f"{seed}") for _ in range(4)]
                Article.objects.bulk_create(new)
                Article.objects.filter(pk__in=[chance.choice(new).pk]).delete()
                transaction.set_rollback(chance.random() < 0.2)  # a fifth is taken back
            Article.objects.filter(headline=f"{seed}", section="").update(section="News")

    def fold() -> None:
        while not over.is_set():
            fold_tallies()

    def look() -> int:
        looks = 0
        while not over.is_set():
            assert mistaken_tallies() == 0
            looks += 1
        return looks

    with ThreadPoolExecutor(6) as pool:
        beside = [pool.submit(elsewhere, look), pool.submit(elsewhere, fold), pool.submit(elsewhere, fold)]
        writers = [pool.submit(elsewhere, partial(write, seed)) for seed in range(3)]
        try:
            for writer in writers:
                writer.result(timeout=60)
        finally:
            over.set()
        assert beside[0].result(timeout=10) > 0
        for folder in beside[1:]:
            folder.result(timeout=10)
    assert tallied() == held()


@pytest.mark.django_db
def test_an_emptied_table_of_articles_has_empty_tallies() -> None:
    Article.objects.bulk_create([article(site(), random.Random(n)) for n in range(9)])  # noqa: S311
    fold_tallies()
    article(site()).save()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        # tables that name articles are never emptied, and so that of articles isn't either as long as they are there
        cursor.execute(
            "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE '%never_emptied%'"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute("TRUNCATE archive_article CASCADE")
    assert not ArticleTally.objects.exists()
    assert not ArticleTallyChange.objects.exists()


def elsewhere(work: Callable[[], Any]) -> Any:
    """Do something on a connection of its own."""
    try:
        return work()
    finally:
        connections.close_all()
