"""Terms and values that the core does not know, and terms of the profile in a policy that does not name it."""

from __future__ import annotations

from collections.abc import Iterator

from licensing.policy.authoring.finding import (
    Finding,
    duties_of,
    duties_pointer,
    every_duty,
    found,
    placed,
)
from licensing.policy.constraints import number
from licensing.policy.model import Audience, Constraint, Policy, Rule
from licensing.policy.moments import read_span
from licensing.policy.terms import LEFT_OPERANDS, OPERATORS, PROFILE
from licensing.policy.values import OPERANDS, Operand, OperandKind
from licensing.policy.vocabulary import actions, purposes, regions
from licensing.policy.vocabulary.findings import Code

_OURS = "ra:"


def unknown_words(policy: Policy) -> Iterator[Finding]:
    """Actions, operands, operators, units, values and keys that are not known."""
    for rule in policy.rules:
        yield from _of_rule(rule)
        for pointer, constraint in placed(rule):
            yield from _of_constraint(pointer, constraint)


def _of_rule(rule: Rule) -> Iterator[Finding]:
    if rule.action and not actions.known(rule.action):
        yield found(Code.UNKNOWN_TERM, f"{rule.pointer}/action", term=rule.action)
    for name in rule.unknown:
        yield found(Code.UNKNOWN_TERM, f"{rule.pointer}/{name}", term=name)
    for duty in every_duty(duties_of(rule)):
        for name in duty.unknown:
            yield found(Code.UNKNOWN_TERM, duties_pointer(rule), term=name)


def _of_constraint(pointer: str, constraint: Constraint) -> Iterator[Finding]:
    if constraint.operator not in OPERATORS:
        yield found(Code.UNKNOWN_TERM, f"{pointer}/operator", term=constraint.operator)
    if constraint.reference is not None:
        yield found(Code.NOT_FOLLOWED, f"{pointer}/rightOperandReference", term=constraint.reference)
    elif not constraint.right:
        yield found(Code.UNKNOWN_VALUE, pointer, term="", operand=constraint.left)
    operand = OPERANDS.get(constraint.left)
    if operand is None:
        yield _strange_operand(pointer, constraint.left)
        return
    if constraint.unit and not operand.unit_allowed(constraint.unit):
        yield found(Code.UNKNOWN_TERM, f"{pointer}/unit", term=constraint.unit)
    for value in constraint.right:
        if not _is_value(operand, value):
            yield found(Code.UNKNOWN_VALUE, f"{pointer}/rightOperand", term=value, operand=constraint.left)


def _strange_operand(pointer: str, left: str) -> Finding:
    if left in LEFT_OPERANDS:
        return found(Code.NOT_ASKED, f"{pointer}/leftOperand", operand=left)
    # a constraint with a key that is not understood is read as one of an operand that nobody knows
    key = left.removeprefix("?")
    return found(Code.UNKNOWN_TERM, f"{pointer}/{'leftOperand' if key == left else key}", term=key)


def _is_value(operand: Operand, value: str) -> bool:
    match operand.kind:
        case OperandKind.PURPOSE:
            return purposes.known(value)
        case OperandKind.TERRITORY:
            return regions.known(value)
        case OperandKind.AMOUNT:
            return number(value) is not None
        case OperandKind.MOMENT:
            return read_span(value) is not None
        case OperandKind.SCALE:
            return value.removeprefix("ra:audience:") in set(Audience)
    return bool(value)


def words_of_the_profile(policy: Policy) -> Iterator[Finding]:
    """Actions and operands of our profile where the policy does not name it, each once."""
    if PROFILE in policy.profiles:
        return
    seen = set[str]()
    for rule in policy.rules:
        used = [(f"{rule.pointer}/action", rule.action)]
        used += ((f"{pointer}/leftOperand", one.left) for pointer, one in placed(rule))
        for pointer, term in used:
            if term.startswith(_OURS) and term not in seen:
                seen.add(term)
                yield found(Code.PROFILE_MISSING, pointer, term=term, profile=PROFILE)
