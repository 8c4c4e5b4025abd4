"""The index and its tables say what the plain evaluator says, to the byte."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Iterator
from dataclasses import FrozenInstanceError, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from licensing.policy.compiled import governing as sets
from licensing.policy.compiled import policies as compiled_policies
from licensing.policy.compiled.policies import compile_policy, compiled
from licensing.policy.compiled.tests import MOST_MOMENTS
from licensing.policy.decide import decide
from licensing.policy.model import Audience, Decision, Facts, OnRecord, Outcome, Saying, Use
from licensing.policy.model.quick import quick_saying
from licensing.policy.moments import written
from licensing.policy.record import decision_bytes
from licensing.policy.vocabulary import purposes, regions
from tests.policy.builders import (
    NOW,
    PUBLISHER,
    answer,
    constraint,
    document,
    facts,
    house,
    outcome,
    rule,
    signal,
    terms,
    use,
)
from tests.policy.plain import plain_bytes, plain_decide
from tests.policy.strategies import questions, worlds

often = settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
DAY = timedelta(days=1)


def same(asked: Use, world: Facts) -> Decision:
    """The decision, once it is what the plain evaluator gives."""
    quickly, plainly = decide(asked, world), plain_decide(asked, world)
    assert decision_bytes(quickly) == plain_bytes(plainly)
    assert quickly == plainly
    return quickly


# --- random worlds ---------------------------------------------------------------------------------------------------


@often
@given(questions(), worlds())
def test_the_compiled_decision_is_the_plain_one_to_the_byte(asked: Use, world: Facts) -> None:
    same(asked, world)


RIGHT: dict[str, tuple[Any, ...]] = {
    "purpose": (*sorted(purposes.PARENTS), "ex:unheard-of", "tdm:research"),
    "spatial": ("PL", "DE", "EU", "EEA", "WORLD", "US", "Nowhere"),
    "ra:audience": ("self", "internal", "public", "everybody"),
    "dateTime": (
        NOW.isoformat(),
        (NOW + DAY).isoformat(),
        (NOW - DAY).date().isoformat(),
        NOW.date().isoformat(),
        (NOW + DAY).replace(tzinfo=None).isoformat(),
        "soon",
        "9999-12-31",
        "0001-01-01",
    ),
    "ra:words": (1, 10, 40),
    "ra:part": ("text",),
    "ex:mood": ("good",),
}
OPERATORS = tuple(
    "eq eq eq neq lt lt lteq gt gteq gteq isA isAnyOf isAllOf isNoneOf hasPart isPartOf".split()  # noqa: SIM905
)


def constraints() -> st.SearchStrategy[dict[str, Any]]:
    atoms = st.sampled_from(sorted(RIGHT)).flatmap(
        lambda left: st.builds(
            lambda operator, right: constraint(left, operator, right[0] if len(right) == 1 else right),
            st.sampled_from(OPERATORS),
            st.lists(st.sampled_from(RIGHT[left]), min_size=1, max_size=2),
        )
    )
    return atoms | atoms | st.lists(atoms, min_size=1, max_size=2).map(lambda several: {"xone": several})


def some_rules() -> st.SearchStrategy[dict[str, Any]]:
    more = st.sampled_from(
        [
            {},
            {},
            {},
            {"target": "ra:site:example.org"},
            {"target": "https://example.com/thing"},
            {"assignee": "urn:rights:consumer:newsroom"},
            {"assignee": "urn:rights:consumer:another"},
        ]
    )
    return st.builds(
        lambda action, limits, others: rule(action, **({"constraint": limits} if limits else {}), **others),
        st.sampled_from(("archive", "archive", "use", "reproduce", "cc:CommercialUse", "ex:thing")),
        st.lists(constraints(), max_size=3),
        more,
    )


def some_policies() -> st.SearchStrategy[dict[str, Any]]:
    return st.builds(
        lambda yes, no, conflict: document(permission=yes or None, prohibition=no or None, conflict=conflict),
        st.lists(some_rules(), max_size=3),
        st.lists(some_rules(), max_size=3),
        st.sampled_from(("perm", "prohibit", "prohibit", "invalid")),
    ).filter(lambda odrl: "permission" in odrl or "prohibition" in odrl)


MOMENTS = [
    NOW,
    NOW + DAY,
    NOW - DAY,
    NOW + DAY / 2,
    NOW + datetime.resolution,
    NOW + DAY - datetime.resolution,
]


def asked_of_tests() -> st.SearchStrategy[Use]:
    return st.builds(
        lambda at, purpose, territory, audience, words: use(
            "store", at=at, purpose=purpose, territory=territory, audience=audience, words=words
        ),
        st.sampled_from(MOMENTS),
        st.sampled_from([*sorted(purposes.PARENTS), None]),
        st.sampled_from(["PL", "US", "EU", "WORLD", None]),
        st.sampled_from([*Audience, None]),
        st.sampled_from([None, None, 40]),
    )


@often
@given(asked_of_tests(), st.lists(some_policies(), min_size=1, max_size=3), st.booleans())
def test_every_operand_and_operator_says_the_same_by_table(
    asked: Use, policies: list[dict[str, Any]], everything: bool
) -> None:
    makers = (terms, signal, house)
    found = tuple(makers[n](odrl, id=f"p{n}") for n, odrl in enumerate(policies))
    world = facts(*found)
    if everything:
        consumer = replace(world.consumer, purposes=frozenset({"any"}), territories=frozenset({"WORLD"}))
        world = replace(world, consumer=consumer, at_capture=found[:1])
    same(asked, world)


# --- tables ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("operator", ["lt", "lteq", "gt", "gteq", "eq", "neq"])
@pytest.mark.parametrize(
    "right", [NOW.isoformat(), NOW.date().isoformat(), NOW.replace(tzinfo=None).isoformat()]
)
def test_around_each_moment_that_a_rule_names_nothing_is_off_by_one(operator: str, right: str) -> None:
    limit = [constraint("dateTime", operator, right)]
    world = facts(terms(document(permission=[rule("archive", constraint=limit)], prohibition=None)))
    policy = world.on_record[0].content.policy
    assert policy is not None
    for point in compile_policy(policy).points:
        for step in (-1, 0, 1):
            same(use(at=point + step * datetime.resolution), world)


def test_a_premise_on_the_time_states_the_time_of_the_question() -> None:
    limit = [constraint("dateTime", "lt", (NOW + DAY).isoformat())]
    world = facts(terms(document(prohibition=[rule("archive", constraint=limit)])))
    for at in (NOW, NOW - DAY, NOW + timedelta(minutes=7)):
        (premise,) = same(use(at=at), world).obstacles[0].premises
        assert premise.left == written(at)


def test_a_policy_of_very_many_moments_has_its_dates_tested_plainly() -> None:
    days = [
        rule("archive", constraint=[constraint("dateTime", "gt", (NOW + n * DAY).isoformat())])
        for n in range(MOST_MOMENTS)
    ]
    world = facts(terms(document(prohibition=days)))
    assert same(use(at=NOW + 3 * DAY), world).outcome is Outcome.DENY
    policy = compiled(world.on_record[0].content)
    assert policy is not None
    assert all(tests.plain for tests in policy._tests.values())


def test_tables_hold_no_more_than_the_vocabulary() -> None:
    limit = [constraint("purpose", "eq", "archiving"), constraint("spatial", "eq", "PL")]
    world = facts(terms(document(prohibition=[rule("archive", constraint=limit)])))
    free = replace(world.consumer, purposes=frozenset({"any"}), territories=frozenset({"WORLD"}))
    for purpose in purposes.PARENTS:
        for territory in sorted(regions.COUNTRIES):
            decide(use(purpose=purpose, territory=territory), replace(world, consumer=free))
    policy = compiled(world.on_record[0].content)
    assert policy is not None
    sizes = [len(table) for tests in policy._tests.values() for table in tests.quick]
    assert sizes == [len(purposes.PARENTS), len(regions.COUNTRIES)]


# --- caches ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def small_caches(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(sets, "MOST_KEPT", 3)
    monkeypatch.setattr(compiled_policies, "MOST_KEPT", 2)
    sets._GOVERNING.clear()
    sets.LAST.clear()
    compiled_policies._COMPILED.clear()
    yield
    assert len(sets._GOVERNING) <= 3
    assert len(sets.LAST) <= 3
    assert len(compiled_policies._COMPILED) <= 2


def test_caches_are_bounded_and_forgetting_changes_nothing(small_caches: None) -> None:
    for n in range(10):
        made = document(permission=[rule("archive")], uid=f"urn:test:{n}")
        assert outcome(use(), terms(made, id=f"terms-{n}")) is Outcome.PERMIT


def test_what_is_kept_under_a_digest_is_not_used_for_another_policy() -> None:
    open_ = terms(document(permission=[rule("archive")]), id="one")
    closed = terms(document(prohibition=[rule("archive")]), id="one")
    forged = replace(closed, content=replace(closed.content, digest=open_.content.digest))
    assert outcome(use(), open_) is Outcome.PERMIT
    assert outcome(use(), forged) is Outcome.DENY
    assert outcome(use(), open_) is Outcome.PERMIT


def test_an_equal_policy_read_anew_is_not_compiled_anew() -> None:
    first, second = (terms(document(permission=[rule("archive")]), id="one") for _ in range(2))
    assert first.content.policy is not second.content.policy
    assert compiled(first.content) is compiled(second.content)


def test_facts_that_share_what_is_on_record_share_its_index() -> None:
    world = facts(terms(document(permission=[rule("archive")])))
    other = replace(world, word_start=3)
    assert sets.governing(world) is sets.governing(other)
    assert sets.governing(world) is not sets.governing(
        replace(world, on_record=(*world.on_record, house(None)))
    )


def test_answers_are_not_kept() -> None:
    world = facts(terms(document(permission=[rule("archive")])))
    first, second = decide(use(), world), decide(use(), world)
    assert first == second
    assert first is not second
    assert first.answers[0] is not second.answers[0]


def test_one_record_twice_on_record_counts_once() -> None:
    one: OnRecord = terms(document(prohibition=[rule("archive")]))
    decision = same(use(), facts(one, one))
    assert len(decision.obstacles) == 1


# --- quick values ----------------------------------------------------------------------------------------------------


def test_a_value_made_quickly_is_a_plain_frozen_one() -> None:
    decision = answer(use(), terms(document(prohibition=[rule("archive")], assigner=PUBLISHER)))
    made = quick_saying("code", (("a", "b"),))
    assert made == Saying("code", (("a", "b"),))
    assert hash(made) == hash(Saying("code", (("a", "b"),)))
    assert type(made) is Saying
    with pytest.raises(FrozenInstanceError):
        made.code = "other"  # type: ignore[misc]
    for value in (made, decision):
        assert pickle.loads(pickle.dumps(value)) == value  # noqa: S301 - our own bytes
        assert copy.deepcopy(value) == value
    assert replace(decision, article="b") != decision


def test_moments_are_written_as_they_always_were() -> None:
    years = (
        datetime(2026, 7, 1, tzinfo=UTC),
        datetime(31, 7, 1, tzinfo=UTC),
        datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC),
    )
    for moment in (NOW, NOW.replace(microsecond=5), *years):
        assert written(moment) == moment.astimezone(UTC).isoformat()
