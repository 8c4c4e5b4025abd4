"""Runs in processes of their own: killed and resumed, two at once; and where words that may not be kept are found: nowhere."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import pytest
from django.db import connection

from archive.models import Article, Excerpt, Ingestion, Source
from config.demo.page import FoundingPage
from tests.conftest import ROOT
from tests.flows.files import jsonl, ninjs, warc
from tests.flows.test_capture_worker import everything_on_disk
from tests.pages.gates import Permits, PermitsSlowly

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.worker]

KEPT = "zanzibarquince"  # a word of the excerpt, which may be found
PLANTED = "kumquatfjord"


class Running:
    """`manage.py ingest` in a process group of its own; what it says goes into a file."""

    def __init__(self, place: Path, *options: str, gate: type[Permits] = Permits) -> None:
        parts = urlsplit(os.environ["DATABASE_URL"])
        address = urlunsplit(parts._replace(path=f"/{connection.settings_dict['NAME']}"))
        environment = {
            **os.environ,
            "DATABASE_URL": address,
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            "IMPRIMATUR_RIGHTS_GATE": f"{gate.__module__}.{gate.__qualname__}",
            "IMPRIMATUR_LOG_LEVEL": "DEBUG",
        }
        self.words = place.with_name(f"said-{uuid4()}")
        with self.words.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "ingest", str(place), *options],
                cwd=ROOT,
                env=environment,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def ended(self) -> tuple[int, bytes]:
        code = self.process.wait(120)
        return code, self.words.read_bytes()

    def killed_in_the_middle(self) -> Ingestion:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self.process.poll() is None:
            if Ingestion.objects.filter(position__gt=0).exists():
                break
            time.sleep(0.05)
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(60)
        return Ingestion.objects.get()


def test_a_run_that_was_killed_goes_on_and_takes_each_article_once(tmp_path: Path, source: Source) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(jsonl(range(200)))
    run = Running(file, "--chunk", "10", gate=PermitsSlowly).killed_in_the_middle()
    assert 0 < run.position < 200
    assert Article.objects.count() == run.position == run.stored
    code, said = Running(file, "--resume", str(run.pk)).ended()
    assert code == 0, said
    assert b"200 read: 200 stored" in said
    assert Article.objects.count() == Excerpt.objects.count() == 200


def test_two_runs_over_one_file_at_once_make_each_article_once(tmp_path: Path, source: Source) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(jsonl(range(300)))
    for run in [Running(file, "--chunk", "20") for _ in range(2)]:
        code, said = run.ended()
        assert code == 0, said
    assert Article.objects.count() == 300
    assert sum(run.stored for run in Ingestion.objects.all()) == 300
    assert sum(run.unchanged for run in Ingestion.objects.all()) == 300


def planted(kind: str) -> bytes:
    secret = " ".join([KEPT, *(f"w{n}" for n in range(30)), *[PLANTED] * 40])
    if kind == "jsonl":
        bad = [
            b'{"headline": "no address", "articleBody": "' + PLANTED.encode() + b'"}\n',
            b'{"url": "https://nobody.example/1", "headline": "h", "articleBody": "'
            + PLANTED.encode()
            + b'"}\n',
            b'{"url": "broken ' + PLANTED.encode() + b"\n",
            jsonl(range(900, 901), body="", description=PLANTED, keywords=[PLANTED]),
        ]
        return jsonl(range(60), body=secret) + b"".join(bad)
    if kind == "ninjs":
        return ninjs(secret, secret, "")
    founding = FoundingPage()
    body = tuple(f"{each} {PLANTED}" for each in founding.paragraphs)
    read = replace(founding, paragraphs=(founding.paragraphs[0], *body), caption=PLANTED).html()
    return warc(read.decode(), f"<html><p>{PLANTED}</p></html>")


@pytest.mark.parametrize("kind", ["jsonl", "ninjs", "warc"])
def test_words_that_may_not_be_kept_reach_no_disk_and_no_log(
    kind: str, tmp_path: Path, source: Source
) -> None:
    file = tmp_path / f"a.{kind}"
    file.write_bytes(planted(kind))
    said = b""
    if kind == "jsonl":
        killed = Running(file, "--chunk", "10", gate=PermitsSlowly)
        killed.killed_in_the_middle()
        said = killed.words.read_bytes()
    said += Running(file, "--format", kind).ended()[1]
    assert Article.objects.exists(), said
    everything = everything_on_disk() + said
    assert (
        Article.objects.latest("recorded_at").headline.encode() in everything
    )  # so the search finds what is there
    if kind != "warc":
        assert KEPT.encode() in everything
    assert PLANTED.encode() not in everything
