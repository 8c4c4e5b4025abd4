"""Rules that can never apply: constraints that exclude each other, or that nothing satisfies; provable cases only."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from licensing.policy.authoring.finding import Finding, duties_of, duties_pointer, every_duty, found, told
from licensing.policy.constraints import number
from licensing.policy.disjoint import exclude_each_other
from licensing.policy.model import AnyConstraint, Constraint, LogicalConstraint, Policy, Rule, RuleType
from licensing.policy.moments import read_span
from licensing.policy.rules import conditions
from licensing.policy.values import OPERANDS, OperandKind, language_relation
from licensing.policy.vocabulary import purposes, regions
from licensing.policy.vocabulary.findings import Code
from licensing.policy.vocabulary.purposes import Relation

MOST_PAIRS = 200_000
"""Pairs of constraints that are compared in one policy."""

Pair = tuple[Constraint, Constraint]
_CONTAINED = {OperandKind.PURPOSE, OperandKind.TERRITORY, OperandKind.LANGUAGE, OperandKind.AMOUNT}
"""Kinds of which a broader value meets a prohibition that no single value satisfies."""
RELATIONS: dict[OperandKind, Callable[[str, str], Relation | None]] = {
    OperandKind.PURPOSE: purposes.relation,
    OperandKind.TERRITORY: regions.relation,
    OperandKind.LANGUAGE: language_relation,
}
"""How values of a kind that has broader and narrower ones lie to each other."""
_EVERYTHING = {OperandKind.PURPOSE: "any", OperandKind.TERRITORY: "WORLD"}


def never_applying(policy: Policy) -> Iterator[Finding]:
    """Every rule, and every duty, whose conditions cannot hold together, with the two that clash."""
    budget = MOST_PAIRS
    for rule in policy.rules:
        search = _Search(budget, permits=rule.type is RuleType.PERMISSION)
        parts = [(rule.pointer, conditions(rule))]
        parts += [
            (duties_pointer(rule), (*duty.constraints, *duty.refinements))
            for duty in every_duty(duties_of(rule))
        ]
        for pointer, constraints in parts:
            pair = search.clash(constraints)
            if search.left < 0:
                yield found(Code.TOO_MANY, rule.pointer)
                return
            if pair is not None:
                left, right = map(told, pair)
                yield found(_code(rule, pair), pointer, left=left, right=right)
        budget = search.left


def _code(rule: Rule, pair: Pair) -> Code:
    kind = OPERANDS[pair[0].left].kind
    if kind is OperandKind.MOMENT:
        return Code.EMPTY_DATES
    broader = rule.type is RuleType.PROHIBITION and kind in _CONTAINED and not _excludes_all(pair[0])
    return Code.CONTRADICTS_ITSELF if broader else Code.NEVER_APPLIES


class _Search:
    """Looks for two constraints that exclude each other, within a number of comparisons."""

    def __init__(self, left: int, *, permits: bool) -> None:
        self.left = left
        self.permits = permits

    def clash(self, constraints: Sequence[AnyConstraint]) -> Pair | None:
        """Two constraints of which no use satisfies both, or None where that is not proved."""
        atoms, choices = _flat(constraints)
        self.left -= len(atoms)
        for one in atoms:
            if _is_empty(one) or self._no_moment(one, one):
                return one, one
        for one, other in combinations(atoms, 2):
            if self._spent():
                return None
            if exclude_each_other(one, other) or self._no_moment(one, other) or self._no_moment(other, one):
                return one, other
        return next(filter(None, (self._no_choice(choice, atoms) for choice in choices)), None)

    def _no_choice(self, choice: LogicalConstraint, atoms: list[Constraint]) -> Pair | None:
        """A clash where every operand of an ``or`` or ``xone`` is impossible beside ``atoms``."""
        found_pair: Pair | None = None
        for operand in choice.operands:
            found_pair = None if self._spent() else self.clash([*atoms, operand])
            if found_pair is None:
                return None
        return found_pair

    def _spent(self) -> bool:
        self.left -= 1
        return self.left < 0

    def _no_moment(self, low: Constraint, high: Constraint) -> bool:
        """Whether no moment lies above ``low`` and below ``high``; a permission must hold in every zone of a bare day."""
        operand = OPERANDS.get(low.left)
        if operand is None or operand.kind is not OperandKind.MOMENT or low.left != high.left:
            return False
        if low.operator not in {"gt", "gteq", "eq"} or high.operator not in {"lt", "lteq", "eq"}:
            return False
        below, above = (read_span(one.right[0]) if len(one.right) == 1 else None for one in (low, high))
        if below is None or above is None:
            return False
        start, end = (below[1], above[0]) if self.permits else (below[0], above[1])
        both = low.operator != "gt" and high.operator != "lt"
        exact = above[0] == above[1] or not self.permits
        return start > end or (start == end and not (both and exact))


def _flat(constraints: Sequence[AnyConstraint]) -> tuple[list[Constraint], list[LogicalConstraint]]:
    """The atomic constraints that must all hold, and the choices among others."""
    atoms, choices = list[Constraint](), list[LogicalConstraint]()
    for one in constraints:
        if isinstance(one, Constraint):
            atoms.append(one)
        elif one.operator in {"and", "andSequence"}:
            inner = _flat(one.operands)
            atoms += inner[0]
            choices += inner[1]
        else:
            choices.append(one)
    return atoms, choices


def _is_empty(constraint: Constraint) -> bool:
    """Whether nothing satisfies one constraint: below zero, none of everything, all of two that are disjoint."""
    operand = OPERANDS.get(constraint.left)
    if operand is None:
        return False
    if operand.kind is OperandKind.AMOUNT and len(constraint.right) == 1:
        amount = number(constraint.right[0])
        limits = {"lt": amount is not None and amount <= 0}
        limits |= dict.fromkeys(("lteq", "eq"), amount is not None and amount < 0)
        return limits.get(constraint.operator, False)
    relation = RELATIONS.get(operand.kind)
    if relation is not None and constraint.operator == "isAllOf":
        pairs = combinations(constraint.right[:100], 2)
        return any(relation(a, b) is Relation.DISJOINT for a, b in pairs)
    return _excludes_all(constraint)


def _excludes_all(constraint: Constraint) -> bool:
    kind = OPERANDS[constraint.left].kind
    relation, everything = RELATIONS.get(kind), _EVERYTHING.get(kind)
    if relation is None or everything is None or constraint.operator not in {"neq", "isNoneOf"}:
        return False
    return any(relation(everything, one) is Relation.WITHIN for one in constraint.right)
