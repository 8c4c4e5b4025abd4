"""Rows 5 and 6 of the truth table: terms and signals, and what nobody speaks of (semantics.md section 3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from operator import itemgetter

from licensing.policy.bound import Bound, Specificity
from licensing.policy.citing import consenting_party, most_specific, party_name
from licensing.policy.compiled.entries import Entry
from licensing.policy.layers import AgreementFinding, feed_has_no_strangers
from licensing.policy.model import Facts, Obstacle, Outcome, State
from licensing.policy.model.quick import quick_obstacle
from licensing.policy.pieces import UNKNOWN_HOLDER, permitted, refused, reserved, silent
from licensing.policy.policies import PolicyReport
from licensing.policy.rules import RuleReport
from licensing.policy.values import Question
from licensing.policy.verdict import Refusal, Verdict
from licensing.policy.walk import Walk, covers, holder_label, missing_names, obstacle, owed

_ACTIVE = State.ACTIVE
_PERMIT, _DENY = Outcome.PERMIT, Outcome.DENY


def published(walk: Walk, agreement: AgreementFinding) -> Verdict:
    """Rows 5 and 6 by the versions at ``at`` and, where they are stricter, by those at capture."""
    now = walk.plan.publishing(walk)
    verdict = _versions(walk, now, agreement)
    if walk.facts.at_capture:
        then = _at_capture(walk, now)
        if [one.record for one in then] != [one.record for one in now]:
            earlier = _versions(walk, then, agreement)
            if earlier.outcome.strictness > verdict.outcome.strictness:
                verdict = earlier
    if len(walk.obstacles) > 1:
        walk.obstacles = distinct(walk.obstacles)
    return verdict


def distinct(obstacles: list[Obstacle]) -> list[Obstacle]:
    """Each obstacle once; what differs in its code or in what it cites need not be compared further."""
    if len({met.citation.rule for met in obstacles}) == len(obstacles):
        return obstacles
    if len({(met.code, met.citation.version, met.citation.rule) for met in obstacles}) == len(obstacles):
        return obstacles
    return list(dict.fromkeys(obstacles))


def _at_capture(walk: Walk, now: Sequence[Entry]) -> Sequence[Entry]:
    """The versions at capture; of a series that had none then, the one in force now ("none is not stricter").

    What takes another's place now did not do so at capture unless it was on record then.
    """
    series = {record.id for record in walk.facts.at_capture}
    later = [one for one in now if one.record.id not in series]
    then = walk.plan.at_capture(walk)
    return sorted((*then, *later), key=lambda one: (one.record.id, one.record.content.version))


def _versions(walk: Walk, entries: Sequence[Entry], agreement: AgreementFinding) -> Verdict:
    permitted = agreement.permit
    if permitted is not None:
        entries = _strangers(entries, agreement, walk)
    reports, barred = [], False
    for entry in entries:
        report = entry.report(walk)
        if report is not None:
            reports.append(report)
            barred = barred or report.bars
    answer = _barred(walk, reports) if barred else None
    if permitted is not None:
        return answer or permitted
    if answer is None and reports:
        answer = _allowed(walk, reports)
    if answer is not None and (answer.outcome is _PERMIT or _spoken(walk, reports)):
        return answer
    holder = walk.holder
    parties = holder.parties
    silence = silent(parties, holder.name or holder_label(walk)) if parties else UNKNOWN_HOLDER
    walk.obstacles.append(silence[0])
    if answer is None or answer.outcome.strictness < silence[1].outcome.strictness:
        return silence[1]
    return answer


# --- strangers to an agreement ---------------------------------------------------------------------------------------


def _strangers(entries: Sequence[Entry], agreement: AgreementFinding, question: Question) -> Sequence[Entry]:
    """Policies that are strangers to every permitting agreement; inside its feed a feed agreement has none."""
    if feed_has_no_strangers(agreement.permitting, question):
        return ()
    parties = frozenset().union(*(terms.assigners for terms in agreement.permitting))
    return [entry for entry in entries if not parties & entry.parties]


# --- prohibitions ----------------------------------------------------------------------------------------------------


def _barred(walk: Walk, reports: Sequence[PolicyReport]) -> Verdict | None:
    """Active prohibitions: deny if any cannot be lifted, else consent; unknown or unreadable ones: review."""
    active: list[tuple[Specificity, Verdict]] = []
    unsure = False
    for report in reports:
        active += [(rule.bound.key, _prohibition(report, rule, walk)) for rule in report.active]
        unsure = unsure or report.unsure
    review = _unsure(walk, reports) if unsure else None
    if len(active) == 1:
        return active[0][1]
    barred = [one for one in active if one[1].outcome is _DENY]
    return min(barred or active, key=itemgetter(0))[1] if active else review


def _prohibition(report: PolicyReport, rule: RuleReport, walk: Walk) -> Verdict:
    """What an active prohibition says; the obstacle that it is."""
    bound, facts, lifting = rule.bound, walk.facts, report.lifting
    if lifting is None:
        party = bound.assigner or bound.record.assigner
        said = refused(bound, party, party_name(facts, party) if facts.names or not party else party)
    else:
        said = _reserves(bound, lifting, facts)
    met = quick_obstacle(
        5, said.code, said.verdict.outcome, said.values, said.ask, bound.citation, rule.premises(walk)
    )
    walk.obstacles.append(met)
    return said.verdict


def _reserves(bound: Bound, lifting: RuleReport, facts: Facts) -> Refusal:
    """A prohibition that a permission of the same policy lifts once its consenting party agrees."""
    party = consenting_party(lifting)
    return reserved(bound, party, party_name(facts, party), _clause(lifting))


def _clause(report: RuleReport) -> str:
    labels = ", ".join(report.rule.clauses)
    return f" ({labels})" if labels else ""


def _unsure(walk: Walk, reports: Sequence[PolicyReport]) -> Verdict | None:
    """Unknown prohibitions and unreadable policies are obstacles in any case; alone they mean review."""
    verdict: Verdict | None = None
    for report in reports:
        if report.unreadable:
            met = obstacle(5, "terms-unreadable", Outcome.REVIEW, report.record, why=report.unreadable)
            first = walk.meet(met)
            verdict = verdict or first
        for rule in report.unknown:
            met = obstacle(
                5,
                "terms-unknown",
                Outcome.REVIEW,
                report.record,
                rule.rule,
                premises=rule.premises(walk),
                missing=missing_names(rule),
            )
            first = walk.meet(met)
            verdict = verdict or first
    return verdict


# --- permissions -----------------------------------------------------------------------------------------------------


def _allowed(walk: Walk, reports: Sequence[PolicyReport]) -> Verdict | None:
    """No prohibition in the way: an active permission of this holder, else one that only needs consent, else none."""
    parties = walk.holder.parties
    sole = parties[0] if len(parties) == 1 else ""
    active: RuleReport | None = None
    for report in reports:
        for one in report.permissions:
            bound = one.bound
            if one.state is not _ACTIVE or (bound.assigner != sole if sole else not _held(one, walk)):
                continue
            if active is None or bound.key < active.bound.key:
                active = one
    if active is None:
        return _unmet(walk, reports)
    said = permitted(active.bound)
    return replace(said, duties=owed(active, walk.facts)) if active.bound.rule.duties else said


def _unmet(walk: Walk, reports: Sequence[PolicyReport]) -> Verdict | None:
    """What stands in the way of permissions none of which is active."""
    permissions = [one for report in reports for one in report.permissions]
    needing = most_specific([p for p in permissions if p.only_needs_lifting and not p.unconfirmed])
    if needing is not None:
        return walk.meet(_consent_needed(needing, walk))
    unconfirmed = most_specific([p for p in permissions if p.unconfirmed and not p.failed])
    if unconfirmed is not None:
        return walk.meet(obstacle(5, "unconfirmed", Outcome.REVIEW, unconfirmed.record, unconfirmed.rule))
    return None


def _held(report: RuleReport, question: Question) -> bool:
    """Whether who permits is all of the holder."""
    granting = report.bound.assigner
    return covers(frozenset({granting}) if granting else frozenset(), question.holder)


def _consent_needed(report: RuleReport, question: Question) -> Obstacle:
    party = consenting_party(report)
    return obstacle(
        5,
        "consent-needed",
        Outcome.CONSENT,
        report.record,
        report.rule,
        ask=(party,) if party else (),
        premises=report.premises(question),
        party=party_name(question.facts, party),
        duty=", ".join(duty.action for duty in report.unmet),
        clause=_clause(report),
    )


# --- row 6 -----------------------------------------------------------------------------------------------------------


def _spoken(walk: Walk, reports: Sequence[PolicyReport]) -> bool:
    """Whether a policy whose assigner or consenting party is this holder speaks of the use; a permit is by itself."""
    for report in reports:  # noqa: SIM110 - asked of every refusal: a generator costs more than the rest
        if covers(report.parties, walk.holder) and report.speaks:
            return True
    return False
