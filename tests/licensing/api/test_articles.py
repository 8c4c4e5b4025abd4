"""`GET /articles`: facts, never text."""

from __future__ import annotations

import base64
from datetime import timedelta
from urllib.parse import quote

import pytest

from archive.models import Article
from tests.licensing import world
from tests.licensing.api.caller import Caller

ARTICLES = "/api/v1/articles"


def addresses(who: Caller, query: str) -> list[str]:
    answer = who.get(f"{ARTICLES}?{query}")
    assert answer.status == 200, answer.raw
    return [one["address"] for one in answer.data["results"]]


def test_an_article_is_shown_with_its_images_credits_and_links_and_without_its_text(
    held: Article, newsroom: Caller
) -> None:
    data = newsroom.get(f"{ARTICLES}/{held.pk}").data
    assert data["headline"] == held.headline
    assert data["images"][0]["credit_text"] == world.CREDIT
    assert data["images"][0]["credits"] == [{"name": "PAP", "role": "supplier"}]
    assert data["held_words"] == 60
    assert data["links"]["releases"] == f"{ARTICLES}/{held.pk}/releases"
    assert "word1" not in str(data)


def test_lists_hold_no_text_either(held: Article, newsroom: Caller) -> None:
    answer = newsroom.get(ARTICLES)
    assert answer.data["results"][0]["id"] == str(held.pk)
    assert b"word1" not in answer.raw


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("site=essanews.com", True),
        ("site=ESSANEWS.com", True),
        ("site=elsewhere.example", False),
        ("section=news", True),
        ("section=sport", False),
        ("language=en", True),
        ("language=pl", False),
        ("headline=korea+RUSSIA", True),
        ("headline=korea+%25", False),
        ("published_from=2024-10-21T14:03:00Z", True),
        ("published_from=2024-10-21T14:03:01Z", False),
        ("published_to=2024-10-21T14:03:00Z", False),
        (f"published_to={quote('2024-10-21T16:03:01+02:00')}", True),
    ],
)
def test_filters_narrow(held: Article, newsroom: Caller, query: str, found: bool) -> None:
    assert addresses(newsroom, query) == ([held.address] if found else [])


def test_pages_follow_one_another_without_gap_or_repeat(held: Article, newsroom: Caller) -> None:
    for n in range(4):
        world.article(credit="", captured_at=world.CAPTURED + timedelta(hours=n // 2))
    seen: list[str] = []
    path = f"{ARTICLES}?limit=2"
    while path:
        page = newsroom.get(path).data
        seen += [one["id"] for one in page["results"]]
        path = page["next"]
    assert sorted(seen) == sorted(str(pk) for pk in Article.objects.values_list("pk", flat=True))


@pytest.mark.parametrize(
    ("query", "status", "slug", "field"),
    [
        ("text=x", 400, "unknown-field", "text"),
        ("limit=0", 400, "invalid-field", "limit"),
        ("limit=1000000", 400, "invalid-field", "limit"),
        ("limit=ten", 400, "invalid-field", "limit"),
        ("site=%00", 400, "invalid-field", "site"),
        ("published_from=yesterday", 400, "invalid-field", "published_from"),
        ("published_from=2024-10-21", 422, "naive-time", "published_from"),
        ("published_from=2024-10-21T12:00:00", 422, "naive-time", "published_from"),
        ("published_to=0001-01-01T00:00:00Z", 422, "absurd-time", "published_to"),
        ("published_from=2024-10-21T12:00:00+01:00", 400, "invalid-field", "published_from"),
        ("cursor=nonsense", 400, "invalid-field", "cursor"),
        ("cursor=" + base64.b64encode(b"p=nonsense").decode(), 400, "invalid-field", "cursor"),
        (
            "cursor=" + base64.b64encode(b"p=0001-01-01T00:00:00%2B14:00").decode(),
            400,
            "invalid-field",
            "cursor",
        ),
        ("cursor=" + base64.b64encode(b"p=2024-01-01T00:00:00").decode(), 400, "invalid-field", "cursor"),
        ("cursor=" + base64.b64encode(b"o=99999999999999999999").decode(), 200, "", ""),
    ],
)
def test_a_query_that_makes_no_sense_is_a_problem(
    held: Article, newsroom: Caller, query: str, status: int, slug: str, field: str
) -> None:
    answer = newsroom.get(f"{ARTICLES}?{query}")
    assert answer.status == status
    if status != 200:
        assert (answer.slug, answer.data["field"]) == (slug, field)
