"""`POST /articles/{id}/full-text`: a whole text for a use that is permitted, and no other way to one."""

from __future__ import annotations

from typing import Any

import pytest

from archive.models import Article
from licensing.models import Agreement, Delivery
from licensing.operations import end_agreement, suspend
from tests.licensing import copies, world
from tests.licensing.api.caller import Answer, Caller, caller
from tests.licensing.api.schema import answer_schema, wrong

ASKED = {"use": "store", "purpose": "news-reporting", "territory": "PL"}


@pytest.fixture
def copied(newsroom: Caller) -> Article:
    world.consumer("archive", purpose="archiving")
    copies.lets_store()
    return copies.taken_in()[0]


def whole(who: Caller, held: Article, /, headers: dict[str, str] | None = None, **fields: Any) -> Answer:
    return who.post(f"/api/v1/articles/{held.pk}/full-text", ASKED | fields, **(headers or {}))


def test_the_whole_text_is_handed_out_with_its_attribution_and_kept_by_no_cache(
    copied: Article, newsroom: Caller
) -> None:
    answer = whole(newsroom, copied)
    assert (answer.status, answer.headers["Cache-Control"]) == (201, "no-store")
    assert (answer.data["text"], answer.data["words"], answer.data["use"]) == (copies.BODY, 600, "store")
    assert answer.data["digest"] == Delivery.objects.get().text_digest
    assert copied.address in answer.data["attribution"]
    assert newsroom.get(answer.data["links"]["decision"]).data["outcome"] == "permit"
    assert wrong(answer.data, answer_schema("releaseFullText", 201)) == []


def test_an_article_says_how_long_its_copy_is_and_where_to_ask_for_it(
    copied: Article, newsroom: Caller
) -> None:
    answer = newsroom.get(f"/api/v1/articles/{copied.pk}")
    assert answer.data["full_copy_words"] == 600
    assert answer.data["links"]["full_text"] == f"/api/v1/articles/{copied.pk}/full-text"


def test_no_list_article_or_decision_holds_a_word_of_it(copied: Article, newsroom: Caller) -> None:
    given = whole(newsroom, copied)
    for address in (
        "/api/v1/articles", f"/api/v1/articles/{copied.pk}", "/api/v1/articles?headline=wombatquarry",
        given.data["links"]["decision"],
    ):  # fmt: skip
        assert b"wombatquarry" not in newsroom.get(address).raw.replace(b"headline=wombatquarry", b"")


@pytest.mark.parametrize("use", ["personal", "adapt", "mine", "train", "ground", "index"])
def test_a_use_without_a_permit_is_refused_and_says_what_stands_in_the_way(
    copied: Article, newsroom: Caller, use: str
) -> None:
    answer = whole(newsroom, copied, use=use)
    assert (answer.status, answer.slug) == (403, "release-refused")
    assert answer.data["obstacles"]
    assert b"wombatquarry" not in answer.raw
    assert not Delivery.objects.exists()


def test_another_consumer_is_refused(copied: Article) -> None:
    answer = whole(caller(world.consumer("desk")), copied)
    assert (answer.status, answer.slug) == (403, "release-refused")
    assert b"wombatquarry" not in answer.raw


@pytest.mark.parametrize("use", ["excerpt", "catalogue", "print", "everything", "", "x" * 300])
def test_what_is_no_use_of_a_whole_text_is_told_so(copied: Article, newsroom: Caller, use: str) -> None:
    answer = whole(newsroom, copied, use=use)
    assert answer.status in (400, 422)
    assert b"wombatquarry" not in answer.raw


@pytest.mark.parametrize(
    "fields",
    [{"words": 10}, {"consumer": "archive"}, {"use": ["store"]}, {"use": None}, {"territory": "Atlantis"},
     {"audience": "everybody"}, {"key": "\u0007"}],
)  # fmt: skip
def test_odd_questions_are_refused(copied: Article, newsroom: Caller, fields: dict[str, Any]) -> None:
    answer = whole(newsroom, copied, **fields)
    assert answer.status in (400, 422)
    assert not Delivery.objects.exists()


def test_an_audience_that_the_use_contradicts_is_refused(copied: Article, newsroom: Caller) -> None:
    answer = whole(newsroom, copied, use="republish", audience="self")
    assert (answer.status, answer.slug) == (422, "contradiction")


def test_where_no_copy_is_held_the_answer_is_that(held: Article, newsroom: Caller) -> None:
    answer = whole(newsroom, held)
    assert (answer.status, answer.slug) == (404, "no-full-copy-held")


@pytest.mark.parametrize("article", ["00000000-0000-4000-8000-000000000001", "nonsense", "%00"])
def test_an_unknown_article_is_not_found(newsroom: Caller, article: str) -> None:
    assert newsroom.post(f"/api/v1/articles/{article}/full-text", ASKED).status == 404


def test_a_suspension_stops_it_at_once_and_an_ended_agreement_deletes_it(
    copied: Article, newsroom: Caller
) -> None:
    stop = suspend(
        kind="officer", scope_kind="article", scope_value=str(copied.pk), reason="r", by="o", now=world.NOW
    )
    assert whole(newsroom, copied).slug == "no-full-copy-held"
    assert copies.copy_of(copied).text == copies.BODY
    world.do.lift_suspension(suspension=stop, now=world.NOW)
    assert whole(newsroom, copied).status == 201
    end_agreement(agreement=Agreement.objects.get(), now=world.NOW)
    assert whole(newsroom, copied).slug == "no-full-copy-held"
    assert copies.copy_of(copied).text is None


def test_a_key_makes_a_repeat_one_delivery(copied: Article, newsroom: Caller) -> None:
    first, again = (whole(newsroom, copied, {"Idempotency-Key": "k"}) for _ in range(2))
    assert first.data["delivery"] == again.data["delivery"]
    assert whole(newsroom, copied, {"Idempotency-Key": "k"}, use="share").slug == "key-reused"


def test_without_a_token_there_is_nothing(copied: Article, newsroom: Caller) -> None:
    answer = Caller("").post(f"/api/v1/articles/{copied.pk}/full-text", ASKED)
    assert answer.status == 401
    assert b"wombatquarry" not in answer.raw
