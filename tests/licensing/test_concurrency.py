"""Requests at the same time, on connections of their own: limits hold, nobody waits for ever."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import pytest
from django.db import connection, connections, transaction

from archive.models import Article
from licensing.models import (
    Decision,
    Delivery,
    Obligation,
    PolicyPeriod,
    QuotaCounter,
    QuotaUse,
    Reassessment,
    Suspension,
)
from licensing.operations import release_excerpt, run_check, suspend
from licensing.operations.locks import change_the_record
from licensing.operations.parties import BEGINNING
from licensing.operations.reassessment import RECALL, reassess
from licensing.operations.signals import observe_robots
from licensing.queries.facts import released_ranges
from tests.licensing import world

pytestmark = pytest.mark.django_db(transaction=True)

T = TypeVar("T")
WAIT = 10


def at_once(jobs: list[Callable[[], T]]) -> list[T]:
    """Run every job in a thread of its own, all released by one barrier."""
    barrier = threading.Barrier(len(jobs))

    def run(job: Callable[[], T]) -> T:
        try:
            barrier.wait(WAIT)
            return job()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return [future.result(timeout=30) for future in [pool.submit(run, job) for job in jobs]]


def releasing(held: Article, **fields: object) -> Callable[[], bool]:
    asked = world.request(held, **fields)  # type: ignore[arg-type]
    return lambda: release_excerpt(request=asked, now=world.NOW).granted


def test_requests_for_different_articles_never_exceed_the_quota_together() -> None:
    world.founding()
    world.agreement(limit=3)
    articles = [world.article() for _ in range(8)]
    granted = at_once([releasing(held, words=40) for held in articles])
    assert granted.count(True) == 3
    assert QuotaCounter.objects.get().used == QuotaUse.objects.count() == Delivery.objects.count() == 3


def test_two_requests_for_the_last_article_of_a_quota_are_one_too_many() -> None:
    world.founding()
    world.agreement(limit=1)
    granted = at_once([releasing(world.article(), words=40) for _ in range(2)])
    assert sorted(granted) == [False, True]


def test_requests_for_one_article_count_it_once() -> None:
    held = world.founding()
    world.agreement(limit=1)
    granted = at_once([releasing(held, words=40) for _ in range(4)])
    assert granted == [True] * 4
    assert QuotaCounter.objects.get().used == 1


def test_word_positions_asked_for_at_once_never_exceed_the_limit_together() -> None:
    held = world.founding()
    granted = at_once([releasing(held, words=6, start=start) for start in (0, 10, 20, 30)])
    assert granted.count(True) == 1
    ranges = released_ranges(str(held.pk), "newsroom", world.NOW)
    assert sum(end - start for start, end in ranges) == 6


def test_one_key_sent_twice_at_once_is_one_delivery() -> None:
    held = world.founding()
    granted = at_once([releasing(held, key="same") for _ in range(3)])
    assert granted == [True] * 3
    assert Delivery.objects.count() == 1


def test_two_quotas_are_locked_in_one_order_by_everybody() -> None:
    world.founding()
    world.agreement(limit=50, identifier="urn:rights:agreement:one")
    world.agreement(limit=50, identifier="urn:rights:agreement:two", period="day")
    articles = [world.article() for _ in range(6)]
    assert at_once([releasing(held, words=40) for held in articles]) == [True] * 6


def test_a_release_that_waited_for_a_suspension_is_refused() -> None:
    held = world.founding()
    waiting = threading.Event()
    outcome: list[bool] = []

    def release() -> None:
        waiting.set()
        try:
            outcome.append(release_excerpt(request=world.request(held), now=world.NOW - world.SECOND).granted)
        finally:
            connections.close_all()

    thread = threading.Thread(target=release)
    with transaction.atomic():
        change_the_record(world.NOW)
        thread.start()
        assert waiting.wait(WAIT)
        _until_somebody_waits()
        suspend(
            kind="kill", scope_kind="article", scope_value=str(held.pk), reason="r", by="o", now=world.NOW
        )
    thread.join(WAIT)
    assert outcome == [False]


def test_a_suspension_that_waited_for_a_release_is_known_after_it() -> None:
    held = world.founding()
    read_the_clock = world.NOW - world.SECOND
    made: list[Suspension] = []

    def stop() -> None:
        try:
            made.append(
                suspend(
                    kind="kill",
                    scope_kind="article",
                    scope_value=str(held.pk),
                    reason="r",
                    by="o",
                    now=read_the_clock,
                )
            )
        finally:
            connections.close_all()

    thread = threading.Thread(target=stop)
    with transaction.atomic():
        granted = release_excerpt(request=world.request(held), now=world.NOW)
        thread.start()
        _until_somebody_waits()
    thread.join(WAIT)
    assert granted.granted
    assert made[0].known_from > world.NOW
    assert not Suspension.objects.known_at(world.NOW).exists()
    for row in Reassessment.objects.filter(kind="suspension"):
        assert reassess(reassessment_id=row.pk, now=world.NOW + world.DAY)
    assert Obligation.objects.filter(action=RECALL, rule__endswith=f":{granted.delivery}").count() == 1


def test_a_decision_that_is_asked_for_waits_for_whoever_changes_the_record() -> None:
    held = world.founding()
    made: list[Decision] = []

    def ask() -> None:
        try:
            made.append(
                world.do.record_decision(
                    article=held.pk,
                    consumer="newsroom",
                    use=world.use("excerpt", words=10),
                    origin="api",
                    now=world.NOW,
                )
            )
        finally:
            connections.close_all()

    thread = threading.Thread(target=ask)
    with transaction.atomic():
        suspend(
            kind="kill", scope_kind="article", scope_value=str(held.pk), reason="r", by="o", now=world.NOW
        )
        thread.start()
        _until_somebody_waits()
    thread.join(WAIT)
    assert [one.outcome for one in made] == ["deny"]


def test_what_is_recorded_when_nobody_decided_since_is_known_from_its_own_moment() -> None:
    held = world.founding()
    world.do.release_excerpt(request=world.request(held), now=world.NOW)
    for moment in (world.NOW, world.NOW + world.SECOND):
        with transaction.atomic():
            assert change_the_record(moment) == moment
    with transaction.atomic():
        assert change_the_record(BEGINNING) == BEGINNING


def _until_somebody_waits() -> None:
    pause = threading.Event()
    for _ in range(200):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
            row = cursor.fetchone()
        if row and row[0]:
            return
        pause.wait(0.02)
    pytest.fail("nobody waits for the lock")


def test_one_check_is_answered_by_one_worker() -> None:
    held = world.founding()
    check = world.do.request_check(article=held.pk, consumer="newsroom", use=world.use(), now=world.NOW)
    answers = at_once([lambda: run_check(check_id=check.pk, now=world.NOW) for _ in range(4)])
    assert [answer is not None for answer in answers].count(True) == 1


def test_one_site_seen_twice_at_once_has_one_version_in_force() -> None:
    world.source()
    file = world.robots_file("User-agent: GPTBot\nDisallow: /\n")
    see = lambda: observe_robots(domain="essanews.com", robots=file, publisher=None, now=world.NOW)
    series = at_once([see] * 4)
    assert len({one.pk for one in series}) == 1
    assert PolicyPeriod.objects.current().count() == 1


def test_a_release_that_waited_for_the_first_rule_of_a_site_is_refused() -> None:
    held = world.founding()
    outcome: list[bool] = []

    def release() -> None:
        try:
            outcome.append(release_excerpt(request=world.request(held), now=world.NOW).granted)
        finally:
            connections.close_all()

    thread = threading.Thread(target=release)
    with transaction.atomic():
        change_the_record(world.NOW - world.SECOND)
        thread.start()
        _until_somebody_waits()
        world.do.add_house_rule(
            identifier="urn:rights:house:no-excerpts",
            title="No excerpts of this site",
            document=world.document(prohibition=[{"action": ["extract"]}]),
            scope_kind="site",
            scope_value="essanews.com",
            by="rights-officer",
            reason="Nobody agreed.",
            now=world.NOW - world.SECOND,
        )
    thread.join(WAIT)
    assert outcome == [False]
