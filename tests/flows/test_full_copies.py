"""Whole texts from a page, a file, a feed: kept where they are wanted and permitted, in no other case anywhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from archive.choices import CaptureState
from archive.clock import now
from archive.ingestion.pipeline import run_capture
from archive.models import Article, Capture, Excerpt, FullCopy, Ingestion, Source
from archive.operations import request_capture
from config.demo.page import FoundingPage
from tests.flows.files import jsonl, ninjs, warc
from tests.flows.test_capture_worker import everything_on_disk
from tests.flows.test_ingest import ingest
from tests.flows.test_ingest_killed import Running
from tests.pages.gates import (
    DECISION,
    NO_COPY,
    Breaks,
    NoLongerStores,
    Permits,
    PermitsCopies,
    PermitsCopiesSlowly,
    PermitsSlowly,
    Refuses,
)

if TYPE_CHECKING:
    from config.demo.server import PageServer
    from tests.pages.sites import Choose

PLANTED = "plumwalnutfjord"  # of texts that are refused; stands nowhere else
KEPT = "wombatquarry"  # of texts that are permitted


def body(word: str) -> str:
    return " ".join(["zanzibarquince", *(f"w{n}" for n in range(40)), *[word] * 5])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "a.jsonl"


def planted(kind: str, word: str = KEPT) -> bytes:
    if kind == "jsonl":
        return jsonl(range(5), body=body(word))
    if kind == "ninjs":
        return ninjs(body(word), body(word) + " too")
    founding = FoundingPage()
    last = founding.paragraphs[-1]
    return warc(replace(founding, paragraphs=(*founding.paragraphs[:-1], f"{last} {word}")).html().decode())


# --- files and feeds -------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "count"), [("jsonl", 5), ("ninjs", 2), ("warc", 1)])
def test_a_run_keeps_whole_texts_where_it_asks_for_them(
    kind: str, count: int, file: Path, source: Source, gate: Choose
) -> None:
    gate(PermitsCopies)
    file.write_bytes(planted(kind))
    out, _, code = ingest(file, "--format", kind, "--full-copies")
    assert code == 0
    run = Ingestion.objects.get()
    assert (run.copies_kept, run.copies_refused) == (count, 0)
    assert f"{count} held" in out
    for copy in FullCopy.objects.select_related("article"):
        assert copy.text is not None
        assert copy.text.startswith(Excerpt.objects.get(article=copy.article).text)
        assert copy.word_count == copy.article.word_count
        assert (copy.decision, copy.evidence) == (DECISION, f"ingestion:{run.pk}")


@pytest.mark.django_db
def test_whole_texts_are_kept_verbatim(file: Path, source: Source, gate: Choose) -> None:
    gate(PermitsCopies)
    body = "one\\two\tthree\nfour \u201cfive\u201d \\. six"
    file.write_bytes(jsonl(range(2), body=f"  \u200b {body} \n"))
    ingest(file, "--full-copies")
    assert {copy.text for copy in FullCopy.objects.all()} == {body}


@pytest.mark.django_db
def test_nothing_is_kept_where_nobody_asks_for_it(file: Path, source: Source, gate: Choose) -> None:
    gate(PermitsCopies)
    file.write_bytes(planted("jsonl"))
    out, _, _ = ingest(file)
    assert not FullCopy.objects.exists()
    assert "Full copies" not in out


@pytest.mark.django_db
def test_a_source_may_ask_for_them_always(file: Path, source: Source, gate: Choose) -> None:
    gate(PermitsCopies)
    Source.objects.update(keeps_full_copies=True)
    file.write_bytes(planted("jsonl"))
    ingest(file)
    assert FullCopy.objects.count() == 5


@pytest.mark.django_db
def test_a_run_says_how_many_are_not_kept_and_why(file: Path, source: Source, gate: Choose) -> None:
    gate(Permits)
    file.write_bytes(planted("jsonl"))
    out, _, code = ingest(file, "--full-copies")
    assert code == 0
    assert "5 read: 5 stored" in out
    assert "0 held, 5 not kept" in out
    assert f"5 × {NO_COPY}" in out
    assert Ingestion.objects.get().copy_refusals == {NO_COPY: 5}
    assert not FullCopy.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["jsonl", "ninjs", "warc"])
@pytest.mark.parametrize(
    ("fixed", "said"), [(PermitsCopies, "A full copy of the text"), (Permits, f"No full copy: {NO_COPY}")]
)
def test_a_dry_run_says_what_would_be_kept_and_keeps_nothing(
    kind: str, fixed: type[Permits], said: str, file: Path, source: Source, gate: Choose
) -> None:
    gate(fixed)
    file.write_bytes(planted(kind))
    out, _, _ = ingest(file, "--format", kind, "--dry-run", "--full-copies")
    assert said in out
    assert not FullCopy.objects.exists()
    assert not Article.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("fixed", [Refuses, Breaks, None])
def test_where_not_even_the_facts_come_in_no_text_does(
    fixed: type[Permits] | None, file: Path, source: Source, gate: Choose, caplog: pytest.LogCaptureFixture
) -> None:
    gate(fixed)
    file.write_bytes(planted("jsonl"))
    out, errors, _ = ingest(file, "--full-copies")
    assert not FullCopy.objects.exists()
    assert KEPT not in out + errors + caplog.text


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["jsonl", "ninjs", "warc"])
def test_the_same_file_again_keeps_each_once_and_another_text_takes_its_place(
    kind: str, file: Path, source: Source, gate: Choose
) -> None:
    gate(PermitsCopies)
    file.write_bytes(planted(kind))
    for options in ((), ("--again",)):
        ingest(file, "--format", kind, "--full-copies", *options)
    first = FullCopy.objects.count()
    assert first == Article.objects.count()
    if kind != "jsonl":
        return
    file.write_bytes(jsonl(range(1), body="other words"))
    ingest(file, "--full-copies")
    old = FullCopy.objects.get(ending="replaced")
    assert (old.text, FullCopy.objects.get(article=old.article, ended_at=None).text) == (None, "other words")


@pytest.mark.django_db
def test_what_came_in_without_its_text_is_decided_anew_once_that_is_wanted(
    file: Path, source: Source, gate: Choose
) -> None:
    gate(PermitsCopies)
    file.write_bytes(planted("jsonl"))
    ingest(file)
    ingest(file, "--full-copies")
    assert FullCopy.objects.count() == 5
    ingest(file, "--full-copies")
    assert Ingestion.objects.latest("requested_at").unchanged == 5


# --- pages -----------------------------------------------------------------------------------------------------------


def captured(site: PageServer, source: Source, **options: Any) -> Capture:
    capture = request_capture(
        source=source, address=site.address(), requested_by="archivist", now=now(), ring=False, **options
    )
    ended = run_capture(capture_id=capture.pk, now=now())
    assert ended is not None
    assert ended.state == CaptureState.STORED, ended.reason
    return ended


@pytest.mark.django_db
@pytest.mark.parametrize("by_source", [True, False])
def test_a_captured_page_keeps_its_text_where_it_is_wanted(
    site: PageServer, source: Source, gate: Choose, by_source: bool
) -> None:
    gate(PermitsCopies)
    Source.objects.update(keeps_full_copies=by_source)
    ended = captured(site, source, full_copy=not by_source)
    copy = FullCopy.objects.get()
    assert copy.text is not None
    assert (copy.article, copy.evidence) == (ended.article, f"capture:{ended.pk}")
    assert ended.copy_refusal == ""
    assert copy.word_count == copy.article.word_count


@pytest.mark.django_db
def test_a_captured_page_says_why_its_text_is_not_kept(
    site: PageServer, source: Source, gate: Choose
) -> None:
    gate(Permits)
    ended = captured(site, source, full_copy=True)
    assert ended.copy_refusal == NO_COPY
    assert not FullCopy.objects.exists()


@pytest.mark.django_db
def test_a_page_captured_twice_is_kept_once(site: PageServer, source: Source, gate: Choose) -> None:
    gate(PermitsCopies)
    first, second = (captured(site, source, full_copy=True) for _ in range(2))
    assert first.article == second.article
    assert FullCopy.objects.get().evidence == f"capture:{first.pk}"


@pytest.mark.django_db
def test_a_page_that_nobody_wants_whole_is_not_kept_whole(
    site: PageServer, source: Source, gate: Choose
) -> None:
    gate(PermitsCopies)
    captured(site, source)
    assert not FullCopy.objects.exists()


# --- in processes of their own ---------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.worker
def test_a_run_that_was_killed_keeps_each_text_once(tmp_path: Path, source: Source) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(jsonl(range(100)))
    run = Running(file, "--chunk", "10", "--full-copies", gate=PermitsCopiesSlowly).killed_in_the_middle()
    assert FullCopy.objects.count() == run.position < 100
    code, said = Running(file, "--resume", str(run.pk), gate=PermitsCopiesSlowly).ended()
    assert code == 0, said
    assert b"100 held" in said
    assert FullCopy.objects.count() == Article.objects.count() == 100


@pytest.mark.django_db(transaction=True)
@pytest.mark.worker
@pytest.mark.parametrize("kind", ["jsonl", "ninjs", "warc"])
def test_a_text_that_is_wanted_and_refused_reaches_no_disk_and_no_log(
    kind: str, tmp_path: Path, source: Source
) -> None:
    file = tmp_path / f"a.{kind}"
    file.write_bytes(planted(kind, PLANTED))
    said = b""
    if kind == "jsonl":
        killed = Running(file, "--chunk", "1", "--full-copies", gate=PermitsSlowly)
        killed.killed_in_the_middle()
        said = killed.words.read_bytes()
    said += Running(file, "--format", kind, "--full-copies").ended()[1]
    assert Article.objects.exists(), said
    assert b"not kept" in said
    everything = everything_on_disk() + said
    assert Article.objects.latest("recorded_at").headline.encode() in everything
    assert PLANTED.encode() not in everything


@pytest.mark.django_db(transaction=True)
@pytest.mark.worker
def test_the_search_finds_a_text_that_is_permitted(tmp_path: Path, source: Source) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(planted("jsonl"))
    code, said = Running(file, "--full-copies", gate=PermitsCopies).ended()
    assert code == 0, said
    assert KEPT.encode() not in said
    assert KEPT.encode() in everything_on_disk()


# --- when it comes in again ------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["jsonl", "ninjs", "warc"])
@pytest.mark.parametrize("wanted", [(), ("--full-copies",)], ids=["not wanted", "wanted"])
def test_what_comes_in_again_and_may_no_longer_be_kept_goes(
    kind: str, wanted: tuple[str, ...], file: Path, source: Source, gate: Choose
) -> None:
    gate(PermitsCopies)
    file.write_bytes(planted(kind))
    ingest(file, "--format", kind, "--full-copies")
    gate(NoLongerStores)
    ingest(file, "--format", kind, "--again", *wanted)
    gone = FullCopy.objects.filter(text=None).count()
    # a page in a file that is unchanged, and as wanted as before, isn't looked at again
    assert gone == (FullCopy.objects.count() if not (kind == "warc" and wanted) else 0)


@pytest.mark.django_db
@pytest.mark.parametrize("wanted", [False, True])
def test_a_page_captured_again_loses_a_copy_that_may_no_longer_be_kept(
    site: PageServer, source: Source, gate: Choose, wanted: bool
) -> None:
    gate(PermitsCopies)
    captured(site, source, full_copy=True)
    gate(NoLongerStores)
    captured(site, source, full_copy=wanted)
    assert FullCopy.objects.get().text is None
