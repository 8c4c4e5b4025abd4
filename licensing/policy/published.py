"""Rows 5 and 6 of the truth table: terms and signals, and what nobody speaks of (semantics.md section 3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from licensing.policy.bound import Bound
from licensing.policy.citing import consenting_party, most_specific, party_name, specificity
from licensing.policy.compiled.entries import Entry
from licensing.policy.layers import AgreementFinding, feed_has_no_strangers
from licensing.policy.model import Obstacle, Outcome, PolicyKind, Saying, State
from licensing.policy.model.quick import quick_obstacle
from licensing.policy.policies import PolicyReport
from licensing.policy.rules import RuleReport
from licensing.policy.values import Question
from licensing.policy.walk import (
    NOTHING,
    Verdict,
    Walk,
    covers,
    holder_label,
    missing_names,
    obstacle,
    owed,
    values,
    verdict_of,
)

_ACTIVE, _SIGNAL = State.ACTIVE, PolicyKind.SIGNAL
_PERMIT, _CONSENT, _DENY = Outcome.PERMIT, Outcome.CONSENT, Outcome.DENY


def published(walk: Walk, agreement: AgreementFinding) -> Verdict:
    """Rows 5 and 6 by the versions at ``at`` and, where they are stricter, by those at capture."""
    question = walk.question
    plan = question.on_record
    now = plan.publishing(question)
    verdict = _versions(walk, now, agreement)
    if question.facts.at_capture:
        then = _at_capture(question, now)
        if [one.record for one in then] != [one.record for one in now]:
            earlier = _versions(walk, then, agreement)
            if earlier.outcome.strictness > verdict.outcome.strictness:
                verdict = earlier
    if len(walk.obstacles) > 1:
        walk.obstacles[:] = _distinct(walk.obstacles)
    return verdict


def _distinct(obstacles: list[Obstacle]) -> list[Obstacle]:
    """Each obstacle once; what differs in its code or in what it cites need not be compared further."""
    if len({met.citation.rule for met in obstacles}) == len(obstacles):
        return obstacles
    if len({(met.code, met.citation.version, met.citation.rule) for met in obstacles}) == len(obstacles):
        return obstacles
    return list(dict.fromkeys(obstacles))


def _at_capture(question: Question, now: Sequence[Entry]) -> Sequence[Entry]:
    """The versions at capture; of a series that had none then, the one in force now ("none is not stricter").

    What takes another's place now did not do so at capture unless it was on record then.
    """
    series = {record.id for record in question.facts.at_capture}
    later = [one for one in now if one.record.id not in series]
    then = question.on_record.at_capture(question)
    return sorted((*then, *later), key=lambda one: (one.record.id, one.record.content.version))


def _versions(walk: Walk, entries: Sequence[Entry], agreement: AgreementFinding) -> Verdict:
    if agreement.permit is not None:
        strangers = _strangers(entries, agreement, walk.question)
        return _forbidden(walk, _reports(strangers, walk.question)) or agreement.permit
    reports = _reports(entries, walk.question) if entries else []
    answer = (_forbidden(walk, reports) or _allowed(walk, reports)) if reports else None
    if answer is not None:
        if answer.outcome is _PERMIT:  # given by this holder, who thereby speaks
            return answer
        for report in reports:
            if _speaks_for(report, walk.question):
                return answer
    obstacle, silent = _nobody(walk.question)
    walk.obstacles.append(obstacle)
    return silent if answer is None or answer.outcome.strictness < silent.outcome.strictness else answer


def _reports(entries: Sequence[Entry], question: Question) -> list[PolicyReport]:
    if len(entries) == 1:
        report = entries[0].report(question)
        return [] if report is None else [report]
    return [report for entry in entries if (report := entry.report(question)) is not None]


# --- strangers to an agreement ---------------------------------------------------------------------------------------


def _strangers(entries: Sequence[Entry], agreement: AgreementFinding, question: Question) -> Sequence[Entry]:
    """Policies that are strangers to every permitting agreement; inside its feed a feed agreement has none."""
    if feed_has_no_strangers(agreement.permitting, question):
        return ()
    parties = frozenset().union(*(terms.assigners for terms in agreement.permitting))
    return [entry for entry in entries if not parties & entry.parties]


# --- prohibitions ----------------------------------------------------------------------------------------------------


def _forbidden(walk: Walk, reports: Sequence[PolicyReport]) -> Verdict | None:
    """Active prohibitions: deny if any cannot be lifted, else consent; unknown or unreadable ones: review."""
    for one in reports:
        if one.prohibitions or one.unreadable:
            return _barred(walk, reports)
    return None


def _barred(walk: Walk, reports: Sequence[PolicyReport]) -> Verdict | None:
    active = []
    for report in reports:
        if report.prohibitions:
            for rule in report.active:
                met = _prohibition(report, rule, walk.question)
                active.append((rule, met))
                walk.obstacles.append(met)
    unsure = _unsure(walk, reports)
    if not active:
        return unsure
    if len(active) == 1:
        return verdict_of(active[0][1])
    barred = [one for one in active if one[1].outcome is _DENY]
    return verdict_of(min(barred or active, key=lambda one: specificity(one[0]))[1])


def _prohibition(report: PolicyReport, rule: RuleReport, question: Question) -> Obstacle:
    record, lifting = report.record, report.lifting
    if lifting is not None:
        code, party, clause = "terms-reserve", consenting_party(lifting), _clause(lifting)
    elif record.kind is _SIGNAL:
        code, party, clause = "signal-reserves", rule.bound.assigner or record.assigner, ""
    else:
        code, party, clause = "terms-deny", rule.bound.assigner or record.assigner, ""
    filled = (  # sorted by name, as ``values`` does
        ("clause", clause),
        ("party", party_name(question.facts, party) if question.facts.names or not party else party),
        ("policy", record.title or record.id),
    )
    outcome = _DENY if code == "terms-deny" else _CONSENT
    ask = (party,) if party else ()
    return quick_obstacle(5, code, outcome, filled, ask, rule.bound.citation, rule.premises)


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
        for rule in report.unknown if report.prohibitions else ():
            met = obstacle(
                5,
                "terms-unknown",
                Outcome.REVIEW,
                report.record,
                rule.rule,
                premises=rule.premises,
                missing=missing_names(rule),
            )
            first = walk.meet(met)
            verdict = verdict or first
    return verdict


# --- permissions -----------------------------------------------------------------------------------------------------


def _allowed(walk: Walk, reports: Sequence[PolicyReport]) -> Verdict | None:
    """No prohibition in the way: an active permission of this holder, else one that only needs consent, else none."""
    question = walk.question
    permissions = reports[0].permissions if len(reports) == 1 else [p for r in reports for p in r.permissions]
    if not permissions:
        return None
    parties = question.holder.parties
    sole = parties[0] if len(parties) == 1 else ""
    held = [
        p
        for p in permissions
        if p.state is _ACTIVE and (p.bound.assigner == sole if sole else _held(p, question))
    ]
    if held:
        active = held[0] if len(held) == 1 else min(held, key=specificity)
        duties = owed(active, question.facts) if active.bound.rule.duties else ()
        said = _permits(active.bound)
        return replace(said, duties=duties) if duties else said
    needing = most_specific([p for p in permissions if p.only_needs_lifting and not p.unconfirmed])
    if needing is not None:
        return walk.meet(_consent_needed(needing, question))
    unconfirmed = most_specific([p for p in permissions if p.unconfirmed and not p.failed])
    if unconfirmed is not None:
        return walk.meet(obstacle(5, "unconfirmed", Outcome.REVIEW, unconfirmed.record, unconfirmed.rule))
    return None


@lru_cache(maxsize=4096)
def _permits(bound: Bound) -> Verdict:
    """What a permission says, without its duties."""
    said = Saying("terms-permit", values(policy=bound.record.title or bound.record.id))
    return Verdict(_PERMIT, 5, said, bound.citation)


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
        premises=report.premises,
        party=party_name(question.facts, party),
        duty=", ".join(duty.action for duty in report.unmet),
        clause=_clause(report),
    )


# --- row 6 -----------------------------------------------------------------------------------------------------------


def _speaks_for(report: PolicyReport, question: Question) -> bool:
    """Whether a policy whose assigner or consenting party is this holder speaks of the use."""
    return covers(report.parties, question.holder) and report.speaks


def _nobody(question: Question) -> tuple[Obstacle, Verdict]:
    parties = question.holder.parties
    return _silent(parties, holder_label(question)) if parties else _UNKNOWN_HOLDER


@lru_cache(maxsize=4096)
def _silent(parties: tuple[str, ...], label: str) -> tuple[Obstacle, Verdict]:
    met = Obstacle(6, "nothing-on-record", Outcome.REVIEW, values(holder=label), parties, NOTHING)
    return met, verdict_of(met)


_LOST = Obstacle(6, "holder-unknown", Outcome.REVIEW, values(), (), NOTHING)
_UNKNOWN_HOLDER = _LOST, verdict_of(_LOST)
