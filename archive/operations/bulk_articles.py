"""New articles by the thousand, written as their verdicts allow and no further: one COPY a table.

Only what may be kept is sent to the database, so that nothing else reaches its files or its log of writes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.db import connection, transaction

from archive import text
from archive.choices import CopiedPart
from archive.operations.articles import VerdictExceededError
from archive.operations.copies import NAMES, note_fingerprints, queue_links
from archive.operations.copy_text import COPY, NULL, array_text, instant_text, line_of, object_text
from archive.operations.feeds import note_feeds
from archive.signals import articles_stored

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from archive.rights_gate import IntakeVerdict

_PIECE = 128 * 1024  # bytes that are sent at once, at least
_LINES = 200

_FACTS = (
    "id", "source_id", "address", "headline", "authors", "section", "language", "date_published",
    "date_published_printed", "date_modified", "copyright_notice", "identifiers", "word_count", "row_digest",
)  # fmt: skip
_UNDER = ("captured_at", "governing_set_id", "decision", "recorded_at")
_IMAGE = ("id", "article_id", "position", "address", "credit_text", "credit_printed", "corrected_by")
_CREDIT = ("image_id", "position", "name", "role")
_FULL_COPY = (
    "id", "article_id", "part", "text", "word_count", "language", "digest", "decision", "captured_at", "acquired_at",
    "evidence", "ask_again_at", "ending", "ended_by", "reason",
)  # fmt: skip
_EXCERPT = ("article_id", "text", "word_count", "digest", "decision", "recorded_at")


@dataclass(frozen=True, slots=True)
class NewImage:
    """An image of a new article, with its place, the names of its credit line and their roles."""

    id: UUID
    article: str
    position: int
    address: str
    credit_text: str
    credits: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class NewCopy:
    """A whole text, as a full copy may keep it."""

    article: str
    language: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class NewArticles:
    """Articles that aren't held yet, under one verdict: their identifiers and, in the same order, their `facts_line`.

    `passages` are what may be kept of texts, by article; `alike` are those that may be the same as others.
    """

    verdict: IntakeVerdict
    captured_at: datetime
    articles: Sequence[str]
    facts: Sequence[bytes]
    images: Sequence[NewImage] = ()
    passages: Sequence[tuple[str, str]] = field(default=(), repr=False)
    alike: Sequence[str] = ()
    feeds: tuple[str, ...] = ()
    fingerprints: Mapping[str, int] = field(default_factory=dict)
    copies: Sequence[NewCopy] = field(default=(), repr=False)


def facts_line(  # noqa: PLR0913, PLR0917 - the columns of the row
    article: str,
    source: int,
    address: str,
    headline: str,
    authors: Sequence[str],
    section: str,
    language: str,
    published: datetime | None,
    printed: str,
    modified: datetime | None,
    copyright_notice: str,
    identifiers: Mapping[str, str],
    words: int,
    digest: bytes,
) -> str:
    """Return what is recorded of a new article whatever the verdict, as COPY reads it."""
    return line_of(
        article,
        str(source),
        address,
        headline,
        array_text(authors),
        section,
        language,
        instant_text(published),
        printed,
        instant_text(modified),
        copyright_notice,
        object_text(identifiers),
        str(words),
        digest.hex(),
    )


def has_names(address: str, identifiers: Mapping[str, str]) -> bool:
    """Tell at a first look whether an article has a name that others may have, too."""
    return not address.startswith("http") or any(value.startswith(NAMES) for value in identifiers.values())


@transaction.atomic
def store_new_articles(*, articles: Sequence[NewArticles], evidence: str = "", now: datetime) -> None:
    """Record articles for the first time, and tell `articles_stored` on commit; `evidence` names the run.

    Raises VerdictExceededError, and IntegrityError where one of the addresses is held meanwhile.
    """
    if not articles:
        return
    for one in articles:
        if not one.verdict.metadata:
            raise VerdictExceededError(next(iter(one.articles), ""))
    _copy("archive_article", (*_FACTS, *_UNDER), _article_lines(articles, now))
    _copy("archive_excerpt", _EXCERPT, _excerpt_lines(articles, now))
    _copy("archive_fullcopy", _FULL_COPY, _full_copy_lines(articles, evidence, now))
    kept = [image for one in articles for image in one.images if image.id in one.verdict.image_ids]
    _copy("archive_image", _IMAGE, map(_image_line, kept))
    _copy("archive_credit", _CREDIT, (line for image in kept for line in _credit_lines(image)))
    _join(articles, now)
    stored = [article for one in articles for article in one.articles]
    transaction.on_commit(lambda: _tell(stored))


def _tell(stored: Sequence[str]) -> None:
    if articles_stored.has_listeners(NewArticles):
        articles_stored.send(NewArticles, article_ids=tuple(map(UUID, stored)))


def _join(articles: Sequence[NewArticles], now: datetime) -> None:
    """Note what tells articles from others, and link those that are the same."""
    for one in articles:
        if one.feeds:
            note_feeds(articles=list(map(UUID, one.articles)), feeds=one.feeds, now=now)
    prints = {UUID(article): bits for one in articles for article, bits in one.fingerprints.items()}
    if prints:
        note_fingerprints(of=prints)
    alike = [article for one in articles for article in one.alike]
    if alike:
        queue_links(articles=alike, now=now)


def _article_lines(articles: Sequence[NewArticles], now: datetime) -> Iterator[bytes]:
    """Yield lines piece by piece: what is the same under a verdict is written once."""
    moment = now.isoformat()
    for one in articles:
        verdict = one.verdict
        under = line_of(
            "",
            instant_text(one.captured_at),
            NULL if verdict.governing_set is None else str(verdict.governing_set),
            str(verdict.metadata_decision or NULL),
            moment,
        )
        end = under.encode() + b"\n"
        for begun in range(0, len(one.facts), _LINES):
            piece = one.facts[begun : begun + _LINES]
            yield end.join(piece) + end


def _excerpt_lines(articles: Sequence[NewArticles], now: datetime) -> Iterator[bytes]:
    moment = now.isoformat()
    for one in articles:
        decision = one.verdict.excerpt_decision
        for article, passage in one.passages:
            words = text.count_words(passage)
            if decision is None or words > one.verdict.excerpt_words:
                raise VerdictExceededError(article)
            yield _encoded(article, passage, str(words), text.digest(passage), str(decision), moment)


def _full_copy_lines(articles: Sequence[NewArticles], evidence: str, now: datetime) -> Iterator[bytes]:
    for one in articles:
        verdict = one.verdict
        for copy in one.copies:
            if verdict.copy_decision is None:
                raise VerdictExceededError(copy.article)
            yield _encoded(
                uuid4().hex,
                copy.article,
                CopiedPart.TEXT,
                copy.text,
                str(text.count_words(copy.text)),
                copy.language,
                text.digest(copy.text),
                str(verdict.copy_decision),
                instant_text(one.captured_at),
                now.isoformat(),
                evidence,
                instant_text(verdict.copy_until),
                "",
                "",
                "",
            )


def _image_line(image: NewImage) -> bytes:
    line = image.credit_text
    return _encoded(image.id.hex, image.article, str(image.position), image.address, line, line, "")


def _credit_lines(image: NewImage) -> Iterator[bytes]:
    for position, (name, role) in enumerate(image.credits):
        yield _encoded(image.id.hex, str(position), name, role)


def _encoded(*fields: str) -> bytes:
    return line_of(*fields).encode() + b"\n"


def _copy(table: str, columns: Iterable[str], lines: Iterator[bytes]) -> None:
    """Send lines piece by piece, so that the database reads some while the next are written."""
    first = next(lines, None)
    if first is None:
        return
    statement = COPY.format(table=table, columns=", ".join(columns))
    # Django names a database's errors by itself for what it executes, and not for a COPY
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(statement) as copy:
        waiting, size = [first], len(first)
        for line in lines:
            waiting.append(line)
            size += len(line)
            if size >= _PIECE:
                copy.write(b"".join(waiting))
                waiting, size = [], 0
        copy.write(b"".join(waiting))
