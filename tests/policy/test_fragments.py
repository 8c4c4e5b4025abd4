"""A record joined from fragments has the bytes that its definition gives, whatever is kept of other records."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from licensing.policy import decision_text, fragments
from licensing.policy.decide import decide
from licensing.policy.model import Citation, Decision, DutyOwed, Outcome, Saying
from licensing.policy.record import decision_bytes
from tests.policy.builders import (
    AGENCY_HOLDER,
    NOW,
    PRESS,
    TEXT,
    agreement,
    answer,
    article,
    constraint,
    document,
    facts,
    quota,
    rule,
    signal,
    terms,
    use,
)
from tests.policy.plain import plain_bytes

DAY = timedelta(days=1)
STORED = [rule("archive")]


def refused() -> Decision:
    limit = [constraint("dateTime", "lt", (NOW + DAY).isoformat()), constraint("spatial", "eq", "PL")]
    return answer(use(), terms(document(prohibition=[rule("archive", constraint=limit)])))


def changed(decision: Decision, **of_holder: Any) -> Decision:
    """The decision with another answer for its only holder: what says why stays one object with the first."""
    (part,) = decision.parts
    (holder,) = part.holders
    return replace(decision, parts=(replace(part, holders=(replace(holder, **of_holder),)),))


CHANGES: dict[str, dict[str, Any]] = {
    "outcome": {"outcome": Outcome.REVIEW},
    "row": {"row": 4},
    "citation": {"citation": Citation("other")},
    "quota": {"quota_left": 0},
    "duties": {"duties": (DutyOwed("attribute", "p@1", "r"), DutyOwed("inform", "p@1", "r"))},
    "agreements": {"agreements": ("a", "“b”")},
    "notes": {"notes": (Saying("press-right-only"), Saying("unconfirmed", (("policy", "“\\”"),)))},
    "holder": {"holder": 'x"y', "holder_name": "Ż\n"},
    "no obstacles": {"obstacles": ()},
}


@pytest.mark.parametrize("name", sorted(CHANGES))
def test_what_is_kept_of_one_answer_is_not_told_of_another(name: str) -> None:
    decision = refused()
    for other in (decision, changed(decision, **CHANGES[name]), decision):
        assert decision_bytes(other) == plain_bytes(other)


@pytest.mark.parametrize(
    "values", [{"code": "unconfirmed"}, {"row": 3}, {"overridden": True}, {"ask": ()}, {"premises": ()}]
)
def test_nor_what_is_kept_of_one_obstacle_of_another(values: dict[str, Any]) -> None:
    for decision in (refused(), answer(use())):
        (met,) = decision.obstacles
        for other in (decision, changed(decision, obstacles=(replace(met, **values), met)), decision):
            assert decision_bytes(other) == plain_bytes(other)


@pytest.mark.parametrize(
    "values",
    [
        {"hypothetical": True},
        {"words_allowed": 7},
        {"valid_until": None},
        {"valid_until": NOW + timedelta(microseconds=3)},
        {"consumer": "ż\u2028"},
        {"outcome": Outcome.REVIEW},
        {"attribution": 'A "quoted" © line'},
    ],
)
def test_each_value_of_a_decision_is_written_as_it_is(values: dict[str, Any]) -> None:
    decision = replace(refused(), **values)
    assert decision_bytes(decision) == plain_bytes(decision)


@pytest.mark.parametrize(
    "values",
    [
        {"known_at": NOW + DAY},
        {"at": NOW + timedelta(microseconds=1)},
        {"words": 40, "characters": 200},
        {"claims": frozenset({"b", "a", "”"})},
        {"purpose": None, "territory": None, "audience": None},
    ],
)
def test_each_value_of_a_use_is_written_as_it_is(values: dict[str, Any]) -> None:
    decision = answer(use(**values), terms(document(prohibition=STORED)))
    assert decision_bytes(decision) == plain_bytes(decision)


def test_several_parts_and_holders_follow_one_another() -> None:
    shared = replace(TEXT, holders=(PRESS, AGENCY_HOLDER))
    for parts in ((shared,), (TEXT, shared), article().parts):
        asked = use(asset="article")
        decision = answer(asked, terms(document(prohibition=STORED)), article=article(*parts))
        assert decision_bytes(decision) == plain_bytes(decision)


def test_an_agreement_with_a_quota_and_duties_is_written_in_full() -> None:
    owing = [rule("archive", duty=[{"action": "attribute"}])]
    paper = agreement(document(permission=owing), quotas=(quota(),))
    decision = answer(use(), paper, signal(document(prohibition=STORED)))
    (holder,) = decision.answers
    assert holder.agreements
    assert holder.duties
    assert holder.quota_left is not None
    assert decision_bytes(decision) == plain_bytes(decision)


def test_what_is_kept_is_bounded_and_forgetting_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fragments, "MOST_VALUES", 2)
    monkeypatch.setattr(fragments, "MOST_OBJECTS", 2)
    kept: list[Any] = [
        one
        for module in (fragments, decision_text)
        for one in vars(module).values()
        if isinstance(one, fragments.ByValue | fragments.ByIdentity)
    ]
    for one in kept:
        one.clear()
    for number in range(6):
        record = terms(document(prohibition=STORED), id=f"terms-{number % 3}")
        decision = decide(use(), facts(record, names=((PRESS.parties[0], f"P{number}"),)))
        assert decision_bytes(decision) == plain_bytes(decision)
    assert len(kept) >= 10
    assert max(len(one) for one in kept) == 2


def test_a_lone_surrogate_has_no_record() -> None:
    decision = replace(refused(), article="\ud800")
    with pytest.raises(UnicodeEncodeError):
        decision_bytes(decision)
