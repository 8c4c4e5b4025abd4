"""`GET /articles?use=…&outcome=…`: a list says of each article what a decision says of it, and records nothing."""

from __future__ import annotations

from collections import Counter
from urllib.parse import urlencode

import pytest

from archive.models import Article
from licensing.models import Consumer, Decision, Obligation, QuotaUse
from licensing.policy.ask import UseError
from licensing.policy.decide import outcome_of
from licensing.policy.model import Audience, Outcome, Use
from licensing.queries import listed as lists
from licensing.queries import standing
from licensing.queries.facts import facts_for
from tests.licensing import many_articles, world
from tests.licensing.api.caller import Answer, Caller, caller
from tests.licensing.api.test_articles import ARTICLES

pytestmark = pytest.mark.django_db


@pytest.fixture
def mixed(db: None) -> Caller:
    """Articles of several sites; of some only a decision of their own can tell."""
    world.party()
    world.consumer()
    world.law("facts", "eu-dsm-15-short")
    many_articles.terms_that_tell_articles_apart()
    articles = many_articles.made(60)
    many_articles.what_names_single_articles(articles)
    world.do.regovern_articles(articles=Article.objects.all(), now=world.NOW)
    return caller(Consumer.objects.get(identifier="newsroom"))


def asked(use: Use, **more: str) -> dict[str, str]:
    fields = {
        "use": use.action,
        "asset": use.asset,
        "purpose": use.purpose,
        "territory": use.territory,
        "audience": use.audience and use.audience.value,
        "words": use.words and str(use.words),
    }
    return {name: value for name, value in fields.items() if value} | more


def pages(who: Caller, query: dict[str, str]) -> list[list[str]]:
    found, path = [], f"{ARTICLES}?{urlencode(query)}"
    while path:
        answer = who.get(path)
        assert answer.status == 200, answer.raw
        found.append([one["id"] for one in answer.data["results"]])
        path = answer.data["next"]
    return found


def rows(who: Caller, query: dict[str, str]) -> list[str]:
    return [one for page in pages(who, query) for one in page]


def decided(use: Use) -> dict[str, str | None]:
    return {str(pk): _outcome(use, pk) for pk in Article.objects.values_list("pk", flat=True)}


def _outcome(use: Use, article: object) -> str | None:
    try:
        return outcome_of(use, facts_for(article=article, use=use, consumer="newsroom")).value  # type: ignore[arg-type]
    except UseError:
        return None


@pytest.mark.parametrize(
    "use",
    [
        world.use("excerpt", words=10),
        world.use("excerpt", words=15),
        world.use("store", audience=Audience.INTERNAL),
        world.use("index", asset="article"),
        world.use("catalogue", asset="metadata"),
    ],
    ids=lambda use: f"{use.action}-{use.asset}-{use.words}",
)
def test_every_article_is_listed_under_the_outcome_that_a_decision_has(mixed: Caller, use: Use) -> None:
    expected = decided(use)
    listed: dict[str, str] = {}
    for outcome in Outcome:
        found = rows(mixed, asked(use, outcome=outcome, limit="7"))
        assert max(Counter(found).values(), default=1) == 1
        assert not set(found) & set(listed)
        listed |= dict.fromkeys(found, outcome.value)
    assert listed == {pk: outcome for pk, outcome in expected.items() if outcome}


def test_articles_that_are_decided_by_themselves_are_listed_too(mixed: Caller) -> None:
    use = world.use("store")
    found = standing.standing(use=use, consumer="newsroom", articles=Article.objects.all())
    alone = Article.objects.annotate(rights=found.outcome).filter(rights=None)
    expected = decided(use)
    assert alone.count() > 1
    for one in alone:
        outcome = expected[str(one.pk)]
        assert outcome
        assert str(one.pk) in rows(mixed, asked(use, outcome=outcome, limit="5"))


def test_groups_beyond_the_most_are_decided_one_by_one(
    mixed: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standing, "MOST_GROUPS", 1)
    use = world.use("excerpt", words=10)
    found = rows(mixed, asked(use, outcome="permit", limit="9"))
    assert sorted(found) == sorted(pk for pk, outcome in decided(use).items() if outcome == "permit")


