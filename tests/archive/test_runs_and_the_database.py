"""What a run makes of a database that refuses or fails while rows are stored."""

from __future__ import annotations

import io
import json
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest
from django.db import OperationalError, connection, transaction

from archive.ingestion import bulk, runs
from archive.ingestion.runs import Way, run_stream
from archive.models import Article, Ingestion, Source
from archive.operations.ingestions import claim_ingestion, request_ingestion
from archive.operations.sources import record_source
from tests.archive import rows
from tests.pages.sites import NOW

if TYPE_CHECKING:
    from pytest_django import Settings

pytestmark = pytest.mark.django_db

_ADDRESS = "https://essanews.com/a"
_TEXT = "Otters moved into the harbour."

_FAILING = """
CREATE FUNCTION pg_temp.fails() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION USING ERRCODE = 'disk_full'; END $$;
CREATE TRIGGER fails BEFORE INSERT ON archive_excerpt FOR EACH ROW EXECUTE FUNCTION pg_temp.fails();
"""


@pytest.fixture(autouse=True)
def gate(settings: Settings) -> None:
    settings.IMPRIMATUR_RIGHTS_GATE = "tests.pages.gates.Permits"


def _run(*others: dict[str, str]) -> Ingestion:
    run = request_ingestion(
        requested_by="archivist", file_name="feed.jsonl", format="jsonl", now=NOW, ring=False
    )
    claimed = claim_ingestion(ingestion_id=run.pk, now=NOW)
    assert claimed
    row = {"url": _ADDRESS, "headline": "A bridge opens", "body": _TEXT}
    lines = "\n".join(map(json.dumps, (row, *others)))
    run_stream(run=claimed, stream=io.BytesIO(lines.encode()), way=Way(clock=lambda: NOW))
    return claimed


def test_what_somebody_else_recorded_meanwhile_is_compared_once_more(
    source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows.article(source, address=_ADDRESS)
    held, seen = bulk._held, list[int]()

    def late(let_in: Any) -> Any:
        seen.append(len(let_in))
        return {} if len(seen) == 1 else held(let_in)

    monkeypatch.setattr(bulk, "_held", late)
    run = _run()
    assert (len(seen), run.updated, run.state) == (2, 1, "done")
    assert Article.objects.count() == 1


def test_a_database_that_fails_leaves_the_run_and_tells_nothing_of_a_row(source: Source) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_FAILING)
    with pytest.raises(OperationalError) as raised, transaction.atomic():
        _run()
    assert str(raised.value) == "DiskFull"
    assert raised.value.__suppress_context__
    assert not Article.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_all_sources_of_a_chunk_are_held_before_anything_of_it_is_decided(
    source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = record_source(publisher=source.publisher, domain="other.example", name="Other")
    free = list[int]()

    def look() -> None:
        waiting = Source.objects.select_for_update(no_key=True, skip_locked=True)
        with transaction.atomic():
            free.extend(waiting.filter(pk__in=[source.pk, other.pk]).values_list("pk", flat=True))
        connection.close()

    def first(rows: Any, counts: Any, **asked: Any) -> None:
        if not looked:
            looked.append(True)
            thread = Thread(target=look)
            thread.start()
            thread.join(10)
        bulk.take_rows(rows, counts, **asked)

    looked = list[bool]()
    monkeypatch.setattr(runs, "take_rows", first)
    over = {
        "url": "https://other.example/b",
        "headline": "An embargo is over",
        "body": _TEXT,
        "embargo": "2020-01-01T00:00:00Z",
    }
    assert _run(over).stored == 2
    assert looked
    assert not free
