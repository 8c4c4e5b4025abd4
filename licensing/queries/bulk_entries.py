"""What a decision on many articles says of each of them, read from its record and from the results beside it.

Results are unpacked once for all the articles of an entry, and decided anew once for those that are alike.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from licensing.policy.canonical import Json, load_json
from licensing.policy.model import Outcome
from licensing.policy.partial import Column
from licensing.policy.record import facts_from
from licensing.queries.bulk_answers import Answer, Answers, Columns
from licensing.queries.contents import content_named

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from licensing.models import BulkDecision
    from licensing.policy.model import Decision

MOST_RESULTS = 256 * 1024 * 1024
"""Bytes of results that are unpacked at most; what is larger was not written here."""

_HEX = 32


class BrokenResultsError(ValueError):
    """The results beside a record are not what such a record has."""


@dataclass(frozen=True)
class Alike:
    """Articles of one entry that got the same answers, and those answers in full: facts, then passages, then the copy.

    Each decision is about the first of the articles; nothing but their identifiers tells the others apart.
    """

    answer: Answer
    decisions: tuple[Decision, ...]
    articles: list[str] = field(default_factory=list)

    @property
    def excerpt(self) -> Decision | None:
        """What let the passage be kept: the last that was asked for, where it is permitted."""
        return self._permitted("excerpt")

    @property
    def copy(self) -> Decision | None:
        """What let the whole text be kept, where it is permitted."""
        return self._permitted("store")

    def _permitted(self, use: str) -> Decision | None:
        last = next((one for one in reversed(self.decisions) if one.use.action == use), None)
        return last if last is not None and last.outcome is Outcome.PERMIT else None


def answers_of(row: BulkDecision) -> Answers:
    """Return the answers anew from the recorded facts; raises LookupError where a policy content is missing."""
    data = cast("dict[str, Json]", load_json(row.facts))
    passage, facts = facts_from(data, content_named)
    catalogue, _ = facts_from({**data, "use": data["catalogue"]}, content_named)
    copy = facts_from({**data, "use": data["copy"]}, content_named)[0] if "copy" in data else None
    return Answers(facts, catalogue, passage, copy)


def alike_in(row: BulkDecision) -> list[Alike]:
    """Return the articles of an entry by what was answered; raises LookupError and BrokenResultsError."""
    answers = answers_of(row)
    found: dict[object, Alike] = {}
    for one, answer in unpacked(row):
        key = answers.alike(one, answer)
        if key not in found:
            found[key] = Alike(answer, tuple(answers.decisions(one, answer)))
        found[key].articles.append(one.id)
    return list(found.values())


def answer_in(row: BulkDecision, article: UUID) -> Answer | None:
    """Return the recorded answer for one article, or None where it isn't among those asked about."""
    return next((answer for one, answer in unpacked(row) if one.id == str(article)), None)


def decisions_in(row: BulkDecision, article: UUID) -> list[Decision]:
    """Return what was answered for one article in full, [] where it wasn't asked about; raises as `alike_in` does."""
    found = next(((one, answer) for one, answer in unpacked(row) if one.id == str(article)), None)
    if found is None:
        return []
    answers = answers_of(row)
    return answers.decisions(*found)


def counted(row: BulkDecision) -> Iterator[tuple[str, Outcome, int | None, int]]:
    """Yield use, outcome, words and how many articles, as the record counts them; words are None unless permitted.

    A passage that was refused at the wanted length and permitted at a smaller one counts twice, as two decisions do.
    """
    record = cast("dict[str, Any]", load_json(row.record))
    for one in record["outcomes"]:
        yield "catalogue", Outcome(one["catalogue"]), None, one["articles"]
        if one["excerpt"]:
            permitted = one["excerpt"] == Outcome.PERMIT.value
            yield "excerpt", Outcome(one["excerpt"]), one["words"] if permitted else None, one["articles"]
            if one["words"] and not permitted:
                yield "excerpt", Outcome.PERMIT, one["words"], one["articles"]
        if one.get("store"):
            yield "store", Outcome(one["store"]), None, one["articles"]


def unpacked(row: BulkDecision) -> Iterator[tuple[Columns, Answer]]:
    """Yield each article with its recorded answer, in the order of the tree; raises BrokenResultsError."""
    try:
        reader = zlib.decompressobj()
        data = json.loads(reader.decompress(bytes(row.results), MOST_RESULTS))
        kept = [Column(name) for name in data["columns"]]
        classes = [_class(one, kept) for one in data["classes"]]
        names = data["articles"]
        numbers = data["class"] or [0] * (len(names) // _HEX)
        for start, number in zip(range(0, len(names), _HEX), numbers, strict=True):
            columns, answer = classes[number]
            yield Columns(_dashed(names[start : start + _HEX]), *columns), answer
    except (zlib.error, ValueError, KeyError, IndexError, TypeError) as error:
        raise BrokenResultsError(str(row.pk)) from error


def _class(values: list[Any], kept: list[Column]) -> tuple[tuple[Any, ...], Answer]:
    given = dict(zip(kept, values, strict=False))
    wanted, lengths, metadata, excerpt, words, *copy = values[len(kept) :]
    published = given.get(Column.PUBLISHED)
    columns = (
        given.get(Column.PATH, "/"),
        given.get(Column.SECTION, ""),
        given.get(Column.LANGUAGE, ""),
        datetime.fromisoformat(published) if published else None,
        wanted,
        tuple(lengths),
    )
    stored = Outcome(copy[0]) if copy and copy[0] else None
    return columns, Answer(Outcome(metadata), Outcome(excerpt) if excerpt else None, words, stored)


def _dashed(name: str) -> str:
    return f"{name[:8]}-{name[8:12]}-{name[12:16]}-{name[16:20]}-{name[20:]}"
