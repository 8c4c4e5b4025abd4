"""Policies of people who mean harm: refused or read within bounds, with the place (docs/policy-limits.md)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from licensing.policy.canonical import load_json
from licensing.policy.document import MOST_VALUES, check_values
from licensing.policy.model import Outcome
from licensing.policy.odrl import read_policy
from licensing.policy.standalone.evaluate import evaluate
from licensing.policy.standalone.reading import read_request, read_world
from licensing.policy.standalone.world import Ask, World
from licensing.policy.validate import Code, validate
from licensing.policy.void import void_reason
from tests.policy.bounds import quick, refused
from tests.policy.builders import constraint, document, outcome, rule, terms, use
from tests.policy.odrl_documents import Json

ROOT = Path(__file__).resolve().parents[2]
# --- values of other readers -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (float("nan"), "nan is not a number"),
        (float("inf"), "inf is not a number"),
        (10**5000, "digits"),
        (b"x", "JSON has no value of this kind"),
        ({1: 2}, "a key is text"),
        ("\ud800", "surrogate"),
        ({"\0": 1}, "NUL"),
        ((1, 2), "no value of this kind"),
    ],
    ids=range(8),
)
def test_values_that_json_does_not_have_are_refused_by_every_reader(value: Any, why: str) -> None:
    for read in (read_policy, read_request, read_world):
        error = refused(lambda read=read: read({"uid": "urn:x", "context": {"a": [value]}}))  # type: ignore[misc]
        assert error.pointer.startswith("/context/a/0")
        assert why in error.message


def test_a_value_that_holds_itself_is_refused() -> None:
    endless: list[Any] = []
    endless += [endless, endless]
    assert "levels deep" in refused(lambda: read_policy({"uid": "urn:x", "permission": endless})).message
    wide: Any = 1
    for _ in range(20):
        wide = [wide, wide]
    assert str(MOST_VALUES) in refused(lambda: check_values({"a": wide})).message


def test_nesting_beyond_the_stack_is_an_error_of_values() -> None:
    with pytest.raises(ValueError, match="nested"):
        load_json("[" * 200_000)


# --- policies --------------------------------------------------------------------------------------------------------


def nested(levels: int) -> Json:
    inner = constraint("purpose", "eq", "any")
    for _ in range(levels):
        inner = {"and": [inner]}
    return document(permission=[rule("play", constraint=[inner])])


LONG = "x" * 5_000_000
MANY = [constraint("purpose", "eq", "any")] * 1001
POLICIES: list[tuple[str, Json, str, str]] = [
    ("10,000 rules", document(permission=[rule("play")] * 10_000), "/permission/2000", "more than 2000 rules"),
    ("one rule of 10,000 actions", document(permission=[rule(["play"] * 10_000)]), "/permission/0", "2000 rules"),
    ("10,000 actions for all", document(permission=[{}] * 10, action=["play"] * 10_000), "/permission/0", "2000 rules"),
    ("a depth of 1000", nested(1000), "", "40 levels deep"),
    ("many constraints", document(permission=[rule("play", constraint=MANY)]), "/permission/0/constraint/1000", "1000"),
    ("many operands", document(permission=[rule("play", constraint={"xone": MANY})]),
     "/permission/0/constraint/0/xone/1000", "1000 constraints"),
    ("many values", document(permission=[rule("play", constraint=constraint("purpose", "isAnyOf", ["x"] * 1001))]),
     "/permission/0/constraint/0", "1000 right operands"),
    ("many duties", document(permission=[rule("play", duty=[{"action": ["inform"] * 501}])]), "/permission/0/duty/0", "500"),
    ("many strange keys", document(permission=[rule("play", **{f"ex:{n}": 1 for n in range(101)})]), "", "100 keys"),
    ("many strange terms", document(permission=[rule(["play"] * 1000, target=[{"uid": "urn:t", f"ex:{n}": 1} for n in
     range(201)])]), "/permission/0", "200 terms"),
    ("many targets", document(permission=[rule("play")], target=["urn:t"] * 1001), "/target", "1000 assets"),
    ("a remote context", document() | {"@context": "https://evil.example/c.jsonld"}, "/@context/0", "not fetched"),
    ("a remote context in a term", document() | {"@context": {"play": {"@id": "odrl:play", "@context": "https://e/"}}},
     "/@context/0/play", "not understood"),
    ("an import", document() | {"@context": {"@import": "https://evil.example/"}}, "/@context/0/@import", "understood"),
    ("another meaning", document() | {"@context": {"prohibition": "odrl:permission"}}, "/@context/0/prohibition", "meaning"),
    ("a vocabulary that is a list", document() | {"@context": {"@vocab": []}}, "/@context/0/@vocab", "not understood"),
    ("an endless key", document() | {LONG: 1}, "/" + "x" * 498 + "…", "xxx…"),
    ("an endless parent", document(inheritFrom=LONG), "/inheritFrom", "is not at hand"),
    ("an endless type", document() | {"@type": LONG}, "/@type", "not a kind of policy"),
    ("the same property twice", document() | {"odrl:permission": [], "permission": []}, "/permission", "given twice"),
    ("a type that is an object", document(permission=[rule("play", constraint={"leftOperand": "purpose", "operator": {}})]),
     "/permission/0/constraint/0/operator", "expected"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("made", "pointer", "why"), [row[1:] for row in POLICIES], ids=[row[0] for row in POLICIES]
)
def test_a_policy_is_refused_with_the_place(made: Json, pointer: str, why: str) -> None:
    error = refused(lambda: read_policy(made))
    assert error.pointer.startswith(pointer)
    assert why in error.message
    assert [one.code for one in validate(made)] == [Code.UNREADABLE]


def test_a_typed_literal_of_an_impossible_type_is_read_without_one() -> None:
    odd = {"@value": "1", "@type": ["xsd:integer", {}]}
    policy = read_policy(
        document(permission=[rule("play", constraint=constraint("count", "eq", [odd, odd]))])
    )
    assert policy.rules[0].constraints[0].datatype is None  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "number", ["1e999999", "1e99999999999999999999", "-1e-999999", "9" * 100_000, "0." + "0" * 99_999]
)
def test_huge_numbers_are_compared_in_no_time(number: str) -> None:
    for operator in ("lt", "gteq", "eq"):
        made = document(
            permission=[rule("archive", constraint=constraint("ra:words", operator, number))], assigner=None
        )
        quick(lambda made=made: evaluate(read_policy(made), Ask(action="archive"), World()))  # type: ignore[misc]
        assert quick(lambda made=made: outcome(use(words=5), terms(made))) in set(Outcome)  # type: ignore[misc]
        quick(lambda made=made: validate(made))  # type: ignore[misc]


def test_the_most_rules_over_the_most_targets_are_read_in_time() -> None:
    made = document(permission=[rule("play")] * 2000, target=[f"urn:t:{n}" for n in range(1000)])
    policy = read_policy(made)
    assert quick(lambda: len(read_policy(made).rules)) == 2000
    assert policy.rules[0].targets is policy.rules[1999].targets
    assert Code.TOO_MANY in {one.code for one in quick(lambda: validate(made))}


def test_rules_that_may_conflict_are_compared_within_a_bound_and_void_beyond_it() -> None:
    yes, no = ([constraint("spatial", operator, "PL")] * 10 for operator in ("eq", "neq"))
    made = document(
        permission=[rule("play", constraint=yes)] * 1000,
        prohibition=[rule("play", constraint=no)] * 1000,
        conflict=None,
    )
    policy = read_policy(made)
    assert "than are compared" in str(quick(lambda: void_reason(policy)))
    assert Code.TOO_MANY in {one.code for one in quick(lambda: validate(made))}


def test_the_checks_of_a_large_policy_end_in_time() -> None:
    limits = [constraint("ra:words", "lteq", n) for n in range(50)]
    made = document(permission=[rule("play", constraint=limits)] * 1000, profile="urn:rights:profile:1")
    assert Code.TOO_MANY in {one.code for one in quick(lambda: validate(made))}


# --- inheritance -----------------------------------------------------------------------------------------------------


def family(count: int, parents: Callable[[int], list[str]]) -> dict[str, Json]:
    return {
        f"urn:p:{n}": document(uid=f"urn:p:{n}", inheritFrom=parents(n), permission=[rule("play")])
        for n in range(count)
    }


@pytest.mark.parametrize("length", [1, 2, 15])
def test_inheritance_in_a_circle_is_refused(length: int) -> None:
    circle = family(length, lambda n: [f"urn:p:{(n + 1) % length}"])
    error = refused(lambda: read_policy(circle["urn:p:0"], circle))
    assert (error.pointer, error.message) == ("/inheritFrom", "the inheritance is circular")


def test_inheritance_of_many_is_bounded() -> None:
    chain = family(40, lambda n: [f"urn:p:{n + 1}"])
    assert "more than 16 parents" in refused(lambda: read_policy(chain["urn:p:0"], chain)).message
    wide = family(40, lambda n: [f"urn:p:{m}" for m in range(1, 40)] if n == 0 else [])
    assert "more than 16 parents" in refused(lambda: read_policy(wide["urn:p:0"], wide)).message


def test_inheritance_that_doubles_at_every_step_reads_each_parent_once() -> None:
    lattice = family(
        60, lambda n: [f"urn:p:{m}" for m in range(n - n % 4 + 4, n - n % 4 + 8)] if n < 56 else []
    )
    bare = {
        name: {key: value for key, value in one.items() if key != "permission"}
        for name, one in lattice.items()
    }
    assert quick(lambda: read_policy(bare["urn:p:0"], bare)) is not None
    assert "rules" in refused(lambda: read_policy(lattice["urn:p:0"], lattice)).message


def test_a_parent_that_is_no_policy_is_refused() -> None:
    child = document(inheritFrom="urn:p")
    odd: tuple[Any, ...] = (None, 1, [], "x", {"uid": 1, "permission": 1})
    for parent in odd:
        refused(lambda parent=parent: read_policy(child, {"urn:p": parent}))  # type: ignore[misc]
