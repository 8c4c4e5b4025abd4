"""What changes an answer without a word about the article: names, owners of sites, identifiers that mean two things."""

from __future__ import annotations

from typing import Any

import pytest

from archive import text
from archive.models import Article, Excerpt
from archive.operations import record_publisher, record_source
from archive.queries import Released, released_excerpt
from archive.rights_gate import SiteFile
from licensing import operations as do
from licensing.models import GoverningSetSeries, PartyAlias
from licensing.operations.agreements import Evidence
from licensing.operations.consumers import RegistrationError
from licensing.operations.handing_out import KeyReusedError
from licensing.operations.releases import release_excerpt
from licensing.operations.versions import SeriesTakenError
from tests.licensing.world import (
    CAPTURED,
    DAY,
    NOW,
    SECOND,
    WPM,
    agreement,
    article,
    consumer,
    document,
    outcome,
    party,
    request,
    source,
    use,
)

pytestmark = pytest.mark.django_db

HOUSE = "urn:rights:policy:house-test"


def closed(scope_kind: str, scope_value: str = "", identifier: str = HOUSE) -> None:
    do.add_house_rule(
        identifier=identifier,
        title="Nothing of theirs",
        document=document(prohibition=[{"action": ["archive", "extract"]}]),
        scope_kind=scope_kind,
        scope_value=scope_value,
        by="rights-officer",
        reason="A dispute.",
        now=CAPTURED - DAY,
    )


def site_agreement() -> None:
    do.grant_agreement(
        identifier="urn:rights:agreement:site",
        title="A test agreement",
        assigner=party(),
        assignees=["newsroom"],
        document=document("Agreement", WPM, permission=[{"action": ["extract"]}]),
        scope_kind="site",
        scope_value="essanews.com",
        effective_from=CAPTURED,
        evidence=Evidence("letter.txt", "We agree."),
        timezone="Europe/Warsaw",
        officer="rights-officer",
        now=CAPTURED,
    )


def test_a_name_recorded_later_brings_the_holders_house_rule_along() -> None:
    consumer()
    do.record_party(identifier=WPM, name="WPM")
    closed("holder", WPM)
    held = article()  # nobody knows yet whose it is
    do.record_party(
        identifier=WPM, name="WPM", names=["wirtualna-polska"], domains=["essanews.com"], now=CAPTURED
    )
    agreement()
    assert outcome(held, use()) == "deny"
    assert HOUSE in _governed_by(held)


def _governed_by(held: Article) -> set[str]:
    held.refresh_from_db()
    members = GoverningSetSeries.objects.filter(governing_set=held.governing_set_id)
    return set(members.values_list("series__identifier", flat=True))


def test_reports_by_set_follow_when_a_site_is_sold(django_capture_on_commit_callbacks: Any) -> None:
    party()
    held = article()
    buyer = record_publisher(identifier="buyer", name="Buyer")
    closed("publisher", "buyer")
    assert HOUSE not in _governed_by(held)
    with django_capture_on_commit_callbacks(execute=True):
        record_source(publisher=buyer, domain="essanews.com", name="essanews.com")
    assert HOUSE in _governed_by(held)


def test_a_name_that_says_nothing_new_moves_nothing() -> None:
    party()
    held = article()
    closed("holder", WPM)
    before = _governed_by(held)
    party()
    assert _governed_by(held) == before


def test_a_site_that_is_sold_brings_its_new_publishers_house_rule_along() -> None:
    consumer()
    party()
    held = article()
    buyer = record_publisher(identifier="buyer", name="Buyer")
    closed("publisher", "buyer")
    site_agreement()
    assert outcome(held, use()) == "permit"
    record_source(publisher=buyer, domain="essanews.com", name="essanews.com")
    assert outcome(held, use()) == "deny"


def test_a_release_sees_a_name_that_was_taken_back_while_it_waited() -> None:
    consumer()
    owner = party()
    held: Article = article()
    site_agreement()
    for alias in PartyAlias.objects.current().filter(party=owner):
        do.retract_alias(alias=alias, now=NOW + SECOND)
    assert not release_excerpt(request=request(held), now=NOW).granted


def test_an_agreement_never_takes_the_place_of_another_series() -> None:
    consumer()
    party()
    held = article()
    closed("everything")
    with pytest.raises(SeriesTakenError):
        agreement(identifier=HOUSE)
    with pytest.raises(SeriesTakenError):
        closed("site", "essanews.com")
    assert outcome(held, use()) == "deny"


def test_no_name_means_a_consumer_and_a_group() -> None:
    consumer("newsroom")
    wire = consumer("wire")
    for taken in ("newsroom", "archive"):
        with pytest.raises(RegistrationError):
            do.set_registration(consumer=wire, kind="group", name=taken, by="officer", now=CAPTURED)
    do.set_registration(consumer=wire, kind="group", name="members", by="officer", now=CAPTURED)
    with pytest.raises(RegistrationError):
        do.register_consumer(identifier="members", name="Members", now=CAPTURED)
    assert do.register_consumer(identifier="wire", name="Wire", now=CAPTURED) == wire


def test_a_site_below_another_has_its_own_robots_txt() -> None:
    source("m.essanews.com")
    seen = SiteFile("https://m.essanews.com/robots.txt", 200, "", "text/plain", CAPTURED)
    of_parent, own = (
        do.observe_robots(domain=domain, robots=seen, publisher=None, now=CAPTURED)
        for domain in ("essanews.com", "m.essanews.com")
    )
    assert (of_parent.scope_value, own.scope_value) == ("essanews.com", "m.essanews.com")


def test_a_key_never_hands_out_other_words_than_were_recorded() -> None:
    consumer()
    held = article()
    agreement()

    def released() -> Released:
        return released_excerpt(
            article_id=held.pk,
            consumer="newsroom",
            words=10,
            purpose="news-reporting",
            territory="PL",
            audience="internal",
            key="k",
            now=NOW,
        )

    assert released().delivery == released().delivery
    passage = " ".join(f"other{n}" for n in range(60))
    Excerpt.objects.filter(article=held).update(text=passage, digest=text.digest(passage))
    with pytest.raises(KeyReusedError):
        released()
