from __future__ import annotations

import pytest

from archive.ingestion.formats.items import BadRow, Item, Limits
from tests.archive.formats.reading import bad, items, only, read

_HEAD = "url,title,author,published,body\n"
_ROW = "https://news.example/{0},Title {0},Ann Bee; Cy Dee,2024-05-01T10:00:00Z,Some text.\n"


@pytest.mark.parametrize(
    "data",
    [
        "",
        "\n",
        "a,b\n1,2\n",
        "title,author\nx,y\n",
        "url,url\nhttps://a.example/,x\n",
        "\x00\x00",
        "url" + ",x" * 300 + "\n",
    ],
)
def test_a_file_whose_header_does_not_say_where_articles_are_is_one_bad_row(data: str) -> None:
    assert bad("csv", data).line == 1


def test_a_file_that_is_not_text_is_one_bad_row() -> None:
    assert isinstance(bad("csv", b"\x89PNG\x00\xff\xfe\x01"), BadRow)


@pytest.mark.parametrize(
    "row",
    [
        "https://news.example/a,only two\n",
        "https://news.example/a,t,x,y,z,too many\n",
        'https://news.example/a,"a "quote" inside",,,\n',
        "not an address,t,,,\n",
        "https://news.example/a,,,,A text without a headline.\n",
        "https://news.example/a," + "x" * 301 + ",,,\n",
        "https://news.example/a," + "x" * 5000 + ",,,\n",
    ],
)
def test_a_bad_row_is_reported_by_its_line_and_the_rest_goes_in(row: str) -> None:
    found = read("csv", _HEAD + _ROW.format(1) + row + _ROW.format(2))
    assert [type(each) for each in found] == [Item, BadRow, Item]
    assert [each.line for each in found] == [2, 3, 4]


def test_a_quotation_mark_that_never_closes_does_not_swallow_the_file() -> None:
    found = read("csv", _HEAD + 'https://news.example/a,"never\n' + _ROW.format(1) * 200)
    assert isinstance(found[0], BadRow)
    assert found[0].line == 2
    assert sum(isinstance(each, Item) for each in found) > 100


def test_a_bad_row_never_quotes_the_text() -> None:
    found = read(
        "csv",
        _HEAD + 'https://news.example/a,,,,"sekret sekret"\nhttps://news.example/a,x,,,sekret,"sekret"x\n',
    )
    assert len(found) == 2
    assert all(isinstance(each, BadRow) and "sekret" not in each.reason for each in found)


def test_a_quoted_field_may_hold_line_ends_and_a_row_is_counted_by_its_first_line() -> None:
    found = items(
        "csv", _HEAD + 'https://news.example/a,"T",,,"One ""two"".\nThree, four."\n' + _ROW.format(1)
    )
    assert found[0].body == 'One "two".\nThree, four.'
    assert [item.line for item in found] == [2, 4]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_delimiter_and_encoding_are_found(delimiter: str, encoding: str) -> None:
    text = f"dc:identifier{delimiter}dc:title{delimiter}dc:language\r\nhttps://news.example/ż{delimiter}Żółw{delimiter}pl\r\n"
    item = only("csv", text.encode(encoding))
    assert (item.address, item.headline, item.language) == ("https://news.example/ż", "Żółw", "pl")


def test_authors_of_a_column_are_parted_by_semicolons() -> None:
    assert only("csv", _HEAD + _ROW.format(1)).authors == ("Ann Bee", "Cy Dee")


def test_a_field_may_be_longer_than_the_reader_of_the_standard_library_takes() -> None:
    row = "https://news.example/a,T,,," + "word " * 40_000 + "\n"
    assert only("csv", _HEAD + row, Limits()).body.count("word") == 40_000
