"""One constraint against one use, three-valued and on two sides (semantics.md section 1, "Matching a rule").

A permission holds only where the stated value lies wholly *inside* what the constraint allows; a prohibition is met
where the value *touches* it.  Each side is True, False or None (unknown: a value is missing, unregistered or not
understood).  Values of a taxonomy, a scale or an amount that are broader than the rule's are not inside but touch.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation

from licensing.policy.model import AnyConstraint, Audience, Constraint, LogicalConstraint, Premise, State
from licensing.policy.moments import Span, read_span
from licensing.policy.values import OPERANDS, Operand, OperandKind, Question, language_relation
from licensing.policy.vocabulary import purposes, regions
from licensing.policy.vocabulary.purposes import Relation

Truth = bool | None


@dataclass(frozen=True, slots=True)
class Match:
    """Both sides of one constraint, with the premises that were tested."""

    inside: Truth
    touches: Truth
    premises: tuple[Premise, ...] = ()


_UNKNOWN = Match(None, None)


def every(truths: Sequence[Truth]) -> Truth:
    """Kleene *and*: False beats unknown, unknown beats True; the empty conjunction is True."""
    if any(truth is False for truth in truths):
        return False
    return None if any(truth is None for truth in truths) else True


def some(truths: Sequence[Truth]) -> Truth:
    """Kleene *or*: True beats unknown, unknown beats False; the empty disjunction is False."""
    if any(truth is True for truth in truths):
        return True
    return None if any(truth is None for truth in truths) else False


def negated(truth: Truth) -> Truth:
    """Kleene *not*."""
    return None if truth is None else not truth


# --- atomic matches, one function a kind of operand ------------------------------------------------------------------


def _by_relation(relations: Sequence[Relation | None], operator: str) -> Match:
    """Taxonomies: ``relations`` of the stated value to each right operand."""
    within = [None if r is None else r is Relation.WITHIN for r in relations]
    meets = [None if r is None else r is not Relation.DISJOINT for r in relations]
    match operator:
        case "eq" | "isA" | "isPartOf" | "isAnyOf":
            return Match(some(within), some(meets))
        case "isAllOf":
            return Match(every(within), every(meets))
        case "neq" | "isNoneOf":
            return Match(every([negated(m) for m in meets]), negated(some(within)))
        case "hasPart":
            # A broader value is never surely inside: hasPart can only be told to fail, or to touch.
            return Match(every([m and None for m in meets]), every(meets))
    return _UNKNOWN


def _taxonomy(
    relation: Callable[[str, str], Relation | None],
) -> Callable[[Sequence[str], Constraint, bool], Match]:
    def match(values: Sequence[str], constraint: Constraint, permits: bool) -> Match:  # noqa: ARG001, FBT001
        return _by_relation([relation(values[0], right) for right in constraint.right], constraint.operator)

    return match


def _text(values: Sequence[str], constraint: Constraint, permits: bool) -> Match:  # noqa: ARG001, FBT001
    """Plain terms: a set of values against a set of right operands."""
    have, want = set(values), set(constraint.right)
    answer: Truth
    match constraint.operator:
        case "eq" | "isA" | "isPartOf" | "isAnyOf":
            answer = bool(have & want)
        case "isAllOf" | "hasPart":
            answer = want <= have
        case "neq" | "isNoneOf":
            answer = not have & want
        case _:
            answer = None
    return Match(answer, answer)


_STEPS = {step: rank for rank, step in enumerate(Audience)}


def _scale(values: Sequence[str], constraint: Constraint, permits: bool) -> Match:  # noqa: ARG001, FBT001
    """The audience scale: a permission reaches its step and the lower ones, a prohibition the higher ones."""
    try:
        stated = _STEPS[Audience(values[0])]
        ruled = [_STEPS[Audience(right.removeprefix("ra:audience:"))] for right in constraint.right]
    except ValueError:
        return _UNKNOWN
    match constraint.operator:
        case "eq" | "isA" | "isPartOf" | "isAnyOf":
            return Match(stated <= max(ruled), stated >= min(ruled))
        case "lteq" | "lt" | "gteq" | "gt" if len(ruled) == 1:
            meets = [_ORDER[constraint.operator](step, ruled[0]) for step in range(stated + 1)]
            return Match(meets[stated], any(meets))
        case "neq" | "isNoneOf":
            meets = [step not in ruled for step in range(stated + 1)]
            return Match(all(meets), any(meets))
    return _UNKNOWN


_ORDER: dict[str, Callable[[object, object], bool]] = {
    "eq": lambda a, b: a == b,
    "neq": lambda a, b: a != b,
    "lt": lambda a, b: a < b,  # type: ignore[operator]
    "lteq": lambda a, b: a <= b,  # type: ignore[operator]
    "gt": lambda a, b: a > b,  # type: ignore[operator]
    "gteq": lambda a, b: a >= b,  # type: ignore[operator]
}


def number(text: str) -> Decimal | None:
    """A finite decimal number, or None."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _amount(values: Sequence[str], constraint: Constraint, permits: bool) -> Match:  # noqa: ARG001, FBT001
    """Amounts (words, characters): a use of N includes every smaller amount, so it touches an upper limit below N."""
    stated = number(values[0])
    right = number(constraint.right[0]) if len(constraint.right) == 1 else None
    if stated is None or right is None or constraint.operator not in _ORDER:
        return _UNKNOWN
    inside = _ORDER[constraint.operator](stated, right)
    broader = constraint.operator in {"lt", "lteq", "eq"} and stated > right
    return Match(inside, inside or broader)


