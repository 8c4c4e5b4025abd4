"""The truth table of ``docs/semantics.md`` section 3: a use and the facts in, a decision out.

- The use is checked first; what cannot be asked raises ``UseError``, which is never a permit.
- For each part and each of its holders the rows 1 to 6 are walked; the result is the strictest over parts and holders.
- *Final* fixes a result, *floor* sets its least strictness, *otherwise* replaces anything but a permit.
- Every obstacle met is listed, because removing one leaves the others.
- No clock is read and nothing is looked up: the same use and facts give the same decision.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from licensing.policy.ask import parts_named, timely
from licensing.policy.compiled.governing import Governing, Plan, governing
from licensing.policy.horizon import valid_until
from licensing.policy.layers import NO_AGREEMENT, AgreementFinding, agreements, house_rules, suspensions
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
from licensing.policy.model.quick import HolderTwin, quick_decision, quick_part
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
    known_of = asking(use.action, use.audience, use.purpose, use.territory, purposes, territories)
    asked, stated = known_of.asked, known_of.stated
    if use.audience is not asked.audience:
        use = replace(use, audience=asked.audience)
    named, plan, until = parts_named(use, asked.parts, article), known.plan(asked.reach), known.after(use.at)
    if facts.scheduled or facts.suspensions or facts.approvals:
        until = valid_until(use.at, facts, until)
    if len(named) == 1:
        sole = _part(named[0], use, facts, plan, stated)
        parts, outcome = (sole,), sole.outcome
    else:
        parts = tuple([_part(part, use, facts, plan, stated) for part in named])
        outcome = strictest(*[part.outcome for part in parts])
    attribution = _attribution(named, article)
    return quick_decision(outcome, use, article.id, consumer.id, parts, attribution, until, hypothetical)


def _words_allowed(use: Use, facts: Facts) -> int | None:
    """The largest smaller amount of words that would be permitted; every candidate is decided anew."""
    for words in word_limits(use, facts):
        if outcome_of(replace(use, words=words), facts) is _PERMIT:
            return words
    return None


def _part(part: Part, use: Use, facts: Facts, plan: Plan, stated: Stated) -> PartAnswer:
    holders = part.holders
    if len(holders) == 1:
        sole = _holder(setting_out(use, facts, part, holders[0], plan, stated))
        return quick_part(part.id, part.kind, sole.outcome, (sole,))
    answers = [_holder(setting_out(use, facts, part, one, plan, stated)) for one in _ordered(holders)]
    outcome = strictest(*[one.outcome for one in answers])
    return quick_part(part.id, part.kind, outcome, tuple(answers))


def _ordered(holders: tuple[Holder, ...]) -> Sequence[Holder]:
    """The holders in the order of their names; one unknown holder where there is none."""
    return sorted(holders, key=lambda holder: holder.key) or _NOBODY


def _holder(walk: Walk) -> HolderAnswer:
    """Walk the rows for one holder; a row that has nothing on record is not walked."""
    agreement = NO_AGREEMENT
    if walk.facts.suspensions:
        suspensions(walk)
    if walk.plan.rows or walk.use.claims:
        agreement = _rows(walk, walk.plan)
    found = published(walk, agreement)
    if walk.final or walk.otherwise or walk.floor:
        found = _combine(walk, found)
    return _answer(walk, found)


def _rows(walk: Walk, plan: Plan) -> AgreementFinding:
    """Rows 2 to 4."""
    agreement = NO_AGREEMENT
    if plan.house:
        house_rules(walk)
    if plan.agreements:
        agreement = agreements(walk)
    if plan.statutes or walk.use.claims or agreement.prohibited is not None:
        statutes(walk, agreement)
    return agreement


def _combine(walk: Walk, found: Verdict) -> Verdict:
    """Final, then otherwise, then floor (section 3)."""
    verdict = walk.final or found
    if walk.final is None and walk.otherwise is not None and found.outcome is not _PERMIT:
        verdict = walk.otherwise
    if walk.floor is not None and walk.floor.outcome.strictness > verdict.outcome.strictness:
        verdict = walk.floor
    return verdict


def _answer(walk: Walk, verdict: Verdict) -> HolderAnswer:
    obstacles, holder = walk.obstacles, walk.holder
    if obstacles and verdict.outcome is _PERMIT:
        obstacles = [replace(met, overridden=True) for met in obstacles]
    parties = holder.parties
    made: Any = HolderTwin()
    made.holder = (parties[0] if len(parties) == 1 else "+".join(parties)) or "unknown"  # ``holder.key``
    made.holder_name = holder.name
    made.outcome = verdict.outcome
    made.row = verdict.row
    made.reason = verdict.reason
    made.citation = verdict.citation
    made.obstacles = tuple(obstacles)
    made.notes = tuple(walk.notes)
    made.duties = verdict.duties
    made.quota_left = verdict.quota_left
    made.agreements = verdict.agreements
    made.__class__ = HolderAnswer
    done: HolderAnswer = made
    return done


def _attribution(named: tuple[Part, ...], article: Article) -> str:
    """The line that names the source, with the credit lines of the images concerned."""
    if len(named) == 1 and named[0].kind is not _IMAGE:
        return article.attribution
    credits_ = [part.credit for part in named if part.kind is _IMAGE]
    return " | ".join(dict.fromkeys(line for line in (article.attribution, *credits_) if line))
