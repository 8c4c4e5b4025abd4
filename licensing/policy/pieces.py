"""What a rule of terms or signals says in row 5, and what silence says in row 6: made once, put into many answers.

They are pieces: which rules hold, which of them decides and what stands in the way is worked out for every question.
"""

from __future__ import annotations

from functools import lru_cache

from licensing.policy.bound import Bound
from licensing.policy.model import Obstacle, OnRecord, Outcome, PolicyKind, Saying
from licensing.policy.verdict import NOTHING, Refusal, Verdict, values, verdict_of

MOST_NAMES = 64
"""Names of whom to ask for which a rule keeps what it says; when there are more, all are forgotten."""

Values = tuple[tuple[str, str], ...]
Silence = tuple[Obstacle, Verdict]


def permitted(bound: Bound) -> Verdict:
    """What a permission says, without its duties."""
    if bound.permit is None:
        said = Saying("terms-permit", values(policy=title(bound.record)))
        bound.permit = Verdict(Outcome.PERMIT, 5, said, bound.citation)
    return bound.permit


def refused(bound: Bound, party: str | None, name: str) -> Refusal:
    """What a prohibition says that nothing in its policy lifts; a signal is a reservation by its nature."""
    kept = bound.refusals.get(name)
    if kept is not None:
        return kept
    signal = bound.record.kind is PolicyKind.SIGNAL
    filled = values(clause="", party=name, policy=title(bound.record))
    code, outcome = ("signal-reserves", Outcome.CONSENT) if signal else ("terms-deny", Outcome.DENY)
    if len(bound.refusals) >= MOST_NAMES:
        bound.refusals.clear()
    made = bound.refusals[name] = _refusal(bound, code, outcome, filled, party)
    return made


@lru_cache(maxsize=4096)
def reserved(bound: Bound, party: str | None, name: str, clause: str) -> Refusal:
    """What a prohibition says that a permission of its policy lifts, by a clause, once the party agrees."""
    filled = values(clause=clause, party=name, policy=title(bound.record))
    return _refusal(bound, "terms-reserve", Outcome.CONSENT, filled, party)


def _refusal(bound: Bound, code: str, outcome: Outcome, filled: Values, party: str | None) -> Refusal:
    """A prohibition as what its row says."""
    verdict = Verdict(outcome, 5, Saying(code, filled), bound.citation)
    return Refusal(code, filled, (party,) if party else (), verdict)


def title(record: OnRecord) -> str:
    """The name of a record in a sentence."""
    return record.title or record.id


@lru_cache(maxsize=4096)
def silent(parties: tuple[str, ...], label: str) -> Silence:
    """That nobody speaks for a known holder: the obstacle and what row 6 says."""
    met = Obstacle(6, "nothing-on-record", Outcome.REVIEW, values(holder=label), parties, NOTHING)
    return met, verdict_of(met)


_LOST = Obstacle(6, "holder-unknown", Outcome.REVIEW, values(), (), NOTHING)
UNKNOWN_HOLDER: Silence = _LOST, verdict_of(_LOST)
"""That nobody knows who holds the part."""
