"""What a recorded decision rests on, read out of its record: the answers of those holders that decided it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# For a decision `d`: `cited.answers`, the row and citation of each answer that is as strict as the decision.
CITED = """
LEFT JOIN LATERAL (
  SELECT jsonb_agg(DISTINCT jsonb_build_object('row', answer->'row', 'citation', answer->'citation')) AS answers
  FROM jsonb_path_query(d.record::jsonb, '$.parts[*].holders[*]') AS answer
  WHERE answer->>'outcome' = d.outcome
) cited ON TRUE
"""
_BETWEEN = " | "


@dataclass(frozen=True)
class Cited:
    """The deciding citations as texts: rows of the truth table, policies with versions, titles, clauses in full.

    `clause` is the verbatim clause, the statute's text, or a word that there is nothing on record.
    """

    row: str = ""
    kind: str = ""
    policy: str = ""
    title: str = ""
    rule: str = ""
    clause: str = ""

    @classmethod
    def from_json(cls, answers: str | None) -> Cited:
        """Return what `CITED` found; nothing at all where a decision has no such answer."""
        found: list[dict[str, Any]] = json.loads(answers) if answers else []
        if not found:
            return cls()
        citations = [answer["citation"] for answer in found]
        return cls(
            row=_joined(str(answer["row"]) for answer in found),
            kind=_joined(c["kind"] for c in citations),
            policy=_joined(c["version"] for c in citations),
            title=_joined(c["title"] for c in citations),
            rule=_joined(c["rule"] for c in citations),
            clause=_joined(_words(c) for c in citations),
        )


def _joined(values: Iterable[str]) -> str:
    return _BETWEEN.join(dict.fromkeys(value for value in values if value))


def _words(citation: dict[str, Any]) -> str:
    if citation["clauses"]:
        return " ".join(_clauses(citation["clauses"]))
    if citation["text"]:
        return f"“{citation['text']}”"
    return "" if citation["version"] else _("nothing on record")


def _clauses(clauses: list[dict[str, Any]]) -> Iterator[str]:
    for clause in clauses:
        yield f"{clause['label']} [{clause['start']}–{clause['end']}]: “{clause['text']}”"
