"""Reads. `released_excerpt` is the only road to the text of an excerpt, and it asks the gate."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Count, Min
from django.db.models.functions import Lower

from archive import text
from archive.agencies import find_agency, name_key
from archive.models import Article, Copy, Credit, CreditName, Excerpt, FullCopy
from archive.models.sources import LONGEST_EXCERPT
from archive.rights_gate import ReleaseObligation, ReleaseRequest, ReleaseVerdict, get_gate
from archive.signals import credit_names_asked

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet


class ArticleNotFoundError(Exception):
    """The archive holds no article with this identifier."""


class NoExcerptHeldError(Exception):
    """The archive holds no text of the article at the word position asked for."""


class ExcerptLengthError(ValueError):
    """A passage was asked for that no excerpt can have: 1 to 1000 words, from position 0 to 999."""


class ReleaseRefusedError(Exception):
    """The gate refused; `verdict` says why, and its decision is on record."""

    def __init__(self, verdict: ReleaseVerdict) -> None:
        super().__init__(verdict.reason)
        self.verdict = verdict


@dataclass(frozen=True)
class Released:
    """A passage that was handed out, and under which decision; `delivery` is its record."""

    text: str = field(repr=False)
    words: int
    start: int
    attribution: str
    decision: UUID
    delivery: UUID | None
    obligations: tuple[ReleaseObligation, ...] = ()
    valid_until: datetime | None = None


def articles(
    *,
    domain: str | None = None,
    language: str | None = None,
    published_from: datetime | None = None,
    published_to: datetime | None = None,
    governing_sets: Collection[int] | None = None,
) -> QuerySet[Article]:
    """Return articles by their facts, newest capture first, with site, publisher and credited images; never text.

    `published_to` is excluded. An article without a publication date is in no period.
    """
    found = Article.objects.select_related("source__publisher").prefetch_related("images__credits")
    wanted = {
        "source__domain": domain,
        "language": language,
        "date_published__gte": published_from,
        "date_published__lt": published_to,
        "governing_set_id__in": governing_sets,
    }
    return found.filter(**{name: value for name, value in wanted.items() if value is not None})


def article(article_id: UUID) -> Article:
    """Return one article's facts; raises ArticleNotFoundError."""
    found = articles().filter(pk=article_id).first()
    if found is None:
        raise ArticleNotFoundError(str(article_id))
    return found


def copies_of(article_id: UUID) -> list[Article]:
    """Return the articles that are linked with one as the same; each keeps its own facts and rights."""
    standing = Copy.objects.filter(parted_at=None)
    others = (
        *standing.filter(first=article_id).values_list("second", flat=True),
        *standing.filter(second=article_id).values_list("first", flat=True),
    )
    return list(Article.objects.filter(pk__in=others).select_related("source").order_by("captured_at", "pk"))


def held_words(article_id: UUID) -> int:
    """Return how many words of the article are held: 0 when none, or when there is no such article."""
    return Excerpt.objects.filter(article_id=article_id).values_list("word_count", flat=True).first() or 0


def full_copy_words(article_id: UUID) -> int:
    """Return how many words the full copy of an article's text has; 0 where none is held."""
    held = FullCopy.objects.filter(article=article_id, ended_at=None)
    return held.values_list("word_count", flat=True).first() or 0


def released_excerpt(  # noqa: PLR0913 - the question of semantics.md section 1, field by field
    *,
    article_id: UUID,
    consumer: str,
    words: int,
    start: int = 0,
    claims: frozenset[str] = frozenset(),
    purpose: str | None = None,
    territory: str | None = None,
    audience: str | None = None,
    key: str = "",
    now: datetime,
) -> Released:
    """Hand out a passage if the gate grants it at `now`; with a `key`, a repeat costs nothing.

    Both answers are on record when this returns or raises. Raises ExcerptLengthError, ArticleNotFoundError,
    NoExcerptHeldError and ReleaseRefusedError; any error of the gate itself passes through and releases nothing.
    """
    if not (1 <= words <= LONGEST_EXCERPT and 0 <= start < LONGEST_EXCERPT):
        raise ExcerptLengthError(
            f"A passage has 1 to {LONGEST_EXCERPT} words and begins before word {LONGEST_EXCERPT}."
        )
    with transaction.atomic():
        held = _held_text(article_id, start)
        passage = text.cut_words(held, start, words)
        request = ReleaseRequest(
            article_id=article_id,
            consumer=consumer,
            words=words,
            start=start,
            claims=claims,
            purpose=purpose,
            territory=territory,
            audience=audience,
            key=key,
            held_words=text.count_words(held),
            characters=len(passage),
            text_digest=text.digest(passage),
        )
        verdict = get_gate().release(request=request, now=now)
    # outside, so that the refusal stays on record
    if not verdict.granted:
        raise ReleaseRefusedError(verdict)
    return _released(held, verdict)


MOST_UNKNOWN_NAMES = 200


def unknown_credit_names(limit: int = MOST_UNKNOWN_NAMES) -> list[tuple[str, int]]:
    """The names in stored credits that are no listed agency and that nobody has looked at, with their images.

    The most frequent first; case doesn't tell names apart. Names that a receiver of `credit_names_asked` knows are none.
    """
    rows = (
        Credit.objects.values(folded=Lower("name"))
        .annotate(printed=Min("name"), images=Count("image", distinct=True))
        .order_by("-images", "folded")
        .values_list("printed", "images")
    )
    unknown = rows.iterator()
    found: list[tuple[str, int]] = []
    while len(found) < limit and (some := list(islice(unknown, MOST_UNKNOWN_NAMES))):
        known = known_credit_names(tuple(name for name, _images in some))
        found += [one for one in some if one[0] not in known]
    return found[:limit]


def known_credit_names(names: Collection[str]) -> set[str]:
    """Those of some printed names that are a listed agency, that somebody looked at, or that a receiver knows."""
    recorded = set(CreditName.objects.filter(key__in=map(name_key, names)).values_list("key", flat=True))
    known = {name for name in names if name_key(name) in recorded or find_agency(name)}
    rest = tuple(name for name in names if name not in known)
    answers = credit_names_asked.send(CreditName, names=rest) if rest else ()
    return known.union(*(answer or () for _receiver, answer in answers))


def _held_text(article_id: UUID, start: int) -> str:
    """Read the held text under a lock, so that a new capture doesn't exchange it between decision and release."""
    if not Article.objects.filter(pk=article_id).exists():
        raise ArticleNotFoundError(str(article_id))
    excerpt = Excerpt.objects.select_for_update().filter(article_id=article_id).first()
    if excerpt is None or start >= excerpt.word_count:
        raise NoExcerptHeldError(str(article_id))
    return excerpt.text


def _released(held: str, verdict: ReleaseVerdict) -> Released:
    passage = text.cut_words(held, verdict.start, verdict.words)
    return Released(
        text=passage,
        words=text.count_words(passage),
        start=verdict.start,
        attribution=verdict.attribution,
        decision=verdict.decision,
        delivery=verdict.delivery,
        obligations=verdict.obligations,
        valid_until=verdict.valid_until,
    )
