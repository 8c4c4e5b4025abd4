"""What expires soon, and what is suspended now."""

from __future__ import annotations

from datetime import timedelta

import pytest

from licensing import operations as act
from licensing.models import Bitemporal, Party, PolicySeries, Suspension
from licensing.reports.expiries import ENDINGS, expiries
from licensing.reports.suspensions import suspensions
from licensing.reports.table import Filters
from tests.licensing.reports.reading import rows
from tests.licensing.reports.world import HEADLINE, NOW, PUBLISHER, World, new_version
from tests.policy.builders import document, rule


def grant(ends_in: timedelta) -> None:
    odrl = document(permission=[rule("archive")]) | {"@type": "Agreement", "assignee": "monitor"}
    act.grant_agreement(
        identifier="agreement-1",
        title="Monitoring 2026",
        assigner=Party.objects.get(identifier=PUBLISHER),
        assignees=["monitor"],
        document=odrl,
        scope_kind="site",
        scope_value="example.org",
        effective_from=NOW - timedelta(days=10),
        effective_to=NOW + ends_in,
        evidence=act.Evidence("agreement.txt", "Signed."),
        timezone="Europe/Warsaw",
        officer="rights-officer",
        now=NOW - timedelta(days=10),
    )


def test_an_agreement_that_ends_soon_is_reported_with_the_days_left(world: World) -> None:
    grant(timedelta(days=30, hours=1))
    (ending,) = rows(expiries(NOW, Filters()))
    assert (ending["what"], ending["subject"], ending["concerns"]) == (
        "policy-agreement",
        "Monitoring 2026",
        "The Publisher",
    )
    assert (ending["days_left"], ending["ends_at"]) == (30, NOW + timedelta(days=30, hours=1))


def test_what_ends_later_than_asked_is_not_reported(world: World) -> None:
    grant(timedelta(days=30))
    assert rows(expiries(NOW, Filters(within_days=29))) == []
    assert len(rows(expiries(NOW, Filters(within_days=30)))) == 1


def test_terms_that_give_way_to_a_new_version_say_which(world: World) -> None:
    new_version(world.notice.series, effective_from=NOW + timedelta(days=5), now=NOW - timedelta(days=1))
    (ending,) = rows(expiries(NOW, Filters()))
    assert (ending["what"], ending["next"]) == ("policy-terms", "2")


def test_an_approval_that_ends_is_reported_and_one_that_ended_is_not(world: World) -> None:
    statute = PolicySeries.objects.get(identifier="pl-29-quotation")
    for territory, end in (("PL", NOW + timedelta(days=3)), ("DE", NOW)):
        act.approve_statute(
            series=statute,
            officer="legal-officer",
            reason="Reviewed.",
            consumer="newsroom",
            territory=territory,
            effective_from=NOW - timedelta(days=5),
            effective_to=end,
            now=NOW - timedelta(days=5),
        )
    (ending,) = rows(expiries(NOW, Filters()))
    assert (ending["what"], ending["concerns"], ending["by"]) == ("approval", "newsroom", "legal-officer")


def test_every_kind_of_fact_that_can_end_is_watched() -> None:
    assert {one.model for one in ENDINGS} == set(Bitemporal.__subclasses__())


def test_every_watched_fact_can_be_read(db: None) -> None:
    assert rows(expiries(NOW, Filters())) == []


def suspend(scope_kind: str, scope_value: str, **more: object) -> Suspension:
    given = {"kind": "takedown", "reason": "Accepted.", "by": "rights-officer", "now": NOW} | more
    return act.suspend(scope_kind=scope_kind, scope_value=scope_value, **given)  # type: ignore[arg-type]


def test_a_suspension_tells_what_it_stops_and_how_much(world: World) -> None:
    article = world.article
    for kind, value in (
        ("article", str(article.pk)),
        ("part", f"{article.pk}:text"),
        ("part", str(world.image.pk)),
        ("site", "example.org"),
        ("publisher", "publisher"),
    ):
        suspend(kind, value)
    told = [(row["scope"], row["name"], row["articles"]) for row in rows(suspensions(NOW, Filters()))]
    assert told == [
        ("article", HEADLINE, 1),
        ("part", HEADLINE, 1),
        ("part", "© Agency", 1),
        ("site", "The Example", 1),
        ("publisher", "The Publisher", 1),
    ]


@pytest.mark.parametrize("value", ["not an identifier", "00000000-0000-4000-8000-000000000001"])
def test_a_suspension_of_what_is_not_held_is_reported_all_the_same(world: World, value: str) -> None:
    suspend("article", value)
    (row,) = rows(suspensions(NOW, Filters()))
    assert (row["value"], row["name"], row["articles"]) == (value, "", 0)


def test_a_lifted_suspension_and_one_yet_to_come_are_not_in_force(world: World) -> None:
    act.lift_suspension(suspension=suspend("site", "example.org"), now=NOW + timedelta(minutes=1))
    suspend("site", "example.org", effective_from=NOW + timedelta(days=1))
    assert rows(suspensions(NOW + timedelta(hours=1), Filters())) == []
