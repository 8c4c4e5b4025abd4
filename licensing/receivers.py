"""What licensing does when the archive tells of something; connected in the app's `ready`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.clock import now
from archive.models import Article, Source
from archive.signals import article_stored, credit_names_asked, source_sold
from licensing.models import PartyAlias
from licensing.operations.governing import regovern_articles, regovern_publisher
from licensing.queries.holders import normalised_name

if TYPE_CHECKING:
    from uuid import UUID


def connect() -> None:
    """Listen to the archive."""
    article_stored.connect(govern_stored_article, dispatch_uid="licensing.govern_stored_article")
    source_sold.connect(govern_sold_source, dispatch_uid="licensing.govern_sold_source")
    credit_names_asked.connect(names_of_parties, dispatch_uid="licensing.names_of_parties")


def govern_stored_article(article_id: UUID, **_: object) -> None:
    """Work out anew what governs an article once its facts, its credits included, are committed."""
    regovern_articles(articles=Article.objects.filter(pk=article_id), now=now())


def govern_sold_source(source_id: int, **_: object) -> None:
    """Bring what speaks of the new publisher's sites into the sets of a site's articles."""
    publisher = Source.objects.select_related("publisher").get(pk=source_id).publisher.identifier
    regovern_publisher(publisher=publisher, now=now())


def names_of_parties(names: tuple[str, ...], **_: object) -> set[str]:
    """Return those of the printed names that stand for a party on record, and still do."""
    keys = {name: normalised_name(name) for name in names}
    on_record = PartyAlias.objects.current().filter(
        kind="name", effective_to=None, value__in=set(keys.values())
    )
    known = set(on_record.values_list("value", flat=True))
    return {name for name, key in keys.items() if key in known}
