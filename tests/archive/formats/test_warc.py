from __future__ import annotations

import base64
import gzip
import hashlib
import zlib
from datetime import UTC, datetime

import pytest

from archive.ingestion.formats.items import BadRow, Item, ItemKind, Limits
from tests.archive.formats.reading import bad, items, only, read

_PAGE = b"<!doctype html><html><head><title>T</title></head><body><p>Text</p></body></html>"
_WIDE = Limits(row_bytes=100_000)


def _warc(
    *answers: tuple[str, list[tuple[str, str]], bytes],
    packed: bool = False,
    status: str = "200 OK",
) -> bytes:
    """Write an archive as crawlers do: a record about it, then one for each answer, each packed by itself."""
    written = [_record("warcinfo", "application/warc-fields", b"software: tests\r\n")]
    for address, headers, body in answers:
        head = "".join(f"{name}: {value}\r\n" for name, value in headers)
        block = f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body
        written.append(_record("response", "application/http; msgtype=response", block, address))
    return b"".join(gzip.compress(each) if packed else each for each in written)


def _record(kind: str, media_type: str, block: bytes, address: str = "") -> bytes:
    digest = base64.b32encode(hashlib.sha1(block, usedforsecurity=False).digest()).decode()
    lines = [
        "WARC/1.1",
        f"WARC-Type: {kind}",
        "WARC-Record-ID: <urn:uuid:7f2fd1fc-4f5c-4a3c-9c3f-3d0d6a6f3f10>",
        "WARC-Date: 2024-05-01T10:00:00Z",
        *([f"WARC-Target-URI: {address}"] if address else []),
        f"WARC-Block-Digest: sha1:{digest}",
        f"Content-Type: {media_type}",
        f"Content-Length: {len(block)}",
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


_HTML = [
    ("Content-Type", "text/html; charset=utf-8"),
    ("X-Robots-Tag", "noarchive"),
    ("X-Robots-Tag", "nosnippet"),
]


@pytest.mark.parametrize("packed", [False, True])
def test_a_page_comes_with_its_headers_and_the_moment_of_its_capture(*, packed: bool) -> None:
    item = only("warc", _warc(("https://news.example/a", _HTML, _PAGE), packed=packed))
    assert item.kind is ItemKind.CAPTURED
    assert item.page is not None
    assert item.page.body == _PAGE
    assert item.page.fetched_at == datetime(2024, 5, 1, 10, tzinfo=UTC)
    assert [value for name, value in item.page.headers if name == "x-robots-tag"] == [
        "noarchive",
        "nosnippet",
    ]
    assert "Text" not in repr(item)


def test_the_robots_file_of_its_own_site_goes_with_a_page() -> None:
    robots = (
        "https://news.example/robots.txt",
        [("Content-Type", "text/plain")],
        b"User-agent: *\nDisallow: /",
    )
    other = ("https://other.example/robots.txt", [("Content-Type", "text/plain")], b"")
    item = only("warc", _warc(robots, other, ("https://news.example/a", _HTML, _PAGE)))
    assert item.page is not None
    assert [file.body for file in item.page.files] == [robots[2]]


@pytest.mark.parametrize(
    ("coding", "wire"),
    [
        ([("Content-Encoding", "gzip")], gzip.compress(_PAGE, mtime=0)),
        ([("Content-Encoding", "deflate")], zlib.compress(_PAGE)),
        ([("Transfer-Encoding", "chunked")], b"%x\r\n" % len(_PAGE) + _PAGE + b"\r\n0\r\n\r\n"),
        ([("Transfer-Encoding", "chunked")], _PAGE),
    ],
)
def test_transfer_and_content_codings_are_taken_off(coding: list[tuple[str, str]], wire: bytes) -> None:
    item = only("warc", _warc(("https://news.example/a", _HTML + coding, wire)))
    assert item.page is not None
    assert item.page.body == _PAGE


@pytest.mark.parametrize(
    ("coding", "wire"),
    [
        ([("Content-Encoding", "gzip")], b"not gzip"),
        ([("Content-Encoding", "gzip")], gzip.compress(_PAGE, mtime=0)[:-12]),
        ([("Content-Encoding", "br")], b"..."),
        ([("Content-Encoding", "gzip")], gzip.compress(b"\0" * 20_000_000, mtime=0)),
        ([("Transfer-Encoding", "chunked")], b"5\r\nabc"),
    ],
)
def test_a_page_whose_packing_is_broken_or_a_bomb_is_refused(
    coding: list[tuple[str, str]], wire: bytes
) -> None:
    assert isinstance(bad("warc", _warc(("https://news.example/a", _HTML + coding, wire)), _WIDE), BadRow)


def test_what_is_no_page_is_passed_over() -> None:
    assert items("warc", _warc(("https://news.example/a.jpg", [("Content-Type", "image/jpeg")], b"x"))) == []
    assert items("warc", _warc(("https://news.example/a", _HTML, _PAGE), status="404 Not Found")) == []


def test_a_page_that_was_changed_after_its_capture_is_refused() -> None:
    good = _warc(("https://news.example/a", _HTML, _PAGE))
    assert bad("warc", good.replace(b"<p>Text</p>", b"<p>Tex7</p>")).field == "WARC-Block-Digest"


@pytest.mark.parametrize(
    "change",
    [
        (b"WARC-Date: 2024-05-01T10:00:00Z", b"WARC-Date: sometime"),
        (b"WARC-Target-URI: https://news.example/a", b"WARC-Target-URI: ftp://news.example/a"),
        (b"sha1:", b"sha1:7"),
        (b"WARC-Date: 2024", b"WARC-Truncated: length\r\nWARC-Date: 2024"),
    ],
)
def test_a_record_without_what_makes_it_evidence_is_refused_and_the_next_is_read(
    change: tuple[bytes, bytes],
) -> None:
    first = _warc(("https://news.example/a", _HTML, _PAGE)).replace(*change)
    found = read("warc", first + _warc(("https://news.example/b", _HTML, _PAGE)))
    assert [type(row) for row in found] == [BadRow, Item]


@pytest.mark.parametrize(
    "data",
    [
        b"no warc",
        b"WARC/1.0\r\n\r\n",
        b"WARC/1.0\r\nContent-Length: -5\r\n\r\n",
        b"WARC/1.0\r\nContent-Length: 9999999999999999999\r\n\r\n",
        b"WARC/1.0\r\nContent-Length: 50\r\n\r\nshort",
        b"WARC/1.0\r\nX: " + b"x" * 100_000,
        b"WARC/1.0\r\n" + b"X: y\r\n" * 500,
    ],
)
def test_a_broken_file_is_one_bad_row(data: bytes) -> None:
    bad("warc", data)


def test_an_empty_file_holds_nothing() -> None:
    assert read("warc", b"") == []
