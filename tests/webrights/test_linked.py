"""Licences that a page names: open ones by their rules, others in doubt, an image's for that image alone."""

from __future__ import annotations

import pytest

from licensing.webrights import Block, Link, Observed, read_image, read_page
from tests.webrights.reading import marks, permits

OPEN = {"reproduce", "distribute", "archive", "index", "display", "present"}
DOUBT = {"?archive", "?distribute", "?derive", "?index", "?mine", "?ground"}
BY, DERIVE = "!attribute", "derive"


def page(*, links: tuple[Link, ...] = (), blocks: tuple[Block, ...] = ()) -> Observed:
    return read_page(
        headers=(),
        metas=(),
        robots="",
        path="/a",
        address="https://x.org/a",
        uid="urn:t:p",
        links=links,
        blocks=blocks,
    )


def block(*properties: tuple[str, str], kind: str = "json-ld", subject: str = "", failure: str = "") -> Block:
    return Block(kind, properties, "{}" if properties else "", subject, failure)


def link(address: str, *relations: str, raw: str = "", within: str = "") -> Link:
    return Link(
        relations or ("license",), address, "", raw or f'<link rel="license" href="{address}">', within
    )


def granted(*actions: str, duties: str = "", limited: bool = False) -> set[str]:
    return {f"+{action}{'~' if limited else ''}{duties}" for action in actions}


LICENCES = {
    "https://creativecommons.org/licenses/by/4.0/": granted(*OPEN, DERIVE, duties=BY),
    "http://www.creativecommons.org/licenses/BY/3.0/pl/deed.pl": granted(*OPEN, DERIVE, duties=BY),
    "//creativecommons.org/licenses/by-sa/4.0": granted(*OPEN, DERIVE, duties=BY + "!cc:ShareAlike"),
    "https://creativecommons.org/licenses/by-nc/4.0/": granted(*OPEN, DERIVE, duties=BY, limited=True),
    "https://creativecommons.org/licenses/by-nd/4.0/legalcode": granted(*OPEN, duties=BY) | {"-derive"},
    "https://creativecommons.org/licenses/by-nc-nd/4.0/": granted(*OPEN, duties=BY, limited=True)
    | {"-derive"},
    "https://creativecommons.org/publicdomain/zero/1.0/": granted(*OPEN, DERIVE),
    "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/": granted(
        *OPEN, DERIVE, duties=BY
    ),
    "https://www.gnu.org/licenses/fdl-1.3.html": granted(
        *OPEN, DERIVE, duties=BY + "!cc:Notice!cc:ShareAlike"
    ),
}
UNKNOWN = [
    "https://x.org/terms",
    "All rights reserved",
    "https://creativecommons.org/licenses/by-sampling/1.0/",
    "https://creativecommons.org/licenses/nc/1.0/",
    "https://creativecommons.org/licenses/",
    "https://creativecommons.org/publicdomain/mark/1.0/",
    "https://creativecommons.org.evil.com/licenses/by/4.0/",
    "https://evil.com/?u=https://creativecommons.org/licenses/by/4.0/",
    "https://evil.com/creativecommons.org/licenses/by/4.0/",
    "javascript:alert(1)",
    "CC BY",
    "https://www.gnu.org/licenses/fdlx",
    "https://[::1",
]


@pytest.mark.parametrize(("address", "expected"), LICENCES.items())
@pytest.mark.parametrize("name", ["license", "License", "https://schema.org/license", "schema:license", "dcterms:license", "cc:license"])  # fmt: skip
def test_an_open_licence_counts_by_its_own_rules(address: str, expected: set[str], name: str) -> None:
    assert marks(page(blocks=(block((name, address)),))) == expected


@pytest.mark.parametrize(("address", "expected"), LICENCES.items())
def test_a_link_to_it_says_the_same(address: str, expected: set[str]) -> None:
    assert marks(page(links=(link(address),))) == expected


