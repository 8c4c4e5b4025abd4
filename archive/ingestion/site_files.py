"""Files of a site, each fetched once while it is fresh, whatever pages of whatever workers ask for it.

The copies are rows. A file that isn't fresh is asked for anew within the turn of its host, and looked for in the rows
once more when the turn has come: of two workers that need it at once, one fetches it and the other finds it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from archive.choices import CaptureFailure
from archive.ingestion.fetch import Asking, Fetched, Limits, fetch
from archive.ingestion.freshness import fresh_for, retry_after
from archive.ingestion.network import FetchError
from archive.ingestion.robots import crawl_delay, origin
from archive.ingestion.signals_seen import signal_headers
from archive.ingestion.turns import host_turn, leave_alone
from archive.operations.site_files import as_seen, confirm_site_file, keep_site_file, known_site_file
from archive.rights_gate import SiteFile, SiteFileKind

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from archive.models import SiteFileCopy

# RFC 9309 section 2.5: at least 500 KiB are read; what follows is ignored by the fetching, and said to whoever asks.
SITE_FILE_LIMITS = Limits(wire_bytes=512_000, body_bytes=512_000, seconds=10, truncate=True)
PLACES = {
    SiteFileKind.ROBOTS: "/robots.txt",
    SiteFileKind.TDMREP: "/.well-known/tdmrep.json",
    SiteFileKind.AI_TXT: "/ai.txt",
}
_SUCCESSFUL = range(200, 300)
_CLIENT_ERRORS = range(400, 500)
_NOT_MODIFIED = 304
_TOO_MANY_REQUESTS = 429
_ASKS_FOR_REST = frozenset((_TOO_MANY_REQUESTS, 503))
_ACCEPT = "text/plain, application/json, application/rsl+xml, application/xml;q=0.9, */*;q=0.5"
_UNASKED = 300.0  # seconds of rest where a 429 names none


def site_file(
    *,
    kind: SiteFileKind,
    address: str,
    now: datetime,
    may_visit: Callable[[str], None] = lambda _: None,
    delay: Callable[[], float] = lambda: 0.0,
    anew: bool = False,
) -> SiteFile:
    """Return the file as it was seen while that is fresh, else as it answers now; a failure is in the result.

    `anew` asks the site even where the copy is fresh, as a watch does. `may_visit` raises FetchError for an address
    that is out of bounds, `delay` tells the seconds that the host wants between two requests. Raises NotNowError when
    the host's turn doesn't come.
    """
    known = _fresh(kind, address, now)
    if known is not None and not anew:
        return as_seen(known)
    with host_turn(address) as turn:
        known = _fresh(kind, address, now)
        if known is not None and not anew:
            return as_seen(known)  # nobody was asked, so the host needs no rest
        seen = as_seen(_look(kind, address, now, may_visit))
        turn.rest = crawl_delay(seen) if kind == SiteFileKind.ROBOTS else delay()
    return seen


def _fresh(kind: SiteFileKind, address: str, now: datetime) -> SiteFileCopy | None:
    copy = known_site_file(kind=kind, address=address)
    return copy if copy is not None and copy.seen_at <= now < copy.fresh_until else None


def _look(kind: SiteFileKind, address: str, now: datetime, may_visit: Callable[[str], None]) -> SiteFileCopy:
    known = known_site_file(kind=kind, address=address)
    comparable = known is not None and known.status in _SUCCESSFUL and not known.failure
    asking = Asking(_ACCEPT, known.etag, known.last_modified) if known and comparable else Asking(_ACCEPT)
    try:
        answer = fetch(
            address,
            allowed_hosts=settings.IMPRIMATUR_FETCH_ALLOWED_HOSTS,
            limits=SITE_FILE_LIMITS,
            may_visit=may_visit,
            turn=host_turn,
            asking=asking,
        )
    except FetchError as error:
        failed = SiteFile(address, error.status, "", "", now, failure=error.code.value, kind=kind)
        stands = fresh_for((), answered=False, now=now)
        return keep_site_file(
            origin=origin(address), seen=failed, etag="", last_modified="", stands_for=stands
        )
    if answer.status == _NOT_MODIFIED and known is not None and comparable:
        stands = fresh_for(answer.headers, answered=True, now=now)
        return confirm_site_file(copy=known, now=now, stands_for=stands)
    return _kept(kind, address, answer, now)


def _kept(kind: SiteFileKind, address: str, answer: Fetched, now: datetime) -> SiteFileCopy:
    wanted = retry_after(answer.header("retry-after"), now)
    if answer.status == _TOO_MANY_REQUESTS or (answer.status in _ASKS_FOR_REST and wanted is not None):
        leave_alone(address, _UNASKED if wanted is None else wanted)
    answered = answer.status in _SUCCESSFUL or (
        answer.status in _CLIENT_ERRORS and answer.status not in _ASKS_FOR_REST
    )
    return keep_site_file(
        origin=origin(address),
        seen=SiteFile(
            address,
            answer.status,
            _text(answer),
            answer.media_type[:100],
            now,
            failure=_failure(answer),
            headers=signal_headers(answer.headers),
            kind=kind,
        ),
        etag=answer.header("etag")[:300],
        last_modified=answer.header("last-modified")[:100],
        stands_for=fresh_for(answer.headers, answered=answered, now=now),
    )


def _text(answer: Fetched) -> str:
    """Return the file's text; that of an error page says nothing."""
    if answer.status not in _SUCCESSFUL:
        return ""
    return answer.body.decode("utf-8-sig", errors="replace").replace("\x00", "")


def _failure(answer: Fetched) -> str:
    if answer.status in _ASKS_FOR_REST:
        return CaptureFailure.BUSY.value
    cut = answer.status in _SUCCESSFUL and len(answer.body) >= SITE_FILE_LIMITS.body_bytes
    return CaptureFailure.TOO_LARGE.value if cut else ""
