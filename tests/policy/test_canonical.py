"""Canonical bytes: one value, one text; what has none is refused (docs/semantics.md section 3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from licensing.policy.canonical import canonical_json, canonical_text, digest, load_json
from licensing.policy.model import Outcome


@dataclass(frozen=True)
class Pair:
    b: int
    a: str


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": 1, "a": [True, None]}, '{"a":[true,null],"b":1}'),
        ({"ż": "ó", "z": "💡"}, '{"z":"💡","ż":"ó"}'),
        (Pair(1, "x"), '{"a":"x","b":1}'),
        (("x", "y"), '["x","y"]'),
        (frozenset({"b", "a", "c"}), '["a","b","c"]'),
        ({10, 9}, "[10,9]"),
        (Outcome.DENY, '"deny"'),
        (datetime(2026, 3, 2, 10, tzinfo=timezone(timedelta(hours=1))), '"2026-03-02T09:00:00+00:00"'),
        (-(10**30), "-1" + "0" * 30),
        ('"\\\n', '"\\"\\\\\\n"'),
    ],
)
def test_a_value_has_one_text(value: object, text: str) -> None:
    assert canonical_text(value) == text
    assert canonical_json(value) == text.encode()


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        float("nan"),
        Decimal(1),
        datetime(2026, 3, 2),  # noqa: DTZ001 - that is the point
        date(2026, 3, 2),
        b"bytes",
        object(),
        Pair,
        {1: "x"},
        {1: "x", "1": "y"},
        {None: 1},
        {"deep": [{"deeper": 0.5}]},
    ],
)
def test_what_has_no_canonical_form_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="canonical form"):
        canonical_json(value)


@pytest.mark.parametrize("value", ["\ud800", {"\udfff": 1}, ["x", {"y": "\ud83d"}]])
def test_a_lone_surrogate_is_refused(value: object) -> None:
    with pytest.raises(UnicodeEncodeError):
        canonical_json(value)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"a": 1, "a": 1}', "same key twice"),
        ('{"x": {"a": 1, "b": 2, "a": 3}}', "same key twice"),
        ('{"a": 1, "\\u0061": 2}', "same key twice"),
        ('{"a": NaN}', "NaN is not a number"),
        ('[Infinity, "x"]', "Infinity is not a number"),
        ("-Infinity", "-Infinity is not a number"),
        ('{"a": 1,}', "double quotes"),
        ("", "Expecting value"),
    ],
)
def test_a_strangers_json_is_refused_where_two_readers_could_differ(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        load_json(text)


def test_a_strangers_fractions_are_kept_as_they_are_written() -> None:
    loaded: Any = load_json('{"amount": 0.10, "count": 3}')
    assert loaded == {"amount": "0.10", "count": 3}
    assert canonical_text(loaded) == '{"amount":"0.10","count":3}'


def test_a_strangers_lone_surrogate_gets_no_digest() -> None:
    with pytest.raises(ValueError):
        canonical_json(load_json('"\\ud800"'))


def test_a_digest_is_the_sha_256_of_the_bytes() -> None:
    assert digest(canonical_json({})) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
    assert digest(canonical_json(datetime(2026, 1, 1, tzinfo=UTC))) == digest(b'"2026-01-01T00:00:00+00:00"')
