"""The truth table of ``docs/semantics.md`` section 3: a use and the facts in, a decision out.

- The use is checked first; what cannot be asked raises ``UseError``, which is never a permit.
- For each part and each of its holders the rows 1 to 6 are walked; the result is the strictest over parts and holders.
- *Final* fixes a result, *floor* sets its least strictness, *otherwise* replaces anything but a permit.
- Every obstacle met is listed, because removing one leaves the others.
- No clock is read and nothing is looked up: the same use and facts give the same decision.
"""

from __future__ import annotations

from dataclasses import replace

from licensing.policy.ask import Asked, checked, parts_asked, resolve
from licensing.policy.horizon import valid_until
from licensing.policy.layers import agreements, house_rules, suspensions
from licensing.policy.limits import word_limits
from licensing.policy.model import (
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
from licensing.policy.published import published
from licensing.policy.statutes import statutes
from licensing.policy.values import Question
from licensing.policy.walk import Verdict, Walk

UNKNOWN_HOLDER = Holder(())


def decide(use: Use, facts: Facts, *, hypothetical: bool = False) -> Decision:
    """The decision on ``use``.  Raises UseError where the use cannot be asked for.

    ``hypothetical`` marks a question about another time than the server's now: such a decision releases nothing.
    """
    decision = _decide(use, facts, hypothetical=hypothetical)
    if decision.outcome is Outcome.PERMIT or decision.use.words is None:
        return decision
    return replace(decision, words_allowed=_words_allowed(decision.use, facts))


def outcome_of(use: Use, facts: Facts) -> Outcome:
    """What ``decide`` comes to, without looking for a smaller amount.  Raises UseError."""
    return _decide(use, facts, hypothetical=False).outcome


def _decide(use: Use, facts: Facts, *, hypothetical: bool) -> Decision:
    use = checked(use)
    asked = resolve(use)
    parts = tuple(_part(part, use, facts, asked) for part in parts_asked(use, facts.article))
    return Decision(
        outcome=strictest(*(part.outcome for part in parts)),
        use=use,
        article=facts.article.id,
        consumer=facts.consumer.id,
        parts=parts,
        attribution=_attribution(use, facts),
        valid_until=valid_until(use, facts),
        hypothetical=hypothetical,
    )


def _words_allowed(use: Use, facts: Facts) -> int | None:
    """The largest smaller amount of words that would be permitted; every candidate is decided anew."""
    for words in word_limits(use, facts):
        if _decide(replace(use, words=words), facts, hypothetical=False).outcome is Outcome.PERMIT:
            return words
    return None


def _part(part: Part, use: Use, facts: Facts, asked: Asked) -> PartAnswer:
    holders = part.holders or (UNKNOWN_HOLDER,)
    ordered = sorted(holders, key=lambda holder: holder.key)
    answers = tuple(
        _holder(Question(use, facts, part, holder, asked.action, asked.hit_by, asked.quotation))
        for holder in ordered
    )
    return PartAnswer(part.id, part.kind, strictest(*(answer.outcome for answer in answers)), answers)


def _holder(question: Question) -> HolderAnswer:
    """Walk the rows for one holder."""
    walk = Walk(question)
    suspensions(walk)
    house_rules(walk)
    agreement = agreements(walk)
    statutes(walk, agreement)
    verdict = _combine(walk, published(walk, agreement))
    return _answer(walk, verdict)


def _combine(walk: Walk, found: Verdict) -> Verdict:
    """Final, then otherwise, then floor (section 3)."""
    verdict = walk.final or found
    if walk.final is None and walk.otherwise is not None and found.outcome is not Outcome.PERMIT:
        verdict = walk.otherwise
    if walk.floor is not None and walk.floor.outcome.strictness > verdict.outcome.strictness:
        verdict = walk.floor
    return verdict


def _answer(walk: Walk, verdict: Verdict) -> HolderAnswer:
    permitted = verdict.outcome is Outcome.PERMIT
    obstacles = tuple(replace(met, overridden=permitted) for met in walk.obstacles)
    return HolderAnswer(
        holder=walk.question.holder.key,
        holder_name=walk.question.holder.name,
        outcome=verdict.outcome,
        row=verdict.row,
        reason=verdict.reason,
        citation=verdict.citation,
        obstacles=obstacles,
        notes=tuple(walk.notes),
        duties=verdict.duties if permitted else (),
        quota_left=verdict.quota_left if permitted else None,
        agreements=verdict.agreements if permitted else (),
    )


def _attribution(use: Use, facts: Facts) -> str:
    """The line that names the source, with the credit lines of the images concerned."""
    images = [part for part in parts_asked(use, facts.article) if part.kind is PartKind.IMAGE]
    lines = (facts.article.attribution, *(part.credit for part in images))
    return " | ".join(dict.fromkeys(line for line in lines if line))
