"""Recording what a site and its pages signal: site files by version, page signals interned by their content."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.db import transaction

from licensing.models import PolicyPeriod, PolicySeries, PolicyVersion, SignalObservation
from licensing.operations.versions import (
    ClauseSpan,
    Reading,
    Source,
    content_fields,
    create_series,
    put_in_force,
    record_in_force,
)
from licensing.policy.canonical import canonical_json
from licensing.webrights import Observed, read_page, read_robots

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from archive.rights_gate import Evidence, SiteFile
    from licensing.models import Party

AUTHOR = "capture"
_READ = range(200, 300)


@dataclass(frozen=True)
class Place:
    """Where something was seen: address, status, time, the page's digest, and the article, if it is one's page."""

    address: str
    status: int | None
    observed_at: datetime
    page_digest: str = ""
    article: UUID | None = None


def observe_robots(*, domain: str, robots: SiteFile, publisher: Party | None, now: datetime) -> PolicySeries:
    """Record a site's robots.txt as it answered; a version is added only where the answer changed.

    Each host of the site has a file of its own; all of them speak of the whole site, which is the stricter way.
    """
    host = _host(robots.address, domain)
    # a host below the domain may be a site of its own too, whose series has the bare name
    identifier = f"urn:rights:signal:robots:{domain if host == domain else f'{domain}:{host}'}"
    seen = read_robots(
        text=robots.text,
        status=robots.status,
        failure=robots.failure,
        uid=identifier,
        assigner=publisher.identifier if publisher else "",
    )
    with transaction.atomic():
        series = create_series(
            identifier=identifier,
            kind="signal",
            title=f"robots.txt of {host}",
            scope_kind="site",
            scope_value=domain,
            assigner=publisher,
            now=now,
        )
        place = Place(robots.address, robots.status, robots.fetched_at)
        _observe(series, seen, robots.text.encode(), place, now)
    return series


def _host(address: str, domain: str) -> str:
    """Return the host of a file where it lies below the site's domain, else the domain."""
    host = urlsplit(address).hostname or ""
    return host if host.endswith(f".{domain}") else domain


def observe_page(
    *, domain: str, path: str, article: UUID, evidence: Evidence, publisher: Party | None, now: datetime
) -> PolicySeries:
    """Record what a page signals; pages of a site that signal the same share one series."""
    uid = f"urn:rights:signal:page:{domain}"
    robots = evidence.robots
    seen = read_page(
        headers=evidence.headers,
        metas=tuple((meta.name, meta.content, meta.raw) for meta in evidence.metas),
        robots=robots.text if robots.status in _READ else "",
        path=path,
        uid=uid,
        assigner=publisher.identifier if publisher else "",
    )
    content = canonical_json({"document": seen.document, "text": seen.text})
    with transaction.atomic():
        series = create_series(
            identifier=f"{uid}:{hashlib.sha256(content).hexdigest()[:32]}",
            kind="signal",
            title=f"signals of pages of {domain}" if seen.text else f"no signals on pages of {domain}",
            scope_kind="page",
            scope_value=domain,
            assigner=publisher,
            now=now,
        )
        place = Place(
            evidence.page_address,
            evidence.page_status,
            evidence.captured_at,
            evidence.page_sha256,
            article,
        )
        _observe(series, seen, b"", place, now)
    return series


def _observe(series: PolicySeries, seen: Observed, raw: bytes, place: Place, now: datetime) -> None:
    """Find or make the version that says this, in force from when it was seen, and note the look."""
    PolicySeries.objects.select_for_update(no_key=True).get(pk=series.pk)
    source = Source(seen.text, raw, address=place.address, captured_at=place.observed_at)
    reading = _reading(seen)
    version = _standing(series, str(content_fields(source.digest, reading)["digest"]), place, now)
    if version is None:
        version = record_in_force(
            series=series,
            source=source,
            reading=reading,
            author=AUTHOR,
            effective_from=place.observed_at,
            effective_to=_next(series, place.observed_at),
            now=now,
        )
    SignalObservation.objects.create(
        version=version,
        article=place.article,
        address=place.address,
        status=place.status,
        page_digest=place.page_digest,
        observed_at=place.observed_at,
        recorded_at=now,
    )


def _reading(seen: Observed) -> Reading:
    spans = [ClauseSpan(label, start, end) for label, start, end in seen.spans]
    return Reading(seen.document, spans, unreadable=seen.unreadable)


def _standing(series: PolicySeries, digest: str, place: Place, now: datetime) -> PolicyVersion | None:
    """Return the version that already says this and was in force when it was seen again, or None.

    A version that says it and came into force later (an older look recorded late) is extended back.
    """
    held = (
        PolicyPeriod.objects.filter(series=series)
        .as_of(place.observed_at, now)
        .select_related("version")
        .first()
    )
    if held is not None and held.version.digest == digest:
        return held.version
    known = PolicyVersion.objects.filter(series=series, digest=digest, state="recorded").first()
    if known is not None:
        put_in_force(
            version=known,
            by=AUTHOR,
            effective_from=place.observed_at,
            effective_to=_next(series, place.observed_at),
            now=now,
        )
    return known


def _next(series: PolicySeries, moment: datetime) -> datetime | None:
    """Return when a later look begins to count, so that a late record never overwrites it."""
    later = PolicyPeriod.objects.filter(series=series, known_to=None, effective_from__gt=moment)
    return later.order_by("effective_from").values_list("effective_from", flat=True).first()
