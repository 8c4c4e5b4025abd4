"""One page or file, fetched under limits. The only way of the archive to the network.

Built on httpcore, the transport of httpx, without the conveniences that must not be had here: proxies from the
environment, redirects that nobody checked, answers that unpack without end.

- Schemes http and https, ports 80 and 443 (others only for hosts that are allowed by name), no credentials.
- Each redirect is a new address: checked, counted, and put before `may_visit`; none leads from https to http.
- Size is limited as it comes over the wire, headers included, and again as it unpacks; time is limited in all.
- No cookie is kept or sent, and nothing that packs in another way than gzip is unpacked.
"""

from __future__ import annotations

import time
import zlib
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin, urlsplit

import httpcore

from archive.choices import CaptureFailure
from archive.ingestion.network import Deadline, FetchError, GuardedBackend

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from contextlib import AbstractContextManager

AGENT = "Imprimatur"  # the name that robots.txt files know us by
USER_AGENT = f"{AGENT}/1.0 (content archive; records facts and asks before it keeps anything else)"
ACCEPT_PAGE = "text/html, application/xhtml+xml;q=0.9, text/plain;q=0.8, */*;q=0.1"
_HEADERS = {"User-Agent": USER_AGENT, "Accept-Encoding": "gzip", "Connection": "close"}
_PORTS = {"http": 80, "https": 443}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_LONGEST_ADDRESS = 2000
_MOST_HEADER_BYTES = 256 * 1024  # of all that isn't body: status lines, headers, the marks of chunks
_GZIP = 31  # zlib's wbits for one gzip member


@dataclass(frozen=True)
class Limits:
    """How much one fetch may take; with `truncate`, what is too long is cut instead of refused."""

    wire_bytes: int = 3 * 1024 * 1024
    body_bytes: int = 6 * 1024 * 1024
    seconds: float = 20
    redirects: int = 5
    truncate: bool = False


@dataclass(frozen=True)
class Fetched:
    """An answer: its final address, status, headers with lower-cased names, and unpacked bytes."""

    address: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes = field(repr=False)

    def header(self, name: str) -> str:
        """Return the first header of this lower-cased name, or nothing."""
        return next((value for key, value in self.headers if key == name), "")

    @property
    def media_type(self) -> str:
        """The media type without parameters, lower-case."""
        return self.header("content-type").partition(";")[0].strip().lower()


@dataclass(frozen=True)
class Asking:
    """What a request says beside its address: what it accepts, and of which copy it already knows."""

    accept: str = ACCEPT_PAGE
    etag: str = ""
    last_modified: str = ""

    def headers(self) -> dict[bytes | str, bytes | str]:
        """Return the headers; what could break out of its line is left out."""
        asked = {
            **_HEADERS,
            "Accept": self.accept,
            "If-None-Match": self.etag,
            "If-Modified-Since": self.last_modified,
        }
        return {
            name: value for name, value in asked.items() if value and value.isascii() and value.isprintable()
        }


ASKING = Asking()


def fetch(
    address: str,
    *,
    allowed_hosts: Collection[str],
    limits: Limits,
    may_visit: Callable[[str], None] = lambda _: None,
    turn: Callable[[str], AbstractContextManager[object]] = nullcontext,
    asking: Asking = ASKING,
) -> Fetched:
    """Fetch an address, whatever its final status; raises FetchError, and what `may_visit` raises for an address.

    Each request is made within `turn(address)`; waiting for the turn takes nothing from the time of the fetch.
    """
    left = limits.seconds
    for _ in range(limits.redirects + 1):
        address = checked_address(address, allowed_hosts)
        may_visit(address)
        with turn(address):
            began = time.monotonic()
            answer = _fetch_once(address, allowed_hosts, limits, Deadline(left), asking)
            left -= time.monotonic() - began
        target = answer.header("location")
        if answer.status not in _REDIRECTS or not target:
            return answer
        address = joined(address, target)
    raise FetchError(CaptureFailure.TOO_MANY_REDIRECTS)


def joined(address: str, target: str) -> str:
    """Return where a redirect leads; raises FetchError where that is no address, or less safe than where it began."""
    try:
        joined = urljoin(address, target)
    except ValueError:
        raise FetchError(CaptureFailure.ADDRESS) from None
    if urlsplit(address).scheme == "https" and urlsplit(joined).scheme != "https":
        raise FetchError(CaptureFailure.ADDRESS)
    return joined


