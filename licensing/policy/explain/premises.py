"""Constraints as they were tested: the stated value, the operator in words, the ruled value, and why one is unknown."""

from __future__ import annotations

from licensing.policy.constraints import Truth, match_constraint
from licensing.policy.explain.tree import Explained, node
from licensing.policy.model import AnyConstraint, Constraint, LogicalConstraint
from licensing.policy.values import OPERANDS, Question

_STATES: dict[Truth, str] = {True: "satisfied", False: "not", None: "unknown"}


def explained_constraint(constraint: AnyConstraint, question: Question, *, permits: bool) -> Explained:
    """One constraint: for a permission whether the use lies inside it, for a prohibition whether it touches it."""
    match = match_constraint(constraint, question, permits=permits)
    state = _STATES[match.inside if permits else match.touches]
    if isinstance(constraint, LogicalConstraint):
        return _logical(constraint, question, state, permits=permits)
    return _atomic(constraint, question, state)


def _logical(constraint: LogicalConstraint, question: Question, state: str, *, permits: bool) -> Explained:
    return node(
        "logical",
        "logical",
        state=state,
        children=[explained_constraint(one, question, permits=permits) for one in constraint.operands],
        operator_word=constraint.operator,
        state_word=state,
    )


def _atomic(constraint: Constraint, question: Question, state: str) -> Explained:
    code = _why_unknown(constraint, question) if state == "unknown" else f"premise-{state}"
    return node(
        "premise",
        code,
        state=state,
        what_word=constraint.left,
        left=", ".join(_stated(constraint, question)),
        operator_word=constraint.operator,
        right=", ".join(constraint.right),
        asked=_asked(constraint, question),
        consumer=question.facts.consumer.id,
    )


def _stated(constraint: Constraint, question: Question) -> tuple[str, ...]:
    operand = OPERANDS.get(constraint.left)
    return (operand.read(question) if operand else None) or ()


def _asked(constraint: Constraint, question: Question) -> str:
    """What the request says of a purpose or territory, whether the consumer is registered for it or not."""
    named = {"purpose": question.use.purpose, "spatial": question.use.territory}
    return named.get(constraint.left) or ""


def _why_unknown(constraint: Constraint, question: Question) -> str:
    operand = OPERANDS.get(constraint.left)
    if operand is None:
        return "premise-not-understood"
    if constraint.reference is not None:
        return "premise-reference"
    if not constraint.right:
        return "premise-without-value"
    if constraint.unit and not operand.unit_allowed(constraint.unit):
        return "premise-unit"
    if not _stated(constraint, question):
        return "premise-unregistered" if _asked(constraint, question) else "premise-missing"
    return "premise-not-comparable"
