"""Recording decisions: two moments, refusals, overrides, and what was on record at capture."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from archive.models import Article
from licensing.models import Decision, Obligation
from licensing.operations import (
    OverrideError,
    add_house_rule,
    assign_holders,
    observe_robots,
    override_decision,
    record_decision,
    record_party,
    replay,
    suspend,
)
from licensing.operations.house import PermittingHouseRuleError
from licensing.operations.site_owners import hand_over_site
from licensing.policy.ask import UseError
from licensing.policy.model import Use
from licensing.queries import UnknownArticleError, UnknownConsumerError
from tests.licensing import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def held() -> Article:
    return world.founding()


def decide(held: Article, question: Use) -> Decision:
    return record_decision(article=held.pk, consumer="newsroom", use=question, origin="api", now=world.NOW)


def test_a_question_about_now_is_no_hypothesis(held: Article) -> None:
    row = decide(held, world.use())
    assert (row.hypothetical, row.outcome, row.at) == (False, "permit", world.NOW)


@pytest.mark.parametrize("days", [-1, 1])
def test_a_question_about_another_time_is_hypothetical(held: Article, days: int) -> None:
    assert decide(held, world.use(at=world.NOW + days * world.DAY)).hypothetical


def test_the_past_is_answered_as_it_was_known_and_as_it_is_known(held: Article) -> None:
    suspend(
        kind="officer",
        scope_kind="site",
        scope_value="essanews.com",
        reason="r",
        by="o",
        now=world.NOW,
        effective_from=world.NOW - 10 * world.DAY,
    )
    before = world.NOW - world.DAY
    assert decide(held, world.use(at=before, known_at=before)).outcome == "permit"
    assert decide(held, world.use(at=before, known_at=world.NOW)).outcome == "deny"


def test_nothing_that_was_recorded_later_leaks_into_an_earlier_answer(held: Article) -> None:
    early = world.CAPTURED + world.DAY
    first = decide(held, world.use(words=40, at=early))
    world.agreement(now=world.NOW, effective_from=world.CAPTURED)
    world.do.approve_statute(
        series=world.PolicySeries.objects.get(identifier="pl-29-quotation"),
        officer="o",
        reason="r",
        now=world.NOW,
    )
    record_party(identifier="urn:rights:party:pap", name="PAP", now=world.NOW)
    again = decide(held, world.use(words=40, at=early))
    assert (first.record, first.facts) == (again.record, again.facts)


def test_valid_until_is_the_first_moment_at_which_something_loaded_is_due_to_change(held: Article) -> None:
    ends = world.NOW + 9 * world.DAY
    assert decide(held, world.use()).valid_until is None
    suspend(
        kind="embargo",
        scope_kind="article",
        scope_value=str(held.pk),
        reason="r",
        by="o",
        now=world.NOW,
        effective_from=world.NOW + 2 * world.DAY,
        effective_to=ends,
    )
    assert decide(held, world.use()).valid_until == world.NOW + 2 * world.DAY
    inside = world.NOW + 3 * world.DAY
    assert decide(held, world.use(at=inside, known_at=world.NOW)).valid_until == ends


def test_valid_until_is_when_the_site_changes_hands_where_that_is_recorded_ahead(held: Article) -> None:
    sold, domain = world.NOW + 2 * world.DAY, held.source.domain
    buyer = record_party(identifier="urn:rights:party:buyer", name="Buyer", now=world.NOW)
    hand_over_site(domain=domain, to=buyer, at=sold, now=world.NOW)
    world.agreement(now=world.NOW, effective_from=world.CAPTURED)
    asked = [world.use(words=40, at=at, known_at=world.NOW) for at in (world.NOW, sold)]
    before, after = (decide(held, one) for one in asked)
    assert (before.outcome, before.valid_until) == ("permit", sold)
    assert (after.outcome != "permit", after.valid_until) == (True, None)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"action": "photocopy"}, "use"),
        ({"action": "use"}, "use"),
        ({"asset": str(uuid4())}, "asset"),
        ({"action": "catalogue"}, "asset"),
        ({"purpose": "fun"}, "purpose"),
        ({"territory": "XX"}, "territory"),
        ({"words": 0}, "words"),
        ({"words": 1_000_000}, "words"),
        ({"at": world.datetime(2026, 1, 1)}, "at"),
        ({"at": world.datetime(9000, 1, 1, tzinfo=world.UTC)}, "at"),
    ],
)
def test_what_cannot_be_asked_is_an_error_and_never_on_record(
    held: Article, wrong: dict[str, Any], field: str
) -> None:
    asked = replace(world.use(), **wrong)
    with pytest.raises(UseError) as error:
        decide(held, asked)
    assert error.value.field == field
    assert not Decision.objects.exists()


def test_unknown_articles_and_consumers_are_errors(held: Article) -> None:
    with pytest.raises(UnknownArticleError):
        record_decision(article=uuid4(), consumer="newsroom", use=world.use(), origin="api", now=world.NOW)
    with pytest.raises(UnknownConsumerError):
        record_decision(article=held.pk, consumer="x", use=world.use(), origin="api", now=world.NOW)
    assert not Decision.objects.exists()


def test_an_override_is_signed_refers_to_what_it_replaces_and_replays(held: Article) -> None:
    first = decide(held, world.use(words=40))
    second = override_decision(
        decision=first, officer="rights-officer", outcome="deny", reason="too much", now=world.NOW
    )
    third = override_decision(
        decision=second,
        officer="rights-officer-2",
        outcome="permit",
        reason="asked by telephone",
        now=world.NOW,
    )
    assert (second.replaces, third.replaces) == (first.pk, second.pk)
    assert json.loads(third.record)["decision"] == json.loads(first.record)
    assert first.position < second.position < third.position
    assert not Obligation.objects.exists()
    assert all(replay(row) for row in (first, second, third))


@pytest.mark.parametrize("wrong", [{"officer": " "}, {"reason": ""}, {"outcome": "perhaps"}])
def test_an_override_without_officer_reason_or_outcome_is_refused(
    held: Article, wrong: dict[str, str]
) -> None:
    first = decide(held, world.use())
    given = {"officer": "o", "reason": "r", "outcome": "deny", **wrong}
    with pytest.raises(OverrideError):
        override_decision(decision=first, now=world.NOW, **given)


def test_a_hypothesis_is_not_overridden(held: Article) -> None:
    row = decide(held, world.use(at=world.NOW + world.DAY))
    with pytest.raises(OverrideError):
        override_decision(decision=row, officer="o", reason="r", outcome="deny", now=world.NOW)


def test_a_changed_record_no_longer_replays(held: Article) -> None:
    row = decide(held, world.use(words=40))
    row.record = row.record.replace('"consent"', '"permit"')
    assert not replay(row)


def test_a_house_rule_for_everything_applies_to_every_article(held: Article) -> None:
    rule = world.document(prohibition=[{"action": "extract"}])
    add_house_rule(
        identifier="house:1", title="No excerpts", document=rule, by="o", reason="r", now=world.NOW
    )
    assert decide(held, world.use()).outcome == "deny"


def test_a_house_rule_for_another_site_does_not(held: Article) -> None:
    rule = world.document(prohibition=[{"action": "extract"}])
    add_house_rule(
        identifier="house:1",
        title="No excerpts",
        document=rule,
        scope_kind="site",
        scope_value="other.org",
        by="o",
        reason="r",
        now=world.NOW,
    )
    assert decide(held, world.use()).outcome == "permit"


def test_the_house_permits_nothing(held: Article) -> None:
    rule = world.document(permission=[{"action": "extract"}])
    with pytest.raises(PermittingHouseRuleError):
        add_house_rule(identifier="house:1", title="t", document=rule, by="o", reason="r", now=world.NOW)


def test_an_unreadable_house_rule_is_review_and_never_permit(held: Article) -> None:
    add_house_rule(
        identifier="house:1", title="t", document={"nonsense": True}, by="o", reason="r", now=world.NOW
    )
    assert decide(held, world.use()).outcome == "review"


def test_an_image_without_a_known_name_has_an_unknown_holder(held: Article) -> None:
    image = str(held.images.get().pk)
    row = decide(held, world.use("store", image))
    assert row.outcome == "review"
    assert json.loads(row.record)["parts"][0]["holders"][0]["holder"] == "unknown"


def test_a_slash_chain_is_one_holder_until_an_officer_splits_it(held: Article) -> None:
    for name in ("PAP", "EPA"):
        record_party(identifier=f"urn:rights:party:{name.lower()}", name=name)
    image = held.images.get()

    def held_by() -> list[str]:
        record = json.loads(decide(held, world.use("store", str(image.pk))).record)
        return [holder["holder"] for holder in record["parts"][0]["holders"]]

    [chain] = held_by()
    assert chain.startswith("urn:rights:party:pap+urn:rights:party:epa+urn:rights:name:")
    assign_holders(
        holders=[["urn:rights:party:pap"], ["urn:rights:party:epa"]],
        reason="two suppliers",
        by="rights-officer",
        now=world.NOW,
        credit_line=world.CREDIT.upper(),
    )
    assert held_by() == ["urn:rights:party:epa", "urn:rights:party:pap"]


def test_text_credited_to_somebody_unknown_is_not_the_publishers(held: Article) -> None:
    Article.objects.filter(pk=held.pk).update(copyright_notice="© Somebody Else 2024")
    assert decide(held, world.use()).outcome == "review"


@pytest.mark.parametrize(
    "line", ["", "© 2024 essanews.com. All rights reserved", "(c) Wirtualna Polska Media Spółka Akcyjna"]
)
def test_text_is_held_by_the_publisher_however_its_line_is_worded(held: Article, line: str) -> None:
    Article.objects.filter(pk=held.pk).update(copyright_notice=line)
    assert decide(held, world.use()).outcome == "permit"


def test_a_reservation_that_stood_at_capture_still_counts_after_it_was_taken_back(held: Article) -> None:
    world.consumer("finder", purpose="internet-search")
    question = world.use("index", "text", purpose="internet-search")

    def ask() -> str:
        return world.outcome(held, question, "finder")

    assert ask() == "permit"
    file = world.robots_file("Content-Usage: search=n\n", fetched_at=world.CAPTURED)
    observe_robots(domain="essanews.com", robots=file, publisher=None, now=world.CAPTURED)
    back = world.robots_file("", fetched_at=world.CAPTURED + world.DAY)
    observe_robots(domain="essanews.com", robots=back, publisher=None, now=world.CAPTURED + world.DAY)
    assert ask() == "consent"