def checked_address(address: str, allowed_hosts: Collection[str]) -> str:
    """Return the address in ASCII and without fragment; raises FetchError when it isn't one that may be fetched."""
    try:
        parts = urlsplit(address)
        port = parts.port
        host = parts.hostname or ""
        host = host if ":" in host else host.encode("idna").decode()
    except (ValueError, UnicodeError):
        raise FetchError(CaptureFailure.ADDRESS) from None
    bad = (
        len(address) > _LONGEST_ADDRESS
        or parts.scheme not in _PORTS
        or not host
        or "@" in parts.netloc
        or any(character <= " " or character == "\x7f" for character in address)
    )
    if bad:
        raise FetchError(CaptureFailure.ADDRESS)
    allowed = {entry.lower() for entry in allowed_hosts}
    if port not in {None, *_PORTS.values()} and not allowed & {host, f"{host}:{port}"}:
        raise FetchError(CaptureFailure.ADDRESS)
    netloc = f"[{host}]" if ":" in host else host
    if port and port != _PORTS[parts.scheme]:
        netloc = f"{netloc}:{port}"
    query = f"?{quote(parts.query, safe=_SAFE)}" if parts.query else ""
    return f"{parts.scheme}://{netloc}{quote(parts.path, safe=_SAFE) or '/'}{query}"


_SAFE = "%/:=&?~+!$,;'@()*[]"


def _fetch_once(
    address: str, allowed_hosts: Collection[str], limits: Limits, deadline: Deadline, asking: Asking
) -> Fetched:
    most = limits.wire_bytes + _MOST_HEADER_BYTES
    backend = GuardedBackend(allowed_hosts=allowed_hosts, deadline=deadline, most_bytes=most)
    timeouts = dict.fromkeys(("connect", "read", "write", "pool"), limits.seconds)
    try:
        with (
            httpcore.ConnectionPool(network_backend=backend, retries=0) as pool,
            pool.stream(
                "GET", address, headers=asking.headers(), extensions={"timeout": timeouts}
            ) as response,
        ):
            headers = tuple(
                (name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in response.headers
            )
            answer = Fetched(address, response.status, headers, b"")
            if response.status in _REDIRECTS:
                return answer
            return Fetched(address, response.status, headers, _body(answer, response.iter_stream(), limits))
    except httpcore.TimeoutException:
        raise FetchError(CaptureFailure.TOO_SLOW) from None
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, OSError):
        raise FetchError(CaptureFailure.UNREACHABLE) from None


def _body(answer: Fetched, chunks: Iterator[bytes], limits: Limits) -> bytes:
    wire = _up_to(chunks, limits.wire_bytes, truncate=limits.truncate)
    encodings = [value for name, value in answer.headers if name == "content-encoding"]
    encoding = ",".join(encodings).strip().lower()
    if encoding in {"", "identity"}:
        unpacked = wire
    elif encoding in {"gzip", "x-gzip"}:
        unpacked = _unpacked(wire, limits.body_bytes, truncate=limits.truncate)
    else:
        raise FetchError(CaptureFailure.ENCODING, status=answer.status)
    return b"".join(_up_to(unpacked, limits.body_bytes, truncate=limits.truncate))


def _up_to(chunks: Iterator[bytes], most: int, *, truncate: bool) -> Iterator[bytes]:
    left = most
    for chunk in chunks:
        if len(chunk) > left:
            if not truncate:
                raise FetchError(CaptureFailure.TOO_LARGE)
            yield chunk[:left]
            return
        left -= len(chunk)
        yield chunk


def _unpacked(chunks: Iterator[bytes], most: int, *, truncate: bool) -> Iterator[bytes]:
    """Unpack gzip piece by piece, never more than one byte beyond the limit at a time."""
    unpacker = zlib.decompressobj(_GZIP)
    try:
        for chunk in chunks:
            pending = chunk
            while pending and not unpacker.eof:
                yield unpacker.decompress(pending, most + 1)
                pending = unpacker.unconsumed_tail
    except zlib.error:
        raise FetchError(CaptureFailure.ENCODING) from None
    if not unpacker.eof and not truncate:
        raise FetchError(CaptureFailure.ENCODING)
