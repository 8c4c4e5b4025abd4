"""Files of strangers: what is not understood never permits, and nothing hostile is read."""

from __future__ import annotations

import pytest

from licensing.exchange import FORMATS
from licensing.policy.model import Policy, Rule, RuleType
from licensing.policy.odrl import read_policy

ODRL = "http://www.w3.org/ns/odrl/2/"
HEAD = f'<o:Policy xmlns:o="{ODRL}" uid="urn:x:1" type="{ODRL}Set" profile="https://iptc.org/std/RightsML/odrl-profile/"'


def rightsml(rules: str, head: str = HEAD) -> Policy:
    imported = FORMATS["rightsml"].imported(f"{head}>{rules}</o:Policy>".encode())
    assert imported.document is not None, imported.unreadable
    return read_policy(imported.document)


def premis(granted: str, extension: str = "") -> bytes:
    return (
        '<rights xmlns="http://www.loc.gov/premis/v3"><rightsStatement><rightsStatementIdentifier>'
        "<rightsStatementIdentifierType>local</rightsStatementIdentifierType>"
        "<rightsStatementIdentifierValue>urn:x:rs1</rightsStatementIdentifierValue></rightsStatementIdentifier>"
        f"<rightsBasis>license</rightsBasis>{granted}</rightsStatement>{extension}</rights>"
    ).encode()


def rules_of(data: bytes) -> list[Rule]:
    imported = FORMATS["premis"].imported(data)
    assert imported.document is not None, imported.unreadable
    return list(read_policy(imported.document).rules)


def lefts(rule: Rule) -> set[str]:
    return {getattr(one, "left", "") for one in rule.constraints}


# --- RightsML --------------------------------------------------------------------------------------------------------


def test_names_with_a_prefix_are_read_by_the_namespaces_of_the_file() -> None:
    (rule,) = rightsml('<o:permission><o:action name="o:print"/></o:permission>').rules
    assert (rule.type, rule.action) == (RuleType.PERMISSION, "print")


def test_a_term_of_rightsml_1_is_the_one_that_odrl_took_over() -> None:
    old = '<o:permission><o:action name="http://iptc.org/std/RightsML/2011-10-07/archive"/></o:permission>'
    assert rightsml(old).rules[0].action == "archive"


def test_a_country_of_iptc_is_ours() -> None:
    inside = (
        f'<o:permission><o:action name="{ODRL}print"/><o:constraint name="{ODRL}spatial" operator="{ODRL}eq" '
        'rightOperand="http://cvx.iptc.org/iso3166-1a3/DEU"/></o:permission>'
    )
    (constraint,) = rightsml(inside).rules[0].constraints
    assert getattr(constraint, "right", ()) == ("DE",)


@pytest.mark.parametrize(
    "part",
    [
        '<o:licensee xmlns:o="http://www.w3.org/ns/odrl/2/"/>',
        '<x:only xmlns:x="urn:x:">on Mondays</x:only>',
        f'<o:party function="{ODRL}watcher" uid="urn:x:p"/>',
        f'<o:asset uid="urn:x:a" relation="{ODRL}near"/>',
        '<o:asset relation="http://www.w3.org/ns/odrl/2/target"/>',
        f'<o:party function="{ODRL}assignee" uid="urn:x:p" scope="{ODRL}Somebody"/>',
    ],
)
def test_a_part_that_is_not_understood_leaves_the_permission_not_understood(part: str) -> None:
    (rule,) = rightsml(f'<o:permission><o:action name="{ODRL}print"/>{part}</o:permission>').rules
    assert rule.unknown


def test_an_attribute_that_is_not_understood_leaves_the_permission_not_understood() -> None:
    (rule,) = rightsml(f'<o:permission idref="other"><o:action name="{ODRL}print"/></o:permission>').rules
    assert rule.unknown


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<o:Policy",
        b"<html/>",
        b'<!DOCTYPE x [<!ENTITY a "b">]><o:Policy xmlns:o="http://www.w3.org/ns/odrl/2/"/>',
        b'<!DOCTYPE x SYSTEM "http://example.com/x.dtd"><x/>',
        b"<a>" * 100 + b"</a>" * 100,
        HEAD.encode() + b">" + b"<o:permission/>" * 60_000 + b"</o:Policy>",
        b"<?xml version='1.0' encoding='klingon'?><x/>",
        (HEAD + ' undefined="x"><o:permission xmlns:o="urn:other:"/></o:Policy>').encode(),
        b"x" * (2 * 1024 * 1024 + 1),
    ],
)
@pytest.mark.parametrize("name", ["rightsml", "premis"])
def test_hostile_and_broken_files_are_unreadable_with_a_reason(name: str, data: bytes) -> None:
    imported = FORMATS[name].imported(data)
    assert imported.document is None
    assert imported.unreadable


