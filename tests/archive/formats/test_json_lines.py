from __future__ import annotations

import json
import tracemalloc
from datetime import UTC, datetime
from io import BytesIO

import pytest

from archive.ingestion.formats.items import BadRow, Item, ItemImage, ItemKind, Limits
from archive.ingestion.formats.table import FORMATS
from tests.archive.formats.reading import SMALL, bad, items, only, read

_ADDRESS = "https://news.example/2024/a"


def _line(**values: object) -> str:
    return json.dumps({"url": _ADDRESS, "headline": "A bridge opens", **values})


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("{", ""),
        ("nonsense", ""),
        ("[1, 2]", ""),
        ('"https://news.example/a"', ""),
        ('{"url": "https://news.example/a", "url": "https://other.example/b"}', ""),
        ('{"url": "https://news.example/a", "wordCount": NaN}', ""),
        ('{"url": "https://news.example/a", "wordCount": -Infinity}', ""),
        ("[" * 50_000, ""),
        ('{"a":' * 20_000, ""),
        ('{"url": 1' + "0" * 5000 + "}", ""),
        ('{"headline": "A bridge opens"}', "address"),
        ('{"url": "ftp://news.example/a"}', "address"),
        ('{"url": "javascript:alert(1)"}', "address"),
        ('{"url": "https://user:secret@news.example/a"}', "address"),
        ('{"url": "https://news.example/a b"}', "address"),
        ('{"url": "https://news.example/\\u0000"}', "address"),
        ('{"url": "https://news.example/\\ud800"}', "address"),
        ('{"url": ["https://news.example/a"]}', "address"),
        (_line(headline={"a": 1}), "headline"),
        (_line(headline="x" * 301), "headline"),
        ('{"url": "https://news.example/a", "headline": "half \\ud83d"}', "headline"),
        ('{"url": "https://news.example/a", "headline": "h", "body": "half \\ud83d"}', "body"),
        (_line(headline="", articleBody="Some text."), "headline"),
        (_line(wordCount="many"), "word_count"),
        (_line(wordCount=-3), "word_count"),
        (_line(wordCount=True), "word_count"),
        (_line(articleBody=["a", "b"]), "body"),
    ],
)
def test_a_line_that_cannot_come_in_is_reported_with_its_number_and_field(line: str, field: str) -> None:
    found = read("jsonl", f"{_line()}\n{line}\n{_line()}\n", Limits(row_bytes=1_000_000))
    assert [row.line for row in found] == [1, 2, 3]
    assert isinstance(found[1], BadRow)
    assert found[1].field == field
    assert isinstance(found[0], Item)
    assert isinstance(found[2], Item)


def test_a_reason_never_quotes_text_and_quotes_at_most_40_characters_of_a_fact() -> None:
    secret = "sekret" * 20
    for row in (
        bad("jsonl", json.dumps({"url": _ADDRESS, "body": secret})),
        bad("jsonl", json.dumps({"url": _ADDRESS, "headline": "h", "body": secret + "\ud800"})),
        bad("jsonl", f'{{"url": "{_ADDRESS}", "body": "{secret}'),
    ):
        assert "sekret" not in row.reason
    row = bad("jsonl", json.dumps({"url": "ftp://" + "x" * 500}))
    assert len(row.reason) < 100


def test_a_line_of_ten_megabytes_is_refused_and_the_next_is_read() -> None:
    long = _line(articleBody="word " * 2_000_000)
    found = read("jsonl", f"{long}\n{_line()}\n", Limits())
    assert isinstance(found[0], BadRow)
    assert isinstance(found[1], Item)
    assert found[1].line == 2


def test_a_line_that_is_not_utf_8_is_refused_and_the_next_is_read() -> None:
    found = read("jsonl", b'{"url": "\xff\xfe"}\n' + _line().encode())
    assert isinstance(found[0], BadRow)
    assert isinstance(found[1], Item)


def test_a_file_with_too_many_bad_rows_is_given_up() -> None:
    found = read("jsonl", "nonsense\n" * 5000)
    assert len(found) == SMALL.bad_rows + 1


def test_a_file_with_too_many_rows_says_that_the_rest_is_not_read() -> None:
    found = read("jsonl", (_line() + "\n") * 2000)
    assert isinstance(found[-1], BadRow)
    assert len(found) <= SMALL.rows + 1


def test_memory_is_flat_however_long_the_file() -> None:
    class Endless(BytesIO):
        left = 30_000

        def readline(self, _size: int | None = -1) -> bytes:
            self.left -= 1
            return (_line(articleBody="word " * 100) + "\n").encode() if self.left > 0 else b""

        def read(self, _size: int | None = -1) -> bytes:
            return b""

    tracemalloc.start()
    count = sum(1 for _ in FORMATS["jsonl"].read(Endless(), Limits()))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 29_999
    assert peak < 3_000_000


