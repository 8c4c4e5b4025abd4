from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from archive.choices import CAPTURE_TRANSITIONS, OPEN_CAPTURE_STATES, CaptureFailure, CaptureState
from archive.models import Capture, Image, Publisher, Source
from archive.operations import (
    AddressOutsideSourceError,
    CaptureTransitionError,
    claim_capture,
    correct_credit_text,
    finish_capture,
    record_publisher,
    record_source,
    release_lost_captures,
    request_capture,
)
from archive.operations.captures import LOST_AFTER, MOST_ATTEMPTS, belongs_to_source
from archive.operations.credits import split_credit_text
from archive.signals import article_stored, capture_taken
from tests.archive import rows
from tests.pages.sites import NOW

if TYPE_CHECKING:
    from pytest_django import DjangoCaptureOnCommitCallbacks

pytestmark = pytest.mark.django_db


def requested(source: Source, address: str = "https://essanews.com/a") -> Capture:
    return request_capture(source=source, address=address, requested_by="archivist", now=NOW, ring=False)


@pytest.mark.parametrize(
    "address",
    [
        "", "essanews.com/a", "ftp://essanews.com/", "https://notessanews.com/", "https://essanews.com.example/",
        "https://example.org/?https://essanews.com/", "http://127.0.0.1/", "http://[", "https://essanews.com:x/",
    ],
)  # fmt: skip
def test_a_page_outside_the_source_is_not_requested(address: str, source: Source) -> None:
    with pytest.raises(AddressOutsideSourceError):
        requested(source, address)
    assert not Capture.objects.exists()


def test_an_address_that_is_too_long_is_refused(source: Source) -> None:
    with pytest.raises(ValidationError):
        requested(source, "https://essanews.com/" + "x" * 2000)


def test_subdomains_belong_to_a_source() -> None:
    assert belongs_to_source("https://www.essanews.com/a", "essanews.com")


def test_a_page_that_is_requested_twice_is_one_capture(source: Source) -> None:
    assert requested(source) == requested(source)
    assert Capture.objects.count() == 1


def test_a_page_may_be_requested_again_once_its_capture_has_ended(source: Source) -> None:
    first = claim_capture(capture_id=requested(source).pk, now=NOW)
    assert first is not None
    finish_capture(
        capture=first, state=CaptureState.FAILED, now=NOW, failure=CaptureFailure.EMPTY, reason="Empty."
    )
    assert requested(source) != first


def test_a_capture_is_claimed_once(source: Source) -> None:
    capture = requested(source)
    assert claim_capture(capture_id=capture.pk, now=NOW) == capture
    assert claim_capture(capture_id=capture.pk, now=NOW) is None
    assert claim_capture(capture_id=uuid4(), now=NOW) is None


@pytest.mark.parametrize("state", [CaptureState.REQUESTED, CaptureState.FETCHING])
def test_a_capture_does_not_end_in_an_open_state(state: CaptureState, source: Source) -> None:
    claimed = claim_capture(capture_id=requested(source).pk, now=NOW)
    assert claimed is not None
    with pytest.raises(CaptureTransitionError):
        finish_capture(capture=claimed, state=state, now=NOW)


