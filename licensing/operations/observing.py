"""One look at a place that signals: the version that says what was seen, in force from then, and a row for the look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from licensing.models import PolicyPeriod, PolicySeries, PolicyVersion, SignalObservation
from licensing.operations.content import ClauseSpan, Reading, Source
from licensing.operations.versions import content_fields, put_in_force, record_in_force

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from archive.rights_gate import Evidence
    from licensing.webrights import Observed

AUTHOR = "capture"
_LONGEST_ADDRESS = 2000


@dataclass(frozen=True)
class Place:
    """Where something was seen: address, status, time, the page's digest, and the article, if it is one's page."""

    address: str
    status: int | None
    observed_at: datetime
    page_digest: str = ""
    article: UUID | None = None


@dataclass(frozen=True)
class Look:
    """What a look came to: the series, the version that says what was seen, and whether it hadn't said so before."""

    series: PolicySeries
    version: PolicyVersion
    changed: bool


def page_place(evidence: Evidence, *, domain: str, article: UUID) -> Place:
    """Return the place of a page; one that came without its address was somewhere on the site."""
    address = evidence.page_address or f"https://{domain}/"
    return Place(address, evidence.page_status, evidence.captured_at, evidence.page_sha256, article)


def observe(
    *, series: PolicySeries, seen: Observed, raw: bytes, place: Place, now: datetime, partial: bool = False
) -> Look:
    """Find or make the version that says this, in force from when it was seen, and note the look.

    A `partial` one permits nothing until an officer has confirmed its rules.
    """
    source = Source(seen.text, raw, address=place.address[:_LONGEST_ADDRESS], captured_at=place.observed_at)
    return look(series=series, source=source, reading=_reading(seen, partial=partial), place=place, now=now)


def look(
    *, series: PolicySeries, source: Source, reading: Reading | PolicyVersion, place: Place, now: datetime
) -> Look:
    """Do the same for words that were read already; `reading` is the version that holds them, where one does."""
    PolicySeries.objects.select_for_update(no_key=True).get(pk=series.pk)
    if isinstance(reading, PolicyVersion):
        digest = reading.digest
    else:
        digest = str(content_fields(source.digest, reading)["digest"])
    version, changed = _standing(series, digest, place, now)
    if version is None and not isinstance(reading, PolicyVersion):
        version = record_in_force(
            series=series,
            source=source,
            reading=reading,
            author=AUTHOR,
            effective_from=place.observed_at,
            effective_to=_next(series, place.observed_at),
            now=now,
        )
    if version is None:
        raise LookupError(f"{reading} is no recorded version of {series}.")
    SignalObservation.objects.create(
        version=version,
        article=place.article,
        address=place.address[:_LONGEST_ADDRESS],
        status=place.status or None,
        page_digest=place.page_digest,
        observed_at=place.observed_at,
        recorded_at=now,
    )
    return Look(series, version, changed)


def _reading(seen: Observed, *, partial: bool) -> Reading:
    spans = [ClauseSpan(label, start, end) for label, start, end in seen.spans]
    return Reading(seen.document, spans, partial=partial, unreadable=seen.unreadable)


def _standing(
    series: PolicySeries, digest: str, place: Place, now: datetime
) -> tuple[PolicyVersion | None, bool]:
    """Return the version that already says this, in force when it was seen again, and whether another one was.

    A version that says it and came into force later (an older look recorded late) is extended back.
    """
    held = (
        PolicyPeriod.objects.filter(series=series)
        .as_of(place.observed_at, now)
        .select_related("version")
        .first()
    )
    if held is not None and held.version.digest == digest:
        return held.version, False
    known = PolicyVersion.objects.filter(series=series, digest=digest, state="recorded").first()
    if known is not None:
        put_in_force(
            version=known,
            by=AUTHOR,
            effective_from=place.observed_at,
            effective_to=_next(series, place.observed_at),
            now=now,
        )
    return known, True


def _next(series: PolicySeries, moment: datetime) -> datetime | None:
    """Return when a later look begins to count, so that a late record never overwrites it."""
    later = PolicyPeriod.objects.filter(series=series, known_to=None, effective_from__gt=moment)
    return later.order_by("effective_from").values_list("effective_from", flat=True).first()
