"""Releases: decided again where they are recorded; refusals leave a decision and nothing else."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from archive import queries as archive_queries
from archive.models import Article
from licensing.models import Decision, DeclaredUse, Delivery, Obligation, QuotaCounter, QuotaUse
from licensing.operations import (
    KeyReusedError,
    declare_use,
    end_agreement,
    lift_suspension,
    override_decision,
    release_excerpt,
    suspend,
)
from licensing.policy.ask import UseError
from licensing.policy.model import Use
from licensing.queries import UnknownArticleError, UnknownConsumerError
from licensing.queries.facts import released_ranges
from tests.licensing import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def held() -> Article:
    return world.founding()


def test_ten_words_are_released_with_attribution_and_recorded_as_delivered(held: Article) -> None:
    verdict = release_excerpt(request=world.request(held), now=world.NOW)
    delivery = Delivery.objects.get()
    assert verdict.granted
    assert (verdict.words, verdict.start, verdict.delivery) == (10, 0, delivery.pk)
    assert "essanews.com" in verdict.attribution
    assert held.address in delivery.attribution
    assert Decision.objects.get(pk=verdict.decision).origin == "release"


def test_forty_words_are_refused_and_the_refusal_is_on_record(held: Article) -> None:
    verdict = release_excerpt(request=world.request(held, words=40), now=world.NOW)
    assert not verdict.granted
    assert verdict.words == 0
    assert Decision.objects.get().outcome == "consent"
    assert not Delivery.objects.exists()
    assert verdict.reason


def test_small_excerpts_do_not_add_up_to_more_than_the_limit(held: Article) -> None:
    assert release_excerpt(request=world.request(held, words=6), now=world.NOW).granted
    assert not release_excerpt(request=world.request(held, words=6, start=6), now=world.NOW).granted
    assert release_excerpt(request=world.request(held, words=4, start=6), now=world.NOW).granted
    assert not release_excerpt(request=world.request(held, words=1, start=30), now=world.NOW).granted
    assert released_ranges(str(held.pk), "newsroom", world.NOW) == ((0, 10),)


def test_words_that_were_released_before_cost_nothing_again(held: Article) -> None:
    for _ in range(3):
        assert release_excerpt(request=world.request(held), now=world.NOW).granted


def test_what_one_consumer_received_does_not_count_for_another(held: Article) -> None:
    world.consumer("desk")
    assert release_excerpt(request=world.request(held), now=world.NOW).granted
    assert release_excerpt(request=world.request(held, start=20, who="desk"), now=world.NOW).granted


def test_a_suspension_stops_the_next_release_and_its_end_opens_it(held: Article) -> None:
    stop = suspend(
        kind="takedown", scope_kind="article", scope_value=str(held.pk), reason="asked", by="o", now=world.NOW
    )
    assert not release_excerpt(request=world.request(held), now=world.NOW).granted
    assert Decision.objects.get().outcome == "deny"
    lift_suspension(suspension=stop, now=world.NOW + world.SECOND)
    assert release_excerpt(request=world.request(held), now=world.NOW + world.SECOND).granted


@pytest.mark.parametrize(
    ("scope", "value"),
    [
        ("article", "{article}"),
        ("part", "{article}:text"),
        ("site", "essanews.com"),
        ("publisher", "wirtualna-polska"),
    ],
)
def test_a_suspension_of_anything_that_holds_the_text_stops_it(held: Article, scope: str, value: str) -> None:
    where = value.format(article=held.pk)
    suspend(kind="officer", scope_kind=scope, scope_value=where, reason="r", by="o", now=world.NOW)
    assert not release_excerpt(request=world.request(held), now=world.NOW).granted


@pytest.mark.parametrize(
    ("scope", "value"),
    [("article", "00000000-0000-4000-8000-000000000001"), ("site", "other.org"), ("publisher", "other")],
)
def test_a_suspension_of_something_else_stops_nothing(held: Article, scope: str, value: str) -> None:
    suspend(kind="officer", scope_kind=scope, scope_value=value, reason="r", by="o", now=world.NOW)
    assert release_excerpt(request=world.request(held), now=world.NOW).granted


def test_a_request_whose_clock_is_older_than_a_suspension_is_refused_all_the_same(held: Article) -> None:
    suspend(kind="kill", scope_kind="article", scope_value=str(held.pk), reason="r", by="o", now=world.NOW)
    late = release_excerpt(request=world.request(held), now=world.NOW - world.SECOND)
    assert not late.granted
    assert Decision.objects.get().recorded_at == world.NOW


def test_a_request_whose_clock_is_older_than_a_delivery_still_counts_its_words(held: Article) -> None:
    release_excerpt(request=world.request(held), now=world.NOW)
    late = world.request(held, start=20)
    assert not release_excerpt(request=late, now=world.NOW - world.SECOND).granted


def test_a_key_makes_a_repeat_one_delivery(held: Article) -> None:
    world.agreement(limit=1)
    first = release_excerpt(request=world.request(held, words=40, key="k"), now=world.NOW)
    again = release_excerpt(request=world.request(held, words=40, key="k"), now=world.NOW + world.SECOND)
    assert first.delivery == again.delivery
    assert Delivery.objects.count() == QuotaUse.objects.count() == 1
    assert Decision.objects.count() == 2


def test_a_key_of_another_request_is_refused(held: Article) -> None:
    release_excerpt(request=world.request(held, key="k"), now=world.NOW)
    with pytest.raises(KeyReusedError):
        release_excerpt(request=world.request(held, words=5, key="k"), now=world.NOW)


def test_a_repeat_after_a_suspension_is_refused_though_it_has_its_key(held: Article) -> None:
    release_excerpt(request=world.request(held, key="k"), now=world.NOW)
    suspend(kind="kill", scope_kind="article", scope_value=str(held.pk), reason="r", by="o", now=world.NOW)
    assert not release_excerpt(request=world.request(held, key="k"), now=world.NOW).granted


def test_an_override_to_permit_releases_nothing(held: Article) -> None:
    release_excerpt(request=world.request(held, words=40), now=world.NOW)
    override_decision(
        decision=Decision.objects.get(), officer="rights-officer", outcome="permit", reason="r", now=world.NOW
    )
    assert not release_excerpt(request=world.request(held, words=40), now=world.NOW).granted


def test_a_quota_is_used_by_distinct_articles_and_then_closed(held: Article) -> None:
    world.agreement(limit=1)
    other = world.article()
    assert release_excerpt(request=world.request(held, words=40), now=world.NOW).granted
    assert release_excerpt(request=world.request(held, words=50), now=world.NOW).granted
    assert not release_excerpt(request=world.request(other, words=40), now=world.NOW).granted
    assert QuotaCounter.objects.get().used == 1


def test_a_quota_opens_again_with_the_next_month_in_the_zone_of_the_agreement(held: Article) -> None:
    world.agreement(limit=1)
    release_excerpt(request=world.request(held, words=40), now=world.NOW)
    other = world.article()
    end = world.datetime(2026, 3, 31, 22, 0, tzinfo=world.UTC)  # midnight in Warsaw, summer time
    assert not release_excerpt(request=world.request(other, words=40), now=end - world.SECOND).granted
    assert release_excerpt(request=world.request(other, words=40), now=end).granted


def test_asking_uses_no_quota(held: Article) -> None:
    world.agreement(limit=1)
    for _ in range(3):
        assert world.outcome(held, world.use(words=40)) == "permit"
    assert not QuotaUse.objects.exists()


def test_a_refused_release_uses_no_quota(held: Article) -> None:
    world.agreement(
        limit=1, constraint=[{"leftOperand": "ra:words", "operator": "lteq", "rightOperand": "30"}]
    )
    assert not release_excerpt(request=world.request(held, words=40), now=world.NOW).granted
    assert not QuotaUse.objects.exists()


def test_an_agreement_stops_at_the_instant_it_ends(held: Article) -> None:
    end = world.NOW + world.DAY
    world.agreement(effective_to=end)
    asked = world.request(held, words=40)
    assert release_excerpt(request=asked, now=end - world.SECOND).granted
    assert not release_excerpt(request=world.request(held, words=45), now=end).granted


def test_an_ended_agreement_permits_nothing_from_then_on(held: Article) -> None:
    granted = world.agreement()
    end_agreement(agreement=granted, now=world.NOW)
    assert not release_excerpt(request=world.request(held, words=40), now=world.NOW).granted
    before = world.NOW - world.SECOND
    assert world.outcome(held, world.use(words=40, at=before)) == "permit"


def test_an_agreement_names_its_consumer_and_nobody_else(held: Article) -> None:
    world.consumer("desk")
    world.agreement(("desk",))
    assert not release_excerpt(request=world.request(held, words=40), now=world.NOW).granted
    assert release_excerpt(request=world.request(held, words=40, who="desk"), now=world.NOW).granted


def test_an_agreement_with_a_group_reaches_its_members_while_they_are_members(held: Article) -> None:
    desk = world.consumer("desk")
    world.agreement(("partners",))
    assert not release_excerpt(request=world.request(held, words=40, who="desk"), now=world.NOW).granted
    world.do.set_registration(consumer=desk, kind="group", name="partners", by="o", now=world.NOW)
    assert release_excerpt(request=world.request(held, words=40, who="desk"), now=world.NOW).granted
    world.do.end_registration(consumer=desk, kind="group", name="partners", now=world.NOW + world.SECOND)
    later = world.request(held, words=50, who="desk")
    assert not release_excerpt(request=later, now=world.NOW + world.SECOND).granted


def test_a_permit_obliges_and_a_refusal_does_not(held: Article) -> None:
    world.do.set_registration(
        consumer=world.consumer(),
        kind="fact",
        name="accepts-attribution",
        value="true",
        by="o",
        now=world.NOW,
    )
    series = world.PolicySeries.objects.get(identifier="pl-29-quotation")
    claims = frozenset({"pl-29-quotation"})
    assert not release_excerpt(request=world.request(held, words=40, claims=claims), now=world.NOW).granted
    assert not Obligation.objects.exists()
    world.do.approve_statute(series=series, officer="legal-officer", reason="r", now=world.NOW)
    verdict = release_excerpt(request=world.request(held, words=40, claims=claims), now=world.NOW)
    assert [owed.action for owed in verdict.obligations] == ["attribute"]
    assert Obligation.objects.get().decision == verdict.decision


@pytest.mark.parametrize("words", [0, -1, 1_000_000])
def test_a_senseless_number_of_words_is_an_error_and_nothing_is_recorded(held: Article, words: int) -> None:
    with pytest.raises(UseError):
        release_excerpt(request=world.request(held, words=words, characters=60), now=world.NOW)
    assert not Decision.objects.exists()


def test_unknown_consumers_and_articles_are_errors(held: Article) -> None:
    with pytest.raises(UnknownConsumerError):
        release_excerpt(request=world.request(held, who="nobody"), now=world.NOW)
    missing = replace(world.request(held), article_id=uuid4())
    with pytest.raises(UnknownArticleError):
        release_excerpt(request=missing, now=world.NOW)


def test_an_inactive_consumer_is_refused(held: Article) -> None:
    world.Consumer.objects.update(active=False)
    with pytest.raises(UnknownConsumerError):
        release_excerpt(request=world.request(held), now=world.NOW)


@pytest.mark.parametrize(
    "place",
    [
        "licensing.queries.facts.on_record",
        "licensing.queries.facts.released_ranges",
        "licensing.operations.decisions.decide",
        "licensing.operations.decisions.facts_record",
        "licensing.operations.handing_out.count_article",
    ],
)
def test_an_error_anywhere_releases_nothing(
    held: Article, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr(place, broken)
    with pytest.raises(RuntimeError, match="on purpose"):
        release_excerpt(request=world.request(held), now=world.NOW)
    assert not Decision.objects.exists()
    assert not Delivery.objects.exists()


def test_a_declared_use_counts_once_and_a_repeat_with_its_key_costs_nothing(held: Article) -> None:
    world.agreement(actions=("archive",), limit=1)
    question = world.use("store")
    first = declare_use(article=held.pk, consumer="newsroom", use=question, key="k", now=world.NOW)
    again = declare_use(article=held.pk, consumer="newsroom", use=question, key="k", now=world.NOW)
    assert first.use == again.use
    assert DeclaredUse.objects.count() == QuotaUse.objects.count() == 1
    other = declare_use(article=world.article().pk, consumer="newsroom", use=question, now=world.NOW)
    assert other.use is None


def test_a_use_of_another_day_cannot_be_declared(held: Article) -> None:
    yesterday: Use = world.use("store", at=world.NOW - world.DAY)
    with pytest.raises(UseError):
        declare_use(article=held.pk, consumer="newsroom", use=yesterday, now=world.NOW)


def test_the_archive_hands_out_text_through_the_gate_and_no_other_way(held: Article) -> None:
    given = {"article_id": held.pk, "consumer": "newsroom", "territory": "PL", "now": world.NOW}
    released = archive_queries.released_excerpt(words=10, **given)  # type: ignore[arg-type]
    assert released.text == "word1 word2 word3 word4 word5 word6 word7 word8 word9 word10"
    with pytest.raises(archive_queries.ReleaseRefusedError) as refused:
        archive_queries.released_excerpt(words=40, **given)  # type: ignore[arg-type]
    assert Decision.objects.filter(pk=refused.value.verdict.decision, outcome="consent").exists()


def test_no_excerpt_stands_in_any_record_of_its_release(held: Article) -> None:
    archive_queries.released_excerpt(
        article_id=held.pk, consumer="newsroom", words=10, territory="PL", now=world.NOW
    )
    decision, delivery = Decision.objects.get(), Delivery.objects.get()
    for kept in (decision.record, decision.facts, delivery.attribution):
        assert "word1 word2" not in kept
