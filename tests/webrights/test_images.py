"""What image files say of themselves: values of PLUS, assertions of C2PA and CAWG, terms in words."""

from __future__ import annotations

import pytest

from licensing.webrights import ItemRights, read_item_rights, read_media
from tests.webrights.reading import UNREADABLE, marks, permits

LICENSED = {"?archive", "?distribute", "?derive", "?index", "?mine", "?ground"}
UNREAD = {*LICENSED, "?train"}


def seen(*properties: tuple[str, str], failure: str = "") -> set[str]:
    return marks(read_media(properties=properties, failure=failure, uid="urn:t:i"))


DMI = {
    "UNSPECIFIED": set(),
    "ALLOWED": {"+mine", "+train", "+generativeTraining"},
    "PROHIBITED": {"-mine", "-train"},
    "PROHIBITED-AIMLTRAINING": {"-train"},
    "PROHIBITED-GENAIMLTRAINING": {"-generativeTraining"},
    "PROHIBITED-EXCEPTSEARCHENGINEINDEXING": {"-mine", "-train"},
    "PROHIBITED-SEECONSTRAINT": {"?mine", "?train"},
    "PROHIBITED-SEEEMBEDDEDRIGHTSEXPR": {"?mine", "?train"},
    "PROHIBITED-SEELINKEDRIGHTSEXPR": {"?mine", "?train"},
}


@pytest.mark.parametrize(("term", "expected"), DMI.items())
@pytest.mark.parametrize(
    "written", ["http://ns.useplus.org/ldf/vocab/DMI-{}", "https://ns.useplus.org/LDF/vocab/DMI-{}", " DMI-{} ", "plus:dmi-{}"]
)  # fmt: skip
def test_values_of_plus(term: str, expected: set[str], written: str) -> None:
    assert seen(("plus:DataMining", written.format(term))) == expected
    assert seen(("Plus:datamining", written.format(term.lower()))) == expected


@pytest.mark.parametrize("value", ["", "DMI-", "DMI-FORBIDDEN", "http://x.org/DMI-ALLOWED", "DMI-ALLOWED DMI-PROHIBITED", "yes"])  # fmt: skip
def test_a_value_that_is_not_of_plus_is_in_doubt(value: str) -> None:
    assert seen(("plus:DataMining", value)) == {"?mine", "?train"}


ENTRIES = {
    "data_mining": {"mine", "train"},
    "ai_inference": {"ground"},
    "ai_training": {"train"},
    "ai_generative_training": {"generativeTraining"},
}
USES = {
    "notAllowed": "-",
    "allowed": "+",
    "constrained": "?",
    "": "?",
    "forbidden": "?",
    "NOTALLOWED": "-",
    "Allowed": "?",
}


@pytest.mark.parametrize(("entry", "actions"), ENTRIES.items())
@pytest.mark.parametrize(("use", "mark"), USES.items())
@pytest.mark.parametrize("maker", ["c2pa", "cawg"])
def test_entries_of_training_and_mining(
    entry: str, actions: set[str], use: str, mark: str, maker: str
) -> None:
    assert seen((f"{maker}.training-mining/{maker}.{entry}", use)) == {
        f"{mark}{action}" for action in actions
    }


def test_what_constrains_an_entry_is_kept_and_an_entry_that_is_not_known_is_in_doubt() -> None:
    assert seen(("cawg.training-mining/cawg.ai_training/constraint_info", "ask")) == set()
    assert seen(("cawg.training-mining/cawg.ai_dreaming", "allowed")) == {
        "?mine",
        "?train",
        "?ground",
        "?index",
    }


@pytest.mark.parametrize(
    "broken",
    [{"failure": "signature"}, {"failure": "malformed"}, {}],
    ids=["signature", "malformed", "invalid"],
)
def test_nothing_that_a_broken_file_allows_counts(broken: dict[str, str]) -> None:
    invalid = () if broken else (("c2pa:validation", "Invalid"),)
    found = read_media(
        properties=(
            ("cawg.training-mining/cawg.ai_training", "allowed"),
            ("plus:DataMining", "DMI-ALLOWED"),
            *invalid,
        ),
        failure=broken.get("failure", ""),
        uid="urn:t:i",
    )
    assert permits(found) == set()
    assert marks(found) == UNREAD


