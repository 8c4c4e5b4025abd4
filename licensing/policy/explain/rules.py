"""Policies and their rules as they were tested: which reach the use, what became of each, and what it carries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from licensing.policy.citing import party_name
from licensing.policy.explain.premises import explained_constraint
from licensing.policy.explain.tree import Explained, node
from licensing.policy.model import (
    AnyConstraint,
    Clause,
    Conflict,
    Constraint,
    Duty,
    OnRecord,
    Policy,
    PolicyKind,
    Rule,
    RuleType,
)
from licensing.policy.policies import PolicyReport, policy_report
from licensing.policy.rules import RuleReport, conditions, is_precondition
from licensing.policy.scopes import target_matches
from licensing.policy.values import Question
from licensing.policy.vocabulary import actions
from licensing.policy.walk import covers

_COMMERCIAL = Constraint("ra:commercial", "eq", ("true",))


def explained_policy(record: OnRecord, question: Question) -> Explained:
    """One policy that applies to the part, with every rule of it."""
    said = policy_report(record, question)
    title, version = record.title or record.id, record.content.version
    if said.unreadable:
        return node(
            "policy", "policy-unreadable", state="unknown", why=said.unreadable, policy=title, version=version
        )
    policy = record.content.policy
    children = [*_partial(record), *(_rules(policy, said, question) if policy else ())]
    kind = record.kind.value
    return node("policy", "policy-read", children=children, kind_word=kind, policy=title, version=version)


def _partial(record: OnRecord) -> Iterator[Explained]:
    if record.partial:
        yield node("note", "policy-partial")


def _rules(policy: Policy, said: PolicyReport, question: Question) -> Iterator[Explained]:
    further: list[str] = []
    for rule in policy.rules:
        if rule.type is RuleType.OBLIGATION:
            yield node("rule", "rule-obligation", rule=rule.pointer, action=rule.action)
        elif _reaches(rule, question):
            yield _rule(policy, rule, said, question)
        else:
            further.append(f"{rule.pointer} ({rule.action})")
    if not any(_reaches(rule, question) for rule in policy.rules if rule.type is not RuleType.OBLIGATION):
        yield node("note", "policy-silent")
    if further:
        yield node("note", "rules-elsewhere", asked=question.asked, rules="; ".join(further))


def _reaches(rule: Rule, question: Question) -> bool:
    if rule.type is RuleType.PERMISSION:
        return actions.known(rule.action) and actions.permission_reaches(rule.action, question.asked)
    struck = (question.asked, *question.hit_by)
    return not actions.known(rule.action) or any(actions.prohibition_reaches(rule.action, a) for a in struck)


def _rule(policy: Policy, rule: Rule, said: PolicyReport, question: Question) -> Explained:
    permits = rule.type is RuleType.PERMISSION
    report = next((r for r in (*said.permissions, *said.prohibitions) if r.rule is rule), None)
    alone = report or _alone(said.record, policy, rule, question)
    tests = tuple(explained_constraint(c, question, permits=permits) for c in _tested(rule))
    state, why = _fate(policy, rule, report, alone, tests, question)
    return node(
        "rule",
        f"rule-{rule.type.value}",
        state=state,
        children=[
            *why,
            *_of_another(said.record, policy, rule, question),
            *tests,
            *(_unknown_terms(alone) if alone else ()),
            *(_duty(duty, alone, question) for duty in rule.duties),
            *_clauses(said.record, rule),
        ],
        rule=rule.pointer,
        action=rule.action,
        state_word=state,
    )


def _tested(rule: Rule) -> tuple[AnyConstraint, ...]:
    """A rule's conditions; a prohibition of commercial use is met by commercial consumers."""
    commercial = rule.type is RuleType.PROHIBITION and rule.action == "cc:CommercialUse"
    return (*conditions(rule), *((_COMMERCIAL,) if commercial else ()))


def _alone(record: OnRecord, policy: Policy, rule: Rule, question: Question) -> RuleReport | None:
    """What becomes of a prohibition if its policy holds nothing else; None where it is inactive or another's."""
    single = replace(policy, rules=(rule,))
    said = policy_report(replace(record, content=replace(record.content, policy=single)), question)
    return next(iter(said.prohibitions), None)


def _fate(
    policy: Policy,
    rule: Rule,
    report: RuleReport | None,
    alone: RuleReport | None,
    tests: tuple[Explained, ...],
    question: Question,
) -> tuple[str, list[Explained]]:
    """The state of a rule that reaches the use, and the reasons that its premises do not give."""
    if report is not None:
        unconfirmed = [node("note", "rule-unconfirmed")] if report.unconfirmed else []
        return report.state.value, unconfirmed
    if alone is not None:
        return "inactive", [node("note", f"rule-overcome-{_overcome_by(policy)}")]
    if target_matches(rule.targets, question.facts.article, question.part) is False:
        return "inactive", [node("note", "rule-other-target", targets=", ".join(rule.targets))]
    if any(test.state == "not" for test in tests):
        return "inactive", []
    named = ", ".join(rule.assignees or policy.assignees)
    return "inactive", [
        node("note", "rule-other-assignee", assignees=named, consumer=question.facts.consumer.id)
    ]


def _of_another(record: OnRecord, policy: Policy, rule: Rule, question: Question) -> Iterator[Explained]:
    """A published permission permits only what its assigner holds."""
    assigner = rule.assigner or policy.assigner
    published = record.kind in (PolicyKind.TERMS, PolicyKind.SIGNAL)
    held = covers(frozenset({assigner} if assigner else ()), question.holder)
    if rule.type is RuleType.PERMISSION and published and not held:
        yield node("note", "rule-of-another", assigner=party_name(question.facts, assigner))


def _overcome_by(policy: Policy) -> str:
    return "perm" if policy.conflict is Conflict.PERM else "payment"


def _unknown_terms(report: RuleReport) -> Iterator[Explained]:
    """What is not understood of the rule itself; missing values stand in its premises."""
    for term in report.rule.unknown:
        yield node("note", "rule-unknown-term", state="unknown", term=term)
    for name in ("target", "assignee"):
        if name in report.unknown:
            yield node("note", "rule-unknown-node", state="unknown", name_word=name)
    if not actions.known(report.rule.action):
        yield node("note", "rule-unknown-action", state="unknown", action=report.rule.action)


def _duty(duty: Duty, report: RuleReport | None, question: Question) -> Explained:
    names = dict(question.facts.names)
    party = names.get(duty.consenting_party or "", duty.consenting_party or "")
    if not is_precondition(duty, question.facts):
        code, state = "duty-owed", ""
    elif report is not None and duty in report.unmet:
        code, state = ("duty-unmet-with" if party else "duty-unmet"), "not"
    else:
        code, state = "duty-met", "satisfied"
    return node("duty", code, state=state, action=duty.action, party=party)


def _clauses(record: OnRecord, rule: Rule) -> Iterator[Explained]:
    for clause in record.content.clauses:
        if clause.label in rule.clauses:
            yield _clause(clause)


def _clause(clause: Clause) -> Explained:
    return node("clause", "clause", label=clause.label, text=clause.text, start=clause.start, end=clause.end)
