"""`manage.py ingest` in this process: rows, their faults, dry runs, files given again, and mistakes told in a line."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from archive.choices import IngestionState
from archive.ingestion.read_ahead import ReaderLostError, read_ahead
from archive.models import Article, Capture, Credit, Excerpt, Image, Ingestion, Source
from archive.operations.ingestions import claim_ingestion
from tests.flows.files import SITE, jsonl
from tests.pages.gates import DECISION, Breaks, Permits, PermitsFactsOnly, PermitsWithoutDecision, Refuses
from tests.pages.sites import NOW, Choose

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "articles.jsonl"


def ingest(place: Path | str, *options: str) -> tuple[str, str, int]:
    out, errors = StringIO(), StringIO()
    try:
        call_command("ingest", str(place), *options, stdout=out, stderr=errors)
    except CommandError as error:
        return out.getvalue(), f"{errors.getvalue()}{error}", error.returncode
    return out.getvalue(), errors.getvalue(), 0


def test_rows_come_in_with_facts_images_credits_and_the_permitted_words(
    file: Path, source: Source, gate: Choose
) -> None:
    gate(Permits)
    image = {"url": f"{SITE}/a.jpg", "creditText": "PAP/EPA/Jane Doe"}
    odd = {"headline": "Tab\tand \\ slash", "authors": ['Ann "A" \\ Author', "B, C"], "identifier": "a\\b"}
    file.write_bytes(
        jsonl(range(1)) + jsonl(range(1, 2), image=[image], body="line one\nline\\two\tend", **odd)
    )
    out, errors, code = ingest(file)
    assert (code, errors) == (0, "")
    assert "2 read: 2 stored" in out
    plain = Article.objects.get(headline="Headline 0")
    assert plain.word_count == 60
    assert plain.excerpt.text == " ".join(f"word0x{k}" for k in range(10))
    assert plain.governing_set_id == 7
    assert plain.decision == plain.excerpt.decision == DECISION
    other = Article.objects.get(address=f"{SITE}/articles/1")
    assert other.headline == "Tab and \\ slash"
    assert other.authors == ['Ann "A" \\ Author', "B, C"]
    assert other.excerpt.text == "line one\nline\\two\tend"
    assert list(other.images.get().credits.values_list("name", flat=True)) == ["PAP", "EPA", "Jane Doe"]


def test_bad_rows_are_told_by_line_and_the_rest_is_stored(file: Path, source: Source, gate: Choose) -> None:
    gate(Permits)
    stranger = json.dumps({"url": "https://nobody.example/1", "headline": "H", "articleBody": "b"}).encode()
    file.write_bytes(
        jsonl(range(2)) + b"{\n" + stranger + b"\n" + jsonl(range(2, 3), headline="") + jsonl(range(3, 4))
    )
    out, errors, code = ingest(file)
    assert code == 1
    assert "6 read: 3 stored" in out
    assert "4: address: The address is on no recorded source." in errors
    run = Ingestion.objects.get()
    assert (run.stored, run.failed, run.state) == (3, 3, IngestionState.DONE)
    assert list(run.row_failures.values_list("line", flat=True)) == [3, 4, 5]


def test_a_dry_run_says_what_would_be_stored_and_why_and_stores_nothing(
    file: Path, source: Source, gate: Choose
) -> None:
    gate(Permits)
    file.write_bytes(jsonl(range(5)))
    out, _, code = ingest(file, "--dry-run")
    assert code == 0
    assert "5 × The facts and 10 words" in out
    assert "nothing is stored" in out
    assert not any(model.objects.exists() for model in (Article, Excerpt, Image, Credit, Capture))


@pytest.mark.parametrize("fixed", [Refuses, None])
def test_rows_that_the_gate_refuses_leave_their_line_and_the_reason(
    file: Path, source: Source, gate: Choose, fixed: type[Permits] | None
) -> None:
    gate(fixed)
    file.write_bytes(jsonl(range(2)))
    out, errors, code = ingest(file)
    assert code == 0
    assert "2 refused" in out
    assert "1: " in errors
    assert not Article.objects.exists()


@pytest.mark.parametrize("fixed", [PermitsFactsOnly, PermitsWithoutDecision])
def test_no_words_are_kept_that_no_decision_allows(
    file: Path, source: Source, gate: Choose, fixed: type[Permits]
) -> None:
    gate(fixed)
    file.write_bytes(jsonl(range(2)))
    ingest(file)
    assert Article.objects.count() == 2
    assert not Excerpt.objects.exists()


def test_an_error_of_the_gate_stores_nothing_and_quotes_nothing(
    file: Path, source: Source, gate: Choose, caplog: pytest.LogCaptureFixture
) -> None:
    gate(Breaks)
    file.write_bytes(jsonl(range(2)))
    _, errors, code = ingest(file)
    assert code == 2
    assert "Headline" not in errors + caplog.text
    assert not Article.objects.exists()
    assert Ingestion.objects.get().failure == "internal"


def test_an_unchanged_row_is_not_asked_about_again_and_a_changed_one_is(
    file: Path, source: Source, gate: Choose
) -> None:
    gate(Permits)
    file.write_bytes(jsonl(range(3)))
    ingest(file)
    Permits.last[:] = []
    out, _, _ = ingest(file)
    assert "3 unchanged" in out
    assert Permits.last == []
    file.write_bytes(jsonl(range(2)) + jsonl(range(2, 3), section="Sport"))
    out, _, _ = ingest(file)
    assert "1 updated, 2 unchanged" in out
    assert Article.objects.get(address=f"{SITE}/articles/2").section == "Sport"
    out, _, _ = ingest(file, "--again")
    assert "3 updated" in out


def test_a_row_that_a_file_has_twice_is_one_article(file: Path, source: Source, gate: Choose) -> None:
    gate(Permits)
    file.write_bytes(jsonl(range(2)) + jsonl(range(1), headline="Later"))
    ingest(file, "--chunk", "1")
    assert sorted(Article.objects.values_list("headline", flat=True)) == ["Headline 1", "Later"]


def test_a_stopped_run_goes_on_behind_its_bookmark(file: Path, source: Source, gate: Choose) -> None:
    gate(Permits)
    file.write_bytes(jsonl(range(4)))
    ingest(file)
    run = Ingestion.objects.get()
    Ingestion.objects.filter(pk=run.pk).update(
        state="running", finished_at=None, position=2, read=2, stored=2
    )
    Article.objects.filter(address__in=[f"{SITE}/articles/{n}" for n in (2, 3)]).delete()
    out, _, code = ingest(file, "--resume", str(run.pk))
    assert (code, Article.objects.count()) == (0, 4)
    assert "4 read: 4 stored" in out
    assert ingest(file, "--resume", str(run.pk))[1] == "This run is done."


def test_another_file_does_not_go_on_with_a_run(file: Path, source: Source, gate: Choose) -> None:
    gate(Breaks)
    file.write_bytes(jsonl(range(4)))
    ingest(file)
    file.write_bytes(jsonl(range(5)))
    _, errors, code = ingest(file, "--resume", str(Ingestion.objects.get().pk))
    assert code == 1
    assert "isn't the file" in errors


def test_a_run_that_another_worker_took_stops_at_its_next_chunk(
    file: Path, source: Source, gate: Choose
) -> None:
    class Robbed(Permits):
        def intake_many(self, **question: object) -> object:  # type: ignore[override]
            claim_ingestion(ingestion_id=Ingestion.objects.get().pk, now=NOW, again=True)
            return super().intake_many(**question)  # type: ignore[arg-type]

    globals()["Robbed"] = Robbed
    Robbed.__qualname__ = "Robbed"
    gate(Robbed)
    file.write_bytes(jsonl(range(4)))
    ingest(file)
    assert not Article.objects.exists()
    assert Ingestion.objects.get().state == IngestionState.RUNNING


@pytest.mark.parametrize(
    ("place", "options", "said"),
    [
        ("missing.jsonl", (), "No such file"),
        (".", (), "Is a directory"),
        ("articles.jsonl", ("--source", "nobody.example"), "There is no source"),
        ("articles.jsonl", ("--chunk", "0"), "between 1 and"),
        ("articles.jsonl", ("--resume", "00000000-0000-4000-8000-000000000000"), "There is no such run."),
        ("nothing.doc", (), "Say it with --format"),
    ],
)
def test_a_mistake_is_one_line(
    tmp_path: Path, source: Source, place: str, options: tuple[str, ...], said: str
) -> None:
    (tmp_path / "articles.jsonl").write_bytes(jsonl(range(1)))
    (tmp_path / "nothing.doc").write_bytes(b"nothing tells")
    _, errors, code = ingest(tmp_path / place, *options)
    assert code == 1
    assert said in errors
    assert not Article.objects.exists()


def test_pages_that_are_only_named_become_captures(tmp_path: Path, source: Source, gate: Choose) -> None:
    gate(Permits)
    held = Article.objects.create(
        source=source, address=f"{SITE}/held", headline="Held", word_count=1, captured_at=NOW, recorded_at=NOW
    )
    listed = tmp_path / "list.txt"
    listed.write_text(f"{SITE}/new\n{held.address}\nhttps://nobody.example/x\n")
    out, _, code = ingest(listed)
    assert code == 1
    assert "1 pages to capture" in out
    assert list(Capture.objects.values_list("address", flat=True)) == [f"{SITE}/new"]


def test_reading_ahead_hands_on_every_row_in_order_and_the_kind_of_an_error_alone() -> None:
    assert list(read_ahead(iter(range(2500)))) == list(range(2500))

    def broken() -> object:
        yield 1
        raise ValueError("kumquatfjord")

    with pytest.raises(ReaderLostError, match="ValueError") as found:
        list(read_ahead(broken()))  # type: ignore[arg-type]
    assert "kumquatfjord" not in str(found.value)


def test_whoever_stops_reading_ahead_leaves_no_process() -> None:
    ahead = read_ahead(iter(range(10**9)))
    assert next(ahead) == 0
    ahead.close()  # type: ignore[attr-defined]
