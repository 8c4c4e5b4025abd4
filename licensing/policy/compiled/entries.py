"""One policy version on record against the questions of one action: quick where tables answer, plain elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from licensing.policy.ask import Reach
from licensing.policy.bound import Bound
from licensing.policy.compiled.policies import CompiledPolicy
from licensing.policy.compiled.tests import ERA, Tests
from licensing.policy.model import OnRecord, ScopeKind, State
from licensing.policy.policies import PolicyReport, may_yield, parties_of, standing, unreadable
from licensing.policy.rules import RuleReport, concerns, granted, report
from licensing.policy.scopes import scope_matches
from licensing.policy.values import Question

_ACTIVE, _INACTIVE = State.ACTIVE, State.INACTIVE

MOST_UNPACKED = 256
"""Masks of an entry whose reports are kept; others are unpacked each time."""


@dataclass(slots=True, eq=False)
class TestedRule(Bound):
    """A rule on record with its compiled tests."""

    __test__ = False

    tests: Tests
    bit: int
    """Its place in the masks of its entry."""
    bare: bool = field(init=False)
    """Whether it needs nothing but that its tests hold, all by table, and that it concerns the part and the consumer."""
    sure: bool = field(init=False)
    """Whether it concerns every part and consumer, too."""
    holding: RuleReport = field(init=False)
    """What becomes of it where they do: what ``granted`` or ``struck`` comes to."""

    def __post_init__(self) -> None:
        """Work out what no question changes."""
        Bound.__post_init__(self)
        waits = self.tests.permits and (self.rule.duties or self.unconfirmed)
        self.bare = not (self.tests.plain or waits)
        self.sure = self.bare and not self.tests.aimed
        self.holding = RuleReport(self, _ACTIVE, told=self.tests.told if self.tests.ordered else ())


class Masks(dict[object, int]):
    """Stated value → the rules of an entry whose tests of one slot may hold with it and, further left, those whose do.

    Both are one number, so that what several slots say meets in one step.
    """

    __slots__ = ("rules", "slot")

    def __init__(self, slot: int, rules: tuple[TestedRule, ...]) -> None:
        super().__init__()
        self.slot, self.rules = slot, rules

    def __missing__(self, value: object) -> int:
        possible = sure = 0
        for bound in self.rules:
            truths = [table[value] for table in bound.tests.quick if table.slot == self.slot]
            possible |= 0 if False in truths else bound.bit
            sure |= bound.bit if all(truths) else 0
        met = self[value] = possible | sure << len(self.rules)
        return met


class Holding:
    """Rules of an entry that hold together, by their tests alone, and what they say."""

    __slots__ = ("deciding", "parties", "permitting", "report", "striking")

    def __init__(
        self, report: PolicyReport, prohibitions: list[TestedRule], permissions: list[TestedRule]
    ) -> None:
        active = {id(one) for one in report.active}
        self.report, self.parties = report, report.parties
        self.permitting = sorted(permissions, key=lambda bound: bound.key)
        """Permissions, the most specific first."""
        self.striking = [bound for bound in prohibitions if id(bound.holding) in active]
        """Prohibitions in the order of the document: of each rule the most specific action."""
        self.deciding = min(self.striking, key=lambda bound: bound.key, default=None)
        """The most specific of these."""


@dataclass(slots=True, eq=False)
class Entry:
    """A record with its rules that reach one action."""

    record: OnRecord
    compiled: CompiledPolicy | None
    lost: PolicyReport | None
    """What it says where it cannot be read or is void."""
    permissions: tuple[TestedRule, ...]
    prohibitions: tuple[TestedRule, ...]
    parties: frozenset[str] = field(init=False)
    points: tuple[datetime, ...] = field(init=False)
    site: str | None = field(init=False)
    """The site where its only scope is a whole one: what most terms have."""
    timed: bool = field(init=False)
    masks: tuple[Masks, Masks, Masks] = field(init=False)
    """What is tested by table of purpose, territory and audience."""
    eras: Masks = field(init=False)
    """The same for the eras between ``points``."""
    holding: dict[int, Holding] = field(init=False, default_factory=dict)
    """What all masks let stand together → what those rules say, where they need nothing but that their tests hold."""
    yields: bool = field(init=False)
    """Whether a permission of the policy can take a prohibition of it away."""
    _several: int = field(init=False)
    _every: int = field(init=False)
    _sure: int = field(init=False)
    """The rules that need nothing but that their tests hold, all by table."""

    def __post_init__(self) -> None:
        """Work out what makes its scope and interval quick to test."""
        record = self.record
        self.parties = parties_of(record)
        rules = (*self.permissions, *self.prohibitions)
        self.yields = self.compiled is not None and may_yield(self.compiled.policy)
        self._several = len(rules)
        self._every = (1 << len(rules)) - 1
        self._sure = sum(bound.bit for bound in rules if bound.sure)
        self.masks = (Masks(0, rules), Masks(1, rules), Masks(2, rules))
        self.eras = Masks(ERA, rules)
        dated = any(bound.tests.points for bound in rules)
        self.points = self.compiled.points if self.compiled and dated else ()
        sole = record.scopes[0] if len(record.scopes) == 1 else None
        whole = sole is not None and sole.kind is ScopeKind.SITE and not sole.path
        self.site = sole.value if sole is not None and whole else None
        self.timed = record.effective_from is not None or record.effective_to is not None

    @property
    def says(self) -> bool:
        """Whether it may say anything of the action."""
        return bool(self.lost or self.permissions or self.prohibitions)

    def covers(self, question: Question) -> bool:
        """Whether one of its scopes covers the part."""
        article = question.facts.article
        return any(scope_matches(scope, article, question.part) for scope in self.record.scopes)

    def report(self, question: Question, *, failing: bool = False) -> PolicyReport | None:
        """What the policy says of the use; None where nothing.  Failed permissions are told only if ``failing``."""
        if self.lost is not None:
            return self.lost
        met = self._met(question)
        possible, sure = met & self._every, met >> self._several
        if failing:
            said = self._told(question, self._every, sure, failing=True)
        elif not possible:
            return None
        elif possible == sure & self._sure:
            kept = self.holding.get(met)
            said = self._unpack(met) if kept is None else kept.report
        else:
            said = self._told(question, possible, sure)
        if self.yields and said is not None and said.permissions and said.prohibitions:
            return self._standing(said, question)
        return said

    def _met(self, question: Question) -> int:
        """The rules that may hold by the tables and those that do."""
        stated = question.stated
        purposes, territories, audiences = self.masks
        met = purposes[stated[0]] & territories[stated[1]] & audiences[stated[2]]
        return met & self.eras[question.era(self.points)] if met and self.points else met

    def _unpack(self, met: int) -> PolicyReport:
        """What the rules of a mask say that hold."""
        prohibitions = [bound for bound in self.prohibitions if bound.bit & met]
        permissions = [bound for bound in self.permissions if bound.bit & met]
        barring, allowing = ([bound.holding for bound in some] for some in (prohibitions, permissions))
        said = PolicyReport(self.record, "", barring, allowing, self.parties)
        if len(self.holding) < MOST_UNPACKED:
            self.holding[met] = Holding(said, prohibitions, permissions)
        return said

    def _told(
        self, question: Question, possible: int, sure: int, *, failing: bool = False
    ) -> PolicyReport | None:
        """What the rules say whose tests may hold."""
        permissions: list[RuleReport] = []
        prohibitions: list[RuleReport] = []
        for bound in self.permissions:
            if possible & bound.bit:
                told = _permission(bound, question, inside=bool(sure & bound.bit))
                if told is not None and (failing or not told.failed):
                    permissions.append(told)
        for bound in self.prohibitions:
            if possible & bound.bit:
                told = _prohibition(bound, question, touches=bool(sure & bound.bit))
                if told is not None and told.state is not _INACTIVE:
                    prohibitions.append(told)
        if not prohibitions and not permissions:
            return None
        return PolicyReport(self.record, "", prohibitions, permissions, self.parties)

    def _standing(self, said: PolicyReport, question: Question) -> PolicyReport:
        """What is left of it by the policy's own conflict strategy."""
        policy = said.permissions[0].policy
        left = standing(policy, said.prohibitions, said.permissions, question)
        return PolicyReport(self.record, "", left, said.permissions, self.parties)


