"""Where one policy of a whole site is all there is, its answer is the one that the rows come to, to the byte."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from licensing.policy import alone as quick
from licensing.policy import pieces
from licensing.policy.compiled import tests
from licensing.policy.compiled.policies import compiled
from licensing.policy.decide import decide
from licensing.policy.model import (
    Audience,
    Decision,
    Facts,
    Holder,
    OnRecord,
    Outcome,
    Part,
    PartKind,
    Scope,
    ScopeKind,
    Use,
)
from licensing.policy.record import decision_bytes
from licensing.policy.vocabulary import purposes
from tests.policy.builders import (
    AGENCY,
    CONSENT,
    METADATA,
    NOW,
    PRESS,
    PUBLISHER,
    STRANGER,
    TEXT,
    article,
    constraint,
    document,
    facts,
    house,
    rule,
    signal,
    suspension,
    terms,
    use,
)
from tests.policy.plain import plain_bytes, plain_decide

DAY = timedelta(days=1)
DATED = constraint("dateTime", "lt", (NOW + DAY).isoformat())
TOLD = constraint("purpose", "eq", "news-reporting")
PERMITTED = [rule("archive")]


@pytest.fixture
def quickly(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Of each question that was asked without a walk first, whether that gave the answer."""
    asked: list[bool] = []
    real = quick.alone

    def counted(*given: Any) -> Any:
        said = real(*given)
        asked.append(said is not None)
        return said

    monkeypatch.setattr("licensing.policy.decide.alone", counted)
    return asked


def same(asked: Use, world: Facts) -> Decision:
    """The decision the second time, when what holds together is known, once it is what the plain evaluator gives."""
    decide(asked, world)
    found, plainly = decide(asked, world), plain_decide(asked, world)
    assert found == plainly
    assert decision_bytes(found) == plain_bytes(plainly)
    return found


def reserving(*limits: dict[str, Any], **more: Any) -> dict[str, Any]:
    return document(prohibition=[rule("archive", **({"constraint": list(limits)} if limits else {}))], **more)


# --- without a walk --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("record", "outcome", "codes"),
    [
        (terms(document(permission=PERMITTED)), Outcome.PERMIT, []),
        (terms(reserving()), Outcome.DENY, ["terms-deny"]),
        (terms(reserving(DATED, TOLD)), Outcome.DENY, ["terms-deny"]),
        (
            terms(document(permission=PERMITTED, prohibition=PERMITTED, conflict="prohibit")),
            Outcome.DENY,
            None,
        ),
        (signal(reserving()), Outcome.CONSENT, ["signal-reserves"]),
        (signal(reserving(assigner=STRANGER)), Outcome.REVIEW, ["signal-reserves", "nothing-on-record"]),
        (terms(reserving(assigner=STRANGER)), Outcome.DENY, ["terms-deny", "nothing-on-record"]),
        (terms(document(permission=PERMITTED, assigner=STRANGER)), Outcome.REVIEW, ["nothing-on-record"]),
        (terms(document(permission=[rule("index")])), Outcome.REVIEW, ["nothing-on-record"]),
        (terms(reserving(assigner=None), assigner=None), Outcome.DENY, ["terms-deny", "nothing-on-record"]),
    ],
)
@pytest.mark.parametrize("names", [(), ((PUBLISHER, "The Publisher Ltd"),)])
def test_the_only_policy_of_a_site_answers(
    record: OnRecord,
    outcome: Outcome,
    codes: list[str] | None,
    names: tuple[tuple[str, str], ...],
    quickly: list[bool],
) -> None:
    decision = same(use(), facts(record, names=names))
    assert decision.outcome is outcome
    assert codes is None or [met.code for met in decision.obstacles] == codes
    assert quickly[-1]


def test_of_several_rules_that_hold_the_most_specific_decides_and_each_stands_in_the_way(
    quickly: list[bool],
) -> None:
    several = [rule("use"), rule("archive", constraint=[TOLD, DATED]), rule("archive", constraint=[TOLD])]
    decision = same(use(), facts(terms(document(prohibition=several))))
    assert decision.answers[0].citation.rule == "/prohibition/1#archive"
    assert [met.citation.rule for met in decision.obstacles] == [
        f"/prohibition/{n}#{action}" for n, action in enumerate(("use", "archive", "archive"))
    ]
    permitting = [rule("use"), rule("archive", constraint=[TOLD]), rule("archive")]
    decision = same(use(), facts(terms(document(permission=permitting))))
    assert decision.answers[0].citation.rule == "/permission/1#archive"
    assert all(quickly[1::2])


