"""Decisions: counted by outcome, and one by one as the ledger holds them."""

from __future__ import annotations

from collections import Counter
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from licensing.choices import Origin, OutcomeChoice
from licensing.models import Decision
from licensing.policy.vocabulary.uses import STANDARD_USES
from licensing.queries.bulk_entries import counted
from licensing.reports.cited import CITED, Cited
from licensing.reports.entries import entries
from licensing.reports.reading import RECORDED_IN_PERIOD, period, stream
from licensing.reports.table import Column, Kind, Report

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import QuerySet

    from licensing.reports.table import Filters, Row

OUTCOMES = tuple(OutcomeChoice.values)


def outcome_labels() -> dict[str, str]:
    """Return outcomes as codes and as people read them."""
    return {value: str(label) for value, label in OutcomeChoice.choices}


def use_labels() -> dict[str, str]:
    """Return the standard uses as codes and as people read them."""
    polish = get_language() == "pl"
    return {
        use.id: f"{use.id}: {use.meaning_pl if polish else use.meaning}" for use in STANDARD_USES.values()
    }


def _within(filters: Filters) -> QuerySet[Decision]:
    chosen = Decision.objects.order_by()
    if filters.start is not None:
        chosen = chosen.filter(recorded_at__gte=filters.start)
    return chosen if filters.end is None else chosen.filter(recorded_at__lt=filters.end)


def decisions_by_outcome(now: datetime, filters: Filters) -> Report:  # noqa: ARG001 - the ledger knows no now
    """How often each use came out how, by consumer; the standard uses are the columns (semantics.md section 1)."""
    uses = (Column(use, use, Kind.NUMBER) for use in STANDARD_USES)
    return Report(
        name="outcomes",
        title=_("Decisions by outcome"),
        about=_("How many decisions came out how, by consumer and standard use."),
        columns=(
            Column("consumer", _("Consumer")),
            Column("outcome", _("Outcome"), Kind.CODE, labels=outcome_labels()),
            *uses,
            Column("other", _("other actions"), Kind.NUMBER),
            Column("total", _("Total"), Kind.NUMBER),
        ),
        rows=_counted(filters),
        notes=tuple(_counting_notes(filters)),
    )


def _counted(filters: Filters) -> Iterator[Row]:
    standard = {f"n_{use}": Count("pk", filter=Q(use=use)) for use in STANDARD_USES}
    named = reduce(or_, (Q(use=use) for use in STANDARD_USES))
    asked = _within(filters).filter(hypothetical=False).values_list("consumer", "outcome")
    counts = asked.annotate(**standard, other=Count("pk", filter=~named), total=Count("pk"))
    both = {(row[0], row[1]): row[2:] for row in counts}
    for key, more in _in_entries(filters).items():
        both[key] = tuple(map(sum, zip(both.get(key, (0,) * len(more)), more, strict=True)))
    rows = ((consumer, outcome, *numbers) for (consumer, outcome), numbers in both.items())
    yield from sorted(rows, key=lambda row: (row[0], OUTCOMES.index(row[1])))


def _in_entries(filters: Filters) -> dict[tuple[str, str], tuple[int, ...]]:
    """Return how many answers the entries for many articles hold, by consumer and outcome, in the columns of uses."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for entry in entries(filters):
        for use, outcome, _words, articles in counted(entry):
            counts[entry.consumer, outcome.value, use] += articles
    keys = {(consumer, outcome) for consumer, outcome, _use in counts}
    return {key: (*(n := [counts[*key, use] for use in STANDARD_USES]), 0, sum(n)) for key in keys}


def _counting_notes(filters: Filters) -> Iterator[str]:
    held = sum(entry.articles for entry in entries(filters))
    if held:
        yield ngettext(
            "The answers for %(count)s article that was decided together with others count one by one.",
            "The answers for %(count)s articles that were decided together count one by one.",
            held,
        ) % {"count": held}
    left_out = _within(filters).filter(hypothetical=True).count()
    if left_out:
        yield ngettext(
            "%(count)s hypothetical decision about another time is left out; it released nothing.",
            "%(count)s hypothetical decisions about other times are left out; they released nothing.",
            left_out,
        ) % {"count": left_out}
    overrides = _within(filters).filter(origin=Origin.OVERRIDE).count()
    if overrides:
        yield ngettext(
            "%(count)s decision is an officer's override; the one that it replaces counts too.",
            "%(count)s decisions are officers' overrides; those that they replace count too.",
            overrides,
        ) % {"count": overrides}


_LEDGER = f"""
SELECT d.position, d.id::text, d.recorded_at, d.origin, d.article::text, coalesce(a.headline, ''), d.asset,
       d.use, d.consumer, d.outcome, cited.answers::text, d.valid_until, d.hypothetical, d.officer, d.reason,
       coalesce(d.replaces::text, ''), d.digest
FROM licensing_decision d
LEFT JOIN archive_article a ON a.id = d.article
{CITED}
WHERE {RECORDED_IN_PERIOD.format(column="d.recorded_at")}
ORDER BY d.position
"""  # noqa: S608 - put together from the literals above


def decision_listing(now: datetime, filters: Filters) -> Report:  # noqa: ARG001 - the ledger knows no now
    """Every decision in the order of the ledger, with what it rests on and the digest of its record."""
    return Report(
        name="decisions",
        title=_("Decisions"),
        about=_(
            "Every decision in the order in which it was recorded, with the policy and clause that decided it."
        ),
        columns=(
            Column("position", _("Position"), Kind.NUMBER),
            Column("decision", _("Decision"), Kind.IDENTIFIER),
            Column("recorded_at", _("Recorded"), Kind.MOMENT),
            Column("origin", _("Origin"), Kind.CODE, labels={v: str(label) for v, label in Origin.choices}),
            Column("article", _("Article"), Kind.IDENTIFIER),
            Column("headline", _("Headline")),
            Column("part", _("Part")),
            Column("use", _("Use"), Kind.CODE, labels=use_labels()),
            Column("consumer", _("Consumer")),
            Column("outcome", _("Outcome"), Kind.CODE, labels=outcome_labels()),
            Column("row", _("Row of the truth table")),
            Column("policy", _("Deciding policy"), Kind.IDENTIFIER),
            Column("title", _("Title")),
            Column("clause", _("Clause or statute")),
            Column("valid_until", _("Valid until"), Kind.MOMENT),
            Column("hypothetical", _("Hypothetical"), Kind.CODE, labels={"yes": _("yes"), "no": _("no")}),
            Column("officer", _("Officer")),
            Column("reason", _("Officer's reason")),
            Column("replaces", _("Replaces"), Kind.IDENTIFIER),
            Column("digest", _("Digest of the record"), Kind.IDENTIFIER),
        ),
        rows=_listed(filters),
    )


def _listed(filters: Filters) -> Iterator[Row]:
    for row in stream(_LEDGER, period(filters)):
        *front, answers, valid_until, hypothetical, officer, reason, replaces, digest = row
        cited = Cited.from_json(answers)
        basis = (cited.row, cited.policy, cited.title, cited.clause)
        yield (
            *front,
            *basis,
            valid_until,
            "yes" if hypothetical else "no",
            officer,
            reason,
            replaces,
            digest,
        )
