from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from archive.queries import (
    ArticleNotFoundError,
    ExcerptLengthError,
    NoExcerptHeldError,
    Released,
    ReleaseRefusedError,
    article,
    articles,
    held_words,
    released_excerpt,
)
from archive.text import digest
from tests.archive import rows
from tests.pages.gates import DECISION, DELIVERY, Breaks, Permits, PermitsEverything
from tests.pages.sites import NOW

if TYPE_CHECKING:
    from uuid import UUID

    from pytest_django import DjangoAssertNumQueries

    from archive.models import Article, Source
    from tests.pages.sites import Choose

pytestmark = pytest.mark.django_db

TWELVE = "one two three four five six seven eight nine ten eleven twelve"


@pytest.fixture
def held(source: Source) -> Article:
    found = rows.article(source)
    rows.excerpt(found, TWELVE)
    return found


def ask(article_id: UUID, **question: Any) -> Released:
    whole: dict[str, Any] = {"article_id": article_id, "consumer": "newsroom", "words": 10, "now": NOW}
    return released_excerpt(**(whole | question))


def test_without_an_adapter_nothing_is_released(held: Article, gate: Choose) -> None:
    gate(None)
    with pytest.raises(ReleaseRefusedError, match="No adapter"):
        ask(held.pk)


def test_a_refusal_names_its_decision_and_releases_nothing(held: Article, gate: Choose) -> None:
    gate(Permits)
    with pytest.raises(ReleaseRefusedError, match="consent") as refused:
        ask(held.pk, words=40)
    assert refused.value.verdict.decision == DECISION
    assert "one two" not in str(refused.value)


def test_a_refusal_is_raised_outside_the_transaction_so_that_it_stays_on_record(
    held: Article, gate: Choose, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate(Permits)
    real = Permits.release

    def release(self: Permits, **question: Any) -> object:
        rows.article(held.source, headline="on record")
        return real(self, **question)

    monkeypatch.setattr(Permits, "release", release)
    with pytest.raises(ReleaseRefusedError):
        ask(held.pk, words=40)
    assert articles().filter(headline="on record").exists()


def test_an_error_of_the_gate_releases_nothing(held: Article, gate: Choose) -> None:
    gate(Breaks)
    with pytest.raises(RuntimeError):
        ask(held.pk)


@pytest.mark.parametrize(
    "question", [{"words": 0}, {"words": -1}, {"words": 1_000_000}, {"start": -1}, {"start": 1000}]
)
def test_a_passage_that_no_excerpt_can_have_is_an_error_and_the_gate_is_not_asked(
    question: dict[str, int], held: Article, gate: Choose
) -> None:
    gate(PermitsEverything)
    Permits.asked.clear()
    with pytest.raises(ExcerptLengthError):
        ask(held.pk, **question)
    assert Permits.asked == []


def test_an_article_that_is_not_there_is_an_error(db: None, gate: Choose) -> None:
    gate(PermitsEverything)
    with pytest.raises(ArticleNotFoundError):
        ask(uuid4())
    with pytest.raises(ArticleNotFoundError):
        article(uuid4())


def test_an_article_without_text_or_without_text_there_releases_none(
    source: Source, held: Article, gate: Choose
) -> None:
    gate(PermitsEverything)
    with pytest.raises(NoExcerptHeldError):
        ask(rows.article(source).pk)
    with pytest.raises(NoExcerptHeldError):
        ask(held.pk, start=12)


def test_a_granted_passage_is_cut_and_comes_with_its_attribution(held: Article, gate: Choose) -> None:
    gate(Permits)
    released = ask(held.pk, words=3, start=1, key="k", claims=frozenset({"pl-29-quotation"}), territory="PL")
    assert released.text == "two three four"
    assert (released.words, released.start, released.attribution) == (3, 1, "© essanews.com")
    assert (released.decision, released.delivery) == (DECISION, DELIVERY)
    assert [duty.action for duty in released.obligations] == ["attribute"]
    assert "two" not in repr(released)


def test_the_gate_is_told_what_is_asked_and_what_is_held_but_no_text(held: Article, gate: Choose) -> None:
    gate(Permits)
    ask(held.pk, words=3, start=1, key="k", territory="PL")
    (request,) = Permits.asked
    assert (request.words, request.start, request.key, request.territory) == (3, 1, "k", "PL")
    assert (request.held_words, request.characters) == (12, len("two three four"))
    assert request.text_digest == digest("two three four")
    assert "two" not in repr(request)


def test_no_more_is_released_than_is_held(held: Article, gate: Choose) -> None:
    gate(PermitsEverything)
    released = ask(held.pk, words=500, start=10)
    assert released.text == "eleven twelve"
    assert released.words == 2


def test_articles_are_found_by_their_facts(source: Source) -> None:
    found = rows.article(source, language="pl", date_published=NOW, governing_set_id=7)
    rows.article(source)
    tomorrow = NOW + timedelta(days=1)
    assert list(articles(language="pl")) == [found]
    assert list(articles(published_from=NOW, published_to=tomorrow)) == [found]
    assert list(articles(published_to=NOW)) == []
    assert list(articles(governing_sets=[7, 8])) == [found]
    assert list(articles(governing_sets=[])) == []
    assert articles(domain="essanews.com").count() == 2
    assert articles(domain="other.example").count() == 0


def test_a_list_of_articles_costs_the_same_number_of_queries_however_long(
    source: Source, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(5):
        rows.image(rows.article(source))
    with django_assert_num_queries(3):
        for each in articles():
            assert [list(image.credits.all()) for image in each.images.all()] == [[]]
            assert each.source.publisher.country == "PL"


def test_held_words_are_known_without_the_text(held: Article) -> None:
    assert held_words(held.pk) == 12
    assert held_words(uuid4()) == 0
