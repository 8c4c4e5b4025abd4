"""Connections that go nowhere private and end in time: a network backend for httpcore.

- A host is resolved and connected to in one step, so that no second look-up can give another answer.
- One forbidden address among those that a name resolves to forbids the name.
- The peer of the open connection is compared with what was checked.
- A deadline bounds the whole exchange, the look-up of the name included: a server that drips a byte a second gains
  nothing.
- All bytes that come in are counted, so that headers without end, or an answer all in tiny chunks, come to an end.
"""

from __future__ import annotations

import contextlib
import ipaddress
import queue
import socket
import threading
import time
from typing import TYPE_CHECKING

import httpcore

from archive.choices import CaptureFailure

if TYPE_CHECKING:
    import ssl
    from collections.abc import Collection, Iterable

    _Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_GLOBAL_UNICAST = ipaddress.ip_network(
    "2000::/3"
)  # all that IANA gave out; compatible, translated, … lie outside
_ISATAP = frozenset(
    (0x00005EFE, 0x02005EFE)
)  # upper half of an interface identifier that embeds IPv4 (RFC 5214)
# Public by number, private by use.
_NOT_OURS = tuple(
    ipaddress.ip_network(text)
    for text in (
        "168.63.129.16/32",  # a cloud's own server, as seen from inside
        "192.0.0.0/24",  # protocol assignments (RFC 6890), which Python before 3.11.10 knows only a part of
        "192.88.99.0/24",  # relays of 6to4 (RFC 7526)
        "3fff::/20",  # documentation (RFC 9637)
    )
)
_MOST_ADDRESSES = 4  # of a host are tried


class FetchError(Exception):
    """A page or file couldn't be fetched; `code` is the stable reason, `status` that of the answer where one came."""

    def __init__(self, code: CaptureFailure, *, status: int | None = None) -> None:
        super().__init__(str(code.label))
        self.code = code
        self.status = status


class Deadline:
    """An instant of the monotonic clock after which nothing waits any more."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def bound(self, timeout: float | None = None) -> float:
        """Return how long may be waited, at most `timeout` seconds; raises FetchError when the time is over."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise FetchError(CaptureFailure.TOO_SLOW)
        return left if timeout is None else min(left, timeout)


def is_public(address: str) -> bool:
    """Tell whether an IP address belongs to the public internet, an IPv4 address inside an IPv6 one included."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(_is_public(each) for each in (ip, *_inside(ip)))


def _is_public(ip: _Address) -> bool:
    known = ip.version == 4 or ip in _GLOBAL_UNICAST or ip in _NAT64  # noqa: PLR2004 - the version of IP
    return known and ip.is_global and not ip.is_multicast and not any(ip in network for network in _NOT_OURS)


def _inside(ip: _Address) -> list[_Address]:
    if isinstance(ip, ipaddress.IPv4Address):
        return []
    found: list[_Address] = [inner for inner in (ip.ipv4_mapped, ip.sixtofour) if inner is not None]
    if ip.teredo is not None:
        found.extend(ip.teredo)
    if ip in _NAT64 or (int(ip) >> 32) & 0xFFFFFFFF in _ISATAP:
        found.append(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
    return found


class GuardedBackend(httpcore.NetworkBackend):
    """Connects to public addresses, and to hosts (`host` or `host:port`) that are allowed by name."""

    def __init__(self, *, allowed_hosts: Collection[str], deadline: Deadline, most_bytes: int) -> None:
        self._allowed = frozenset(entry.lower() for entry in allowed_hosts)
        self._deadline = deadline
        self._most_bytes = most_bytes
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Resolve, check and connect; raises FetchError, and httpcore's errors when no address answers."""
        *others, last = self._checked(host, port)[:_MOST_ADDRESSES]
        for address in others:
            with contextlib.suppress(httpcore.ConnectError, httpcore.ConnectTimeout):
                return self._connected(address, port, timeout, local_address, socket_options)
        return self._connected(last, port, timeout, local_address, socket_options)

    def _connected(
        self,
        address: str,
        port: int,
        timeout: float | None,
        local_address: str | None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None,
    ) -> httpcore.NetworkStream:
        stream = self._sockets.connect_tcp(
            address, port, self._deadline.bound(timeout), local_address, socket_options
        )
        peer = stream.get_extra_info("server_addr")
        if not peer or _number(peer[0]) != _number(address):
            stream.close()
            raise FetchError(CaptureFailure.PRIVATE_ADDRESS)
        return BoundedStream(stream, self._deadline, self._most_bytes)

    def _checked(self, host: str, port: int) -> list[str]:
        found = _resolved(host, port, self._deadline)
        allowed = host.lower() in self._allowed or f"{host.lower()}:{port}" in self._allowed
        if not (allowed or all(is_public(address) for address in found)):
            raise FetchError(CaptureFailure.PRIVATE_ADDRESS)
        return found


def _number(address: str) -> _Address:
    return ipaddress.ip_address(address.partition("%")[0])


def _resolved(host: str, port: int, deadline: Deadline) -> list[str]:
    """Return the addresses of a host in order; a resolver that hangs is left behind in a thread of its own."""
    answers: queue.SimpleQueue[list[str]] = queue.SimpleQueue()

    def look_up() -> None:
        found: list[str] = []
        try:
            entries = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found = list(dict.fromkeys(str(entry[4][0]) for entry in entries))
        except (OSError, UnicodeError):
            pass  # unreachable
        finally:
            answers.put(found)

    threading.Thread(target=look_up, daemon=True).start()
    try:
        found = answers.get(timeout=deadline.bound())
    except queue.Empty:
        raise FetchError(CaptureFailure.TOO_SLOW) from None
    if not found:
        raise FetchError(CaptureFailure.UNREACHABLE)
    return found


class BoundedStream(httpcore.NetworkStream):
    """A connection each wait of which is bounded by the deadline of the whole exchange, and its bytes by a sum."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline, most_bytes: int) -> None:
        self._stream = stream
        self._deadline = deadline
        self._left = most_bytes

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read some bytes; raises FetchError when more came than may come in all."""
        received = self._stream.read(max_bytes, self._deadline.bound(timeout))
        self._left -= len(received)
        if self._left < 0:
            raise FetchError(CaptureFailure.TOO_LARGE)
        return received

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write all bytes."""
        self._stream.write(buffer, self._deadline.bound(timeout))

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Encrypt the connection, the certificate checked against the host's name."""
        stream = self._stream.start_tls(ssl_context, server_hostname, self._deadline.bound(timeout))
        return BoundedStream(stream, self._deadline, self._left)

    def get_extra_info(self, info: str) -> object:
        """Return what the connection knows of itself."""
        return self._stream.get_extra_info(info)
