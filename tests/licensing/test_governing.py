"""A new series reaches exactly the articles that its scope covers, and moves them without loading one of them."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.models import Article, Image
from licensing.models import GoverningSetSeries, PolicySeries
from licensing.operations import governing
from licensing.queries.covered import covered_by
from licensing.queries.facts import parties_of
from licensing.queries.scopes import covers
from licensing.queries.subjects import subject
from tests.licensing import many_articles, world

pytestmark = pytest.mark.django_db

AGENCY = "urn:rights:party:pap"


def series(scope_kind: str, scope_value: str, scope_path: str = "") -> PolicySeries:
    return world.do.create_series(
        identifier=f"urn:test:{scope_kind}:{scope_value}{scope_path}",
        kind="terms",
        title="new",
        scope_kind=scope_kind,
        scope_value=scope_value,
        scope_path=scope_path,
        now=world.NOW,
    )


@pytest.fixture
def held(db: None) -> list[Article]:
    world.party()
    world.do.record_party(identifier=AGENCY, name="PAP")
    many_articles.terms_that_tell_articles_apart()
    articles = many_articles.made(60)
    many_articles.what_names_single_articles(articles)
    world.do.assign_holders(
        holders=[[AGENCY]], reason="told", by="rights-officer", now=world.NOW, text_of=articles[5].pk
    )
    world.do.regovern_articles(articles=Article.objects.all(), now=world.NOW)
    return articles


def scopes(held: list[Article]) -> list[PolicySeries]:
    image = Image.objects.order_by("pk")[0]
    return [
        series("site", "essanews.com"),
        series("site", "essanews.com", "/news"),
        series("site", "nobody.example"),
        series("publisher", "wirtualna-polska"),
        series("holder", AGENCY),
        series("holder", world.WPM),
        series("article", str(held[3].pk)),
        series("article", "not an identifier"),
        series("part", f"{held[4].pk}:text"),
        series("part", f"{held[4].pk}:nothing"),
        series("part", str(image.pk)),
    ]


def one_by_one(new: PolicySeries) -> set[Any]:
    found = set()
    for pk in Article.objects.values_list("pk", flat=True):
        about = subject(pk)
        if covers(new, about, parties_of(about, world.NOW)):
            found.add(pk)
    return found


def test_one_condition_says_what_the_rule_says_of_each_article(held: list[Article]) -> None:
    sizes = set()
    for new in scopes(held):
        found = set(Article.objects.filter(covered_by(new, world.NOW)).values_list("pk", flat=True))
        assert found == one_by_one(new), str(new)
        sizes.add(len(found))
    assert {0, 1} < sizes


def test_a_new_series_joins_the_sets_of_the_articles_it_covers_and_of_no_others(held: list[Article]) -> None:
    for new in scopes(held):
        wanted = one_by_one(new)
        assert governing.regovern(series=new, now=world.NOW) == len(wanted)
        sets = GoverningSetSeries.objects.filter(series=new).values("governing_set")
        assert set(Article.objects.filter(governing_set_id__in=sets).values_list("pk", flat=True)) == wanted
        assert governing.regovern(series=new, now=world.NOW) == 0


def test_articles_are_moved_in_batches_and_none_is_loaded(
    held: list[Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(governing, "_BATCH", 7)
    new = series("site", "essanews.com")
    with CaptureQueriesContext(connection) as made:
        moved = governing.regovern(series=new, now=world.NOW)
    writes = [q["sql"] for q in made if q["sql"].startswith("UPDATE")]
    assert moved == Article.objects.filter(source__domain="essanews.com").count()
    assert len(writes) >= moved // 7
    assert not [q["sql"] for q in made if "headline" in q["sql"]]


def test_a_next_version_moves_nothing(held: list[Article]) -> None:
    before = list(Article.objects.order_by("pk").values_list("pk", "governing_set_id"))
    many_articles.in_force(
        "urn:rights:policy:first",
        world.document("Offer", world.WPM, permission=[many_articles.rule("archive")]),
        since=world.NOW,
    )
    assert list(Article.objects.order_by("pk").values_list("pk", "governing_set_id")) == before
