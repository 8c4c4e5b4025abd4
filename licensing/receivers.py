"""What licensing does when the archive tells of something; connected in the app's `ready`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.clock import now
from archive.models import Article
from archive.signals import article_stored
from licensing.operations.governing import regovern_articles

if TYPE_CHECKING:
    from uuid import UUID


def connect() -> None:
    """Listen to the archive."""
    article_stored.connect(govern_stored_article, dispatch_uid="licensing.govern_stored_article")


def govern_stored_article(article_id: UUID, **_: object) -> None:
    """Work out anew what governs an article once its facts, its credits included, are committed."""
    regovern_articles(articles=Article.objects.filter(pk=article_id), now=now())
