"""Rows 5 and 6 of the truth table: terms and signals, and what nobody speaks of (semantics.md section 3)."""

from __future__ import annotations

from collections.abc import Sequence

from licensing.policy.citing import cite_report, consenting_party, most_specific, party_name
from licensing.policy.layers import AgreementFinding, captured, feed_has_no_strangers, records_of
from licensing.policy.model import Citation, Obstacle, OnRecord, Outcome, PolicyKind, Saying, State
from licensing.policy.policies import PolicyReport, policy_report
from licensing.policy.rules import RuleReport
from licensing.policy.values import Question
from licensing.policy.walk import Verdict, Walk, covers, holder_label, missing_names, obstacle, owed, values


def published(walk: Walk, agreement: AgreementFinding) -> Verdict:
    """Rows 5 and 6 by the versions at ``at`` and, where they are stricter, by those at capture."""
    question = walk.question
    now = records_of(question, PolicyKind.TERMS, PolicyKind.SIGNAL)
    then = _at_capture(question, now)
    verdict = _versions(walk, now, agreement)
    if then != now:
        earlier = _versions(walk, then, agreement)
        if earlier.outcome.strictness > verdict.outcome.strictness:
            verdict = earlier
    walk.obstacles[:] = list(dict.fromkeys(walk.obstacles))
    return verdict


def _at_capture(question: Question, now: tuple[OnRecord, ...]) -> tuple[OnRecord, ...]:
    """The versions at capture; of a series that had none then, the one in force now ("none is not stricter").

    What takes another's place now did not do so at capture unless it was on record then.
    """
    then = captured(question)
    series = {record.id for record in question.facts.at_capture}
    later = tuple(record for record in now if record.id not in series)
    return tuple(sorted((*then, *later), key=lambda r: (r.id, r.content.version)))


def _versions(walk: Walk, records: tuple[OnRecord, ...], agreement: AgreementFinding) -> Verdict:
    if agreement.permit is not None:
        strangers = _strangers(records, agreement, walk.question)
        return _forbidden(walk, [policy_report(r, walk.question) for r in strangers]) or agreement.permit
    reports = [policy_report(record, walk.question) for record in records]
    answer = _forbidden(walk, reports) or _allowed(walk, reports)
    if answer is not None and any(_speaks_for(report, walk.question) for report in reports):
        return answer
    silent = walk.meet(_nobody(walk.question))
    return silent if answer is None or answer.outcome.strictness < silent.outcome.strictness else answer


# --- strangers to an agreement ---------------------------------------------------------------------------------------


def _strangers(
    records: tuple[OnRecord, ...], agreement: AgreementFinding, question: Question
) -> tuple[OnRecord, ...]:
    """Policies that are strangers to every permitting agreement; inside its feed a feed agreement has none."""
    if feed_has_no_strangers(agreement.permitting, question):
        return ()
    parties = frozenset().union(*(terms.assigners for terms in agreement.permitting))
    return tuple(record for record in records if not parties & _parties(record))


def _parties(record: OnRecord) -> frozenset[str]:
    """Assigners and consenting parties of a policy; the series' assigner where the document cannot be read."""
    policy = record.content.policy
    if policy is None:
        return frozenset({record.assigner}) if record.assigner else frozenset()
    named = {policy.assigner, *(rule.assigner for rule in policy.rules)}
    named |= {duty.consenting_party for rule in policy.rules for duty in rule.duties}
    return frozenset(party for party in named if party)


# --- prohibitions ----------------------------------------------------------------------------------------------------


def _forbidden(walk: Walk, reports: Sequence[PolicyReport]) -> Verdict | None:
    """Active prohibitions: deny if any cannot be lifted, else consent; unknown or unreadable ones: review."""
    active = [(report, rule) for report in reports for rule in report.active]
    barred = [rule for report, rule in active if not _can_be_lifted(report)]
    for report, rule in active:
        walk.obstacles.append(_prohibition(report, rule, walk.question))
    unsure = _unsure(walk, reports)
    chosen = most_specific(barred or [rule for _, rule in active])
    if chosen is None:
        return unsure
    report = next(report for report, rule in active if rule is chosen)
    met = _prohibition(report, chosen, walk.question)
    return Verdict(met.outcome, 5, Saying(met.code, met.values), met.citation)


def _can_be_lifted(report: PolicyReport) -> bool:
    return report.record.kind is PolicyKind.SIGNAL or report.lifting is not None


def _prohibition(report: PolicyReport, rule: RuleReport, question: Question) -> Obstacle:
    record, lifting = report.record, report.lifting
    if lifting is not None:
        code, party, clause = "terms-reserve", consenting_party(lifting), _clause(lifting)
    elif record.kind is PolicyKind.SIGNAL:
        code, party, clause = "signal-reserves", rule.assigner or record.assigner, ""
    else:
        code, party, clause = "terms-deny", rule.assigner or record.assigner, ""
    return obstacle(
        5,
        code,
        Outcome.CONSENT if _can_be_lifted(report) else Outcome.DENY,
        record,
        rule.rule,
        ask=(party,) if party else (),
        premises=rule.premises,
        party=party_name(question.facts, party),
        clause=clause,
    )


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
    permissions = [p for report in reports for p in report.permissions]
    held = [p for p in permissions if covers(_assigner(p), question.holder)]
    active = most_specific(p for p in held if p.state is State.ACTIVE)
    if active is not None:
        title = active.record.title or active.record.id
        return Verdict(
            Outcome.PERMIT,
            5,
            Saying("terms-permit", values(policy=title)),
            cite_report(active),
            duties=owed(active, question.facts),
        )
    needing = most_specific(p for p in permissions if p.only_needs_lifting and not p.unconfirmed)
    if needing is not None:
        return walk.meet(_consent_needed(needing, question))
    unconfirmed = most_specific(p for p in permissions if p.unconfirmed and not p.failed)
    if unconfirmed is not None:
        return walk.meet(obstacle(5, "unconfirmed", Outcome.REVIEW, unconfirmed.record, unconfirmed.rule))
    return None


def _assigner(report: RuleReport) -> frozenset[str]:
    return frozenset({report.assigner}) if report.assigner else frozenset()


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
    return report.speaks and covers(_parties(report.record), question.holder)


def _nobody(question: Question) -> Obstacle:
    holder = question.holder
    if not holder.parties:
        return Obstacle(6, "holder-unknown", Outcome.REVIEW, values(), (), Citation())
    filled = values(holder=holder_label(question))
    return Obstacle(6, "nothing-on-record", Outcome.REVIEW, filled, holder.parties, Citation())
