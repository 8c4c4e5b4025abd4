"""Usage terms of agencies: each phrase reserves what it says, in the stricter way, and what is left stays in doubt."""

from __future__ import annotations

from datetime import UTC, datetime
from time import process_time
from typing import Any

import pytest

from licensing.webrights.agency_terms import FAMILY, PHRASES, read_terms, usage_effects
from licensing.webrights.images import property_effects as image_effects
from licensing.webrights.linked import property_effects
from licensing.webrights.place_names import codes_by_name
from licensing.webrights.printed_moments import moment_in
from licensing.webrights.table import EVERYTHING, row_of

EDITORIAL = ("use", "purpose", "isNoneOf", "ra:purpose:editorial")
COMMERCE = ("use", "ra:commercial", "eq", "true")
ADVERTS = ("use", "purpose", "eq", "ra:purpose:advertising")
ARCHIVES, SALES, ADAPTED = ("archive", "", "", ""), ("sell", "", "", ""), ("derive", "", "", "")


def out(*codes: str, operator: str = "isAnyOf") -> tuple[str, str, str, Any]:
    return ("use extract", "spatial", operator, codes)


def said(written: str) -> list[tuple[Any, ...]]:
    """What is prohibited: actions, and the limit; doubts are told by `in_doubt`."""
    found = []
    for effect in read_terms(written).effects:
        assert effect.rule == "prohibition"
        limit: dict[str, Any] = effect.constraints[0] if effect.constraints else {}
        if limit.get("leftOperand") != "ra:unread":
            right = limit.get("rightOperand", "")
            right = (
                right["@id"]
                if isinstance(right, dict)
                else tuple(right)
                if isinstance(right, list)
                else right
            )
            found.append(
                (" ".join(effect.actions), limit.get("leftOperand", ""), limit.get("operator", ""), right)
            )
    return found


def in_doubt(written: str) -> set[str]:
    doubts = [
        one
        for one in usage_effects(written)
        if one.constraints and one.constraints[0]["leftOperand"] == "ra:unread"
    ]
    return {action for one in doubts for action in one.actions}


UNDERSTOOD: dict[str, list[tuple[Any, ...]]] = {
    "EDITORIAL USE ONLY": [EDITORIAL],
    "For editorial use only.": [EDITORIAL],
    "RESTRICTED TO EDITORIAL USE": [EDITORIAL],
    "Nur für redaktionelle Zwecke": [EDITORIAL],
    "Usage éditorial uniquement": [EDITORIAL],
    "Tylko do użytku redakcyjnego": [EDITORIAL],
    "NO ARCHIVES": [ARCHIVES],
    "No archiving": [ARCHIVES],
    "Keine Archivierung": [ARCHIVES],
    "NO COMMERCIAL USE": [COMMERCE, ADVERTS],
    "NO MARKETING NO ADVERTISING CAMPAIGNS": [ADVERTS, ADVERTS],
    "NO ADVERTISING OR PROMOTIONAL USE": [ADVERTS],
    "NO SALES": [SALES],
    "NO RESALES": [SALES],
    "NO CROPPING": [ADAPTED],
    "GERMANY OUT": [out("DE")],
    "FRANCE OUT": [out("FR")],
    "GERMANY, AUSTRIA AND SWITZERLAND OUT": [out("AT", "CH", "DE")],
    "UK/IRELAND OUT": [out("GB", "IE")],
    "THE NETHERLANDS OUT": [out("NL")],
    "BENELUX OUT": [out("BE", "LU", "NL")],
    "EU OUT": [out("EU")],
    "GEORGIA OUT": [out("GE", "US")],
    "NOT FOR USE IN CHINA OR HONG KONG": [out("CN", "HK")],
    "Not available in Japan": [out("JP")],
    "NO USE IN FRANCE": [out("FR")],
    "POLAND ONLY": [out("PL", operator="isNoneOf")],
    "For use in Poland and Germany only": [out("DE", "PL", operator="isNoneOf")],
    "NO AI TRAINING": [("ra:mine ra:ground", "", "", "")],
    "EMBARGOED UNTIL 2026-12-01T10:00:00Z": [("use extract", "dateTime", "lt", "2026-12-01T10:00:00+00:00")],
    "Embargo: 06:00 CET on 3 March 2027": [("use extract", "dateTime", "lt", "2027-03-03T05:00:00+00:00")],
    "Sperrfrist: 1.12.2026 um 18.00 Uhr MEZ": [
        ("use extract", "dateTime", "lt", "2026-12-01T17:00:00+00:00")
    ],
    "Embargoed until 3 March 2027": [("use extract", "dateTime", "lt", "2027-03-04T12:00:00+00:00")],
    "For use until 31 December 2026": [("use extract", "dateTime", "gteq", "2026-12-30T10:00:00+00:00")],
    "No use after 2026-01-01": [("use extract", "dateTime", "gteq", "2025-12-31T10:00:00+00:00")],
    "EXPIRES 2026-12-31T12:00:00+01:00": [("use extract", "dateTime", "gteq", "2026-12-31T11:00:00+00:00")],
    "Mandatory credit: ACME PHOTO": [],
    'MANDATORY CREDIT "ACME / JANE DOE"': [],
    "Mandatory credit: J. Doe/ACME": [],
    "EDITORIAL USE ONLY. NO SALES. NO ARCHIVES": [EDITORIAL, ARCHIVES, SALES],
    "UK OUT - NO COMMERCIAL USE": [COMMERCE, ADVERTS, out("GB")],
}


