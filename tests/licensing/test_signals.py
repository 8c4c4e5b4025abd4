"""What is recorded of signals: each file for the places it speaks of, pages by content, images for themselves."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from archive.models import Article
from archive.rights_gate import (
    CandidateImage,
    EmbeddedRights,
    LinkElement,
    MetaElement,
    RightsBlock,
    SiteFile,
    SiteFileKind,
)
from licensing.models import GoverningSet, Party, PolicyPeriod, PolicySeries, PolicyVersion, SignalObservation
from licensing.operations import observe_site_files, record_decision, take_in
from licensing.queries.facts import facts_for
from tests.licensing import world

if TYPE_CHECKING:
    from datetime import datetime

    from archive.rights_gate import Candidate, IntakeVerdict

pytestmark = pytest.mark.django_db

SITE = "https://essanews.com"
TDM = f"{SITE}/.well-known/tdmrep.json"
RSL = f"{SITE}/license.xml"
TDM_SERIES = "urn:rights:signal:tdmrep:essanews.com"
AI_SERIES = "urn:rights:signal:ai.txt:essanews.com"


@pytest.fixture(autouse=True)
def _ready() -> None:
    world.founding()
    world.consumer("archive", purpose="archiving")


def a_file(
    kind: str, body: str, address: str, *, status: int | None = 200, at: datetime = world.NOW
) -> SiteFile:
    return SiteFile(address, status, body, "", at, "" if status else "timeout", kind=kind)


def tdmrep(*places: tuple[str, int], at: datetime = world.NOW) -> SiteFile:
    body = json.dumps([{"location": place, "tdm-reservation": value} for place, value in places])
    return a_file(SiteFileKind.TDMREP, body, TDM, at=at)


def rsl(inner: str, at: datetime = world.NOW) -> SiteFile:
    return a_file(SiteFileKind.RSL, f'<rsl xmlns="https://rslstandard.org/rsl">{inner}</rsl>', RSL, at=at)


def ai_txt(body: str = "User-Agent: *\nDisallow: /") -> SiteFile:
    return a_file(SiteFileKind.AI_TXT, body, f"{SITE}/ai.txt")


def candidate(
    path: str = "/story", *, images: tuple[CandidateImage, ...] | None = None, **evidence: Any
) -> Candidate:
    made = world.candidate(path=path)
    with_evidence = replace(made, evidence=replace(made.evidence, **evidence))
    return with_evidence if images is None else replace(with_evidence, images=images)


def members(verdict: IntakeVerdict) -> set[str]:
    held = GoverningSet.objects.get(pk=verdict.governing_set or 0)
    return set(held.series.values_list("identifier", flat=True))


def actions(version: PolicyVersion, rule: str = "prohibition") -> set[str]:
    document = version.document or {}
    return {action for one in document.get(rule, []) for action in one["action"]}


def publisher() -> Party:
    return Party.objects.get(identifier=world.WPM)


def in_force(identifier: str, at: datetime = world.NOW) -> PolicyVersion:
    period = (
        PolicyPeriod.objects.filter(series__identifier=identifier).as_of(at, world.NOW + 9 * world.DAY).get()
    )
    version: PolicyVersion = period.version
    return version


# --- files of a site -------------------------------------------------------------------------------------------------


def test_a_page_is_governed_by_the_place_in_the_file_that_speaks_of_it() -> None:
    file = tdmrep(("/open/", 0), ("/", 1))
    opened = members(take_in(candidate=candidate("/open/a", site_files=(file,)), now=world.NOW))
    closed = members(take_in(candidate=candidate("/news/a", site_files=(file,)), now=world.NOW))
    assert f"{TDM_SERIES}//open/" in opened
    assert TDM_SERIES not in opened
    assert TDM_SERIES in closed
    assert f"{TDM_SERIES}//open/" not in closed
    assert actions(in_force(f"{TDM_SERIES}//open/"), "permission") == {"ra:mine"}
    assert actions(in_force(TDM_SERIES)) == {"ra:mine", "ra:train"}


def test_a_page_that_states_its_own_reservation_is_not_governed_by_the_file() -> None:
    meta = MetaElement("tdm-reservation", "0", '<meta name="tdm-reservation" content="0">')
    verdict = take_in(candidate=candidate(site_files=(tdmrep(("/", 1)),), metas=(meta,)), now=world.NOW)
    assert not {one for one in members(verdict) if one.startswith(TDM_SERIES)}
    assert PolicySeries.objects.filter(identifier__startswith=TDM_SERIES).exists()  # it was seen all the same


def test_another_value_on_the_page_resets_nothing() -> None:
    meta = MetaElement("tdm-reservation", "maybe", '<meta name="tdm-reservation" content="maybe">')
    verdict = take_in(candidate=candidate(site_files=(tdmrep(("/", 1)),), metas=(meta,)), now=world.NOW)
    assert TDM_SERIES in members(verdict)


def test_a_later_look_reaches_the_pages_of_every_place_and_leaves_the_past_as_it_was() -> None:
    file, later = tdmrep(("/open/", 0)), world.NOW + world.DAY
    opened = take_in(candidate=candidate("/open/a", site_files=(file,)), now=world.NOW)
    other = take_in(candidate=candidate("/news/a", site_files=(file,)), now=world.NOW)
    changed = tdmrep(("/open/", 1), ("/", 1), at=later)
    looks = observe_site_files(domain="essanews.com", files=[changed], publisher=publisher(), now=later)
    assert {(look.series.identifier, look.changed) for look in looks} == {
        (f"{TDM_SERIES}//open/", True),
        (TDM_SERIES, True),
    }
    for verdict, name in ((opened, f"{TDM_SERIES}//open/"), (other, TDM_SERIES)):
        assert name in members(verdict)
        assert not actions(in_force(name))
        assert actions(in_force(name, later)) == {"ra:mine", "ra:train"}


def test_a_page_found_later_brings_the_changed_file_to_the_other_places() -> None:
    file, later = tdmrep(("/open/", 0)), world.NOW + world.DAY
    take_in(candidate=candidate("/open/a", site_files=(file,)), now=world.NOW)
    take_in(candidate=candidate("/news/a", site_files=(tdmrep(("/open/", 1), at=later),)), now=later)
    assert actions(in_force(f"{TDM_SERIES}//open/", later)) == {"ra:mine", "ra:train"}


def test_the_same_file_adds_no_version() -> None:
    for n in range(3):
        take_in(candidate=candidate(f"/news/{n}", site_files=(tdmrep(("/", 1)),)), now=world.NOW)
    assert PolicyVersion.objects.filter(series__identifier__startswith=TDM_SERIES).count() == 1
    assert SignalObservation.objects.filter(version__series__identifier__startswith=TDM_SERIES).count() == 3


def test_the_raw_file_is_kept_with_its_address_status_and_time() -> None:
    file = tdmrep(("/", 1))
    take_in(candidate=candidate(site_files=(file,)), now=world.NOW)
    look = SignalObservation.objects.get(version__series__identifier__startswith=TDM_SERIES)
    assert bytes(look.version.source_bytes).decode() == file.text
    assert (look.address, look.status, look.observed_at) == (TDM, 200, world.NOW)
    assert look.version.clauses.count() == 1


@pytest.mark.parametrize("status", [None, 500, 403])
def test_a_file_that_cannot_be_read_sends_mining_to_review_and_leaves_the_excerpt_alone(
    status: int | None,
) -> None:
    file = a_file(SiteFileKind.TDMREP, "", TDM, status=status)
    verdict = take_in(candidate=candidate(site_files=(file,)), now=world.NOW)
    assert (verdict.metadata, verdict.excerpt_words) == (True, 10)
    [rule] = (in_force(TDM_SERIES).document or {})["prohibition"]
    assert rule["constraint"][0]["leftOperand"] == "ra:unread"


def test_a_place_too_long_to_be_a_name_is_known_by_a_digest() -> None:
    place = "/" + "news/" * 80
    verdict = take_in(candidate=candidate(f"{place}a", site_files=(tdmrep((place, 1)),)), now=world.NOW)
    [name] = [one for one in members(verdict) if one.startswith(TDM_SERIES)]
    assert len(name) <= 200
    assert actions(in_force(name)) == {"ra:mine", "ra:train"}


# --- licence files ---------------------------------------------------------------------------------------------------

CLOSED = '<content url="/"><license><prohibits type="usage">ai-all</prohibits></license></content>'
PREMIUM = '<content url="/premium/"><license><prohibits type="usage">search</prohibits></license></content>'


def test_a_licence_file_speaks_for_itself_where_robots_names_it() -> None:
    robots = world.robots_file("License: /license.xml\n")
    verdict = take_in(candidate=candidate(robots=robots, site_files=(rsl(CLOSED),)), now=world.NOW)
    [name] = [one for one in members(verdict) if one.startswith("urn:rights:signal:rsl:")]
    assert actions(in_force(name)) == {"ra:mine", "ra:train", "ra:ground"}
    assert actions(in_force("urn:rights:signal:robots:essanews.com")) == set()


def test_one_that_is_not_at_hand_leaves_robots_in_doubt_until_it_is() -> None:
    robots, later = world.robots_file("License: /license.xml\n"), world.NOW + world.DAY
    take_in(candidate=candidate(robots=robots), now=world.NOW)
    assert actions(in_force("urn:rights:signal:robots:essanews.com")) >= {"ra:mine", "index"}
    again = replace(robots, fetched_at=later)
    observe_site_files(
        domain="essanews.com", files=[again, rsl(CLOSED, later)], publisher=publisher(), now=later
    )
    assert actions(in_force("urn:rights:signal:robots:essanews.com", later)) == set()


def test_robots_alone_looked_at_again_knows_the_licence_file_that_was_recorded() -> None:
    robots, later = world.robots_file("License: /license.xml\n"), world.NOW + world.DAY
    take_in(candidate=candidate(robots=robots, site_files=(rsl(CLOSED),)), now=world.NOW)
    looks = observe_site_files(
        domain="essanews.com", files=[replace(robots, fetched_at=later)], publisher=publisher(), now=later
    )
    assert [look.changed for look in looks] == [False]


def test_pages_of_a_narrower_place_have_a_series_of_their_own() -> None:
    file = rsl(CLOSED + PREMIUM)
    names = []
    for path in ("/premium/a", "/news/a", "/premium/b"):
        verdict = take_in(candidate=candidate(path, site_files=(file,)), now=world.NOW)
        names += [one for one in members(verdict) if one.startswith("urn:rights:signal:rsl:")]
    assert names[0] == names[2] != names[1]
    assert "index" in actions(in_force(names[0]))
    assert "index" not in actions(in_force(names[1]))


# --- ai.txt ----------------------------------------------------------------------------------------------------------


def test_ai_txt_counts_where_nothing_else_speaks_of_training() -> None:
    assert AI_SERIES in members(take_in(candidate=candidate(site_files=(ai_txt(),)), now=world.NOW))


@pytest.mark.parametrize(
    "stronger",
    [
        {"headers": (("Content-Usage", "train-ai=y"),)},
        {"headers": (("X-Robots-Tag", "noai"),)},
        {"robots": world.robots_file("User-agent: *\nContent-Signal: ai-train=yes\n")},
        {"robots": world.robots_file(status=None)},
        {"site_files": (ai_txt(), tdmrep(("/", 1)))},
        {"site_files": (ai_txt(), rsl(CLOSED))},
    ],
)
def test_ai_txt_yields_to_every_other_family(stronger: dict[str, Any]) -> None:
    given = {"site_files": (ai_txt(),), **stronger}
    assert AI_SERIES not in members(take_in(candidate=candidate(**given), now=world.NOW))
    assert PolicySeries.objects.filter(identifier=AI_SERIES).exists()


# --- pages -----------------------------------------------------------------------------------------------------------

LINK = LinkElement(("license",), RSL, "application/rsl+xml", f'<link rel="license" href="{RSL}">')
BLOCK = RightsBlock("json-ld", (("license", "https://essanews.com/licence"), ("creditText", "Desk")), "[]")


def test_links_and_blocks_are_the_pages_signals_and_like_pages_share_them() -> None:
    given = [candidate(f"/{n}", links=(LINK,), blocks=(BLOCK,)) for n in range(3)]
    verdicts = [take_in(candidate=one, now=world.NOW) for one in given]
    assert len({verdict.governing_set for verdict in verdicts}) == 1
    verdict = verdicts[0]
    [page] = [one for one in members(verdict) if one.startswith("urn:rights:signal:page:")]
    version = in_force(page)
    assert "json-ld: license = https://essanews.com/licence" in version.source_text
    assert {"index", "ra:mine"} <= actions(version)


def test_the_query_of_the_address_counts_in_robots() -> None:
    robots = world.robots_file("User-agent: GPTBot\nDisallow: /*?print=\n")
    plain, printed = (
        take_in(candidate=candidate(robots=robots, page_address=f"{SITE}/story{query}"), now=world.NOW)
        for query in ("", "?print=1")
    )
    assert plain.governing_set != printed.governing_set


def test_what_came_without_an_address_was_somewhere_on_the_site() -> None:
    block = RightsBlock("feed", (("usageTerms", "Not in PL"),), "")
    given = candidate(
        blocks=(block,), supplied=True, page_address="", robots=replace(world.robots_file(), address="")
    )
    take_in(candidate=given, now=world.NOW)
    look = SignalObservation.objects.get()
    assert (look.address, look.version.source_text) == (f"{SITE}/", "feed: usageTerms = Not in PL")


def test_a_policy_that_comes_with_an_item_is_recorded_as_a_whole() -> None:
    policy = {"@context": "http://www.w3.org/ns/odrl.jsonld", "@type": "Set", "uid": "urn:p", "conflict": "prohibit", "prohibition": [{"action": ["distribute"]}]}  # fmt: skip
    block = RightsBlock("item", (("rightsExpression", json.dumps(policy)), ("usageTerms", "Not in PL")), "")
    verdict = take_in(candidate=candidate(blocks=(block,), supplied=True), now=world.NOW)
    [name] = [one for one in members(verdict) if ":expression:" in one]
    assert actions(in_force(name)) == {"distribute"}


@pytest.mark.parametrize("text", ["{", '{"@type": "Set", "uid": "u", "profile": "https://x.org/p"}', "<a/>"])
def test_one_that_cannot_be_read_is_recorded_as_unreadable(text: str) -> None:
    block = RightsBlock("item", (("rightsExpression", text),), "")
    verdict = take_in(candidate=candidate(blocks=(block,), supplied=True), now=world.NOW)
    [name] = [one for one in members(verdict) if ":expression:" in one]
    assert in_force(name).unreadable


# --- images ----------------------------------------------------------------------------------------------------------


def images(*names: str) -> tuple[CandidateImage, ...]:
    return tuple(CandidateImage(uuid4(), "© PAP", ("PAP",), f"{SITE}/{name}.jpg") for name in names)


def embedded(name: str, *properties: tuple[str, str], failure: str = "") -> EmbeddedRights:
    return EmbeddedRights(f"{SITE}/{name}.jpg", 200, "image/jpeg", "b" * 64, world.NOW, properties, failure)


CLOSED_IMAGE = ("plus:DataMining", "http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED")
CREDIT = ("dc:rights", "© PAP")


def series_of_images() -> set[str]:
    found = PolicySeries.objects.filter(scope_kind="part").values_list("identifier", flat=True)
    return set(found)


def test_an_image_that_says_something_has_a_series_of_its_own() -> None:
    one, two = images("one", "two")
    given = candidate(images=(one, two), embedded=(embedded("one", CLOSED_IMAGE), embedded("two", CREDIT)))
    verdict = take_in(candidate=given, now=world.NOW)
    assert series_of_images() == {f"urn:rights:signal:media:{one.id}"}
    assert f"urn:rights:signal:media:{one.id}" in members(verdict)
    look = SignalObservation.objects.get(version__series__scope_kind="part")
    assert (look.address, look.page_digest, look.article) == (one.address, "b" * 64, given.article_id)


def test_credits_alone_are_kept_as_seen_and_govern_nothing() -> None:
    sets = {
        take_in(candidate=candidate(f"/{n}", images=images(f"i{n}"), embedded=(embedded(f"i{n}", CREDIT),)), now=world.NOW).governing_set
        for n in range(3)
    }  # fmt: skip
    assert len(sets) == 1
    assert SignalObservation.objects.filter(version__source_text__contains="dc:rights").count() == 3
    assert series_of_images() == set()


def test_what_all_images_of_articles_say_alike_is_shared() -> None:
    verdicts = []
    for n in range(3):
        pair = images(f"a{n}", f"b{n}")
        said = tuple(embedded(f"{letter}{n}", failure="not-looked-into") for letter in "ab")
        given = candidate(f"/{n}", images=pair, embedded=said)
        verdicts.append(take_in(candidate=given, now=world.NOW))
    assert len({verdict.governing_set for verdict in verdicts}) == 1
    verdict = verdicts[0]
    assert series_of_images() == set()
    [name] = [one for one in members(verdict) if ":media:" in one]
    document = in_force(name).document or {}
    assert {rule["target"] for rule in document["prohibition"]} == {"urn:rights:part:image"}


def test_what_the_page_says_of_an_image_is_said_by_its_publisher_of_it_alone() -> None:
    [image] = images("one")
    block = RightsBlock(
        "json-ld", (("license", "https://creativecommons.org/licenses/by/4.0/"),), "[]", image.address
    )
    verdict = take_in(candidate=candidate(images=(image,), blocks=(block,)), now=world.NOW)
    assert f"urn:rights:signal:image:{image.id}" in members(verdict)
    version = in_force(f"urn:rights:signal:image:{image.id}")
    assert "distribute" in actions(version, "permission")
    assert (version.document or {})["assigner"]["uid"] == world.WPM
    [page] = [one for one in members(verdict) if ":page:" in one]
    assert in_force(page).source_text == ""


def test_what_the_page_says_of_an_image_under_another_address_counts_for_all_its_images() -> None:
    [image] = images("one")
    block = RightsBlock("json-ld", (("license", f"{SITE}/licence"),), "[]", f"{SITE}/one-large.jpg")
    verdict = take_in(candidate=candidate(images=(image,), blocks=(block,)), now=world.NOW)
    [page] = [one for one in members(verdict) if ":page:" in one]
    document = in_force(page).document or {}
    assert {rule["target"] for rule in document["prohibition"]} == {"urn:rights:part:image"}
    assert series_of_images() == set()


def test_a_file_that_allows_speaks_for_nobody() -> None:
    [image] = images("one")
    said = embedded(
        "one", ("plus:DataMining", "DMI-ALLOWED"), ("cawg.training-mining/cawg.ai_training", "allowed")
    )
    take_in(candidate=candidate(images=(image,), embedded=(said,)), now=world.NOW)
    [name] = PolicySeries.objects.filter(identifier__contains=":media:").values_list("identifier", flat=True)
    document = in_force(name).document or {}
    assert "assigner" not in document
    assert document["permission"]


def test_an_image_that_stops_reserving_gets_a_version_that_says_so() -> None:
    one, two = images("one", "two")
    later = world.NOW + world.DAY
    first = candidate(images=(one, two), embedded=(embedded("one", CLOSED_IMAGE),))
    take_in(candidate=first, now=world.NOW)
    name = f"urn:rights:signal:media:{one.id}"
    quiet = replace(embedded("one", CREDIT), fetched_at=later)
    second = replace(
        first, captured_at=later, evidence=replace(first.evidence, captured_at=later, embedded=(quiet,))
    )
    take_in(candidate=second, now=later)
    assert actions(in_force(name)) == {"ra:mine", "ra:train"}
    assert actions(in_force(name, later)) == set()


def test_the_facts_of_a_decision_hold_every_signal_of_the_article() -> None:
    held = world.article()
    one = replace(candidate(site_files=(tdmrep(("/", 1)),)), article_id=held.pk)
    verdict = take_in(candidate=one, now=world.NOW)
    Article.objects.filter(pk=held.pk).update(governing_set_id=verdict.governing_set)
    facts = facts_for(article=held.pk, use=world.use("mine"), consumer="newsroom")
    assert TDM_SERIES in {record.id for record in facts.on_record}


def held(**evidence: Any) -> Article:
    """Take an article in as it was captured, and hold it."""
    found = world.article()
    made = candidate(**evidence)
    seen = replace(
        made.evidence, captured_at=world.CAPTURED, robots=world.robots_file(fetched_at=world.CAPTURED)
    )
    given = replace(made, article_id=found.pk, captured_at=world.CAPTURED, evidence=seen)
    verdict = take_in(candidate=given, now=world.CAPTURED)
    Article.objects.filter(pk=found.pk).update(governing_set_id=verdict.governing_set)
    return Article.objects.get(pk=found.pk)


def obstacles(article: Article, at: datetime, action: str = "mine") -> set[str]:
    """Return the policies that stand against a use."""
    row = record_decision(
        article=article.pk, consumer="newsroom", use=world.use(action, at=at), origin="check", now=at
    )
    return {name for name in (TDM_SERIES, AI_SERIES) if name in row.record}


def test_a_file_that_reserves_later_stands_against_later_uses_and_not_against_earlier_ones() -> None:
    article = held(site_files=(tdmrep(("/open/", 1), at=world.CAPTURED),))
    assert obstacles(article, world.NOW) == set()
    later = world.NOW + world.DAY
    observe_site_files(
        domain="essanews.com", files=[tdmrep(("/", 1), at=later)], publisher=publisher(), now=later
    )
    assert obstacles(article, later + world.DAY) == {TDM_SERIES}
    assert not actions(in_force(TDM_SERIES, world.NOW))


def test_a_reservation_at_capture_stays_when_the_file_is_opened_later() -> None:
    article = held(site_files=(tdmrep(("/", 1), at=world.CAPTURED),))
    later = world.NOW + world.DAY
    observe_site_files(
        domain="essanews.com", files=[tdmrep(("/", 0), at=later)], publisher=publisher(), now=later
    )
    assert actions(in_force(TDM_SERIES, later), "permission") == {"ra:mine"}
    assert obstacles(article, later + world.DAY) == {TDM_SERIES}
