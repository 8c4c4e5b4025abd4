"""Lines that are read and written out in one go come to what the long way makes of them."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from io import BytesIO
from itertools import repeat
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ingestion.bulk_rows import Row, Site, row_of
from archive.ingestion.formats.items import BadRow, Item, ItemKind, Limits
from archive.ingestion.formats.json_lines import read_line
from archive.ingestion.known_lines import KnownLine
from archive.ingestion.quick_lines import QuickLines, quick_reader
from archive.ingestion.ready_rows import Ready, new_names, ready_of, row_from
from archive.text import cut_words, measure, measure_plain
from tests.archive.formats.test_plain_rows import NAMES, ROW, VALUES

NOW = datetime(2026, 1, 1, tzinfo=UTC)
NAME = "0190a1b2-0000-4000-8000-000000000001"
SITE = Site(7, "example.org", "example", "pl", 4)


class Sites:
    """One site, and one that is asked for whole texts, too."""

    def of_host(self, host: str) -> Site | None:
        return {
            "example.org": SITE,
            "whole.example.org": SITE._replace(full_copies=True),
            "fed.example.org": SITE._replace(collections=("feed",)),
        }.get(host)


def quickly(line: bytes) -> Ready | None:
    return QuickLines(Sites(), repeat(NAME), NOW).ready(1, line)  # type: ignore[arg-type] # all that is asked of sites


def slowly(line: bytes) -> Row | None:
    found = read_line(1, line)
    if not isinstance(found, Item) or found.kind is not ItemKind.ARTICLE:
        return None
    row = row_of(found, SITE)
    return None if isinstance(row, BadRow) else row


def written(changes: dict[str, Any], *, ascii_only: bool = False) -> bytes:
    return json.dumps({**ROW, **changes}, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass")


def as_stored(row: Row) -> Row:
    """A row as it is read back from its written facts: in the language of its site where it names none."""
    return row._replace(language=row.language or row.site.language)


@given(st.dictionaries(st.sampled_from(NAMES), VALUES), st.booleans())
def test_a_quick_row_is_the_row_of_the_long_way(changes: dict[str, Any], ascii_only: bool) -> None:
    line = written(changes, ascii_only=ascii_only)
    if re.search(rb"\xed[\xa0-\xbf]", line):
        return
    quick, slow = quickly(line), slowly(line)
    if quick is not None:
        assert slow is not None
        assert quick == ready_of(slow, NAME, NOW)


@given(st.dictionaries(st.sampled_from(NAMES), VALUES), st.booleans())
def test_a_row_that_is_written_out_can_be_read_back(changes: dict[str, Any], ascii_only: bool) -> None:
    line = written(changes, ascii_only=ascii_only)
    slow = None if re.search(rb"\xed[\xa0-\xbf]", line) else slowly(line)
    ready = ready_of(slow, NAME, NOW) if slow else None
    if slow is not None and ready is not None:
        assert row_from(ready) == as_stored(slow)
        for words in range(6):
            assert ready.passage(words) == slow.passage(words)


def test_the_usual_line_is_read_quickly() -> None:
    quick = quickly(written({"url": "https://example.org/a"}))
    assert quick is not None
    assert quick.article == NAME
    assert quick.head == "Some text – “quoted”."
    assert "quoted" not in repr(quick)


@pytest.mark.parametrize(
    "changes",
    [
        {"url": "https://elsewhere.example/a"},
        {"url": "https://whole.example.org/a"},
        {"url": "https://fed.example.org/a"},
        {"url": 7},
        {"datePublished": "2026-01-01T00:00:01Z"},
        {"dateModified": "2999-01-01T00:00:00Z"},
        {"rights": "All reserved"},
        {"embargo": "2030-01-01T00:00:00Z"},
        {"title": "Twice"},
        {"articleBody": "  "},
        {"articleBody": "漢字"},
        {"headline": "x" * 301},
        {"identifier": "a b"},
        {"identifier": ["urn:a:b"]},
        {"wordCount": 7},
    ],
)
def test_what_is_not_as_usual_is_left_to_the_long_way(changes: dict[str, Any]) -> None:
    assert quickly(written({"url": "https://example.org/a", **changes})) is None


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"   ",
        b"{",
        b"[]",
        b'{"url": "https://example.org/", "url": "https://example.org/"}',
        b'{"url": "https://example.org/", "headline": NaN}',
        b'{"url": "https://example.org/", "headline": "\xff"}',
        b'{"url": "https://example.org/", "headline": "\xc4"}',
    ],
)
def test_faults_are_found_by_the_long_way(line: bytes) -> None:
    assert quickly(line) is None


def test_what_the_reader_yields_keeps_lines_and_their_order() -> None:
    good = written({"url": "https://example.org/a"})
    other = written({"url": "https://example.org/b", "wordCount": 7})
    data = b"\xef\xbb\xbf" + b"\n".join([good, b"", b"{", other, good])
    quick = QuickLines(Sites(), new_names(), NOW)  # type: ignore[arg-type] # all that is asked of sites
    found = list(quick_reader(quick, None)(BytesIO(data), Limits()))
    assert [type(one) for one in found] == [Ready, BadRow, Item, Ready]
    assert [one.line for one in found if not isinstance(one, KnownLine)] == [1, 3, 4, 5]


def test_new_names_are_random_uuids() -> None:
    from uuid import UUID

    names = new_names()
    many = [UUID(next(names)) for _ in range(600)]
    assert len(set(many)) == 600
    assert {one.version for one in many} == {4}
    assert {one.variant for one in many} == {"specified in RFC 4122"}


@given(st.text(alphabet="ab1é ą\n\t\u00a0\u0085–“”…", max_size=90), st.integers(0, 12))
def test_a_plain_text_is_measured_alike(value: str, count: int) -> None:
    body = value.strip()
    words, lengths = measure(body, count)
    head = body[: lengths[-1]] if lengths else ""
    assert measure_plain(body, count) == (words, head)
    assert head == cut_words(body, 0, count)


@given(st.lists(st.integers(1, 40), min_size=1, max_size=60), st.sampled_from("aé–ą"), st.integers(1, 30))
def test_long_words_of_plain_texts_weigh_as_they_do(sizes: list[int], letter: str, count: int) -> None:
    body = " ".join(letter * size for size in sizes)
    words, lengths = measure(body, count)
    assert measure_plain(body, count) == (words, body[: lengths[-1]] if lengths else "")
