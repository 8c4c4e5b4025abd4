"""The record of decisions on many articles at once, and their replay.

The answer for an article is a leaf of a Merkle tree: `["<article>","<facts>","<passage>",<words>]`, in the order in which the
articles were asked about; "" stands for a passage that was not asked for. Where the whole text was asked for, too, a fifth
element tells what was answered.
"""

from __future__ import annotations

import json
import zlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from licensing.ledger.merkle import merkle_root
from licensing.models import BulkDecision
from licensing.policy.canonical import Json, canonical_json, digest, plain
from licensing.policy.partial import Column
from licensing.policy.record import facts_record
from licensing.queries.bulk_answers import Answer, Answers, Columns
from licensing.queries.bulk_entries import answers_of, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from licensing.policy.model import Facts

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Asked:
    """The articles that were asked about, in their order: their identifiers, and the number of the kind of each.

    Those of a kind have the columns that rules test, the wanted words and the answer in common.
    """

    articles: Sequence[str]
    numbers: Sequence[int]
    kinds: Sequence[tuple[Columns, Answer]]


class Entries:
    """Entries of one intake that wait to be appended, so that what they share is written out once."""

    def __init__(self, *, consumer: str, origin: str, now: datetime) -> None:
        self._consumer, self._origin, self._now = consumer, origin, now
        self._waiting: list[BulkDecision] = []
        self._shared: dict[tuple[int, int, bool], dict[str, Json]] = {}
        self._kept_alive: list[Facts] = []

    def add(self, answers: Answers, asked: Asked) -> BulkDecision:
        """Return the entry for the answers to many articles; it is appended by `append`."""
        made_from = _written(self._facts(answers))
        root = merkle_root(_leaves(asked)).hex()
        record = _written(_record(asked, root, digest(made_from)))
        row = BulkDecision(
            recorded_at=self._now,
            consumer=self._consumer,
            origin=self._origin,
            articles=len(asked.articles),
            facts=made_from.decode(),
            facts_digest=digest(made_from),
            record=record.decode(),
            digest=digest(record),
            root=root,
            results=_packed(answers, asked),
        )
        self._waiting.append(row)
        return row

    def append(self) -> None:
        """Append what waits, in its order."""
        BulkDecision.objects.bulk_create(self._waiting)
        self._waiting = []

    def _facts(self, answers: Answers) -> dict[str, Json]:
        """Return the record of the facts; all but the article is shared by groups of which the same is on record."""
        facts = answers.facts
        key = (id(facts.on_record), id(facts.at_capture), answers.copy is not None)
        if key not in self._shared:
            self._shared[key] = _facts_of(answers)
            self._kept_alive.append(facts)  # so that nothing else gets these identities
        shared = self._shared[key]
        of_article = {**cast("dict[str, Json]", shared["facts"]), "article": plain(facts.article)}
        return {**shared, "facts": of_article}


def _facts_of(answers: Answers) -> dict[str, Json]:
    record = facts_record(answers.passage, answers.facts)
    record["catalogue"] = plain(answers.catalogue)
    if answers.copy is not None:
        record["copy"] = plain(answers.copy)
    return record


def _written(data: dict[str, Json]) -> bytes:
    """Return canonical JSON of what is plain already."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def asked_about(answers: Answers, asked: Iterable[tuple[Columns, Answer]]) -> Asked:
    """Return the articles by their kinds."""
    kept = [column for column in KEPT if column in answers.tested]
    kinds: dict[tuple[object, ...], int] = {}
    firsts: list[tuple[Columns, Answer]] = []
    shared: dict[tuple[int, int], int] = {}
    articles: list[str] = []
    numbers: list[int] = []
    for one, answer in asked:
        number = shared.get((one.wanted, id(answer)))
        if number is None:
            told = (*_values(one, kept), *_told(one, answer, answers))
            number = kinds.setdefault(told, len(kinds))
            if number == len(firsts):
                firsts.append((one, answer))
            if not kept and not answers.length_matters:
                shared[one.wanted, id(answer)] = number
        articles.append(one.id)
        numbers.append(number)
    return Asked(articles, numbers, firsts)


def replay_bulk(row: BulkDecision) -> bool:
    """Whether every article, decided anew from the recorded facts, gets its answer, and all digests are right.

    Raises LookupError where a policy content is missing, BrokenResultsError for results that cannot be read.
    """
    answers = answers_of(row)
    pairs = list(unpacked(row))
    if any(answers.of(one) != answer for one, answer in pairs):
        return False
    asked = asked_about(answers, pairs)
    root = merkle_root(_leaves(asked)).hex()
    record = _written(_record(asked, root, row.facts_digest))
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


def _leaves(asked: Asked) -> Iterator[bytes]:
    """Yield the leaves; an answer is written once, however many articles share it."""
    told = [_told_in_leaf(answer) for _, answer in asked.kinds]
    for article, number in zip(asked.articles, asked.numbers, strict=True):
        yield b'["%b"%b' % (article.encode(), told[number])


def _record(asked: Asked, root: str, facts_digest: str) -> dict[str, Json]:
    counts: Counter[Answer] = Counter()
    for number, count in Counter(asked.numbers).items():
        counts[asked.kinds[number][1]] += count
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
        "articles": len(asked.articles),
        "outcomes": sorted(listed, key=canonical_json),
        "root": root,
        "facts": facts_digest,
    }


# --- results ---------------------------------------------------------------------------------------------------------

KEPT = (Column.PATH, Column.SECTION, Column.LANGUAGE, Column.PUBLISHED)
"""Columns that are kept where a rule tests them; an article's identifier is always kept."""


def _packed(answers: Answers, asked: Asked) -> bytes:
    """Keep what tells the articles apart once for all that it doesn't, and each article's identifier."""
    kept = [column for column in KEPT if column in answers.tested]
    data = {
        "columns": [column.value for column in kept],
        "classes": [[*_values(one, kept), *_told(one, answer, answers)] for one, answer in asked.kinds],
        "articles": "".join(asked.articles).replace("-", ""),
        "class": asked.numbers if len(asked.kinds) > 1 else [],
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
