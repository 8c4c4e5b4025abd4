"""Everything that was seen about rights around one page, gathered for the gate.

The page is fetched already; here its site's files are looked at, and the media files that it shows. A site that asks
for rest meanwhile doesn't lose the page: what could not be looked at is handed on as a failure, which is unknown.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from archive.choices import CaptureFailure
from archive.ingestion.links_seen import header_links, rsl_addresses
from archive.ingestion.media import look_into
from archive.ingestion.rights_seen import rights_seen
from archive.ingestion.robots import named_licences, origin
from archive.ingestion.signals_seen import signal_headers
from archive.ingestion.site_files import PLACES
from archive.ingestion.turns import NotNowError
from archive.operations.captures import belongs_to_source
from archive.rights_gate import Evidence, Notice, SiteFile, SiteFileKind

if TYPE_CHECKING:
    from datetime import datetime

    from archive.ingestion.extract import Extracted
    from archive.ingestion.fetch import Fetched
    from archive.ingestion.visits import Visit
    from archive.models import Source

MOST_RSL_FILES = 5


def observe(*, visit: Visit, page: Fetched, read: Extracted, source: Source, now: datetime) -> Evidence:
    """Look at the files of the page's site and into its images, and return all evidence."""
    seen = rights_seen(
        page.body,
        content_type=page.header("content-type"),
        page_address=page.address,
        canonical=read.canonical,
    )
    links = (*header_links(page.headers, page.address), *seen.links)
    robots = visit.robots[origin(page.address)]
    named = [urljoin(robots.address, address) for address in named_licences(robots)]
    licences = dict.fromkeys((*named, *rsl_addresses(links)))
    return Evidence(
        robots=robots,
        headers=signal_headers(page.headers),
        metas=read.metas,
        notice=_notice(page, read, now),
        page_address=page.address,
        page_status=page.status,
        page_sha256=hashlib.sha256(page.body).hexdigest(),
        captured_at=now,
        site_files=tuple(_site_files(visit, page.address, list(licences), source, now)),
        links=links,
        blocks=seen.blocks,
        embedded=look_into(visit, [image.address for image in read.images], source, now),
    )


def _site_files(
    visit: Visit, page: str, licences: list[str], source: Source, now: datetime
) -> list[SiteFile]:
    """Return TDMRep, ai.txt and the RSL files on the site; an RSL file elsewhere isn't fetched."""
    place = origin(page)
    wanted = [(kind, f"{place}{PLACES[kind]}") for kind in (SiteFileKind.TDMREP, SiteFileKind.AI_TXT)]
    near = [address for address in licences if belongs_to_source(address, source.domain)]
    wanted += [(SiteFileKind.RSL, address) for address in near[:MOST_RSL_FILES]]
    rest = [(address, CaptureFailure.TOO_LARGE) for address in near[MOST_RSL_FILES:]]
    rest += [(address, CaptureFailure.OTHER_SITE) for address in licences if address not in near]
    unread = [_unread(SiteFileKind.RSL, address, why, now) for address, why in rest[:MOST_RSL_FILES]]
    return [*(_looked_at(visit, kind, address, now) for kind, address in wanted), *unread]


def _looked_at(visit: Visit, kind: SiteFileKind, address: str, now: datetime) -> SiteFile:
    try:
        return visit.file(kind, address)
    except NotNowError:
        return _unread(kind, address, CaptureFailure.BUSY, now)


def _unread(kind: SiteFileKind, address: str, why: CaptureFailure, now: datetime) -> SiteFile:
    return SiteFile(address[:2000], None, "", "", now, failure=why.value, kind=kind)


def _notice(page: Fetched, read: Extracted, now: datetime) -> Notice | None:
    found = read.notice
    if found is None:
        return None
    return Notice(found.text, found.source_bytes, found.language or read.language, page.address, now)
