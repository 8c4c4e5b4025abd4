"""Terms of two sites, under a path, from a later day, and from an earlier day than was known (semantics.md sections 1, 2)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from archive.models import Article
from licensing.models import Decision, PolicySeries, PolicyVersion
from licensing.operations import (
    NotInForceError,
    OwnApprovalError,
    VersionStateError,
    approve_terms,
    confirm_replacement,
    date_terms,
    record_decision,
    record_terms,
    release_excerpt,
    replay,
    retire_terms,
    submit_terms,
)
from tests.licensing import world

pytestmark = pytest.mark.django_db

FREE: dict[str, Any] = {"permission": [{"action": "archive"}]}
CLOSED: dict[str, Any] = {"prohibition": [{"action": "archive"}]}
LONG_AGO = world.CAPTURED - timedelta(days=400)


def terms(
    rules: dict[str, Any],
    *,
    domain: str = "essanews.com",
    path: str = "",
    effective_from: datetime = LONG_AGO,
    effective_to: datetime | None = None,
    now: datetime = world.CAPTURED,
) -> PolicyVersion:
    """A version of the terms of a site, in force for an interval since `now`."""
    series = world.do.create_series(
        identifier=f"urn:test:{domain}{path}",
        kind="terms",
        title="t",
        scope_kind="site",
        scope_value=domain,
        scope_path=path,
        now=now,
    )
    version = record_terms(
        series=series,
        document=world.document(assigner=world.WPM, **rules),
        source_text="Words.",
        author="rights-officer",
        now=now,
    )
    submit_terms(version=version, by="rights-officer", now=now)
    approve_terms(
        version=version,
        officer="rights-officer-2",
        effective_from=effective_from,
        effective_to=effective_to,
        now=now,
    )
    return PolicyVersion.objects.get(pk=version.pk)


@pytest.fixture(autouse=True)
def _house(db: None) -> None:
    world.do.record_party(
        identifier=world.WPM, name="WPM", names=["wirtualna-polska"], domains=["essanews.com", "wp.pl"]
    )
    world.consumer()


@pytest.fixture
def held(_house: None) -> Article:
    return world.article()


def store(held: Article, at: datetime = world.NOW, known_at: datetime | None = None) -> str:
    return decided(held, at, known_at).outcome


def decided(held: Article, at: datetime = world.NOW, known_at: datetime | None = None) -> Decision:
    use = world.use("store", at=at, known_at=known_at or at)
    return record_decision(
        article=held.pk, consumer="newsroom", use=use, origin="check", now=max(at, known_at or at)
    )


def test_two_sites_of_one_publisher_each_have_their_own_terms(held: Article) -> None:
    other = world.article("wp.pl")
    terms(FREE)
    terms(CLOSED, domain="wp.pl")
    assert (store(held), store(other)) == ("permit", "deny")


def test_terms_of_one_site_say_nothing_of_another_of_the_same_publisher(held: Article) -> None:
    other = world.article("wp.pl")
    terms(FREE)
    assert (store(held), store(other)) == ("permit", "review")


def test_terms_under_a_path_reach_that_path_beside_those_of_the_site(held: Article) -> None:
    inside = world.article(address="https://essanews.com/sport/a")
    beside = world.article(address="https://essanews.com/sports/a")
    terms(FREE)
    terms(CLOSED, path="/sport")
    assert [store(one) for one in (held, inside, beside)] == ["permit", "deny", "permit"]


def test_a_path_is_freer_than_its_site_only_where_an_officer_confirmed_that_it_says_so() -> None:
    broad = terms(CLOSED)
    narrow = terms(FREE, path="/open")
    terms(FREE, path="/unconfirmed")
    confirm_replacement(
        series=narrow.series, replaced=broad.series, by="o", reason="it says so", now=world.CAPTURED
    )
    assert store(world.article(address="https://essanews.com/open/a")) == "permit"
    assert store(world.article(address="https://essanews.com/unconfirmed/a")) == "deny"
    assert store(world.article(address="https://essanews.com/elsewhere")) == "deny"


def test_terms_that_begin_in_the_future_change_nothing_before_their_instant(held: Article) -> None:
    terms(FREE)
    start = world.NOW + world.DAY
    terms(CLOSED, effective_from=start, now=world.NOW)
    before = decided(held, start - world.SECOND)
    assert (before.outcome, store(held, start)) == ("permit", "deny")
    assert before.valid_until == start


def test_terms_for_a_while_end_by_themselves_and_the_old_ones_stand_again(held: Article) -> None:
    terms(FREE)
    start, end = world.NOW + world.DAY, world.NOW + 3 * world.DAY
    terms(CLOSED, effective_from=start, effective_to=end, now=world.NOW)
    outcomes = [store(held, at) for at in (world.NOW, start, end - world.SECOND, end)]
    assert outcomes == ["permit", "deny", "deny", "permit"]


def test_a_decision_knows_nothing_of_terms_that_were_found_later(held: Article) -> None:
    terms(FREE)
    then = decided(held)
    found = world.NOW + 10 * world.DAY
    terms(CLOSED, effective_from=world.CAPTURED, now=found)
    assert store(held, world.NOW, world.NOW) == "permit"
    assert store(held, world.NOW, found) == "deny"
    assert store(held, found) == "deny"
    assert replay(then)
    assert Decision.objects.get(pk=then.pk).outcome == "permit"


def test_terms_that_were_in_force_earlier_than_known_are_dated_anew_and_the_past_keeps_its_answer(
    held: Article,
) -> None:
    version = terms(CLOSED, effective_from=world.NOW, now=world.NOW)
    before = world.NOW - world.DAY
    assert store(held, before, world.NOW) == "review"
    found = world.NOW + world.DAY
    date_terms(
        version=version,
        officer="rights-officer-2",
        effective_from=LONG_AGO,
        reason="the page of that day was found",
        now=found,
    )
    assert store(held, before, found) == "deny"
    assert store(held, before, world.NOW) == "review"
    assert store(held, found) == "deny"


def test_what_governed_the_acquisition_is_found_again_when_it_is_learnt_later(held: Article) -> None:
    """The terms at capture count where they are stricter, as known at the moment of asking."""
    terms(FREE, effective_from=world.NOW - world.DAY, now=world.NOW - world.DAY)
    assert store(held) == "permit"
    found = world.NOW + world.DAY
    terms(CLOSED, effective_from=LONG_AGO, effective_to=world.NOW - world.DAY, now=found)
    assert store(held, found) == "deny"
    assert store(held, world.NOW, world.NOW) == "permit"


def test_terms_are_retired_at_a_moment_and_say_nothing_from_then_on(held: Article) -> None:
    version = terms(FREE)
    end = world.NOW + world.DAY
    retire_terms(version=version, officer="o", at=end, reason="the page is gone", now=world.NOW)
    assert [store(held, at) for at in (end - world.SECOND, end)] == ["permit", "review"]
    with pytest.raises(NotInForceError):
        retire_terms(version=version, officer="o", at=end, reason="again", now=world.NOW)


def test_an_author_dates_nothing_anew_and_a_draft_has_no_date() -> None:
    version = terms(FREE)
    draft = record_terms(
        series=version.series, document=world.document(), source_text="x", author="o", now=world.NOW
    )
    dates: dict[str, Any] = {"effective_from": LONG_AGO, "reason": "r", "now": world.NOW}
    with pytest.raises(OwnApprovalError):
        date_terms(version=version, officer="rights-officer", **dates)
    with pytest.raises(VersionStateError):
        date_terms(version=draft, officer="rights-officer-2", **dates)


def test_terms_that_begin_in_the_future_do_not_move_the_clock_of_a_release() -> None:
    """A release moves up to the last change of the record, never to a day that a change speaks of."""
    held = world.founding()
    start = world.NOW + 30 * world.DAY
    terms(CLOSED, domain="later.org", effective_from=start, now=world.NOW)
    verdict = release_excerpt(request=world.request(held), now=world.NOW)
    assert Decision.objects.get(pk=verdict.decision).at == world.NOW


def test_a_release_that_read_the_clock_before_a_change_is_decided_after_it() -> None:
    held = world.founding()
    changed = world.NOW + world.SECOND
    world.do.suspend(
        kind="officer", scope_kind="site", scope_value="essanews.com", reason="r", by="o", now=changed
    )
    verdict = release_excerpt(request=world.request(held), now=world.NOW)
    assert not verdict.granted
    assert Decision.objects.get(pk=verdict.decision).at == changed


def test_every_series_has_one_version_at_a_time_and_history_keeps_them_all(held: Article) -> None:
    series = terms(FREE).series
    for day in range(3):
        terms(CLOSED if day % 2 else FREE, effective_from=world.NOW, now=world.NOW + day * world.SECOND)
    assert PolicySeries.objects.get(pk=series.pk).versions.count() == 4
    assert series.periods.filter(known_to=None).count() == 2
    assert store(held, world.NOW, world.NOW + world.SECOND) == "deny"
    assert store(held, world.NOW, world.NOW + 2 * world.SECOND) == "permit"
