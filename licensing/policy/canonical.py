"""Canonical JSON and digests: the same value always gives the same bytes (semantics.md section 3).

Keys sorted by code point, no white space, UTF-8, no floats: numbers other than integers are kept as strings.  Dataclasses
become objects of their fields in sorted order; sets are sorted; moments are written in UTC.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from enum import Enum

Json = dict[str, "Json"] | list["Json"] | str | int | bool | None


def plain(value: object) -> Json:
    """``value`` as plain JSON data.  Raises TypeError for what has no canonical form (floats, naive times, others)."""
    if isinstance(value, Enum):
        return plain(value.value)
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, datetime):
        return _moment(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    return _collection(value)


def _collection(value: object) -> Json:
    if isinstance(value, Mapping):
        return _object(value)
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    if isinstance(value, set | frozenset):
        return sorted((plain(inner) for inner in value), key=canonical_text)
    raise TypeError(f"{type(value).__name__} has no canonical form")


def _object(value: Mapping[object, object]) -> Json:
    if not all(isinstance(key, str) for key in value):
        raise TypeError("a key that is not text has no canonical form")
    return {str(key): plain(inner) for key, inner in value.items()}


def _moment(value: datetime) -> str:
    if value.tzinfo is None:
        raise TypeError("a moment without a time zone has no canonical form")
    return value.astimezone(UTC).isoformat()


def canonical_text(value: object) -> str:
    """Canonical JSON of ``value`` as text."""
    return json.dumps(
        plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def canonical_json(value: object) -> bytes:
    """Canonical JSON of ``value`` as UTF-8.  Raises UnicodeEncodeError for lone surrogates."""
    return canonical_text(value).encode()


def digest(data: bytes) -> str:
    """SHA-256 of ``data`` in lower-case hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def load_json(text: str | bytes) -> Json:
    """JSON from a stranger: duplicate keys, NaN and infinities refused.  Raises ValueError that says which.

    Where size and nesting are a stranger's too, ``document.read_document`` bounds them and says where.
    """
    try:
        loaded: Json = json.loads(
            text, object_pairs_hook=_no_duplicates, parse_constant=_no_constant, parse_float=str
        )
    except RecursionError:
        raise ValueError("nested too deeply") from None
    return loaded


def _no_duplicates(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise ValueError("an object has the same key twice")
    return result


def _no_constant(name: str) -> Json:
    raise ValueError(f"{name} is not a number")
