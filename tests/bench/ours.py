"""The policy core itself, through the entry that the application uses."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from functools import cache
from typing import Any

from licensing.policy.canonical import canonical_json, digest
from licensing.policy.decide import decide
from licensing.policy.model import (
    Article,
    Audience,
    Clause,
    Consumer,
    Content,
    Decision,
    Facts,
    Holder,
    OnRecord,
    Outcome,
    Part,
    PartKind,
    PolicyKind,
    Scope,
    ScopeKind,
    Use,
)
from licensing.policy.odrl import read_policy
from licensing.policy.record import decision_bytes
from tests.bench.answers import Answer
from tests.bench.rules import PURPOSES, PlainRule, Request

CAPTURED = datetime(2025, 11, 3, 8, 0, tzinfo=UTC)
CONSUMER = Consumer("newsroom", frozenset({"editorial"}), frozenset(PURPOSES), frozenset({"WORLD"}))


class Ours:
    """Whole decisions: every row walked, every obstacle listed with its premises, verbatim clauses cited."""

    name = "imprimatur"

    def __init__(self, rules: list[list[PlainRule]]) -> None:
        self._on_record = [(_terms(number, one),) for number, one in enumerate(rules)]

    def written(self, request: Request) -> Any:
        """The use and the facts: new objects for each request, which share what is known of their publisher."""
        use = Use(
            request.use,
            "text",
            request.at,
            request.at,
            Audience(request.audience),
            request.purpose,
            request.territory,
        )
        return use, Facts(_article(request), CONSUMER, self._on_record[request.publisher])

    def decide(self, publisher: int, written: Any) -> Any:  # noqa: ARG002
        """The decision."""
        return decide(*written)

    def answer(self, decided: Any) -> Answer:
        """Whether it permits, and the rule and clauses that the deciding row cites."""
        decision: Decision = decided
        clauses = tuple(clause.label for clause in decision.answers[0].citation.clauses)
        rules = tuple(label.removeprefix("C-") for label in clauses)
        return Answer(decision.outcome is Outcome.PERMIT, rules, clauses)


class Recorded(Ours):
    """The same, with the canonical record of the decision and its SHA-256."""

    name = "imprimatur, recorded"

    def decide(self, publisher: int, written: Any) -> Any:  # noqa: ARG002
        """The decision, its canonical bytes and their digest."""
        decision = decide(*written)
        data = decision_bytes(decision)
        return decision, data, hashlib.sha256(data).hexdigest()

    def answer(self, decided: Any) -> Answer:
        """That of the decision."""
        return super().answer(decided[0])


@cache
def _parts(publisher: int) -> tuple[Part, ...]:
    """Parts of a publisher's articles: what is read alike is one object in the application too (``queries.facts``)."""
    holder = Holder(
        (f"urn:rights:party:publisher-{publisher}",), f"Publisher {publisher}", press_publisher=True
    )
    return Part("metadata", PartKind.METADATA, (holder,)), Part("text", PartKind.TEXT, (holder,))


def _article(request: Request) -> Article:
    site = f"site-{request.publisher}.example"
    return Article(
        id=f"article-{request.publisher}-{request.article}",
        publisher=f"publisher-{request.publisher}",
        site=site,
        path=f"/news/{request.article}",
        parts=_parts(request.publisher),
        captured_at=CAPTURED,
        language="en",
        attribution=f"© {site}",
    )


def _terms(number: int, rules: list[PlainRule]) -> OnRecord:
    party = f"urn:rights:party:publisher-{number}"
    document: dict[str, Any] = {
        "@context": "http://www.w3.org/ns/odrl.jsonld",
        "@type": "Offer",
        "uid": f"urn:bench:terms:{number}",
        "assigner": party,
        "conflict": "prohibit",
        "permission": [_rule(rule) for rule in rules if rule.allow],
        "prohibition": [_rule(rule) for rule in rules if not rule.allow],
    }
    clauses, start = [], 0
    for rule in rules:
        text = f"{rule.clause}. The publisher {'permits' if rule.allow else 'reserves'} {rule.action} as stated here."
        clauses.append(Clause(rule.clause, start, start + len(text), text))
        start += len(text) + 1
    content = Content(
        f"terms-{number}@1", digest(canonical_json(document)), read_policy(document), clauses=tuple(clauses)
    )
    scope = Scope(ScopeKind.SITE, f"site-{number}.example")
    return OnRecord(
        f"terms-{number}", PolicyKind.TERMS, content, (scope,), f"Terms of publisher {number}", assigner=party
    )


def _rule(rule: PlainRule) -> dict[str, Any]:
    tests = [
        (name, "eq", value)
        for name, value in (
            ("purpose", rule.purpose),
            ("spatial", rule.territory),
            ("ra:audience", rule.audience),
        )
        if value
    ]
    if rule.starts is not None:
        tests.append(("dateTime", "gteq", rule.starts.isoformat()))
    if rule.ends is not None:
        tests.append(("dateTime", "lt", rule.ends.isoformat()))
    constraints = [{"leftOperand": a, "operator": b, "rightOperand": c} for a, b, c in tests]
    more = {"constraint": constraints} if constraints else {}
    return {"action": rule.action, "fromClause": [rule.clause], **more}
