"""Tests of a rule as tables from a stated value to whether it holds, filled by the plain matcher on first use.

Only values of closed lists (purposes, territories, audiences) and the eras between moments that a policy names are
keys, so that a table never outgrows the vocabulary.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from licensing.policy.constraints import Match, Truth, match_constraint, match_values, understood
from licensing.policy.model import AnyConstraint, Constraint, Premise, Rule, RuleType
from licensing.policy.model.quick import quick_premise
from licensing.policy.moments import read_span, written
from licensing.policy.rules import Premises, Teller, refined_among_several, tested
from licensing.policy.values import Operand, OperandKind, Question, Stated
from licensing.policy.vocabulary import actions

SLOTS = {
    OperandKind.PURPOSE: 0,
    OperandKind.TERRITORY: 1,
    OperandKind.SCALE: 2,
}
"""Kind of operand → where its stated value stands in ``Question.stated``."""

MOST_MOMENTS = 256
"""A policy that names more moments has its dates tested plainly: its tables would grow with the square of them."""

MOST_TOLD = 256
"""Stated values for which a rule keeps what its tables told together; when there are more, all are forgotten."""

MOST_TOLD_TOGETHER = 16_384
"""The same for all rules of a policy: those of a policy of very many rules keep fewer each."""

CLOCK = "dateTime"
"""The operand that is tested by eras, as premises name it."""

ERA = 3
"""Where the era of the policy stands: how many of its moments are not after ``at``."""


def at_moment(told: Premises, now: str) -> Premises:
    """Premises as they are ``now``, which lies in the era of those that are on the time."""
    then: list[Premise] = []
    for one in told:
        if one.what == CLOCK:
            then.append(quick_premise(CLOCK, now, one.operator, one.right, one.state, one.note))
        else:
            then.append(one)
    return tuple(then)


class Table(dict[object, Truth]):
    """Stated value → whether the constraint holds on the rule's side; None is a missing value."""

    __slots__ = ("constraint", "operand", "permits", "premises", "slot")

    def __init__(self, constraint: Constraint, operand: Operand, slot: int, *, permits: bool) -> None:
        super().__init__()
        self.constraint, self.operand, self.slot, self.permits = constraint, operand, slot, permits
        self.premises: dict[object, Premises] = {}

    def told(self, question: Question) -> Premises:
        """What the plain matcher told of the value that the question states."""
        return self.premises[question.stated[self.slot]]

    def told_of(self, stated: Stated, turn: int) -> Premises:  # noqa: ARG002 - of no era
        """The same for stated values in an era."""
        return self.premises[stated[self.slot]]

    def __missing__(self, value: object) -> Truth:
        match = self._match(value)
        self.premises[value] = match.premises
        truth = self[value] = match.inside if self.permits else match.touches
        return truth

    def _match(self, value: object) -> Match:
        stated = None if value is None else (str(value),)
        return match_values(self.constraint, self.operand, stated, permits=self.permits)


class Eras(Table):
    """Era → whether a constraint on ``dateTime`` holds: the same at every moment of one era."""

    __slots__ = ("points",)

    def __init__(
        self, constraint: Constraint, operand: Operand, points: tuple[datetime, ...], *, permits: bool
    ) -> None:
        super().__init__(constraint, operand, ERA, permits=permits)
        self.points = points

    def told(self, question: Question) -> Premises:
        """The same with the moment of the question in place of its era's."""
        return at_moment(self.premises[question.era(self.points)], question.now)

    def told_of(self, stated: Stated, turn: int) -> Premises:  # noqa: ARG002 - of no stated value
        """What the plain matcher told of the moment that stands for the era."""
        return self.premises[turn]

    def _match(self, value: object) -> Match:
        era = int(str(value))
        moment = self.points[era - 1] if era else self.points[0] - datetime.resolution
        stated = (written(moment),)
        return match_values(self.constraint, self.operand, stated, permits=self.permits)


