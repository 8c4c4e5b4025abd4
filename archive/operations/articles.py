"""An article's facts, images and excerpt, written as a verdict allows and no further."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from archive import text
from archive.models import Article, Excerpt, Image
from archive.operations.copies import link_copies, note_fingerprints, note_names
from archive.operations.credits import split_credit_text
from archive.operations.feeds import note_feeds
from archive.operations.revisions import held_facts, record_revision
from archive.signals import article_stored

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from archive.rights_gate import Candidate, IntakeVerdict


class VerdictExceededError(Exception):
    """More was about to be written than the verdict allows."""


@dataclass(frozen=True)
class Arrival:
    """How an article came in: which capture or ingestion brought it, and by what its copies are found.

    `canonical` is the address that the page gives itself, wherever that is; `fingerprint` is of the whole text.
    """

    evidence: str = ""
    canonical: str = ""
    fingerprint: int | None = None


@transaction.atomic
def store_article(
    *,
    candidate: Candidate,
    verdict: IntakeVerdict,
    facts: Mapping[str, Any],
    image_addresses: Sequence[str],
    printed_credits: Sequence[str],
    passage: str,
    arrival: Arrival = Arrival(),
    now: datetime,
) -> Article:
    """Record the candidate, for the first time or again, and tell `article_stored` on commit.

    What changes in the facts of an article that is held is kept as a revision; articles that are the same are linked.

    `facts` are columns that the candidate doesn't carry; `image_addresses` and `printed_credits` go with its images.
    `passage` is kept only under a decision, and only if no longer than it says. An excerpt that is already held stays
    where the new verdict allows none: taking it away is a matter of retention. Raises VerdictExceededError.
    """
    if not verdict.metadata or text.count_words(passage) > verdict.excerpt_words:
        raise VerdictExceededError(str(candidate.article_id))
    before = held_facts(candidate.article_id)
    article, _ = Article.objects.update_or_create(
        pk=candidate.article_id,
        defaults={
            "row_digest": None,
            **{name: getattr(candidate, name) for name in _CANDIDATE_COLUMNS},
            **facts,
            "governing_set_id": verdict.governing_set,
            "decision": verdict.metadata_decision,
            "recorded_at": now,
        },
    )
    _store_images(article, candidate, verdict, image_addresses, printed_credits)
    _store_excerpt(article, verdict, passage, now)
    if before is not None:
        record_revision(article_id=article.pk, before=before, evidence=arrival.evidence, now=now)
    _join(article, arrival, candidate.collections, now)
    article_id = article.pk
    transaction.on_commit(lambda: article_stored.send(Article, article_id=article_id))
    return article


def _store_excerpt(article: Article, verdict: IntakeVerdict, passage: str, now: datetime) -> None:
    """Keep the passage under its decision, in place of an earlier one; without either nothing happens."""
    if passage and verdict.excerpt_decision is not None:
        Excerpt.objects.update_or_create(
            article=article,
            defaults={
                "text": passage,
                "word_count": text.count_words(passage),
                "digest": text.digest(passage),
                "decision": verdict.excerpt_decision,
                "recorded_at": now,
            },
        )


def _join(article: Article, arrival: Arrival, feeds: Sequence[str], now: datetime) -> None:
    """Note what tells the article from others, and link those that are the same."""
    articles = [article.pk]
    note_feeds(articles=articles, feeds=feeds, now=now)
    note_names(articles=articles)
    if arrival.fingerprint is not None:
        note_fingerprints(of={article.pk: arrival.fingerprint})
    link_copies(articles=articles, canonical=arrival.canonical, now=now)


_CANDIDATE_COLUMNS = (
    "source_id", "address", "headline", "section", "language", "date_published", "copyright_notice", "word_count",
    "captured_at",
)  # fmt: skip


def _store_images(
    article: Article,
    candidate: Candidate,
    verdict: IntakeVerdict,
    addresses: Sequence[str],
    printed: Sequence[str],
) -> None:
    """Write the images that may be recorded, in their order on the page; those no longer on it move behind them."""
    written = set()
    for position, (image, address, line) in enumerate(zip(candidate.images, addresses, printed, strict=True)):
        if image.id in verdict.image_ids:
            written.add(image.id)
            row, _ = Image.objects.update_or_create(
                pk=image.id,
                defaults={
                    "article": article,
                    "position": position,
                    "address": address,
                    "credit_text": image.credit_text,
                    "credit_printed": line,
                },
            )
            split_credit_text(row)
    gone = Image.objects.filter(article=article).exclude(pk__in=written).order_by("position")
    for position, row in enumerate(gone, start=len(addresses)):
        Image.objects.filter(pk=row.pk).update(position=position)
