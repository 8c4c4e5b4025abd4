"""`POST /articles/{id}/releases`: the only way to text."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_django import Settings

from archive.models import Article
from licensing.models import Decision, Delivery
from licensing.operations import suspend
from tests.licensing import world
from tests.licensing.api.caller import Answer, Caller, caller

ASKED = {"words": 10, "purpose": "news-reporting", "territory": "PL", "audience": "internal"}


def release(who: Caller, held: Article, /, headers: dict[str, str] | None = None, **fields: Any) -> Answer:
    return who.post(f"/api/v1/articles/{held.pk}/releases", ASKED | fields, **(headers or {}))


def test_ten_words_are_handed_out_with_attribution_and_recorded_as_delivered(
    held: Article, newsroom: Caller
) -> None:
    answer = release(newsroom, held)
    assert (answer.status, answer.headers["Cache-Control"]) == (201, "no-store")
    assert answer.data["text"].split() == [f"word{n}" for n in range(1, 11)]
    assert held.headline in answer.data["attribution"]
    delivery = Delivery.objects.get()
    assert (str(delivery.pk), str(delivery.decision)) == (answer.data["delivery"], answer.data["decision"])
    assert newsroom.get(answer.data["links"]["decision"]).data["outcome"] == "permit"


def test_forty_words_are_refused_with_a_problem_that_says_whose_consent_is_needed(
    held: Article, newsroom: Caller
) -> None:
    answer = release(newsroom, held, words=40)
    assert (answer.status, answer.slug, answer.data["outcome"]) == (403, "release-refused", "consent")
    assert answer.data["ask"] == [{"party": world.WPM, "name": "Wirtualna Polska Media Spółka Akcyjna"}]
    assert answer.data["words_allowed"] == 10
    assert answer.data["obstacles"][0]["part"] == "text"
    assert answer.data["detail"]
    assert newsroom.get(answer.data["links"]["decision"]).data["id"] == answer.data["decision"]
    assert b"word1" not in answer.raw
    assert not Delivery.objects.exists()


def test_small_passages_do_not_add_up_to_the_article(held: Article, newsroom: Caller) -> None:
    assert release(newsroom, held).status == 201
    assert release(newsroom, held).status == 201
    assert release(newsroom, held, start=10).status == 403


def test_a_suspension_refuses_the_next_release_at_once(held: Article, newsroom: Caller) -> None:
    assert release(newsroom, held).status == 201
    suspend(
        kind="officer",
        scope_kind="article",
        scope_value=str(held.pk),
        reason="complaint",
        by="rights-officer",
        now=world.NOW,
    )
    answer = release(newsroom, held)
    assert (answer.status, answer.data["outcome"]) == (403, "deny")
    assert "complaint" in answer.data["detail"]


@pytest.mark.parametrize("way", ["header", "field"])
def test_a_repeat_with_the_same_key_is_one_delivery(held: Article, newsroom: Caller, way: str) -> None:
    said: dict[str, Any] = {"headers": {"Idempotency_Key": "a"}} if way == "header" else {"key": "a"}
    first, second = release(newsroom, held, **said), release(newsroom, held, **said)
    assert first.data["delivery"] == second.data["delivery"]
    assert Delivery.objects.count() == 1


def test_a_key_belongs_to_one_request(held: Article, newsroom: Caller) -> None:
    assert release(newsroom, held, key="a", words=5).status == 201
    answer = release(newsroom, held, key="a", words=6)
    assert (answer.status, answer.slug, answer.data["field"]) == (409, "key-reused", "key")


def test_a_hypothetical_time_cannot_be_asked_for_a_release(held: Article, newsroom: Caller) -> None:
    answer = release(newsroom, held, at="2027-01-01T00:00:00Z")
    assert (answer.status, answer.slug, answer.data["field"]) == (400, "unknown-field", "at")


def test_a_territory_for_which_the_consumer_is_not_registered_releases_nothing(held: Article) -> None:
    stranger = caller(world.consumer("stranger", territory="US"))
    assert release(stranger, held).status == 403


def test_without_an_adapter_everything_is_refused_and_no_decision_is_promised(
    held: Article, newsroom: Caller, settings: Settings
) -> None:
    settings.IMPRIMATUR_RIGHTS_GATE = ""
    answer = release(newsroom, held)
    assert (answer.status, answer.slug, answer.data["outcome"]) == (403, "release-refused", "deny")
    assert "links" not in answer.data
    assert not Decision.objects.exists()


def test_a_gate_that_fails_releases_nothing_and_shows_no_traceback(
    held: Article, newsroom: Caller, settings: Settings
) -> None:
    settings.IMPRIMATUR_RIGHTS_GATE = "tests.licensing.api.broken.BrokenGate"
    answer = release(newsroom, held)
    assert (answer.status, answer.slug) == (500, "internal-error")
    assert b"Traceback" not in answer.raw
    assert b"word1" not in answer.raw
    assert b"secret" not in answer.raw
