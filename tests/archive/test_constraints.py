"""Each rule that the database keeps, and an attempt to break it past every form and operation."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.apps import apps
from django.db import DataError, IntegrityError, connection, transaction

from archive import text
from archive.choices import CaptureState
from archive.models import (
    Article,
    ArticleName,
    ArticleRevision,
    ArticleTally,
    Copy,
    Credit,
    CreditName,
    Feed,
    Hold,
    HostTurn,
    Ingestion,
    IngestionRowFailure,
    Publisher,
    Source,
    Withdrawal,
)
from tests.archive import rows
from tests.pages.sites import NOW

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.django_db

_FETCHED: dict[str, Any] = {"fetched_at": NOW, "http_status": 200, "bytes": 1, "sha256": "0" * 64}
_STARTED: dict[str, Any] = {"started_at": NOW, "attempts": 1}
_RUN: dict[str, Any] = {"started_at": NOW, "seen_at": NOW, "attempts": 1}
_FAILED: dict[str, Any] = {
    "state": "failed", "finished_at": NOW, "failure": "empty", "reason": "The page is empty.", **_STARTED
}  # fmt: skip


def _publisher(**columns: Any) -> Publisher:
    return Publisher.objects.create(**({"identifier": "another", "name": "Another"} | columns))


def _source(source: Source, **columns: Any) -> Source:
    facts = {"publisher": source.publisher, "domain": "another.example", "name": "Another"}
    return Source.objects.create(**(facts | columns))


def _credit(source: Source, **columns: Any) -> Credit:
    image = rows.image(rows.article(source))
    return Credit.objects.create(
        **({"image": image, "position": 0, "name": "PAP", "role": "agency"} | columns)
    )


def _ingestion(_: Source, **columns: Any) -> Ingestion:
    facts = {"file_name": "a.jsonl", "requested_by": "archivist", "requested_at": NOW}
    return Ingestion.objects.create(**(facts | columns))


def _stored(source: Source, **columns: Any) -> None:
    facts = {"state": "stored", "finished_at": NOW, "article": rows.article(source), **_STARTED, **_FETCHED}
    rows.capture(source, **(facts | columns))


def _twice(make: Callable[..., object], source: Source, **columns: Any) -> None:
    make(source, **columns)
    make(source, **columns)


def _images(source: Source, *columns: dict[str, Any]) -> None:
    held = rows.article(source)
    for each in columns:
        rows.image(held, **each)
    # a deferred rule is checked here instead of at the end of the test's transaction
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _feed(source: Source, **columns: Any) -> Feed:
    facts = {"source": source, "identifier": "agency", "name": "Agency", "recorded_at": NOW}
    return Feed.objects.create(**(facts | columns))


def _revisions(source: Source, *numbers: int) -> None:
    held = rows.article(source)
    for number in numbers:
        ArticleRevision.objects.create(
            article=held, number=number, recorded_at=NOW, changes={"headline": ["a", "b"]}
        )


def _names(source: Source, *names: str) -> None:
    held = rows.article(source)
    for name in names:
        ArticleName.objects.create(article=held, name=name)


def _pair(source: Source) -> tuple[Article, Article]:
    first, second = sorted((rows.article(source), rows.article(source)), key=lambda article: article.pk)
    return first, second


def _same(source: Source, pair: tuple[Article, ...] = (), **columns: Any) -> Copy:
    first, second = pair or _pair(source)
    facts = {"first": first, "second": second, "reason": "words", "found_at": NOW}
    return Copy.objects.create(**(facts | columns))


def _withdrawal(source: Source, **columns: Any) -> Withdrawal:
    facts = {"source": source, "kind": "kill", "address": "https://essanews.com/a", "received_at": NOW}
    return Withdrawal.objects.create(**(facts | columns))


def _credit_name(_: Source, **columns: Any) -> CreditName:
    facts = {"key": "pap", "name": "PAP", "role": "agency", "recorded_at": NOW, "recorded_by": "archivist"}
    return CreditName.objects.create(**(facts | columns))


def _tally(source: Source) -> ArticleTally:
    return ArticleTally.objects.create(source_id=source.pk, captured_on=NOW.date(), number=1)


def _copies(source: Source, *columns: dict[str, Any]) -> None:
    held = rows.article(source)
    for each in columns:
        rows.full_copy(held, "whole", **each)


def _hold(source: Source, **columns: Any) -> Hold:
    facts = {
        "article": rows.article(source),
        "reason": "a dispute",
        "placed_at": NOW,
        "placed_by": "archivist",
    }
    return Hold.objects.create(**(facts | columns))


# The constraint that has to object: what to try.
BREAKS: dict[str, Callable[[Source], object]] = {
    "ingestion_state_is_known": lambda s: _ingestion(s, state="odd", finished_at=NOW, **_RUN),
    "ingestion_address_is_http": lambda s: _ingestion(s, file_name="", address="ftp://essanews.com/"),
    "ingestion_reads_a_file_or_an_address": lambda s: _ingestion(s, address="https://essanews.com/"),
    "ingestion_has_a_requester": lambda s: _ingestion(s, requested_by=""),
    "ingestion_digest_is_sha_256": lambda s: _ingestion(s, digest="x"),
    "ingestion_every_row_read_is_counted_once": lambda s: _ingestion(s, read=2, stored=1),
    "ingestion_started_unless_requested": lambda s: _ingestion(s, state="running"),
    "ingestion_finished_unless_open": lambda s: _ingestion(s, state="done", **_RUN),
    "ingestion_failed_has_a_failure": lambda s: _ingestion(s, state="failed", finished_at=NOW, **_RUN),
    "ingestionrowfailure_has_a_reason": lambda s: IngestionRowFailure.objects.create(
        ingestion=_ingestion(s), line=1, reason=""
    ),
    "publisher_identifier_is_a_slug": lambda _: _publisher(identifier="Not A Slug"),
    "publisher_has_a_name": lambda _: _publisher(name=""),
    "publisher_country_is_alpha_2": lambda _: _publisher(country="pl"),
    "source_domain_is_lower_case": lambda s: _source(s, domain="Essanews.com"),
    "source_has_a_name": lambda s: _source(s, name=""),
    "source_interval_is_at_most_a_day": lambda s: _source(s, min_interval_seconds=86_401),
    "source_wants_1_to_1000_words": lambda s: _source(s, wanted_words=0),
    "article_address_is_http_or_a_name": lambda s: rows.article(s, address="file:///etc/passwd"),
    "article_has_a_headline": lambda s: rows.article(s, headline=""),
    "feed_identifier_is_a_slug": lambda s: _feed(s, identifier="Not A Slug"),
    "feed_has_a_name": lambda s: _feed(s, name=""),
    "revision_numbered_once": lambda s: _revisions(s, 1, 1),
    "revision_counted_from_one": lambda s: _revisions(s, 0),
    "articlename_once": lambda s: _names(s, "urn:x:1", "urn:x:1"),
    "articlename_says_something": lambda s: _names(s, ""),
    "copy_linked_once": lambda s: _twice(_same, s, pair=_pair(s)),
    "copy_is_of_another": lambda s: _same(s, pair=_pair(s)[::-1]),
    "copy_reason_is_known": lambda s: _same(s, reason="guess"),
    "copy_parted_by_somebody_for_a_reason": lambda s: _same(s, parted_at=NOW, parted_by="archivist"),
    "withdrawal_kind_is_known": lambda s: _withdrawal(s, kind="regret"),
    "withdrawal_names_something": lambda s: _withdrawal(s, address=""),
    "withdrawal_embargo_ends_and_nothing_else_does": lambda s: _withdrawal(s, kind="embargo"),
    "withdrawal_ended_by_somebody": lambda s: _withdrawal(s, ended_at=NOW),
    "article_has_words": lambda s: rows.article(s, word_count=0),
    "article_language_is_bcp_47": lambda s: rows.article(s, language="English"),
    "fullcopy_one_of_a_part": lambda s: _copies(s, {}, {"text": "b", "digest": text.digest("b")}),
    "fullcopy_part_is_known": lambda s: _copies(s, {"part": "image"}),
    "fullcopy_has_words": lambda s: _copies(s, {"word_count": 0}),
    "fullcopy_digest_is_of_its_text": lambda s: _copies(s, {"digest": "0" * 64}),
    "fullcopy_has_its_text_until_it_ends": lambda s: _copies(s, {"text": None}),
    "fullcopy_names_what_brought_it": lambda s: _copies(s, {"evidence": ""}),
    "hold_is_explained": lambda s: _hold(s, reason=""),
    "hold_lifted_by_somebody": lambda s: _hold(s, lifted_at=NOW),
    "tally_once_a_class": lambda s: _twice(_tally, s),
    "image_once_in_an_article": lambda s: _images(s, {"position": 0}, {"position": 1}),
    "image_position_once": lambda s: _images(s, {}, {"address": "https://essanews.com/b.jpg"}),
    "image_address_is_http": lambda s: rows.image(rows.article(s), address="data:image/png"),
    "image_correction_has_who_and_when": lambda s: rows.image(rows.article(s), corrected_at=NOW),
    "image_credit_is_printed_or_corrected": lambda s: rows.image(rows.article(s), credit_text="PAP"),
    "credit_has_a_name": lambda s: _credit(s, name=""),
    "credit_role_is_known": lambda s: _credit(s, role="owner"),
    "credit_position_once": lambda s: _credit(s, image=_credit(s).image),
    "credit_name_is_a_name": lambda s: _credit_name(s, name=""),
    "credit_name_role_is_known": lambda s: _credit_name(s, role="owner"),
    "credit_name_has_who": lambda s: _credit_name(s, recorded_by=""),
    "excerpt_has_text": lambda s: rows.excerpt(rows.article(s), " \n", word_count=1),
    "excerpt_has_1_to_1000_words": lambda s: rows.excerpt(rows.article(s), "word", word_count=1001),
    "excerpt_digest_is_of_its_text": lambda s: rows.excerpt(rows.article(s), "word", digest="0" * 64),
    "capture_open_once_for_an_address": lambda s: _twice(rows.capture, s),
    "capture_state_is_known": lambda s: rows.capture(
        s, **(_FAILED | {"state": "lost", "failure": "", "reason": ""})
    ),
    "capture_address_is_http": lambda s: rows.capture(s, address="ftp://essanews.com/"),
    "capture_has_a_requester": lambda s: rows.capture(s, requested_by=""),
    "capture_started_unless_requested": lambda s: rows.capture(s, started_at=NOW),
    "capture_finished_unless_open": lambda s: rows.capture(s, **(_FAILED | {"finished_at": None})),
    "capture_stored_has_its_article": lambda s: _stored(s, article=None),
    "capture_ended_badly_has_a_reason": lambda s: rows.capture(s, **(_FAILED | {"reason": ""})),
    "capture_fetched_has_its_digest": lambda s: rows.capture(s, **(_FAILED | _FETCHED | {"sha256": ""})),
    "capture_stored_was_fetched": lambda s: _stored(s, fetched_at=None, bytes=None, sha256=""),
    "sitefilecopy_one_is_current": lambda _: [rows.site_file(), rows.site_file()],
    "sitefilecopy_kind_is_known": lambda _: rows.site_file(kind="humans"),
    "sitefilecopy_no_answer_has_its_failure": lambda _: rows.site_file(status=None, text=""),
    "sitefilecopy_text_is_of_an_answer": lambda _: rows.site_file(status=404),
    "sitefilecopy_seen_after_it_was_fetched": lambda _: rows.site_file(seen_at=NOW - timedelta(days=1)),
    "hostturn_held_has_its_end": lambda _: HostTurn.objects.create(host="x", free_from=NOW, held_until=NOW),
    "watch_once_for_an_address": lambda s: _twice(rows.watch, s),
    "watch_words_are_known": lambda s: rows.watch(s, state="asleep"),
    "watch_address_is_http": lambda s: rows.watch(s, address="file:///etc/passwd"),
    "watch_interval_is_1_to_2160_hours": lambda s: rows.watch(s, interval_hours=0),
    "watch_was_added_by_somebody": lambda s: rows.watch(s, added_by=""),
    "watch_failures_have_a_reason": lambda s: rows.watch(s, failures=1),
}


@pytest.mark.parametrize("constraint", BREAKS)
def test_the_database_refuses_to_break(constraint: str, source: Source) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        BREAKS[constraint](source)


def test_every_constraint_has_an_attempt_to_break_it() -> None:
    declared = {
        constraint.name
        for model in apps.get_app_config("archive").get_models()
        for constraint in model._meta.constraints
    }
    assert declared == set(BREAKS)


@pytest.mark.parametrize(
    "attempt",
    [
        lambda s: _publisher(identifier=s.publisher.identifier),
        lambda s: _source(s, domain=s.domain),
        lambda s: _twice(rows.article, s, address="https://essanews.com/once"),
    ],
)
def test_identifiers_domains_and_addresses_are_unique(
    attempt: Callable[[Source], object], source: Source
) -> None:
    with pytest.raises(IntegrityError, match="unique"), transaction.atomic():
        attempt(source)


def test_a_headline_longer_than_its_column_is_refused(source: Source) -> None:
    with pytest.raises(DataError), transaction.atomic():
        rows.article(source, headline="x" * 301)


def test_rows_in_every_state_that_the_pipeline_writes_are_accepted(source: Source) -> None:
    rows.capture(source)
    rows.capture(source, address="https://essanews.com/b", state=CaptureState.FETCHING, **_STARTED)
    rows.capture(source, **_FAILED)
    rows.capture(source, **(_FAILED | _FETCHED | {"state": "refused", "failure": "rights"}))
    _stored(source)


def test_names_of_rows_are_readable(source: Source) -> None:
    held = rows.article(source)
    assert str(source) == "essanews.com"
    assert str(source.publisher) == "Wirtualna Polska"
    assert str(held) == "A headline"
    assert str(rows.image(held)) == "https://essanews.com/photo.jpg"
    assert str(_credit(source)) == "PAP"
    assert "2 words" in str(rows.excerpt(held, "two words"))
    assert "requested" in str(rows.capture(source))


def test_an_excerpt_is_not_shown_by_its_representation(source: Source) -> None:
    assert "planted" not in repr(rows.excerpt(rows.article(source), "planted"))


def test_nothing_in_the_archive_names_licensing() -> None:
    from pathlib import Path

    import archive

    folder = Path(archive.__file__).parent
    naming = [
        path.name for path in folder.rglob("*.py") if "import licensing" in path.read_text(encoding="utf-8")
    ]
    naming += [
        path.name for path in folder.glob("m*/*.py") if "licensing" in path.read_text(encoding="utf-8")
    ]
    assert naming == []
