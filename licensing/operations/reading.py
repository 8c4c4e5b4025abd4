"""The reader at work: a text in, the reading that a draft begins with out.  Nothing here approves anything."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from licensing.models import PartyAlias
from licensing.notices import read_notice
from licensing.notices.draft import draft_policy
from licensing.notices.reader import without_comment_marks
from licensing.notices.text import kept_text
from licensing.operations.content import NOT_READ, UNKEPT, ClauseSpan, Mention, Reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from licensing.models import PolicySeries
    from licensing.notices import Clause
    from licensing.notices import Reading as Read

NO_NOTICE = "the reader found no notice in it"
MOVED = "its markup moves the clauses: an officer has to read it"
_ADDRESS = re.compile(r"https?://[^\s<>\"'()]{1,1900}")
_LONGEST_NAME = 500
_MOST_CLAUSES = 400


def text_on_record(raw: str) -> str:
    """Return a text as it is kept: markup taken off, normalised, nothing in it that the database can't hold."""
    return kept_text(without_comment_marks(raw))


def storable(texts: Iterable[str]) -> set[str]:
    """Return those texts that the database can hold and so could be asked for."""
    return {text for text in texts if not UNKEPT.search(text)}


def read_text(raw: str, *, series: PolicySeries, now: datetime) -> Reading:
    """Return the reader's proposal for a text of a series; what it doubts is in the notes, never a permission.

    Pure but for one look-up of the holder's name; at most a second for any text.
    """
    kept, found = text_on_record(raw), read_notice(raw, uid=series.identifier)
    notes = _notes(found)
    if not found.is_notice:
        return Reading(None, unreadable=NO_NOTICE if kept else NOT_READ, notes=notes)
    clauses = _fitted(found, kept)
    if clauses is None:
        return Reading(None, unreadable=MOVED, notes=notes)
    party = party_named(found.holder, series=series, now=now)
    document = draft_policy(
        uid=series.identifier, holder=found.holder, party=party, uses=found.uses, clauses=found.clauses
    )
    return Reading(
        document,
        [span_of(clause) for clause in clauses],
        partial="too long" in found.oddities,
        notes=notes,
        mentions=[_mention(clause) for clause in clauses if clause.effect == "incorporates"],
    )


def party_named(holder: str | None, *, series: PolicySeries, now: datetime) -> str | None:
    """Return the party that a printed name stands for; the series' own where the text names nobody."""
    issued = series.assigner.identifier if series.assigner else None
    if holder is None:
        return issued
    names = PartyAlias.objects.filter(kind="name", value=holder.strip().lower()[:200]).as_of(now, now)
    known = names.select_related("party").first()
    if known is not None:
        return known.party.identifier
    own = series.assigner and series.assigner.name.strip().lower() == holder.strip().lower()
    return issued if own else None


def span_of(clause: Clause) -> ClauseSpan:
    """Return a clause of the reader as it is recorded."""
    return ClauseSpan(
        label=clause.label,
        start=clause.start,
        end=clause.end,
        meaning=meaning_of(clause.effect, clause.uses, clause.condition),
        effect=clause.effect,
        uses=clause.uses,
        condition=clause.condition[:200],
        party=clause.party[:300],
        duties=clause.duties,
    )


def meaning_of(effect: str, uses: Iterable[str], condition: str) -> str:
    """Return what a clause does in one line: its effect, the uses, and on what condition."""
    line = ": ".join(part for part in (effect, ", ".join(uses)) if part)
    return (f"{line} ({condition})" if condition else line)[:500]


def _fitted(found: Read, kept: str) -> Sequence[Clause] | None:
    """Return the clauses with spans of the text that is kept, None where one of them is not found in it again."""
    if len(found.clauses) > _MOST_CLAUSES:
        return None
    if kept.startswith(found.text):
        return found.clauses
    fitted = []
    for clause in found.clauses:
        start = kept.find(clause.text)
        if start < 0 or not clause.text or kept.find(clause.text, start + 1) >= 0:
            return None
        fitted.append(replace(clause, start=start, end=start + len(clause.text)))
    return fitted


def _mention(clause: Clause) -> Mention:
    address = _ADDRESS.search(clause.text)
    name = " ".join(clause.text.split())[:_LONGEST_NAME]
    return Mention(clause.start, clause.end, name, address[0].rstrip(".,;") if address else "")


def _notes(found: Read) -> dict[str, object]:
    return {
        "labels": found.labels,
        "unsure": {use: list(reasons) for use, reasons in found.unsure.items()},
        "flags": list(found.oddities),
        "holder": found.holder or "",
        "licence": found.licence or "",
        "language": found.language,
        "third_parties": [" ".join(words.split())[:300] for words in found.third_parties[:20]],
    }
