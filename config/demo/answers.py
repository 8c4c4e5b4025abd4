"""A recorded decision as a reader wants it: outcome, what it rests on, obstacles and what would remove them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from licensing.models import Decision


@dataclass(frozen=True)
class Answer:
    """One decision of one part with one holder, read from its record."""

    outcome: str
    basis: str
    """Label of the first clause cited, the statute's or agreement's identifier, or "" for nothing on record."""
    says: str
    holder: dict[str, Any]
    attribution: str
    valid_until: str | None
    words_allowed: int | None

    def lines(self) -> list[str]:
        """Everything a lawyer asks next."""
        citation = self.holder["citation"]
        lines = [f"{clause['label']}: “{clause['text']}”" for clause in citation["clauses"]]
        if citation["text"]:
            lines.append(f"Law: {citation['text']} ({citation['source']})")
        lines += [
            f"Obstacle{_overridden(met)}: {met['says']} → {met['remedy']}" for met in self.holder["obstacles"]
        ]
        if self.holder["duties"]:
            lines.append("Duties: " + ", ".join(sorted({duty["action"] for duty in self.holder["duties"]})))
        if self.words_allowed:
            lines.append(f"Up to {self.words_allowed} words would be permitted.")
        lines.append(f"Attribution: {self.attribution}")
        lines.append(f"Valid until: {self.valid_until or 'something on record changes'}")
        return lines


def _overridden(met: dict[str, Any]) -> str:
    return " (not in the way today)" if met["overridden"] else ""


def answer_of(decision: Decision) -> Answer:
    """Read the answer back from the canonical record."""
    record: dict[str, Any] = json.loads(decision.record)
    holder = record["parts"][0]["holders"][0]
    return Answer(
        outcome=decision.outcome,
        basis=_basis(holder["citation"]),
        says=holder["says"],
        holder=holder,
        attribution=record["attribution"],
        valid_until=record["valid_until"],
        words_allowed=record["words_allowed"],
    )


def _basis(citation: dict[str, Any]) -> str:
    clauses: list[dict[str, str]] = citation["clauses"]
    policy: str = citation["policy"]
    return clauses[0]["label"] if clauses else policy
