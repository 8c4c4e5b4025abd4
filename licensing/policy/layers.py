"""Rows 1 to 3 of the truth table: suspensions, house rules, agreements (semantics.md section 3)."""

from __future__ import annotations

from dataclasses import dataclass

from licensing.policy.citing import cite_report, most_specific, party_name
from licensing.policy.model import (
    AgreementTerms,
    DutyOwed,
    Facts,
    Obstacle,
    Outcome,
    Quota,
    RuleType,
    Saying,
    State,
    Suspension,
)
from licensing.policy.moments import written
from licensing.policy.policies import PolicyReport
from licensing.policy.rules import RuleReport
from licensing.policy.values import Question
from licensing.policy.verdict import Verdict, values
from licensing.policy.walk import Walk, covers, missing_names, obstacle, owed

# --- row 1 -----------------------------------------------------------------------------------------------------------


def suspensions(walk: Walk) -> None:
    """Row 1: a suspension that covers the part at ``at`` denies, finally."""
    for suspension in sorted(walk.facts.suspensions, key=_longest_first):
        if _suspends(suspension, walk):
            until = written(suspension.effective_to) if suspension.effective_to else "—"
            filled = values(kind=suspension.kind, reason=suspension.reason, until=until)
            walk.fix(walk.meet(Obstacle(1, "suspended", Outcome.DENY, filled)))


def _longest_first(suspension: Suspension) -> tuple[float, str, str, float, str]:
    """Sort key: one without end, then the latest end, then kind, reason, beginning and part."""
    end, start = suspension.effective_to, suspension.effective_from
    lasts = -end.timestamp() if end else float("-inf")
    return (lasts, suspension.kind, suspension.reason, start.timestamp(), suspension.part or "")


def _suspends(suspension: Suspension, question: Question) -> bool:
    at = question.use.at
    begun = suspension.effective_from <= at
    over = suspension.effective_to is not None and suspension.effective_to <= at
    return begun and not over and suspension.part in (None, question.part.id)


# --- row 2 -----------------------------------------------------------------------------------------------------------


def house_rules(walk: Walk) -> None:
    """Row 2: a house prohibition denies, finally; one unknown or unreadable sets a floor of review."""
    for entry in walk.plan.applying(walk.plan.house, walk):
        record, report = entry.record, entry.report(walk)
        if report is None:
            continue
        if report.unreadable:
            met = obstacle(2, "house-unreadable", Outcome.REVIEW, record, why=report.unreadable)
            walk.at_least(walk.meet(met))
        for rule in report.active:
            met = obstacle(
                2, "house-prohibits", Outcome.DENY, record, rule.rule, premises=rule.premises(walk)
            )
            walk.fix(walk.meet(met))
        for rule in report.unknown:
            walk.at_least(walk.meet(_unknown(2, "house-unknown", rule, walk)))


def _unknown(row: int, code: str, report: RuleReport, question: Question) -> Obstacle:
    told, missing = report.premises(question), missing_names(report)
    return obstacle(row, code, Outcome.REVIEW, report.record, report.rule, premises=told, missing=missing)


# --- row 3 -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AgreementFinding:
    """What the agreements say together: a permit with the agreements it rests on, or a prohibition, or neither."""

    permit: Verdict | None = None
    permitting: tuple[AgreementTerms, ...] = ()
    prohibited: Verdict | None = None


NO_AGREEMENT = AgreementFinding()


def agreements(walk: Walk) -> AgreementFinding:
    """Row 3: agreements that name the consumer and concern this holder or warrant this credit."""
    plan = walk.plan
    reports = [
        report
        for entry in plan.applying(plan.agreements, walk)
        if (terms := entry.record.agreement) is not None and names_consumer(terms, walk)
        if concerns_holder(terms, walk) and (report := entry.report(walk)) is not None
    ]
    prohibited = _agreement_prohibitions(walk, reports)
    permissions = [p for report in reports if not report.unreadable for p in report.permissions]
    active = [p for p in permissions if p.state is State.ACTIVE and _speaks_for(p, walk)]
    permitting = [p for p in active if _quota_left(p)]
    blocked = [p for p in permissions if p.blocked and _speaks_for(p, walk)]
    if permitting:
        return AgreementFinding(_agreement_permit(permitting, walk.facts), _terms(permitting), prohibited)
    merely = [p for p in blocked if _quota_left(p)]
    _agreement_otherwise(walk, blocked, merely, [p for p in (*active, *blocked) if not _quota_left(p)])
    return AgreementFinding(None, (), prohibited)


def names_consumer(terms: AgreementTerms, question: Question) -> bool:
    """Whether an agreement names the consumer or one of its groups."""
    consumer = question.facts.consumer
    return bool(terms.assignees & ({consumer.id} | consumer.groups))


