"""Rows as the archive writes them, for tests to start from."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from archive import text
from archive.models import Article, Capture, Excerpt, FullCopy, Image, SiteFileCopy, Source, Watch
from tests.pages.gates import DECISION
from tests.pages.sites import NOW


def article(source: Source, **columns: Any) -> Article:
    facts: dict[str, Any] = {
        "address": f"https://essanews.com/{uuid4()}",
        "headline": "A headline",
        "language": "en",
        "word_count": 185,
        "captured_at": NOW,
        "recorded_at": NOW,
    }
    return Article.objects.create(source=source, **(facts | columns))


def excerpt(held: Article, passage: str, **columns: Any) -> Excerpt:
    facts: dict[str, Any] = {
        "text": passage,
        "word_count": text.count_words(passage),
        "digest": text.digest(passage),
        "decision": DECISION,
        "recorded_at": NOW,
    }
    return Excerpt.objects.create(article=held, **(facts | columns))


def full_copy(held: Article, whole: str, **columns: Any) -> FullCopy:
    facts: dict[str, Any] = {
        "text": whole,
        "word_count": text.count_words(whole),
        "digest": text.digest(whole),
        "decision": DECISION,
        "captured_at": NOW,
        "acquired_at": NOW,
        "evidence": "capture:test",
    }
    return FullCopy.objects.create(article=held, **(facts | columns))


def image(held: Article, **columns: Any) -> Image:
    facts: dict[str, Any] = {"position": 0, "address": "https://essanews.com/photo.jpg"}
    return Image.objects.create(article=held, **(facts | columns))


def capture(source: Source, **columns: Any) -> Capture:
    facts: dict[str, Any] = {
        "address": "https://essanews.com/a",
        "requested_at": NOW,
        "requested_by": "archivist",
    }
    return Capture.objects.create(source=source, **(facts | columns))


def site_file(**columns: Any) -> SiteFileCopy:
    facts: dict[str, Any] = {
        "origin": "https://essanews.com",
        "kind": "robots",
        "address": "https://essanews.com/robots.txt",
        "status": 200,
        "text": "User-agent: *",
        "digest": "0" * 64,
        "fetched_at": NOW,
        "seen_at": NOW,
        "fresh_until": NOW + timedelta(days=1),
    }
    return SiteFileCopy.objects.create(**(facts | columns))


def watch(source: Source, **columns: Any) -> Watch:
    facts: dict[str, Any] = {
        "address": "https://essanews.com/terms",
        "kind": "terms",
        "added_at": NOW,
        "added_by": "archivist",
        "next_at": NOW,
    }
    return Watch.objects.create(source=source, **(facts | columns))
