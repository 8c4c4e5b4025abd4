"""Notices found on pages: kept verbatim as drafts that wait for a reader (semantics.md section 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from licensing.models import PolicySeries, PolicyVersion
from licensing.operations.versions import NOT_READ, Reading, Source, add_version, create_series

if TYPE_CHECKING:
    from datetime import datetime

    from archive.rights_gate import Notice
    from licensing.models import Party

AUTHOR = "capture"


def keep_notice(*, domain: str, notice: Notice, publisher: Party | None, now: datetime) -> PolicyVersion:
    """Keep a notice of a site verbatim, once for each wording; it governs nothing until officers read and approve it."""
    source = Source(notice.text, notice.source_bytes, notice.language, notice.address, notice.captured_at)
    with transaction.atomic():
        known = PolicyVersion.objects.filter(
            series__kind="terms",
            series__scope_kind="site",
            series__scope_value=domain,
            source_text=notice.text,
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
        return add_version(
            series=series, source=source, reading=Reading(None, unreadable=NOT_READ), author=AUTHOR, now=now
        )


def notice_series(domain: str) -> str:
    """Return the identifier of the series in which a site's notices are kept."""
    return f"urn:rights:policy:notice:{domain}"
