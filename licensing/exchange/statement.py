"""One version of a policy as it leaves the house: the document, its words, and what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class StatementClause:
    """A clause and its verbatim words."""

    label: str
    text: str


@dataclass(frozen=True)
class Statement:
    """What every format is written from.  `kind` is a kind of policy (semantics.md section 2)."""

    series: str
    number: int
    kind: str
    title: str
    document: Mapping[str, object]
    digest: str
    source_digest: str
    assigner: str = ""
    assigner_name: str = ""
    address: str = ""
    captured_at: datetime | None = None
    effective_from: datetime | None = None
    effective_to: datetime | None = None
    clauses: tuple[StatementClause, ...] = ()
    citation: str = ""
    citation_source: str = ""
    territory: str = ""

    @property
    def name(self) -> str:
        """The version's identifier."""
        return f"{self.series}/{self.number}"
