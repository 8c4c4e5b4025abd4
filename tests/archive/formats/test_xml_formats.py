"""Bombs and broken documents, for every format that is XML."""

from __future__ import annotations

import gzip

import pytest

from archive.ingestion.formats.items import BadRow, Item, Limits
from tests.archive.formats.reading import bad, read

_XML = ("feed", "sitemap", "newsml-g2")
_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">'
    + "".join(f'<!ENTITY lol{n} "{f"&lol{n - 1};" * 10}">' for n in range(1, 10)).replace("lol0", "lol")
    + "]><rss><channel><item><title>&lol9;</title></item></channel></rss>"
)
_EXTERNAL = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&x;</title></item></channel></rss>'
_PARAMETER = '<!DOCTYPE rss [<!ENTITY % x SYSTEM "http://127.0.0.1/x.dtd"> %x;]><rss/>'


@pytest.mark.parametrize("name", _XML)
@pytest.mark.parametrize("document", [_LAUGHS, _EXTERNAL, _PARAMETER, "<!DOCTYPE rss><rss/>"])
def test_a_document_type_is_refused_whatever_it_declares(name: str, document: str) -> None:
    row = bad(name, document)
    assert "document type" in row.reason


@pytest.mark.parametrize("name", _XML)
@pytest.mark.parametrize(
    "document",
    [
        b"",
        b"   ",
        b"<",
        b"not xml",
        b"<a><b></a>",
        b"\xff\xfe\x00",
        b'<?xml version="1.0" encoding="no-such-encoding"?><rss/>',
        b'<?xml version="1.0" encoding="utf-7"?><rss/>',
        b"<x/>",
        b"<rss>\x00</rss>",
        b"<a>" * 500,
        b"<a " + b" ".join(b'a%d="1"' % n for n in range(500)) + b"/>",
        b"<a b='" + b"x" * 500_000,
    ],
)
def test_a_hopeless_document_is_one_bad_row(name: str, document: bytes) -> None:
    bad(name, document)


def test_a_packed_bomb_is_given_up_at_the_limit() -> None:
    bomb = gzip.compress(b"<rss><channel>" + b"<item><title>" + b"x" * 20_000_000, 9)
    found = read("feed", bomb)
    assert any(isinstance(row, BadRow) for row in found)


def test_broken_compression_is_a_bad_row() -> None:
    packed = gzip.compress(b"<rss><channel>" + b"<item/>" * 10_000)
    for broken in (packed[:-200], packed[:40] + b"\x00" * 40 + packed[80:]):
        assert any(isinstance(row, BadRow) for row in read("feed", broken))


def test_one_item_that_is_too_large_is_refused_and_the_next_is_read() -> None:
    huge = "<item><link>https://news.example/huge</link><title>" + "x" * 10_000 + "</title></item>"
    small = "<item><link>https://news.example/small</link><title>Small</title></item>"
    found = read("feed", f"<rss><channel>{huge}\n{small}</channel></rss>")
    assert isinstance(found[0], BadRow)
    assert isinstance(found[1], Item)
    assert found[1].line == 2


def test_an_item_of_very_many_elements_is_refused() -> None:
    huge = "<item>" + "<a/>" * 30_000 + "</item>"
    row = bad("feed", f"<rss><channel>{huge}</channel></rss>", Limits())
    assert "larger" in row.reason


def test_what_stands_before_the_break_is_kept() -> None:
    found = read(
        "feed",
        "<rss><channel><item><link>https://news.example/a</link></item>\n\n<item><oops</channel></rss>",
    )
    assert [type(row) for row in found] == [Item, BadRow]
    assert found[1].line == 3
