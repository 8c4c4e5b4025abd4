"""The state of one walk through the rows of the truth table, for one part and one of its holders."""

from __future__ import annotations

from dataclasses import dataclass, field

from licensing.policy.bound import cite
from licensing.policy.citing import party_name
from licensing.policy.compiled.governing import Plan
from licensing.policy.model import (
    DutyOwed,
    Facts,
    Holder,
    Obstacle,
    OnRecord,
    Outcome,
    Part,
    Premise,
    Rule,
    Saying,
    Use,
)
from licensing.policy.rules import RuleReport, is_precondition
from licensing.policy.values import Question, Stated
from licensing.policy.verdict import Verdict, values, verdict_of

_new = object.__new__


@dataclass(slots=True, eq=False)
class Walk(Question):
    """A question on its way: obstacles and notes met so far, and the three ways in which a row can bind the result.

    ``final`` fixes it; ``otherwise`` replaces anything but a permit found later; ``floor`` is the least strict result
    (section 3).  ``setting_out`` makes one.
    """

    plan: Plan = field(kw_only=True)
    """What is on record about the action."""
    obstacles: list[Obstacle] = field(default_factory=list)
    notes: list[Saying] = field(default_factory=list)
    final: Verdict | None = None
    otherwise: Verdict | None = None
    floor: Verdict | None = None

    def fix(self, verdict: Verdict) -> None:
        """A final row: the first one counts."""
        self.final = self.final or verdict

    def at_least(self, verdict: Verdict) -> None:
        """A floor: the strictest counts, the first among equals."""
        if self.floor is None or verdict.outcome.strictness > self.floor.outcome.strictness:
            self.floor = verdict

    def meet(self, obstacle: Obstacle) -> Verdict:
        """Record an obstacle and return it as what its row says."""
        self.obstacles.append(obstacle)
        return verdict_of(obstacle)


def setting_out(use: Use, facts: Facts, part: Part, holder: Holder, plan: Plan, stated: Stated) -> Walk:
    """A walk on which nothing is met yet: what ``Walk`` makes, in half the time."""
    walk = _new(Walk)
    walk.use = use
    walk.facts = facts
    walk.part = part
    walk.holder = holder
    walk.reach = plan.reach
    walk.stated = stated
    walk.plan = plan
    walk.written_at = ""
    walk.points = None
    walk.obstacles = []
    walk.notes = []
    walk.final = walk.otherwise = walk.floor = None
    return walk


def obstacle(
    row: int,
    code: str,
    outcome: Outcome,
    record: OnRecord,
    rule: Rule | None = None,
    *,
    ask: tuple[str, ...] = (),
    premises: tuple[Premise, ...] = (),
    **given: object,
) -> Obstacle:
    """An obstacle that rests on a policy version and, where given, one of its rules."""
    filled = values(policy=record.title or record.id, **given)
    return Obstacle(row, code, outcome, filled, ask, cite(record, rule), premises)


def missing_names(report: RuleReport) -> str:
    """What is not known or not yet done, as a short list for a sentence."""
    names = [*report.unknown, *(duty.action for duty in report.unmet)]
    if report.unconfirmed:
        names.append("confirmation")
    return ", ".join(dict.fromkeys(names)) or "?"


def failing_names(report: RuleReport, question: Question) -> str:
    """Which tests fail, with the values on both sides."""
    failing = [
        f"{p.what} {p.left} {p.operator} {p.right}"
        for p in report.premises(question)
        if p.state.value == "inactive"
    ]
    return "; ".join(failing) or "?"


def owed(report: RuleReport, facts: Facts) -> tuple[DutyOwed, ...]:
    """The obligations that a permit by this rule incurs: its duties that are not pre-conditions."""
    record, duties = report.record, report.rule.duties
    if not duties:
        return ()
    return tuple(
        DutyOwed(duty.action, record.content.version, report.rule.id)
        for duty in duties
        if not is_precondition(duty, facts)
    )


def covers(parties: frozenset[str], holder: Holder) -> bool:
    """Whether ``parties`` are this holder: all of a supply chain, never an unknown one."""
    return bool(holder.parties) and parties.issuperset(holder.parties)


def holder_label(question: Question) -> str:
    """The holder's name for a sentence."""
    holder = question.holder
    return (
        holder.name or ", ".join(party_name(question.facts, p) for p in holder.parties) or "an unknown holder"
    )
