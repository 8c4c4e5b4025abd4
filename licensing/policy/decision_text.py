"""A decision as canonical bytes, written directly: the bytes of ``canonical_json(decision_record(decision))``, quicker.

Each object is written with its keys in sorted order.  What is one shared object for many decisions (a citation) or one
sentence with its values is written once and kept; tests hold the result to the plain way.
"""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from json.encoder import encode_basestring as quoted

from licensing.policy.canonical import canonical_text
from licensing.policy.model import (
    Citation,
    Decision,
    DutyOwed,
    HolderAnswer,
    Obstacle,
    PartAnswer,
    Premise,
    Saying,
    Use,
)
from licensing.policy.moments import written
from licensing.policy.vocabulary.sentences import remedy, say

FORMAT = 1
"""Version of the record's format."""

MOST_KEPT = 8192
"""Citations whose text is kept; when there are more, all are forgotten and written anew as they come."""

Values = tuple[tuple[str, str], ...]


def decision_data(decision: Decision) -> bytes:
    """The canonical bytes of a decision: of plain ASCII, as its parts mostly are, they are had for a copy."""
    until = decision.valid_until
    words = decision.words_allowed
    before = (
        f'{{"article":{quoted(decision.article)},"attribution":{quoted(decision.attribution)},'
        f'"consumer":{quoted(decision.consumer)},"format":{FORMAT},'
        f'"hypothetical":{"true" if decision.hypothetical else "false"},"outcome":{quoted(decision.outcome)},'
    )
    rest = (
        f'"parts":[{",".join(map(_part, decision.parts))}],"use":{_use(decision.use)},'
        f'"valid_until":{"null" if until is None else _scheduled(until)},'
        f'"words_allowed":{"null" if words is None else words}}}'
    )
    return before.encode() + rest.encode()


def _use(use: Use) -> str:
    at, known_at = use.at, use.known_at
    now = written(at)
    known = now if known_at is at else written(known_at)
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
    return f"{before}{now}{between}{known}{after}"


def _optional(value: str | None) -> str:
    return "null" if value is None else quoted(value)


def _number(value: int | None) -> str:
    return "null" if value is None else str(value)


@lru_cache(maxsize=4096)
def _scheduled(moment: datetime) -> str:
    return f'"{written(moment)}"'


def _part(part: PartAnswer) -> str:
    holders = ",".join(map(_holder, part.holders))
    return f'{{"holders":[{holders}],"kind":{quoted(part.kind)},"outcome":{quoted(part.outcome)},"part":{quoted(part.part)}}}'


def _holder(answer: HolderAnswer) -> str:
    reason, says = _reason(answer.reason.code, answer.reason.values)
    agreements = ",".join([quoted(one) for one in answer.agreements]) if answer.agreements else ""
    duties = ",".join([_duty(one) for one in answer.duties]) if answer.duties else ""
    notes = ",".join([_note(one) for one in answer.notes]) if answer.notes else ""
    obstacles = ",".join(map(_obstacle, answer.obstacles)) if answer.obstacles else ""
    return (
        f'{{"agreements":[{agreements}],"citation":{_citation(answer.citation)},"duties":[{duties}],'
        f'"holder":{quoted(answer.holder)},"holder_name":{quoted(answer.holder_name)},"notes":[{notes}],'
        f'"obstacles":[{obstacles}],"outcome":{quoted(answer.outcome)},"quota_left":{_number(answer.quota_left)},'
        f'"reason":{reason},"row":{answer.row},"says":{says}}}'
    )


def _obstacle(met: Obstacle) -> str:
    values, says, remedied = _sentences(met.code, met.values)
    ask = ",".join([quoted(party) for party in met.ask]) if met.ask else ""
    premises = ",".join(map(_premise, met.premises)) if met.premises else ""
    return (
        f'{{"ask":[{ask}],"citation":{_citation(met.citation)},"code":"{met.code}","outcome":{quoted(met.outcome)},'
        f'"overridden":{"true" if met.overridden else "false"},"premises":[{premises}],"remedy":{remedied},'
        f'"row":{met.row},"says":{says},"values":{values}}}'
    )


def _premise(premise: Premise) -> str:
    rest = _tested(premise.note, premise.operator, premise.right, premise.state, premise.what)
    return f'{{"left":{quoted(premise.left)}{rest}'


def _duty(duty: DutyOwed) -> str:
    return f'{{"action":{quoted(duty.action)},"policy":{quoted(duty.policy)},"rule":{quoted(duty.rule)}}}'


def _note(note: Saying) -> str:
    return _reason(note.code, note.values)[0]


# --- what is written once --------------------------------------------------------------------------------------------


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
) -> tuple[str, str, str]:
    """What a use states before, between and after its two moments."""
    claimed = ",".join(sorted([quoted(claim) for claim in claims]))
    return (
        f'{{"action":{quoted(action)},"asset":{quoted(asset)},"at":"',
        f'","audience":{_optional(audience)},"characters":{_number(characters)},"claims":[{claimed}],"known_at":"',
        f'","purpose":{_optional(purpose)},"territory":{_optional(territory)},"words":{_number(words)}}}',
    )


@lru_cache(maxsize=4096)
def _tested(note: str, operator: str, right: str, state: str, what: str) -> str:
    """A premise after what stands on its left side."""
    return (
        f',"note":{quoted(note)},"operator":{quoted(operator)},"right":{quoted(right)},'
        f'"state":{quoted(state)},"what":{quoted(what)}}}'
    )


@lru_cache(maxsize=4096)
def _sentences(code: str, values: Values) -> tuple[str, str, str]:
    """The values, what the code says with them and what would remove it."""
    return canonical_text(values), quoted(say(code, values)), quoted(remedy(code, values))


@lru_cache(maxsize=4096)
def _reason(code: str, values: Values) -> tuple[str, str]:
    """A saying and what it says."""
    return f'{{"code":{quoted(code)},"values":{canonical_text(values)}}}', quoted(say(code, values))


_CITATIONS: dict[int, tuple[Citation, str]] = {}


def _citation(citation: Citation) -> str:
    """The text of a citation, found by its identity; it is kept with its text, so that its identity stays its own."""
    kept = _CITATIONS.get(id(citation))
    if kept is not None:
        return kept[1]
    if len(_CITATIONS) >= MOST_KEPT:
        _CITATIONS.clear()
    text = canonical_text(citation)
    _CITATIONS[id(citation)] = (citation, text)
    return text
