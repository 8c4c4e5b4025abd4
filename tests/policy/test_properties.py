"""What holds of every decision, whatever is on record: tried on random worlds."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from licensing.policy.ask import UseError
from licensing.policy.canonical import canonical_json, load_json
from licensing.policy.decide import decide
from licensing.policy.model import Audience, Content, Facts, OnRecord, Outcome, Scope, ScopeKind, Use
from licensing.policy.record import decision_bytes, facts_from, facts_record, replayed
from tests.policy.builders import STRANGER, document, house, record, rule, signal, terms
from tests.policy.strategies import documents, questions, rules, worlds

quickly = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
WARSAW = ZoneInfo("Europe/Warsaw")


# --- the same in, the same out ---------------------------------------------------------------------------------------


@quickly
@given(questions(), worlds())
def test_the_same_question_of_the_same_facts_gives_the_same_bytes(asked: Use, world: Facts) -> None:
    assert decision_bytes(decide(asked, world)) == decision_bytes(decide(asked, world))


@quickly
@given(questions(), worlds(), st.randoms(use_true_random=False))
def test_the_order_of_what_is_on_record_changes_nothing(asked: Use, world: Facts, chance: Any) -> None:
    def shuffled(values: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(chance.sample(values, len(values)))

    text = world.article.parts[0]
    turned = replace(
        world,
        article=replace(world.article, parts=(replace(text, holders=shuffled(text.holders)),)),
        on_record=shuffled(world.on_record),
        at_capture=shuffled(world.at_capture),
        approvals=shuffled(world.approvals),
        suspensions=shuffled(world.suspensions),
    )
    assert decision_bytes(decide(asked, turned)) == decision_bytes(decide(asked, world))


@quickly
@given(questions(), worlds())
def test_the_zone_in_which_a_moment_is_written_changes_nothing(asked: Use, world: Facts) -> None:
    there = replace(asked, at=asked.at.astimezone(WARSAW), known_at=asked.known_at.astimezone(WARSAW))
    moved = replace(
        world,
        suspensions=tuple(
            replace(one, effective_to=one.effective_to and one.effective_to.astimezone(WARSAW))
            for one in world.suspensions
        ),
    )
    assert decision_bytes(decide(there, moved)) == decision_bytes(decide(asked, world))


@quickly
@given(questions(), worlds())
def test_a_decision_replayed_from_its_recorded_facts_gives_the_same_bytes(asked: Use, world: Facts) -> None:
    contents = {
        (r.content.version, r.content.digest): r.content for r in (*world.on_record, *world.at_capture)
    }

    def load(version: str, digest: str) -> Content:
        return contents[version, digest]

    there = replace(asked, at=asked.at.astimezone(WARSAW))
    written: Any = load_json(canonical_json(facts_record(there, world)))
    assert replayed(written, load, hypothetical=False) == decision_bytes(decide(there, world))
    assert facts_record(*facts_from(written, load)) == written


def test_a_record_of_another_format_or_without_its_contents_is_not_replayed() -> None:
    def load(version: str, digest: str) -> Content:
        raise LookupError(version)

    from tests.policy.builders import facts, use

    written = facts_record(use(), facts(terms(document(permission=[rule("archive")]))))
    with pytest.raises(LookupError):
        replayed(written, load, hypothetical=False)
    with pytest.raises(ValueError, match="format"):
        replayed(written | {"format": 99}, load, hypothetical=False)


# --- what is unknown never opens -------------------------------------------------------------------------------------

KNOWN: dict[str, tuple[Any, ...]] = {
    "purpose": ("news-reporting", "internet-search"),
    "territory": ("PL", "DE", "US", "IS"),
    "words": (1, 10, 11, 1000),
    "audience": tuple(Audience),
}


@settings(quickly, max_examples=60)
@given(questions(), worlds(), st.sampled_from(sorted(KNOWN)))
def test_a_missing_value_never_permits_what_some_known_value_would_not(
    asked: Use, world: Facts, name: str
) -> None:
    unknown = decide(replace(asked, **{name: None}), world)  # type: ignore[arg-type]
    if unknown.outcome is Outcome.PERMIT:
        for value in KNOWN[name]:
            assert decide(replace(asked, **{name: value}), world).outcome is Outcome.PERMIT


@quickly
@given(questions(), worlds())
def test_a_consumer_that_is_registered_for_nothing_is_permitted_nothing_more(
    asked: Use, world: Facts
) -> None:
    nobody = replace(world.consumer, purposes=frozenset(), territories=frozenset(), facts=())
    if decide(asked, replace(world, consumer=nobody)).outcome is Outcome.PERMIT:
        assert decide(asked, world).outcome is Outcome.PERMIT


@quickly
@given(questions(), worlds())
def test_a_part_whose_holder_is_unknown_is_permitted_by_statute_only(asked: Use, world: Facts) -> None:
    lost = replace(world.article, parts=(replace(world.article.parts[0], holders=()),))
    decision = decide(asked, replace(world, article=lost))
    assert decision.outcome is not Outcome.PERMIT or decision.answers[0].row == 4


@quickly
@given(questions(), worlds(), st.integers(0, 3))
def test_a_policy_that_can_no_longer_be_read_permits_nothing_by_itself(
    asked: Use, world: Facts, index: int
) -> None:
    if index >= len(world.on_record):
        return
    lost = world.on_record[index]
    blank = replace(lost, content=replace(lost.content, policy=None, unreadable="lost"))
    found = tuple(blank if one is lost else one for one in world.on_record)
    decision = decide(asked, replace(world, on_record=found))
    assert all(one.citation.policy != lost.id for one in decision.answers if one.outcome is Outcome.PERMIT)


# --- what forbids never opens ----------------------------------------------------------------------------------------

HARDENING: tuple[Any, ...] = (
    lambda odrl: terms(odrl, id="added"),
    lambda odrl: signal(odrl, id="added"),
    lambda odrl: house(odrl, id="added"),
)


@settings(quickly, max_examples=60)
@given(questions(), worlds(), rules(), st.sampled_from(("prohibit", "invalid")), st.sampled_from(HARDENING))
def test_one_more_policy_that_only_forbids_never_permits(
    asked: Use, world: Facts, forbidden: dict[str, Any], conflict: str, make: Any
) -> None:
    bare = {key: value for key, value in forbidden.items() if key != "duty"}
    added = make(document(prohibition=[bare], conflict=conflict, assigner=STRANGER))
    stricter = replace(world, on_record=(*world.on_record, added))
    if decide(asked, world).outcome is not Outcome.PERMIT:
        assert decide(asked, stricter).outcome is not Outcome.PERMIT


@settings(quickly, max_examples=60)
@given(questions(), documents(("prohibit", "invalid")), rules(known=True))
def test_one_more_prohibition_in_a_policy_never_opens_it(
    asked: Use, odrl: dict[str, Any], forbidden: dict[str, Any]
) -> None:
    from tests.policy.builders import facts

    bare = {key: value for key, value in forbidden.items() if key != "duty"}
    harder = odrl | {"prohibition": [*odrl.get("prohibition", []), bare]}
    before, after = (decide(asked, facts(terms(one))) for one in (odrl, harder))
    assert before.outcome is Outcome.PERMIT or after.outcome is not Outcome.PERMIT


@quickly
@given(questions(), worlds())
def test_a_suspension_and_a_house_ban_deny_everything(asked: Use, world: Facts) -> None:
    banned = replace(
        world, on_record=(*world.on_record, house(document(prohibition=[rule("use")]), id="ban"))
    )
    assert decide(asked, banned).outcome is Outcome.DENY


# --- what does not concern the use -----------------------------------------------------------------------------------

NOWHERE = Scope(ScopeKind.PART, "image-9")
ELSEWHERE: tuple[Any, ...] = (
    lambda odrl: terms(odrl, id="else", scope=Scope(ScopeKind.SITE, "elsewhere.example")),
    lambda odrl: signal(odrl, id="else", scope=Scope(ScopeKind.SITE, "example.org", "/sport")),
    lambda odrl: terms(odrl, id="else", scope=Scope(ScopeKind.ARTICLE, "a-2")),
    lambda odrl: terms(odrl, id="else", scope=Scope(ScopeKind.COLLECTION, "another")),
    lambda odrl: (
        terms(odrl and _assigned(odrl), id="else") if odrl else terms(odrl, id="else", scope=NOWHERE)
    ),
)


def _assigned(odrl: dict[str, Any]) -> dict[str, Any]:
    return odrl | {"assignee": "urn:rights:consumer:somebody-else", "conflict": "perm"}


@quickly
@given(questions(), worlds(), st.none() | documents(), st.sampled_from(ELSEWHERE))
def test_a_policy_that_does_not_concern_the_use_changes_nothing(
    asked: Use, world: Facts, odrl: dict[str, Any] | None, make: Any
) -> None:
    beside = replace(world, on_record=(*world.on_record, make(odrl)))
    now, then = decide(asked, world), decide(asked, beside)
    assert decision_bytes(replace(then, valid_until=None)) == decision_bytes(replace(now, valid_until=None))


@quickly
@given(questions(), worlds(), documents())
def test_what_is_over_or_not_yet_begun_changes_only_the_horizon(
    asked: Use, world: Facts, odrl: dict[str, Any]
) -> None:
    over = terms(odrl, id="over", effective_to=asked.at)
    coming = terms(odrl, id="coming", effective_from=asked.at + timedelta(hours=1))
    beside = replace(world, on_record=(*world.on_record, over, coming))
    now, then = decide(asked, world), decide(asked, beside)
    assert decision_bytes(replace(then, valid_until=None)) == decision_bytes(replace(now, valid_until=None))
    assert then.valid_until is not None
    assert then.valid_until <= asked.at + timedelta(hours=1)


# --- bad input -------------------------------------------------------------------------------------------------------


@quickly
@given(questions(), worlds(), st.text(max_size=12))
def test_whatever_is_written_as_an_action_is_refused_or_answered(
    asked: Use, world: Facts, written: str
) -> None:
    try:
        decision = decide(replace(asked, action=written), world)
    except UseError as refused:
        assert refused.code  # noqa: PT017 - refusing is one of the two
    else:
        assert decision.outcome in set(Outcome)


@quickly
@given(questions(), worlds())
def test_every_decision_names_its_reasons_and_every_refusal_an_obstacle(asked: Use, world: Facts) -> None:
    decision = decide(asked, world)
    for one in decision.answers:
        assert one.reason.code
        assert one.outcome is Outcome.PERMIT or one.obstacles
        assert one.outcome is not Outcome.PERMIT or one.row in {3, 4, 5}
        assert len(set(one.obstacles)) == len(one.obstacles)
    assert decision.outcome is max((one.outcome for one in decision.answers), key=lambda o: o.strictness)


def test_records_of_every_kind_survive_the_way_to_plain_data_and_back() -> None:
    from licensing.policy.model import PolicyKind
    from tests.policy.builders import facts, use

    made: list[OnRecord] = [
        record(kind, document(permission=[rule("archive")]), id=kind.value) for kind in PolicyKind
    ]
    contents = {(one.content.version, one.content.digest): one.content for one in made}
    written = facts_record(use(), facts(*made))
    _, back = facts_from(written, lambda version, digest: contents[version, digest])
    assert set(back.on_record) == set(made)
