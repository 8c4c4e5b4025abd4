"""What a source takes back is stopped at once, also what comes later, and only a person lets it in again."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from archive.choices import WithdrawalKind
from archive.ingestion.runs import Way, run_stream
from archive.models import Article, ArticleRevision, Copy, Feed, Ingestion, Source, Withdrawal
from archive.operations.copies import link_batch, link_copies, note_names, waiting_batches
from archive.operations.feeds import record_feed
from archive.operations.ingestions import claim_ingestion, request_ingestion
from archive.operations.sources import record_source
from archive.operations.withdrawals import (
    StandingWithdrawals,
    WithdrawalEndedError,
    Withdrawn,
    carry_out_waiting,
    carry_out_withdrawal,
    end_withdrawal,
    note_withdrawal,
)
from archive.rights_gate import DenyAll, WithdrawalNotice
from tests.archive import rows
from tests.pages.gates import Permits
from tests.pages.sites import NOW

if TYPE_CHECKING:
    from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

pytestmark = pytest.mark.django_db

_ADDRESS = "https://essanews.com/a"
_DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def gate(settings: Settings) -> None:
    settings.IMPRIMATUR_RIGHTS_GATE = "tests.pages.gates.Permits"
    Permits.withdrawn.clear()
    Permits.sent_again.clear()


@pytest.fixture
def committing(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> Any:
    return lambda: django_capture_on_commit_callbacks(execute=True)


def _run(
    *items: dict[str, Any], now: Any = NOW, feed: Feed | None = None, dry_run: bool = False
) -> Ingestion:
    run = request_ingestion(
        requested_by="archivist",
        file_name="feed.jsonl",
        format="jsonl",
        feed=feed,
        dry_run=dry_run,
        now=now,
        ring=False,
    )
    claimed = claim_ingestion(ingestion_id=run.pk, now=now)
    assert claimed
    lines = "\n".join(json.dumps(item) for item in items)
    run_stream(run=claimed, stream=io.BytesIO(lines.encode()), way=Way(clock=lambda: now))
    return claimed


def _row(**fields: Any) -> dict[str, Any]:
    return {
        "url": _ADDRESS,
        "headline": "A bridge opens",
        "body": "One two three.",
        "guid": "urn:x:1",
    } | fields


def _notes() -> list[tuple[str, Any]]:
    return [(notice.kind, notice.article_id) for notice in Permits.withdrawn]


@pytest.mark.parametrize(
    ("status", "kind"), [("canceled", "kill"), ("withheld", "withhold"), ("odd", "withhold")]
)
@pytest.mark.parametrize("named", [{"guid": "urn:x:1"}, {"url": _ADDRESS}])
def test_a_held_article_is_stopped_by_its_name_or_address(
    source: Source, committing: Any, status: str, kind: str, named: dict[str, str]
) -> None:
    _run(_row())
    held = Article.objects.get()
    with committing():
        run = _run({"url": _ADDRESS, **named, "pubStatus": status})
    assert (run.refused, run.failed) == (1, 0)
    assert _notes() == [(kind, held.pk)]
    assert Withdrawal.objects.get().applied_at == NOW


def test_a_withdrawal_among_rows_of_its_article_stops_it(source: Source, committing: Any) -> None:
    with committing():
        _run({"url": _ADDRESS, "pubStatus": "canceled"}, _row())
    assert _notes() == [("kill", Article.objects.get().pk)]


def test_a_kill_of_what_is_not_held_stops_a_late_arrival_and_tells_the_officers_once(
    source: Source, committing: Any
) -> None:
    with committing():
        _run({"url": _ADDRESS, "guid": "urn:x:1", "pubStatus": "canceled"})
    for address in (_ADDRESS, "https://essanews.com/elsewhere"):
        run = _run(_row(url=address))
        assert (run.stored, run.refused) == (0, 1)
        assert "taken it back" in run.row_failures.get().reason
    assert not Article.objects.exists()
    assert [notice.article_id for notice in Permits.sent_again] == [None]


def test_usable_again_lifts_nothing_until_a_person_ends_the_withdrawal(
    source: Source, committing: Any
) -> None:
    with committing():
        _run({"url": _ADDRESS, "pubStatus": "withheld"})
    assert _run(_row(pubStatus="usable")).refused == 1
    withdrawal = Withdrawal.objects.get()
    assert withdrawal.returned_at == NOW
    end_withdrawal(withdrawal=withdrawal, by="archivist", now=NOW)
    with pytest.raises(WithdrawalEndedError):
        end_withdrawal(withdrawal=withdrawal, by="archivist", now=NOW)
    assert _run(_row(pubStatus="usable")).stored == 1


def test_an_embargo_stops_until_it_is_over_and_tells_nobody(source: Source, committing: Any) -> None:
    until = (NOW + _DAY).isoformat()
    with committing():
        assert _run(_row(embargo=until)).refused == 1
    assert _run(_row()).refused == 1
    assert not Permits.sent_again
    assert _run(_row(embargo=until), now=NOW + _DAY).stored == 1


def test_an_embargo_that_cannot_be_read_withholds(source: Source, committing: Any) -> None:
    with committing():
        _run(_row(embargo="until further notice"))
    assert Withdrawal.objects.get().kind == WithdrawalKind.WITHHOLD


def test_nobody_takes_back_what_is_anothers_but_its_copies_are_told(source: Source, committing: Any) -> None:
    other = record_source(publisher=source.publisher, domain="other.example", name="Other")
    mine = rows.article(source, identifiers={"guid": "urn:x:1"})
    copy = rows.article(other, address="https://other.example/a", identifiers={"guid": "urn:x:1"})
    note_names(articles=[mine.pk, copy.pk])
    link_copies(articles=[copy.pk], now=NOW)
    assert Copy.objects.exists()
    with committing():
        note_withdrawal(source=source, withdrawn=Withdrawn(WithdrawalKind.KILL, "", ("urn:x:1",)), now=NOW)
    assert _notes() == [("kill", mine.pk)]
    assert Permits.withdrawn[0].copies == (copy.pk,)
    assert _run(_row(url="https://other.example/b")).stored == 1


def test_a_number_of_the_sources_own_is_found_without_a_name(source: Source, committing: Any) -> None:
    mine = rows.article(source, identifiers={"id": "17"})
    rows.article(source, identifiers={"id": "18"})
    with committing():
        note_withdrawal(source=source, withdrawn=Withdrawn(WithdrawalKind.KILL, "", ("17",)), now=NOW)
    assert _notes() == [("kill", mine.pk)]


def test_what_a_lost_worker_left_is_carried_out_by_the_sweep_and_only_once(source: Source) -> None:
    held = rows.article(source, address=_ADDRESS)
    note_withdrawal(
        source=source, withdrawn=Withdrawn(WithdrawalKind.KILL, _ADDRESS, ()), now=NOW, ring=False
    )
    assert carry_out_waiting(now=NOW) == 1
    assert carry_out_waiting(now=NOW) == 0
    assert _notes() == [("kill", held.pk)]


def test_the_same_notice_twice_is_one_and_an_ended_one_does_nothing(source: Source) -> None:
    kill = Withdrawn(WithdrawalKind.KILL, _ADDRESS, ())
    one = note_withdrawal(source=source, withdrawn=kill, now=NOW, ring=False)
    assert note_withdrawal(source=source, withdrawn=kill, now=NOW, ring=False) == one
    end_withdrawal(withdrawal=one, by="archivist", now=NOW)
    assert carry_out_withdrawal(withdrawal_id=one.pk, now=NOW) == 0
    assert not StandingWithdrawals([source.pk], now=NOW).any


def test_the_strictest_of_several_is_met(source: Source) -> None:
    for kind, until in (
        (WithdrawalKind.EMBARGO, NOW + _DAY),
        (WithdrawalKind.KILL, None),
        (WithdrawalKind.WITHHOLD, None),
    ):
        note_withdrawal(source=source, withdrawn=Withdrawn(kind, _ADDRESS, (), until), now=NOW, ring=False)
    met = StandingWithdrawals([source.pk], now=NOW).of(source=source.pk, address=_ADDRESS, identifiers={})
    assert met is not None
    assert met.kind == "kill"


def test_a_dry_run_takes_nothing_back(source: Source, committing: Any) -> None:
    _run(_row())
    with committing():
        run = _run({"url": _ADDRESS, "pubStatus": "canceled"}, dry_run=True)
    assert run.refused == 1
    assert not Withdrawal.objects.exists()
    assert not Permits.withdrawn


@pytest.mark.parametrize(
    "row",
    [
        {"guid": "urn:x:1", "pubStatus": "canceled"},
        {"url": "https://unknown.example/a", "pubStatus": "canceled"},
    ],
)
def test_a_withdrawal_of_no_known_source_is_a_fault(source: Source, row: dict[str, str]) -> None:
    run = _run(row)
    assert run.failed == 1
    assert not Withdrawal.objects.exists()


def test_without_an_adapter_nothing_is_done_and_nothing_fails() -> None:
    notice = WithdrawalNotice(article_id=None, kind="kill", until=None, source="essanews.com")
    DenyAll().withdraw(notice=notice, now=NOW)
    DenyAll().returned(notice=notice, now=NOW)


# --- feeds ---


@pytest.fixture
def feed(source: Source) -> Feed:
    return record_feed(identifier="agency-feed", source=source, name="The agency's feed", now=NOW)


def test_articles_of_a_feed_say_so_whether_new_or_again(feed: Feed) -> None:
    rows.article(feed.source, address="https://essanews.com/held")
    _run(_row(), _row(url="https://essanews.com/held", guid="urn:x:2"), feed=feed)
    assert [article.feeds for article in Article.objects.all()] == [{"agency-feed": NOW.isoformat()}] * 2
    assert Permits.last[0].collections == ("agency-feed",)
    _run(_row(headline="A bridge closes"), now=NOW + _DAY)
    assert Article.objects.get(address=_ADDRESS).feeds == {"agency-feed": NOW.isoformat()}
    assert ArticleRevision.objects.filter(article__address=_ADDRESS).get().evidence.startswith("ingestion:")


def test_an_item_with_a_name_in_place_of_an_address_is_of_its_feeds_source_and_of_no_other_run(
    feed: Feed,
) -> None:
    row = _row(url="urn:newsml:agency.example:1")
    assert _run(row).failed == 1
    assert _run(row, feed=feed).stored == 1
    assert Article.objects.get().address == "urn:newsml:agency.example:1"


def test_a_feed_brings_in_only_what_is_its_sources(feed: Feed) -> None:
    record_source(publisher=feed.source.publisher, domain="other.example", name="Other")
    assert _run(_row(url="https://other.example/a"), feed=feed).failed == 1


@pytest.mark.parametrize("identifier", ["", "Not A Slug", "a" * 101])
def test_a_feed_has_a_lasting_name(source: Source, identifier: str) -> None:
    with pytest.raises(ValidationError):
        record_feed(identifier=identifier, source=source, name="Feed", now=NOW)


# --- at once ---


@pytest.mark.django_db(transaction=True)
def test_an_article_that_is_just_coming_in_does_not_slip_through(source: Source) -> None:
    kill = Withdrawn(WithdrawalKind.KILL, _ADDRESS, ())
    row = note_withdrawal(source=source, withdrawn=kill, now=NOW, ring=False)
    inside, carried_out = Event(), list[int]()

    def take_back() -> None:
        inside.wait(10)
        carried_out.append(carry_out_withdrawal(withdrawal_id=row.pk, now=NOW))
        connection.close()

    worker = Thread(target=take_back)
    worker.start()
    with transaction.atomic():
        # as a capture or a run does it, which looked for withdrawals before this one was committed
        Source.objects.select_for_update(no_key=True).get(pk=source.pk)
        rows.article(source, address=_ADDRESS)
        inside.set()
        worker.join(0.5)
        assert not carried_out
    worker.join(10)
    assert carried_out == [1]


@pytest.mark.django_db(transaction=True)
def test_what_a_person_ended_while_others_were_waited_for_stops_nothing(source: Source) -> None:
    rows.article(source, address=_ADDRESS)
    kill = Withdrawn(WithdrawalKind.KILL, _ADDRESS, ())
    row = note_withdrawal(source=source, withdrawn=kill, now=NOW, ring=False)
    carried_out = list[int]()

    def take_back() -> None:
        carried_out.append(carry_out_withdrawal(withdrawal_id=row.pk, now=NOW))
        connection.close()

    worker = Thread(target=take_back)
    with transaction.atomic():
        Source.objects.select_for_update(no_key=True).get(pk=source.pk)
        worker.start()
        worker.join(0.5)
        end_withdrawal(withdrawal=row, by="archivist", now=NOW)
    worker.join(10)
    assert carried_out == [0]
    assert not Permits.withdrawn


def test_articles_of_a_large_load_are_linked_by_a_worker_and_stopped_before_it_came(
    source: Source, committing: Any
) -> None:
    _run(_row(), _row(url="https://essanews.com/b"))
    assert not Copy.objects.exists()
    with committing():
        note_withdrawal(source=source, withdrawn=Withdrawn(WithdrawalKind.KILL, "", ("urn:x:1",)), now=NOW)
    assert len(Permits.withdrawn) == 2
    (batch,) = waiting_batches()
    assert link_batch(batch_id=batch, now=NOW) == 1
    assert link_batch(batch_id=batch, now=NOW) == 0
    assert not waiting_batches()
    assert Copy.objects.get().reason == "identifier"
