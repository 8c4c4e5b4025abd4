"""For random policies, PostgreSQL says of every row what full evaluation says of that article."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings

from archive.models import Article, Publisher, Source
from licensing.policy import model
from licensing.policy.decide import outcome_of
from licensing.policy.model import Outcome
from licensing.policy.partial import Template, partial
from licensing.queries.predicates import outcome_case, where
from tests.policy.article_strategies import INSTANTS, TICK, stands_for, templates
from tests.policy.builders import CAPTURED, NOW

pytestmark = pytest.mark.django_db

SITES = {"example.org": "publisher", "other.example": "publisher", "third.example": "somebody"}
PATHS = ("", "/", "/news", "/news/", "/newsroom", "/news/world", "/news/world/1", "/sport/1")
LANGUAGES = ("", "en", "en-GB", "en-gb", "en-GB-oed", "en-US", "pl", "de")
NEAR = [datetime.fromisoformat(one) for one in INSTANTS]
DAY = datetime(2024, 6, 1, tzinfo=UTC)
PUBLISHED = [
    None,
    *(moment + step for moment in NEAR for step in (-TICK, 0 * TICK, TICK)),
    *(DAY + timedelta(hours=hours) for hours in (-14, -13, 36, 37)),
]


@pytest.fixture
def rows(db: None) -> list[Article]:
    chance = random.Random(7)  # noqa: S311 - the same rows every time
    for publisher in set(SITES.values()):
        Publisher.objects.create(identifier=publisher, name=publisher)
    sources = [
        Source.objects.create(domain=site, name=site, publisher=Publisher.objects.get(identifier=publisher))
        for site, publisher in SITES.items()
    ]
    return Article.objects.bulk_create(_row(chance, number, chance.choice(sources)) for number in range(300))


def _row(chance: random.Random, number: int, source: Source) -> Article:
    return Article(
        id=UUID(int=number + 1),
        source=source,
        address=f"https://{source.domain}{chance.choice(PATHS)}{chance.choice('?#')}{number}",
        headline=f"Headline {number}",
        section=chance.choice(["", "News", "news", "Sport", "Opinion"]),
        language=chance.choice(LANGUAGES),
        date_published=chance.choice(PUBLISHED),
        word_count=100,
        captured_at=chance.choice([CAPTURED - TICK, CAPTURED, NOW - TICK, NOW]),
        recorded_at=NOW,
    )


def value(row: Article) -> model.Article:
    return model.Article(
        id=str(row.pk),
        publisher=row.source.publisher.identifier,
        site=row.source.domain,
        path=urlsplit(row.address).path or "/",
        parts=(),
        captured_at=row.captured_at,
        language=row.language,
        section=row.section,
        published_at=row.date_published,
    )


def test_every_row_has_the_outcome_of_a_full_evaluation(rows: list[Article]) -> None:
    values = {row.pk: value(row) for row in Article.objects.select_related("source__publisher")}
    seen: set[str | None] = set()

    @settings(max_examples=200, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
    @given(templates())
    def agree(asked: Template) -> None:
        left = partial(asked)
        said = dict(Article.objects.annotate(rights=outcome_case(left)).values_list("pk", "rights"))
        seen.update(said.values())
        full = {pk: outcome_of(asked.use, stands_for(asked, one)).value for pk, one in values.items()}
        assert said == full
        for outcome in Outcome:
            having = Article.objects.filter(where(left, outcome)).values_list("pk", flat=True)
            assert set(having) == {pk for pk, one in full.items() if one == outcome}

    agree()
    assert seen == {"permit", "consent", "review", "deny"}
