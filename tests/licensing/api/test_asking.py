"""`POST /decisions` and reading one's answers again."""

from __future__ import annotations

from typing import Any

import pytest

from archive.models import Article
from licensing.models import Check, Decision, DeclaredUse, QuotaUse
from licensing.operations.checks import run_check
from tests.licensing import world
from tests.licensing.api.caller import Caller, caller

DECISIONS = "/api/v1/decisions"


def question(held: Article, **fields: Any) -> dict[str, Any]:
    asked = {"article": str(held.pk), "use": "excerpt", "asset": "text", "words": 40}
    return {**asked, "purpose": "news-reporting", "territory": "PL", "audience": "internal", **fields}


@pytest.mark.parametrize(
    ("fields", "outcome"),
    [
        ({"words": 10}, "permit"),
        ({}, "consent"),
        ({"claims": ["pl-29-quotation"]}, "review"),
        ({"use": "catalogue", "asset": "metadata", "words": None}, "permit"),
        ({"use": "store", "asset": "article", "words": None}, "review"),
        ({"use": "print", "words": None}, "consent"),
        ({"use": "index", "asset": "metadata", "words": None, "purpose": None}, "consent"),
    ],
)
def test_the_answers_are_those_of_the_founding_table(
    held: Article, newsroom: Caller, fields: dict[str, Any], outcome: str
) -> None:
    answer = newsroom.post(DECISIONS, question(held, **fields))
    assert (answer.status, answer.data["outcome"]) == (201, outcome)
    assert not answer.data["hypothetical"]


def test_a_refusal_says_why_in_the_words_of_the_notice_and_whom_to_ask(
    held: Article, newsroom: Caller
) -> None:
    data = newsroom.post(DECISIONS, question(held)).data
    holder = data["parts"][0]["holders"][0]
    clause = holder["citation"]["clauses"][0]
    notice = (world.DATA / "notice.en.txt").read_text()
    assert notice[clause["start"] : clause["end"]] == clause["text"]
    met = holder["obstacles"][0]
    assert "prior consent" in met["says"]
    assert met["remedy"]
    assert data["ask"] == [{"party": world.WPM, "name": "Wirtualna Polska Media Spółka Akcyjna"}]
    assert data["words_allowed"] == 10


def test_the_answer_stays_at_its_location_with_the_digest_of_the_record(
    held: Article, newsroom: Caller
) -> None:
    asked = newsroom.post(DECISIONS, question(held))
    again = newsroom.get(asked.headers["Location"])
    assert again.data == asked.data
    assert again.data["digest"] == Decision.objects.get().digest
    assert again.headers["Cache-Control"] == "no-store"


def test_sentences_are_polish_for_who_reads_polish_and_the_record_stays_as_it_is(
    held: Article, newsroom: Caller
) -> None:
    polish = newsroom.post(DECISIONS, question(held), Accept_Language="pl")
    english = newsroom.get(polish.headers["Location"], Accept_Language="en")
    said = [one.data["parts"][0]["holders"][0]["obstacles"][0]["says"] for one in (polish, english)]
    assert "zabrania" in said[0]
    assert "forbids" in said[1]
    assert polish.data["digest"] == english.data["digest"]
    assert "zabrania" not in Decision.objects.get().record


def test_a_permit_lists_the_duties_it_incurs(held: Article, newsroom: Caller) -> None:
    data = newsroom.post(DECISIONS, question(held, words=10)).data
    owed = {
        duty["action"] for part in data["parts"] for holder in part["holders"] for duty in holder["duties"]
    }
    assert {one["action"] for one in data["obligations"]} == owed
    assert held.headline in data["attribution"]


def test_another_consumer_never_reads_the_answer(held: Article, newsroom: Caller) -> None:
    asked = newsroom.post(DECISIONS, question(held))
    stranger = caller(world.consumer("stranger"))
    answer = stranger.get(asked.headers["Location"])
    assert (answer.status, answer.slug) == (404, "decision-not-found")


@pytest.mark.parametrize("moment", ["2025-01-01T00:00:00Z", "2027-01-01T00:00:00+01:00"])
def test_a_question_about_another_time_is_hypothetical(held: Article, newsroom: Caller, moment: str) -> None:
    data = newsroom.post(DECISIONS, question(held, words=10, at=moment)).data
    assert data["hypothetical"]
    assert data["obligations"] == []


def test_a_question_as_known_earlier_is_hypothetical(held: Article, newsroom: Caller) -> None:
    data = newsroom.post(DECISIONS, question(held, words=10, known_at="2024-01-01T00:00:00Z")).data
    assert data["hypothetical"]
    assert data["outcome"] != "permit"


def test_asking_counts_nothing_and_declaring_counts_once(held: Article, newsroom: Caller) -> None:
    world.agreement(actions=("archive",), limit=5)
    store = question(held, use="store", words=None)
    assert newsroom.post(DECISIONS, store).data["outcome"] == "permit"
    assert not QuotaUse.objects.exists()
    for _ in range(2):
        declared = newsroom.post(DECISIONS, store | {"declare": True}, Idempotency_Key="once")
        assert (declared.status, declared.data["outcome"]) == (201, "permit")
    assert QuotaUse.objects.count() == 1
    assert DeclaredUse.objects.count() == 1


def test_a_declared_use_that_is_not_permitted_counts_nothing(held: Article, newsroom: Caller) -> None:
    answer = newsroom.post(DECISIONS, question(held, use="store", words=None, declare=True))
    assert answer.data["outcome"] == "consent"
    assert not DeclaredUse.objects.exists()


def test_a_key_belongs_to_one_declaration(held: Article, newsroom: Caller) -> None:
    world.agreement(actions=("archive", "ra:mine"))
    ways = [
        newsroom.post(DECISIONS, question(held, use=use, words=None, declare=True), Idempotency_Key="k")
        for use in ("store", "mine")
    ]
    assert [one.status for one in ways] == [201, 409]
    assert ways[1].slug == "key-reused"


def test_a_worker_may_answer_for_who_does_not_wait(held: Article, newsroom: Caller) -> None:
    queued = newsroom.post(DECISIONS, question(held, words=10), Prefer="respond-async")
    assert (queued.status, queued.data["state"]) == (202, "requested")
    assert queued.headers["Preference-Applied"] == "respond-async"
    run_check(check_id=Check.objects.get().pk, now=world.NOW)
    done = newsroom.get(queued.headers["Location"])
    assert done.data["state"] == "done"
    assert newsroom.get(done.data["links"]["decision"]).data["outcome"] == "permit"


def test_what_a_worker_cannot_answer_is_answered_at_once(held: Article, newsroom: Caller) -> None:
    at = newsroom.post(DECISIONS, question(held, at="2027-01-01T00:00:00Z"), Prefer="respond-async")
    assert at.status == 201
    assert not Check.objects.exists()


def test_another_consumer_never_reads_the_check(held: Article, newsroom: Caller) -> None:
    queued = newsroom.post(DECISIONS, question(held), Prefer="respond-async, wait=10")
    answer = caller(world.consumer("stranger")).get(queued.headers["Location"])
    assert (answer.status, answer.slug) == (404, "check-not-found")