def test_facts_are_read_by_the_names_of_schema_org_and_of_dublin_core() -> None:
    item = only(
        "jsonl",
        json.dumps(
            {
                "dc:title": "A bridge\n opens",
                "schema:url": _ADDRESS + "#top",
                "author": [{"name": "Ann Bee"}, "Cy Dee", "Ann Bee"],
                "articleSection": "Local",
                "inLanguage": "PL_pl",
                "datePublished": "2024-05-01T10:00:00+02:00",
                "dateModified": "2024-05-01T12:00:00Z",
                "copyrightNotice": "© Example Press",
                "identifier": {"propertyID": "systemId", "value": "abc"},
                "guid": "urn:example:1",
                "articleBody": "One two.\r\nThree.",
                "image": [
                    {"url": "https://news.example/i.jpg", "creditText": "PAP/EPA", "caption": "not a fact"}
                ],
                "description": "not a fact",
            }
        ),
    )
    assert item.headline == "A bridge opens"
    assert item.address == _ADDRESS
    assert item.authors == ("Ann Bee", "Cy Dee")
    assert (item.section, item.language) == ("Local", "pl-pl")
    assert item.date_published == datetime(2024, 5, 1, 8, tzinfo=UTC)
    assert item.date_modified == datetime(2024, 5, 1, 12, tzinfo=UTC)
    assert item.copyright_notice == "© Example Press"
    assert item.identifiers == {"systemId": "abc", "guid": "urn:example:1"}
    assert item.body == "One two.\nThree."
    assert item.images == (ItemImage("https://news.example/i.jpg", "PAP/EPA", 0),)
    assert "not a fact" not in repr(item)
    assert "One two" not in repr(item)


@pytest.mark.parametrize(
    "written",
    [
        "2024-05-01",
        "yesterday",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59-23:59",
        "2024-13-45T00:00:00Z",
        "1e999",
    ],
)
def test_an_absurd_date_or_one_without_offset_names_no_instant_but_stays_as_printed(written: str) -> None:
    item = only("jsonl", _line(datePublished=written))
    assert item.date_published is None
    assert item.date_published_printed == written


def test_an_address_alone_is_a_page_to_be_captured() -> None:
    item = only("jsonl", f'{{"url": "{_ADDRESS}"}}')
    assert item.kind is ItemKind.PAGE
    assert item.fetch


def test_what_the_row_says_of_rights_is_kept_as_said() -> None:
    item = only(
        "jsonl",
        _line(
            copyrightHolder={"name": "Example Agency"},
            usageTerms="Not for resale.",
            license="https://licence.example/1",
            embargoed="2024-05-01T10:00:00Z",
            pubStatus="stat:canceled",
            dataMining="http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED",
        ),
    )
    assert item.rights.copyright_holder == "Example Agency"
    assert item.rights.usage_terms == "Not for resale. https://licence.example/1"
    assert item.rights.embargoed_until == datetime(2024, 5, 1, 10, tzinfo=UTC)
    assert item.rights.pub_status == "canceled"
    assert item.rights.data_mining.endswith("DMI-PROHIBITED")
    assert item.rights.unread == ()


def test_a_status_or_embargo_that_cannot_be_read_is_named_and_never_usable() -> None:
    rights = only("jsonl", _line(pubStatus="perhaps", embargo="until further notice")).rights
    assert rights.pub_status == "withheld"
    assert rights.embargoed_until is None
    assert set(rights.unread) == {"pub_status", "embargo"}


def test_a_withdrawal_needs_no_more_than_an_identifier() -> None:
    item = only("jsonl", '{"guid": "abc-1", "pubStatus": "canceled"}')
    assert item.identifiers == {"guid": "abc-1"}
    assert item.kind is ItemKind.ARTICLE


def test_a_byte_order_mark_and_windows_line_ends_do_not_matter() -> None:
    assert len(items("jsonl", b"\xef\xbb\xbf" + f"{_line()}\r\n\r\n{_line()}\r\n".encode())) == 2


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("HTTPS://News.Example/A?B=c#d", "https://news.example/A?B=c"),
        ("URN:NewsML:agency.example:1", "urn:newsml:agency.example:1"),
        ("TAG:agency.example,2024:A", "tag:agency.example,2024:A"),
    ],
)
def test_what_does_not_depend_on_case_is_written_one_way(written: str, kept: str) -> None:
    assert only("jsonl", json.dumps({"url": written, "headline": "h"})).address == kept
