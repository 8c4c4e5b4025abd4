"""What is on record without an index: every record looked at for every question, every rule by the plain evaluator."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from licensing.policy.ask import Reach
from licensing.policy.canonical import canonical_json
from licensing.policy.decide import _decided
from licensing.policy.horizon import moments_of_policy, moments_of_record
from licensing.policy.limits import word_limits
from licensing.policy.model import Decision, Facts, OnRecord, Outcome, PolicyKind, Use
from licensing.policy.policies import PolicyReport, parties_of, policy_report
from licensing.policy.record import decision_record
from licensing.policy.scopes import applicable
from licensing.policy.values import Question

PUBLISHED = (PolicyKind.TERMS, PolicyKind.SIGNAL)


class PlainEntry:
    def __init__(self, record: OnRecord) -> None:
        self.record = record
        self.parties = parties_of(record)

    def report(self, question: Question, *, failing: bool = False) -> PolicyReport:  # noqa: ARG002
        return policy_report(self.record, question)


class PlainPlan:
    alone = None

    def __init__(self, facts: Facts, reach: Reach) -> None:
        self.reach = reach
        self.rows = True
        self.house = self._of(facts, PolicyKind.HOUSE)
        self.agreements = self._of(facts, PolicyKind.AGREEMENT)
        self.statutes = self._of(facts, PolicyKind.STATUTE)
        self.published = self._of(facts, *PUBLISHED)
        self._captured = [PlainEntry(one) for one in facts.at_capture if one.kind in PUBLISHED]

    def _of(self, facts: Facts, *kinds: PolicyKind) -> list[PlainEntry]:
        return [PlainEntry(one) for one in facts.on_record if one.kind in kinds]

    def applying(self, entries: list[PlainEntry], question: Question) -> list[PlainEntry]:
        at = question.use.at
        return self._kept([one for one in entries if _in_force(one.record, at)], question)

    def publishing(self, question: Question) -> list[PlainEntry]:
        return self.applying(self.published, question)

    def at_capture(self, question: Question) -> list[PlainEntry]:
        return self._kept(self._captured, question)

    def _kept(self, entries: list[PlainEntry], question: Question) -> list[PlainEntry]:
        records = tuple(one.record for one in entries)
        return [PlainEntry(one) for one in applicable(records, question.facts.article, question.part)]


class PlainPlans:
    def __init__(self, facts: Facts) -> None:
        self.facts = facts

    def __getitem__(self, reach: Reach) -> PlainPlan:
        return PlainPlan(self.facts, reach)


class PlainGoverning:
    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.plans = PlainPlans(facts)

    @property
    def moments(self) -> list[datetime]:
        return sorted(moment.astimezone(UTC) for moment in self._moments())

    @property
    def untils(self) -> list[datetime | None]:
        return [*self.moments, None]

    def _moments(self) -> Iterator[datetime]:
        for one in self.facts.on_record:
            yield from moments_of_record(one)
        for one in (*self.facts.on_record, *self.facts.at_capture):
            yield from moments_of_policy(one.content.policy)


def _in_force(record: OnRecord, at: datetime) -> bool:
    start, end = record.effective_from, record.effective_to
    return (start is None or start <= at) and (end is None or at < end)


def plain_decide(use: Use, facts: Facts) -> Decision:
    """The decision without an index."""
    known: Any = PlainGoverning(facts)
    decision = _decided(use, facts, known)
    if decision.outcome is Outcome.PERMIT or use.words is None:
        return decision
    tried = (
        words
        for words in word_limits(decision.use, facts)
        if _decided(replace(decision.use, words=words), facts, known).outcome is Outcome.PERMIT
    )
    return replace(decision, words_allowed=next(tried, None))


def plain_bytes(decision: Decision) -> bytes:
    """The canonical bytes as the record defines them."""
    return canonical_json(decision_record(decision))