def test_what_a_broken_file_reserves_still_counts() -> None:
    assert seen(("plus:DataMining", "DMI-PROHIBITED"), failure="malformed") >= {"-mine", "-train"}


@pytest.mark.parametrize(
    "name", ["dc:rights", "photoshop:Credit", "plus:Licensor/plus:LicensorURL", "iptc:CopyrightNotice", "exif:Copyright", "c2pa:validation"]
)  # fmt: skip
def test_credits_are_kept_and_do_nothing(name: str) -> None:
    assert seen((name, "© Agency")) == set()


@pytest.mark.parametrize("name", ["xmpRights:UsageTerms", "xmpRights:WebStatement", "cc:license"])
def test_terms_in_words_are_for_a_person_and_an_open_licence_counts(name: str) -> None:
    assert seen((name, "Ask the desk")) == LICENSED
    assert seen((name, "https://x.org/terms")) == LICENSED
    assert seen((name, "not under https://creativecommons.org/licenses/by/4.0/")) == LICENSED
    assert "+distribute!attribute" in seen((name, "https://creativecommons.org/licenses/by/4.0/"))
    assert seen((name, "  ")) == set()


def test_a_reservation_of_tdm_in_a_file_counts() -> None:
    assert seen(("tdm:reservation", "1")) == {"-mine", "-train"}
    assert seen(("tdm:reservation", "no"), ("tdm:policy", "https://x.org/p")) == set()


# --- items of feeds --------------------------------------------------------------------------------------------------


def item(**fields: object) -> list[set[str]]:
    return [marks(one) for one in read_item_rights(ItemRights(**fields), uid="urn:t:item")]  # type: ignore[arg-type]


def test_an_item_that_says_nothing_is_silent() -> None:
    assert item() == [set()]
    assert item(copyright_holder="Press", copyright_notice="© Press", rights_info="x") == [set()]


def test_terms_of_an_item_are_in_doubt_until_they_are_read() -> None:
    assert item(usage_terms="Not for use without consent") == [LICENSED]
    assert item(data_mining="DMI-PROHIBITED") == [{"-mine", "-train"}]
    assert item(data_mining="who knows") == [{"?mine", "?train"}]


RIGHTSML = """{"@context": "http://www.w3.org/ns/odrl.jsonld", "@type": "Set", "uid": "urn:p:1",
"profile": "https://iptc.org/std/RightsML/odrl-profile/", "conflict": "prohibit",
"prohibition": [{"action": "distribute", "constraint": [{"leftOperand": "spatial", "operator": "eq", "rightOperand": "DE"}]}]}"""
XML = """<o:Policy xmlns:o="http://www.w3.org/ns/odrl/2/" uid="urn:p:2" type="http://www.w3.org/ns/odrl/2/Set"
profile="https://iptc.org/std/RightsML/odrl-profile/" conflict="http://www.w3.org/ns/odrl/2/prohibit"><o:prohibition>
<o:action name="http://www.w3.org/ns/odrl/2/distribute"/><o:constraint name="http://www.w3.org/ns/odrl/2/spatial"
operator="http://www.w3.org/ns/odrl/2/eq" rightOperand="DE"/></o:prohibition></o:Policy>"""


@pytest.mark.parametrize("text", [RIGHTSML, XML])
def test_rightsml_is_read_as_json_and_as_xml(text: str) -> None:
    assert item(expressions=(text,)) == [set(), {"-distribute~"}]


@pytest.mark.parametrize(
    "text",
    [
        RIGHTSML.replace("RightsML/odrl-profile", "other/profile"),
        XML.replace("RightsML/odrl-profile", "other/profile"),
        XML.replace("o:prohibition", "o:exception"),
        XML.replace("<o:action", "<o:sublicence/><o:action"),
        XML.replace('rightOperand="DE"', 'rightOperand="DE" when="x"'),
        XML.replace('xmlns:o="http://www.w3.org/ns/odrl/2/"', 'xmlns:o="http://x.org/"'),
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + XML,
        "<usageTerms>free for all</usageTerms>",
        "permission to all",
    ],
)
def test_a_policy_that_is_not_understood_is_unreadable(text: str) -> None:
    assert item(expressions=(text,)) == [set(), {UNREADABLE}]
