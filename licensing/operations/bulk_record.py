"""The record of decisions on many articles at once, and their replay.

The answer for an article is a leaf of a Merkle tree: `["<article>","<facts>","<passage>",<words>]`, in the order in which the
articles were asked about; "" stands for a passage that was not asked for. Where the whole text was asked for, too, a fifth
element tells what was answered.
"""

from __future__ import annotations

import json
import zlib
from collections import Counter
from typing import TYPE_CHECKING

from licensing.ledger.merkle import merkle_root
from licensing.models import BulkDecision
from licensing.policy.canonical import Json, canonical_json, digest, plain
from licensing.policy.partial import Column
from licensing.policy.record import facts_record
from licensing.queries.bulk_answers import Answer, Answers, Columns
from licensing.queries.bulk_entries import answers_of, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

FORMAT = 1


def record_bulk(
    answers: Answers, asked: Sequence[tuple[Columns, Answer]], *, consumer: str, origin: str, now: datetime
) -> BulkDecision:
    """Append one entry for the answers to many articles."""
    facts = facts_record(answers.passage, answers.facts)
    facts["catalogue"] = plain(answers.catalogue)
    if answers.copy is not None:
        facts["copy"] = plain(answers.copy)
    made_from = canonical_json(facts)
    root = merkle_root(_leaves(asked)).hex()
    record = canonical_json(_record([answer for _, answer in asked], root, digest(made_from)))
    return BulkDecision.objects.create(
        recorded_at=now,
        consumer=consumer,
        origin=origin,
        articles=len(asked),
        facts=made_from.decode(),
        facts_digest=digest(made_from),
        record=record.decode(),
        digest=digest(record),
        root=root,
        results=_packed(answers, asked),
    )


def replay_bulk(row: BulkDecision) -> bool:
    """Whether every article, decided anew from the recorded facts, gets its answer, and all digests are right.

    Raises LookupError where a policy content is missing, BrokenResultsError for results that cannot be read.
    """
    answers = answers_of(row)
    asked = list(unpacked(row))
    made = [answers.of(one) for one, _ in asked]
    if [answer for _, answer in asked] != made:
        return False
    root = merkle_root(_leaves(asked)).hex()
    record = canonical_json(_record([answer for _, answer in asked], root, row.facts_digest))
    return (
        root == row.root
        and record == row.record.encode()
        and digest(record) == row.digest
        and digest(row.facts.encode()) == row.facts_digest
    )


def leaf(article: str, answer: Answer) -> bytes:
    """Return the leaf of one article's answer."""
    return b'["%b"%b' % (article.encode(), _told_in_leaf(answer))


def _told_in_leaf(answer: Answer) -> bytes:
    passage = answer.excerpt.value if answer.excerpt else ""
    copy = f',"{answer.copy.value}"' if answer.copy else ""
    return f',"{answer.metadata.value}","{passage}",{answer.words}{copy}]'.encode()


def _leaves(asked: Sequence[tuple[Columns, Answer]]) -> Iterator[bytes]:
    """Yield the leaves; an answer is written once, however many articles share it."""
    written: dict[int, bytes] = {}
    for one, answer in asked:
        told = written.get(id(answer)) or written.setdefault(id(answer), _told_in_leaf(answer))
        yield b'["%b"%b' % (one.id.encode(), told)


def _record(answers: list[Answer], root: str, facts_digest: str) -> dict[str, Json]:
    counts: Counter[Answer] = Counter()
    shared = {id(answer): answer for answer in answers}
    for number, count in Counter(map(id, answers)).items():
        counts[shared[number]] += count
    listed: list[Json] = [
        {
            "catalogue": answer.metadata.value,
            "excerpt": answer.excerpt.value if answer.excerpt else "",
            "words": answer.words,
            "articles": count,
            **({"store": answer.copy.value} if answer.copy else {}),
        }
        for answer, count in counts.items()
    ]
    return {
        "format": FORMAT,
        "articles": len(answers),
        "outcomes": sorted(listed, key=canonical_json),
        "root": root,
        "facts": facts_digest,
    }


# --- results ---------------------------------------------------------------------------------------------------------

_KEPT = (Column.PATH, Column.SECTION, Column.LANGUAGE, Column.PUBLISHED)
"""Columns that are kept where a rule tests them; an article's identifier is always kept."""


def _packed(answers: Answers, asked: Sequence[tuple[Columns, Answer]]) -> bytes:
    """Keep what tells the articles apart once for all that it doesn't, and each article's identifier."""
    kept = [column for column in _KEPT if column in answers.tested]
    classes: dict[tuple[object, ...], int] = {}
    shared: dict[tuple[int, int], int] = {}
    numbers: list[int] = []
    for one, answer in asked:
        number = shared.get((one.wanted, id(answer)))
        if number is None:
            told = (*_values(one, kept), *_told(one, answer, answers))
            number = classes.setdefault(told, len(classes))
            if not kept and not answers.length_matters:
                shared[one.wanted, id(answer)] = number
        numbers.append(number)
    data = {
        "columns": [column.value for column in kept],
        "classes": [list(one) for one in classes],
        "articles": "".join(one.id.replace("-", "") for one, _ in asked),
        "class": numbers if len(classes) > 1 else [],
    }
    return zlib.compress(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode(), 1)


def _values(one: Columns, kept: list[Column]) -> Iterator[str | None]:
    for column in kept:
        if column is Column.PUBLISHED:
            yield one.published_at.isoformat() if one.published_at else None
        else:
            yield getattr(one, column.value)


def _told(one: Columns, answer: Answer, answers: Answers) -> tuple[object, ...]:
    lengths = one.lengths if answers.length_matters else ()
    copy = (answer.copy,) if answer.copy else ()
    return (one.wanted, lengths, answer.metadata, answer.excerpt, answer.words, *copy)
