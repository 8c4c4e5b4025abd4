"""Notices found on pages: kept verbatim and read, as drafts that wait for officers (semantics.md section 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from licensing.models import PolicySeries, PolicyVersion
from licensing.operations.captured import add_captured, tell_officers
from licensing.operations.content import Source
from licensing.operations.reading import storable, text_on_record
from licensing.operations.versions import create_series

if TYPE_CHECKING:
    from datetime import datetime

    from archive.rights_gate import Notice
    from licensing.models import Party


def keep_notice(*, domain: str, notice: Notice, publisher: Party | None, now: datetime) -> PolicyVersion:
    """Keep a notice of a site verbatim, once for each wording; it governs nothing until officers read and approve it.

    What the reader makes of it is the draft, and officers get a task.  A wording that is on record for the site costs
    one look-up; a new one is read within a second at most.
    """
    kept = text_on_record(notice.text)
    with transaction.atomic():
        known = PolicyVersion.objects.filter(
            series__kind="terms",
            series__scope_kind="site",
            series__scope_value=domain,
            source_text__in=storable({kept, notice.text}),
        )
        found = known.order_by("-number").first()
        if found is not None:
            return found
        series = create_series(
            identifier=notice_series(domain),
            kind="terms",
            title=f"Notice of {domain}",
            scope_kind="site",
            scope_value=domain,
            assigner=publisher,
            now=now,
        )
        PolicySeries.objects.select_for_update(no_key=True).get(pk=series.pk)
        again = known.order_by("-number").first()
        if again is not None:  # another worker kept it while this one waited
            return again
        before = series.versions.order_by("-number").first()
        source = Source(kept, notice.source_bytes, notice.language, notice.address, notice.captured_at)
        version = add_captured(series=series, raw=notice.text, source=source, now=now)
        tell_officers(version=version, before=before, now=now)
    return version


def notice_series(domain: str) -> str:
    """Return the identifier of the series in which a site's notices are kept."""
    return f"urn:rights:policy:notice:{domain}"
