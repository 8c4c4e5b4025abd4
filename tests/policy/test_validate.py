"""What authors are told: one table, each finding with a document that has it and its place in that document."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from licensing.policy.terms import PROFILE
from licensing.policy.validate import Code, Finding, Severity, validate
from licensing.policy.vocabulary.findings import FINDINGS, tell
from tests.policy.builders import constraint, document, load, rule
from tests.policy.odrl_documents import Json

ROOT = Path(__file__).resolve().parents[2]
DATES = [constraint("dateTime", "gteq", "2026-05-01"), constraint("dateTime", "lt", "2026-01-01")]
OURS: Json = {"profile": PROFILE}


def permitting(*constraints: Json, action: Any = "archive", **more: Any) -> Json:
    return document(permission=[rule(action, constraint=list(constraints))], **(OURS | more))


def prohibiting(*constraints: Json) -> Json:
    return document(prohibition=[rule("archive", constraint=list(constraints))], **OURS)


def test_one_thing_that_clashes_with_itself_is_named_once() -> None:
    [finding] = [
        one for one in validate(permitting(constraint("ra:words", "lt", 0))) if one.code is Code.NEVER_APPLIES
    ]
    assert finding.sentence() == "The rule can never apply: no use satisfies “ra:words lt 0”."
    assert finding.sentence("pl").count("ra:words lt 0") == 1


@pytest.mark.parametrize(
    ("wide", "narrow"),
    [
        (("lt", "2026-01-01"), ("lt", "2026-01-02")),
        (("lt", "2026-01-02"), ("lt", "2026-01-01T12:00:00Z")),
        (("lt", "2026-01-01T00:00:00Z"), ("lteq", "2026-01-01T00:00:00Z")),
        (("gt", "2026-01-01T00:00:00Z"), ("gt", "2025-01-01T00:00:00Z")),
        (("gt", "2026-01-01T00:00:00Z"), ("lt", "2027-01-01T00:00:00Z")),
    ],
)
def test_a_time_that_may_reach_further_is_not_made_superfluous(
    wide: tuple[str, str], narrow: tuple[str, str]
) -> None:
    made = document(
        permission=[rule("archive", constraint=[constraint("dateTime", *one)]) for one in (wide, narrow)],
        **OURS,
    )
    assert [
        one for one in validate(made) if one.code is Code.SHADOWED and one.pointer == "/permission/1"
    ] == []


def resolved(made: Any, pointer: str) -> Any:
    """RFC 6901."""
    for token in pointer.split("/")[1:]:
        key = token.replace("~1", "/").replace("~0", "~")
        made = made[int(key)] if isinstance(made, list) else made[key]
    return made


P, Q = "/permission/0", "/prohibition/0"
TABLE: list[tuple[str, Json, Code, str]] = [
    ("an unknown action", document(permission=[rule("ex:dance")]), Code.UNKNOWN_TERM, f"{P}/action"),
    ("an unknown key", document(permission=[rule("play", **{"ex:mood": 1})]), Code.UNKNOWN_TERM, f"{P}/ex:mood"),
    (
        "a key that is an address",
        document(permission=[rule("play", **{"http://ex.org/a~b": 1})]),
        Code.UNKNOWN_TERM,
        f"{P}/http:~1~1ex.org~1a~0b",
    ),
    (
        "an unknown operand",
        permitting(constraint("ex:mood", "eq", "good")),
        Code.UNKNOWN_TERM,
        f"{P}/constraint/0/leftOperand",
    ),
    (
        "a constraint with an unknown key",
        permitting(constraint("purpose", "eq", "any") | {"ex:only": 1}),
        Code.UNKNOWN_TERM,
        f"{P}/constraint/0/ex:only",
    ),
    (
        "an unknown operator, in a single constraint",
        document(permission=[rule("play", constraint=constraint("purpose", "is", "any"))]),
        Code.UNKNOWN_TERM,
        f"{P}/constraint/operator",
    ),
    (
        "an unknown operand among alternatives",
        permitting({"or": {"@list": [constraint("purpose", "eq", "any"), constraint("ex:mood", "eq", 1)]}}),
        Code.UNKNOWN_TERM,
        f"{P}/constraint/0/or/@list/1/leftOperand",
    ),
    (
        "an unknown unit",
        permitting(constraint("ra:words", "lteq", 5) | {"unit": "ex:line"}),
        Code.UNKNOWN_TERM,
        f"{P}/constraint/0/unit",
    ),
    (
        "an unknown duty",
        document(permission=[rule("play", duty=[{"action": "ex:sing"}])]),
        Code.UNKNOWN_TERM,
        f"{P}/duty",
    ),
    (
        "a purpose that nobody knows",
        permitting(constraint("purpose", "eq", "fun")),
        Code.UNKNOWN_VALUE,
        f"{P}/constraint/0/rightOperand",
    ),
    (
        "a number that is none",
        permitting(constraint("ra:words", "lteq", "ten")),
        Code.UNKNOWN_VALUE,
        f"{P}/constraint/0/rightOperand",
    ),
    (
        "no value",
        permitting({"leftOperand": "purpose", "operator": "eq"}),
        Code.UNKNOWN_VALUE,
        f"{P}/constraint/0",
    ),
    (
        "an operand without a meaning for articles",
        permitting(constraint("resolution", "lt", 5)),
        Code.NOT_ASKED,
        f"{P}/constraint/0/leftOperand",
    ),
    (
        "a reference",
        permitting({"leftOperand": "purpose", "operator": "eq", "rightOperandReference": "urn:x"}),
        Code.NOT_FOLLOWED,
        f"{P}/constraint/0/rightOperandReference",
    ),
    (
        "contradicting purposes",
        permitting(constraint("purpose", "eq", "teaching"), constraint("purpose", "eq", "archiving"),
                   constraint("purpose", "eq", "news-reporting")),
        Code.NEVER_APPLIES,
        P,
    ),
    (
        "contradictions in every alternative",
        permitting(constraint("spatial", "eq", "PL"), {"or": [constraint("spatial", "eq", one) for one in ("DE", "FR")]}),
        Code.NEVER_APPLIES,
        P,
    ),
    (
        "contradictions in an and",
        permitting({"and": [constraint("ra:words", "gt", 10), constraint("ra:words", "lt", 5)]}),
        Code.NEVER_APPLIES,
        P,
    ),
    ("fewer than no words", permitting(constraint("ra:words", "lt", 0)), Code.NEVER_APPLIES, P),
    ("nowhere", permitting(constraint("spatial", "neq", "WORLD")), Code.NEVER_APPLIES, P),
    ("a prohibition of nowhere", prohibiting(constraint("spatial", "isNoneOf", ["WORLD"])), Code.NEVER_APPLIES, Q),
    ("all of two countries", permitting(constraint("spatial", "isAllOf", ["PL", "DE"])), Code.NEVER_APPLIES, P),
    (
        "a prohibition that only a broader use meets",
        prohibiting(constraint("spatial", "eq", "PL"), constraint("spatial", "eq", "DE")),
        Code.CONTRADICTS_ITSELF,
        Q,
    ),
    ("dates that end before they begin", permitting(*DATES), Code.EMPTY_DATES, P),
    ("the same in a prohibition", prohibiting(*DATES), Code.EMPTY_DATES, Q),
    (
        "the same in a duty",
        document(
            permission=[rule("archive", duty=[{"action": "attribute"}, {"action": "delete", "constraint": DATES}])],
            **OURS,
        ),
        Code.EMPTY_DATES,
        f"{P}/duty",
    ),
    (
        "the same in a consequence",
        document(
            obligation=[rule("delete", consequence=[{"action": "inform", "constraint": {"and": DATES}}])], **OURS
        ),
        Code.EMPTY_DATES,
        "/obligation/0/consequence",
    ),
    (
        "a shorter time beside a longer one",
        document(
            permission=[
                rule("archive", constraint=[constraint("dateTime", "lt", day)]) for day in ("2027-01-01", "2026-01-01")
            ],
            **OURS,
        ),
        Code.SHADOWED,
        "/permission/1",
    ),
    ("a permission at one day, in every zone", permitting(constraint("dateTime", "eq", "2026-01-01")), Code.EMPTY_DATES, P),
    (
        "an empty interval of moments",
        permitting(
            constraint("dateTime", "gteq", "2026-01-01T00:00:00Z"), constraint("dateTime", "lt", "2026-01-01T00:00:00Z")
        ),
        Code.EMPTY_DATES,
        P,
    ),
    ("a rule below another", document(permission=[rule("use"), rule("play")]), Code.SHADOWED, "/permission/1"),
    ("a rule twice", document(prohibition=[rule("play"), rule("play")]), Code.SHADOWED, "/prohibition/1"),
    (
        "a narrower purpose",
        document(
            permission=[
                rule("play", constraint=constraint("purpose", "eq", "news-reporting")),
                rule("play", constraint=constraint("purpose", "isAnyOf", ["editorial", "education"])),
            ]
        ),
        Code.SHADOWED,
        P,
    ),
    (
        "fewer words",
        document(
            permission=[
                rule("play", constraint=[constraint("ra:words", "lteq", 10)]),
                rule("play", constraint=[constraint("ra:words", "lt", 10)]),
            ],
            **OURS,
        ),
        Code.SHADOWED,
        "/permission/1",
    ),
    (
        "another clause",
        document(prohibition=[rule("use", fromClause="C1"), rule("ra:mine", fromClause="C2")], **OURS),
        Code.SHADOWED_CLAUSE,
        "/prohibition/1",
    ),
    (
        "an unnamed strategy",
        document(permission=[rule("play")], prohibition=[rule("use")], conflict=None),
        Code.VOID,
        P,
    ),
    (
        "a permission that wins",
        document(permission=[rule("play")], prohibition=[rule("use")], conflict="perm"),
        Code.PERMISSION_WINS,
        P,
    ),
    (
        "a prohibition that wins",
        document(permission=[rule("play")], prohibition=[rule("use")], conflict="prohibit"),
        Code.PROHIBITION_WINS,
        P,
    ),
    (
        "consent of nobody",
        document(permission=[rule("play", duty=[{"action": "obtainConsent"}])], assigner=None),
        Code.DUTY_WITHOUT_PARTY,
        f"{P}/duty",
    ),
    (
        "a remedy towards nobody",
        document(prohibition=[rule("play", remedy=[{"action": "compensate"}])], assigner=None),
        Code.DUTY_WITHOUT_PARTY,
        f"{Q}/remedy",
    ),
    (
        "an obligation of nobody towards nobody",
        document(obligation=[rule("compensate")], assigner=None),
        Code.DUTY_WITHOUT_PARTY,
        "/obligation/0",
    ),
    ("an obligation of nobody", document(obligation=[rule("delete")]), Code.NOBODY_OBLIGED, "/obligation/0"),
    (
        "an operand of the profile",
        document(permission=[rule("play", constraint=[constraint("ra:words", "lt", 5)])]),
        Code.PROFILE_MISSING,
        f"{P}/constraint/0/leftOperand",
    ),
    ("an action of the profile", document(permission=[rule(["play", "ra:mine"])]), Code.PROFILE_MISSING, f"{P}/action"),
    ("an offer of nobody", document(permission=[rule("play")], assigner=None) | {"@type": "Offer"}, Code.NO_ASSIGNER, ""),
    ("an agreement with nobody", document(permission=[rule("play")]) | {"@type": "Agreement"}, Code.NO_ASSIGNEE, ""),
    ("use does not mean mining", document(permission=[rule("use")]), Code.NO_AI_ACTION, P),
    ("a request", document(permission=[rule("play")]) | {"@type": "Request"}, Code.GRANTS_NOTHING, "/@type"),
    ("no rules", document(), Code.NO_RULES, ""),
    ("no uid", {"@type": "Set"}, Code.UNREADABLE, ""),
    ("an unknown profile", document(profile="urn:x"), Code.UNREADABLE, "/profile"),
    ("an unknown context", {"@context": ["urn:x"], "uid": "urn:y"}, Code.UNREADABLE, "/@context/0"),
    (
        "a rule that is none, under a full name",
        {"uid": "urn:y", "http://www.w3.org/ns/odrl/2/permission": {"@list": [rule("play"), "x"]}},
        Code.UNREADABLE,
        "/http:~1~1www.w3.org~1ns~1odrl~12~1permission/@list/1",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("made", "code", "pointer"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_an_author_is_told(made: Json, code: Code, pointer: str) -> None:
    assert (code, pointer) in {(one.code, one.pointer) for one in validate(made)}


@pytest.mark.parametrize(("made", "code"), [row[1:3] for row in TABLE], ids=[row[0] for row in TABLE])
def test_every_pointer_leads_to_a_place_of_the_document(made: Json, code: Code) -> None:
    for one in validate(made):
        resolved(made, one.pointer)


@pytest.mark.parametrize("path", sorted((ROOT / "config/demo/data").glob("reference-policy*.jsonld")))
def test_the_reference_policies_have_no_errors(path: Path) -> None:
    assert {one.code for one in validate(load(path)) if one.severity is Severity.ERROR} == set()


# --- the table of sentences ------------------------------------------------------------------------------------------


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("code", Code)
def test_a_finding_is_told_in_both_languages_with_the_same_values(code: Code) -> None:
    told = FINDINGS[code]
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", code)
    assert told.en != told.pl
    assert fields(told.en) == fields(told.pl)
    assert told.en.endswith(".")
    assert told.pl.endswith(".")


def test_every_kind_of_finding_is_tried_and_fills_all_its_values() -> None:
    every = [one for row in TABLE for one in validate(row[1])]
    tried = {one.code for one in every}
    assert set(Code) - tried == {Code.TOO_MANY, Code.IN_FORCE_AT_ONCE, Code.MORE}
    for one in every:
        assert {name for name, _ in one.values} == fields(FINDINGS[one.code].en)


def test_values_are_filled_in_and_never_read_as_sentences() -> None:
    one = Finding(Code.UNKNOWN_TERM, "", (("term", "{other}"),))
    assert one.sentence().startswith("“{other}” is not known")
    assert one.sentence("pl").startswith("Termin „{other}”")
    assert tell(Code.NO_ASSIGNER, (), "de").startswith("A policy of type ?")
