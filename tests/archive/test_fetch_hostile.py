"""Servers that hang, drip, lie or burst: each costs its time limit at most, and none gets anything out of us."""

from __future__ import annotations

import gzip
import socket
import threading
import time
import tracemalloc
import zlib
from collections.abc import Iterator
from itertools import chain
from typing import Any

import pytest

from archive.choices import CaptureFailure
from archive.ingestion.fetch import Asking, Limits, fetch, joined
from archive.ingestion.network import Deadline, FetchError, GuardedBackend, is_public
from config.demo.server import Answer, PageServer
from tests.pages.raw_server import OK, RawServer, Script, for_ever, pause

SECONDS = 0.6
LIMITS = Limits(wire_bytes=200_000, body_bytes=400_000, seconds=SECONDS)
BOMB = gzip.compress(b"\0" * 100_000_000)
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"


def slowly(text: bytes) -> Iterator[bytes]:
    for place in range(len(text)):
        yield text[place : place + 1]
        yield pause(0.05)


SLOW: dict[str, Script] = {
    "says nothing": lambda: [pause(3)],
    "drips its status line": lambda: slowly(OK),
    "drips its headers": lambda: chain([OK], slowly(b"X: y\r\n" * 100)),
    "drips its body": lambda: chain([OK + b"Content-Length: 1000\r\n\r\n"], slowly(b"x" * 1000)),
    "drips chunks": lambda: chain([CHUNKED], for_ever(b"1\r\nx\r\n", 0.05)),
    "drips what it packs": lambda: chain([OK + b"Content-Encoding: gzip\r\n\r\n"], slowly(BOMB[:1000])),
    "sends interim answers, one after the other": lambda: for_ever(b"HTTP/1.1 103 Early Hints\r\n\r\n", 0.02),
    "says hello and waits": lambda: [b"HTTP/1.1 100 Continue\r\n\r\n", pause(3)],
    "promises a body and waits": lambda: [OK + b"Content-Length: 10\r\n\r\n", pause(3)],
}


@pytest.mark.parametrize("how", SLOW)
def test_a_server_that_takes_its_time_costs_the_limit_and_no_more(how: str) -> None:
    started = time.monotonic()
    with RawServer(SLOW[how]) as server, pytest.raises(FetchError) as failed:
        fetch(server.address, allowed_hosts=[server.host], limits=LIMITS)
    assert failed.value.code == CaptureFailure.TOO_SLOW
    assert time.monotonic() - started < SECONDS + 1.5


