"""What changes of the record did to outcomes: how many articles came to what before, and to what after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from licensing.choices import ChangeKind, OutcomeChoice
from licensing.reports.decisions import use_labels
from licensing.reports.reading import RECORDED_IN_PERIOD, period, stream
from licensing.reports.table import Column, Kind, Report

if TYPE_CHECKING:
    from datetime import datetime

    from licensing.reports.table import Filters

_CHANGES = f"""
SELECT r.at, r.kind, coalesce(s.identifier, trim(r.scope_kind || ' ' || r.scope_value)), coalesce(s.title, ''), v.number,
       c.site, c.consumer, c.use, c.part, c.purpose, c.territory, c.before, c.after, c.number, c.recorded_at
FROM licensing_outcomechange c
JOIN licensing_reassessment r ON r.id = c.reassessment_id
LEFT JOIN licensing_policyseries s ON s.id = r.series_id
LEFT JOIN licensing_policyversion v ON v.id = r.version_id
WHERE {RECORDED_IN_PERIOD.format(column="c.recorded_at")}
ORDER BY r.at, r.id, c.id
"""  # noqa: S608 - put together from the literals above


def outcome_changes(now: datetime, filters: Filters) -> Report:  # noqa: ARG001 - what was recorded knows no now
    """Outcomes before and after each change of the record, by site, consumer and use."""
    outcomes = {value: str(label) for value, label in OutcomeChoice.choices}
    kinds = {value: str(label) for value, label in ChangeKind.choices}
    return Report(
        name="changes",
        title=_("Outcomes before and after changes"),
        about=_(
            "What changes of the record, and beginnings and ends that came by themselves, did to outcomes."
        ),
        columns=(
            Column("at", _("Change at"), Kind.MOMENT),
            Column("change", _("Change"), Kind.CODE, labels=kinds),
            Column("policy", _("Policy or scope"), Kind.IDENTIFIER),
            Column("title", _("Title")),
            Column("version", _("Version"), Kind.NUMBER),
            Column("site", _("Site")),
            Column("consumer", _("Consumer")),
            Column("use", _("Use"), Kind.CODE, labels=use_labels()),
            Column("part", _("Part")),
            Column("purpose", _("Purpose")),
            Column("territory", _("Territory")),
            Column("before", _("Before"), Kind.CODE, labels=outcomes),
            Column("after", _("After"), Kind.CODE, labels=outcomes),
            Column("number", _("Articles or images"), Kind.NUMBER),
            Column("recorded_at", _("Recorded"), Kind.MOMENT),
        ),
        rows=stream(_CHANGES, period(filters)),
        notes=(
            _("A change is gone through by workers after it is recorded; one that waits is not listed yet."),
        ),
    )
