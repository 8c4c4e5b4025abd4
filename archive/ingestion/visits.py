"""One errand to a site: every request of it asks robots.txt, waits for the host's turn, and heeds a wish for rest."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.conf import settings

from archive.choices import CaptureFailure
from archive.ingestion.fetch import ASKING, Asking, Fetched, Limits, fetch
from archive.ingestion.freshness import retry_after
from archive.ingestion.network import FetchError
from archive.ingestion.robots import crawl_delay, lets_us_fetch, origin, was_read
from archive.ingestion.site_files import PLACES, site_file
from archive.ingestion.turns import NotNowError, host_turn, leave_alone
from archive.operations.captures import belongs_to_source
from archive.rights_gate import SiteFile, SiteFileKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from archive.models import Source

PAGE_LIMITS = Limits()
_TOO_MANY_REQUESTS = 429
_UNAVAILABLE = 503
_UNASKED = 60.0  # seconds of rest where a 429 names none


class Visit:
    """An errand on behalf of a source at one moment. What robots.txt files it met stand in `robots`, by origin."""

    def __init__(self, source: Source, now: datetime) -> None:
        self._source = source
        self._now = now
        self.robots: dict[str, SiteFile] = {}

    def page(self, address: str, *, limits: Limits = PAGE_LIMITS) -> Fetched:
        """Fetch a page of the source, whatever its status; raises FetchError, and NotNowError when it asks for rest."""
        return self._fetch(address, limits, ASKING, within_source=True)

    def media(self, address: str, *, limits: Limits) -> Fetched:
        """Fetch a media file, which may lie on another host than the source; raises as `page` does."""
        return self._fetch(address, limits, Asking("image/*, */*;q=0.1"), within_source=False)

    def file(self, kind: SiteFileKind, address: str, *, anew: bool = False) -> SiteFile:
        """Return a file of the source as it was seen or answers now; raises NotNowError."""
        self.robots_of(address)
        return site_file(
            kind=kind,
            address=address,
            now=self._now,
            may_visit=lambda hop: self._may_visit(hop, within_source=True),
            delay=lambda: self._delay(address),
            anew=anew,
        )

    def robots_of(self, address: str, *, anew: bool = False) -> SiteFile:
        """Return the robots.txt that speaks for an address; raises NotNowError."""
        place = origin(address)
        if place not in self.robots:
            file = f"{place}{PLACES[SiteFileKind.ROBOTS]}"
            self.robots[place] = site_file(kind=SiteFileKind.ROBOTS, address=file, now=self._now, anew=anew)
        return self.robots[place]

    def _fetch(self, address: str, limits: Limits, asking: Asking, *, within_source: bool) -> Fetched:
        answer = fetch(
            address,
            allowed_hosts=settings.IMPRIMATUR_FETCH_ALLOWED_HOSTS,
            limits=limits,
            may_visit=lambda hop: self._may_visit(hop, within_source=within_source),
            turn=self._turn,
            asking=asking,
        )
        wanted = retry_after(answer.header("retry-after"), self._now)
        if answer.status == _TOO_MANY_REQUESTS or (answer.status == _UNAVAILABLE and wanted is not None):
            rest = _UNASKED if wanted is None else wanted
            leave_alone(answer.address, rest)
            raise NotNowError(rest, status=answer.status)
        return answer

    @contextmanager
    def _turn(self, address: str) -> Iterator[None]:
        with host_turn(address) as turn:
            try:
                yield
            finally:
                turn.rest = self._delay(address)

    def _delay(self, address: str) -> float:
        robots = self.robots.get(origin(address))
        return crawl_delay(robots) if robots else 0.0

    def _may_visit(self, address: str, *, within_source: bool) -> None:
        if within_source and not belongs_to_source(address, self._source.domain):
            raise FetchError(CaptureFailure.OTHER_SITE)
        robots = self.robots_of(address)
        if not was_read(robots):
            raise FetchError(_why_unread(robots))
        if not lets_us_fetch(robots, address):
            raise FetchError(CaptureFailure.ROBOTS_DISALLOW)


def _why_unread(robots: SiteFile) -> CaptureFailure:
    """Tell of a host that may not be visited as that, and not as an unread file of it."""
    told = {CaptureFailure.PRIVATE_ADDRESS, CaptureFailure.ADDRESS}
    return CaptureFailure(robots.failure) if robots.failure in told else CaptureFailure.ROBOTS_UNREACHABLE
