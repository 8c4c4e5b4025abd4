"""What was handed out or declared: how many words, to whom, under which decision; never the words themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from licensing.reports.decisions import use_labels
from licensing.reports.reading import RECORDED_IN_PERIOD, period, stream
from licensing.reports.table import Column, Kind, Report

if TYPE_CHECKING:
    from datetime import datetime

    from licensing.reports.table import Filters

_EACH = f"""
SELECT v.delivered_at, v.consumer, v.id::text, v.article::text, coalesce(a.headline, ''), v.start, v.words,
       v.attribution, v.decision::text, v.text_digest
FROM licensing_delivery v
LEFT JOIN archive_article a ON a.id = v.article
WHERE {RECORDED_IN_PERIOD.format(column="v.delivered_at")}
ORDER BY v.delivered_at, v.id
"""  # noqa: S608 - put together from the literals above


def deliveries(now: datetime, filters: Filters) -> Report:  # noqa: ARG001 - what was handed out knows no now
    """Every release: who received which words of what, under which decision, with the attribution line."""
    return Report(
        name="deliveries",
        title=_("Deliveries"),
        about=_("Every passage that was handed out. The passages themselves are not part of this report."),
        columns=(
            Column("delivered_at", _("Delivered"), Kind.MOMENT),
            Column("consumer", _("Consumer")),
            Column("delivery", _("Delivery"), Kind.IDENTIFIER),
            Column("article", _("Article"), Kind.IDENTIFIER),
            Column("headline", _("Headline")),
            Column("first_word", _("First word, from 0"), Kind.NUMBER),
            Column("words", _("Words"), Kind.NUMBER),
            Column("attribution", _("Attribution")),
            Column("decision", _("Decision"), Kind.IDENTIFIER),
            Column("text_digest", _("Digest of the passage"), Kind.IDENTIFIER),
        ),
        rows=stream(_EACH, period(filters)),
    )


# Word positions are added up as ranges, so that a passage handed out twice counts once (semantics.md section 4).
_TOTALS = f"""
SELECT consumer, sum(times), count(*), sum(words),
       sum((SELECT sum(upper(stretch) - lower(stretch)) FROM unnest(positions) AS stretch)), min(first), max(last)
FROM (
  SELECT v.consumer, v.article, count(*) AS times, sum(v.words) AS words, min(v.delivered_at) AS first,
         max(v.delivered_at) AS last, range_agg(int4range(v.start, v.start + v.words)) AS positions
  FROM licensing_delivery v
  WHERE {RECORDED_IN_PERIOD.format(column="v.delivered_at")}
  GROUP BY v.consumer, v.article
) an_article
GROUP BY consumer
ORDER BY consumer
"""  # noqa: S608 - put together from the literals above


def deliveries_by_consumer(now: datetime, filters: Filters) -> Report:  # noqa: ARG001 - as above
    """How much each consumer received."""
    return Report(
        name="received",
        title=_("Deliveries by consumer"),
        about=_(
            "How much each consumer received. A word position that was handed out twice is one distinct word."
        ),
        columns=(
            Column("consumer", _("Consumer")),
            Column("deliveries", _("Deliveries"), Kind.NUMBER),
            Column("articles", _("Articles"), Kind.NUMBER),
            Column("words", _("Words"), Kind.NUMBER),
            Column("distinct_words", _("Distinct words"), Kind.NUMBER),
            Column("first", _("First"), Kind.MOMENT),
            Column("last", _("Last"), Kind.MOMENT),
        ),
        rows=stream(_TOTALS, period(filters)),
    )


_DECLARED = f"""
SELECT u.consumer, u.use, count(*), count(DISTINCT u.article), min(u.declared_at), max(u.declared_at)
FROM licensing_declareduse u
WHERE {RECORDED_IN_PERIOD.format(column="u.declared_at")}
GROUP BY u.consumer, u.use
ORDER BY u.consumer, u.use
"""  # noqa: S608 - put together from the literals above


def declared_uses(now: datetime, filters: Filters) -> Report:  # noqa: ARG001 - as above
    """What consumers said they do with what they hold; it counts against quotas like a delivery."""
    return Report(
        name="declared",
        title=_("Uses that consumers declared"),
        about=_("What consumers said they do with what they hold."),
        columns=(
            Column("consumer", _("Consumer")),
            Column("use", _("Use"), Kind.CODE, labels=use_labels()),
            Column("declarations", _("Declarations"), Kind.NUMBER),
            Column("articles", _("Articles"), Kind.NUMBER),
            Column("first", _("First"), Kind.MOMENT),
            Column("last", _("Last"), Kind.MOMENT),
        ),
        rows=stream(_DECLARED, period(filters)),
    )
