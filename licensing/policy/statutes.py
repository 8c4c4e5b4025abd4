"""Row 4 of the truth table: statutory exceptions (semantics.md section 3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from licensing.policy.bound import cite
from licensing.policy.citing import cite_report, most_specific
from licensing.policy.compiled.entries import Entry
from licensing.policy.layers import AgreementFinding
from licensing.policy.model import (
    Approval,
    Obstacle,
    OnRecord,
    Outcome,
    PolicyKind,
    Premise,
    Saying,
    State,
    StatuteTerms,
)
from licensing.policy.moments import written
from licensing.policy.policies import PolicyReport
from licensing.policy.rules import RuleReport
from licensing.policy.values import Question, registered, stated_territory
from licensing.policy.verdict import Verdict, values
from licensing.policy.vocabulary import regions
from licensing.policy.vocabulary.purposes import Relation
from licensing.policy.walk import (
    Walk,
    failing_names,
    holder_label,
    missing_names,
    obstacle,
    owed,
)


class Standing(StrEnum):
    """Whether the conditions of a statute that a machine can check hold."""

    HOLDS = "holds"
    UNKNOWN = "unknown"
    FAILS = "fails"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Hearing:
    """One statute that reaches the use: its standing, what is missing or fails, and who approved it."""

    record: OnRecord
    terms: StatuteTerms
    standing: Standing
    detail: str
    report: RuleReport | None
    approval: Approval | None
    silenced: str = ""
    """Code of the sentence that says why it is silent whatever its conditions (a signal, a stranger's right)."""


def statutes(walk: Walk, agreement: AgreementFinding) -> None:
    """Row 4: hear every statute whose territory contains the use's; an unclaimed one is silent unless it permits."""
    plan = walk.plan
    hearings = [
        hearing for entry in plan.applying(plan.statutes, walk) if (hearing := _hear(entry, walk)) is not None
    ]
    heard = {hearing.record.id for hearing in hearings}
    for claim in sorted(walk.use.claims - heard):
        walk.notes.append(_unheard(claim, walk))
    if agreement.prohibited is not None:
        walk.fix(_against_contract(walk, hearings, agreement.prohibited))
    for hearing in hearings:
        (_claimed if _is_claimed(hearing, walk) else _unclaimed)(walk, hearing)


def _is_claimed(hearing: Hearing, question: Question) -> bool:
    return hearing.terms.needs_claim and hearing.record.id in question.use.claims


def _unheard(claim: str, question: Question) -> Saying:
    titles = {r.id: r.title for r in question.facts.on_record if r.kind is PolicyKind.STATUTE}
    code = "claim-out-of-reach" if claim in titles else "claim-not-on-record"
    return Saying(code, values(policy=titles.get(claim) or claim))


# --- hearing one statute ---------------------------------------------------------------------------------------------


def _hear(entry: Entry, walk: Walk) -> Hearing | None:
    """The hearing of a statute, or None where its territory or its permissions do not reach the use."""
    record, terms = entry.record, entry.record.statute
    if terms is None:
        return None
    territory = _territory(terms, walk)
    if territory is Standing.FAILS:
        return None
    said = entry.report(walk, failing=True)
    if said is None:
        return None
    if said.unreadable:
        return Hearing(record, terms, Standing.UNREADABLE, said.unreadable, None, None)
    if not said.permissions:
        return None
    standing, detail, report = _conditions(said.permissions, walk)
    others = [_prohibitions(said), (territory, "spatial")]
    if terms.no_reservation:
        others.append(_reservation(walk))
    standing, detail = max([(standing, detail), *others], key=lambda one: _WORSE[one[0]])
    return Hearing(record, terms, standing, detail, report, _approval(record, walk), _silenced(terms, walk))


def _territory(terms: StatuteTerms, question: Question) -> Standing:
    stated = stated_territory(question)
    lies = None if stated is None else regions.relation(stated[0], terms.territory)
    if lies is None:
        return Standing.UNKNOWN
    return Standing.HOLDS if lies is Relation.WITHIN else Standing.FAILS


def _conditions(
    permissions: Sequence[RuleReport], question: Question
) -> tuple[Standing, str, RuleReport | None]:
    active = most_specific(p for p in permissions if p.state is State.ACTIVE)
    if active is not None:
        return Standing.HOLDS, "", active
    blocked = most_specific(p for p in permissions if not p.failed)
    if blocked is not None:
        return Standing.UNKNOWN, missing_names(blocked), blocked
    failing = most_specific(permissions)
    return Standing.FAILS, failing_names(failing, question) if failing else "?", failing


_WORSE = {Standing.HOLDS: 0, Standing.UNKNOWN: 1, Standing.FAILS: 2}
"""A failing condition goes before an unknown one."""


def _prohibitions(said: PolicyReport) -> tuple[Standing, str]:
    """What the statute itself excludes, by its own conflict strategy."""
    if said.active:
        return Standing.FAILS, f"{said.active[0].rule.action} is excluded by the statute itself"
    if said.unknown:
        return Standing.UNKNOWN, missing_names(said.unknown[0])
    return Standing.HOLDS, ""


def _reservation(walk: Walk) -> tuple[Standing, str]:
    """Whether no reservation against the use is on record, at capture or now (art. 4 of Directive (EU) 2019/790)."""
    reports = [r for entry in _published(walk) if (r := entry.report(walk)) is not None]
    if any(report.active for report in reports):
        return Standing.FAILS, "a reservation is on record"
    if any(report.unknown or report.unreadable for report in reports):
        return Standing.UNKNOWN, "whether a reservation is on record"
    return Standing.HOLDS, ""


def _published(walk: Walk) -> Sequence[Entry]:
    """Terms and signals, those at capture and those in force now."""
    return (*walk.plan.publishing(walk), *walk.plan.at_capture(walk))


def _silenced(terms: StatuteTerms, walk: Walk) -> str:
    """Why the very short extract is silent for this holder or page; an empty string where it is not."""
    if not terms.press_publisher_only:
        return ""
    if not walk.holder.press_publisher:
        return "statute-silent-holder"
    return "statute-silent-signal" if _excerpt_signal(walk) else ""


def _excerpt_signal(walk: Walk) -> bool:
    """Whether a signal limits excerpts below what is asked, or one is unreadable or unknown (section 3)."""
    for entry in _published(walk):
        if entry.record.kind is not PolicyKind.SIGNAL:
            continue
        report = entry.report(walk)
        if report is None:
            continue
        explicit = any(r.rule.action == "extract" for r in report.active)
        if report.unreadable or report.unknown or explicit:
            return True
    return False


def _approval(record: OnRecord, question: Question) -> Approval | None:
    """The approval that covers consumer, use, territory and time, the earliest recorded first."""
    covering = (a for a in question.facts.approvals if a.statute == record.id and _approves(a, question))
    return min(covering, key=lambda a: (a.effective_from, a.officer, a.reason, a.approved_on), default=None)


def _approves(approval: Approval, question: Question) -> bool:
    use, at = question.use, question.use.at
    return (
        approval.effective_from <= at
        and (approval.effective_to is None or at < approval.effective_to)
        and approval.consumer in (None, question.facts.consumer.id)
        and approval.use in (None, use.action, question.asked)
        and (approval.territory is None or _within(approval.territory, question))
    )


def _within(territory: str, question: Question) -> bool:
    stated = stated_territory(question)
    return stated is not None and registered(stated[0], frozenset({territory}), regions.relation)


# --- what a hearing says ---------------------------------------------------------------------------------------------


def _permit(walk: Walk, hearing: Hearing) -> Verdict:
    approval, report, record = hearing.approval, hearing.report, hearing.record
    reason = (
        f"{approval.reason} ({approval.officer}, {written(approval.approved_on)[:10]})" if approval else ""
    )
    if hearing.terms.press_publisher_only:
        walk.notes.append(Saying("press-right-only"))
    return Verdict(
        Outcome.PERMIT,
        4,
        Saying("statute-permits", values(policy=record.title or record.id, approval=reason)),
        cite_report(report) if report else cite(record),
        duties=owed(report, walk.facts) if report else (),
    )


def _unclaimed(walk: Walk, hearing: Hearing) -> None:
    """An unclaimed statute permits, finally, where approved and its conditions hold; otherwise silent, and says so."""
    if hearing.terms.needs_claim:
        return
    code = hearing.silenced or _silence(hearing)
    if code:
        said = values(
            policy=hearing.record.title or hearing.record.id,
            missing=hearing.detail,
            holder=holder_label(walk),
        )
        walk.notes.append(Saying(code, said))
        return
    walk.fix(_permit(walk, hearing))


def _silence(hearing: Hearing) -> str:
    if hearing.standing is Standing.FAILS:
        return "statute-silent-fails"
    if hearing.standing is not Standing.HOLDS:
        return "statute-silent-unknown"
    return "" if hearing.approval is not None else "statute-silent-approval"


def _claimed(walk: Walk, hearing: Hearing) -> None:
    """A claimed statute: permit, finally; or review unless open anyway; or it fails, says so and goes on."""
    if _granted(hearing):
        walk.fix(_permit(walk, hearing))
        return
    verdict = walk.meet(_refused_claim(hearing, walk))
    if hearing.standing is not Standing.FAILS:
        walk.otherwise = verdict


def _granted(hearing: Hearing) -> bool:
    return hearing.standing is Standing.HOLDS and hearing.approval is not None and not hearing.silenced


_REFUSALS = {
    Standing.HOLDS: "claim-not-approved",
    Standing.UNKNOWN: "claim-condition-unknown",
    Standing.FAILS: "claim-condition-fails",
    Standing.UNREADABLE: "claim-unreadable",
}


def _refused_claim(hearing: Hearing, question: Question) -> Obstacle:
    premises: tuple[Premise, ...] = hearing.report.premises(question) if hearing.report else ()
    rule = hearing.report.rule if hearing.report else None
    code, detail = _REFUSALS[hearing.standing], hearing.detail
    return obstacle(
        4, code, Outcome.REVIEW, hearing.record, rule, premises=premises, missing=detail, why=detail
    )


def _against_contract(walk: Walk, hearings: list[Hearing], denied: Verdict) -> Verdict:
    """A contract's prohibition stands, but a claimed statute that contracts cannot exclude is still heard."""
    heard = [h for h in hearings if _is_claimed(h, walk) and not h.terms.excludable]
    granted = next((h for h in heard if _granted(h)), None)
    if granted is not None:
        return _permit(walk, granted)
    verdicts = [(hearing, walk.meet(_refused_claim(hearing, walk))) for hearing in heard]
    open_ = next((verdict for hearing, verdict in verdicts if hearing.standing is not Standing.FAILS), None)
    return open_ or denied
