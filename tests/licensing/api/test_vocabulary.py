"""`GET /uses`: a stranger finds out what can be asked."""

from __future__ import annotations

from archive.models import Article
from licensing.policy.vocabulary.uses import STANDARD_USES
from tests.licensing.api.caller import Caller
from tests.licensing.api.test_asking import DECISIONS, question


def test_a_stranger_reads_the_words_of_a_question() -> None:
    answer = Caller("").get("/api/v1/uses")
    assert answer.status == 200
    assert [use["id"] for use in answer.data["uses"]] == list(STANDARD_USES)
    assert next(use for use in answer.data["uses"] if use["id"] == "excerpt")["parts"] == ["text"]


def test_the_meanings_are_polish_for_who_reads_polish() -> None:
    polish = Caller("").get("/api/v1/uses", Accept_Language="pl,en;q=0.5")
    assert polish.data["uses"][0]["meaning"] == STANDARD_USES["catalogue"].meaning_pl
    assert "Accept-Language" in polish.headers["Vary"]


def test_every_word_that_is_told_can_be_asked(held: Article, newsroom: Caller) -> None:
    told = Caller("").get("/api/v1/uses").data
    for use in told["uses"]:
        asked = question(held, use=use["id"], asset="article", audience=use["audience"])
        if not use["takes_words"]:
            asked["words"] = None
        assert newsroom.post(DECISIONS, asked).status == 201
    for action in ("print", "ra:generativeTraining"):
        assert action in told["actions"]
        assert newsroom.post(DECISIONS, question(held, use=action, words=None)).status == 201
