"""Terms leave in four formats and come back meaning the same, or are refused by name."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensing.exchange import (
    FORMATS,
    Statement,
    StatementClause,
    UnknownFormatError,
    UnwritableError,
    format_named,
)
from licensing.exchange.territories import ALPHA_2
from licensing.policy.model import Policy, RuleType
from licensing.policy.odrl import read_policy
from licensing.policy.odrl_writer import CONTEXT
from licensing.policy.vocabulary.regions import COUNTRIES

FOUNDING = json.loads((Path("config/demo/data") / "reference-policy.jsonld").read_text())


def statement(document: dict[str, object], **more: object) -> Statement:
    held: dict[str, object] = {
        "series": "urn:rights:policy:notice",
        "number": 2,
        "kind": "terms",
        "title": "Notice",
    }
    return Statement(document=document, digest="a" * 64, source_digest="b" * 64, **(held | more))  # type: ignore[arg-type]


def policy(**parts: object) -> dict[str, object]:
    found = {"@context": CONTEXT, "@type": "Set", "uid": "urn:x:1", "profile": ["urn:rights:profile:1"]}
    return {**found, "conflict": "prohibit", **parts}


def meaning(read: Policy) -> object:
    """What a policy says, wherever in its document it says it."""
    rules = [
        replace(rule, id="", pointer="", clauses=(), assigner=rule.assigner or read.assigner)
        for rule in read.rules
    ]
    return read.conflict, read.assigner, set(rules), len(rules)


def back(name: str, document: dict[str, object]) -> Policy:
    found = FORMATS[name]
    imported = found.imported(found.write(statement(document)).encode())
    assert imported.unreadable == ""
    assert imported.document is not None
    return read_policy(imported.document)


@pytest.mark.parametrize("name", FORMATS)
def test_the_founding_notice_comes_back_meaning_the_same(name: str) -> None:
    assert meaning(back(name, FOUNDING)) == meaning(read_policy(FOUNDING))


@pytest.mark.parametrize("name", FORMATS)
def test_every_rule_of_an_import_is_bound_to_the_file_and_not_to_clauses_of_another_text(name: str) -> None:
    assert {rule.clauses for rule in back(name, FOUNDING).rules} == {("IMPORT",)}


@pytest.mark.parametrize("name", FORMATS)
def test_conditions_duties_parties_and_territories_come_back(name: str) -> None:
    document = policy(
        assigner="urn:rights:party:agency",
        permission=[
            {
                "action": "distribute",
                "target": "urn:x:asset",
                "assignee": {"@type": "PartyCollection", "uid": "urn:x:partners"},
                "constraint": [
                    {"leftOperand": "spatial", "operator": "isAnyOf", "rightOperand": ["DE", "PL"]},
                    {
                        "leftOperand": "dateTime",
                        "operator": "lt",
                        "rightOperand": {"@value": "2027-01-01T00:00:00Z", "@type": "xsd:dateTime"},
                    },
                    {
                        "leftOperand": "purpose",
                        "operator": "neq",
                        "rightOperand": {"@id": "ra:purpose:advertising"},
                    },
                ],
                "duty": [
                    {"action": "attribute", "attributedParty": "urn:x:photographer"},
                    {"action": "inform", "precondition": True},
                ],
            }
        ],
    )
    assert meaning(back(name, document)) == meaning(read_policy(document))


REFUSED: dict[str, dict[str, object]] = {
    "a logical constraint": {
        "permission": [{"action": "print", "constraint": [{"or": {"@list": [
            {"leftOperand": "spatial", "operator": "eq", "rightOperand": "PL"},
            {"leftOperand": "spatial", "operator": "eq", "rightOperand": "DE"},
        ]}}]}]
    },
    "an obligation": {"obligation": [{"action": "inform"}]},
    "a remedy": {"prohibition": [{"action": "print", "remedy": [{"action": "inform"}]}]},
    "a consequence": {"permission": [{"action": "print", "duty": [{"action": "inform", "consequence": [{"action": "delete"}]}]}]},
    "terms that are not understood": {"permission": [{"action": "print", "urn:x:only": "on Mondays"}]},
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_rightsml_refuses_what_its_syntax_lacks_and_never_drops_it(what: str) -> None:
    with pytest.raises(UnwritableError, match=what):
        FORMATS["rightsml"].write(statement(policy(**REFUSED[what])))


@pytest.mark.parametrize("what", [one for one in REFUSED if one not in {"an obligation", "a remedy"}])
def test_premis_reads_a_condition_that_it_cannot_carry_as_unknown_and_never_as_nothing(what: str) -> None:
    again = back("premis", policy(**REFUSED[what]))
    permissions = [rule for rule in again.rules if rule.type is RuleType.PERMISSION]
    assert permissions
    assert all("ra:unread" in {getattr(c, "left", "") for c in rule.constraints} for rule in permissions)


def test_rightsml_names_countries_as_iptc_does() -> None:
    document = policy(
        permission=[
            {
                "action": "print",
                "constraint": [{"leftOperand": "spatial", "operator": "eq", "rightOperand": "DE"}],
            }
        ]
    )
    assert "http://cvx.iptc.org/iso3166-1a3/DEU" in FORMATS["rightsml"].write(statement(document))
    assert set(ALPHA_2.values()) == COUNTRIES


def test_a_premis_statement_quotes_the_clause_and_names_basis_and_digest() -> None:
    written = FORMATS["premis"].write(
        statement(
            FOUNDING,
            clauses=(StatementClause("C4", "without <prior> consent \x0b"),),
            address="https://example.com/terms?a=1&b=2",
            effective_from=datetime(2024, 1, 1, tzinfo=UTC),
        )
    )
    assert "C4: without &lt;prior&gt; consent " in written
    assert "<premis:rightsBasis>copyright</premis:rightsBasis>" in written
    assert "b" * 64 in written
    assert "<premis:endDate>OPEN</premis:endDate>" in written


@pytest.mark.parametrize(
    ("kind", "basis"),
    [("terms", "copyright"), ("agreement", "license"), ("statute", "statute"), ("house", "other")],
)
def test_the_basis_of_a_premis_statement_follows_the_kind(kind: str, basis: str) -> None:
    written = FORMATS["premis"].write(statement(FOUNDING, kind=kind))
    assert f"<premis:rightsBasis>{basis}</premis:rightsBasis>" in written


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(UnknownFormatError, match="jsonld, turtle, rightsml, premis"):
        format_named("docx")


@given(st.binary(max_size=400), st.sampled_from([*FORMATS]))
def test_no_file_raises_and_none_that_is_unreadable_has_a_document(data: bytes, name: str) -> None:
    imported = FORMATS[name].imported(data)
    assert (imported.document is None) == bool(imported.unreadable)
