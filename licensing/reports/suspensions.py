"""Suspensions in force: what nobody may use now (semantics.md section 3, row 1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from licensing.choices import SuspensionKind, SuspensionScope
from licensing.reports.reading import stream
from licensing.reports.table import Column, Kind, Report

if TYPE_CHECKING:
    from datetime import datetime

    from licensing.reports.table import Filters

# A part's value is `<article id>:<part>` or an image's id; `named.id` is the identifier in it, null where there is none.
_IN_FORCE = """
SELECT x.kind, x.scope_kind, x.scope_value,
  CASE x.scope_kind
    WHEN 'site' THEN (SELECT s.name FROM archive_source s WHERE s.domain = x.scope_value)
    WHEN 'publisher' THEN (SELECT p.name FROM archive_publisher p WHERE p.identifier = x.scope_value)
    ELSE coalesce((SELECT a.headline FROM archive_article a WHERE a.id = named.id),
                  (SELECT i.credit_text FROM archive_image i WHERE i.id = named.id), '')
  END,
  CASE x.scope_kind
    WHEN 'site' THEN (
      SELECT count(*) FROM archive_article a JOIN archive_source s ON s.id = a.source_id
      WHERE s.domain = x.scope_value)
    WHEN 'publisher' THEN (
      SELECT count(*) FROM archive_article a JOIN archive_source s ON s.id = a.source_id
      JOIN archive_publisher p ON p.id = s.publisher_id WHERE p.identifier = x.scope_value)
    ELSE (SELECT count(*) FROM archive_article a WHERE a.id = named.id)
       + (SELECT count(*) FROM archive_image i WHERE i.id = named.id AND x.scope_kind = 'part')
  END,
  x.reason, x.by, x.effective_from, x.effective_to
FROM licensing_suspension x
CROSS JOIN LATERAL (SELECT split_part(x.scope_value, ':', 1) AS written) w
CROSS JOIN LATERAL (SELECT CASE WHEN pg_input_is_valid(w.written, 'uuid') THEN w.written::uuid END AS id) named
WHERE x.effective_from <= %(now)s AND (x.effective_to IS NULL OR x.effective_to > %(now)s)
  AND x.known_from <= %(now)s AND (x.known_to IS NULL OR x.known_to > %(now)s)
ORDER BY x.effective_from, x.id
"""


def suspensions(now: datetime, filters: Filters) -> Report:  # noqa: ARG001 - what is in force now
    """Suspensions in force now: what they stop, how many articles that is, why, by whom and until when."""
    return Report(
        name="suspensions",
        title=_("Suspensions in force"),
        about=_("What nobody may use now, whatever else permits it."),
        columns=(
            Column(
                "kind", _("Kind"), Kind.CODE, labels={v: str(label) for v, label in SuspensionKind.choices}
            ),
            Column(
                "scope", _("Stops"), Kind.CODE, labels={v: str(label) for v, label in SuspensionScope.choices}
            ),
            Column("value", _("Which")),
            Column("name", _("Name")),
            Column("articles", _("Articles held"), Kind.NUMBER),
            Column("reason", _("Reason")),
            Column("by", _("By")),
            Column("since", _("Since"), Kind.MOMENT),
            Column("until", _("Until"), Kind.MOMENT),
        ),
        rows=stream(_IN_FORCE, {"now": now}),
    )
