"""Who is missing: assigners, assignees and parties of duties (Information Model 2.2, sections 2.1, 2.3 and 2.6)."""

from __future__ import annotations

from collections.abc import Iterator

from licensing.policy.authoring.finding import (
    Finding,
    assigner_of,
    duties_of,
    duties_pointer,
    every_duty,
    found,
)
from licensing.policy.model import Policy, PolicyType, Rule, RuleType
from licensing.policy.vocabulary.findings import Code

_TOWARDS = {
    "obtainConsent": "consentingParty",
    "compensate": "compensatedParty",
    "attribute": "attributedParty",
    "inform": "informedParty",
    "acceptTracking": "trackingParty",
}
"""Duties that are met towards somebody → the function that names them where it is not the assigner."""


def missing_parties(policy: Policy) -> Iterator[Finding]:
    """Parties without whom the policy or a duty of it means nothing."""
    rules = policy.rules
    if policy.type in {PolicyType.OFFER, PolicyType.AGREEMENT} and not (
        policy.assigner or (rules and all(rule.assigner for rule in rules))
    ):
        yield found(Code.NO_ASSIGNER, "", type=policy.type.value)
    if policy.type is PolicyType.AGREEMENT and not (
        policy.assignees or (rules and all(rule.assignees for rule in rules))
    ):
        yield found(Code.NO_ASSIGNEE, "")
    for rule in rules:
        yield from _of_rule(policy, rule)


def _of_rule(policy: Policy, rule: Rule) -> Iterator[Finding]:
    if rule.type is RuleType.OBLIGATION and not (rule.assignees or policy.assignees):
        yield found(Code.NOBODY_OBLIGED, rule.pointer, duty=rule.action)
    if assigner_of(policy, rule):
        return
    if rule.type is RuleType.OBLIGATION and rule.action in _TOWARDS:
        yield _towards_nobody(rule.pointer, rule.action)
    for duty in every_duty(duties_of(rule)):
        if duty.action in _TOWARDS and _TOWARDS[duty.action] not in dict(duty.parties):
            yield _towards_nobody(duties_pointer(rule), duty.action)


def _towards_nobody(pointer: str, action: str) -> Finding:
    return found(Code.DUTY_WITHOUT_PARTY, pointer, duty=action, function=_TOWARDS[action])