def _order_spans(stated: Span, operator: str, right: Span) -> Match:
    """An instant against a right operand that may be a whole day or lack a zone: sure inside, possible touch."""
    first, last = right
    moment = stated[0]
    table: dict[str, tuple[bool, bool]] = {
        "lt": (moment < first, moment < last),
        "lteq": (moment <= first if first == last else moment < first, moment <= last),
        "gt": (moment > last, moment > first),
        "gteq": (moment >= last, moment >= first),
        "eq": (first == last == moment, first <= moment <= last),
        "neq": (moment < first or moment > last, not first == last == moment),
    }
    return Match(*table[operator]) if operator in table else _UNKNOWN


def _moment(values: Sequence[str], constraint: Constraint, permits: bool) -> Match:  # noqa: ARG001, FBT001
    stated = read_span(values[0])
    right = read_span(constraint.right[0]) if len(constraint.right) == 1 else None
    if stated is None or right is None or stated[0] != stated[1]:
        return _UNKNOWN
    return _order_spans(stated, constraint.operator, right)


_MATCHERS: dict[OperandKind, Callable[[Sequence[str], Constraint, bool], Match]] = {
    OperandKind.PURPOSE: _taxonomy(purposes.relation),
    OperandKind.TERRITORY: _taxonomy(regions.relation),
    OperandKind.LANGUAGE: _taxonomy(language_relation),
    OperandKind.SCALE: _scale,
    OperandKind.AMOUNT: _amount,
    OperandKind.MOMENT: _moment,
    OperandKind.TERM: _text,
}


# --- the constraint as a whole ---------------------------------------------------------------------------------------


def _premise(constraint: Constraint, left: str, match: Match, note: str, *, permits: bool) -> Premise:
    side = match.inside if permits else match.touches
    state = State.UNKNOWN if side is None else State.ACTIVE if side else State.INACTIVE
    return Premise(constraint.left, left, constraint.operator, ", ".join(constraint.right), state, note)


def understood(constraint: Constraint) -> Operand | None:
    """The operand of a constraint; None where that, its right side or its unit is not understood."""
    operand: Operand | None = OPERANDS.get(constraint.left)
    if (
        operand is None
        or not constraint.right
        or constraint.reference is not None
        or (constraint.unit and not operand.unit_allowed(constraint.unit))
    ):
        return None
    return operand


def _atomic(constraint: Constraint, question: Question, *, permits: bool) -> Match:
    operand = understood(constraint)
    if operand is None:
        premise = _premise(constraint, "", _UNKNOWN, "unknown-term", permits=permits)
        return Match(None, None, (premise,))
    return match_values(constraint, operand, operand.read(question), permits=permits)


def match_values(
    constraint: Constraint, operand: Operand, values: Sequence[str] | None, *, permits: bool
) -> Match:
    """One understood constraint against the values that are stated; None where they are missing."""
    if values is None:
        premise = _premise(constraint, "", _UNKNOWN, "missing", permits=permits)
        return Match(None, None, (premise,))
    match = _MATCHERS[operand.kind](values, constraint, permits)
    premise = _premise(constraint, ", ".join(values), match, "", permits=permits)
    return Match(match.inside, match.touches, (premise,))


def _exactly_one(matches: Sequence[Match]) -> tuple[Truth, Truth]:
    """Xone: surely exactly one (inside), possibly exactly one (touches)."""
    sure = [
        every([one.inside, *(negated(other.touches) for other in matches if other is not one)])
        for one in matches
    ]
    possible = [
        every([one.touches, *(negated(other.inside) for other in matches if other is not one)])
        for one in matches
    ]
    return some(sure), some(possible)


def match_constraint(constraint: AnyConstraint, question: Question, *, permits: bool) -> Match:
    """One constraint against a question.  ``permits`` only chooses which side the premises report."""
    if isinstance(constraint, Constraint):
        return _atomic(constraint, question, permits=permits)
    return _logical(constraint, question, permits=permits)


def _logical(constraint: LogicalConstraint, question: Question, *, permits: bool) -> Match:
    matches = [match_constraint(operand, question, permits=permits) for operand in constraint.operands]
    if not matches:
        return _UNKNOWN
    inside, touches = [m.inside for m in matches], [m.touches for m in matches]
    premises = tuple(premise for m in matches for premise in m.premises)
    match constraint.operator:
        case "and" | "andSequence":
            return Match(every(inside), every(touches), premises)
        case "or":
            return Match(some(inside), some(touches), premises)
        case "xone":
            return Match(*_exactly_one(matches), premises)
    return Match(None, None, premises)


def moments_of(constraint: AnyConstraint) -> tuple[datetime, ...]:
    """Every moment that a constraint names, and the next: an answer may change there (``valid_until``)."""
    if isinstance(constraint, LogicalConstraint):
        return tuple(moment for operand in constraint.operands for moment in moments_of(operand))
    operand = OPERANDS.get(constraint.left)
    if operand is None or operand.kind is not OperandKind.MOMENT or not operand.clock:
        return ()
    spans = [read_span(right) for right in constraint.right]
    return tuple(
        moment for span in spans if span is not None for named in span for moment in _with_next(named)
    )


def _with_next(moment: datetime) -> tuple[datetime, ...]:
    """A moment and the one after it, at which what includes the moment itself is over."""
    try:
        return moment, moment + datetime.resolution
    except OverflowError:
        return (moment,)
