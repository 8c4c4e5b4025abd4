"""Runs in processes of their own: killed and resumed, two at once; and where words that may not be kept are found: nowhere."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection

from archive.models import Article, Excerpt, Ingestion, Source
from config.demo.page import FoundingPage
from tests.conftest import ROOT
from tests.flows.files import SITE, jsonl, ninjs, warc
from tests.flows.test_capture_worker import everything_on_disk
from tests.pages.gates import Permits, PermitsSlowly

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.worker]

KEPT = "zanzibarquince"  # a word of the excerpt, which may be found
PLANTED = "kumquatfjord"


def started(place: Path, *options: str, gate: type[Permits] = Permits) -> subprocess.Popen[bytes]:
    parts = urlsplit(os.environ["DATABASE_URL"])
    address = urlunsplit(parts._replace(path=f"/{connection.settings_dict['NAME']}"))
    environment = {
        **os.environ,
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "IMPRIMATUR_RIGHTS_GATE": f"{gate.__module__}.{gate.__qualname__}",
        "IMPRIMATUR_LOG_LEVEL": "DEBUG",
    }
    return subprocess.Popen(
        [sys.executable, "manage.py", "ingest", str(place), *options],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def killed_in_the_middle(process: subprocess.Popen[bytes]) -> Ingestion:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        run = Ingestion.objects.filter(position__gt=0).first()
        if run is not None:
            break
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return Ingestion.objects.get()


def test_a_run_that_was_killed_goes_on_and_takes_each_article_once(tmp_path: Path, source: Source) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(jsonl(range(200)))
    run = killed_in_the_middle(started(file, "--chunk", "10", gate=PermitsSlowly))
    assert 0 < run.position < 200
    assert Article.objects.count() == run.position == run.stored
    going_on = started(file, "--resume", str(run.pk))
    out, errors = going_on.communicate(timeout=120)
    assert going_on.returncode == 0, errors
    assert b"200 read: 200 stored" in out
    assert Article.objects.count() == Excerpt.objects.count() == 200


def test_two_runs_over_one_file_at_once_make_each_article_once(tmp_path: Path, source: Source) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(jsonl(range(300)))
    both = [started(file, "--chunk", "20") for _ in range(2)]
    for one in both:
        _, errors = one.communicate(timeout=120)
        assert one.returncode == 0, errors
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
    page = (
        FoundingPage(canonical=f"{SITE}/from-warc") if hasattr(FoundingPage, "canonical") else FoundingPage()
    )
    html = page.html()
    html = html.decode() if isinstance(html, bytes) else html
    return warc(html.replace("</p>", f" {PLANTED}</p>"), f"<html><p>{PLANTED}</p></html>")


@pytest.mark.parametrize("kind", ["jsonl", "ninjs", "warc"])
def test_words_that_may_not_be_kept_reach_no_disk_and_no_log(
    kind: str, tmp_path: Path, source: Source
) -> None:
    file = tmp_path / f"a.{kind}"
    file.write_bytes(planted(kind))
    said: list[bytes] = []
    if kind == "jsonl":
        killed = started(file, "--chunk", "10", gate=PermitsSlowly)
        killed_in_the_middle(killed)
        said += [pipe.read() for pipe in (killed.stdout, killed.stderr) if pipe]
    whole = started(file, "--format", kind)
    said += whole.communicate(timeout=120)
    assert Article.objects.exists(), said
    everything = everything_on_disk() + b"\n".join(said)
    assert (
        Article.objects.latest("recorded_at").headline.encode() in everything
    )  # so the search finds what is there
    if kind != "warc":
        assert KEPT.encode() in everything
    assert PLANTED.encode() not in everything
