"""A decision as canonical bytes, joined from fragments: the bytes of ``canonical_json(decision_record(decision))``.

Each object is written with its keys in sorted order.  What many decisions share is written once (``fragments``): pieces
that are one object in all of them are found by its identity.  Tests hold the result to the plain way.
"""

from __future__ import annotations

from json.encoder import encode_basestring as quoted

from licensing.policy.canonical import canonical_json
from licensing.policy.fragments import (
    ENDINGS,
    HEADS,
    LIMITS,
    NAMED,
    NO_NOTES,
    PART_ENDS,
    PREMISES,
    REMEDIED,
    STANDINGS,
    TESTED,
    TEXTS,
    USES,
    ByIdentity,
    Values,
    limit,
    note,
)
from licensing.policy.model import (
    Citation,
    Decision,
    HolderAnswer,
    Obstacle,
    Outcome,
    PartAnswer,
    Premise,
    Saying,
)
from licensing.policy.moments import written

_joined = b"".join
_SILENCE = 6
"""The row of what nobody on record speaks of: its obstacle is one object for each holder, unless a permit overrides it."""


def decision_data(decision: Decision) -> bytes:
    """The canonical bytes of a decision."""
    use, parts, words = decision.use, decision.parts, decision.words_allowed
    at, known_at = use.at, use.known_at
    now = written(at)
    known = now if known_at is at else written(known_at)
    before, between, after = USES[
        use.action,
        use.asset,
        use.audience,
        use.characters,
        use.claims,
        use.purpose,
        use.territory,
        use.words,
    ]
    if len(parts) == 1 and len(parts[0].holders) == 1:
        part = parts[0]
        begins, named, met, ends = _holder(part.holders[0])
        closed = PART_ENDS[part.kind, part.outcome, part.part]
    else:
        begins, named, met, ends, closed = _several(parts), b"", b"", b"", b""
    return _joined(
        (
            f'{{"article":{quoted(decision.article)},"attribution":{quoted(decision.attribution)}'.encode(),
            HEADS[decision.consumer, decision.hypothetical, decision.outcome],
            begins,
            named,
            met,
            ends,
            closed,
            f"{before}{now}{between}{known}{after}".encode(),
            LIMITS[decision.valid_until] if words is None else limit(decision.valid_until, words),
        )
    )


def _several(parts: tuple[PartAnswer, ...]) -> bytes:
    """The answers for the parts, after what stands before the first holder of the first."""
    return b',{"holders":['.join(
        [
            b",".join([_joined(_holder(one)) for one in part.holders])
            + PART_ENDS[part.kind, part.outcome, part.part]
            for part in parts
        ]
    )


def _holder(answer: HolderAnswer) -> tuple[bytes, bytes, bytes, bytes]:
    """An answer for one holder."""
    reason, obstacles = answer.reason, answer.obstacles
    kept = _REASONS.get(id(reason))
    if (
        kept is None
        or kept[3] is not answer.citation
        or kept[4] is not answer.outcome
        or kept[5] != answer.row
        or answer.agreements
        or answer.duties
        or answer.quota_left is not None
    ):
        kept = _reasoned(answer)
    named = NAMED[answer.holder, answer.holder_name]
    return (
        kept[0],
        _noted(named, answer.notes) if answer.notes else named,
        _obstacle(obstacles[0]) if len(obstacles) == 1 else b",".join(map(_obstacle, obstacles)),
        kept[1],
    )


def _noted(named: bytes, notes: tuple[Saying, ...]) -> bytes:
    """A holder's name with notes between the brackets that follow it."""
    return named.removesuffix(NO_NOTES) + b",".join(map(note, notes)) + NO_NOTES


def _reasoned(answer: HolderAnswer) -> Reasoned:
    """The beginning and the end of an answer; kept with what they are of where that is nothing but a reason."""
    agreements, duties, quota = answer.agreements, answer.duties, answer.quota_left
    reason, citation, outcome, row = answer.reason, answer.citation, answer.outcome, answer.row
    begins = b'{"agreements":[%b],"citation":%b,"duties":[%b' % (
        TEXTS[agreements],
        _citation(citation),
        b",".join(map(canonical_json, duties)),
    )
    made = begins, ENDINGS[reason.code, reason.values, row, quota, outcome], reason, citation, outcome, row
    return made if agreements or duties or quota is not None else _REASONS.keep(reason, made)


def _obstacle(met: Obstacle) -> bytes:
    """An obstacle; that nobody speaks of a use is one object for each holder, unless a permit overrides it."""
    if met.row != _SILENCE or met.overridden:
        return _written_obstacle(met)
    kept = _SILENT.get(id(met))
    return (_SILENT.keep(met, (_written_obstacle(met), met)) if kept is None else kept)[0]


def _written_obstacle(met: Obstacle) -> bytes:
    code, values, row, premises = met.code, met.values, met.row, met.premises
    told = _TOLD.get(id(values))
    if told is None or told[2] != code or told[3] != row:
        told = _TOLD.keep(values, (REMEDIED[code, values, row], values, code, row))
    return _joined(
        (
            b'{"ask":[',
            TEXTS[met.ask],
            b'],"citation":',
            _citation(met.citation),
            STANDINGS[code, met.outcome, met.overridden],
            _premise(premises[0]) if len(premises) == 1 else b",".join([_premise(one) for one in premises]),
            told[0],
        )
    )


def _premise(premise: Premise) -> bytes:
    """A premise on the time names the moment of its question, which another does not share."""
    left, rest = premise.left, (premise.note, premise.operator, premise.right, premise.state, premise.what)
    if premise.what == "dateTime":
        return b'{"left":%b%b' % (quoted(left).encode(), TESTED[rest])
    return PREMISES[left, rest]


def _citation(citation: Citation) -> bytes:
    kept = _CITATIONS.get(id(citation))
    return (_CITATIONS.keep(citation, (canonical_json(citation), citation)) if kept is None else kept)[0]


Reasoned = tuple[bytes, bytes, Saying, Citation, Outcome, int]
"""What stands before the holder's name and after its obstacles, and what they are of."""

_REASONS: ByIdentity[Reasoned] = ByIdentity()
_SILENT: ByIdentity[tuple[bytes, Obstacle]] = ByIdentity()
_TOLD: ByIdentity[tuple[bytes, Values, str, int]] = ByIdentity()
_CITATIONS: ByIdentity[tuple[bytes, Citation]] = ByIdentity()
