"""One version as a statement that leaves the house."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licensing.exchange import Statement, StatementClause
from licensing.models import PolicyPeriod, StatuteTerms

if TYPE_CHECKING:
    from datetime import datetime

    from licensing.models import PolicyVersion


class NothingToExportError(ValueError):
    """The version has no document: nobody has read it, or it can't be read."""


def statement_of(version: PolicyVersion, *, now: datetime) -> Statement:
    """Return a version with its clauses and the interval in which it was last put in force, as known now.

    Raises NothingToExportError.
    """
    if version.document is None or version.unreadable:
        raise NothingToExportError(f"{version}: {version.unreadable or 'not read'}.")
    series = version.series
    period = (
        PolicyPeriod.objects.filter(series=series, version=version)
        .known_at(now)
        .order_by("-effective_from")
        .first()
    )
    terms = StatuteTerms.objects.filter(version=version).first()
    return Statement(
        series=series.identifier,
        number=version.number,
        kind=series.kind,
        title=series.title,
        document=version.document,
        digest=version.digest,
        source_digest=version.source_digest,
        assigner=series.assigner.identifier if series.assigner else "",
        assigner_name=series.assigner.name if series.assigner else "",
        address=version.address,
        captured_at=version.captured_at,
        effective_from=period.effective_from if period else None,
        effective_to=period.effective_to if period else None,
        clauses=tuple(StatementClause(one.label, one.text) for one in version.clauses.all()),
        citation=version.citation,
        citation_source=version.citation_source,
        territory=terms.territory if terms else "",
    )
