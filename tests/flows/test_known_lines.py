"""A line whose article is held just so isn't read again; what a hint says is looked at once more before it counts."""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from django.db import DatabaseError

from archive.choices import WithdrawalKind
from archive.ingestion import known_lines
from archive.ingestion.bulk import take_rows
from archive.ingestion.bulk_rows import Row
from archive.ingestion.known_lines import KnownLine, KnownLines
from archive.ingestion.quick_lines import QuickLines
from archive.ingestion.runs import Way, run_stream
from archive.ingestion.sites import Sites
from archive.models import Article, Ingestion, Source
from archive.operations.ingestions import Counts, claim_ingestion, request_ingestion
from archive.operations.withdrawals import Withdrawn, note_withdrawal
from tests.flows.files import SITE, jsonl
from tests.pages.gates import Permits, Refuses
from tests.pages.sites import NOW, Choose

pytestmark = pytest.mark.django_db


def run(data: bytes, *, again: bool = False) -> Ingestion:
    asked = request_ingestion(file_name="a.jsonl", format="jsonl", requested_by="archivist", now=NOW)
    claimed = claim_ingestion(ingestion_id=asked.pk, now=NOW)
    assert claimed is not None
    assert run_stream(run=claimed, stream=BytesIO(data), way=Way(clock=lambda: NOW, again=again))
    return claimed


def numbered(data: bytes) -> list[tuple[int, bytes]]:
    return list(enumerate(data.splitlines(), start=1))


def known(data: bytes) -> dict[int, KnownLine]:
    return KnownLines(Sites()).among(numbered(data))


def taken(hints: dict[int, KnownLine]) -> Counts:
    counts = Counts()
    take_rows(list(hints.values()), counts, now=NOW)
    return counts


@pytest.fixture
def data(source: Source, gate: Choose) -> bytes:
    """A file that was taken in."""
    gate(Permits)
    whole = jsonl(range(5), identifier="urn:example:one")
    assert run(whole).stored == 5
    return whole


def test_a_file_given_again_is_known_line_by_line_and_read_no_more(
    data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sorted(known(data)) == [1, 2, 3, 4, 5]
    monkeypatch.delattr(QuickLines, "ready")
    assert run(data).unchanged == 5


def test_what_is_decided_again_is_read_again(data: bytes) -> None:
    assert run(data, again=True).updated == 5


def test_one_other_byte_is_another_line(data: bytes) -> None:
    lines = data.splitlines()
    lines[2] += b" "
    assert sorted(known(b"\n".join(lines))) == [1, 2, 4, 5]


def test_lines_are_read_anew_once_more_words_are_wanted(data: bytes, source: Source) -> None:
    Source.objects.filter(pk=source.pk).update(wanted_words=source.wanted_words + 1)
    assert known(data) == {}
    assert run(data).updated == 5


def test_the_address_of_something_else_in_the_line_makes_no_line_known(data: bytes) -> None:
    first = json.loads(data.splitlines()[0])
    line = json.dumps({"about": {"url": first["url"]}, **first, "url": f"{SITE}/another"}).encode()
    assert known(line) == {}


def test_nothing_is_looked_for_while_no_sample_is_held(data: bytes, source: Source) -> None:
    looking = KnownLines(Sites())
    assert looking.among(numbered(jsonl(range(1000, 1400)))) == {}
    assert sorted(looking.among(numbered(data))) == [1, 2, 3, 4, 5]
    assert looking.among([]) == {}


def test_a_long_line_is_read(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known_lines, "LONGEST", 10)
    assert known(data) == {}


def test_a_database_that_fails_gives_no_hints(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_self: KnownLines) -> None:
        raise DatabaseError("gone")

    monkeypatch.setattr(KnownLines, "_connection", fails)
    assert known(data) == {}


def test_a_hint_that_is_no_longer_true_is_read_and_taken_in(data: bytes) -> None:
    hints = known(data)
    Article.objects.filter(address=hints[2].address).update(row_digest=None, headline="Changed meanwhile")
    Article.objects.filter(address=hints[3].address).update(address=f"{SITE}/moved")
    counts = taken(hints)
    assert (counts.unchanged, counts.updated, counts.stored) == (3, 1, 1)
    assert Article.objects.get(address=hints[2].address).headline != "Changed meanwhile"


def test_a_hint_that_is_no_longer_true_is_refused_as_any_row(data: bytes, gate: Choose) -> None:
    hints = known(data)
    Article.objects.filter(address=hints[2].address).update(row_digest=None)
    gate(Refuses)
    counts = taken({2: hints[2]})
    assert (counts.refused, counts.updated) == (1, 0)
    assert counts.problems[0].line == 2


def test_what_was_taken_back_by_its_name_is_refused_though_its_line_is_known(
    data: bytes, source: Source
) -> None:
    withdrawn = Withdrawn(WithdrawalKind.KILL, "", ("urn:example:one",))
    note_withdrawal(source=source, withdrawn=withdrawn, evidence="", now=NOW)
    counts = taken(known(data))
    assert (counts.refused, counts.unchanged) == (5, 0)


def test_of_two_rows_of_an_article_the_later_one_stands_also_where_it_is_what_is_held(data: bytes) -> None:
    other = json.dumps({**json.loads(data.splitlines()[0]), "headline": "In between"}).encode()
    done = run(other + b"\n" + data)
    assert (done.unchanged, done.updated) == (6, 0)
    assert not Article.objects.filter(headline="In between").exists()


def test_a_hint_names_its_line_and_none_of_its_text(data: bytes) -> None:
    hint = known(data)[1]
    assert repr(hint) == "KnownLine(1)"
    assert isinstance(hint.read(), Row)
