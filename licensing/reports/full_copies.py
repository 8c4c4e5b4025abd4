"""Full copies one by one: what is held on which decision, and what was deleted, when and why; never a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from archive.choices import CopyEnding
from licensing.reports.cited import CITED, Cited
from licensing.reports.reading import stream
from licensing.reports.table import Column, Kind, Report

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from licensing.reports.table import Filters, Row

_EACH = f"""
SELECT c.id::text, c.article::text, c.headline, c.word_count, c.language, c.digest, c.acquired_at, c.evidence,
       c.decision::text, cited.answers::text, c.ended_at, c.ending, c.ended_by, c.reason, coalesce(c.ended_decision::text, '')
FROM (
  SELECT f.id, a.id AS article, a.headline, f.word_count, f.language, f.digest, f.acquired_at, f.evidence, f.decision,
         f.ended_at, f.ending, f.ended_by, f.reason, f.ended_decision
  FROM archive_fullcopy f JOIN archive_article a ON a.id = f.article_id
) c
LEFT JOIN licensing_decision d ON d.id = c.decision
{CITED}
WHERE c.ended_at IS NULL OR ((%(start)s::timestamptz IS NULL OR c.ended_at >= %(start)s)
  AND (%(end)s::timestamptz IS NULL OR c.ended_at < %(end)s))
ORDER BY c.acquired_at, c.id
"""  # noqa: S608 - put together from the literals above


def full_copies(now: datetime, filters: Filters) -> Report:  # noqa: ARG001 - holdings are as of now
    """Every full copy that is held, and those that were deleted in the period, with what they rested on."""
    return Report(
        name="full-copies",
        title=_("Full copies"),
        about=_(
            "Every full copy that is held, and what was deleted in the period and why. The texts are not part of this"
            " report."
        ),
        columns=(
            Column("copy", _("Copy"), Kind.IDENTIFIER),
            Column("article", _("Article"), Kind.IDENTIFIER),
            Column("headline", _("Headline")),
            Column("words", _("Words"), Kind.NUMBER),
            Column("language", _("Language")),
            Column("digest", _("Digest of the text"), Kind.IDENTIFIER),
            Column("acquired_at", _("Acquired"), Kind.MOMENT),
            Column("evidence", _("Evidence"), Kind.IDENTIFIER),
            Column("decision", _("Decision"), Kind.IDENTIFIER),
            Column("policy", _("Deciding policy"), Kind.IDENTIFIER),
            Column("clause", _("Clause or statute")),
            Column("deleted_at", _("Deleted"), Kind.MOMENT),
            Column("ending", _("Why"), Kind.CODE, labels={v: str(label) for v, label in CopyEnding.choices}),
            Column("deleted_by", _("Deleted by")),
            Column("reason", _("Reason")),
            Column("ended_decision", _("Decision that ended it"), Kind.IDENTIFIER),
        ),
        rows=_rows(filters),
        notes=(
            _(
                "What a copy rests on that came in with many others is told by the table of what is held, by basis."
            ),
        ),
    )


def _rows(filters: Filters) -> Iterator[Row]:
    for *front, answers, ended_at, ending, by, reason, decision in stream(
        _EACH, {"start": filters.start, "end": filters.end}
    ):
        cited = Cited.from_json(answers)
        yield (*front, cited.policy, cited.clause, ended_at, ending, by, reason, decision)