@dataclass(slots=True, eq=False)
class Tests:
    """The tests of one rule: quick ones by table, slow ones for the plain matcher, in the order of the rule."""

    __test__ = False

    permits: bool
    quick: tuple[Table, ...]
    ordered: tuple[Table | AnyConstraint, ...]
    plain: bool
    """Whether anything else is tested: other constraints, terms that are not understood."""
    aimed: bool
    """Whether the rule names targets or assignees."""
    most: int
    """Stated values for which it keeps what its tables told."""

    tellers: tuple[Teller, ...] = field(init=False)
    tabled: bool = field(init=False)
    """Whether all that is tested is tested by table."""
    points: tuple[datetime, ...] = field(init=False, default=())
    """The borders of the eras that it tests, if it tests any."""
    _told: dict[object, Premises] = field(init=False, default_factory=dict)
    """Stated values, and era where one is tested → what the tables told of them."""

    def __post_init__(self) -> None:
        """Find what tells of each test."""
        plainly = partial(_told_plainly, permits=self.permits)
        self.tellers = tuple(
            one.told if isinstance(one, Table) else partial(plainly, one) for one in self.ordered
        )
        self.tabled = len(self.quick) == len(self.ordered)
        self.points = next((one.points for one in self.quick if isinstance(one, Eras)), ())

    def told(self, question: Question) -> Premises:
        """What the plain matcher tells of every test of the rule."""
        if not self.tabled:
            return tuple([premise for tell in self.tellers for premise in tell(question)])
        if not self.points:
            return self.tables_told(question.stated, 0)
        return at_moment(self.tables_told(question.stated, question.era(self.points)), question.now)

    def tables_told(self, stated: Stated, turn: int) -> Premises:
        """What the tables told of these values in this era: the moment that stands for it is not the question's."""
        key = (stated, turn) if self.points else stated
        told = self._told.get(key)
        if told is None:
            if len(self._told) >= self.most:
                self._told.clear()
            told = tuple([premise for table in self.quick for premise in table.told_of(stated, turn)])
            self._told[key] = told
        return told


def _told_plainly(constraint: AnyConstraint, question: Question, *, permits: bool) -> Premises:
    return match_constraint(constraint, question, permits=permits).premises


def tests_of(rule: Rule, points: tuple[datetime, ...], *, addressed: bool, several: int) -> Tests:
    """The tests of ``rule`` in a policy of ``several`` rules whose moments are ``points``."""
    most = max(1, min(MOST_TOLD, MOST_TOLD_TOGETHER // several))
    permits = rule.type is RuleType.PERMISSION
    ordered = tuple(_test(constraint, points, permits=permits) for constraint in tested(rule))
    tables = tuple(one for one in ordered if isinstance(one, Table))
    aimed = bool(addressed or rule.targets or rule.assignees)
    unsure = rule.unknown or refined_among_several(rule) or not actions.known(rule.action)
    plain = bool(len(tables) < len(ordered) or unsure)
    return Tests(permits, tables, ordered, plain=plain, aimed=aimed, most=most)


def _test(constraint: AnyConstraint, points: tuple[datetime, ...], *, permits: bool) -> Table | AnyConstraint:
    if not isinstance(constraint, Constraint):
        return constraint
    operand = understood(constraint)
    if operand is None:
        return constraint
    if operand.kind in SLOTS:
        return Table(constraint, operand, SLOTS[operand.kind], permits=permits)
    if operand.clock and turning(constraint) and 0 < len(points) <= MOST_MOMENTS:
        return Eras(constraint, operand, points, permits=permits)
    return constraint


def turning(constraint: AnyConstraint) -> tuple[datetime, ...]:
    """Moments at which an understood constraint on ``dateTime`` may turn; none where it is not one."""
    if not isinstance(constraint, Constraint) or len(constraint.right) != 1:
        return ()
    operand = understood(constraint)
    span = read_span(constraint.right[0])
    if operand is None or not operand.clock or span is None:
        return ()
    try:
        return tuple(moment for one in span for moment in (one, one + datetime.resolution))
    except OverflowError:
        return ()
