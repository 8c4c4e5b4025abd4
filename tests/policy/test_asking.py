"""What can be asked for, and what is refused before any row is walked (docs/semantics.md section 1)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from licensing.policy.ask import UseError
from licensing.policy.decide import decide
from licensing.policy.model import Audience, PartKind
from licensing.policy.vocabulary.uses import STANDARD_USES
from tests.policy.builders import (
    IMAGE,
    METADATA,
    NOW,
    TEXT,
    answer,
    article,
    document,
    facts,
    rule,
    statute,
    terms,
    use,
)

OPEN = terms(
    document(permission=[rule(["use", "ra:mine", "ra:train", "ra:generativeTraining", "ra:ground"])])
)
PARTS = {PartKind.METADATA: "metadata", PartKind.TEXT: "text", PartKind.IMAGE: "image-1"}

BAD: list[tuple[dict[str, Any], str, str]] = [
    ({"action": "frobnicate"}, "use", "unknown-use"),
    ({"action": "ex:thing"}, "use", "unknown-use"),
    ({"action": ""}, "use", "unknown-use"),
    ({"action": "use"}, "use", "too-general"),
    ({"action": "odrl:use"}, "use", "too-general"),
    ({"action": "http://www.w3.org/ns/odrl/2/transfer"}, "use", "too-general"),
    ({"action": "share", "audience": Audience.PUBLIC}, "audience", "contradiction"),
    ({"action": "personal", "audience": Audience.INTERNAL}, "audience", "contradiction"),
    ({"action": "republish", "audience": Audience.SELF}, "audience", "contradiction"),
    ({"at": NOW.replace(tzinfo=None)}, "at", "naive-time"),
    ({"known_at": NOW.replace(tzinfo=None)}, "known_at", "naive-time"),
    ({"at": datetime(1066, 10, 14, tzinfo=UTC)}, "at", "absurd-time"),
    ({"known_at": datetime(2999, 1, 1, tzinfo=UTC)}, "known_at", "absurd-time"),
    ({"purpose": "world-domination"}, "purpose", "unknown-purpose"),
    ({"purpose": ""}, "purpose", "unknown-purpose"),
    ({"territory": "ATLANTIS"}, "territory", "unknown-territory"),
    ({"territory": "pl"}, "territory", "unknown-territory"),
    ({"words": 0}, "words", "out-of-range"),
    ({"words": -1}, "words", "out-of-range"),
    ({"words": 1001}, "words", "out-of-range"),
    ({"characters": 0}, "characters", "out-of-range"),
    ({"asset": "image-9"}, "asset", "no-such-part"),
    ({"asset": ""}, "asset", "no-such-part"),
    ({"action": "catalogue", "asset": "text"}, "asset", "not-applicable"),
]


@pytest.mark.parametrize(("more", "field", "code"), BAD)
def test_what_cannot_be_asked_for_is_refused_with_the_field_and_a_code(
    more: dict[str, Any], field: str, code: str
) -> None:
    with pytest.raises(UseError) as caught:
        answer(use(**({"action": "store"} | more)), OPEN)
    assert (caught.value.field, caught.value.code) == (field, code)
    assert str(caught.value)


@pytest.mark.parametrize("action", STANDARD_USES)
@pytest.mark.parametrize("kind", PartKind)
def test_a_use_of_a_part_that_the_table_does_not_list_is_not_applicable(action: str, kind: PartKind) -> None:
    asked = use(action, PARTS[kind])
    if kind in STANDARD_USES[action].parts:
        assert answer(asked, OPEN).parts[0].kind is kind
    else:
        with pytest.raises(UseError, match=action):
            answer(asked, OPEN)


def test_the_whole_article_asks_for_every_part_that_the_use_lists() -> None:
    assert [part.part for part in answer(use("store", "article"), OPEN).parts] == ["text", "image-1"]
    assert [part.part for part in answer(use("mine", "article"), OPEN).parts] == [
        "metadata",
        "text",
        "image-1",
    ]
    with pytest.raises(UseError, match="concerns no part"):
        answer(use("catalogue", "article"), OPEN, article=article(TEXT, IMAGE))


def test_the_uses_are_those_of_the_table_with_their_actions_parts_and_audiences() -> None:
    letters = {PartKind.METADATA: "m", PartKind.TEXT: "t", PartKind.IMAGE: "i"}
    found = {
        one.id: (one.action, "".join(letters[kind] for kind in one.parts), one.audience)
        for one in STANDARD_USES.values()
    }
    assert found == {
        "catalogue": ("ra:catalogue", "m", None),
        "personal": ("reproduce", "t", Audience.SELF),
        "excerpt": ("extract", "t", None),
        "store": ("archive", "ti", None),
        "share": ("distribute", "ti", Audience.INTERNAL),
        "republish": ("distribute", "ti", Audience.PUBLIC),
        "adapt": ("derive", "ti", None),
        "index": ("index", "mt", None),
        "mine": ("ra:mine", "mti", None),
        "train": ("ra:train", "mti", None),
        "ground": ("ra:ground", "mti", None),
    }


@pytest.mark.parametrize(
    "raw", ["archive", "odrl:archive", "http://www.w3.org/ns/odrl/2/archive", "copy", "tdm:mine"]
)
def test_a_raw_action_may_be_asked_for_by_any_of_its_names(raw: str) -> None:
    open_ = terms(document(permission=[rule(["archive", "reproduce", "ra:mine"])]))
    assert answer(use(raw), open_).outcome == "permit"


def test_moments_are_answered_in_utc_whatever_zone_they_were_asked_in() -> None:
    there = NOW.astimezone(timezone(timedelta(hours=5, minutes=30)))
    asked = answer(use(at=there, known_at=there), OPEN).use
    assert (asked.at, asked.at.tzinfo) == (NOW, UTC)


def test_a_hypothetical_question_is_answered_the_same_and_marked() -> None:
    plain = decide(use(), facts(OPEN))
    marked = decide(use(), facts(OPEN), hypothetical=True)
    assert (plain.hypothetical, marked.hypothetical) == (False, True)
    assert marked.parts == plain.parts


@pytest.mark.parametrize(("asked", "allowed"), [(8, None), (11, 10), (40, 10), (60, 50), (1000, 50)])
def test_a_refused_quotation_names_the_largest_smaller_amount_that_would_be_permitted(
    asked: int, allowed: int | None
) -> None:
    def up_to(words: int, **more: Any) -> Any:
        return rule(
            "extract",
            constraint={"leftOperand": "ra:words", "operator": "lteq", "rightOperand": words},
            **more,
        )

    news = terms(document(permission=[up_to(10)]))
    longer = terms(document(permission=[up_to(50), up_to(90, duty={"action": "obtainConsent"})]), id="longer")
    found = answer(use("excerpt", words=asked), *((news, longer) if asked >= 60 else (news,)))
    assert found.words_allowed == allowed


def test_attribution_names_the_article_and_the_credits_of_the_images_asked_for() -> None:
    assert answer(use("store", "text"), OPEN).attribution == "© example.org"
    assert answer(use("store", "article"), OPEN).attribution == "© example.org | © Agency"
    assert METADATA.credit == ""


def test_claims_of_nothing_on_record_are_answered_and_not_refused() -> None:
    law = statute(document(permission=[rule("archive")], assigner=None))
    assert answer(use(claims=frozenset({"no-such-law"})), law, OPEN).outcome == "permit"
