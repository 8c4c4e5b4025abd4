"""The record of a decision and of the facts it was made from, in both directions (semantics.md sections 3 and 5).

The facts name immutable policy contents by version and digest and hold everything else; ``facts_from`` needs a way to
load those contents and gives back the facts, from which the same decision follows to the byte.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from enum import Enum
from functools import cache

from licensing.policy.canonical import Json, plain
from licensing.policy.decide import decide
from licensing.policy.decision_text import decision_data
from licensing.policy.fragments import FORMAT
from licensing.policy.model import Content, Decision, Facts, OnRecord, Use
from licensing.policy.vocabulary.sentences import remedy, say

Load = Callable[[str, str], Content]
"""Version and digest → immutable content.  Raises LookupError where there is none."""


def decision_record(decision: Decision) -> dict[str, Json]:
    """The decision as plain data, its sentences in English.  The same decision gives the same bytes."""
    data = plain(decision)
    if not isinstance(data, dict):  # pragma: no cover - a dataclass is always an object
        raise TypeError("a decision is an object")
    data["format"] = FORMAT
    for part_data, part in zip(_list(data["parts"]), decision.parts, strict=True):
        for holder_data, holder in zip(_list(part_data["holders"]), part.holders, strict=True):
            holder_data["says"] = say(holder.reason.code, holder.reason.values)
            for met_data, met in zip(_list(holder_data["obstacles"]), holder.obstacles, strict=True):
                met_data["says"] = say(met.code, met.values)
                met_data["remedy"] = remedy(met.code, met.values)
    return data


def _list(value: Json) -> list[dict[str, Json]]:
    return typing.cast("list[dict[str, Json]]", value)


decision_bytes = decision_data
"""Canonical bytes of a decision; identifier, recording time and ledger position stand outside them."""


def facts_record(use: Use, facts: Facts) -> dict[str, Json]:
    """What the decision was made from: the use and the facts, policy contents by version and digest."""
    data = typing.cast("dict[str, Json]", plain(replace(facts, on_record=(), at_capture=())))
    data["on_record"] = [_reference(record) for record in _sorted(facts.on_record)]
    data["at_capture"] = [_reference(record) for record in _sorted(facts.at_capture)]
    return {"format": FORMAT, "use": plain(use), "facts": data}


def _sorted(records: tuple[OnRecord, ...]) -> list[OnRecord]:
    return sorted(records, key=lambda r: (r.id, r.content.version, r.content.digest))


def _reference(record: OnRecord) -> Json:
    data = typing.cast("dict[str, Json]", plain(replace(record, content=_EMPTY)))
    data["content"] = {"version": record.content.version, "digest": record.content.digest}
    return data


_EMPTY = Content("", "", None)


def facts_from(record: dict[str, Json], load: Load) -> tuple[Use, Facts]:
    """The use and the facts of a record.  Raises LookupError for a missing content, ValueError for another format."""
    if record.get("format") != FORMAT:
        raise ValueError("the record has a format that this version cannot read")
    data = typing.cast("dict[str, Json]", record["facts"])
    on_record = tuple(_on_record(one, load) for one in _list(data["on_record"]))
    at_capture = tuple(_on_record(one, load) for one in _list(data["at_capture"]))
    facts: Facts = _build(Facts, {**data, "on_record": [], "at_capture": []})
    use: Use = _build(Use, record["use"])
    return use, replace(facts, on_record=on_record, at_capture=at_capture)


def _on_record(data: dict[str, Json], load: Load) -> OnRecord:
    reference = typing.cast("dict[str, str]", data["content"])
    rest = {**data, "content": plain(_EMPTY)}
    built: OnRecord = _build(OnRecord, rest)
    return replace(built, content=load(reference["version"], reference["digest"]))


def replayed(record: dict[str, Json], load: Load, *, hypothetical: bool) -> bytes:
    """The bytes of the decision made anew from its recorded facts."""
    use, facts = facts_from(record, load)
    return decision_bytes(decide(use, facts, hypothetical=hypothetical))


# --- plain data → dataclasses, by their type hints -------------------------------------------------------------------


@cache
def _hints(cls: type) -> dict[str, typing.Any]:
    return typing.get_type_hints(cls)


def _build(hint: typing.Any, value: Json) -> typing.Any:  # noqa: ANN401
    """``value`` as what ``hint`` says; the inverse of ``plain``."""
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        return _union(hint, value)
    if origin is tuple:
        return _tuple(typing.get_args(hint), typing.cast("list[Json]", value))
    if origin is frozenset:
        return frozenset(_build(typing.get_args(hint)[0], one) for one in typing.cast("list[Json]", value))
    return _scalar(hint, value)


def _union(hint: typing.Any, value: Json) -> typing.Any:  # noqa: ANN401
    if value is None:
        return None
    return _build(next(arg for arg in typing.get_args(hint) if arg is not type(None)), value)


def _tuple(args: tuple[typing.Any, ...], value: list[Json]) -> tuple[typing.Any, ...]:
    if len(args) == 2 and args[1] is Ellipsis:  # noqa: PLR2004
        return tuple(_build(args[0], one) for one in value)
    return tuple(_build(arg, one) for arg, one in zip(args, value, strict=True))


def _scalar(hint: typing.Any, value: Json) -> typing.Any:  # noqa: ANN401
    if hint is datetime:
        return datetime.fromisoformat(str(value))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(value)
    if is_dataclass(hint) and isinstance(hint, type):
        data = typing.cast("dict[str, Json]", value)
        hints = _hints(hint)
        return hint(**{field.name: _build(hints[field.name], data[field.name]) for field in fields(hint)})
    return value
