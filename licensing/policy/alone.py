"""Rows 5 and 6 where a single policy of a whole site can say anything, and all that holds of it holds by table.

It is what ``published`` comes to then, without a walk: no row but the last two has anything on record, nothing lifts a
prohibition or takes one away, and nothing is unknown.  Where any of that is not so, it says so, and the rows are walked.
"""

from __future__ import annotations

from bisect import bisect_right

from licensing.policy.citing import party_name
from licensing.policy.compiled.entries import Entry, Holding, TestedRule
from licensing.policy.compiled.tests import at_moment
from licensing.policy.model import Facts, Obstacle, Part, PartAnswer, Use
from licensing.policy.model.quick import quick_obstacle
from licensing.policy.moments import written
from licensing.policy.pieces import permitted, refused, silent
from licensing.policy.published import distinct
from licensing.policy.values import Stated
from licensing.policy.verdict import Refusal, sole_answered


def alone(entry: Entry | None, use: Use, facts: Facts, stated: Stated, part: Part) -> PartAnswer | None:
    """The answer for a part by the only policy of the site, or by none; None where the rows must be walked."""
    holders = part.holders
    if len(holders) != 1:
        return None
    holder = holders[0]
    parties = holder.parties
    if len(parties) != 1 or not parties[0] or not holder.name:
        return None
    if entry is not None:
        purpose, territory, audience = stated
        purposes, territories, audiences = entry.masks
        met = purposes[purpose] & territories[territory] & audiences[audience]
        points, turn = entry.points, 0
        if met and points:
            turn = bisect_right(points, use.at)
            met &= entry.eras[turn]
        if met:
            held = entry.holding.get(met)
            if held is None or (entry.yields and held.striking and held.permitting):
                return None
            if held.striking:
                return _refused(held, use, facts, part, stated, turn)
            for bound in held.permitting:
                if bound.assigner == parties[0]:
                    return sole_answered(part, holder, bound.permit or permitted(bound), ())
    silence = silent(parties, holder.name)
    return sole_answered(part, holder, silence[1], (silence[0],))


def _refused(held: Holding, use: Use, facts: Facts, part: Part, stated: Stated, turn: int) -> PartAnswer:
    """The most specific prohibition decides; each is an obstacle, and so is silence where the policy is a stranger's."""
    holder, verdict, obstacles = part.holders[0], None, []
    for bound in held.striking:
        party = bound.assigner or bound.record.assigner
        name = party_name(facts, party) if facts.names or not party else party
        refusal = bound.refusals.get(name) or refused(bound, party, name)
        obstacles.append(refusal.met.get(stated) or _obstacle(refusal, bound, use, stated, turn))
        if bound is held.deciding:
            verdict = refusal.verdict
    if len(obstacles) > 1:
        obstacles = distinct(obstacles)
    if verdict is None or holder.parties[0] not in held.parties:
        met, silence = silent(holder.parties, holder.name)
        obstacles.append(met)
        if verdict is None or verdict.outcome.strictness < silence.outcome.strictness:
            verdict = silence
    return sole_answered(part, holder, verdict, tuple(obstacles))


def _obstacle(refusal: Refusal, bound: TestedRule, use: Use, stated: Stated, turn: int) -> Obstacle:
    """A prohibition with its premises; where none is of the time, it is the same for the same stated values."""
    code, filled, ask, verdict, timed = (
        refusal.code,
        refusal.values,
        refusal.ask,
        refusal.verdict,
        bound.tests.points,
    )
    told = bound.tests.tables_told(stated, turn)
    if timed:
        told = at_moment(told, written(use.at))
    made = quick_obstacle(5, code, verdict.outcome, filled, ask, verdict.citation, told)
    if not timed:
        if len(refusal.met) >= bound.tests.most:
            refusal.met.clear()
        refusal.met[stated] = made
    return made