BURSTING: dict[str, tuple[Script, CaptureFailure]] = {
    "one header line without end": (
        lambda: [b"HTTP/1.1 200 OK\r\nX: ", *[b"y" * 65536] * 100],
        CaptureFailure.UNREACHABLE,
    ),
    "headers without end": (
        lambda: [b"HTTP/1.1 200 OK\r\n", *[b"X: y\r\n" * 1000] * 500],
        CaptureFailure.UNREACHABLE,
    ),
    "interim answers without end": (
        lambda: for_ever(b"HTTP/1.1 103 Hint\r\n\r\n" * 500),
        CaptureFailure.TOO_LARGE,
    ),
    "a body without end": (lambda: [OK + b"\r\n", *[b"x" * 65536] * 100], CaptureFailure.TOO_LARGE),
    "tiny chunks without end": (lambda: [CHUNKED, *[b"1\r\nx\r\n" * 1000] * 1000], CaptureFailure.TOO_LARGE),
    "chunks with long extensions": (
        lambda: [CHUNKED, *[b"1;" + b"e" * 60_000 + b"\r\nx\r\n"] * 100],
        CaptureFailure.TOO_LARGE,
    ),
    "more than it promised": (
        lambda: [OK + b"Content-Length: 900000\r\n\r\n", b"x" * 900_000],
        CaptureFailure.TOO_LARGE,
    ),
    "less than it promised": (
        lambda: [OK + b"Content-Length: 1000\r\n\r\n", b"x"],
        CaptureFailure.UNREACHABLE,
    ),
    "two lengths": (
        lambda: [OK + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx"],
        CaptureFailure.UNREACHABLE,
    ),
    "a length that is no number": (
        lambda: [OK + b"Content-Length: -5\r\n\r\nxx"],
        CaptureFailure.UNREACHABLE,
    ),
    "a chunk that is no chunk": (lambda: [CHUNKED + b"zz\r\nxx"], CaptureFailure.UNREACHABLE),
    "no HTTP at all": (lambda: [b"SSH-2.0-OpenSSH_9.2\r\n"], CaptureFailure.UNREACHABLE),
    "nothing": (list, CaptureFailure.UNREACHABLE),
    "another protocol": (
        lambda: [
            b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n" + b"x" * 10
        ],
        CaptureFailure.UNREACHABLE,
    ),
}


@pytest.mark.parametrize("how", BURSTING)
def test_a_server_that_sends_too_much_or_lies_is_given_up(how: str) -> None:
    script, code = BURSTING[how]
    with RawServer(script) as server, pytest.raises(FetchError) as failed:
        fetch(server.address, allowed_hosts=[server.host], limits=Limits(200_000, 400_000, seconds=5))
    assert failed.value.code == code


def packed(name: str, body: bytes) -> Script:
    head = OK + f"Content-Encoding: {name}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    return lambda: [head + body]


ENCODED: dict[str, tuple[Script, CaptureFailure]] = {
    "a gzip bomb": (packed("gzip", BOMB), CaptureFailure.TOO_LARGE),
    "a bomb in a bomb": (packed("gzip, gzip", gzip.compress(BOMB)), CaptureFailure.ENCODING),
    "gzip said twice": (
        packed("gzip\r\nContent-Encoding: gzip", gzip.compress(BOMB)),
        CaptureFailure.ENCODING,
    ),
    "deflate": (packed("deflate", zlib.compress(b"\0" * 1_000_000)), CaptureFailure.ENCODING),
    "brotli": (packed("br", b"\x8b\x03\x80" * 10), CaptureFailure.ENCODING),
    "zstandard": (packed("zstd", b"\x28\xb5\x2f\xfd" * 10), CaptureFailure.ENCODING),
    "something unheard of": (packed("x-planted", b"x"), CaptureFailure.ENCODING),
    "no gzip": (packed("gzip", b"plainly not"), CaptureFailure.ENCODING),
    "half a gzip": (packed("gzip", gzip.compress(b"x" * 1000)[:-9]), CaptureFailure.ENCODING),
}


@pytest.mark.parametrize("how", ENCODED)
def test_what_is_packed_to_hurt_is_not_unpacked(how: str) -> None:
    script, code = ENCODED[how]
    tracemalloc.start()
    try:
        with RawServer(script) as server, pytest.raises(FetchError) as failed:
            fetch(server.address, allowed_hosts=[server.host], limits=Limits(200_000, 400_000, seconds=5))
        assert tracemalloc.get_traced_memory()[1] < 8_000_000
    finally:
        tracemalloc.stop()
    assert failed.value.code == code


def test_a_file_that_is_cut_is_cut_while_it_unpacks_too() -> None:
    limits = Limits(wire_bytes=200_000, body_bytes=1000, seconds=5, truncate=True)
    with RawServer(packed("gzip", BOMB)) as server:
        assert len(fetch(server.address, allowed_hosts=[server.host], limits=limits).body) == 1000


def redirect(target: str) -> Answer:
    return Answer(status=302, headers=(("Location", target), ("Set-Cookie", "id=planted; Path=/")))


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("/", CaptureFailure.TOO_MANY_REDIRECTS),
        ("/other", CaptureFailure.TOO_MANY_REDIRECTS),
        ("http://127.0.0.1:1/", CaptureFailure.ADDRESS),
        ("http://10.0.0.1/", CaptureFailure.PRIVATE_ADDRESS),
        ("http://169.254.169.254/latest/meta-data/", CaptureFailure.PRIVATE_ADDRESS),
        ("http://[::ffff:169.254.169.254]/", CaptureFailure.PRIVATE_ADDRESS),
        ("http://2130706433/", CaptureFailure.PRIVATE_ADDRESS),
        ("//localhost/", CaptureFailure.PRIVATE_ADDRESS),
        ("http://user@example.org/", CaptureFailure.ADDRESS),
        ("ftp://example.org/", CaptureFailure.ADDRESS),
        ("gopher://example.org/", CaptureFailure.ADDRESS),
        ("data:text/html,x", CaptureFailure.ADDRESS),
        ("http://[", CaptureFailure.ADDRESS),
        ("http://example.org:22/", CaptureFailure.ADDRESS),
    ],
)
def test_each_redirect_is_an_address_of_its_own(target: str, code: CaptureFailure) -> None:
    with (
        PageServer({"/": redirect(target), "/other": redirect("/")}) as server,
        pytest.raises(FetchError) as refused,
    ):
        fetch(server.address("/"), allowed_hosts=[server.host], limits=Limits(seconds=5))
    assert refused.value.code == code


