"""A decision as canonical bytes, joined from fragments: the bytes of ``canonical_json(decision_record(decision))``.

Each object is written with its keys in sorted order.  What many decisions share as one object (a citation, the values
of a sentence, a premise of a table) is written once, kept with its bytes and found by its identity; what is equal
without being one object is found by its values.  Tests hold the result to the plain way.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from json.encoder import encode_basestring as quoted
from typing import TypeVar

from licensing.policy.canonical import canonical_json
from licensing.policy.model import (
    Citation,
    Decision,
    DutyOwed,
    HolderAnswer,
    Obstacle,
    Outcome,
    PartAnswer,
    Premise,
    Use,
)
from licensing.policy.moments import written
from licensing.policy.vocabulary.sentences import remedy, say

FORMAT = 1
"""Version of the record's format."""

MOST_KEPT = 8192
"""Objects of each kind whose bytes are kept; when there are more, all are forgotten and written anew as they come."""

Item = TypeVar("Item")
Values = tuple[tuple[str, str], ...]
Told = tuple[Values, str, int, bytes, bytes]
"""Values, code and row that the two fragments are of: the end of an obstacle, the end of a holder's answer."""

_joined = b"".join
_SILENCE = 6
"""The row of what nobody on record speaks of."""
_OUTCOMES = {outcome: outcome.value.encode() for outcome in Outcome}
_FORMAT = {
    yes: b',"format":%d,"hypothetical":%b,"outcome":"' % (FORMAT, b"true" if yes else b"false")
    for yes in (True, False)
}


def decision_data(decision: Decision) -> bytes:
    """The canonical bytes of a decision."""
    until, words, parts = decision.valid_until, decision.words_allowed, decision.parts
    return _joined(
        (
            b'{"article":',
            quoted(decision.article).encode(),
            b',"attribution":',
            quoted(decision.attribution).encode(),
            b',"consumer":',
            quoted(decision.consumer).encode(),
            _FORMAT[decision.hypothetical],
            _OUTCOMES[decision.outcome],
            b'","parts":[',
            _list_of(_part, parts),
            b'],"use":',
            _use(decision.use),
            b',"valid_until":',
            b"null" if until is None else _scheduled(until),
            b',"words_allowed":null}' if words is None else b',"words_allowed":%d}' % words,
        )
    )


def _list_of(write: Callable[[Item], bytes], items: tuple[Item, ...]) -> bytes:
    return write(items[0]) if len(items) == 1 else b",".join(map(write, items))


def _use(use: Use) -> bytes:
    at, known_at = use.at, use.known_at
    now = written(at).encode()
    known = now if known_at is at else written(known_at).encode()
    before, between, after = _stated(
        use.action,
        use.asset,
        use.audience,
        use.characters,
        use.claims,
        use.purpose,
        use.territory,
        use.words,
    )
    return _joined((before, now, between, known, after))


def _part(part: PartAnswer) -> bytes:
    told = _list_of(_holder, part.holders)
    return _joined((b'{"holders":[', told, _part_end(part.kind, part.outcome, part.part)))


def _holder(answer: HolderAnswer) -> bytes:
    reason, obstacles, quota = answer.reason, answer.obstacles, answer.quota_left
    return _joined(
        (
            b'{"agreements":[' + _list(answer.agreements) + b'],"citation":'
            if answer.agreements
            else b'{"agreements":[],"citation":',
            _citation(answer.citation),
            b',"duties":[' + b",".join(map(_duty, answer.duties)) if answer.duties else b',"duties":[',
            _named(answer.holder, answer.holder_name),
            b",".join([_note(one.code, one.values) for one in answer.notes]) if answer.notes else b"",
            b'],"obstacles":[',
            _list_of(_met, obstacles) if obstacles else b"",
            b'],"outcome":"',
            _OUTCOMES[answer.outcome],
            b'","quota_left":null' if quota is None else b'","quota_left":%d' % quota,
            _told(reason.code, reason.values, answer.row)[4],
        )
    )


def _met(met: Obstacle) -> bytes:
    """An obstacle; that nobody speaks of a use is one object for each holder, unless a permit overrides it."""
    if met.row != _SILENCE or met.overridden:
        return _obstacle(met)
    kept = _SILENT.get(id(met))
    if kept is not None and kept[0] is met:
        return kept[1]
    if len(_SILENT) >= MOST_KEPT:
        _SILENT.clear()
    data = _obstacle(met)
    _SILENT[id(met)] = (met, data)
    return data


def _obstacle(met: Obstacle) -> bytes:
    premises = met.premises
    return _joined(
        (
            b'{"ask":[',
            _list(met.ask) if met.ask else b"",
            b'],"citation":',
            _citation(met.citation),
            b',"code":"',
            met.code.encode(),
            b'","outcome":"',
            _OUTCOMES[met.outcome],
            b'","overridden":true,"premises":[' if met.overridden else b'","overridden":false,"premises":[',
            _list_of(_premise, premises) if premises else b"",
            _told(met.code, met.values, met.row)[3],
        )
    )


