"""Reports in the vocabulary of the ODRL Compliance Report Model, as JSON-LD, so that public suites can be compared.

The vocabulary has two states where this core has three.  What is not known is reported as ``ra:Unknown``, which no
reader can take for active or satisfied.  A rule is *attempted* when somebody asked for anything at all (the model's
definition), whether or not the rule speaks of it.  Only what a rule names is a premise of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from licensing.policy.canonical import Json
from licensing.policy.constraints import Truth, every
from licensing.policy.model import RuleType, State
from licensing.policy.standalone.duties import DutyReport
from licensing.policy.standalone.evaluate import PolicyReport, RuleReport
from licensing.policy.standalone.premises import Tested
from licensing.policy.standalone.world import Ask, Deontic
from licensing.policy.terms import NAMESPACES, ODRL

REPORT = "https://w3id.org/force/compliance-report#"

_CONTEXT: dict[str, Json] = {
    "report": REPORT,
    "odrl": ODRL,
    "ra": NAMESPACES["ra"],
    "dcterms": NAMESPACES["dcterms"],
    "xsd": NAMESPACES["xsd"],
}
_OF_RULE = {
    RuleType.PERMISSION: "report:PermissionReport",
    RuleType.PROHIBITION: "report:ProhibitionReport",
    RuleType.OBLIGATION: "report:DutyReport",
}
_OF_PREMISE = {
    "target": "report:TargetReport",
    "party": "report:PartyReport",
    "action": "report:ActionReport",
}
_ACTIVATION = {
    State.ACTIVE: "report:Active",
    State.INACTIVE: "report:Inactive",
    State.UNKNOWN: "ra:Unknown",
}
_RANK = {State.INACTIVE: 0, State.UNKNOWN: 1, State.ACTIVE: 2}
_DEONTIC = {
    Deontic.FULFILLED: "report:Fulfilled",
    Deontic.VIOLATED: "report:Violated",
    Deontic.REMEDIED: "ra:Remedied",
    Deontic.NOT_SET: "report:NonSet",
    Deontic.UNKNOWN: "ra:Unknown",
}
_PERFORMANCE = {Deontic.FULFILLED: "report:Performed", Deontic.VIOLATED: "report:Unperformed"}

Data = dict[str, Json]


def compliance_report(report: PolicyReport, created: datetime | None = None) -> Data:
    """A ``report:PolicyReport`` with one report for each rule; ``created`` is the clock of the state."""
    data: Data = {
        "@context": _CONTEXT,
        "@type": "report:PolicyReport",
        "report:policy": {"@id": report.policy.uid},
        "report:ruleReport": [_rule(rule, report.ask) for rule in _whole(report.rules)],
    }
    if report.ask.id:
        data["report:policyRequest"] = {"@id": report.ask.id}
    if created is not None:
        data["dcterms:created"] = {"@value": created.isoformat(), "@type": "xsd:dateTime"}
    return data


def _whole(reports: Iterable[RuleReport]) -> list[RuleReport]:
    """One report for each permission and prohibition as it is written: of its actions, the one most in effect.

    Each action of an obligation is to be performed for itself.
    """
    found: dict[str, RuleReport] = {}
    for report in reports:
        alone = report.rule.type is RuleType.OBLIGATION
        name = report.rule.id if alone else report.rule.pointer
        if name not in found or _RANK[report.state] > _RANK[found[name].state]:
            found[name] = report
    return list(found.values())


def _rule(report: RuleReport, ask: Ask) -> Data:
    rule = report.rule
    asked = bool(ask.action or ask.target or ask.party)
    data: Data = {
        "@type": _OF_RULE[rule.type],
        "report:rule": {"@id": rule.uid} if rule.uid else rule.pointer,
        "report:attemptState": {"@id": "report:Attempted" if asked else "report:NotAttempted"},
        "report:activationState": {"@id": _ACTIVATION[report.state]},
        "report:premiseReport": _premises(report.premises),
        "report:conditionReport": [_duty(one) for one in (*report.duties, *report.remedies)],
    }
    if ask.rule or ask.id:
        data["report:ruleRequest"] = {"@id": ask.rule or ask.id}
    if report.deontic is not None:
        data["report:deonticState"] = {"@id": _DEONTIC[report.deontic]}
    return data


def _duty(report: DutyReport) -> Data:
    return {
        "@type": "report:DutyReport",
        "report:rule": {"@id": report.uid} if report.uid else report.action,
        "report:activationState": {"@id": _ACTIVATION[report.activation]},
        "report:deonticState": {"@id": _DEONTIC[report.state]},
        "report:performanceState": {"@id": _PERFORMANCE.get(report.state, "report:Unknown")},
        "report:premiseReport": _premises(report.premises),
        "report:conditionReport": [_duty(one) for one in report.consequences],
    }


# --- premises --------------------------------------------------------------------------------------------------------


def _premises(premises: tuple[Tested, ...]) -> list[Json]:
    """A report for each target, party and action that the rule names, refinements inside, and for each constraint."""
    refinements = tuple(one for one in premises if one.kind == "refinement")
    data: list[Json] = []
    for one in premises:
        if one.kind in _OF_PREMISE and one.right:
            inner = (*one.operands, *(refinements if one.kind == "action" else ()))
            data.append(_node(one, inner))
        elif one.kind == "constraint":
            data.append(_constraint(one))
    return data


def _node(one: Tested, refinements: tuple[Tested, ...]) -> Data:
    truth = every([one.truth, *(inner.truth for inner in refinements)]) if one.kind == "action" else one.truth
    data: Data = {"@type": _OF_PREMISE[one.kind], "report:satisfactionState": {"@id": _satisfaction(truth)}}
    if refinements:
        data["report:premiseReport"] = [_constraint(inner) for inner in refinements]
    return data


def _constraint(one: Tested) -> Data:
    data: Data = {
        "@type": "report:ConstraintReport",
        "report:satisfactionState": {"@id": _satisfaction(one.truth)},
    }
    if one.uid:
        data["report:constraint"] = {"@id": one.uid}
    if one.operands:
        data["report:constraintLogicalOperand"] = {"@id": f"odrl:{one.operator}"}
        data["report:premiseReport"] = [_constraint(inner) for inner in one.operands]
        return data
    data["report:constraintLeftOperand"] = list(one.stated)
    data["report:constraintOperator"] = {"@id": f"odrl:{one.operator}"}
    data["report:constraintRightOperand"] = list(one.right)
    return data


def _satisfaction(truth: Truth) -> str:
    if truth is None:
        return "ra:Unknown"
    return "report:Satisfied" if truth else "report:Unsatisfied"
