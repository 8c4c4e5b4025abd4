"""What changed when an article came in again, kept beside it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Max

from archive.models import Article, ArticleRevision
from archive.models.revisions import REVISED

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

Facts = dict[str, object]


def facts_of(article: Article) -> Facts:
    """Return the facts whose changes are kept, as JSON holds them: moments in UTC, images by address and credit line."""
    columns = {name: getattr(article, name) for name in REVISED if name not in {"source", "images"}}
    facts = {name: _plain(value) for name, value in columns.items()}
    images = sorted(article.images.all(), key=lambda image: image.position)
    return facts | {
        "source": article.source.domain,
        "images": [[image.address, image.credit_text] for image in images],
    }


def differences(before: Mapping[str, object], after: Mapping[str, object]) -> dict[str, list[object]]:
    """Return the facts that differ, as `{fact: [old, new]}`."""
    return {
        name: [before.get(name), after.get(name)] for name in REVISED if before.get(name) != after.get(name)
    }


def held_facts(article_id: UUID) -> Facts | None:
    """Return the facts of an article as it is held, under a lock, so that revisions don't miss each other; or None."""
    held = (
        Article.objects.select_for_update(of=("self",)).select_related("source").filter(pk=article_id).first()
    )
    return facts_of(held) if held else None


def record_revision(
    *, article_id: UUID, before: Mapping[str, object], evidence: str, now: datetime
) -> ArticleRevision | None:
    """Append what differs between the facts before and those that are held now; None where nothing does."""
    changes = differences(before, facts_of(Article.objects.select_related("source").get(pk=article_id)))
    if not changes:
        return None
    last = ArticleRevision.objects.filter(article=article_id).aggregate(last=Max("number"))["last"]
    return ArticleRevision.objects.create(
        article_id=article_id, number=(last or 0) + 1, recorded_at=now, changes=changes, evidence=evidence
    )


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    return value
