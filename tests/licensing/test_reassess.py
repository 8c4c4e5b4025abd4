"""A change of the record is gone through once: recalls, outcomes before and after, a task; interrupted anywhere or not."""

from __future__ import annotations

import os
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from celery import current_app
from django.db import DatabaseError, IntegrityError, connection, transaction

from archive.models import Article
from config.embedded.child import Child, stop_together
from config.supervisor.household import Household
from licensing.models import (
    Bitemporal,
    Delivery,
    Obligation,
    OfficerTask,
    OutcomeChange,
    PolicySeries,
    PolicyVersion,
    Reassessment,
)
from licensing.operations import reassess_later, reassessment
from licensing.operations.reassessment import RECALL, notice_moments, reassess, sweep_reassessments
from licensing.reports.changes import outcome_changes
from licensing.reports.table import Filters
from tests.conftest import ROOT
from tests.licensing import world
from tests.licensing.reports.reading import rows
from tests.platform.installation import seconds_until

LATER = world.NOW + world.DAY
MUCH_LATER = world.NOW + 10 * world.DAY

db = pytest.mark.django_db


def delivered(held: Article, count: int = 1, who: str = "newsroom") -> list[Delivery]:
    """Passages that were handed out under one permitted decision."""
    asked = world.use("excerpt", words=10)
    decision = world.do.record_decision(
        article=held.pk, consumer=who, use=asked, origin="release", now=world.NOW
    )
    assert decision.outcome == "permit"
    return Delivery.objects.bulk_create(
        Delivery(
            decision=decision.pk, article=held.pk, consumer=who, start=0, words=10, delivered_at=world.NOW
        )
        for _ in range(count)
    )


def go_through(now: Any = LATER) -> None:
    for row in Reassessment.objects.filter(state__in=["waiting", "running"]).order_by("requested_at", "pk"):
        assert reassess(reassessment_id=row.pk, now=now)


def quiet(now: Any = world.NOW) -> None:
    """Leave out everything that was recorded so far, so that a test sees its own change alone."""
    waiting = Reassessment.objects.filter(state__in=["waiting", "running"])
    waiting.update(state="done", started_at=now, finished_at=now)
    notice_moments(now=now)
    OfficerTask.objects.all().delete()


@pytest.fixture
def held(db: None) -> Article:
    article = world.founding()
    quiet()
    return article


def offer(**rules: Any) -> dict[str, Any]:
    return world.document("Offer", world.WPM, **rules)


CLOSING = offer(prohibition=[{"action": ["archive"]}])
"""Terms that nothing lifts: what was captured under older ones is held to the stricter of both."""


def next_version(document: dict[str, Any], **fields: Any) -> PolicyVersion:
    series = PolicySeries.objects.get(identifier="urn:rights:policy:wpm-site-notice")
    version = world.do.record_terms(
        series=series, document=document, source_text="new", author="rights-officer", now=LATER
    )
    world.do.submit_terms(version=version, by="rights-officer", now=LATER)
    given = {"effective_from": LATER, "now": LATER, **fields}
    world.do.approve_terms(version=version, officer="rights-officer-2", **given)
    return version


def newest() -> Reassessment:
    return Reassessment.objects.order_by("-pk")[0]


# --- what a change leads to ------------------------------------------------------------------------------------------


@db
def test_a_delivery_that_is_no_longer_covered_is_to_be_recalled_once(held: Article) -> None:
    one, two = delivered(held, 2)
    world.do.suspend(
        kind="takedown", scope_kind="article", scope_value=str(held.pk), reason="r", by="o", now=LATER
    )
    go_through()
    row = newest()
    owed = Obligation.objects.filter(action=RECALL)
    assert {o.rule.rpartition(":")[2] for o in owed} == {str(one.pk), str(two.pk)}
    assert {o.consumer for o in owed} == {"newsroom"}
    assert (row.state, row.deliveries, row.recalled) == ("done", 2, 2)
    assert reassess(reassessment_id=row.pk, now=MUCH_LATER)
    assert owed.count() == 2


