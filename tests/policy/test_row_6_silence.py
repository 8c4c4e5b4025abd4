"""Row 6 of docs/semantics.md section 3: nobody who holds the part speaks of the use."""

from __future__ import annotations

from typing import Any

import pytest

from licensing.policy.model import Holder, OnRecord, Outcome, Part, PartKind
from tests.policy.builders import (
    AGENCY,
    PUBLISHER,
    STRANGER,
    agreement,
    answer,
    article,
    codes,
    document,
    outcome,
    rule,
    signal,
    terms,
    use,
)

ASK = {"action": "obtainConsent"}


def of(assigner: str | None, *, id: str = "p", **more: Any) -> OnRecord:  # noqa: A002
    return terms(document(assigner=assigner, **more), id=id)


def test_nothing_on_record_is_review_and_names_the_holder() -> None:
    decision = answer(use())
    assert (decision.outcome, decision.answers[0].row) == (Outcome.REVIEW, 6)
    assert decision.obstacles[0].ask == (PUBLISHER,)
    assert "permit" not in {part.outcome for part in decision.parts}


def test_a_part_whose_holder_is_unknown_is_review_whoever_permits() -> None:
    page = article(Part("text", PartKind.TEXT, ()))
    decision = answer(use(), of(PUBLISHER, permission=[rule("archive")]), article=page)
    assert decision.outcome is Outcome.REVIEW
    assert codes(decision) == {"holder-unknown"}


STRANGERS = {
    "a stranger permits": (of(STRANGER, permission=[rule("archive")]), "review"),
    "a stranger asks for consent": (of(STRANGER, permission=[rule("archive", duty=ASK)]), "review"),
    "a stranger reserves": (
        of(STRANGER, prohibition=[rule("archive")], permission=[rule("archive", duty=ASK)]),
        "review",
    ),
    "a stranger's signal reserves": (
        signal(document(prohibition=[rule("archive")], assigner=STRANGER), id="s"),
        "review",
    ),
    "a stranger denies": (of(STRANGER, prohibition=[rule("archive")]), "deny"),
    "nobody permits": (of(None, permission=[rule("archive")]), "review"),
    "nobody reserves": (signal(document(prohibition=[rule("archive")], assigner=None), id="s"), "review"),
    "the holder speaks of something else": (of(PUBLISHER, permission=[rule("index")]), "review"),
    "the holder's permission fails": (
        of(PUBLISHER, permission=[rule("archive", target="ra:part:image")]),
        "review",
    ),
    "the holder reserves": (
        of(PUBLISHER, prohibition=[rule("archive")], permission=[rule("archive", duty=ASK)]),
        "consent",
    ),
    "the holder is the consenting party": (
        of(STRANGER, permission=[rule("archive", duty={**ASK, "consentingParty": PUBLISHER})]),
        "consent",
    ),
}


@pytest.mark.parametrize(("found", "expected"), STRANGERS.values(), ids=STRANGERS)
def test_a_stranger_is_an_obstacle_and_not_an_answer(found: OnRecord, expected: str) -> None:
    assert outcome(use(), found) == expected


def test_beside_row_5_the_stricter_counts_and_both_are_listed() -> None:
    decision = answer(use(), STRANGERS["a stranger reserves"][0])
    assert codes(decision) == {"terms-reserve", "nothing-on-record"}


def test_a_strangers_reservation_stands_beside_the_holders_own_permission() -> None:
    own = of(PUBLISHER, id="own", permission=[rule("archive")])
    assert outcome(use(), own, STRANGERS["a stranger reserves"][0]) is Outcome.CONSENT
    assert outcome(use(), own, STRANGERS["a stranger denies"][0]) is Outcome.DENY


@pytest.mark.parametrize(
    ("policies", "expected"),
    [
        ([of(AGENCY, permission=[rule("archive")])], "review"),
        (
            [
                of(AGENCY, id="a", permission=[rule("archive")]),
                of(STRANGER, id="b", permission=[rule("archive")]),
            ],
            "review",
        ),
        ([of(AGENCY, prohibition=[rule("archive")])], "deny"),
    ],
)
def test_no_single_link_speaks_for_a_chain(policies: list[OnRecord], expected: str) -> None:
    chain = Part("image-1", PartKind.IMAGE, (Holder((AGENCY, STRANGER), "Agency / Stranger"),), "© both")
    assert outcome(use(asset="image-1"), *policies, article=article(chain)) == expected


def test_the_outcome_is_the_strictest_over_parts_and_holders() -> None:
    decision = answer(use(asset="article"), of(PUBLISHER, permission=[rule("archive")]))
    assert {part.part: part.outcome for part in decision.parts} == {
        "text": Outcome.PERMIT,
        "image-1": Outcome.REVIEW,
    }
    assert decision.outcome is Outcome.REVIEW


def test_an_agreement_of_another_party_answers_nothing_for_this_holder() -> None:
    other = agreement(document(permission=[rule("archive")], assigner=AGENCY), assigners={AGENCY})
    assert outcome(use(), other) is Outcome.REVIEW