def entry(record: OnRecord, policy: CompiledPolicy | None, reach: Reach) -> Entry:
    """The record's entry for an action."""
    lost = unreadable(record, policy.void if policy is not None else "")
    if policy is None or lost is not None:
        return Entry(record, policy, lost, (), ())
    permissions, prohibitions = policy.reaching(reach)
    first, whole = len(permissions), policy.policy
    permitting = tuple(TestedRule(record, whole, r, t, 1 << n) for n, (r, t) in enumerate(permissions))
    forbidding = [TestedRule(record, whole, r, t, 1 << n) for n, (r, t) in enumerate(prohibitions, first)]
    forbidding.sort(key=lambda bound: (bound.rule.pointer, bound.key))
    return Entry(record, policy, None, permitting, tuple(forbidding))


def _permission(bound: TestedRule, question: Question, *, inside: bool) -> RuleReport | None:
    """By the tables where they are all that is tested and all hold, else by the plain evaluator."""
    concerned = _concerned(bound, question) if inside else None
    if concerned is None:
        return report(bound, question)
    if not concerned:
        return None
    return bound.holding if bound.bare else granted(bound, question, inside, (), bound.tests.told)


def _prohibition(bound: TestedRule, question: Question, *, touches: bool) -> RuleReport | None:
    """By the tables where they are all that is tested and all hold, else by the plain evaluator."""
    concerned = _concerned(bound, question) if touches else None
    if concerned is None:
        return report(bound, question)
    return bound.holding if concerned else None


def _concerned(bound: TestedRule, question: Question) -> bool | None:
    """Whether a rule concerns the part and the consumer; None where more than tables and names must be looked at."""
    if bound.sure:
        return True
    if bound.tests.plain:
        return None
    unsure = concerns(bound, question) if bound.tests.aimed else ()
    return False if unsure is None else None if unsure else True