def test_one_rule_of_several_actions_is_one_obstacle(quickly: list[bool]) -> None:
    decision = same(use(), facts(terms(document(prohibition=[rule(["archive", "use"])]))))
    assert len(decision.obstacles) == 1
    assert quickly[-1]


def test_terms_are_asked_of_only_while_they_are_in_force(quickly: list[bool]) -> None:
    record = terms(document(permission=PERMITTED), effective_from=NOW, effective_to=NOW + DAY)
    found = [
        same(use(at=at), facts(record)).outcome
        for at in (NOW - timedelta.resolution, NOW, NOW + DAY - timedelta.resolution, NOW + DAY)
    ]
    assert found == [Outcome.REVIEW, Outcome.PERMIT, Outcome.PERMIT, Outcome.REVIEW]
    assert quickly == [False, True] * 2  # not asked while it is not in force


def test_a_site_of_which_nothing_is_on_record_is_silent(quickly: list[bool]) -> None:
    world = facts(terms(reserving(), scope=Scope(ScopeKind.SITE, "another.example")))
    assert same(use(), world).outcome is Outcome.REVIEW
    assert quickly == [True, True]


# --- what is asked for anew each time --------------------------------------------------------------------------------


def test_obstacles_are_those_of_the_values_that_are_stated() -> None:
    limits = [constraint("purpose", "isA", "any"), constraint("ra:audience", "gteq", "self")]
    world = facts(terms(reserving(*limits)))
    free = replace(world, consumer=replace(world.consumer, purposes=frozenset({"any"})))
    for purpose in sorted(purposes.PARENTS):
        for audience in Audience:
            decision = same(use(purpose=purpose, audience=audience), free)
            told = {one.left for one in decision.obstacles[0].premises}
            assert told == {purpose, audience.value}


def test_pieces_are_bounded_and_forgetting_them_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tests, "MOST_TOLD", 2)
    monkeypatch.setattr(pieces, "MOST_NAMES", 2)
    world = facts(terms(reserving(constraint("purpose", "isA", "any"), uid="urn:test:bounded")))
    free = replace(world, consumer=replace(world.consumer, purposes=frozenset({"any"})))
    for number, purpose in enumerate(sorted(purposes.PARENTS)):
        named = replace(free, names=((PUBLISHER, f"Publisher {number % 5}"),))
        same(use(purpose=purpose), free)
        same(use(purpose=purpose), named)
    policy = compiled(world.on_record[0].content)
    assert policy is not None
    assert max(len(one._told) for one in policy._tests.values()) <= 2