def _duty(duty: DutyOwed) -> bytes:
    return canonical_json(duty)


# --- what is written once --------------------------------------------------------------------------------------------


def _optional(value: str | None) -> str:
    return "null" if value is None else quoted(value)


def _number(value: int | None) -> str:
    return "null" if value is None else str(value)


@lru_cache(maxsize=4096)
def _scheduled(moment: datetime) -> bytes:
    return f'"{written(moment)}"'.encode()


@lru_cache(maxsize=4096)
def _stated(
    action: str,
    asset: str,
    audience: str | None,
    characters: int | None,
    claims: frozenset[str],
    purpose: str | None,
    territory: str | None,
    words: int | None,
) -> tuple[bytes, bytes, bytes]:
    """What a use states before, between and after its two moments."""
    claimed = ",".join(sorted([quoted(claim) for claim in claims]))
    return (
        f'{{"action":{quoted(action)},"asset":{quoted(asset)},"at":"'.encode(),
        f'","audience":{_optional(audience)},"characters":{_number(characters)},"claims":[{claimed}],"known_at":"'.encode(),
        f'","purpose":{_optional(purpose)},"territory":{_optional(territory)},"words":{_number(words)}}}'.encode(),
    )


@lru_cache(maxsize=4096)
def _part_end(kind: str, outcome: str, part: str) -> bytes:
    return f'],"kind":{quoted(kind)},"outcome":{quoted(outcome)},"part":{quoted(part)}}}'.encode()


@lru_cache(maxsize=4096)
def _named(holder: str, name: str) -> bytes:
    return f'],"holder":{quoted(holder)},"holder_name":{quoted(name)},"notes":['.encode()


@lru_cache(maxsize=4096)
def _list(texts: tuple[str, ...]) -> bytes:
    return ",".join(map(quoted, texts)).encode()


@lru_cache(maxsize=4096)
def _note(code: str, values: Values) -> bytes:
    return b'{"code":%b,"values":%b}' % (quoted(code).encode(), canonical_json(values))


@lru_cache(maxsize=4096)
def _tested(note: str, operator: str, right: str, state: str, what: str) -> bytes:
    """A premise after what stands on its left side."""
    return (
        f',"note":{quoted(note)},"operator":{quoted(operator)},"right":{quoted(right)},'
        f'"state":{quoted(state)},"what":{quoted(what)}}}'
    ).encode()


@lru_cache(maxsize=4096)
def _worded(code: str, values: Values, row: int) -> tuple[bytes, bytes]:
    """The end of an obstacle and the end of a holder's answer: what the code says with the values."""
    says, filled = quoted(say(code, values)).encode(), canonical_json(values)
    end = b',"row":%d,"says":%b' % (row, says)
    remedied = quoted(remedy(code, values)).encode()
    return (
        b'],"remedy":%b%b,"values":%b}' % (remedied, end, filled),
        b',"reason":%b%b}' % (_note(code, values), end),
    )


# --- what is found by its identity: it is kept with its bytes, so that its identity stays its own -------------------


_TOLD: dict[int, Told] = {}
_CITATIONS: dict[int, tuple[Citation, bytes]] = {}
_SILENT: dict[int, tuple[Obstacle, bytes]] = {}
_PREMISES: dict[int, tuple[Premise, bytes]] = {}


def _told(code: str, values: Values, row: int) -> Told:
    kept = _TOLD.get(id(values))
    if kept is not None and kept[0] is values and kept[1] == code and kept[2] == row:
        return kept
    if len(_TOLD) >= MOST_KEPT:
        _TOLD.clear()
    told = _TOLD[id(values)] = (values, code, row, *_worded(code, values, row))
    return told


def _citation(citation: Citation) -> bytes:
    kept = _CITATIONS.get(id(citation))
    if kept is not None and kept[0] is citation:
        return kept[1]
    if len(_CITATIONS) >= MOST_KEPT:
        _CITATIONS.clear()
    data = canonical_json(citation)
    _CITATIONS[id(citation)] = (citation, data)
    return data


def _premise(premise: Premise) -> bytes:
    """A premise on the time names the moment of its question, which another does not share."""
    if premise.what == "dateTime":
        rest = _tested(premise.note, premise.operator, premise.right, premise.state, premise.what)
        return b'{"left":%b%b' % (quoted(premise.left).encode(), rest)
    kept = _PREMISES.get(id(premise))
    if kept is not None and kept[0] is premise:
        return kept[1]
    if len(_PREMISES) >= MOST_KEPT:
        _PREMISES.clear()
    data = canonical_json(premise)
    _PREMISES[id(premise)] = (premise, data)
    return data
