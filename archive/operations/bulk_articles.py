"""New articles by the thousand, written as their verdicts allow and no further: one COPY a table.

Only what may be kept is sent to the database, so that nothing else reaches its files or its log of writes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from json.encoder import encode_basestring
from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import connection, transaction

from archive import text
from archive.choices import CopiedPart
from archive.operations.articles import VerdictExceededError
from archive.operations.copies import NAMES, note_fingerprints, queue_links
from archive.operations.feeds import note_feeds
from archive.signals import articles_stored

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from archive.rights_gate import Candidate, IntakeVerdict

_NULL = "\x01"  # no value of a fact is a control character
_PIECE = 500  # lines that are sent at once
_SPECIAL = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})

_ARTICLE = (
    "id", "source_id", "address", "headline", "authors", "section", "language", "date_published",
    "date_published_printed", "date_modified", "copyright_notice", "identifiers", "word_count", "captured_at",
    "governing_set_id", "decision", "recorded_at", "row_digest",
)  # fmt: skip
_IMAGE = ("id", "article_id", "position", "address", "credit_text", "credit_printed", "corrected_by")
_CREDIT = ("image_id", "position", "name", "role")
_FULL_COPY = (
    "id", "article_id", "part", "text", "word_count", "language", "digest", "decision", "captured_at", "acquired_at",
    "evidence", "ask_again_at", "ending", "ended_by", "reason",
)  # fmt: skip
_EXCERPT = ("article_id", "text", "word_count", "digest", "decision", "recorded_at")


@dataclass(frozen=True, slots=True)
class NewImage:
    """An image of a new article, with the names of its credit line and their roles."""

    id: UUID
    address: str
    credit_text: str
    credits: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class NewArticle:
    """An article that isn't held yet, and the verdict on it; `passage` is what may be kept of its text, "" for nothing."""

    candidate: Candidate
    verdict: IntakeVerdict
    authors: Sequence[str]
    date_published_printed: str
    date_modified: datetime | None
    identifiers: Mapping[str, str]
    images: tuple[NewImage, ...]
    row_digest: bytes
    passage: str = field(repr=False)
    fingerprint: int | None = None
    whole: str = field(default="", repr=False)
    """The whole text, as far as a full copy may keep it: "" for none."""


@transaction.atomic
def store_new_articles(*, articles: Sequence[NewArticle], evidence: str = "", now: datetime) -> None:
    """Record articles for the first time, and tell `articles_stored` on commit; `evidence` names the run.

    Raises VerdictExceededError, and IntegrityError where one of the addresses is held meanwhile.
    """
    if not articles:
        return
    for one in articles:
        if not one.verdict.metadata:
            raise VerdictExceededError(str(one.candidate.article_id))
    moment = now.isoformat()
    _copy("archive_article", _ARTICLE, (_article_line(one, moment) for one in articles))
    _copy("archive_excerpt", _EXCERPT, (_excerpt_line(one, moment) for one in articles if one.passage))
    whole = [one for one in articles if one.whole]
    _copy("archive_fullcopy", _FULL_COPY, (_full_copy_line(one, evidence, moment) for one in whole))
    kept = [
        (one, position, image)
        for one in articles
        for position, image in enumerate(one.images)
        if image.id in one.verdict.image_ids
    ]
    _copy("archive_image", _IMAGE, (_image_line(one, position, image) for one, position, image in kept))
    named = [
        (image.id, number, name, role)
        for _, _, image in kept
        for number, (name, role) in enumerate(image.credits)
    ]
    _copy("archive_credit", _CREDIT, (_line(i.hex, str(n), name, role) for i, n, name, role in named))
    _join(articles, now)
    stored = tuple(one.candidate.article_id for one in articles)
    transaction.on_commit(lambda: articles_stored.send(NewArticle, article_ids=stored))