def test_rules_of_a_policy_of_very_many_keep_fewer_pieces_each() -> None:
    record = terms(document(prohibition=[rule("archive", constraint=[TOLD])] * 1000, uid="urn:test:many"))
    same(use(), facts(record))
    policy = compiled(record.content)
    assert policy is not None
    assert {one.most for one in policy._tests.values()} == {tests.MOST_TOLD_TOGETHER // 1000}


def test_two_answers_share_pieces_but_not_themselves() -> None:
    world = facts(terms(reserving(TOLD)))
    decide(use(), world)
    first, second = decide(use(), world), decide(use(), world)
    assert first.obstacles[0] is second.obstacles[0]
    assert first.parts[0] is not second.parts[0]
    assert first.answers[0] is not second.answers[0]


def test_who_is_to_be_asked_has_the_name_of_the_question() -> None:
    record = terms(reserving())
    for name in ("First", "Second", "First"):
        (met,) = same(use(), facts(record, names=((PUBLISHER, name),))).obstacles
        assert dict(met.values)["party"] == name
    (met,) = same(use(), facts(record)).obstacles
    assert dict(met.values)["party"] == PUBLISHER


# --- where the rows are walked ---------------------------------------------------------------------------------------

OTHER_RECORDS: dict[str, tuple[OnRecord, ...]] = {
    "two of one site": (terms(document(permission=PERMITTED)), signal(reserving())),
    "a path": (terms(reserving(), scope=Scope(ScopeKind.SITE, "example.org", "/news")),),
    "house rules": (terms(document(permission=PERMITTED)), house(reserving())),
    "unreadable": (terms(None),),
    "void": (terms(document(permission=PERMITTED, prohibition=PERMITTED, conflict="invalid")),),
    "perm": (terms(document(permission=PERMITTED, prohibition=PERMITTED, conflict="perm")),),
    "consent": (terms(document(permission=[rule("archive", duty=[CONSENT])], prohibition=PERMITTED)),),
    "words": (terms(reserving(constraint("ra:words", "gt", 10))),),
    "unknown value": (terms(reserving(constraint("spatial", "eq", "DE"))),),
    "unconfirmed": (terms(document(permission=PERMITTED), partial=True),),
    "another takes its place": (
        terms(document(permission=PERMITTED), id="a"),
        terms(reserving(), id="b", replaces=frozenset({"a"})),
    ),
}


@pytest.mark.parametrize("name", sorted(OTHER_RECORDS))
@pytest.mark.parametrize("territory", ["PL", None])
def test_anything_else_on_record_says_what_the_rows_say(
    name: str, territory: str | None, quickly: list[bool]
) -> None:
    same(use(territory=territory), facts(*OTHER_RECORDS[name]))
    assert True not in quickly or name == "unknown value"


HOLDERS: dict[str, tuple[Holder, ...]] = {
    "nobody known": (Holder(()),),
    "no holder": (),
    "a chain": (Holder((PUBLISHER, AGENCY), "Both"),),
    "two": (PRESS, Holder((AGENCY,), "The Agency")),
    "without a name": (Holder((PUBLISHER,)),),
    "an empty name": (Holder(("",), "Nobody"),),
}


@pytest.mark.parametrize("name", sorted(HOLDERS))
@pytest.mark.parametrize("rules", [{"permission": PERMITTED}, {"prohibition": PERMITTED}])
def test_other_holders_get_what_the_rows_say(name: str, rules: dict[str, Any], quickly: list[bool]) -> None:
    part = Part("text", PartKind.TEXT, HOLDERS[name])
    decision = same(use(), facts(terms(document(**rules)), article=article(METADATA, part)))
    assert decision.outcome is not Outcome.PERMIT or name == "without a name"
    assert True not in quickly


def test_suspensions_and_claims_are_always_heard(quickly: list[bool]) -> None:
    record = terms(document(permission=PERMITTED))
    assert same(use(), facts(record, suspensions=(suspension(),))).outcome is Outcome.DENY
    claimed = same(use(claims=frozenset({"law"})), facts(record))
    assert claimed.answers[0].notes
    assert not quickly


def test_the_whole_article_is_asked_part_by_part(quickly: list[bool]) -> None:
    decision = same(use(asset="article"), facts(terms(document(permission=PERMITTED))))
    assert [part.part for part in decision.parts] == ["text", "image-1"]
    odd = article(Part("article", PartKind.TEXT, (PRESS,)), TEXT)
    assert len(same(use(asset="article"), facts(terms(reserving()), article=odd)).parts) == 2
    assert not quickly


@pytest.mark.parametrize(
    ("now", "then", "outcome"),
    [
        (document(permission=PERMITTED), document(permission=PERMITTED), Outcome.PERMIT),
        (document(permission=PERMITTED), reserving(), Outcome.DENY),
        (document(permission=PERMITTED), document(permission=[rule("index")]), Outcome.REVIEW),
        (document(permission=PERMITTED), None, Outcome.REVIEW),
    ],
)
def test_versions_at_capture_are_heard_where_they_differ(
    now: dict[str, Any], then: dict[str, Any] | None, outcome: Outcome, quickly: list[bool]
) -> None:
    current = terms(now)
    earlier = current if then == now else terms(then)
    assert same(use(), facts(current, at_capture=(earlier,))).outcome is outcome
    assert (True in quickly) is (earlier is current)


def test_a_series_that_began_after_capture_answers_alone(quickly: list[bool]) -> None:
    other = signal(document(permission=[rule("index")]), id="another")
    world = facts(terms(document(permission=PERMITTED)), other, at_capture=(other,))
    assert same(use(), world).outcome is Outcome.PERMIT
    assert quickly[-1]