@pytest.mark.parametrize("target", ["http://essanews.com/", "http:/x", "ftp://essanews.com/"])
def test_no_redirect_leads_from_a_sealed_connection_to_an_open_one(target: str) -> None:
    with pytest.raises(FetchError) as refused:
        joined("https://essanews.com/a", target)
    assert refused.value.code == CaptureFailure.ADDRESS
    assert joined("http://essanews.com/a", "https://essanews.com/b") == "https://essanews.com/b"


def test_the_time_of_redirects_adds_up() -> None:
    slow = Answer(status=302, headers=(("Location", "/"),), wait=0.4)
    with PageServer({"/": slow}) as server, pytest.raises(FetchError) as failed:
        fetch(server.address("/"), allowed_hosts=[server.host], limits=Limits(seconds=0.6, redirects=10))
    assert failed.value.code == CaptureFailure.TOO_SLOW


def test_a_cookie_that_is_set_is_never_sent_and_neither_is_a_referrer() -> None:
    answers = iter(
        [b"HTTP/1.1 302 Found\r\nLocation: /b\r\nSet-Cookie: id=planted\r\nContent-Length: 0\r\n\r\n"]
    )
    with RawServer(lambda: [next(answers, OK + b"Content-Length: 1\r\n\r\nx")]) as server:
        fetch(server.address, allowed_hosts=[server.host], limits=LIMITS)
        sent = b"".join(server.asked).lower()
    assert len(server.asked) == 2
    assert b"cookie" not in sent
    assert b"referer" not in sent
    assert b"authorization" not in sent


def test_what_a_site_gave_us_to_say_again_breaks_out_of_no_line() -> None:
    with RawServer(lambda: [OK + b"Content-Length: 1\r\n\r\nx"]) as server:
        asking = Asking(etag='"a"\r\nX-Planted: 1', last_modified="yesterday\nX-Planted: 1")
        fetch(server.address, allowed_hosts=[server.host], limits=LIMITS, asking=asking)
        assert b"planted" not in server.asked[0].lower()


