"""A policy compiled once a digest: which of its rules reach an action, their tests, its moments and parties."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from licensing.policy.ask import Reach
from licensing.policy.compiled.tests import Tests, tests_of, turning
from licensing.policy.horizon import moments_of_policy
from licensing.policy.model import Content, Policy, Rule, RuleType
from licensing.policy.rules import permission_asked, prohibition_asked, tested
from licensing.policy.void import void_reason

MOST_KEPT = 4096
"""Compiled policies that are kept; when there are more, all are forgotten and compiled anew as they are asked."""


Tested = tuple[Rule, Tests]
Reaching = tuple[tuple[Tested, ...], tuple[Tested, ...]]
"""Permissions and prohibitions that reach an action."""


@dataclass(slots=True, eq=False)
class CompiledPolicy:
    """What no question changes of a policy."""

    policy: Policy
    void: str
    points: tuple[datetime, ...]
    """Moments at which a test of it may turn, sorted: the borders of its eras."""
    moments: tuple[datetime, ...]
    """Every moment that its rules name, in UTC (``valid_until``)."""
    _tests: dict[int, Tests] = field(default_factory=dict)
    _reaching: dict[Reach, Reaching] = field(default_factory=dict)

    def reaching(self, reach: Reach) -> Reaching:
        """The rules that reach the action, with their tests."""
        found = self._reaching.get(reach)
        if found is None:
            found = self._reaching[reach] = self._found(reach)
        return found

    def _found(self, reach: Reach) -> Reaching:
        permissions = tuple(
            (rule, self._test(number, rule))
            for number, rule in enumerate(self.policy.rules)
            if rule.type is RuleType.PERMISSION and permission_asked(rule, reach.action)
        )
        prohibitions = tuple(
            (rule, self._test(number, rule))
            for number, rule in enumerate(self.policy.rules)
            if rule.type is RuleType.PROHIBITION and prohibition_asked(rule, reach.action, reach.hit_by)
        )
        return permissions, prohibitions

    def _test(self, number: int, rule: Rule) -> Tests:
        found = self._tests.get(number)
        if found is None:
            addressed, several = bool(self.policy.assignees), len(self.policy.rules)
            found = tests_of(rule, self.points, addressed=addressed, several=several)
            self._tests[number] = found
        return found


def compile_policy(policy: Policy) -> CompiledPolicy:
    """The compiled form of ``policy``."""
    turns = {moment for rule in policy.rules for c in tested(rule) for moment in turning(c)}
    named = {moment.astimezone(UTC) for moment in moments_of_policy(policy)}
    return CompiledPolicy(
        policy,
        void_reason(policy),
        tuple(sorted(turns)),
        tuple(sorted(named)),
    )


_COMPILED: dict[str, CompiledPolicy] = {}


def compiled(content: Content) -> CompiledPolicy | None:
    """The compiled form of a policy version by its digest; None where it could not be read.

    The digest finds it, the policy itself confirms it: what is kept under another's digest is never used.
    """
    policy = content.policy
    if policy is None:
        return None
    kept = _COMPILED.get(content.digest)
    if kept is not None and (kept.policy is policy or kept.policy == policy):
        return kept
    if len(_COMPILED) >= MOST_KEPT:
        _COMPILED.clear()
    made = _COMPILED[content.digest] = compile_policy(policy)
    return made
