from __future__ import annotations

import socket
from typing import Any

import pytest

from archive.choices import CaptureFailure
from archive.ingestion.fetch import Limits, checked_address, fetch
from archive.ingestion.network import FetchError, is_public
from config.demo.server import Answer, PageServer


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",  # noqa: S104
        "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1", "64:ff9b::a00:1", "not an address",
    ],
)  # fmt: skip
def test_private_local_and_embedded_private_addresses_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822"])
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "", "essanews.com", "ftp://essanews.com/", "file:///etc/passwd", "http://", "http:///path", "javascript:alert(1)",
        "http://user:secret@essanews.com/", "http://essanews.com:22/", "http://essanews.com:99999/",
        "http://essanews.com/a b", "http://essanews.com/\n", "http://[::1", "http://essanews.com/" + "x" * 2000,
        "http://" + "x" * 70 + ".com/",
    ],
)  # fmt: skip
def test_an_address_that_may_not_be_fetched_is_refused(address: str) -> None:
    with pytest.raises(FetchError) as refused:
        checked_address(address, [])
    assert refused.value.code == CaptureFailure.ADDRESS


def test_an_address_is_written_in_ascii_and_loses_its_fragment() -> None:
    assert (
        checked_address("https://żółw.pl/gęś?ą=%20#x", [])
        == "https://xn--w-uga1v8h.pl/g%C4%99%C5%9B?%C4%85=%20"
    )
    assert checked_address("HTTP://Essanews.com:80", []) == "http://essanews.com/"


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:7f00:1]"]
)
def test_no_spelling_of_a_local_address_is_connected_to(host: str) -> None:
    with pytest.raises(FetchError) as refused:
        fetch(f"http://{host}/", allowed_hosts=[], limits=Limits(seconds=5))
    assert refused.value.code == CaptureFailure.PRIVATE_ADDRESS


def test_a_name_with_one_private_address_among_public_ones_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def resolve(*_: Any, **__: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in ("93.184.216.34", "10.0.0.1")]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(FetchError) as refused:
        fetch("http://essanews.com/", allowed_hosts=[], limits=Limits(seconds=5))
    assert refused.value.code == CaptureFailure.PRIVATE_ADDRESS


def test_a_name_that_does_not_resolve_is_unreachable() -> None:
    with pytest.raises(FetchError) as failed:
        fetch("http://nowhere.invalid/", allowed_hosts=[], limits=Limits(seconds=5))
    assert failed.value.code == CaptureFailure.UNREACHABLE


def test_a_host_that_is_allowed_on_one_port_is_not_allowed_on_another() -> None:
    with PageServer({}) as server, pytest.raises(FetchError) as refused:
        fetch(server.address(), allowed_hosts=["127.0.0.1:1"], limits=Limits(seconds=5))
    assert refused.value.code == CaptureFailure.ADDRESS


@pytest.mark.parametrize(
    "answer", [Answer(b"x", wait=3), Answer(b"x" * 1000, piece_bytes=1, wait_between_pieces=0.05)]
)
def test_a_server_that_waits_or_drips_is_given_up_in_time(answer: Answer) -> None:
    with PageServer({"/": answer}) as server, pytest.raises(FetchError) as failed:
        fetch(server.address("/"), allowed_hosts=[server.host], limits=Limits(seconds=0.5))
    assert failed.value.code == CaptureFailure.TOO_SLOW


def test_a_port_where_nobody_listens_is_unreachable() -> None:
    with PageServer({}) as server:
        host, address = server.host, server.address()
    with pytest.raises(FetchError) as failed:
        fetch(address, allowed_hosts=[host], limits=Limits(seconds=5))
    assert failed.value.code == CaptureFailure.UNREACHABLE


def test_a_file_may_be_cut_instead_of_refused() -> None:
    with PageServer({"/": Answer(b"x" * 5000)}) as server:
        limits = Limits(wire_bytes=1000, truncate=True)
        assert len(fetch(server.address("/"), allowed_hosts=[server.host], limits=limits).body) == 1000


def test_we_say_who_we_are() -> None:
    with PageServer({"/": Answer(b"x")}) as server:
        fetch(server.address("/"), allowed_hosts=[server.host], limits=Limits())
        assert server.agents[0].startswith("Imprimatur/")


def test_no_representation_shows_what_was_fetched() -> None:
    with PageServer({"/": Answer(b"planted")}) as server:
        assert "planted" not in repr(fetch(server.address("/"), allowed_hosts=[server.host], limits=Limits()))
