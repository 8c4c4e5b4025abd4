"""Policies of people who mean harm: refused or read within bounds, with the place (docs/policy-limits.md)."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from licensing.policy import document as reader
from licensing.policy import errors, odrl, odrl_constraints, odrl_rules, void
from licensing.policy.authoring import meeting
from licensing.policy.canonical import load_json
from licensing.policy.document import MOST_BYTES, MOST_LEVELS, MOST_VALUES, check_values, read_document
from licensing.policy.errors import UnreadableError
from licensing.policy.model import Outcome
from licensing.policy.odrl import read_policy
from licensing.policy.standalone.evaluate import evaluate
from licensing.policy.standalone.reading import read_request, read_world
from licensing.policy.standalone.world import Ask, World
from licensing.policy.validate import Code, validate
from licensing.policy.void import void_reason
from tests.policy.builders import constraint, document, outcome, rule, terms, use
from tests.policy.odrl_documents import Json, whole_documents

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 5.0
"""The bound that is written down; ten times what was measured, because machines differ."""


def quick(act: Callable[[], Any]) -> Any:
    """What an act gives, which must not take longer than the bound."""
    begun = time.process_time()
    try:
        return act()
    finally:
        assert time.process_time() - begun < SECONDS


def refused(act: Callable[[], object]) -> UnreadableError:
    with pytest.raises(UnreadableError) as caught:
        quick(act)
    assert len(str(caught.value)) < 2 * errors.MOST_TOLD + 10
    return caught.value


# --- bytes -----------------------------------------------------------------------------------------------------------

FULL = MOST_BYTES
BYTES: list[tuple[str, Callable[[], bytes], str, str]] = [
    ("one byte too many", lambda: b" " * (FULL + 1), "", "more than 10485760 bytes"),
    ("10 MB of opening brackets", lambda: b"[" * FULL, "", "more than 500000 values"),
    ("10 MB of empty lists", lambda: b'{"a":[' + b"[]," * (FULL // 3 - 4) + b"1]}", "", "more than 500000 values"),
    ("10 MB of a text that does not end", lambda: b'{"a":"' + b'\\"' * (FULL // 2 - 4) + b"\\", "", "strings"),
    ("a text that does not end", lambda: b'{"a":"' + b'\\"' * 900_000 + b"\\", "", "line 1 column 6"),
    ("10 MB of quotes", lambda: b'{"a":' + b'"' * (FULL - 6), "", "more than 1000000 strings"),
    ("10 MB of digits", lambda: b'{"a":[' + b"9" * (FULL - 8) + b"]}", "/a/0", "more than 1000 digits"),
    ("10 MB of digits with an exponent", lambda: b'{"a":' + b"9" * (FULL - 10) + b"e9}", "/a", "more than 1000 digits"),
    ("nesting of 1000 objects", lambda: b'{"a":' * 1000 + b"1" + b"}" * 1000, "", "64 levels deep, line 1 column 321"),
    ("nesting on its own line", lambda: b'{"a":"[",\n"b":' + b"[" * 64, "", "64 levels deep, line 2 column 68"),
    ("a key twice", lambda: b'{"x":[{"a":1,"b":2,"a":3}]}', "/x/0/a", "twice"),
    ("a key twice, once escaped", lambda: b'{"a":1,"\\u0061":2}', "/a", "twice"),
    ("NaN", lambda: b'{"a":{"b/c":NaN}}', "/a/b~1c", "NaN is not a number"),
    ("an infinity", lambda: b'{"a":[1,-Infinity]}', "/a/1", "-Infinity is not a number"),
    ("half a surrogate pair", lambda: b'{"a":["\\ud800"]}', "/a/0", "surrogate"),
    ("half a surrogate pair in a key", lambda: b'{"a":{"\\udfff":1}}', "/a/\\udfff", "surrogate"),
    ("NUL", lambda: b'{"a":"\\u0000"}', "/a", "NUL"),
    ("another encoding", lambda: b'{"a":"\xff"}', "", "not UTF-8 from byte 6"),
    ("UTF-16", lambda: '{"a":1}'.encode("utf-16"), "", "not UTF-8"),
    ("no JSON", lambda: b'{"a":\n1,}', "", "line 2 column 3"),
    ("nothing", lambda: b"", "", "line 1 column 1"),
    ("a list", lambda: b"[]", "", "a JSON object is expected"),
    ("a trailing document", lambda: b'{"a":1}{"a":2}', "", "line 1 column 8"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "pointer", "why"), [row[1:] for row in BYTES], ids=[row[0] for row in BYTES]
)
def test_bytes_are_refused_with_the_place(data: Callable[[], bytes], pointer: str, why: str) -> None:
    given_bytes = data()
    error = refused(lambda: read_document(given_bytes))
    assert error.pointer == pointer
    assert why in error.message


def test_what_is_within_the_bounds_is_read() -> None:
    assert read_document(b'\xef\xbb\xbf{"a": 0.10, "b": 1e999999, "c": "\\ud83d\\udca1"}') == {
        "a": "0.10", "b": "1e999999", "c": "💡",
    }  # fmt: skip
    deep = b'{"a":' * MOST_LEVELS + b"1" + b"}" * MOST_LEVELS
    assert read_document(deep)
    assert quick(lambda: len(read_document(b'{"a":"' + b"x" * (FULL - 8) + b'"}'))) == 1
    assert read_document(json.dumps({"a": '[{"' * 1000, "b": "\\"}).encode())


MEMORY = """
import resource, sys
from licensing.policy.document import read_document
from licensing.policy.errors import UnreadableError
from licensing.policy.odrl import read_policy
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    read_policy(read_document(sys.stdin.buffer.read()))
except UnreadableError:
    pass
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.parametrize(
    "data",
    [
        b'{"a":[' + b"{}," * 490_000 + b"1]}",
        b'{"uid":"urn:x","permission":[' + b'{"action":"use","target":"urn:t"},' * 150_000 + b"1]}",
    ],
    ids=["objects", "rules"],
)
def test_memory_stays_within_the_bound(data: bytes) -> None:
    done = subprocess.run(
        [sys.executable, "-c", MEMORY], input=data, cwd=ROOT, capture_output=True, check=True, timeout=60
    )
    assert int(done.stdout) < 400


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


