"""How a rule matches a use (docs/semantics.md section 1): actions, audiences, purposes, territories, amounts, facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from licensing.policy.ask import Reach
from licensing.policy.constraints import Match, match_constraint
from licensing.policy.model import Audience, Constraint, Consumer, LogicalConstraint, OnRecord, Outcome
from licensing.policy.values import Question
from licensing.policy.vocabulary import purposes, regions
from licensing.policy.vocabulary.purposes import Relation
from tests.policy.builders import (
    NEWSROOM,
    NOW,
    PRESS,
    TEXT,
    article,
    constraint,
    document,
    facts,
    outcome,
    rule,
    terms,
    use,
)

EVERYTHING = frozenset({"any"})
ANYBODY = Consumer("newsroom", frozenset({"editorial"}), EVERYTHING, frozenset({"WORLD"}))
NAMED = ["ra:mine", "ra:train", "ra:generativeTraining", "ra:ground"]


def permitting(*actions: str, **more: Any) -> OnRecord:
    return terms(document(permission=[rule(list(actions), **more)]), id="permits")


def forbidding(*actions: str, **more: Any) -> OnRecord:
    return terms(document(prohibition=[rule(list(actions), **more)]), id="forbids")


# --- actions ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("action", NAMED)
@pytest.mark.parametrize("broad", ["use", "ra:mine", "ra:train"])
def test_a_permission_reaches_ai_actions_only_where_it_names_them(action: str, broad: str) -> None:
    expected = Outcome.PERMIT if action == broad else Outcome.REVIEW
    assert outcome(use(action), permitting(broad)) is expected


@pytest.mark.parametrize(
    ("action", "hit"),
    [("ra:mine", NAMED[:3]), ("ra:train", NAMED[:3]), ("ra:ground", ["ra:ground"]), ("use", NAMED)],
)
def test_a_prohibition_follows_the_hierarchy_and_a_raw_action_is_hit_by_narrower_ones(
    action: str, hit: list[str]
) -> None:
    for asked in NAMED:
        expected = Outcome.DENY if asked in hit else Outcome.PERMIT
        assert outcome(use(asked), forbidding(action), permitting(*NAMED)) is expected


@pytest.mark.parametrize(
    ("asked", "forbidden", "expected"),
    [
        ("adapt", "derive", "deny"),
        ("adapt", "translate", "deny"),
        ("adapt", "modify", "deny"),
        ("adapt", "reproduce", "permit"),
        ("store", "reproduce", "permit"),
        ("store", "archive", "deny"),
        ("store", "use", "deny"),
        ("store", "transfer", "permit"),
        ("excerpt", "reproduce", "deny"),
        ("personal", "extract", "permit"),
        ("reproduce", "extract", "deny"),
        ("derive", "translate", "deny"),
        ("translate", "derive", "deny"),
        ("translate", "modify", "permit"),
        ("mine", "ra:train", "permit"),
        ("ra:mine", "ra:train", "deny"),
        ("ra:mine", "ra:generativeTraining", "deny"),
        ("train", "ra:generativeTraining", "deny"),
        ("tdm:mine", "ra:train", "deny"),
        ("share", "cc:Distribution", "deny"),
        ("adapt", "cc:DerivativeWorks", "deny"),
        ("personal", "cc:Reproduction", "deny"),
        ("store", "cc:CommercialUse", "deny"),
        ("store", "commercialize", "deny"),
    ],
)
def test_a_prohibition_hits_the_uses_that_its_action_reaches(
    asked: str, forbidden: str, expected: str
) -> None:
    allowed = permitting("use", "reproduce", "archive", "distribute", "extract", "derive", *NAMED)
    assert outcome(use(asked), forbidding(forbidden), allowed) == expected


@pytest.mark.parametrize("below", ["translate", "modify"])
def test_adapting_needs_a_permission_of_deriving(below: str) -> None:
    assert outcome(use("adapt"), permitting(below)) is Outcome.REVIEW
    assert outcome(use("adapt"), permitting("derive")) is Outcome.PERMIT


def test_creative_commons_permissions_are_not_read_as_odrls() -> None:
    assert outcome(use("share"), permitting("cc:Distribution")) is Outcome.REVIEW


@pytest.mark.parametrize(
    ("registered", "expected"),
    [((), "deny"), ((("commercial", "true"),), "deny"), ((("commercial", "false"),), "permit")],
)
def test_no_fact_about_commerce_counts_as_commercial(registered: Any, expected: str) -> None:
    consumer = Consumer("newsroom", NEWSROOM.groups, NEWSROOM.purposes, NEWSROOM.territories, registered)
    test = {"constraint": constraint("ra:commercial", "eq", "true")}
    for closed in (forbidding("archive", **test), forbidding("cc:CommercialUse")):
        assert outcome(use(), closed, permitting("archive"), consumer=consumer) == expected
    free = permitting("archive", constraint=constraint("ra:commercial", "eq", "false"))
    assert outcome(use(), free, consumer=consumer) == ("permit" if expected == "permit" else "review")


# --- both sides of a constraint --------------------------------------------------------------------------------------


def ask(**more: Any) -> Question:
    consumer = more.pop("consumer", ANYBODY)
    return Question(use("store", **more), facts(consumer=consumer), TEXT, PRESS, Reach("archive", ()))


def sides(left: str, operator: str, right: Any, **more: Any) -> tuple[bool | None, bool | None]:
    values = tuple(right) if isinstance(right, list) else (str(right),)
    found = match_constraint(Constraint(left, operator, values), ask(**more), permits=True)
    return found.inside, found.touches


BOTH, NEITHER, TOUCH, DOUBT = (True, True), (False, False), (False, True), (None, None)
PURPOSES = [
    ("news-reporting", "eq", "news-reporting", BOTH),
    ("news-reporting", "isA", "editorial", BOTH),
    ("editorial", "isA", "news-reporting", TOUCH),
    ("any", "isA", "news-reporting", TOUCH),
    ("news-reporting", "isA", "internet-search", NEITHER),
    ("research", "isA", "exploration", TOUCH),
    ("exploration", "isA", "research", TOUCH),
    ("scientific-research", "isA", "text-and-data-mining", TOUCH),
    ("news-reporting", "isA", "commercial", TOUCH),
    ("commercial", "isA", "news-reporting", TOUCH),
    ("non-commercial-research", "isA", "commercial", NEITHER),
    ("private-reading", "isA", "commercial", NEITHER),
    ("news-reporting", "isA", "advertising", NEITHER),
    ("news-reporting", "isA", "tdm:non-research", TOUCH),
    ("scientific-research", "isA", "tdm:non-research", NEITHER),
    ("scientific-research", "isA", "tdm:research", BOTH),
    ("news-reporting", "isA", "unheard-of", DOUBT),
    (None, "isA", "news-reporting", DOUBT),
    ("news-reporting", "neq", "editorial", NEITHER),
    ("editorial", "neq", "news-reporting", TOUCH),
    ("editorial", "neq", "internet-search", BOTH),
    ("editorial", "isNoneOf", ["internet-search", "unheard-of"], DOUBT),
    ("news-reporting", "isNoneOf", ["editorial", "unheard-of"], (False, False)),
    ("news-reporting", "isAnyOf", ["internet-search", "editorial"], BOTH),
    ("news-reporting", "isAnyOf", ["internet-search", "unheard-of"], DOUBT),
    ("news-reporting", "isAnyOf", ["editorial", "unheard-of"], BOTH),
    ("news-reporting", "isAllOf", ["editorial", "internet-search"], NEITHER),
    ("news-reporting", "hasPart", "editorial", (None, True)),
    ("editorial", "hasPart", "news-reporting", (None, True)),
    ("news-reporting", "hasPart", "internet-search", NEITHER),
    ("news-reporting", "lt", "editorial", DOUBT),
]


@pytest.mark.parametrize(("stated", "operator", "ruled", "expected"), PURPOSES)
def test_a_purpose_lies_within_beyond_or_outside_a_rules_purpose(
    stated: str | None, operator: str, ruled: Any, expected: tuple[bool | None, bool | None]
) -> None:
    assert sides("purpose", operator, ruled, purpose=stated) == expected


TERRITORIES = [
    ("PL", "eq", "PL", BOTH),
    ("PL", "eq", "EU", BOTH),
    ("PL", "eq", "iso3166:PL", BOTH),
    ("EU", "eq", "PL", TOUCH),
    ("WORLD", "eq", "EU", TOUCH),
    ("EEA", "eq", "EU", TOUCH),
    ("US", "eq", "EU", NEITHER),
    ("NO", "eq", "EEA", BOTH),
    ("PL", "eq", "ATLANTIS", DOUBT),
    (None, "eq", "PL", DOUBT),
    ("US", "neq", "EU", BOTH),
    ("WORLD", "neq", "EU", TOUCH),
    ("PL", "neq", "EU", NEITHER),
]


@pytest.mark.parametrize(("stated", "operator", "ruled", "expected"), TERRITORIES)
def test_a_territory_lies_within_beyond_or_outside_a_rules_territory(
    stated: str | None, operator: str, ruled: str, expected: tuple[bool | None, bool | None]
) -> None:
    assert sides("spatial", operator, ruled, territory=stated) == expected


@pytest.mark.parametrize("left", ["purpose", "spatial"])
def test_a_value_that_the_consumer_is_not_registered_for_is_missing(left: str) -> None:
    narrow = Consumer("newsroom", frozenset(), frozenset({"news-reporting"}), frozenset({"DE"}))
    right = {"purpose": "editorial", "spatial": "EU"}[left]
    assert sides(left, "eq", right, purpose="editorial", territory="PL", consumer=narrow) == DOUBT


SELF, INTERNAL, PUBLIC = Audience
AUDIENCES = [
    # operator, ruled, (stated self, internal, public)
    ("eq", "internal", ((True, False), BOTH, TOUCH)),
    ("eq", "public", ((True, False), (True, False), BOTH)),
    ("eq", "self", (BOTH, TOUCH, TOUCH)),
    ("lteq", "internal", (BOTH, BOTH, TOUCH)),
    ("lt", "internal", (BOTH, TOUCH, TOUCH)),
    ("gteq", "internal", (NEITHER, BOTH, BOTH)),
    ("gt", "internal", (NEITHER, NEITHER, BOTH)),
    ("neq", "public", (BOTH, BOTH, TOUCH)),
    ("neq", "self", (NEITHER, TOUCH, TOUCH)),
    ("eq", "friends", (DOUBT, DOUBT, DOUBT)),
    ("isAllOf", "public", (DOUBT, DOUBT, DOUBT)),
]


@pytest.mark.parametrize(("operator", "ruled", "expected"), AUDIENCES)
def test_a_permission_reaches_lower_audiences_and_a_prohibition_higher_ones(
    operator: str, ruled: str, expected: Any
) -> None:
    found = tuple(sides("ra:audience", operator, ruled, audience=step) for step in Audience)
    assert found == expected
    assert sides("ra:audience", operator, ruled, audience=None) == DOUBT


@pytest.mark.parametrize(
    ("asked", "audience", "permitted", "forbidden"),
    [
        ("share", "internal", "permit", "deny"),
        ("share", "public", "permit", "permit"),
        ("share", "self", "review", "deny"),
        ("republish", "internal", "review", "deny"),
        ("republish", "public", "permit", "deny"),
    ],
)
def test_the_audience_of_a_use_is_that_of_the_standard_use(
    asked: str, audience: str, permitted: str, forbidden: str
) -> None:
    step = {"constraint": constraint("ra:audience", "eq", audience)}
    assert outcome(use(asked), permitting("distribute", **step)) == permitted
    assert outcome(use(asked), permitting("distribute"), forbidding("distribute", **step)) == forbidden


@pytest.mark.parametrize(
    ("stated", "operator", "right", "expected"),
    [
        (50, "lteq", "50", BOTH),
        (51, "lteq", "50", TOUCH),
        (50, "lt", "50", NEITHER),
        (10, "gt", "50", NEITHER),
        (60, "gt", "50", BOTH),
        (60, "eq", "50", TOUCH),
        (50, "lteq", "many", DOUBT),
        (50, "lteq", "NaN", DOUBT),
        (50, "lteq", "Infinity", DOUBT),
        (None, "lteq", "50", DOUBT),
        (50, "isAnyOf", "50", DOUBT),
    ],
)
def test_an_amount_touches_the_smaller_limit_it_exceeds(
    stated: int | None, operator: str, right: str, expected: tuple[bool | None, bool | None]
) -> None:
    assert sides("ra:words", operator, right, words=stated) == expected


@pytest.mark.parametrize(
    ("operator", "right", "expected"),
    [
        ("lt", "2026-03-02T09:00:01Z", BOTH),
        ("lt", "2026-03-02T09:00:00Z", NEITHER),
        ("lteq", "2026-03-02T09:00:00Z", BOTH),
        ("gteq", "2026-03-02T10:00:00+01:00", BOTH),
        ("lt", "2026-03-02T09:00:01", TOUCH),
        ("lt", "2026-03-02", TOUCH),
        ("lt", "2026-03-04", BOTH),
        ("gt", "2026-03-02", TOUCH),
        ("gt", "2026-02-28", BOTH),
        ("eq", "2026-03-02", TOUCH),
        ("lt", "soon", DOUBT),
    ],
)
def test_a_day_or_a_time_without_a_zone_is_sure_only_where_every_zone_agrees(
    operator: str, right: str, expected: tuple[bool | None, bool | None]
) -> None:
    assert sides("dateTime", operator, right) == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("ra:lawfulAccess", "true", DOUBT),
        ("ra:part", "text", BOTH),
        ("ra:part", "image", NEITHER),
        ("ra:consumerGroup", "editorial", BOTH),
        ("ra:consumerGroup", "libraries", NEITHER),
        ("language", "en", DOUBT),
        ("absoluteSize", "50", DOUBT),
        ("ex:mood", "good", DOUBT),
    ],
)
def test_what_is_not_registered_or_not_known_is_unknown(
    left: str, right: str, expected: tuple[bool | None, bool | None]
) -> None:
    assert sides(left, "eq", right) == expected


@pytest.mark.parametrize(
    ("audience", "expected"), [("self", BOTH), ("internal", BOTH), ("public", DOUBT), (None, DOUBT)]
)
def test_who_receives_what_is_made_public_is_unknown(audience: str | None, expected: Any) -> None:
    assert (
        sides("recipient", "eq", "editorial", audience=Audience(audience) if audience else None) == expected
    )


@pytest.mark.parametrize(
    ("ruled", "expected"),
    [("en", BOTH), ("EN-gb", BOTH), ("en-GB-oed", TOUCH), ("e", NEITHER), ("pl", NEITHER)],
)
def test_a_language_holds_its_variants(ruled: str, expected: tuple[bool, bool]) -> None:
    asked = replace(ask(), facts=facts(article=article(language="en-GB")))
    found = match_constraint(Constraint("language", "eq", (ruled,)), asked, permits=True)
    assert (found.inside, found.touches) == expected


def test_a_unit_that_is_not_ours_makes_a_constraint_unknown() -> None:
    pixels = Constraint("ra:words", "lteq", ("50",), unit="ex:pixel")
    assert match_constraint(pixels, ask(words=10), permits=True).inside is None


# --- logic -----------------------------------------------------------------------------------------------------------

YES = Constraint("purpose", "eq", ("news-reporting",))
NO = Constraint("purpose", "eq", ("education",))
MAYBE = Constraint("ex:mood", "eq", ("good",))
LOGIC = [
    ("and", (YES, YES), True),
    ("and", (YES, MAYBE), None),
    ("and", (NO, MAYBE), False),
    ("andSequence", (YES, NO), False),
    ("or", (YES, MAYBE), True),
    ("or", (NO, MAYBE), None),
    ("or", (NO, NO), False),
    ("xone", (YES, NO), True),
    ("xone", (YES, YES), False),
    ("xone", (YES, MAYBE), None),
    ("xone", (NO, MAYBE), None),
    ("and", (), None),
    ("or", (), None),
    ("xone", (), None),
    ("nor", (YES,), None),
]


@pytest.mark.parametrize(("operator", "operands", "expected"), LOGIC)
def test_logical_constraints_are_three_valued_and_empty_ones_mean_nothing(
    operator: str, operands: tuple[Constraint, ...], expected: bool | None
) -> None:
    found: Match = match_constraint(LogicalConstraint(operator, operands), ask(), permits=True)
    assert (found.inside, found.touches) == (expected, expected)


# --- taxonomies ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("left", purposes.PARENTS)
@pytest.mark.parametrize("right", purposes.PARENTS)
def test_the_relation_of_two_purposes_reads_the_same_from_both_sides(left: str, right: str) -> None:
    mirrored = {Relation.WITHIN: Relation.BROADER, Relation.BROADER: Relation.WITHIN}
    there, back = purposes.relation(left, right), purposes.relation(right, left)
    assert there is not None
    assert left == right or back == mirrored.get(there, there)


def test_every_broader_purpose_is_on_the_list_and_every_overlap_names_known_ones() -> None:
    known = set(purposes.PARENTS)
    assert {parent for parent in purposes.PARENTS.values() if parent} <= known
    assert set().union(*purposes.OVERLAPPING, purposes.CROSSING, *purposes.CROSSING.values()) <= known
    assert set(purposes.TDM.values()) <= known


def test_the_union_has_27_members_and_every_region_is_made_of_countries() -> None:
    assert len(regions.REGIONS["EU"]) == 27
    assert len(regions.REGIONS["EEA"]) == 30
    assert all(members <= regions.COUNTRIES for members in regions.REGIONS.values())
    assert len(regions.COUNTRIES) == 249


def test_a_rule_that_starts_later_permits_at_that_instant() -> None:
    start = constraint("dateTime", "gteq", (NOW + timedelta(hours=1)).isoformat())
    opening = permitting("archive", constraint=start)
    assert outcome(use(), opening) is Outcome.REVIEW
    assert outcome(use(at=NOW + timedelta(hours=1)), opening) is Outcome.PERMIT
