"""The gate's intake: evidence, governing set and decisions in one transaction."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from django.db import transaction

from archive.rights_gate import MetaElement, Notice, get_gate
from licensing.gate import LicensingGate
from licensing.models import (
    Decision,
    GoverningSet,
    PolicyPeriod,
    PolicySeries,
    PolicyVersion,
    SignalObservation,
)
from licensing.operations import take_in
from tests.licensing import world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ready() -> None:
    world.founding()
    world.consumer("archive", purpose="archiving")


def robots_meta(content: str) -> tuple[MetaElement, ...]:
    return (MetaElement("robots", content, f'<meta name="robots" content="{content}">'),)


def test_facts_and_ten_words_are_taken_in_when_forty_are_wanted() -> None:
    verdict = take_in(candidate=world.candidate(), now=world.NOW)
    assert (verdict.metadata, verdict.excerpt_words) == (True, 10)
    assert len(verdict.decisions) == 3
    assert verdict.excerpt_decision == verdict.decisions[-1]
    assert set(Decision.objects.values_list("origin", flat=True)) == {"intake"}
    assert len(verdict.image_ids) == 1


def test_without_an_approval_not_even_the_facts_are_taken_in() -> None:
    world.do.withdraw_approval(
        approval=world.do.approve_statute(
            series=PolicySeries.objects.get(identifier="facts"), officer="o", reason="r", now=world.NOW
        ),
        now=world.NOW,
    )
    verdict = take_in(candidate=world.candidate(), now=world.NOW)
    assert (verdict.metadata, verdict.excerpt_words, verdict.excerpt_decision) == (False, 0, None)
    assert verdict.reason


def test_an_archive_whose_territory_nobody_registered_takes_nothing_in() -> None:
    archive = world.Consumer.objects.get(identifier="archive")
    world.do.end_registration(consumer=archive, kind="territory", name="PL", now=world.NOW)
    assert not take_in(candidate=world.candidate(), now=world.NOW).metadata


@pytest.mark.parametrize("content", ["nosnippet", "NOSNIPPET", "max-snippet:0", "max-snippet:soon"])
def test_an_excerpt_signal_switches_the_short_extract_off(content: str) -> None:
    verdict = take_in(candidate=world.candidate(metas=robots_meta(content)), now=world.NOW)
    assert (verdict.metadata, verdict.excerpt_words) == (True, 0)


@pytest.mark.parametrize(("limit", "words"), [(60, 10), (600, 10), (59, 9), (20, 3), (5, 0)])
def test_a_snippet_limit_switches_the_short_extract_down(limit: int, words: int) -> None:
    candidate = world.candidate(metas=robots_meta(f"max-snippet:{limit}"), word_length=6)
    assert take_in(candidate=candidate, now=world.NOW).excerpt_words == words


def test_an_unreadable_robots_file_keeps_the_excerpt_out() -> None:
    unread = world.robots_file(status=None)
    verdict = take_in(candidate=world.candidate(robots=unread), now=world.NOW)
    assert (verdict.metadata, verdict.excerpt_words) == (True, 0)


def test_the_article_is_governed_by_notice_reservation_robots_and_page() -> None:
    verdict = take_in(candidate=world.candidate(), now=world.NOW)
    members = GoverningSet.objects.get(pk=verdict.governing_set or 0).series.values_list(
        "identifier", flat=True
    )
    assert len(members) == 4
    assert {"urn:rights:policy:wpm-site-notice", "urn:rights:policy:wp-tdm-reservation"} <= set(members)
    assert "urn:rights:signal:robots:essanews.com" in members


def test_pages_with_the_same_signals_share_one_series_and_one_set() -> None:
    sets = {
        take_in(
            candidate=world.candidate(path=f"/{n}", metas=robots_meta("noai")), now=world.NOW
        ).governing_set
        for n in range(3)
    }
    other = take_in(candidate=world.candidate(path="/other"), now=world.NOW).governing_set
    assert len(sets) == 1
    assert other not in sets
    assert PolicySeries.objects.filter(scope_kind="page").count() == 2
    assert SignalObservation.objects.filter(version__series__scope_kind="page").count() == 4


def test_silence_is_on_record_as_read_and_silent() -> None:
    take_in(candidate=world.candidate(), now=world.NOW)
    robots = PolicyVersion.objects.get(series__identifier="urn:rights:signal:robots:essanews.com")
    assert robots.document is not None
    assert "prohibition" not in robots.document
    assert robots.unreadable == ""


def test_a_changed_robots_file_adds_a_version_and_an_unchanged_one_does_not() -> None:
    later = world.NOW + world.DAY
    take_in(candidate=world.candidate(), now=world.NOW)
    take_in(candidate=world.candidate(), now=later)
    changed = world.robots_file("User-agent: GPTBot\nDisallow: /\n", fetched_at=later)
    take_in(candidate=world.candidate(robots=changed), now=later)
    series = PolicySeries.objects.get(identifier="urn:rights:signal:robots:essanews.com")
    assert series.versions.count() == 2
    assert PolicyPeriod.objects.filter(series=series).as_of(world.NOW, later).get().version.number == 1
    assert PolicyPeriod.objects.filter(series=series).as_of(later, later).get().version.number == 2


def test_a_signal_is_cited_with_its_verbatim_line() -> None:
    file = world.robots_file("User-agent: GPTBot\nDisallow: /\n")
    candidate = world.candidate(robots=file)
    take_in(candidate=candidate, now=world.NOW)
    version = PolicyVersion.objects.get(series__identifier="urn:rights:signal:robots:essanews.com")
    assert version.clauses.get().text == "User-agent: GPTBot / Disallow: /"
    assert bytes(version.source_bytes) == b"User-agent: GPTBot\nDisallow: /\n"


def test_a_notice_is_kept_verbatim_once_and_governs_nothing_by_itself() -> None:
    found = Notice(
        "All rights reserved.", b"<p>All rights reserved.</p>", "en", "https://essanews.com/a", world.NOW
    )
    for n in range(2):
        take_in(candidate=world.candidate(path=f"/{n}", found_notice=found), now=world.NOW)
    draft = PolicyVersion.objects.get(author="capture", series__kind="terms")
    assert (draft.state, draft.unreadable, draft.source_text) == ("draft", "", "All rights reserved.")
    assert bytes(draft.source_bytes) == b"<p>All rights reserved.</p>"
    assert not draft.periods.exists()


def test_a_known_notice_is_not_kept_again() -> None:
    known = PolicyVersion.objects.get(series__identifier="urn:rights:policy:wpm-site-notice")
    found = Notice(known.source_text, b"x", "en", "https://essanews.com/a", world.NOW)
    take_in(candidate=world.candidate(found_notice=found), now=world.NOW)
    assert not PolicyVersion.objects.filter(author="capture", series__kind="terms").exists()


def test_an_error_in_the_gate_records_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_: object) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("licensing.operations.intake.govern", broken)
    with pytest.raises(RuntimeError), transaction.atomic():
        LicensingGate().intake(candidate=world.candidate(), now=world.NOW)
    assert not Decision.objects.exists()
    assert not SignalObservation.objects.exists()


def test_the_configured_gate_is_this_one() -> None:
    assert isinstance(get_gate(), LicensingGate)


def test_no_decision_of_an_intake_holds_words_of_the_page() -> None:
    take_in(candidate=world.candidate(), now=world.NOW)
    for row in Decision.objects.all():
        assert "prefix_characters" not in json.loads(row.facts)["facts"]


def test_each_host_of_a_site_has_a_robots_file_of_its_own() -> None:
    for address in ("https://essanews.com/robots.txt", "https://www.essanews.com/robots.txt") * 2:
        file = replace(world.robots_file("# of " + address), address=address)
        take_in(candidate=world.candidate(robots=file), now=world.NOW)
    robots = PolicyVersion.objects.filter(series__identifier__startswith="urn:rights:signal:robots:")
    assert robots.count() == 2
