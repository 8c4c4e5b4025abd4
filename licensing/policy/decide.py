"""The truth table of ``docs/semantics.md`` section 3: a use and the facts in, a decision out.

- The use is checked first; what cannot be asked raises ``UseError``, which is never a permit.
- For each part and each of its holders the rows 1 to 6 are walked; the result is the strictest over parts and holders.
- *Final* fixes a result, *floor* sets its least strictness, *otherwise* replaces anything but a permit.
- Every obstacle met is listed, because removing one leaves the others.
- No clock is read and nothing is looked up: the same use and facts give the same decision.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from licensing.policy.ask import parts_named, timely
from licensing.policy.compiled.governing import Governing, Plan, governing
from licensing.policy.horizon import valid_until
from licensing.policy.layers import NO_AGREEMENT, agreements, house_rules, suspensions
from licensing.policy.limits import word_limits
from licensing.policy.model import (
    Article,
    Decision,
    Facts,
    Holder,
    HolderAnswer,
    Outcome,
    Part,
    PartAnswer,
    PartKind,
    Use,
    strictest,
)
from licensing.policy.model.quick import DecisionTwin, HolderTwin, PartTwin
from licensing.policy.published import published
from licensing.policy.statutes import statutes
from licensing.policy.values import Stated, asking
from licensing.policy.walk import Verdict, Walk, setting_out

_PERMIT, _IMAGE = Outcome.PERMIT, PartKind.IMAGE

UNKNOWN_HOLDER = Holder(())
_NOBODY = (UNKNOWN_HOLDER,)


def decide(use: Use, facts: Facts, *, hypothetical: bool = False) -> Decision:
    """The decision on ``use``.  Raises UseError where the use cannot be asked for.

    ``hypothetical`` marks a question about another time than the server's now: such a decision releases nothing.
    """
    decision = _decided(use, facts, governing(facts), hypothetical)
    if use.words is None or decision.outcome is _PERMIT:
        return decision
    return replace(decision, words_allowed=_words_allowed(decision.use, facts))


def outcome_of(use: Use, facts: Facts) -> Outcome:
    """What ``decide`` comes to, without looking for a smaller amount.  Raises UseError."""
    return _decided(use, facts, governing(facts)).outcome


def _decided(use: Use, facts: Facts, known: Governing, hypothetical: bool = False) -> Decision:  # noqa: FBT001, FBT002
    """The decision by what is ``known`` to be on record, which is all that ``facts`` have on record."""
    use, article, consumer = timely(use), facts.article, facts.consumer
    purposes, territories = consumer.purposes, consumer.territories
    told = asking(use.action, use.audience, use.purpose, use.territory, purposes, territories)
    asked, plan = told.asked, known.plans[told.asked.reach]
    if use.audience is not asked.audience:
        use = replace(use, audience=asked.audience)
    named = parts_named(use, asked.parts, article)
    made: Any = DecisionTwin()
    made.attribution = article.attribution
    if len(named) == 1:
        sole = _part(named[0], use, facts, plan, told.stated)
        made.parts, made.outcome = (sole,), sole.outcome
    else:
        made.parts = tuple([_part(part, use, facts, plan, told.stated) for part in named])
        made.outcome = strictest(*[part.outcome for part in made.parts])
    if len(named) > 1 or named[0].kind is _IMAGE:
        made.attribution = _attribution(named, article)
    made.use, made.article, made.consumer = use, article.id, consumer.id
    if facts.scheduled or facts.suspensions or facts.approvals:
        made.valid_until = valid_until(use.at, facts, known.moments)
    else:  # what that comes to
        moments = known.moments
        later = bisect_right(moments, use.at)
        made.valid_until = moments[later] if later < len(moments) else None
    made.hypothetical, made.words_allowed = hypothetical, None
    made.__class__ = Decision
    done: Decision = made
    return done


def _words_allowed(use: Use, facts: Facts) -> int | None:
    """The largest smaller amount of words that would be permitted; every candidate is decided anew."""
    for words in word_limits(use, facts):
        if outcome_of(replace(use, words=words), facts) is _PERMIT:
            return words
    return None


def _part(part: Part, use: Use, facts: Facts, plan: Plan, stated: Stated) -> PartAnswer:
    made: Any = PartTwin()
    if len(part.holders) == 1:
        sole = _holder(setting_out(use, facts, part, part.holders[0], plan, stated))
        made.holders, made.outcome = (sole,), sole.outcome
    else:
        holders = _ordered(part.holders)
        made.holders = tuple([_holder(setting_out(use, facts, part, one, plan, stated)) for one in holders])
        made.outcome = strictest(*[one.outcome for one in made.holders])
    made.part = part.id
    made.kind = part.kind
    made.__class__ = PartAnswer
    done: PartAnswer = made
    return done


def _ordered(holders: tuple[Holder, ...]) -> Sequence[Holder]:
    """The holders in the order of their names; one unknown holder where there is none."""
    return sorted(holders, key=lambda holder: holder.key) or _NOBODY


def _holder(walk: Walk) -> HolderAnswer:
    """Walk the rows for one holder."""
    if walk.plan.rows or walk.facts.suspensions or walk.use.claims:
        verdict = _rows(walk)
    else:  # nothing but what is published
        verdict = published(walk, NO_AGREEMENT)
    holder = walk.holder
    parties, obstacles = holder.parties, walk.obstacles
    if obstacles and verdict.outcome is _PERMIT:
        obstacles = [replace(met, overridden=True) for met in obstacles]
    made: Any = HolderTwin()
    made.holder = (parties[0] if len(parties) == 1 else "+".join(parties)) or "unknown"  # ``holder.key``
    made.holder_name = holder.name
    made.outcome = verdict.outcome
    made.row = verdict.row
    made.reason = verdict.reason
    made.citation = verdict.citation
    made.obstacles = tuple(obstacles)
    made.notes = tuple(walk.notes) if walk.notes else ()
    made.duties = verdict.duties
    made.quota_left = verdict.quota_left
    made.agreements = verdict.agreements
    made.__class__ = HolderAnswer
    done: HolderAnswer = made
    return done


def _rows(walk: Walk) -> Verdict:
    """The rows from the first to the last; one that has nothing on record is not walked."""
    plan, agreement = walk.plan, NO_AGREEMENT
    suspensions(walk)
    if plan.house:
        house_rules(walk)
    if plan.agreements:
        agreement = agreements(walk)
    if plan.statutes or walk.use.claims or agreement.prohibited is not None:
        statutes(walk, agreement)
    return _combine(walk, published(walk, agreement))


def _combine(walk: Walk, found: Verdict) -> Verdict:
    """Final, then otherwise, then floor (section 3)."""
    verdict = walk.final or found
    if walk.final is None and walk.otherwise is not None and found.outcome is not _PERMIT:
        verdict = walk.otherwise
    if walk.floor is not None and walk.floor.outcome.strictness > verdict.outcome.strictness:
        verdict = walk.floor
    return verdict


def _attribution(named: tuple[Part, ...], article: Article) -> str:
    """The line that names the source, with the credit lines of the images concerned."""
    credits_ = [part.credit for part in named if part.kind is _IMAGE]
    return " | ".join(dict.fromkeys(line for line in (article.attribution, *credits_) if line))