def test_a_capture_ends_once_and_tells_it_on_commit(
    source: Source, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    told: list[object] = []

    def listen(capture_id: object, **_: object) -> None:
        told.append(capture_id)

    capture_taken.connect(listen)
    claimed = claim_capture(capture_id=requested(source).pk, now=NOW)
    assert claimed is not None
    failure = {"failure": CaptureFailure.EMPTY, "reason": "Empty."}
    with django_capture_on_commit_callbacks(execute=True):
        finish_capture(capture=claimed, state=CaptureState.FAILED, now=NOW, **failure)
        assert told == []
    assert told == [claimed.pk]
    with pytest.raises(CaptureTransitionError):
        finish_capture(capture=claimed, state=CaptureState.FAILED, now=NOW, **failure)
    capture_taken.disconnect(listen)


def test_every_state_has_its_transitions_and_ended_ones_have_none() -> None:
    assert set(CAPTURE_TRANSITIONS) == set(CaptureState)
    assert set(OPEN_CAPTURE_STATES) == {CaptureState.REQUESTED, CaptureState.FETCHING}


def test_a_capture_whose_worker_was_lost_is_put_back_and_its_late_worker_keeps_nothing(
    source: Source,
) -> None:
    capture = requested(source)
    late = claim_capture(capture_id=capture.pk, now=NOW)
    assert late is not None
    assert release_lost_captures(now=NOW + LOST_AFTER) == []
    later = NOW + LOST_AFTER + timedelta(seconds=1)
    assert release_lost_captures(now=later) == [capture.pk]
    again = claim_capture(capture_id=capture.pk, now=later)
    assert again is not None
    assert again.attempts == 2
    with pytest.raises(CaptureTransitionError):
        finish_capture(
            capture=late, state=CaptureState.FAILED, now=later, failure=CaptureFailure.EMPTY, reason="Empty."
        )


def test_a_capture_that_loses_every_worker_fails(source: Source) -> None:
    capture, now = requested(source), NOW
    for _ in range(MOST_ATTEMPTS):
        assert claim_capture(capture_id=capture.pk, now=now)
        now += LOST_AFTER + timedelta(seconds=1)
        release_lost_captures(now=now)
    capture.refresh_from_db()
    assert (capture.state, capture.failure) == (CaptureState.FAILED, CaptureFailure.LOST)


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_down_leaves_the_row_to_the_sweep(
    source: Source, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from celery import current_app

    def down(*_: object, **__: object) -> None:
        raise ConnectionError("no broker")

    monkeypatch.setattr(current_app, "send_task", down, raising=False)
    capture = request_capture(
        source=source, address="https://essanews.com/a", requested_by="archivist", now=NOW
    )
    assert "no broker" in caplog.text
    assert release_lost_captures(now=NOW) == [capture.pk]


def test_a_corrected_credit_line_is_split_again_and_the_printed_one_kept(
    source: Source, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    told: list[object] = []

    def listen(article_id: object, **_: object) -> None:
        told.append(article_id)

    article_stored.connect(listen)
    image = rows.image(rows.article(source), credit_text="PAP/EPA", credit_printed="PAP/EPA")
    split_credit_text(image)
    with django_capture_on_commit_callbacks(execute=True):
        corrected = correct_credit_text(image=image.pk, credit_text=" AFP ", by="archivist", now=NOW)
    article_stored.disconnect(listen)
    assert (corrected.credit_text, corrected.credit_printed, corrected.corrected_by) == (
        "AFP",
        "PAP/EPA",
        "archivist",
    )
    assert [credit.name for credit in image.credits.all()] == ["AFP"]
    assert told == [image.article_id]


def test_a_credit_line_is_not_corrected_by_nobody_nor_beyond_its_length(source: Source) -> None:
    image = rows.image(rows.article(source))
    with pytest.raises(ValidationError):
        correct_credit_text(image=image.pk, credit_text="x" * 301, by="archivist", now=NOW)
    with pytest.raises(ValidationError):
        correct_credit_text(image=image.pk, credit_text="AFP", by="", now=NOW)
    with pytest.raises(Image.DoesNotExist):
        correct_credit_text(image=uuid4(), credit_text="AFP", by="archivist", now=NOW)


def test_publishers_and_sources_are_recorded_once_and_corrected(source: Source) -> None:
    publisher = record_publisher(identifier="wirtualna-polska-media-sa", name="WP", country="PL")
    assert Publisher.objects.count() == 1
    again = record_source(publisher=publisher, domain="essanews.com", name="Essa", wanted_words=10)
    assert (again.pk, again.wanted_words) == (source.pk, 10)


@pytest.mark.parametrize("domain", ["", "Essanews.com", "https://essanews.com", "essa news.com"])
def test_a_source_whose_domain_is_none_is_not_recorded(domain: str, source: Source) -> None:
    with pytest.raises(ValidationError):
        record_source(publisher=source.publisher, domain=domain, name="Essa")
