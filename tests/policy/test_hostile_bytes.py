"""Bytes of people who mean harm: refused or read within bounds, with the place (docs/policy-limits.md)."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from licensing.policy import document as reader
from licensing.policy import errors, nodes, odrl, odrl_constraints, odrl_duties, odrl_rules, void
from licensing.policy.authoring import meeting, never
from licensing.policy.document import MOST_BYTES, MOST_LEVELS, read_document
from licensing.policy.standalone import evaluate, links
from tests.policy.bounds import quick, refused

ROOT = Path(__file__).resolve().parents[2]
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


# --- what is written down --------------------------------------------------------------------------------------------


def test_the_documented_limits_are_those_of_the_code() -> None:
    text = (ROOT / "docs/policy-limits.md").read_text(encoding="utf-8")
    written = {
        name: int(number.replace(",", ""))
        for name, number in re.findall(r"`(\w+\.MOST_\w+)` \| ([\d,]+)", text)
    }
    modules = (
        reader, odrl, odrl_rules, odrl_duties, odrl_constraints, nodes, void, meeting, never, errors, evaluate, links,
    )  # fmt: skip
    actual = {
        f"{module.__name__.rpartition('.')[2]}.{name}": value
        for module in modules
        for name, value in vars(module).items()
        if name.startswith("MOST_") and f"{module.__name__.rpartition('.')[2]}.{name}" in written
    }
    assert written == actual
    assert len(written) >= 16