@db
def test_a_second_change_recalls_what_was_covered_again_and_a_lifting_recalls_nothing(held: Article) -> None:
    delivered(held)
    fields: dict[str, Any] = {
        "kind": "officer",
        "scope_kind": "site",
        "scope_value": "essanews.com",
        "reason": "r",
        "by": "o",
    }
    first = world.do.suspend(**fields, now=LATER)
    world.do.lift_suspension(suspension=first, now=LATER + world.SECOND)
    world.do.suspend(**fields, now=LATER + 2 * world.SECOND)
    go_through()
    assert Obligation.objects.filter(action=RECALL).count() == 2
    world.do.suspend(**fields, now=LATER + 3 * world.SECOND)
    go_through()
    assert Obligation.objects.filter(action=RECALL).count() == 2


@db
def test_outcomes_before_and_after_are_recorded_and_officers_are_told(held: Article) -> None:
    next_version(CLOSING)
    go_through()
    row = newest()
    found = {
        (c.consumer, c.use, c.part): (c.before, c.after, c.number)
        for c in OutcomeChange.objects.filter(reassessment=row)
    }
    assert found["newsroom", "store", "text"] == ("consent", "deny", 1)
    assert ("newsroom", "catalogue", "metadata") not in found
    told = rows(outcome_changes(LATER, Filters()))
    mine = [
        line
        for line in told
        if (line["consumer"], line["use"], line["part"]) == ("newsroom", "store", "text")
    ]
    assert [(line["before"], line["after"], line["number"], line["version"]) for line in mine] == [
        ("consent", "deny", 1, 2)
    ]
    task = OfficerTask.objects.get(kind="outcomes_changed")
    assert task.facts["articles"] == row.articles == 1
    assert task.series == row.series
    assert task.version is not None
    assert task.version == row.version
    assert task.version.number == 2


@db
def test_what_changes_nothing_tells_nobody(held: Article) -> None:
    world.do.suspend(
        kind="officer", scope_kind="site", scope_value="nobody.example", reason="r", by="o", now=LATER
    )
    go_through()
    assert newest().state == "done"
    assert not OutcomeChange.objects.filter(reassessment=newest()).exists()
    assert not OfficerTask.objects.exists()


@db
def test_a_used_up_quota_is_no_reason_to_recall(held: Article) -> None:
    agreement = world.agreement(limit=1, now=LATER, effective_from=world.CAPTURED)
    quiet(LATER)
    later = LATER + world.SECOND
    released = world.do.release_excerpt(request=world.request(held, words=40), now=later)
    assert released.granted
    other = world.article()
    assert not world.do.release_excerpt(
        request=world.request(other, words=40), now=later + world.SECOND
    ).granted
    month = later + 40 * world.DAY
    world.do.end_agreement(agreement=agreement, at=month, now=month)
    go_through(month)
    assert [o.article for o in Obligation.objects.filter(action=RECALL)] == [held.pk]


EVERY_CHANGE: dict[str, Callable[[Article], object]] = {
    "an agreement granted": lambda _: world.agreement(now=LATER),
    "a suspension": lambda _: world.do.suspend(
        kind="officer", scope_kind="site", scope_value="essanews.com", reason="r", by="o", now=LATER
    ),
    "a house rule": lambda _: world.do.add_house_rule(
        identifier="urn:rights:house:x", title="x", document=world.document(prohibition=[{"action": "archive"}]),
        by="o", reason="r", now=LATER,
    ),
    "a confirmation": lambda _: world.do.confirm_rule(
        version=PolicyVersion.objects.get(reading="partial"), pointer="/prohibition/0", by="o", reason="r", now=LATER
    ),
    "a replacement": lambda _: world.do.confirm_replacement(
        series=PolicySeries.objects.get(identifier="urn:rights:policy:wpm-site-notice"),
        replaced=PolicySeries.objects.get(identifier="urn:rights:policy:wp-tdm-reservation"), by="o", reason="r", now=LATER,
    ),
    "a statute approved": lambda _: world.do.approve_statute(
        series=PolicySeries.objects.get(identifier="pl-29-quotation"), officer="legal-officer", reason="r", now=LATER
    ),
    "new terms": lambda _: next_version(CLOSING),
    "a new signal": lambda _: world.do.observe_robots(
        domain="essanews.com", robots=world.robots_file("User-agent: *\nDisallow: /", fetched_at=LATER), publisher=None, now=LATER
    ),
    "holders named": lambda held: world.do.assign_holders(
        holders=[[world.WPM]], reason="r", by="o", now=LATER, image=held.images.get().pk
    ),
}  # fmt: skip