@pytest.mark.parametrize("written", UNDERSTOOD)
def test_a_phrase_reserves_what_it_says_and_no_word_is_left(written: str) -> None:
    assert said(written) == UNDERSTOOD[written]
    assert read_terms(written).whole
    assert read_terms(written.upper()).whole


LEFT = [
    "May be used freely",
    "NOT EDITORIAL USE ONLY",
    "No archives restrictions",
    "RURITANIA OUT",
    "GERMANY AND RURITANIA OUT",
    "FRANCE OUT UNTIL 2027",
    "EMBARGO LIFTED",
    "NO INTERNET",
    "NO SALES IN FRANCE",
    "EDITORIAL USE ONLY FOR 14 DAYS",
    "Mandatory credit: ACME - NO INTERNET",
    "Mandatory credit: ACME NO INTERNET",
    "Mandatory credit ACME for print",
    "MANDATORY CREDIT: ACME, ONE TIME USE",
    "Mandatory credit: ACME. Redistribution prohibited.",
    "MANDATORY CREDIT ACME RESALE PROHIBITED",
    "Mandatory credit: ACME strictly noncommercial",
    "Credit required - All rights reserved",
    "Credit mandatory: ACME. Written approval needed",
    'MANDATORY CREDIT "ACME / redistribution forbidden"',
    "Expires in March",
    "No resale. Archiving by arrangement with desk 7.",
    "",
    "-",
    "x" * 5000,
]


@pytest.mark.parametrize("written", LEFT)
def test_words_that_no_phrase_covers_are_left(written: str) -> None:
    assert not read_terms(written).whole


@pytest.mark.parametrize("written", [one for one in LEFT if any(map(str.isalnum, one))])
def test_what_is_left_is_in_doubt_for_every_licensed_use(written: str) -> None:
    assert in_doubt(written) >= {"archive", "distribute", "derive", "index"}


@pytest.mark.parametrize(
    "written", ["EMBARGO", "Embargoed until tomorrow", "Use by", "Embargoed until 31 February 2027"]
)
def test_a_moment_that_nobody_can_tell_leaves_everything_in_doubt(written: str) -> None:
    assert in_doubt(written) >= set(EVERYTHING)


def test_a_sale_may_be_what_is_paid_for() -> None:
    assert in_doubt("NO SALES") == {"distribute"}


@pytest.mark.parametrize("written", ["ENGLAND ONLY", "EUROPE ONLY", "For use in Georgia only"])
def test_a_place_that_may_be_less_than_its_countries_opens_none_of_them(written: str) -> None:
    assert in_doubt(written) >= set(EVERYTHING)
    assert not said(written)


def test_every_phrase_has_its_row_and_nothing_permits() -> None:
    for name, _ in PHRASES:
        row = row_of(FAMILY, name)
        assert row is not None, name
        assert row.mark in {"-", ""}, name


def test_what_was_read_as_a_notice_is_in_no_doubt_but_still_reserved() -> None:
    effects = usage_effects("NO ARCHIVES. Ask desk 7.", read=True)
    assert [one.actions for one in effects] == [("archive",)]
    assert property_effects("usageTerms", "NO ARCHIVES") == read_terms("NO ARCHIVES").effects


def test_an_image_may_print_them_among_its_instructions() -> None:
    assert (
        image_effects("photoshop:Instructions", "GERMANY OUT. Call the desk")
        == read_terms("GERMANY OUT").effects
    )
    assert image_effects("iptc:SpecialInstructions", "second caption follows") == ()
    assert image_effects("xmpRights:UsageTerms", "NO ARCHIVES") == read_terms("NO ARCHIVES").effects


def test_a_moment_is_all_that_may_be_meant() -> None:
    day = moment_in("3 March 2027")
    assert day is not None
    assert day.first == datetime(2027, 3, 2, 10, tzinfo=UTC)
    assert day.last == datetime(2027, 3, 4, 12, tzinfo=UTC)
    exact = moment_in("March 3, 2027 6 pm EST")
    assert exact is not None
    assert exact.first == exact.last == datetime(2027, 3, 3, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    "written", ["12/01/2026", "tomorrow", "32 March 2026", "2026-02-30", "25:00 3 March 2027", ""]
)
def test_what_is_no_moment_is_none(written: str) -> None:
    assert moment_in(written) is None


def test_every_place_has_codes() -> None:
    assert all(codes and all(len(code) in {2, 3, 5} for code in codes) for codes in codes_by_name().values())


@pytest.mark.parametrize(
    "written", ["GERMANY, " * 400, "no " * 1300, "1 " * 2000, "use in " * 500, "credit " * 500, " - " * 1300, "no advertising or " * 200]
)  # fmt: skip
def test_terms_that_were_made_to_keep_us_busy_are_read_in_time(written: str) -> None:
    began = process_time()
    read_terms(written[:4000])
    assert process_time() - began < 1