def test_rules_that_may_conflict_are_compared_within_a_bound_and_void_beyond_it() -> None:
    yes, no = ([constraint("spatial", operator, "PL")] * 20 for operator in ("eq", "neq"))
    made = document(
        permission=[rule("play", constraint=yes)] * 1000,
        prohibition=[rule("play", constraint=no)] * 1000,
        conflict=None,
    )
    policy = read_policy(made)
    assert "than are compared" in str(quick(lambda: void_reason(policy)))
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


# --- wrong types everywhere ------------------------------------------------------------------------------------------

JUNK: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, 0, -1, 1.5, "", "x", [], {}, [[]], [{}], {"@id": {}}, {"@value": []}, {"@list": {}}, {"uid": [1]},
     {"@type": [{}]}, {"rdf:value": {"rdf:value": 1}}, {"@set": [None]}, ["x", 1, None], {"": ""}, {":": ":"}]
)  # fmt: skip


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every member of every object and list, to be spoilt."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, inner in list(pairs) for found in [(value, key), *places(inner)]]


@st.composite
def spoilt(draw: st.DrawFn) -> Json:
    made: Json = json.loads(json.dumps(draw(whole_documents())))
    for _ in range(draw(st.integers(1, 3))):
        holder, key = draw(st.sampled_from(places(made)))
        holder[key] = json.loads(json.dumps(draw(JUNK)))
    return made


often = settings(
    max_examples=60,
    phases=[Phase.generate],
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


@often
@given(spoilt())
def test_wrong_types_are_read_or_refused_and_never_crash(made: Json) -> None:
    try:
        policy = read_policy(made)
    except UnreadableError:
        assert [one.code for one in validate(made)] == [Code.UNREADABLE]
    else:
        evaluate(policy, Ask(action="use"), World())
        assert all("please report" not in one.sentence() for one in validate(made))


WORLD: Json = {
    "currentTime": "2026-01-01T00:00:00Z",
    "partOf": {"urn:a": ["urn:b"]},
    "context": {"purpose": "any"},
    "properties": {"urn:a": {"language": "pl"}},
    "counts": {"urn:r": 3},
    "duties": {"urn:d": ["fulfilled"]},
    "performed": [
        {"action": "play", "assignee": "urn:x", "target": "urn:a", "at": "2026-01-01T00:00:00Z", "times": 2}
    ],
    "events": ["urn:e"],
    "permission": [
        {
            "action": "play",
            "target": "urn:a",
            "assignee": "urn:x",
            "constraint": [constraint("count", "eq", 1)],
        }
    ],
}


@often
@given(st.data())
def test_wrong_types_in_requests_and_states_are_read_or_refused(data: st.DataObject) -> None:
    made: Json = json.loads(json.dumps(WORLD))
    for _ in range(2):
        holder, key = data.draw(st.sampled_from(places(made)))
        holder[key] = json.loads(json.dumps(data.draw(JUNK)))
    for read in (read_request, read_world):
        try:
            read(made)
        except UnreadableError:
            continue


# --- what is written down --------------------------------------------------------------------------------------------


def test_the_documented_limits_are_those_of_the_code() -> None:
    text = (ROOT / "docs/policy-limits.md").read_text(encoding="utf-8")
    written = {
        name: int(number.replace(",", ""))
        for name, number in re.findall(r"`(\w+\.MOST_\w+)` \| ([\d,]+)", text)
    }
    modules = (reader, odrl, odrl_rules, odrl_constraints, void, meeting, errors)
    actual = {
        f"{module.__name__.rpartition('.')[2]}.{name}": value
        for module in modules
        for name, value in vars(module).items()
        if name.startswith("MOST_") and f"{module.__name__.rpartition('.')[2]}.{name}" in written
    }
    assert written == actual
    assert len(written) >= 12