@db
@pytest.mark.parametrize("change", sorted(EVERY_CHANGE))
def test_every_change_on_record_is_gone_through(held: Article, change: str) -> None:
    before = set(Reassessment.objects.values_list("pk", flat=True))
    EVERY_CHANGE[change](held)
    new = Reassessment.objects.exclude(pk__in=before)
    assert new.exists()
    assert {row.known_at for row in new} == {LATER}
    go_through()
    assert set(new.values_list("state", flat=True)) == {"done"}


@db
def test_every_bitemporal_table_says_what_its_changes_concern() -> None:
    assert set(reassess_later.CHANGES) == {
        model for model in Bitemporal.__subclasses__() if not model._meta.abstract
    }


@db
def test_an_approval_that_is_rolled_back_leaves_nothing_in_the_queue(held: Article) -> None:
    before = Reassessment.objects.count()
    with transaction.atomic():
        EVERY_CHANGE["new terms"](held)
        assert Reassessment.objects.count() > before
        transaction.set_rollback(True)
    assert Reassessment.objects.count() == before


# --- moments that come by themselves ---------------------------------------------------------------------------------


@db
def test_a_version_that_begins_and_ends_by_itself_is_noticed_when_its_time_comes(held: Article) -> None:
    begins, ends = LATER + 5 * world.DAY, LATER + 7 * world.DAY
    next_version(CLOSING, effective_from=begins, effective_to=ends)
    go_through()
    assert not OfficerTask.objects.exists()
    sweep_reassessments(now=begins - world.SECOND)
    assert not Reassessment.objects.filter(state="waiting").exists()
    sweep_reassessments(now=begins + world.SECOND)
    sweep_reassessments(now=begins + world.SECOND)
    go_through(begins + world.SECOND)
    changed = OutcomeChange.objects.filter(
        reassessment__at=begins, use="store", part="text", consumer="newsroom"
    )
    assert [(c.before, c.after) for c in changed] == [("consent", "deny")]
    sweep_reassessments(now=ends)
    go_through(ends)
    changed = OutcomeChange.objects.filter(
        reassessment__at=ends, use="store", part="text", consumer="newsroom"
    )
    assert [(c.before, c.after) for c in changed] == [("deny", "consent")]


@db
def test_an_end_that_was_taken_back_before_it_came_is_not_noticed(held: Article) -> None:
    ends = LATER + 5 * world.DAY
    embargo = world.do.suspend(
        kind="embargo",
        scope_kind="site",
        scope_value="essanews.com",
        reason="r",
        by="o",
        now=LATER,
        effective_to=ends,
    )
    world.do.lift_suspension(suspension=embargo, now=LATER + world.DAY)
    go_through()
    sweep_reassessments(now=ends + world.DAY)
    assert not Reassessment.objects.filter(at=ends).exists()
    assert Reassessment.objects.filter(at=LATER + world.DAY).exists()


# --- interrupted -----------------------------------------------------------------------------------------------------


@db
def test_a_chunk_that_fails_is_done_again_and_counts_once(
    held: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reassessment, "CHUNK", 2)
    delivered(held, 5)
    EVERY_CHANGE["a suspension"](held)
    ordinary, calls = reassessment._recall, []

    def failing(*args: Any) -> Obligation:
        calls.append(1)
        if len(calls) == 4:
            raise DatabaseError("gone")
        return ordinary(*args)

    monkeypatch.setattr(reassessment, "_recall", failing)
    row = newest()
    assert not reassess(reassessment_id=row.pk, now=LATER)
    row.refresh_from_db()
    assert (row.state, row.failures, row.recalled) == ("running", 1, 2)
    assert Obligation.objects.filter(action=RECALL).count() == 2
    assert reassess(reassessment_id=row.pk, now=MUCH_LATER)
    row.refresh_from_db()
    assert (row.state, row.failures, row.recalled, row.deliveries) == ("done", 0, 5, 5)
    assert Obligation.objects.filter(action=RECALL).count() == 5


