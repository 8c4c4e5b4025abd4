"""Feeds, and what came in by them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

from archive.models import Feed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from archive.models import Source


def record_feed(*, identifier: str, source: Source, name: str, format: str = "", now: datetime) -> Feed:  # noqa: A002 - the column's name
    """Record a feed, or correct the name and format of the one with this identifier; its source stays.

    Raises ValidationError for a bad value.
    """
    feed = Feed.objects.filter(identifier=identifier).first() or Feed(
        identifier=identifier, source=source, recorded_at=now
    )
    feed.name, feed.format = name, format
    feed.full_clean()
    feed.save()
    return feed


def note_feeds(*, articles: Sequence[UUID], feeds: Sequence[str], now: datetime) -> None:
    """Note on articles that they came in by feeds; the moment of the first time stays."""
    if not articles or not feeds:
        return
    moment = now.isoformat()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE archive_article SET feeds = jsonb_object(%s::text[], %s::text[]) || feeds"
            " WHERE id = ANY(%s) AND NOT feeds ?& %s::text[]",
            [list(feeds), [moment] * len(feeds), list(articles), list(feeds)],
        )
