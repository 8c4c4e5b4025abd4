"""What was not permitted, which obstacles stood in the way, and whom to ask."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Max
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from archive.choices import CaptureFailure, CaptureState
from archive.models import Capture
from licensing.models import Party
from licensing.policy.model import Outcome
from licensing.policy.vocabulary.sentences import SENTENCES, remedy, say
from licensing.queries.bulk_entries import counted
from licensing.reports.decisions import outcome_labels, use_labels
from licensing.reports.entries import answered, entries
from licensing.reports.reading import RECORDED_IN_PERIOD, period, stream
from licensing.reports.table import Column, Kind, Report

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from licensing.models import BulkDecision
    from licensing.policy.model import Decision
    from licensing.reports.table import Filters, Row

_OBSTACLES = f"""
SELECT d.consumer, d.use, met->>'outcome', met->'row', met->>'code', met->'values', met->'ask',
       met->'citation'->>'version', min(met->>'says'), min(met->>'remedy'),
       count(DISTINCT d.id), count(DISTINCT d.article), max(d.recorded_at)
FROM licensing_decision d
CROSS JOIN LATERAL jsonb_path_query(
  d.record::jsonb, '$.parts[*].holders[*] ? (@.outcome <> "permit").obstacles[*]'
) AS met
WHERE d.outcome <> 'permit' AND NOT d.hypothetical
  AND {RECORDED_IN_PERIOD.format(column="d.recorded_at")}
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
ORDER BY d.consumer, d.use, met->'row', met->>'code', 8, 6
"""  # noqa: S608 - put together from the literals above


Met = tuple[str, str, str, int, str, tuple[tuple[str, ...], ...], tuple[str, ...], str]
"""Consumer, use, outcome, row, code, values, who is to be asked, and the policy's version."""


@dataclass
class _Tally:
    """How many decisions met an obstacle, on how many articles, and when last."""

    decisions: int = 0
    articles: int = 0
    last: datetime | None = None

    def add(self, entry: BulkDecision, articles: int) -> None:
        """Count the answers of an entry for many articles, as so many decisions."""
        self.decisions += articles
        self.articles += articles
        self.last = max(self.last or entry.recorded_at, entry.recorded_at)


def refusals(now: datetime, filters: Filters) -> Report:  # noqa: ARG001 - the ledger knows no now
    """Obstacles met by decisions that did not permit: the code, what would remove it, whom to ask."""
    return Report(
        name="refusals",
        title=_("Obstacles and whom to ask"),
        about=_(
            "What stood in the way of uses that were not permitted. Several obstacles may stand in the way of"
            " one use; all of them are listed, because removing one leaves the others."
        ),
        columns=(
            Column("consumer", _("Consumer")),
            Column("use", _("Use"), Kind.CODE, labels=use_labels()),
            Column("outcome", _("Outcome"), Kind.CODE, labels=outcome_labels()),
            Column("row", _("Row of the truth table"), Kind.NUMBER),
            Column("code", _("Obstacle")),
            Column("says", _("What it says")),
            Column("remedy", _("What would remove it")),
            Column("ask", _("Whom to ask")),
            Column("policy", _("Policy"), Kind.IDENTIFIER),
            Column("decisions", _("Decisions"), Kind.NUMBER),
            Column("articles", _("Articles"), Kind.NUMBER),
            Column("last", _("Last"), Kind.MOMENT),
        ),
        rows=_met(filters),
    )


def _met(filters: Filters) -> Iterator[Row]:
    names = dict(Party.objects.values_list("identifier", "name"))
    more = _met_in_entries(filters)
    for row in stream(_OBSTACLES, period(filters)):
        consumer, use, outcome, number, code, values, ask, version, says, would, decisions, articles, last = (
            row
        )
        asked = (consumer, use, outcome, int(number), code)
        key: Met = (*asked, _pairs(json.loads(values)), tuple(json.loads(ask)), version or "")
        tally = more.pop(key, _Tally())
        tally.decisions += decisions
        tally.articles += articles
        tally.last = max(tally.last or last, last)
        yield _told(key, says, would, tally, names)
    for key, tally in sorted(more.items(), key=lambda item: repr(item[0])):
        yield _told(key, "", "", tally, names)


def _told(key: Met, says: str, would: str, tally: _Tally, names: dict[str, str]) -> Row:
    consumer, use, outcome, number, code, values, ask, version = key
    said, removed = _sentences(code, values, says, would)
    whom = "; ".join(names.get(party, party) for party in ask)
    return (
        *(consumer, use, outcome, number, code, said, removed, whom),
        *(version, tally.decisions, tally.articles, tally.last),
    )


def _met_in_entries(filters: Filters) -> dict[Met, _Tally]:
    """Return what stood in the way in entries for many articles, each read once and only where something did."""
    found: dict[Met, _Tally] = {}
    for entry in entries(filters):
        if all(outcome is Outcome.PERMIT for _use, outcome, _words, _articles in counted(entry)):
            continue
        for alike in answered(entry):
            for decision in alike.decisions:
                for key in set(_obstacles(entry, decision)):
                    found.setdefault(key, _Tally()).add(entry, len(alike.articles))
    return found


def _obstacles(entry: BulkDecision, decision: Decision) -> Iterator[Met]:
    if decision.outcome is Outcome.PERMIT:
        return
    for answer in decision.answers:
        if answer.outcome is not Outcome.PERMIT:
            for met in answer.obstacles:
                asked = (entry.consumer, decision.use.action, met.outcome.value, met.row, met.code)
                yield (*asked, _pairs(met.values), met.ask, met.citation.version)


def _pairs(values: Iterable[Iterable[object]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(str(one) for one in pair) for pair in values)


def _sentences(code: str, values: tuple[tuple[str, ...], ...], says: str, would: str) -> tuple[str, str]:
    """Word an obstacle in the active language; one whose code is no longer in use as it was recorded."""
    if code not in SENTENCES:
        return says, would
    filled = tuple((name, value) for name, value in values)
    language = get_language() or "en"
    return say(code, filled, language), remedy(code, filled, language)


def refused_pages(now: datetime, filters: Filters) -> Report:  # noqa: ARG001 - what was refused knows no now
    """Pages that were not taken in because the site or the rights on record said no; nothing of them is held."""
    return Report(
        name="refused-pages",
        title=_("Pages that were refused"),
        about=_(
            "Pages that were not taken in, because the site or the rights on record said no. Nothing of them is held."
        ),
        columns=(
            Column("site", _("Site")),
            Column("why", _("Why"), Kind.CODE, labels={v: str(label) for v, label in CaptureFailure.choices}),
            Column("pages", _("Pages"), Kind.NUMBER),
            Column("last", _("Last"), Kind.MOMENT),
        ),
        rows=_refused(filters),
    )


def _refused(filters: Filters) -> Iterator[Row]:
    rows = Capture.objects.filter(state=CaptureState.REFUSED)
    if filters.start is not None:
        rows = rows.filter(finished_at__gte=filters.start)
    if filters.end is not None:
        rows = rows.filter(finished_at__lt=filters.end)
    counts = rows.order_by("source__domain", "failure").values_list("source__domain", "failure")
    yield from counts.annotate(Count("pk"), Max("finished_at")).iterator()
