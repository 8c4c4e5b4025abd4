"""Lines that are read the quick way are read as any other."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ingestion.formats import json_lines
from archive.ingestion.formats.items import BadRow, Item, Limits
from archive.ingestion.formats.plain_rows import is_plain, plain_item
from archive.ingestion.formats.rows import item_of
from archive.ingestion.formats.values import UnreadableRowError
from archive.text import measure, normalise, prefix_characters, words

ROW = {
    "url": "https://example.org/a?b=c#d",
    "headline": " A  headline ",
    "authors": ["Ann Example", "Bob"],
    "section": "News",
    "language": "EN_gb",
    "datePublished": "2025-01-02T03:04:05+01:00",
    "copyrightNotice": "© Example",
    "identifier": "urn:example:1",
    "articleBody": "Some text – “quoted”.\n\nMore of it\tand “more”. ",
    "image": [{"url": "https://example.org/i.jpg", "creditText": "PAP/Ann"}],
}
VALUES = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="ab 1:/?#.-_;©–\u00a0\u0085\u200b\u0301\n\t\"\\", max_size=40),
    st.sampled_from([None, "", 7, True, [], ["a", {"name": "b"}], {"@id": "https://example.org/x"}, "x" * 301, "2025", *ROW.values()]),
)  # fmt: skip
NAMES = [*ROW, "title", "dc:creator", "id", "date", "version", "rights", "wordCount", "embargo", "keywords"]


def read(line: bytes) -> Item | BadRow | None:
    """Return the line's item, as it is read."""
    found = next(json_lines.read_json_lines(BytesIO(line), Limits()), None)
    return replace(found, stamp=b"") if isinstance(found, Item) else found


def slowly(line: bytes) -> Item | BadRow:
    """Return the line's item, by the table of names alone."""
    try:
        return item_of(1, json.loads(line).items())
    except UnreadableRowError as error:
        return BadRow(1, error.field, error.reason)


@given(st.dictionaries(st.sampled_from(NAMES), VALUES), st.booleans())
def test_a_row_is_the_same_item_either_way(changes: dict[str, Any], ascii_only: bool) -> None:
    line = json.dumps({**ROW, **changes}, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass")
    if not re.search(rb"\xed[\xa0-\xbf]", line):
        assert read(line) == slowly(line)


def test_the_usual_row_is_read_the_quick_way() -> None:
    line = json.dumps(ROW, ensure_ascii=False).encode()
    assert is_plain(line)
    slow = slowly(line)
    assert isinstance(slow, Item)
    assert plain_item(1, ROW, b"stamp") == replace(slow, stamp=b"stamp")


@pytest.mark.parametrize(
    "value",
    [
        "e\u0301",
        "\u200b",
        "\u2003",
        "\u2126",
        "漢",
        "\x7f",
        "\x00",
        "\r",
        "\ud800",
        "ﬁ",
        "\U0001f600",
    ],
)
@pytest.mark.parametrize("ascii_only", [True, False])
def test_what_normalising_may_change_is_no_plain_line(value: str, ascii_only: bool) -> None:
    line = json.dumps({"body": f"a {value} b"}, ensure_ascii=ascii_only)
    assert not is_plain(line.encode("utf-8", "surrogatepass"))


@given(st.text())
def test_a_plain_text_is_normalised_but_for_its_ends(value: str) -> None:
    line = json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")
    assert not is_plain(line) or normalise(value) == value.strip()


@pytest.mark.parametrize(
    "change",
    [{"embargo": "2030"}, {"rights": "All reserved"}, {"title": "Another"}, {"wordCount": 5}, {"url": 7}],
)
def test_what_is_said_of_rights_or_twice_is_read_the_long_way(change: dict[str, Any]) -> None:
    assert plain_item(1, {**ROW, **change}, b"") is None


@pytest.mark.parametrize(
    "line",
    [
        b'{"url": "https://example.org/", "url": "https://example.org/"}',
        b'{"url": "https://example.org/", "headline": NaN}',
        b'{"url": "https://example.org/", "headline": "\xff"}',
        b'{"url": "https://example.org/", "headline": "\\ud800"}',
        b'["https://example.org/"]',
    ],
)
def test_what_is_no_sound_row_is_refused_with_its_line(line: bytes) -> None:
    found = read(line)
    assert isinstance(found, BadRow)
    assert found.line == 1


@given(st.text(alphabet="ab 1é\n\u00a0\u3000\u200b漢ก", max_size=80), st.integers(0, 30))
def test_a_text_is_measured_as_its_words_weigh(value: str, count: int) -> None:
    total, lengths = measure(value, count)
    assert total == sum(word.weight for word in words(value))
    assert lengths == prefix_characters(value, count)


@given(st.lists(st.integers(1, 40), max_size=60), st.sampled_from(["a", "é", "–"]))
def test_long_tokens_are_several_words(sizes: list[int], letter: str) -> None:
    value = " ".join(letter * size for size in sizes)
    assert measure(value, 20)[0] == sum(-(-size // 12) for size in sizes)
