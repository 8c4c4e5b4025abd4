"""Row 4 of docs/semantics.md section 3: the very short extract, word limits and bare facts."""

from __future__ import annotations

from typing import Any

import pytest

from licensing.policy.model import Holder, OnRecord, Outcome, Part, PartKind
from tests.policy.builders import (
    CONSENT,
    PRESS,
    PUBLISHER,
    STRANGER,
    answer,
    approval,
    article,
    constraint,
    document,
    outcome,
    rule,
    signal,
    statute,
    terms,
    use,
)

RESERVED = terms(document(prohibition=[rule("use")], permission=[rule("use", duty=CONSENT)]), id="reserved")


def _silent_now(expected: str, when: str) -> str:
    """What is reserved at capture only is not spoken of now: review, which is stricter than consent."""
    return "review" if (expected, when) == ("consent", "at capture") else expected


TEN = constraint("ra:words", "lteq", 10)
SHORT = statute(
    document(permission=[rule("extract", constraint=TEN, duty={"action": "attribute"})], assigner=None),
    id="short",
    needs_claim=False,
    press_publisher_only=True,
)
SNIPPETS: dict[str, tuple[OnRecord, str]] = {
    "no signal": (signal(document()), "permit"),
    "nosnippet": (signal(document(prohibition=[rule("extract")])), "consent"),
    "max-snippet of 20 characters": (
        signal(document(prohibition=[rule("extract", constraint=constraint("ra:characters", "gt", 20))])),
        "consent",
    ),
    "max-snippet of 500 characters": (
        signal(document(prohibition=[rule("extract", constraint=constraint("ra:characters", "gt", 500))])),
        "permit",
    ),
    "noindex": (signal(document(prohibition=[rule("index")])), "permit"),
    "a reservation of everything": (signal(document(prohibition=[rule("use")])), "permit"),
    "an unreadable signal": (signal(None), "review"),
    "an unknown action": (signal(document(prohibition=[rule("ex:thing")])), "review"),
    "an unknown constraint": (
        signal(document(prohibition=[rule("extract", constraint=constraint("ex:x", "eq", "y"))])),
        "review",
    ),
}


def shortly(words: int | None = 10, **more: Any) -> Any:
    return use("excerpt", words=words, **({"characters": 60} | more))


@pytest.mark.parametrize(("found", "expected"), SNIPPETS.values(), ids=SNIPPETS)
@pytest.mark.parametrize("when", ["now", "at capture"])
def test_an_explicit_excerpt_signal_switches_the_very_short_extract_off(
    found: OnRecord, expected: str, when: str
) -> None:
    now, then = ((found,), ()) if when == "now" else ((), (found,))
    decision = answer(shortly(), SHORT, *now, at_capture=then, approvals=(approval("short"),))
    assert decision.outcome == _silent_now(expected, when)
    silent = {"statute-silent-signal"} if expected != "permit" else {"press-right-only"}
    assert {note.code for note in decision.answers[0].notes} == silent


def test_a_snippet_limit_in_characters_leaves_it_silent_where_none_are_stated() -> None:
    limited, _ = SNIPPETS["max-snippet of 500 characters"]
    approvals = (approval("short"),)
    assert outcome(shortly(characters=None), SHORT, limited, approvals=approvals) is Outcome.REVIEW


@pytest.mark.parametrize(
    ("holder", "expected"),
    [
        (PRESS, "permit"),
        (Holder((PUBLISHER,), "The Publisher"), "review"),
        (Holder((STRANGER,), "A columnist"), "review"),
        (Holder(()), "review"),
    ],
)
def test_the_very_short_extract_speaks_only_for_the_press_publisher(holder: Holder, expected: str) -> None:
    page = article(Part("text", PartKind.TEXT, (holder,)))
    assert outcome(shortly(), SHORT, article=page, approvals=(approval("short"),)) == expected


def test_of_two_holders_of_the_text_both_must_permit() -> None:
    page = article(Part("text", PartKind.TEXT, (PRESS, Holder((STRANGER,), "A columnist"))))
    decision = answer(shortly(), SHORT, article=page, approvals=(approval("short"),))
    assert decision.outcome is Outcome.REVIEW
    assert [one.outcome for one in decision.answers] == [Outcome.PERMIT, Outcome.REVIEW]


@pytest.mark.parametrize(
    ("words", "released", "start", "expected"),
    [
        (10, (), 0, "permit"),
        (11, (), 0, "consent"),
        (None, (), 0, "consent"),
        (1, ((0, 10),), 10, "consent"),
        (10, ((0, 10),), 0, "permit"),
        (5, ((0, 10),), 5, "permit"),
        (2, ((0, 4), (100, 104)), 50, "permit"),
        (3, ((0, 4), (100, 104)), 50, "consent"),
        (5, ((0, 4), (2, 6)), 5, "permit"),
    ],
)
def test_limits_count_the_distinct_words_ever_released_and_those_asked_for(
    words: int | None, released: tuple[tuple[int, int], ...], start: int, expected: str
) -> None:
    given = {"released": released, "word_start": start, "approvals": (approval("short"),)}
    assert outcome(shortly(words), SHORT, RESERVED, **given) == expected


def test_limits_of_published_permissions_count_the_same_way() -> None:
    quoting = terms(document(permission=[rule("extract", constraint=TEN)]))
    assert outcome(shortly(), quoting) is Outcome.PERMIT
    assert outcome(shortly(1), quoting, released=((0, 10),), word_start=10) is Outcome.REVIEW


def test_facts_are_permitted_for_cataloguing_and_for_nothing_else() -> None:
    facts = statute(
        document(permission=[rule("ra:catalogue")], assigner=None), territory="WORLD", needs_claim=False
    )
    allowed = (approval(),)
    named = ["use", "ra:mine", "ra:train", "ra:ground"]
    reserved = terms(document(prohibition=[rule("use")], permission=[rule(named, duty=CONSENT)]))
    assert outcome(use("catalogue", "metadata"), facts, reserved, approvals=allowed) is Outcome.PERMIT
    for action in ("index", "mine", "train", "ground"):
        assert outcome(use(action, "metadata"), facts, reserved, approvals=allowed) is Outcome.CONSENT
