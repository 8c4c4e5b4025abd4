"""Reports as plain JSON data."""

from __future__ import annotations

from licensing.policy.canonical import Json
from licensing.policy.constraints import Truth
from licensing.policy.errors import UnreadableError
from licensing.policy.model import Rule, RuleType, State
from licensing.policy.standalone.duties import DutyReport
from licensing.policy.standalone.evaluate import PolicyReport, Result, RuleReport
from licensing.policy.standalone.premises import Tested, satisfaction


def report_data(report: PolicyReport) -> dict[str, Json]:
    """A policy report: ``result``, and for each rule its state, premises, duties and what became of it."""
    return {
        "policy": report.policy.uid,
        "type": report.policy.type.value,
        "conflict": report.policy.conflict.value,
        "request": report.ask.id,
        "result": report.result.value,
        "reason": report.reason,
        "permitted": report.result is Result.PERMITTED,
        "forRequest": report.for_request.value,
        "conflicts": [
            {"permission": _name(one), "prohibition": _name(other), "certain": truth is True}
            for one, other, truth in report.conflicts
        ],
        "rules": [_rule(rule) for rule in report.rules],
    }


def unreadable_data(error: UnreadableError) -> dict[str, Json]:
    """The report on a policy that cannot be read: it permits nothing."""
    return {
        "result": "unreadable",
        "permitted": False,
        "reason": error.message,
        "pointer": error.pointer,
        "rules": [],
    }


def _name(rule: Rule) -> str:
    return rule.uid or rule.pointer


def _rule(report: RuleReport) -> dict[str, Json]:
    rule = report.rule
    return {
        "rule": _name(rule),
        "pointer": rule.pointer,
        "type": rule.type.value,
        "action": rule.action,
        "state": report.state.value,
        "active": report.state is State.ACTIVE,
        "effective": _truth(report.effective),
        "attempted": _truth(report.attempted),
        "control": _control(report),
        "premises": [_premise(one) for one in report.premises],
        "duties": [_duty(one) for one in report.duties],
        "remedies": [_duty(one) for one in report.remedies],
        "deontic": report.deontic.value if report.deontic else None,
        "unknown": list(rule.unknown),
    }


def _control(report: RuleReport) -> Json:
    """Whether a permission permits what is asked for (draft Formal Semantics, "control state")."""
    if report.rule.type is not RuleType.PERMISSION:
        return None
    return "permit" if report.state is State.ACTIVE else "deny"


def _truth(truth: Truth) -> Json:
    return "unknown" if truth is None else truth


def _premise(one: Tested) -> dict[str, Json]:
    data: dict[str, Json] = {"premise": one.kind, "state": satisfaction(one.truth).value}
    if one.kind in {"constraint", "refinement"}:
        data |= {"constraint": one.uid, "leftOperand": one.left, "operator": one.operator}
    data |= {"rightOperand": list(one.right), "stated": list(one.stated)}
    if one.operands:
        data["operands"] = [_premise(operand) for operand in one.operands]
    return data


def _duty(one: DutyReport) -> dict[str, Json]:
    return {
        "rule": one.uid,
        "action": one.action,
        "activation": one.activation.value,
        "state": one.state.value,
        "settled": _truth(one.settled),
        "premises": [_premise(premise) for premise in one.premises],
        "consequences": [_duty(inner) for inner in one.consequences],
    }
