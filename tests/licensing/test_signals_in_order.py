"""What signals change is known after whatever was decided before it was on record (semantics.md sections 2 and 4).

A capture reads the clock before it goes to the network; others decide, release and change the record meanwhile.
"""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from django.db import connection, connections, transaction

from archive.models import Article, Excerpt
from archive.rights_gate import MetaElement
from licensing.models import Decision, GoverningSet, PolicyPeriod
from licensing.operations import release_excerpt, suspend, take_in
from tests.licensing import world

if TYPE_CHECKING:
    from datetime import datetime

    from archive.rights_gate import Candidate, IntakeVerdict

pytestmark = pytest.mark.django_db(transaction=True)

BEGAN, LATER = world.NOW, world.NOW + 30 * world.SECOND
CLOSED = "User-agent: GPTBot\nDisallow: /\n"
NOSNIPPET = (MetaElement("robots", "nosnippet", '<meta name="robots" content="nosnippet">'),)
ROBOTS = "urn:rights:signal:robots:essanews.com"


@pytest.fixture(autouse=True)
def _ready() -> None:
    world.founding()
    world.consumer("archive", purpose="archiving")


def seen(body: str, at: datetime, path: str = "/story") -> Candidate:
    found = world.candidate(path=path, robots=world.robots_file(body, fetched_at=at))
    return replace(found, captured_at=at, evidence=replace(found.evidence, captured_at=at))


def held_by(verdict: IntakeVerdict, candidate: Candidate) -> Article:
    held = world.article()
    Article.objects.filter(pk=held.pk).update(governing_set_id=verdict.governing_set)
    assert candidate.domain == held.source.domain
    held.refresh_from_db()
    return held


def again(candidate: Candidate, held: Article) -> Candidate:
    return replace(candidate, article_id=held.pk, path=held.address.removeprefix("https://essanews.com"))


def test_a_signal_of_a_slow_capture_is_known_after_a_release_that_did_not_know_of_it() -> None:
    take_in(candidate=seen("", BEGAN - world.DAY), now=BEGAN - world.DAY)
    granted = release_excerpt(request=world.request(world.article()), now=LATER)
    assert granted.granted
    take_in(candidate=seen(CLOSED, BEGAN), now=BEGAN)
    period = PolicyPeriod.objects.get(series__identifier=ROBOTS, known_to=None, effective_from=BEGAN)
    assert period.known_from > LATER


def test_a_signal_that_comes_to_a_held_article_is_known_after_its_releases() -> None:
    first = seen("", BEGAN - world.DAY)
    held = held_by(take_in(candidate=first, now=BEGAN - world.DAY), first)
    granted = release_excerpt(request=world.request(held), now=LATER)
    assert granted.granted
    slow = again(seen("", BEGAN), held)
    slow = replace(slow, evidence=replace(slow.evidence, metas=NOSNIPPET))
    verdict = take_in(candidate=slow, now=BEGAN)
    members = GoverningSet.objects.get(pk=verdict.governing_set or 0).series.filter(scope_kind="page")
    assert PolicyPeriod.objects.filter(series__in=members, known_from__lte=LATER).count() == 0


def test_a_site_that_closes_while_captures_are_slow_is_recorded_whoever_comes_first() -> None:
    take_in(candidate=seen("", BEGAN - world.DAY), now=BEGAN - world.DAY)
    take_in(candidate=seen(CLOSED, LATER, "/two"), now=LATER)
    take_in(candidate=seen("# still open\n", BEGAN, "/one"), now=BEGAN)
    periods = PolicyPeriod.objects.filter(series__identifier=ROBOTS, known_to=None)
    assert list(periods.order_by("effective_from").values_list("effective_from", "effective_to")) == [
        (BEGAN - world.DAY, BEGAN),
        (BEGAN, LATER),
        (LATER, None),
    ]


def test_a_capture_that_was_slow_heeds_what_was_suspended_meanwhile() -> None:
    suspend(kind="officer", scope_kind="site", scope_value="essanews.com", reason="r", by="o", now=LATER)
    verdict = take_in(candidate=seen("", BEGAN), now=BEGAN)
    assert (verdict.metadata, verdict.excerpt_words) == (False, 0)


def test_a_decision_of_an_intake_is_recorded_when_it_was_made() -> None:
    suspend(kind="officer", scope_kind="site", scope_value="other.example", reason="r", by="o", now=LATER)
    take_in(candidate=seen("", BEGAN), now=BEGAN)
    assert set(Decision.objects.values_list("recorded_at", "hypothetical")) == {(LATER, False)}


def test_an_intake_that_changes_a_signal_waits_for_a_release_and_is_known_after_it() -> None:
    take_in(candidate=seen("", BEGAN - world.DAY), now=BEGAN - world.DAY)
    held = world.article()
    done: list[IntakeVerdict] = []

    def capture() -> None:
        try:
            done.append(take_in(candidate=seen(CLOSED, BEGAN), now=BEGAN))
        finally:
            connections.close_all()

    thread = threading.Thread(target=capture)
    with transaction.atomic():
        granted = release_excerpt(request=world.request(held), now=LATER)
        thread.start()
        until_somebody_waits()
    thread.join(10)
    assert granted.granted
    assert len(done) == 1
    assert PolicyPeriod.objects.get(series__identifier=ROBOTS, effective_from=BEGAN).known_from > LATER


def test_an_intake_that_changes_nothing_waits_for_nobody() -> None:
    take_in(candidate=seen(CLOSED, BEGAN - world.DAY), now=BEGAN - world.DAY)
    held = world.article()
    done: list[IntakeVerdict] = []

    def capture() -> None:
        try:
            done.append(take_in(candidate=seen(CLOSED, BEGAN, "/new"), now=BEGAN))
        finally:
            connections.close_all()

    thread = threading.Thread(target=capture)
    with transaction.atomic():
        release_excerpt(request=world.request(held), now=LATER)
        thread.start()
        thread.join(10)
        assert len(done) == 1


def test_an_intake_that_changes_a_signal_and_a_release_of_the_same_text_never_wait_for_each_other() -> None:
    take_in(candidate=seen("", BEGAN - world.DAY), now=BEGAN - world.DAY)
    held = world.article()
    done: list[int] = []

    def capture() -> None:
        try:
            with transaction.atomic():
                take_in(candidate=again(seen(CLOSED, BEGAN), held), now=BEGAN)
                done.append(Excerpt.objects.filter(article=held).update(recorded_at=BEGAN))
        finally:
            connections.close_all()

    thread = threading.Thread(target=capture)
    with transaction.atomic():
        Excerpt.objects.select_for_update().get(article=held)  # as whoever hands out a text begins
        thread.start()
        until_somebody_waits("tuple", "transactionid")
        granted = release_excerpt(request=world.request(held), now=LATER)
    thread.join(10)
    assert granted.granted
    assert done == [1]
    assert PolicyPeriod.objects.get(series__identifier=ROBOTS, effective_from=BEGAN).known_from > LATER


def until_somebody_waits(*kinds: str) -> None:
    pause = threading.Event()
    for _ in range(200):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_locks WHERE locktype = ANY(%s) AND NOT granted",
                [list(kinds or ("advisory",))],
            )
            row = cursor.fetchone()
        if row and row[0]:
            return
        pause.wait(0.02)
    pytest.fail("nobody waits for the lock")
