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
from datetime import UTC
from typing import Any

from licensing.policy.alone import alone
from licensing.policy.ask import EARLIEST, LATER, WHOLE_ARTICLE, parts_named, timely
from licensing.policy.compiled.governing import LAST, Governing, Plan, governing, in_force
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
from licensing.policy.model.quick import DecisionTwin
from licensing.policy.published import published
from licensing.policy.statutes import statutes
from licensing.policy.values import ASKINGS, Stated
from licensing.policy.verdict import Verdict, answered, part_answered
from licensing.policy.walk import Walk, setting_out

_PERMIT, _IMAGE = Outcome.PERMIT, PartKind.IMAGE

UNKNOWN_HOLDER = Holder(())
_NOBODY = (UNKNOWN_HOLDER,)


def decide(use: Use, facts: Facts, *, hypothetical: bool = False) -> Decision:
    """The decision on ``use``.  Raises UseError where the use cannot be asked for.

    ``hypothetical`` marks a question about another time than the server's now: such a decision releases nothing.
    """
    on_record = facts.on_record
    known = LAST.get(id(on_record))
    if known is None or known.on_record is not on_record or known.at_capture is not facts.at_capture:
        known = governing(facts)
    decision = _decided(use, facts, known, hypothetical)
    if use.words is None or decision.outcome is _PERMIT:
        return decision
    return replace(decision, words_allowed=_words_allowed(decision.use, facts))


def outcome_of(use: Use, facts: Facts) -> Outcome:
    """What ``decide`` comes to, without looking for a smaller amount.  Raises UseError."""
    return _decided(use, facts, governing(facts)).outcome


def _decided(use: Use, facts: Facts, known: Governing, hypothetical: bool = False) -> Decision:  # noqa: FBT001, FBT002
    """The decision by what is ``known`` to be on record, which is all that ``facts`` have on record."""
    at, article, consumer = use.at, facts.article, facts.consumer
    if (
        use.known_at is not at
        or at.tzinfo is not UTC
        or use.words is not None
        or use.characters is not None
        or not EARLIEST <= at < LATER
    ):
        use = timely(use)
        at = use.at
    reach, stated, audience, kinds = ASKINGS[
        use.action, use.audience, use.purpose, use.territory, consumer.purposes, consumer.territories
    ]
    if use.audience is not audience:
        use = replace(use, audience=audience)
    parts = _parts(use, facts, known.plans[reach], stated, kinds)
    made: Any = DecisionTwin()
    if len(parts) == 1 and parts[0].kind is not _IMAGE:
        made.outcome = parts[0].outcome
        made.attribution = article.attribution
    else:
        made.outcome = strictest(*[part.outcome for part in parts])
        made.attribution = _attribution(parts_named(use, kinds, article), article)
    made.use = use
    made.article = article.id
    made.consumer = consumer.id
    made.parts = parts
    if facts.scheduled or facts.suspensions or facts.approvals:
        made.valid_until = valid_until(at, facts, known.moments)
    else:  # what that comes to
        made.valid_until = known.untils[bisect_right(known.moments, at)]
    made.hypothetical = hypothetical
    made.words_allowed = None
    made.__class__ = Decision
    done: Decision = made
    return done


def _words_allowed(use: Use, facts: Facts) -> int | None:
    """The largest smaller amount of words that would be permitted; every candidate is decided anew."""
    for words in word_limits(use, facts):
        if outcome_of(replace(use, words=words), facts) is _PERMIT:
            return words
    return None


def _parts(
    use: Use, facts: Facts, plan: Plan, stated: Stated, kinds: tuple[PartKind, ...]
) -> tuple[PartAnswer, ...]:
    """The answers for the parts asked of: by the only policy of the site where that is all there is, else row by row."""
    sites = plan.alone
    if sites is None or use.claims or facts.suspensions:
        return _walked(use, facts, plan, stated, kinds)
    asset, article = use.asset, facts.article
    for part in article.parts:
        if part.id == asset:
            break
    else:
        return _walked(use, facts, plan, stated, kinds)
    only = sites.get(article.site)
    elsewhere = article.site in sites if only is None else only.timed and not in_force(only.record, use.at)
    if elsewhere or part.kind not in kinds or asset == WHOLE_ARTICLE:
        return _walked(use, facts, plan, stated, kinds)
    said = alone(only, use, facts, stated, part)
    return _walked(use, facts, plan, stated, kinds) if said is None else (said,)


def _walked(
    use: Use, facts: Facts, plan: Plan, stated: Stated, kinds: tuple[PartKind, ...]
) -> tuple[PartAnswer, ...]:
    """The answers for the parts asked of: the rows are walked for each and each of its holders."""
    return tuple(
        [
            part_answered(
                part, [_holder(setting_out(use, facts, part, one, plan, stated)) for one in _ordered(part)]
            )
            for part in parts_named(use, kinds, facts.article)
        ]
    )


def _ordered(part: Part) -> Sequence[Holder]:
    """The holders in the order of their names; one unknown holder where there is none."""
    holders = part.holders
    return holders if len(holders) == 1 else sorted(holders, key=lambda holder: holder.key) or _NOBODY


def _holder(walk: Walk) -> HolderAnswer:
    """Walk the rows for one holder."""
    verdict = _rows(walk)
    obstacles = walk.obstacles
    if obstacles and verdict.outcome is _PERMIT:
        obstacles = [replace(met, overridden=True) for met in obstacles]
    return answered(walk.holder, verdict, tuple(obstacles), tuple(walk.notes))


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