def concerns_holder(terms: AgreementTerms, question: Question) -> bool:
    """Whether an agreement concerns the rights of this holder or warrants the part's credit."""
    shared = terms.assigners & set(question.holder.parties)
    return bool(shared) or _warranted(terms, terms.assigners, question)


def _warranted(terms: AgreementTerms, granting: frozenset[str], question: Question) -> bool:
    """Whether the agreement warrants the part's credit line, or every party of it that does not grant itself."""
    credit = question.part.credit
    return bool(credit and credit in terms.warrants) or covers(granting | terms.warrants, question.holder)


def _speaks_for(report: RuleReport, question: Question) -> bool:
    """A permission speaks only for what its assigner holds, or what the agreement warrants."""
    terms = report.record.agreement
    return terms is not None and _granted(report, terms, question)


def _granted(report: RuleReport, terms: AgreementTerms, question: Question) -> bool:
    """Whether who grants is a party to the agreement and holds the part or warrants its credit; never an unknown holder.

    A rule may name its own assigner among several: it then grants what that one holds.
    """
    named = report.assigner
    if not question.holder.parties or (named is not None and named not in terms.assigners):
        return False
    granting = frozenset({report.rule.assigner}) if report.rule.assigner else terms.assigners
    return covers(granting, question.holder) or _warranted(terms, granting, question)


def _quotas(report: RuleReport) -> tuple[Quota, ...]:
    """The quotas of the rule's agreement, the longest period first."""
    quotas = report.record.agreement.quotas if report.record.agreement else ()
    return tuple(sorted(quotas, key=lambda q: (q.period_end, q.unit, q.limit, q.used), reverse=True))


def _quota_left(report: RuleReport) -> bool:
    return all(quota.open for quota in _quotas(report))


def _terms(reports: list[RuleReport]) -> tuple[AgreementTerms, ...]:
    return tuple(r.record.agreement for r in reports if r.record.agreement)


def _agreement_prohibitions(walk: Walk, reports: list[PolicyReport]) -> Verdict | None:
    prohibited: Verdict | None = None
    for report in reports:
        record = report.record
        if report.unreadable:
            met = obstacle(3, "agreement-unreadable", Outcome.REVIEW, record, why=report.unreadable)
            walk.at_least(walk.meet(met))
        for rule in report.active:
            party = party_name(walk.facts, rule.assigner)
            ask = (rule.assigner,) if rule.assigner else ()
            met = obstacle(
                3,
                "agreement-prohibits",
                Outcome.DENY,
                record,
                rule.rule,
                ask=ask,
                premises=rule.premises(walk),
                party=party,
            )
            verdict = walk.meet(met)
            prohibited = prohibited or verdict
        for rule in report.unknown:
            walk.at_least(walk.meet(_unknown(3, "agreement-unknown", rule, walk)))
    return prohibited


def _agreement_permit(permitting: list[RuleReport], facts: Facts) -> Verdict:
    chosen = most_specific(permitting) or permitting[0]
    record = chosen.record
    left = [quota.left for quota in _quotas(chosen)]
    return Verdict(
        Outcome.PERMIT,
        3,
        Saying("agreement-permits", values(policy=record.title or record.id)),
        cite_report(chosen),
        duties=(*owed(chosen, facts), *_obligations(chosen)),
        agreements=(record.id,),
        quota_left=min(left) if left else None,
    )


def _obligations(report: RuleReport) -> tuple[DutyOwed, ...]:
    """The agreement's own obligations, owed by whoever uses it."""
    rules = report.policy.rules
    return tuple(
        DutyOwed(rule.action, report.record.content.version, rule.id)
        for rule in rules
        if rule.type is RuleType.OBLIGATION
    )


def _agreement_otherwise(
    walk: Walk, blocked: list[RuleReport], merely: list[RuleReport], exhausted: list[RuleReport]
) -> None:
    """No agreement permits: one merely blocked means review, one with its quota used up deny, unless open anyway."""
    for report in blocked:
        verdict = walk.meet(_unknown(3, "agreement-blocked", report, walk))
        if report in merely:
            walk.otherwise = verdict
    for report in exhausted:
        quota = next(quota for quota in _quotas(report) if not quota.open)
        verdict = walk.meet(
            obstacle(
                3,
                "quota-exhausted",
                Outcome.DENY,
                report.record,
                report.rule,
                used=quota.used,
                limit=quota.limit,
                unit=quota.unit,
                until=written(quota.period_end),
            )
        )
        if not merely:
            walk.otherwise = verdict


def feed_has_no_strangers(terms: tuple[AgreementTerms, ...], question: Question) -> bool:
    """Whether one of the agreements is the feed agreement that this article came in under."""
    return any(one.feed and one.feed in question.facts.article.collections for one in terms)