@pytest.mark.parametrize("few", [0, 3, 2000])
def test_a_rare_outcome_is_listed_as_a_frequent_one(
    mixed: Caller, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    use = world.use("excerpt", words=10)
    for one in Article.objects.order_by("-captured_at", "pk")[:4]:  # the newest have another outcome
        Article.objects.filter(pk=one.pk).update(
            source=world.source("nobody.example", "nobody"), governing_set_id=None
        )
    monkeypatch.setattr(lists, "NEWEST", 2)
    monkeypatch.setattr(lists, "FEW", few)
    found = rows(mixed, asked(use, outcome="permit", limit="9"))
    assert sorted(found) == sorted(pk for pk, outcome in decided(use).items() if outcome == "permit")
    assert found


def test_a_list_narrows_by_facts_and_by_rights_together(mixed: Caller) -> None:
    use = world.use("excerpt", words=10)
    here = {
        str(pk) for pk in Article.objects.filter(source__domain="essanews.com").values_list("pk", flat=True)
    }
    found = rows(mixed, asked(use, outcome="permit", site="essanews.com"))
    assert set(found) == {pk for pk, outcome in decided(use).items() if outcome == "permit"} & here


def test_asking_by_list_records_counts_and_obliges_nothing(mixed: Caller) -> None:
    before = Decision.objects.count()
    assert rows(mixed, asked(world.use("store"), outcome="permit"))
    assert Decision.objects.count() == before
    assert not QuotaUse.objects.exists()
    assert not Obligation.objects.exists()


def test_who_asks_is_the_one_of_the_token(mixed: Caller) -> None:
    world.consumer("stranger")
    other = caller(Consumer.objects.get(identifier="stranger"))
    world.agreement(actions=("archive",))
    query = asked(world.use("store"), outcome="permit", site="essanews.com")
    assert set(rows(other, query)) < set(rows(mixed, query))


def test_a_suspended_article_leaves_the_list_at_once(held: Article, newsroom: Caller) -> None:
    query = asked(world.use("excerpt", words=10), outcome="permit")
    assert pages(newsroom, query) == [[str(held.pk)]]
    world.do.suspend(
        kind="takedown", scope_kind="article", scope_value=str(held.pk), reason="r", by="o", now=world.NOW
    )
    assert pages(newsroom, query) == [[]]


@pytest.mark.parametrize(
    ("query", "status", "slug", "field"),
    [
        ("use=photocopy&outcome=permit", 422, "unknown-use", "use"),
        ("use=excerpt&outcome=permit&purpose=fun", 422, "unknown-purpose", "purpose"),
        ("use=excerpt&outcome=permit&territory=XX", 422, "unknown-territory", "territory"),
        ("use=excerpt&outcome=permit&audience=all", 422, "unknown-audience", "audience"),
        ("use=excerpt&outcome=permit&words=0", 422, "out-of-range", "words"),
        ("use=excerpt&outcome=permit&words=100000", 422, "out-of-range", "words"),
        ("use=excerpt&outcome=permit&asset=metadata", 422, "not-applicable", "asset"),
        (
            "use=excerpt&outcome=permit&asset=3f2c1a58-5d0e-4f43-9d5c-0a8f1c6b7e21",
            400,
            "invalid-field",
            "asset",
        ),
        ("use=excerpt&outcome=permit&words=ten", 400, "invalid-field", "words"),
        ("use=excerpt&outcome=maybe", 400, "invalid-field", "outcome"),
        ("use=%00&outcome=permit", 400, "invalid-field", "use"),
        ("use=excerpt", 400, "invalid-field", "outcome"),
        ("outcome=permit", 400, "invalid-field", "use"),
        ("words=10", 400, "invalid-field", "outcome"),
        ("use=excerpt&outcome=permit&consumer=agency", 400, "unknown-field", "consumer"),
        ("use=excerpt&outcome=permit&claims=pl-29-quotation", 400, "unknown-field", "claims"),
    ],
)
def test_a_question_that_cannot_be_asked_is_a_problem_with_its_field(
    held: Article, newsroom: Caller, query: str, status: int, slug: str, field: str
) -> None:
    answer: Answer = newsroom.get(f"{ARTICLES}?{query}")
    assert (answer.status, answer.slug, answer.data["field"]) == (status, slug, field)


def test_a_bad_question_is_refused_where_nothing_is_listed(held: Article, newsroom: Caller) -> None:
    answer = newsroom.get(f"{ARTICLES}?site=nobody.example&use=photocopy&outcome=permit")
    assert (answer.status, answer.data["field"]) == (422, "use")
