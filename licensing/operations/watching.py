"""What a second look at a site brings: versions and drafts where it says something else, warnings where it fails.

Nothing here takes anything out of force.  What a site said stays on record until it says something else, and terms
until officers put others in their place.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.db import transaction

from archive.models import Source
from licensing.models import Party, PolicyPeriod, PolicySeries, PolicyVersion
from licensing.operations.captured import record_captured_terms
from licensing.operations.locks import change_the_record
from licensing.operations.notices import keep_notice
from licensing.operations.officer_tasks import open_task
from licensing.operations.site_signals import observe_site_files
from licensing.operations.versions import create_series
from licensing.queries.holders import publisher_of
from licensing.queries.subjects import Subject, publisher_names

if TYPE_CHECKING:
    from datetime import datetime

    from archive.rights_gate import WatchedFailure, WatchedFiles, WatchedTerms
    from licensing.operations.observing import Look

_LONGEST_ADDRESS = 500  # in a task's facts


@transaction.atomic
def observe_watched_files(*, watched: WatchedFiles, now: datetime) -> list[Look]:
    """Record what files say now; a version other than that of the look before puts a task before the officers."""
    now = change_the_record(now)
    party = _publisher(watched.domain, now)
    looks = observe_site_files(domain=watched.domain, files=watched.files, publisher=party, now=now)
    if watched.since is not None:
        for look in looks:
            _compare(look, watched.since, now)
    return looks


def _compare(look: Look, since: datetime, now: datetime) -> None:
    before = (
        PolicyPeriod.objects.filter(series=look.series).as_of(since, now).select_related("version").first()
    )
    if before is None or before.version_id == look.version.pk:
        return
    open_task(
        key=f"signal:{before.version_id}:{look.version.pk}:{since.isoformat()}",
        kind="signal_changed",
        series=look.series,
        version=look.version,
        facts={
            "series": look.series.identifier,
            "version": look.version.pk,
            "number": look.version.number,
            "before": before.version_id,
            "before_number": before.version.number,
            "address": look.version.address[:_LONGEST_ADDRESS],
            "unreadable": look.version.unreadable,
            "compare": f"/admin/licensing/policyversion/{look.version.pk}/compare/",
        },
        now=now,
    )


@transaction.atomic
def observe_watched_terms(*, watched: WatchedTerms, now: datetime) -> PolicyVersion:
    """Keep the words of a page of terms or a notice; a new wording is a draft that was read, with a task."""
    party, notice = _publisher(watched.domain, now), watched.notice
    if watched.kind == "notice":
        return keep_notice(domain=watched.domain, notice=notice, publisher=party, now=now)
    return record_captured_terms(
        series=_series(watched.domain, notice.address, party, now),
        text=notice.text,
        source_bytes=notice.source_bytes,
        language=notice.language,
        address=notice.address,
        captured_at=notice.captured_at,
        now=now,
    ).version


def _series(domain: str, address: str, party: Party | None, now: datetime) -> PolicySeries:
    """Return the terms that were read at this address, else a new series of the site's."""
    known = PolicyVersion.objects.filter(
        series__kind="terms", series__scope_kind="site", series__scope_value=domain, address=address
    )
    version = known.select_related("series").order_by("-recorded_at", "-pk").first()
    if version is not None:
        return version.series
    return create_series(
        identifier=f"urn:rights:policy:terms:{domain}:{hashlib.sha256(address.encode()).hexdigest()[:16]}",
        kind="terms",
        title=f"Terms of {domain}",
        scope_kind="site",
        scope_value=domain,
        assigner=party,
        now=now,
    )


def warn_of_failure(*, watched: WatchedFailure, now: datetime) -> None:
    """Warn the officers once for each time that an address began to fail; nothing on record changes."""
    place = hashlib.sha256(watched.address.encode()).hexdigest()[:32]
    since = watched.since.isoformat() if watched.since else "never"
    open_task(
        key=f"gone:{watched.kind}:{place}:{since}",
        kind="page_gone",
        series=_named_series(watched),
        facts={
            "domain": watched.domain,
            "kind": watched.kind,
            "address": watched.address[:_LONGEST_ADDRESS],
            "status": watched.status,
            "failure": watched.failure,
            "failures": watched.failures,
            "read_last": watched.since.isoformat() if watched.since else None,
        },
        now=now,
    )


def _named_series(watched: WatchedFailure) -> PolicySeries | None:
    """Return the series whose words were read at the address last."""
    version = PolicyVersion.objects.filter(address=watched.address).select_related("series")
    found = version.order_by("-recorded_at", "-pk").first()
    return found.series if found else None


def _publisher(domain: str, now: datetime) -> Party | None:
    """Return the party that publishes a site at this moment, None where nobody recorded one."""
    source = Source.objects.select_related("publisher").get(domain=domain)
    nothing = Subject(
        id="",
        publisher=source.publisher.identifier,
        publisher_names=publisher_names(source),
        domain=domain,
        path="/",
        address="",
        title="",
        authors=(),
        language="",
        section="",
        published_at=None,
        captured_at=now,
        copyright_notice="",
        images=(),
    )
    return Party.objects.filter(identifier=publisher_of(nothing, now)).first()