def _join(articles: Sequence[NewArticle], now: datetime) -> None:
    """Note what tells articles from others, and link those that are the same."""
    by_feeds: dict[tuple[str, ...], list[UUID]] = {}
    alike: list[UUID] = []
    for one in articles:
        article = one.candidate.article_id
        if one.candidate.collections:
            by_feeds.setdefault(one.candidate.collections, []).append(article)
        named = one.candidate.address.startswith(NAMES) or any(
            value.startswith(NAMES) for value in one.identifiers.values()
        )
        if named or one.fingerprint is not None:
            alike.append(article)
    for feeds, members in by_feeds.items():
        note_feeds(articles=members, feeds=feeds, now=now)
    note_fingerprints(
        of={one.candidate.article_id: one.fingerprint for one in articles if one.fingerprint is not None}
    )
    if alike:
        queue_links(articles=alike, now=now)


def _article_line(one: NewArticle, moment: str) -> str:
    candidate = one.candidate
    return _line(
        candidate.article_id.hex,
        str(candidate.source_id),
        candidate.address,
        candidate.headline,
        array_text(one.authors),
        candidate.section,
        candidate.language,
        _instant(candidate.date_published),
        one.date_published_printed,
        _instant(one.date_modified),
        candidate.copyright_notice,
        _object(one.identifiers) if one.identifiers else "{}",
        str(candidate.word_count),
        _instant(candidate.captured_at),
        _NULL if one.verdict.governing_set is None else str(one.verdict.governing_set),
        str(one.verdict.metadata_decision or _NULL),
        moment,
        one.row_digest.hex(),
    )


def _excerpt_line(one: NewArticle, moment: str) -> str:
    words = text.count_words(one.passage)
    if one.verdict.excerpt_decision is None or words > one.verdict.excerpt_words:
        raise VerdictExceededError(str(one.candidate.article_id))
    return _line(
        one.candidate.article_id.hex,
        one.passage,
        str(words),
        text.digest(one.passage),
        str(one.verdict.excerpt_decision),
        moment,
    )


def _full_copy_line(one: NewArticle, evidence: str, moment: str) -> str:
    candidate, verdict = one.candidate, one.verdict
    if verdict.copy_decision is None:
        raise VerdictExceededError(str(candidate.article_id))
    return _line(
        uuid4().hex,
        candidate.article_id.hex,
        CopiedPart.TEXT,
        one.whole,
        str(text.count_words(one.whole)),
        candidate.language,
        text.digest(one.whole),
        str(verdict.copy_decision),
        _instant(candidate.captured_at),
        moment,
        evidence,
        _instant(verdict.copy_until),
        "",
        "",
        "",
    )


def _image_line(one: NewArticle, position: int, image: NewImage) -> str:
    return _line(
        image.id.hex,
        one.candidate.article_id.hex,
        str(position),
        image.address,
        image.credit_text,
        image.credit_text,
        "",
    )


# --- COPY's text format ------------------------------------------------------------------------------------------------


def _line(*fields: str) -> str:
    line = "\t".join(fields)
    if "\\" in line or "\n" in line or "\r" in line or line.count("\t") >= len(fields):
        line = "\t".join([one.translate(_SPECIAL) for one in fields])
    return line


def array_text(values: Sequence[str]) -> str:
    """Return the text of an array of texts, as PostgreSQL reads it."""
    if not values:
        return "{}"
    quoted = '","'.join([one.replace("\\", "\\\\").replace('"', '\\"') for one in values])
    return f'{{"{quoted}"}}'


def _object(values: Mapping[str, str]) -> str:
    return f"{{{', '.join([f'{encode_basestring(name)}: {encode_basestring(value)}' for name, value in values.items()])}}}"


def _instant(moment: datetime | None) -> str:
    return _NULL if moment is None else moment.isoformat()


def _copy(table: str, columns: Iterable[str], lines: Iterator[str]) -> None:
    """Send lines piece by piece, so that the database reads some while the next are written."""
    piece = list(islice(lines, _PIECE))
    if not piece:
        return
    statement = f"COPY {table} ({', '.join(columns)}) FROM STDIN (NULL E'\\x01')"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        while piece:
            copy.write("\n".join(piece) + "\n")
            piece = list(islice(lines, _PIECE))
