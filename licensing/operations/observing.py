"""One look at a place that signals: the version that says what was seen, in force from then, and a row for the look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Max

from archive.models import Article
from licensing.models import PolicyPeriod, PolicySeries, PolicyVersion, SignalObservation
from licensing.operations.content import ClauseSpan, Reading, Source
from licensing.operations.locks import needs_the_record_alone
from licensing.operations.versions import content_fields, put_in_force, record_in_force

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from archive.rights_gate import Evidence
    from licensing.webrights import Observed

AUTHOR = "capture"
_LONGEST_ADDRESS = 2000
_BY_MEMBERSHIP = frozenset(("page", "part"))  # scopes that concern the article alone with which they come


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
    """Do the same for words that were read already; `reading` is the version that holds them, where one does.

    What changes what others may have relied on is known after them.  Raises RecordChangesError where they still do.
    """
    PolicySeries.objects.select_for_update(no_key=True).get(pk=series.pk)
    standing = _standing(series, place, now)
    if standing is not None and standing.digest == _digest(source, reading):
        version, changed = standing, False
    else:
        now = _known_from(series, place, now)
        version, changed = _put_in_force(series, source, reading, place, now), True
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


def _digest(source: Source, reading: Reading | PolicyVersion) -> str:
    if isinstance(reading, PolicyVersion):
        return reading.digest
    return str(content_fields(source.digest, reading)["digest"])


def _standing(series: PolicySeries, place: Place, now: datetime) -> PolicyVersion | None:
    """Return the version that was in force when the place was seen."""
    periods = PolicyPeriod.objects.filter(series=series).as_of(place.observed_at, now)
    held = periods.select_related("version").first()
    return held.version if held else None


def _known_from(series: PolicySeries, place: Place, now: datetime) -> datetime:
    """Return from when a change of the series is known: `now` where nobody can have relied on what it changes.

    That is so of a series that is new and governs by membership alone an article that isn't held yet.
    """
    periods = PolicyPeriod.objects.filter(series=series)
    last = periods.aggregate(Max("known_from"), Max("known_to"))
    held = place.article is not None and Article.objects.filter(pk=place.article).exists()
    if last["known_from__max"] is None and series.scope_kind in _BY_MEMBERSHIP and not held:
        return now
    moments: list[datetime] = [moment for moment in last.values() if moment is not None]
    return max([needs_the_record_alone(now), *moments])


def _put_in_force(
    series: PolicySeries, source: Source, reading: Reading | PolicyVersion, place: Place, now: datetime
) -> PolicyVersion:
    """Let the version that says what was seen be in force from then, made where there is none.

    One that came into force later (an older look recorded late) is extended back.
    """
    start, end = place.observed_at, _next(series, place.observed_at)
    known = PolicyVersion.objects.filter(series=series, digest=_digest(source, reading), state="recorded")
    if (version := known.first()) is not None:
        put_in_force(version=version, by=AUTHOR, effective_from=start, effective_to=end, now=now)
        return version
    if isinstance(reading, Reading):
        return record_in_force(
            series=series,
            source=source,
            reading=reading,
            author=AUTHOR,
            effective_from=start,
            effective_to=end,
            now=now,
        )
    raise LookupError(f"{reading} is no recorded version of {series}.")


def _next(series: PolicySeries, moment: datetime) -> datetime | None:
    """Return when a later look begins to count, so that a late record never overwrites it."""
    later = PolicyPeriod.objects.filter(series=series, known_to=None, effective_from__gt=moment)
    return later.order_by("effective_from").values_list("effective_from", flat=True).first()
