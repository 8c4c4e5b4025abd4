"""One policy version on record against the questions of one action: quick where tables answer, plain elsewhere."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from licensing.policy.ask import Reach
from licensing.policy.bound import Bound
from licensing.policy.compiled.policies import CompiledPolicy
from licensing.policy.compiled.tests import ERA, Tests, premises
from licensing.policy.constraints import Truth
from licensing.policy.model import OnRecord, ScopeKind, State
from licensing.policy.policies import PolicyReport, parties_of, standing, unreadable
from licensing.policy.rules import Premises, RuleReport, granted, report, struck
from licensing.policy.scopes import scope_matches
from licensing.policy.values import Question, Stated

_ACTIVE, _INACTIVE = State.ACTIVE, State.INACTIVE


@dataclass(slots=True, eq=False)
class TestedRule(Bound):
    """A rule on record with its compiled tests."""

    __test__ = False

    tests: Tests
    simple: bool = field(init=False)
    """Whether a permission needs nothing but that its tests hold."""

    def __post_init__(self) -> None:
        """Work out what no question changes."""
        Bound.__post_init__(self)
        self.simple = not self.rule.duties and not self.unconfirmed


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

    def __post_init__(self) -> None:
        """Work out what makes its scope and interval quick to test."""
        record = self.record
        self.parties = parties_of(record)
        self.points = self.compiled.points if self.compiled else ()
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
        stated = question.stated
        stated[ERA] = bisect_right(self.points, question.use.at) if self.points else None
        permissions, prohibitions = [], []
        for bound in self.permissions:
            truth = _looked_up(bound.tests, stated)
            if truth is not False or failing:
                told = _permission(bound, question, truth)
                if told is not None and (failing or not told.failed):
                    permissions.append(told)
        for bound in self.prohibitions:
            truth = _looked_up(bound.tests, stated)
            if truth is not False:
                told = _prohibition(bound, question, truth)
                if told is not None and told.state is not _INACTIVE:
                    prohibitions.append(told)
        if not prohibitions and not permissions:
            return None
        if prohibitions and permissions:
            prohibitions = standing(prohibitions[0].policy, prohibitions, permissions, question)
        return PolicyReport(self.record, "", prohibitions, permissions, self.parties)


def entry(record: OnRecord, policy: CompiledPolicy | None, reach: Reach) -> Entry:
    """The record's entry for an action."""
    lost = unreadable(record, policy.void if policy is not None else "")
    if policy is None or lost is not None:
        return Entry(record, policy, lost, (), ())
    permissions, prohibitions = policy.reaching(reach)
    return Entry(
        record,
        policy,
        None,
        tuple(TestedRule(record, policy.policy, rule, tests) for rule, tests in permissions),
        tuple(TestedRule(record, policy.policy, rule, tests) for rule, tests in prohibitions),
    )


def _looked_up(tests: Tests, stated: Stated) -> Truth:
    """Whether all tests of closed lists hold: False beats unknown."""
    found: Truth = True
    for slot, table in tests.quick:
        truth = table[stated[slot]]
        if truth is not True:
            if truth is False:
                return False
            found = None
    return found


def _permission(bound: TestedRule, question: Question, inside: Truth) -> RuleReport | None:
    """By the tables where they are all that is tested, else by the plain evaluator."""
    if inside is not True or bound.tests.plain:
        return report(bound, question)
    told = _teller(bound.tests, question)
    if bound.simple:  # what ``granted`` comes to
        return RuleReport(bound, _ACTIVE, False, (), (), False, told)  # noqa: FBT003
    return granted(bound, question, inside, (), told)


def _prohibition(bound: TestedRule, question: Question, touches: Truth) -> RuleReport | None:
    """By the tables where they are all that is tested, else by the plain evaluator."""
    if touches is not True or bound.tests.plain:
        return report(bound, question)
    return struck(bound, touches, (), _teller(bound.tests, question))


def _teller(tests: Tests, question: Question) -> Premises | Callable[[], Premises]:
    """What tells the premises when they are asked for."""
    if not tests.ordered:
        return ()
    stated = question.stated[ERA]
    era = stated if isinstance(stated, int) else None
    return lambda: premises(tests, question, era)
