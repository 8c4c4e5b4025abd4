"""Checks: the row is the queue, the task its doorbell, and nothing that fails is a permit."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from celery import current_app
from django.db import transaction

from archive.models import Article
from licensing import tasks
from licensing.choices import CHECK_TRANSITIONS, CheckState
from licensing.models import Check, Decision
from licensing.operations import checks, request_check, request_checks, run_check, sweep_checks
from licensing.policy.ask import UseError
from licensing.queries import UnknownArticleError, UnknownConsumerError
from tests.licensing import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def held() -> Article:
    return world.founding()


@pytest.fixture
def rings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    heard: list[str] = []
    monkeypatch.setattr(checks, "_ring", heard.append)
    return heard


def a_check(held: Article, **fields: Any) -> Check:
    return request_check(
        article=held.pk,
        consumer="newsroom",
        use=world.use(**fields),
        now=world.NOW,
    )


def test_a_check_is_answered_with_a_decision(held: Article) -> None:
    check = a_check(held)
    decision = run_check(check_id=check.pk, now=world.NOW)
    check.refresh_from_db()
    assert decision is not None
    assert (check.state, check.decision, decision.outcome) == ("done", decision.pk, "permit")
    assert decision.origin == "check"


def test_every_standard_use_of_every_part_is_asked(held: Article) -> None:
    rows = request_checks(article=held.pk, consumer="newsroom", territory="PL", now=world.NOW)
    assert len(rows) == 22
    for row in rows:
        run_check(check_id=row.pk, now=world.NOW)
    assert set(Check.objects.values_list("state", flat=True)) == {"done"}
    assert Decision.objects.count() == 22


def test_what_was_stated_is_what_is_decided(held: Article) -> None:
    claims = frozenset({"pl-29-quotation"})
    check = a_check(held, words=40, claims=claims)
    decision = run_check(check_id=check.pk, now=world.NOW)
    assert decision is not None
    assert decision.outcome == "review"


def test_a_check_is_answered_once(held: Article) -> None:
    check = a_check(held)
    assert run_check(check_id=check.pk, now=world.NOW) is not None
    assert run_check(check_id=check.pk, now=world.NOW) is None
    assert Decision.objects.count() == 1


def test_a_check_that_nobody_asked_for_is_nothing(held: Article) -> None:
    assert run_check(check_id=uuid4(), now=world.NOW) is None


def test_what_cannot_be_asked_is_not_queued(held: Article) -> None:
    for wrong in ({"action": "catalogue"}, {"words": 0}, {"asset": str(uuid4())}, {"action": "photocopy"}):
        with pytest.raises(UseError):
            a_check(held, **wrong)
    with pytest.raises(UnknownArticleError):
        request_check(article=uuid4(), consumer="newsroom", use=world.use(), now=world.NOW)
    with pytest.raises(UnknownConsumerError):
        request_check(article=held.pk, consumer="nobody", use=world.use(), now=world.NOW)
    assert not Check.objects.exists()


def test_an_error_fails_the_check_and_permits_nothing(held: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    check = a_check(held)

    def broken(**_: object) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr(checks, "record_decision", broken)
    assert run_check(check_id=check.pk, now=world.NOW) is None
    check.refresh_from_db()
    assert (check.state, check.failure) == ("failed", "error: RuntimeError")
    assert not Decision.objects.exists()


def test_a_consumer_who_was_closed_meanwhile_gets_no_answer(held: Article) -> None:
    check = a_check(held)
    world.Consumer.objects.update(active=False)
    run_check(check_id=check.pk, now=world.NOW)
    check.refresh_from_db()
    assert (check.state, check.failure) == ("failed", "unknown-consumer")


def test_the_bell_rings_when_the_row_is_committed(
    held: Article, rings: list[str], django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        check = a_check(held)
        assert rings == []
    assert rings == [str(check.pk)]


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_away_when_the_row_is_committed_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    held = world.founding()
    tried: list[object] = []

    def gone(*args: object, **_: object) -> None:
        tried.append(args)
        raise ConnectionError("no broker")

    monkeypatch.setattr(current_app, "send_task", gone)
    check = a_check(held)
    assert tried == [("licensing.tasks.run_check",)]
    check.refresh_from_db()
    assert check.state == "requested"
    with transaction.atomic():
        again = a_check(held)
    assert Check.objects.filter(pk=again.pk).exists()


def test_lost_rings_and_lost_workers_are_swept(
    held: Article, rings: list[str], django_capture_on_commit_callbacks: object
) -> None:
    unheard, lost, fresh = (a_check(held) for _ in range(3))
    late = world.NOW + checks.LOST_WORKER + world.SECOND
    Check.objects.filter(pk=lost.pk).update(state="running", started_at=world.NOW)
    Check.objects.filter(pk=fresh.pk).update(requested_at=late)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        assert sweep_checks(now=late) == 2
    assert sorted(rings) == sorted([str(unheard.pk), str(lost.pk)])
    lost.refresh_from_db()
    assert lost.state == "requested"


def test_the_task_reads_the_clock_and_takes_an_identifier(held: Article, settings: object) -> None:
    settings.IMPRIMATUR_FIXED_CLOCK = world.NOW.isoformat()  # type: ignore[attr-defined]
    check = a_check(held)
    tasks.run_check(str(check.pk), from_a_later_release=True)
    assert Decision.objects.get().at == world.NOW


def test_every_state_of_a_check_is_in_the_table_of_transitions() -> None:
    assert set(CHECK_TRANSITIONS) == set(CheckState.values)
    assert {target for targets in CHECK_TRANSITIONS.values() for target in targets} <= set(CheckState.values)