@db
def test_what_fails_again_and_again_is_given_up_and_says_so(
    held: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    delivered(held)
    EVERY_CHANGE["a suspension"](held)
    row = newest()

    def broken(*_: Any) -> Obligation:
        raise DatabaseError("gone")

    monkeypatch.setattr(reassessment, "_recall", broken)
    for _ in range(reassessment.MOST_FAILURES):
        assert not reassess(reassessment_id=row.pk, now=LATER)
    row.refresh_from_db()
    assert (row.state, row.failure) == ("failed", "error: DatabaseError")
    sweep_reassessments(now=LATER + world.DAY / 8)
    row.refresh_from_db()
    assert row.state == "failed"  # it is left alone for a while
    sweep_reassessments(now=LATER + world.DAY)
    row.refresh_from_db()
    assert not reassess(reassessment_id=row.pk, now=LATER + world.DAY)
    row.refresh_from_db()
    assert row.state == "failed"  # once, and not ten times
    monkeypatch.undo()
    sweep_reassessments(now=LATER + 2 * world.DAY)
    assert reassess(reassessment_id=row.pk, now=LATER + 2 * world.DAY)
    assert Obligation.objects.filter(action=RECALL).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_change_is_recorded_though_the_broker_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    held = world.founding()
    quiet()

    def gone(*_: Any, **__: Any) -> None:
        raise ConnectionError("no broker")

    monkeypatch.setattr(current_app, "send_task", gone)
    delivered(held)
    EVERY_CHANGE["a suspension"](held)
    row = newest()
    assert row.state == "waiting"
    monkeypatch.undo()
    assert sweep_reassessments(now=LATER + 2 * world.DAY) >= 1
    go_through()
    assert Obligation.objects.filter(action=RECALL).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_database_that_goes_away_in_the_middle_of_a_chunk_leaves_it_to_the_sweep(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    held = world.founding()
    quiet()
    handed = delivered(held, 5)
    monkeypatch.setattr(reassessment, "CHUNK", 2)
    EVERY_CHANGE["a suspension"](held)
    row = newest()
    ordinary, calls = reassessment._recall, []

    def cut_off(*args: Any) -> Obligation:
        calls.append(1)
        if len(calls) == 4:  # the second chunk, half done
            terminate_own_backend()
        return ordinary(*args)

    monkeypatch.setattr(reassessment, "_recall", cut_off)
    assert not reassess(reassessment_id=row.pk, now=LATER)
    row.refresh_from_db()
    assert (row.state, row.recalled, row.deliveries) == ("running", 2, 2)
    assert Obligation.objects.filter(action=RECALL).count() == 2
    rung: list[int] = []
    monkeypatch.setattr(reassess_later, "_ring", rung.append)
    for _ in range(2):
        sweep_reassessments(now=MUCH_LATER)
        for one in rung:
            assert reassess(reassessment_id=one, now=MUCH_LATER)
    assert rung == [row.pk]
    row.refresh_from_db()
    assert (row.state, row.failures, row.recalled, row.deliveries) == ("done", 0, 5, 5)
    owed = Counter(o.rule.rpartition(":")[2] for o in Obligation.objects.filter(action=RECALL))
    assert owed == Counter(str(one.pk) for one in handed)
    assert OfficerTask.objects.filter(kind="outcomes_changed").count() == 1


def terminate_own_backend() -> None:
    connection.ensure_connection()
    with psycopg.connect(database()) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [connection.connection.info.backend_pid])


@pytest.mark.worker
@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_killed_in_the_middle_of_a_chunk_leaves_it_to_the_next() -> None:
    held = world.founding()
    quiet()
    handed = delivered(held, 2 * reassessment.CHUNK + 50)
    EVERY_CHANGE["a suspension"](held)
    row = newest()
    with psycopg.connect(database()) as blocker:
        # the first chunk waits here, half done
        blocker.execute("LOCK TABLE licensing_outcomechange, licensing_obligation IN SHARE MODE")
        first = household_worker()
        try:
            reassess_rings(row)
            assert seconds_until(waits_for_a_lock, limit=60) < 60, first.last_words()
        finally:
            os.killpg(first.process.pid, signal.SIGKILL)
            first.process.wait()
        blocker.rollback()
    # the server notices only now that nobody is there any more, and lets go of the row
    assert seconds_until(nobody_is_at_work, limit=20) < 20
    row.refresh_from_db()
    assert (row.state, row.deliveries) == ("waiting", 0)
    assert not Obligation.objects.filter(action=RECALL).exists()
    second = household_worker()
    try:
        reassess_rings(row)
        assert seconds_until(lambda: Reassessment.objects.get(pk=row.pk).state == "done", limit=60) < 60, (
            second.last_words()
        )
    finally:
        stop_together([second])
    owed = Counter(o.rule.rpartition(":")[2] for o in Obligation.objects.filter(action=RECALL))
    assert owed == Counter(str(one.pk) for one in handed)
    assert OfficerTask.objects.filter(kind="outcomes_changed", facts__recalls=len(handed)).count() == 1


def database() -> str:
    parts = urlsplit(os.environ["DATABASE_URL"])
    return urlunsplit(parts._replace(path=f"/{connection.settings_dict['NAME']}"))


def household_worker() -> Child:
    house = Household(ROOT, Path(os.environ["IMPRIMATUR_STATE"]))
    return house.worker(DATABASE_URL=database(), DJANGO_SETTINGS_MODULE="config.settings.test")


def reassess_rings(row: Reassessment) -> None:
    reassess_later._ring(row.pk)


def waits_for_a_lock() -> bool:
    return bool(others("wait_event_type = 'Lock'"))


def nobody_is_at_work() -> bool:
    return not others("state <> 'idle'")


def others(condition: str) -> int:
    """Count the other connections to the database of the test."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND {condition}"  # noqa: S608
        )
        return int(cursor.fetchone()[0])


# --- what the database keeps -----------------------------------------------------------------------------------------


@db
def test_recorded_changes_are_never_changed(held: Article) -> None:
    next_version(CLOSING)
    go_through()
    one = OutcomeChange.objects.all()[0]
    for broken in (lambda: OutcomeChange.objects.filter(pk=one.pk).update(number=7), one.delete):
        with pytest.raises(DatabaseError, match="appended, never changed"), transaction.atomic():
            broken()


def _row(**fields: Any) -> Iterator[Reassessment]:
    given: dict[str, Any] = {
        "key": "k", "kind": "period", "scope_kind": "everything", "before_at": world.NOW, "at": world.NOW,
        "before_known_at": world.NOW - world.SECOND, "known_at": world.NOW, "requested_at": world.NOW,
    }  # fmt: skip
    yield Reassessment(**{**given, **fields})


@db
@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "x"}, {"state": "x"}, {"step": "x"}, {"key": ""}, {"scope_kind": ""}, {"state": "running"},
        {"state": "done", "started_at": world.NOW}, {"finished_at": world.NOW}, {"before_known_at": world.NOW},
        {"before_at": world.NOW - world.SECOND},
    ],
)  # fmt: skip
def test_a_row_that_makes_no_sense_is_refused(fields: dict[str, Any]) -> None:
    (row,) = _row(**fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


@db
def test_an_outcome_that_does_not_change_is_no_change() -> None:
    (row,) = _row()
    row.save()
    change = OutcomeChange(
        reassessment=row, site="s", consumer="c", use="store", part="text", before="deny", after="permit", number=1,
        recorded_at=world.NOW,
    )  # fmt: skip
    change.save()
    for broken in ({"after": "deny"}, {"number": 0}, {"before": "x"}, {}):
        again = OutcomeChange(
            **{
                **{f.attname: getattr(change, f.attname) for f in change._meta.fields if f.name != "id"},
                **broken,
            }
        )
        with pytest.raises(IntegrityError), transaction.atomic():
            again.save(force_insert=True)
