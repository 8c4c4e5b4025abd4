"""What licensing does when the archive tells of something; connected in the app's `ready`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.clock import now
from archive.models import Article, Source
from archive.signals import article_stored, source_sold
from licensing.operations.governing import regovern_articles, regovern_publisher

if TYPE_CHECKING:
    from uuid import UUID


def connect() -> None:
    """Listen to the archive."""
    article_stored.connect(govern_stored_article, dispatch_uid="licensing.govern_stored_article")
    source_sold.connect(govern_sold_source, dispatch_uid="licensing.govern_sold_source")


def govern_stored_article(article_id: UUID, **_: object) -> None:
    """Work out anew what governs an article once its facts, its credits included, are committed."""
    regovern_articles(articles=Article.objects.filter(pk=article_id), now=now())


def govern_sold_source(source_id: int, **_: object) -> None:
    """Bring what speaks of the new publisher's sites into the sets of a site's articles."""
    publisher = Source.objects.select_related("publisher").get(pk=source_id).publisher.identifier
    regovern_publisher(publisher=publisher, now=now())
