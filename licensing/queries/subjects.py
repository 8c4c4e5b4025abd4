"""The article that a question is about, as far as rights care: facts alone, from the archive or from an intake."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from archive.credits import distinct_names
from archive.models import Article, Source

if TYPE_CHECKING:
    from uuid import UUID

    from archive.rights_gate import Candidate

TEXT = "text"
METADATA = "metadata"


class UnknownArticleError(LookupError):
    """No article with this identifier is held."""


@dataclass(frozen=True)
class SubjectImage:
    """An image of the article and the names in its credit line."""

    id: str
    credit: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Subject:
    """An article's facts; `publisher` is the archive's identifier, `publisher_names` how it may be printed."""

    id: str
    publisher: str
    publisher_names: tuple[str, ...]
    domain: str
    path: str
    address: str
    title: str
    authors: tuple[str, ...]
    language: str
    section: str
    published_at: datetime | None
    captured_at: datetime
    copyright_notice: str
    images: tuple[SubjectImage, ...]
    governing_set: int | None = None
    feeds: tuple[tuple[str, datetime], ...] = ()
    """The feeds that it came in by, and since when that is on record."""

    @property
    def collections(self) -> frozenset[str]:
        """Identifiers of the feeds that it came in by."""
        return frozenset(name for name, _ in self.feeds)

    def as_known_at(self, moment: datetime) -> Subject:
        """Return the article without the feeds that weren't on record at a moment."""
        known = tuple((name, since) for name, since in self.feeds if since <= moment)
        return self if known == self.feeds else replace(self, feeds=known)

    def part_id(self, value: str) -> str:
        """Return the part that a part's scope names (an image's id or `<article id>:<part>`), or "" for none."""
        article, colon, part = value.partition(":")
        if colon:
            return part if article == self.id and part in {TEXT, METADATA} else ""
        return value if any(image.id == value for image in self.images) else ""

    @property
    def part_values(self) -> tuple[str, ...]:
        """Every scope value that names a part of this article."""
        return (f"{self.id}:{METADATA}", f"{self.id}:{TEXT}", *(image.id for image in self.images))


def subject(article_id: UUID) -> Subject:
    """Return the facts of a held article; raises UnknownArticleError."""
    found = (
        Article.objects.select_related("source__publisher")
        .prefetch_related("images__credits")
        .filter(pk=article_id)
        .first()
    )
    if found is None:
        raise UnknownArticleError(str(article_id))
    return subject_of(found)


def subject_of(article: Article) -> Subject:
    """Return the facts of an article; images and credits are best prefetched."""
    images = sorted(article.images.all(), key=lambda image: image.position)
    return Subject(
        id=str(article.pk),
        publisher=article.source.publisher.identifier,
        publisher_names=publisher_names(article.source),
        domain=article.source.domain,
        path=urlsplit(article.address).path or "/",
        address=article.address,
        title=article.headline,
        authors=tuple(article.authors),
        language=article.language,
        section=article.section,
        published_at=utc(article.date_published),
        captured_at=article.captured_at.astimezone(UTC),
        copyright_notice=article.copyright_notice,
        images=tuple(
            SubjectImage(str(image.pk), image.credit_text, distinct_names(image.credit_text))
            for image in images
        ),
        governing_set=article.governing_set_id,
        feeds=tuple((name, datetime.fromisoformat(since)) for name, since in sorted(article.feeds.items())),
    )


def subject_of_candidate(candidate: Candidate, *, source: Source | None = None) -> Subject:
    """Return the facts of an article that waits at the gate; its source is read unless it is at hand."""
    source = source or Source.objects.select_related("publisher").get(pk=candidate.source_id)
    return Subject(
        id=str(candidate.article_id),
        publisher=source.publisher.identifier,
        publisher_names=publisher_names(source),
        domain=source.domain,
        path=candidate.path or "/",
        address=candidate.address,
        title=candidate.headline,
        authors=(),
        language=candidate.language,
        section=candidate.section,
        published_at=utc(candidate.date_published),
        captured_at=candidate.captured_at.astimezone(UTC),
        copyright_notice=candidate.copyright_notice,
        images=tuple(SubjectImage(str(i.id), i.credit_text, i.names) for i in candidate.images),
        feeds=tuple((name, candidate.captured_at.astimezone(UTC)) for name in sorted(candidate.collections)),
    )


def publisher_names(source: Source) -> tuple[str, ...]:
    """Return how the publisher of a source may be printed."""
    publisher = source.publisher
    return tuple(name for name in (publisher.name, publisher.legal_name, publisher.identifier) if name)


def utc(moment: datetime | None) -> datetime | None:
    """Return a moment in UTC."""
    return moment if moment is None or moment.tzinfo is UTC else moment.astimezone(UTC)