def test_an_unknown_profile_is_unreadable() -> None:
    head = HEAD.replace("https://iptc.org/std/RightsML/odrl-profile/", "urn:x:profile")
    imported = FORMATS["rightsml"].imported(f"{head}/>".encode())
    assert "profile" in imported.unreadable


# --- PREMIS ----------------------------------------------------------------------------------------------------------


def test_an_act_without_restriction_is_permitted_and_one_with_allow_too() -> None:
    granted = "<rightsGranted><act>replicate</act></rightsGranted>"
    granted += "<rightsGranted><act>Disseminate</act><restriction>allow</restriction></rightsGranted>"
    found = rules_of(premis(granted))
    assert [(r.type, r.action, r.constraints) for r in found] == [
        (RuleType.PERMISSION, "reproduce", ()),
        (RuleType.PERMISSION, "distribute", ()),
    ]


def test_disallow_is_a_prohibition_whatever_else_is_said() -> None:
    granted = "<rightsGranted><act>use</act><restriction>Allow</restriction><restriction>DISALLOW</restriction></rightsGranted>"
    (rule,) = rules_of(premis(granted))
    assert rule.type is RuleType.PROHIBITION


@pytest.mark.parametrize(
    "restriction",
    [
        "<restriction>Conditional</restriction>",
        "<restriction>No commercial use</restriction>",
        "<restriction>Allow</restriction><restriction>reading room only</restriction>",
        "<termOfRestriction><startDate>2020-01-01</startDate></termOfRestriction>",
        "<termOfGrant><startDate>soon</startDate></termOfGrant>",
        "<termOfGrant><startDate>2020-01-01</startDate><endDate>2020</endDate></termOfGrant>",
    ],
)
def test_a_condition_in_prose_or_a_term_that_cannot_be_read_never_permits(restriction: str) -> None:
    (rule,) = rules_of(premis(f"<rightsGranted><act>use</act>{restriction}</rightsGranted>"))
    assert rule.type is RuleType.PERMISSION
    assert "ra:unread" in lefts(rule)


def test_a_term_of_grant_becomes_its_dates_and_open_is_no_end() -> None:
    term = "<termOfGrant><startDate>2020-01-01</startDate><endDate>OPEN</endDate></termOfGrant>"
    (rule,) = rules_of(premis(f"<rightsGranted><act>use</act>{term}</rightsGranted>"))
    assert [(getattr(c, "left", ""), getattr(c, "operator", "")) for c in rule.constraints] == [
        ("dateTime", "gteq")
    ]


def test_an_act_that_nobody_knows_stays_unknown() -> None:
    (rule,) = rules_of(premis("<rightsGranted><act>frobnicate</act></rightsGranted>"))
    assert rule.action == "urn:premis:act:frobnicate"


def test_an_extension_that_forbids_less_than_its_statement_is_unreadable() -> None:
    granted = "<rightsGranted><act>print</act><restriction>Disallow</restriction></rightsGranted>"
    inner = f'{HEAD}><o:permission><o:action name="{ODRL}print"/></o:permission></o:Policy>'
    imported = FORMATS["premis"].imported(premis(granted, f"<rightsExtension>{inner}</rightsExtension>"))
    assert imported.document is None
    assert "does not forbid" in imported.unreadable


@pytest.mark.parametrize("restriction", ["Conditional", "reading room only"])
def test_an_extension_that_drops_the_conditions_of_its_statement_is_unreadable(restriction: str) -> None:
    granted = f"<rightsGranted><act>print</act><restriction>{restriction}</restriction></rightsGranted>"
    inner = f'{HEAD}><o:permission><o:action name="{ODRL}print"/></o:permission></o:Policy>'
    imported = FORMATS["premis"].imported(premis(granted, f"<rightsExtension>{inner}</rightsExtension>"))
    assert imported.document is None
    assert "without the conditions" in imported.unreadable


def test_an_extension_with_a_rule_without_an_action_is_no_crash() -> None:
    granted = "<rightsGranted><act>print</act><restriction>Disallow</restriction></rightsGranted>"
    inner = f"{HEAD}><o:prohibition/></o:Policy>"
    imported = FORMATS["premis"].imported(premis(granted, f"<rightsExtension>{inner}</rightsExtension>"))
    assert imported.document is None


def test_two_statements_with_one_extension_are_read_from_the_statements() -> None:
    one = premis(
        "<rightsGranted><act>print</act><restriction>Disallow</restriction></rightsGranted>"
    ).decode()
    inner = f'{HEAD}><o:permission><o:action name="{ODRL}print"/></o:permission></o:Policy>'
    twice = one.replace("</rights>", one[one.index("<rightsStatement>") :]).replace(
        "</rights>", f"<rightsExtension>{inner}</rightsExtension></rights>", 1
    )
    imported = FORMATS["premis"].imported(twice.encode())
    assert imported.document is not None
    assert {rule.type for rule in read_policy(imported.document).rules} == {RuleType.PROHIBITION}