def test_no_open_licence_permits_what_it_does_not_name() -> None:
    for expected in LICENCES.values():
        assert not {mark for mark in expected if mark.startswith(("+mine", "+train", "+ground"))}


@pytest.mark.parametrize("address", UNKNOWN)
def test_any_other_licence_is_in_doubt_and_kept(address: str) -> None:
    for found in (page(blocks=(block(("license", address)),)), page(links=(link(address),))):
        assert marks(found) == DOUBT
        assert address in found.text


def test_an_open_licence_beside_an_unknown_one_permits_nothing_clear() -> None:
    found = page(blocks=(block(("license", next(iter(LICENCES))), ("license", "https://x.org/terms")),))
    assert marks(found) >= DOUBT


def test_information_about_use_is_never_a_licence() -> None:
    found = page(blocks=(block(("usageInfo", "https://creativecommons.org/licenses/by/4.0/")),))
    assert marks(found) == DOUBT


NOTES = [
    ("acquireLicensePage", "https://x.org/buy"),
    ("copyrightHolder", "Press"),
    ("copyrightNotice", "© Press, all rights reserved"),
    ("copyrightYear", "2026"),
    ("creditText", "Press/agency"),
    ("isAccessibleForFree", "false"),
    ("conditionsOfAccess", "subscribers"),
    ("dcterms:rights", "© Press"),
]


@pytest.mark.parametrize("note", NOTES)
def test_facts_are_kept_and_do_nothing(note: tuple[str, str]) -> None:
    found = page(blocks=(block(note),))
    assert marks(found) == set()
    assert f"{note[0]} = {note[1]}" in found.text


@pytest.mark.parametrize(
    "name", ["odrl:hasPolicy", "odrl:permission", "http://www.w3.org/ns/odrl/2/permission"]
)
def test_a_policy_in_the_markup_is_in_doubt(name: str) -> None:
    assert marks(page(blocks=(block((name, "https://x.org/p"), kind="rdfa"),))) == DOUBT


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("cc:prohibits", "http://creativecommons.org/ns#CommercialUse", {"-cc:CommercialUse"}),
        ("cc:prohibits", "cc:DerivativeWorks", {"-derive"}),
        ("cc:prohibits", "cc:HighIncomeNationUse", DOUBT),
        ("cc:permits", "cc:Distribution", set()),
        ("http://creativecommons.org/ns#requires", "cc:Attribution", set()),
        ("cc:attributionName", "Press", set()),
    ],
)
def test_terms_of_creative_commons(name: str, value: str, expected: set[str]) -> None:
    assert marks(page(blocks=(block((name, value), kind="rdfa"),))) == expected


def test_a_block_that_could_not_be_parsed_is_in_doubt_where_it_may_have_spoken_of_rights() -> None:
    assert marks(page(blocks=(block(failure="malformed"),))) == DOUBT
    assert marks(page(blocks=(Block("json-ld", (), '{"license": ', failure="malformed"),))) == DOUBT
    assert marks(page(blocks=(Block("json-ld", (), '{"headline": ', failure="malformed"),))) == set()


def test_what_was_cut_off_is_in_doubt() -> None:
    rest = link("", raw="Link: (signal-cut-off)")
    assert marks(page(links=(rest,))) == {"?use"}
    assert "?use" in marks(page(blocks=(block(("copyrightNotice", "x" * 2000 + " (signal-cut-off)")),)))


IMAGE = "https://x.org/i.jpg"


def test_what_is_said_of_an_image_is_said_of_it_alone() -> None:
    links = (link(next(iter(LICENCES)), within=IMAGE),)
    blocks = (block(("license", "https://x.org/terms"), subject=IMAGE),)
    seen = read_page(
        headers=(), metas=(), robots="", path="/a", uid="urn:t:p", links=links, blocks=blocks, images={IMAGE}
    )
    assert marks(seen) == set()
    assert marks(read_image(links=links, blocks=(), image=IMAGE, uid="urn:t:i")) == next(
        iter(LICENCES.values())
    )
    assert marks(read_image(links=(), blocks=blocks, image=IMAGE, uid="urn:t:i")) == DOUBT
    assert (
        marks(read_image(links=links, blocks=blocks, image="https://x.org/other.jpg", uid="urn:t:i")) == set()
    )


