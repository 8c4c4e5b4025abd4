from __future__ import annotations

import pytest

from archive.ingestion.formats.items import BadRow, Item, ItemKind
from archive.ingestion.formats.table import FORMATS, UnknownFormatError, detect
from tests.archive.formats.reading import bad, items, only, read


def test_a_list_of_addresses_reports_what_is_none() -> None:
    found = read("addresses", "# mine\nhttps://a.example/1\n\nnot one\n  https://a.example/2  \n")
    assert [(type(row), row.line) for row in found] == [(Item, 2), (BadRow, 4), (Item, 5)]
    assert all(isinstance(row, BadRow) or row.kind is ItemKind.PAGE for row in found)


@pytest.mark.parametrize(
    "data", [b"", b"   ", b"plain text", b"\x89PNG\x00", b"<p>\xff</p>", "<p>ż</p>".encode("utf-16")]
)
def test_a_file_that_is_no_page_is_one_bad_row(data: bytes) -> None:
    bad("html", data)


@pytest.mark.parametrize(
    ("page", "address"),
    [
        (
            "<html><head><link rel='canonical' href='https://a.example/x#y'></head><body><p>x</p></body></html>",
            "https://a.example/x",
        ),
        (
            "<!-- saved from url=(0021)https://a.example/z --><html><body><p>x</p></body></html>",
            "https://a.example/z",
        ),
        ("<html><body><p>x</p></body></html>", ""),
        ("<html><head><link rel='canonical' href='/relative'></head><body><p>x</p></body></html>", ""),
    ],
)
def test_a_saved_page_has_the_address_it_gives_itself_and_no_headers_of_a_server(
    page: str, address: str
) -> None:
    item = only("html", page)
    assert item.address == address
    assert item.page is not None
    assert item.page.status is None
    assert item.page.fetched_at is None


@pytest.mark.parametrize(
    ("head", "name", "found"),
    [
        (b'{"url": "https://a.example/"}', "", "jsonl"),
        (b'{"uri": "urn:x:1", "pubstatus": "usable"}', "", "ninjs"),
        (b'[{"uri": "urn:x:1", "bodies": []}]', "", "ninjs"),
        (b"url,title\n", "a.csv", "csv"),
        (b"https://a.example/1\nhttps://a.example/2\n", "", "addresses"),
        (b"<?xml version='1.0'?><rss>", "a.csv", "feed"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'>", "", "feed"),
        (b"<rdf:RDF", "", "feed"),
        (b"<urlset>", "", "sitemap"),
        (b"<newsMessage>", "a.xml", "newsml-g2"),
        (b"WARC/1.1\r\n", "", "warc"),
        (b"<!DOCTYPE html>", "", "html"),
    ],
)
def test_what_the_bytes_say_goes_before_the_name(head: bytes, name: str, found: str) -> None:
    assert detect(head, name) == found


def test_a_file_of_which_nothing_is_known_is_no_format() -> None:
    for head in (b"", b"\x89PNG", b"hello"):
        with pytest.raises(UnknownFormatError):
            detect(head, "file.bin")


def test_no_two_formats_claim_one_ending_or_media_type() -> None:
    for claims in (
        [e for f in FORMATS.values() for e in f.endings],
        [m for f in FORMATS.values() for m in f.media_types],
    ):
        assert len(claims) == len(set(claims))


def test_an_empty_file_holds_no_item_in_any_format() -> None:
    for name in FORMATS:
        assert not [row for row in read(name, b"") if isinstance(row, Item)]
    assert items("addresses", b"") == []
