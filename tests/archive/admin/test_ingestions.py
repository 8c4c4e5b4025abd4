"""Taking files in by the admin: from memory, with counts that can be asked for while they move."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from archive.choices import IngestionState
from archive.models import Article, Ingestion, Source
from archive.operations.ingestions import request_ingestion
from tests.pages.gates import Permits, Refuses
from tests.pages.sites import NOW, Choose

SignIn = Callable[[str], Client]
FILE = "/admin/archive/ingestion/ingest-file/"
ADDRESS = "/admin/archive/ingestion/ingest/"


@pytest.fixture
def archivist(sign_in: SignIn) -> Client:
    return sign_in("archivist")


def lines(count: int, body: str = "one two three") -> bytes:
    rows = [
        {"url": f"https://essanews.com/{n}", "headline": f"Headline {n}", "articleBody": body}
        for n in range(count)
    ]
    return b"\n".join(json.dumps(row).encode() for row in rows)


def posted(client: Client, body: bytes, name: str = "a.jsonl", **fields: str) -> Ingestion:
    answer = client.post(FILE, {"file": SimpleUploadedFile(name, body), **fields})
    assert answer.status_code == 302, answer.content.decode()
    return Ingestion.objects.latest("requested_at")


def test_a_file_is_taken_in_and_its_page_tells_what_became_of_it(
    archivist: Client, source: Source, gate: Choose
) -> None:
    gate(Permits)
    run = posted(archivist, lines(3) + b"\nnot json")
    assert (run.state, run.stored, run.failed, run.requested_by) == (IngestionState.DONE, 3, 1, "archivist")
    page = archivist.get(f"/admin/archive/ingestion/{run.pk}/change/").content.decode()
    assert "a.jsonl" in page
    assert "archive/live" in page
    assert run.row_failures.get().line == 4


def test_what_the_gate_refuses_is_told_by_line(archivist: Client, source: Source, gate: Choose) -> None:
    gate(Refuses)
    run = posted(archivist, lines(2))
    assert (run.stored, run.refused) == (0, 2)
    assert {(one.line, one.refused) for one in run.row_failures.all()} == {(1, True), (2, True)}
    assert not Article.objects.exists()


def test_a_dry_run_stores_nothing(archivist: Client, source: Source, gate: Choose) -> None:
    gate(Permits)
    run = posted(archivist, lines(2), dry_run="on")
    assert (run.dry_run, run.stored) == (True, 2)
    assert not Article.objects.exists()


@pytest.mark.parametrize(("name", "body"), [("a.doc", b"nothing tells"), ("a.jsonl", b"")])
def test_a_file_that_is_none_is_told_in_the_form(
    archivist: Client, source: Source, name: str, body: bytes
) -> None:
    answer = archivist.post(FILE, {"file": SimpleUploadedFile(name, body)})
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode() or "error" in answer.content.decode()
    assert not Ingestion.objects.exists()


def test_a_file_beyond_the_limit_is_not_taken(
    archivist: Client, source: Source, gate: Choose, settings: Settings, tmp_path: Path
) -> None:
    gate(Permits)
    settings.IMPRIMATUR_INGEST_UPLOAD_BYTES = 100
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    answer = archivist.post(FILE, {"file": SimpleUploadedFile("a.jsonl", lines(50))})
    assert "manage.py ingest" in answer.content.decode()
    assert not Ingestion.objects.exists()


def test_a_large_file_touches_no_temporary_file(
    archivist: Client, source: Source, gate: Choose, settings: Settings, tmp_path: Path
) -> None:
    gate(Permits)
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "missing")  # a handler that writes would fail
    body = lines(20, body="word " * 40_000)
    assert len(body) > 2 * 1024 * 1024
    assert posted(archivist, body).stored == 20


def test_an_address_is_put_into_the_queue(archivist: Client, source: Source) -> None:
    archivist.post(ADDRESS, {"address": "https://essanews.com/feed"})
    run = Ingestion.objects.get()
    assert (run.state, run.address) == (IngestionState.REQUESTED, "https://essanews.com/feed")


def test_an_address_that_is_none_is_told_in_the_form(archivist: Client, source: Source) -> None:
    assert archivist.post(ADDRESS, {"address": "ftp://essanews.com/feed"}).status_code == 200
    assert not Ingestion.objects.exists()


def test_the_counts_of_a_run_can_be_asked_for(archivist: Client, source: Source, sign_in: SignIn) -> None:
    run = request_ingestion(address="https://essanews.com/feed", requested_by="x", now=NOW, ring=False)
    place = f"/admin/archive/ingestion/{run.pk}/counts/"
    told = archivist.get(place).json()
    assert (told["open"], told["counts"]["read"]) == (True, 0)
    assert Client().get(place).status_code == 302  # to the door