def test_what_is_said_of_the_page_is_not_said_of_an_image() -> None:
    assert not permits(read_image(links=(link(next(iter(LICENCES))),), blocks=(), image=IMAGE, uid="urn:t:i"))


def test_what_is_said_of_an_image_under_another_address_closes_all_and_permits_nothing() -> None:
    terms = block(
        ("license", "https://x.org/terms"), ("creditText", "Agency"), subject="https://cdn.x.org/i-large.jpg"
    )
    found = page(blocks=(terms,))
    assert marks(found) == {f"{mark}@image" for mark in DOUBT}
    assert "i-large" not in found.text + str(found.document)
    opened = link(next(iter(LICENCES)), within="https://cdn.x.org/i-large.jpg")
    assert permits(page(links=(opened,))) == set()


def test_a_licence_file_that_is_at_hand_speaks_for_itself_in_the_markup_too() -> None:
    named = block(("license", "https://x.org/license.xml"))
    found = read_page(
        headers=(),
        metas=(),
        robots="",
        path="/a",
        uid="urn:t:p",
        blocks=(named,),
        at_hand={"https://x.org/license.xml"},
    )
    assert marks(found) == set()


@pytest.mark.parametrize("name", ["plus:DataMining", "dataMining", "DataMining"])
def test_data_mining_of_an_item_is_heard(name: str) -> None:
    closed = block((name, "http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED"), kind="feed")
    assert marks(page(blocks=(closed,))) == {"-mine", "-train"}
    assert marks(page(blocks=(block((name, "maybe"), kind="feed"),))) == {"?mine", "?train"}


def test_terms_of_an_item_and_statements_that_could_not_be_read_are_in_doubt() -> None:
    assert marks(page(blocks=(block(("usageTerms", "Not without consent"), kind="feed"),))) == DOUBT
    assert marks(page(blocks=(Block("feed", (), "", failure="unread: usageTerms"),))) == DOUBT


def test_headers_that_are_not_at_hand_are_no_silence() -> None:
    assert marks(page(blocks=(Block("http", (), "", failure="not-asked"),))) == {"?use"}


def test_credit_lines_of_items_do_not_part_their_pages() -> None:
    one, two = (
        page(blocks=(block(("creditLine", name), ("usageTerms", "x"), kind="feed"),)) for name in "ab"
    )
    assert one == two


@pytest.mark.parametrize("name", ["license", "DCTERMS.License", "dc:licence", "cc:license"])
def test_an_element_or_a_header_may_name_a_licence(name: str) -> None:
    address = next(iter(LICENCES))
    for value, expected in ((address, LICENCES[address]), ("https://x.org/terms", DOUBT), ("", set[str]())):
        in_element = read_page(
            headers=(), metas=[(name, value, f"<meta {name} {value}>")], robots="", path="/", uid="u:t"
        )
        in_header = read_page(headers=[(name, value)], metas=(), robots="", path="/", uid="u:t")
        assert marks(in_element) == marks(in_header) == expected


@pytest.mark.parametrize(
    "name", ["copyright", "dcterms.rights", "dc.rights", "x-copyright", "dcterms.rightsHolder"]
)
def test_other_words_about_rights_are_kept(name: str) -> None:
    found = read_page(headers=(), metas=[(name, "© Press", f"<meta {name}>")], robots="", path="/", uid="u:t")
    assert (marks(found), found.text) == (set(), f"<meta {name}>")


def test_elements_and_headers_that_do_not_speak_of_rights_are_not_kept() -> None:
    silent = [("date", "today"), ("last-modified", "x"), ("content-language", "en"), ("googlebot", "noindex")]
    found = read_page(
        headers=silent, metas=[(*one, "<meta>") for one in silent], robots="", path="/", uid="u:t"
    )
    assert found.text == ""
