"""The outcome that PostgreSQL works out for every article at once is the one that is decided for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from django.db.models import Q

from archive.models import Article
from licensing.models import QuotaUse
from licensing.operations.agreements import Evidence
from licensing.policy.ask import UseError
from licensing.policy.decide import outcome_of
from licensing.policy.model import Audience, Facts, Outcome, Use
from licensing.policy.partial import And, Between, Column, Each, Missing, Not, OneOf, Or, Split, Under
from licensing.queries import templates
from licensing.queries.consumers import UnknownConsumerError
from licensing.queries.facts import facts_for
from licensing.queries.predicates import condition, outcome_case
from licensing.queries.standing import standing
from tests.licensing import many_articles, world

pytestmark = pytest.mark.django_db

QUESTIONS = (
    world.use("store"),
    world.use("excerpt", words=15),
    world.use("excerpt", words=8),
    world.use("index", asset="metadata"),
    world.use("index", asset="article"),
    world.use("mine", asset="article"),
    world.use("catalogue", asset="metadata"),
    world.use("republish", territory=None),
    world.use("store", audience=Audience.INTERNAL),
)


@pytest.fixture
def held(db: None) -> list[Article]:
    world.party()
    world.consumer()
    world.law("facts", "eu-dsm-15-short")
    world.do.observe_robots(
        domain="essanews.com",
        robots=world.robots_file("User-agent: *\nDisallow: /x"),
        publisher=None,
        now=world.NOW,
    )
    many_articles.terms_that_tell_articles_apart()
    articles = many_articles.made(160)
    many_articles.what_names_single_articles(articles)
    world.do.regovern_articles(articles=Article.objects.all(), now=world.NOW)
    return articles


def facts_of(articles: Iterable[Article], at: datetime = world.NOW) -> dict[UUID, Facts]:
    """What a decision on each article is made from; it is the same for every use at that moment."""
    use = world.use("store", at=at)
    return {one.pk: facts_for(article=one.pk, use=use, consumer="newsroom") for one in articles}


def differing(use: Use, facts: dict[UUID, Facts]) -> tuple[list[Any], Counter[str | None]]:
    """Articles of which the database says something else than a decision does, and how often it says what."""
    found = standing(use=use, consumer="newsroom", articles=Article.objects.all())
    said = dict(Article.objects.annotate(rights=found.outcome).values_list("pk", "rights"))
    for outcome in Outcome:
        having = set(Article.objects.filter(found.having(outcome)).values_list("pk", flat=True))
        assert having == {pk for pk, one in said.items() if one == outcome}
    decided = {pk: outcome_of(use, one) for pk, one in facts.items()}
    wrong = [(pk, said[pk], full) for pk, full in decided.items() if said[pk] not in (None, full)]
    return wrong, Counter(said[pk] for pk in facts)


def test_the_database_says_of_every_article_what_a_decision_says(held: list[Article]) -> None:
    seen: Counter[str | None] = Counter()
    facts = facts_of(held)
    for use in QUESTIONS:
        wrong, said = differing(use, facts)
        assert wrong == [], use
        seen += said
        assert said[None] <= 4 or use.asset == "article", use
    assert {outcome for outcome in seen if outcome} == {"permit", "consent", "review", "deny"}


def test_a_question_about_another_time_is_answered_from_what_was_on_record_then(held: list[Article]) -> None:
    early = world.use("store", at=many_articles.LATER)
    wrong, said = differing(early, facts_of(held[:40], many_articles.LATER))
    assert wrong == []
    assert said["permit"]


def test_an_agreement_below_a_path_and_a_quota_that_is_used_up_are_heard(held: list[Article]) -> None:
    dated = [many_articles.tested("ra:publishedDate", "gt", many_articles.DATES[0])]
    world.agreement(actions=("archive",), constraint=dated, limit=1)
    world.do.grant_agreement(
        identifier="urn:rights:agreement:below",
        title="Below a path",
        assigner=world.party(),
        assignees=("newsroom",),
        document=world.document("Agreement", world.WPM, permission=[many_articles.rule("archive")]),
        scope_kind="site",
        scope_value="essanews.com",
        scope_path="/sport",
        effective_from=world.CAPTURED,
        effective_to=None,
        evidence=Evidence("letter.txt", "We agree."),
        timezone="Europe/Warsaw",
        quotas=[],
        officer="rights-officer",
        now=world.CAPTURED,
    )
    wrong, before = differing(world.use("store"), facts_of(held[:40]))
    assert wrong == []
    counted = _count_one(held)
    wrong, after = differing(world.use("store"), facts_of(held[:40]))
    assert wrong == []
    assert after["permit"] < before["permit"]
    assert list(QuotaUse.objects.values_list("article", flat=True)) == [counted]
    found = standing(use=world.use("store"), consumer="newsroom", articles=Article.objects.all())
    assert Article.objects.annotate(rights=found.outcome).get(pk=counted).rights is None


def _count_one(held: list[Article]) -> Any:
    permitted = standing(use=world.use("store"), consumer="newsroom", articles=Article.objects.all())
    article = Article.objects.filter(permitted.having(Outcome.PERMIT), date_published__isnull=False)
    chosen = article.exclude(address__contains="/sport").order_by("-date_published", "pk")[0]
    world.do.declare_use(
        article=chosen.pk, consumer="newsroom", use=world.use("store"), key="once", now=world.NOW
    )
    return chosen.pk


def test_no_article_is_permitted_by_what_its_row_does_not_say(held: list[Article]) -> None:
    found = standing(use=world.use("store"), consumer="newsroom", articles=Article.objects.all())
    undated = Article.objects.filter(found.having(Outcome.PERMIT), date_published=None)
    assert all("/news" in one.address for one in undated)
    world.source("new.example")
    late = world.article("new.example", credit="")
    assert Article.objects.annotate(rights=found.outcome).get(pk=late.pk).rights is None


def test_terms_that_changed_too_often_leave_each_article_to_be_decided(
    held: list[Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(templates, "MOST_VERSIONS", 0)
    found = standing(use=world.use("store"), consumer="newsroom", articles=Article.objects.all())
    kinds = [type(residual) for _, residual in found.groups]
    assert Each in kinds
    said = Article.objects.annotate(rights=found.outcome).filter(source__domain="essanews.com")
    assert set(said.values_list("rights", flat=True)) == {None}


def test_the_cost_does_not_grow_with_the_articles(
    held: list[Article], django_assert_max_num_queries: Any
) -> None:
    groups = Article.objects.values("governing_set_id", "source", "copyright_notice").distinct().count()
    with django_assert_max_num_queries(60 * groups):
        standing(use=world.use("store"), consumer="newsroom", articles=Article.objects.all())
    assert groups < 25


def test_a_use_of_one_image_and_an_unknown_consumer_are_refused(held: list[Article]) -> None:
    with pytest.raises(UseError):
        standing(
            use=world.use("store", asset=str(held[0].pk)), consumer="newsroom", articles=Article.objects.all()
        )
    with pytest.raises(UnknownConsumerError):
        standing(use=world.use("store"), consumer="nobody", articles=Article.objects.all())


# --- single predicates -----------------------------------------------------------------------------------------------


def where(predicate: Any) -> set[str]:
    return set(Article.objects.filter(condition(predicate)).values_list("headline", flat=True))


@pytest.fixture
def three(db: None) -> None:
    world.article(
        headline="english", credit="", language="en-GB", section="News", address="https://essanews.com/a%_b/1"
    )
    world.article(headline="polish", credit="", language="pl", section="", address="https://essanews.com")
    world.article(headline="nothing", credit="", language="", section="", date_published=None)


def test_a_missing_column_is_unknown_and_so_is_its_negation(three: None) -> None:
    english = OneOf(Column.LANGUAGE, ("en-gb",))
    assert where(english) == {"english"}
    assert where(Not(english)) == {"polish"}
    assert where(Missing(Column.LANGUAGE)) == {"nothing"}
    assert where(Not(Missing(Column.LANGUAGE))) == {"english", "polish"}
    assert where(Not(OneOf(Column.LANGUAGE, ()))) == {"english", "polish"}
    assert where(OneOf(Column.SECTION, ())) == set()
    assert where(Between(Column.PUBLISHED)) == {"english", "polish"}
    assert where(Not(Between(Column.PUBLISHED, high=world.NOW))) == set()


def test_trees_hold_whole_segments_and_their_signs_are_taken_literally(three: None) -> None:
    assert where(Under(Column.LANGUAGE, "en")) == {"english"}
    assert where(Under(Column.LANGUAGE, "e")) == set()
    assert where(Under(Column.PATH, "/a%_b")) == {"english"}
    assert where(Under(Column.PATH, "/a%")) == set()
    assert where(OneOf(Column.PATH, ("/",))) == {"polish"}


def test_what_a_column_cannot_hold_equals_nothing(three: None) -> None:
    everything = {"english", "polish", "nothing"}
    assert where(Not(OneOf(Column.SECTION, ("\0", "\ud800")))) == {"english"}
    assert where(Not(OneOf(Column.ARTICLE, ("not an identifier",)))) == everything
    assert where(Not(Under(Column.PATH, "/\0"))) == everything
    assert where(Or()) == set()
    assert where(And()) == everything
    assert where(Not(Or())) == everything


def test_what_no_branch_speaks_of_has_no_outcome(three: None) -> None:
    rows = Article.objects.annotate(rights=outcome_case(Split(())), each=outcome_case(Each("why")))
    assert set(rows.values_list("rights", "each")) == {(None, None)}
    assert Article.objects.filter(Q(pk__in=())).count() == 0
