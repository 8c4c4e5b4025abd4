"""Decisions on many articles, one by one: what each entry answered, on what it rests, and by what it is proved."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from licensing.choices import Origin
from licensing.reports.decisions import outcome_labels, use_labels
from licensing.reports.entries import answered, cited_of, entries
from licensing.reports.table import Column, Kind, Report

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from licensing.models import BulkDecision
    from licensing.reports.table import Filters, Row


def entry_listing(now: datetime, filters: Filters) -> Report:  # noqa: ARG001 - the ledger knows no now
    """Every decision on many articles: how many articles got which answer, and what it rests on."""
    return Report(
        name="entries",
        title=_("Decisions on many articles"),
        about=_(
            "What was decided for many articles at once: how many got which answer, and the policy and clause"
            " that decided it. Articles that were refused are not held; no more than their number is told."
        ),
        columns=(
            Column("position", _("Position"), Kind.NUMBER),
            Column("decision", _("Decision"), Kind.IDENTIFIER),
            Column("recorded_at", _("Recorded"), Kind.MOMENT),
            Column("origin", _("Origin"), Kind.CODE, labels={v: str(label) for v, label in Origin.choices}),
            Column("consumer", _("Consumer")),
            Column("use", _("Use"), Kind.CODE, labels=use_labels()),
            Column("words", _("Words"), Kind.NUMBER),
            Column("outcome", _("Outcome"), Kind.CODE, labels=outcome_labels()),
            Column("articles", _("Articles"), Kind.NUMBER),
            Column("row", _("Row of the truth table")),
            Column("policy", _("Deciding policy"), Kind.IDENTIFIER),
            Column("title", _("Title")),
            Column("clause", _("Clause or statute")),
            Column("root", _("Root of the answers"), Kind.IDENTIFIER),
            Column("facts_digest", _("Digest of the facts"), Kind.IDENTIFIER),
            Column("digest", _("Digest of the record"), Kind.IDENTIFIER),
        ),
        rows=_listed(filters),
        notes=(_("An entry whose answers can't be read has no rows but one without a use: a fault."),),
    )


def _listed(filters: Filters) -> Iterator[Row]:
    for entry in entries(filters):
        front = (entry.position, str(entry.pk), entry.recorded_at, entry.origin, entry.consumer)
        proof = (entry.root, entry.facts_digest, entry.digest)
        for row in _answers(entry) or [("", None, "", entry.articles, "", "", "", "")]:
            yield (*front, *row, *proof)


def _answers(entry: BulkDecision) -> list[Row]:
    """Return what an entry answered, with what it rests on; articles with the same answer for the same reason are one."""
    both = [(one, len(alike.articles)) for alike in answered(entry) for one in alike.decisions]
    counts: Counter[Row] = Counter()
    rests = cited_of([one for one, _articles in both])
    for (one, articles), cited in zip(both, rests, strict=True):
        asked = (one.use.action, one.use.words, one.outcome.value)
        counts[(*asked, cited.row, cited.policy, cited.title, cited.clause)] += articles
    return [(*row[:3], count, *row[3:]) for row, count in counts.items()]