@pytest.mark.parametrize("name", ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"])
def test_no_proxy_of_the_environment_is_used(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "http://127.0.0.1:1")
    with PageServer({"/": Answer(b"x")}) as server:
        assert fetch(server.address("/"), allowed_hosts=[server.host], limits=LIMITS).body == b"x"


@pytest.mark.parametrize(
    "host",
    [
        "0x7f000001", "017700000001", "0177.0.0.1", "127.1", "127.0.1", "0", "0.0.0.0", "[::]", "[::1]",  # noqa: S104
        "[::127.0.0.1]", "[::ffff:127.0.0.1]", "[::ffff:0:127.0.0.1]", "[64:ff9b::127.0.0.1]", "[64:ff9b:1::1]",
        "[2002:7f00:1::]", "[fe80::1]", "[fc00::1]", "[fec0::1]", "[ff02::1]", "[100::1]", "localhost.", "LOCALHOST",
        "127。0。0。1", "①②⑦.0.0.1", "１２７.0.0.1", "127.0.0.1.", "168.63.129.16", "100.100.100.200", "192.0.0.192",
        "255.255.255.255", "240.0.0.1", "198.18.0.1",
    ],
)  # fmt: skip
def test_no_notation_of_an_address_that_is_not_public_is_connected_to(host: str) -> None:
    with pytest.raises(FetchError) as refused:
        fetch(f"http://{host}/", allowed_hosts=[], limits=Limits(seconds=5))
    assert refused.value.code in {CaptureFailure.PRIVATE_ADDRESS, CaptureFailure.UNREACHABLE}


@pytest.mark.parametrize(
    "address",
    [
        "::127.0.0.1", "::ffff:0:127.0.0.1", "2001:0:7f00:1::", "2001:0:4136:e378:8000:63bf:80ff:fffe",
        "2a00:1450::5efe:7f00:1", "2a00:1450::200:5efe:a00:1", "192.88.99.1", "168.63.129.16", "fec0::1", "4000::1",
        "2001:db8::1", "3fff::1", "5f00::1",
    ],
)  # fmt: skip
def test_addresses_that_hide_another_or_belong_to_nobody_are_not_public(address: str) -> None:
    assert not is_public(address)


def test_a_name_that_answers_otherwise_the_second_time_is_looked_up_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real, asked = socket.getaddrinfo, list[str]()

    def rebind(host: str, port: int, *rest: Any, **named: Any) -> list[Any]:
        if host != "rebinding.example":
            return list(real(host, port, *rest, **named))
        asked.append(host)
        ip = "93.184.216.34" if len(asked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port))]

    connected = list[str]()

    def connect(_: object, host: str, *__: Any, **___: Any) -> None:
        connected.append(host)
        raise OSError

    monkeypatch.setattr(socket, "getaddrinfo", rebind)
    monkeypatch.setattr("httpcore.SyncBackend.connect_tcp", connect)
    with pytest.raises(FetchError):
        fetch("http://rebinding.example/", allowed_hosts=[], limits=LIMITS)
    assert (asked, connected) == (["rebinding.example"], ["93.184.216.34"])


def test_a_connection_that_ended_up_elsewhere_is_dropped_before_a_byte_is_sent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with RawServer(lambda: [OK + b"Content-Length: 1\r\n\r\nx"]) as server:
        port = int(server.host.rpartition(":")[2])
        monkeypatch.setattr(
            GuardedBackend, "_checked", lambda *_: ["93.184.216.34"]
        )  # what was checked is public
        real = socket.create_connection
        monkeypatch.setattr(
            socket, "create_connection", lambda _, *rest, **named: real(("127.0.0.1", port), *rest, **named)
        )
        with pytest.raises(FetchError) as refused:
            fetch("http://rebinding.example/", allowed_hosts=[], limits=LIMITS)
        time.sleep(0.1)
        assert [request for request in server.asked if request] == []
    assert refused.value.code == CaptureFailure.PRIVATE_ADDRESS


def test_a_resolver_that_hangs_costs_the_limit_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    released = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: released.wait(5) and [])
    started = time.monotonic()
    with pytest.raises(FetchError) as failed:
        fetch("http://essanews.com/", allowed_hosts=[], limits=LIMITS)
    released.set()
    assert failed.value.code == CaptureFailure.TOO_SLOW
    assert time.monotonic() - started < SECONDS + 1


def test_a_host_with_several_addresses_is_reached_by_one_that_answers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with PageServer({"/": Answer(b"x")}) as server:
        port = int(server.host.rpartition(":")[2])
        backend = GuardedBackend(allowed_hosts=[server.host], deadline=Deadline(5), most_bytes=1000)
        monkeypatch.setattr(GuardedBackend, "_checked", lambda *_: ["::1", "127.0.0.1"])
        stream = backend.connect_tcp("127.0.0.1", port)
        assert stream.get_extra_info("server_addr") == ("127.0.0.1", port)
        stream.close()


def test_tls_is_checked_against_the_name() -> None:
    with PageServer({"/": Answer(b"x")}) as server, pytest.raises(FetchError) as failed:
        fetch(f"https://{server.host}/", allowed_hosts=[server.host], limits=LIMITS)
    assert failed.value.code == CaptureFailure.UNREACHABLE
