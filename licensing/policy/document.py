"""Bytes from a stranger → one JSON object, within bounds that are checked before anything is built.

Size, nesting and number of values are counted on the bytes; duplicate keys, NaN, numbers of too many digits, lone
surrogates and NUL are refused with the place where they stand.  ``check_values`` holds what was parsed elsewhere to the
same bounds.  The figures are explained in docs/policy-limits.md.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isfinite

from licensing.policy.canonical import Json
from licensing.policy.errors import UnreadableError

MOST_BYTES = 10 * 1024 * 1024
MOST_VALUES = 500_000
"""Objects, arrays, members and elements of one document."""
MOST_LEVELS = 64
"""Nesting of a document before it is parsed; a policy allows less (``odrl.MOST_DEPTH``)."""
MOST_DIGITS = 1000
"""Characters of a number."""

_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)', re.DOTALL)
_NOT_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_OPENING = frozenset(b"[{")
_MOST_BITS = 3 * MOST_DIGITS

_Place = tuple["_Place", str] | None


@dataclass(frozen=True, slots=True)
class _Refused:
    """Stands where something cannot be read, until its place is known."""

    why: str


def read_document(data: bytes) -> dict[str, Json]:
    """The JSON object of ``data`` (UTF-8), fractions kept as they are written.

    Raises UnreadableError, with a JSON pointer where there is one and a line and column where not, for anything else.
    """
    if len(data) > MOST_BYTES:
        raise UnreadableError("", f"more than {MOST_BYTES} bytes")
    data = data.removeprefix(b"\xef\xbb\xbf")
    _check_bytes(data)
    loaded = _parsed(data)
    if not isinstance(loaded, dict):
        raise UnreadableError("", "a JSON object is expected")
    check_values(loaded)
    return loaded


def check_values(document: object, *, levels: int = MOST_LEVELS) -> None:
    """Hold parsed JSON to the bounds.  Raises UnreadableError with the pointer of what breaks one."""
    waiting: list[tuple[object, _Place, int]] = [(document, None, 0)]
    count = 0
    while waiting:
        value, place, depth = waiting.pop()
        count += 1
        why = _refusal(value)
        if depth > levels:
            why = f"nested more than {levels} levels deep"
        elif count > MOST_VALUES:
            why = f"more than {MOST_VALUES} values"
        if why:
            raise UnreadableError(_pointer(place), why)
        waiting += ((inner, (place, key), depth + 1) for key, inner in _inside(value))


def escaped(key: str) -> str:
    """A key as a token of a JSON pointer (RFC 6901)."""
    return key.replace("~", "~0").replace("/", "~1")


def _check_bytes(data: bytes) -> None:
    """Nesting and number of values, counted without building any."""
    if data.count(b'"') > 4 * MOST_VALUES:
        raise UnreadableError("", f"more than {2 * MOST_VALUES} strings")
    bare = _STRING.sub(b'"', data)
    brackets = bare.translate(None, _NOT_BRACKETS)
    if bare.count(b",") + len(brackets) // 2 > MOST_VALUES:
        raise UnreadableError("", f"more than {MOST_VALUES} values")
    depth = 0
    for index, bracket in enumerate(brackets):
        depth += 1 if bracket in _OPENING else -1
        if depth > MOST_LEVELS:
            raise UnreadableError("", f"nested more than {MOST_LEVELS} levels deep, {_position(data, index)}")


def _position(data: bytes, index: int) -> str:
    """Line and column of the bracket number ``index``."""
    blank = _STRING.sub(lambda found: b" " * len(found[0]), data)
    for seen, found in enumerate(re.finditer(rb"[\[\]{}]", blank)):
        if seen == index:
            line = data.count(b"\n", 0, found.start()) + 1
            column = found.start() - data.rfind(b"\n", 0, found.start())
            return f"line {line} column {column}"
    return "at its end"


def _parsed(data: bytes) -> object:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableError("", f"not UTF-8 from byte {error.start} on") from None
    try:
        return json.loads(
            text,
            object_pairs_hook=_object,
            parse_constant=lambda name: _Refused(f"{name} is not a number"),
            parse_float=lambda digits: digits if len(digits) <= MOST_DIGITS else _TOO_LONG,
            parse_int=lambda digits: int(digits) if len(digits) <= MOST_DIGITS else _TOO_LONG,
        )
    except json.JSONDecodeError as error:
        where = f"line {error.lineno} column {error.colno}"
        raise UnreadableError("", f"not JSON: {error.msg}, {where}") from None
    except RecursionError:
        raise UnreadableError("", "nested too deeply") from None


_TOO_LONG = _Refused(f"a number of more than {MOST_DIGITS} digits")


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    result: dict[str, object] = {}
    for key, value in pairs:
        result[key] = _Refused("the key is given twice") if key in result else value
    return result


def _inside(value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            sound = isinstance(key, str) and not _text_refusal(key)
            yield str(key), inner if sound else _Refused("a key is text without lone surrogates or NUL")
    elif isinstance(value, list):
        yield from ((str(index), inner) for index, inner in enumerate(value))


def _refusal(value: object) -> str:
    """Why a value cannot stand in a document, or nothing."""
    if isinstance(value, str):
        return _text_refusal(value)
    if value is None or isinstance(value, bool | Mapping | list):
        return ""
    if isinstance(value, int):
        return "" if value.bit_length() <= _MOST_BITS else _TOO_LONG.why
    if isinstance(value, float):
        return "" if isfinite(value) else f"{value} is not a number"
    return value.why if isinstance(value, _Refused) else "JSON has no value of this kind"


def _text_refusal(text: str) -> str:
    if "\0" in text:
        return "a text holds a NUL character"
    if text.isascii():
        return ""
    try:
        text.encode()
    except UnicodeEncodeError:
        return "a text holds half of a surrogate pair"
    return ""


def _pointer(place: _Place) -> str:
    tokens: list[str] = []
    while place is not None:
        place, key = place
        tokens.append(escaped(key.encode(errors="backslashreplace").decode()))
    return "".join(f"/{token}" for token in reversed(tokens))
