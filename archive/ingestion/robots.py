"""The site's robots.txt, obeyed for ourselves (RFC 9309) and kept as evidence for whoever knows rights.

It governs the fetching. What it says about other crawlers is a signal, and signals aren't read here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from protego import Protego

from archive.choices import CaptureFailure
from archive.ingestion.fetch import AGENT, Limits, fetch
from archive.ingestion.network import FetchError
from archive.ingestion.signals_seen import signal_headers
from archive.rights_gate import SiteFile

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

# RFC 9309 section 2.5: at least 500 KiB are read; what follows is ignored by the fetching, and said to whoever asks.
ROBOTS_LIMITS = Limits(wire_bytes=512_000, body_bytes=512_000, seconds=10, truncate=True)
_UNAVAILABLE = range(400, 500)
_SUCCESSFUL = range(200, 300)


def origin(address: str) -> str:
    """Return scheme, host and port of an address: what one robots.txt speaks for."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def fetch_robots(address: str, *, allowed_hosts: Collection[str], now: datetime) -> SiteFile:
    """Fetch the robots.txt of the address's origin; a failure is in the result, not raised."""
    place = f"{origin(address)}/robots.txt"
    try:
        answer = fetch(place, allowed_hosts=allowed_hosts, limits=ROBOTS_LIMITS)
    except FetchError as error:
        return SiteFile(place, error.status, "", "", now, failure=error.code.value)
    text = answer.body.decode("utf-8-sig", errors="replace").replace("\x00", "")
    known = text if answer.status in _SUCCESSFUL else ""  # the text of an error page says nothing
    cut = len(answer.body) >= ROBOTS_LIMITS.body_bytes
    return SiteFile(
        place,
        answer.status,
        known,
        answer.media_type[:100],
        now,
        failure=CaptureFailure.TOO_LARGE.value if cut else "",
        headers=signal_headers(answer.headers),
    )


def was_read(robots: SiteFile) -> bool:
    """Tell whether the site gave an answer to go by: a file, or a status (4xx) that says there is none."""
    return robots.status is not None and (robots.status in _SUCCESSFUL or robots.status in _UNAVAILABLE)


def lets_us_fetch(robots: SiteFile, address: str) -> bool:
    """Tell whether this archive may fetch the address; a server error or no answer forbids it, a 4xx doesn't."""
    if not was_read(robots):
        return False
    if robots.status in _UNAVAILABLE:
        return True
    return bool(Protego.parse(robots.text).can_fetch(address, AGENT))
