"""The TDM Reservation Protocol: what counts, what goes before what, and what is as if it were not there."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from licensing.webrights import location_of, own_reservation, read_expression, read_file_metadata, read_tdmrep
from licensing.webrights.tdmrep import resolved, value_of
from tests.webrights.reading import UNREADABLE, marks, permits, rules

RESERVED, OPEN, DOUBT = {"-mine", "-train"}, {"+mine"}, {"?mine", "?train"}
PAGE = "https://x.org/news/a.html?b=1"


def seen(text: str, address: str = PAGE, status: int | None = 200, failure: str = "") -> set[str]:
    place = location_of(text=text, status=status, failure=failure, address=address)
    return marks(read_tdmrep(text=text, status=status, failure=failure, uid="urn:test:tdm", location=place))


def a_file(*places: tuple[str, object]) -> str:
    return json.dumps([{"location": place, "tdm-reservation": value} for place, value in places])


BROKEN = [
    "",
    "{",
    "null",
    "7",
    '"tdm-reservation: 1"',
    "[1]",
    '[{"tdm-reservation": 1}]',
    '[{"location": 7, "tdm-reservation": 1}]',
    '[{"location": "", "tdm-reservation": 1}]',
    '[{"location": "/", "tdm-reservation": 1}',
    "<!doctype html><html><body>Not found</body></html>",
    "[" * 100_000,
    "[" + '{"location":"/a","tdm-reservation":1},' * 20_000 + "]",
    '[{"location": "/", "tdm-reservation": 1, "tdm-reservation": 0}]',
]


@pytest.mark.parametrize("text", BROKEN)
def test_a_file_that_is_no_list_of_rules_is_in_doubt(text: str) -> None:
    assert seen(text) == DOUBT


@pytest.mark.parametrize(("status", "failure"), [(500, ""), (403, ""), (401, ""), (302, ""), (None, "timeout"), (200, "too_large")])  # fmt: skip
def test_a_file_that_could_not_be_read_is_in_doubt(status: int | None, failure: str) -> None:
    assert seen(a_file(("/", 0)), status=status, failure=failure) == DOUBT


@pytest.mark.parametrize("status", [404, 410])
def test_a_file_that_is_not_there_is_silence(status: int) -> None:
    assert seen("", status=status) == set()


@pytest.mark.parametrize("value", [1, "1", " 1 "])
def test_one_reserves(value: object) -> None:
    assert seen(a_file(("/", value))) == RESERVED


@pytest.mark.parametrize("value", [0, "0"])
def test_nought_opens_mining_and_nothing_else(value: object) -> None:
    assert seen(a_file(("/", value))) == OPEN


@pytest.mark.parametrize("value", [2, -1, True, False, 1.0, "yes", "", None, [1], {"1": 1}, "١"])
def test_any_other_value_is_as_if_it_were_not_there(value: object) -> None:
    assert seen(a_file(("/", value))) == set()
    assert value_of(value) == ""


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ([("/news/", 1), ("/", 0)], RESERVED),
        ([("/", 0), ("/news/", 1)], OPEN),  # the first that matches, not the longest
        ([("/sport/", 1)], set()),
        ([("/NEWS/", 1)], set()),
        ([("/news/*.html", 1)], RESERVED),
        ([("/news/*.html$", 1)], set()),  # the address has a query
        ([("/*?b=", 1)], RESERVED),
        ([("*", 1)], RESERVED),
        ([("/n%65ws", 1)], RESERVED),
        ([("https://x.org/news", 1)], RESERVED),
        ([("https://other.org/news", 1)], set()),
        ([("/news/", "unset"), ("/", 1)], set()),  # the first match stands though it states nothing
    ],
)
def test_the_first_place_that_matches_speaks(places: list[tuple[str, object]], expected: set[str]) -> None:
    assert seen(a_file(*places)) == expected


def test_names_in_any_case_and_one_rule_without_brackets_reserve_all_the_same() -> None:
    assert seen('{"Location": "/", "TDM-Reservation": 1}') == RESERVED
    assert seen('\ufeff[{"location": "/", "tdm-reservation": 1}]') == RESERVED


def test_the_policys_address_is_kept_and_never_fetched() -> None:
    text = '[{"location": "/", "tdm-reservation": 1, "tdm-policy": "https://x.org/p.json"}]'
    found = read_tdmrep(text=text, status=200, failure="", uid="urn:test:tdm")
    assert "https://x.org/p.json" in found.text


def test_pages_of_no_place_are_governed_by_what_holds_for_the_whole_site() -> None:
    text = a_file(("/news/", 0), ("/", 1))
    assert marks(read_tdmrep(text=text, status=200, failure="", uid="u:t", location="/gone/")) == RESERVED
    assert marks(read_tdmrep(text=text, status=200, failure="", uid="u:t", location="/news/")) == OPEN


def test_metadata_of_a_file_goes_before_the_page_and_the_page_before_its_headers() -> None:
    element = ("tdm-reservation", "0", "<meta>")
    own = own_reservation(headers=[("tdm-reservation", "1")], metas=[element])
    assert own is not None
    assert own.value == "0"
    book = read_file_metadata(a_book('<meta property="tdm:reservation">1</meta>'))
    last = resolved(own, book.stated)
    assert last is not None
    assert last.value == "1"
    assert resolved(own, read_file_metadata(a_book("")).stated) == own


# --- files -----------------------------------------------------------------------------------------------------------


def a_book(metadata: str, **others: bytes) -> bytes:
    container = '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="a.opf"/></rootfiles></container>'
    opf = f'<package xmlns="http://www.idpf.org/2007/opf" prefix="tdm: http://www.w3.org/ns/tdmrep#"><metadata>{metadata}</metadata></package>'
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as book:
        for name, data in {
            "META-INF/container.xml": container.encode(),
            "a.opf": opf.encode(),
            **others,
        }.items():
            book.writestr(name, data)
    return held.getvalue()


@pytest.mark.parametrize(
    "metadata",
    [
        '<meta name="tdm:reservation" content="1"/><meta name="tdm:policy" content="https://x.org/p"/>',
        '<meta property="tdm:reservation"> 1 </meta><meta property="tdm:policy">https://x.org/p</meta>',
        '<meta property="TDM:Reservation">1</meta><meta property="tdm:policy">https://x.org/p</meta>',
    ],
)
def test_a_book_of_either_version_states_its_reservation(metadata: str) -> None:
    stated = read_file_metadata(a_book(metadata), "application/epub+zip").stated
    assert stated is not None
    assert stated.value == "1"
    assert "https://x.org/p" in stated.policies[0]


def test_a_pdf_states_its_reservation_in_its_xmp() -> None:
    packet = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:tdm="http://www.w3.org/ns/tdmrep/" tdm:policy="https://x.org/p"><tdm:reservation>1</tdm:reservation></rdf:Description></rdf:RDF></x:xmpmeta>'
    stated = read_file_metadata(b"%PDF-1.7\n" + packet + b"\n%%EOF").stated
    assert stated is not None
    assert (stated.value, len(stated.policies)) == ("1", 1)


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><package><metadata><meta property="tdm:reservation">&b;</meta></metadata></package>'


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 not a zip",
        a_book("")[:40],
        a_book("", **{"META-INF/container.xml": BOMB}),
        a_book("", **{"a.opf": BOMB}),
        a_book("", **{"a.opf": b"<a>" * 5000}),
        a_book("", **{"a.opf": b"<package>" + b" " * 30_000_000 + b"</package>"}),
        b"%PDF-1.7 <x:xmpmeta xmlns:x='a'><broken></x:xmpmeta>",
        b"%PDF-1.7 /Type /Metadata /Filter /FlateDecode stream ...",
    ],
    ids=["no zip", "cut", "bomb", "bomb in the package", "deep", "large", "broken xmp", "hidden xmp"],
)
def test_a_file_that_cannot_be_read_says_so_and_states_nothing(data: bytes) -> None:
    found = read_file_metadata(data)
    assert found.failure
    assert found.stated is None


def test_a_file_of_another_kind_states_nothing() -> None:
    assert read_file_metadata(b"\x89PNG tdm:reservation 0") == read_file_metadata(b"")


# --- policies --------------------------------------------------------------------------------------------------------

CONTEXT = ["http://www.w3.org/ns/odrl.jsonld", "http://www.w3.org/ns/tdmrep.jsonld"]


def an_offer(**changes: object) -> str:
    research = {"leftOperand": "purpose", "operator": "eq", "rightOperand": "tdm:research"}
    others = {"leftOperand": "purpose", "operator": "eq", "rightOperand": "tdm:non-research"}
    offer = {
        "@context": CONTEXT,
        "@type": "Offer",
        "profile": "http://www.w3.org/ns/tdmrep",
        "uid": "https://x.org/policies/1",
        "assigner": {"uid": "https://x.org", "vcard:fn": "Press", "vcard:hasEmail": "mailto:rights@x.org"},
        "permission": [
            {"action": "tdm:mine", "constraint": [research]},
            {"action": "tdm:mine", "constraint": [others], "duty": [{"action": "obtainConsent"}]},
            {"action": "tdm:mine", "constraint": [others], "duty": [{"action": "compensate"}]},
        ],
    }
    return json.dumps({**offer, **changes})


def test_an_offer_is_read_with_its_duties_and_purposes() -> None:
    found = read_expression(an_offer())
    assert marks(found) == {"+mine~", "+mine~!obtainConsent", "+mine~!compensate"}
    assert found.text.count("tdm:research") == 1
    purposes = {str(one.constraints[0]) for one in rules(found)}
    assert any("tdm:research" in one for one in purposes)
    assert any("tdm:non-research" in one for one in purposes)


def test_names_that_are_found_in_the_wild_are_read() -> None:
    duty = {"action": "tdm:mine", "duty": [{"action": "obtain-consent"}]}
    assert permits(read_expression(an_offer(permission=[duty]))) == {"+mine!obtainConsent"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no JSON",
        "[]",
        "{}",
        an_offer(profile="https://x.org/own-profile"),
        an_offer(**{"@context": "https://x.org/context"}),
        an_offer(permission="all"),
        an_offer(permission=[{}]),
        an_offer(uid=""),
        an_offer(conflict="mine"),
        "{" * 5000,
        '{"a":' * 5000,
        "x" * 300_000,
        an_offer().replace("{", '{"prohibition": [{"action": "tdm:mine"}], "prohibition": [],', 1),
        an_offer().replace("{", '{"status": NaN,', 1),
        f"[{an_offer()}, {an_offer()}]",
        f'[{an_offer()}], "more": []',
    ],
)
def test_a_policy_that_is_not_understood_is_unreadable(text: str) -> None:
    found = read_expression(text)
    assert marks(found) == {UNREADABLE}
    assert found.unreadable
