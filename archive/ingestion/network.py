"""Connections that go nowhere private and end in time: a network backend for httpcore.

- A host is resolved and connected to in one step, so that no second look-up can give another answer.
- One forbidden address among those that a name resolves to forbids the name.
- The peer of the open connection is compared with what was checked.
- A deadline bounds the whole exchange: a server that drips a byte a second gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from typing import TYPE_CHECKING

import httpcore

from archive.choices import CaptureFailure

if TYPE_CHECKING:
    import ssl
    from collections.abc import Collection, Iterable

    _Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.ip_network("64:ff9b::/96")


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
    return all(each.is_global and not each.is_multicast for each in (ip, *_inside(ip)))


def _inside(ip: _Address) -> list[_Address]:
    if isinstance(ip, ipaddress.IPv4Address):
        return []
    found: list[_Address] = [inner for inner in (ip.ipv4_mapped, ip.sixtofour) if inner is not None]
    if ip.teredo is not None:
        found.extend(ip.teredo)
    if ip in _NAT64:
        found.append(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
    return found


class GuardedBackend(httpcore.NetworkBackend):
    """Connects to public addresses, and to hosts (`host` or `host:port`) that are allowed by name."""

    def __init__(self, *, allowed_hosts: Collection[str], deadline: Deadline) -> None:
        self._allowed = frozenset(entry.lower() for entry in allowed_hosts)
        self._deadline = deadline
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Resolve, check and connect; raises FetchError."""
        address = self._checked(host, port)
        stream = self._sockets.connect_tcp(
            address, port, self._deadline.bound(timeout), local_address, socket_options
        )
        peer = stream.get_extra_info("server_addr")
        if not peer or ipaddress.ip_address(peer[0].partition("%")[0]) != ipaddress.ip_address(
            address.partition("%")[0]
        ):
            stream.close()
            raise FetchError(CaptureFailure.PRIVATE_ADDRESS)
        return BoundedStream(stream, self._deadline)

    def _checked(self, host: str, port: int) -> str:
        try:
            found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        except (OSError, UnicodeError):
            raise FetchError(CaptureFailure.UNREACHABLE) from None
        allowed = host.lower() in self._allowed or f"{host.lower()}:{port}" in self._allowed
        if not found or not (allowed or all(is_public(address) for address in found)):
            raise FetchError(CaptureFailure.PRIVATE_ADDRESS)
        return found[0]


class BoundedStream(httpcore.NetworkStream):
    """A connection each wait of which is bounded by the deadline of the whole exchange."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read some bytes."""
        return self._stream.read(max_bytes, self._deadline.bound(timeout))

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
        return BoundedStream(stream, self._deadline)

    def get_extra_info(self, info: str) -> object:
        """Return what the connection knows of itself."""
        return self._stream.get_extra_info(info)
