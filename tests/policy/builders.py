"""Small values for tests of the core: a reader sees only what a test is about."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from licensing.policy.canonical import canonical_json, digest
from licensing.policy.decide import decide
from licensing.policy.model import (
    AgreementTerms,
    Approval,
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
    Policy,
    PolicyKind,
    Quota,
    Scope,
    ScopeKind,
    StatuteTerms,
    Suspension,
    Use,
)
from licensing.policy.odrl import read_policy

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CAPTURED = datetime(2024, 10, 21, 16, 0, tzinfo=UTC)
PUBLISHER = "urn:rights:party:publisher"
AGENCY = "urn:rights:party:agency"
STRANGER = "urn:rights:party:stranger"

PRESS = Holder((PUBLISHER,), "The Publisher", press_publisher=True)
AGENCY_HOLDER = Holder((AGENCY,), "The Agency")

CONSENT = {"action": "obtainConsent", "consentingParty": PUBLISHER}


def document(
    *,
    permission: list[dict[str, Any]] | None = None,
    prohibition: list[dict[str, Any]] | None = None,
    obligation: list[dict[str, Any]] | None = None,
    assigner: str | None = PUBLISHER,
    conflict: str | None = "perm",
    **more: Any,
) -> dict[str, Any]:
    made = {"@context": "http://www.w3.org/ns/odrl.jsonld", "@type": "Set", "uid": "urn:test:policy"}
    given: dict[str, Any] = {"permission": permission, "prohibition": prohibition, "obligation": obligation}
    given |= {"assigner": assigner, "conflict": conflict, **more}
    return made | {key: value for key, value in given.items() if value is not None}


def rule(action: str | list[str], **more: Any) -> dict[str, Any]:
    return {"action": action, **more}


def constraint(left: str, operator: str, right: Any) -> dict[str, Any]:
    return {"leftOperand": left, "operator": operator, "rightOperand": right}


def record(
    kind: PolicyKind,
    odrl: dict[str, Any] | None,
    *,
    id: str = "",  # noqa: A002
    scope: Scope = Scope(ScopeKind.SITE, "example.org"),  # noqa: B008
    unreadable: str = "",
    clauses: tuple[Clause, ...] = (),
    **more: Any,
) -> OnRecord:
    policy: Policy | None = read_policy(odrl) if odrl is not None else None
    name = id or f"{kind.value}-1"
    sha = digest(canonical_json(odrl))
    assigner = more.pop("assigner", policy.assigner if policy else None)
    content = Content(f"{name}@1", sha, policy, unreadable or ("" if policy else "not JSON"), clauses)
    return OnRecord(name, kind, content, (scope,), title=name, assigner=assigner, **more)


def terms(odrl: dict[str, Any] | None, **more: Any) -> OnRecord:
    return record(PolicyKind.TERMS, odrl, **more)


def signal(odrl: dict[str, Any] | None, **more: Any) -> OnRecord:
    return record(PolicyKind.SIGNAL, odrl, **more)


def house(odrl: dict[str, Any] | None, **more: Any) -> OnRecord:
    return record(PolicyKind.HOUSE, odrl, scope=Scope(ScopeKind.EVERYTHING), **more)


def agreement(
    odrl: dict[str, Any] | None,
    *,
    assignees: set[str] | None = None,
    assigners: set[str] | None = None,
    warrants: set[str] | None = None,
    quotas: tuple[Quota, ...] = (),
    feed: str = "",
    **more: Any,
) -> OnRecord:
    terms_ = AgreementTerms(
        frozenset(assignees or {"newsroom"}),
        frozenset(assigners or {PUBLISHER}),
        frozenset(warrants or ()),
        quotas,
        feed,
    )
    return record(PolicyKind.AGREEMENT, odrl, agreement=terms_, **more)


def statute(odrl: dict[str, Any] | None, *, id: str = "law", territory: str = "EU", **more: Any) -> OnRecord:  # noqa: A002
    flags = {
        k: more.pop(k)
        for k in ("needs_claim", "excludable", "press_publisher_only", "no_reservation")
        if k in more
    }
    scope = Scope(ScopeKind.EVERYTHING)
    return record(
        PolicyKind.STATUTE,
        odrl,
        id=id,
        scope=scope,
        statute=StatuteTerms(territory=territory, **flags),
        **more,
    )


def approval(of: str = "law", **more: Any) -> Approval:
    return Approval(
        of, "legal-officer", "reviewed", NOW - timedelta(days=30), NOW - timedelta(days=30), **more
    )


def quota(*, limit: int = 10, used: int = 0, counted: bool = False) -> Quota:
    return Quota("articles", limit, used, NOW - timedelta(days=1), NOW + timedelta(days=29), counted)


def suspension(**more: Any) -> Suspension:
    given: dict[str, Any] = {
        "kind": "takedown",
        "reason": "accepted",
        "effective_from": NOW - timedelta(days=1),
    }
    return Suspension(**(given | more))


TEXT = Part("text", PartKind.TEXT, (PRESS,))
METADATA = Part("metadata", PartKind.METADATA, (PRESS,))
IMAGE = Part("image-1", PartKind.IMAGE, (AGENCY_HOLDER,), "© Agency")


def article(*parts: Part, **more: Any) -> Article:
    given: dict[str, Any] = {
        "id": "a-1",
        "publisher": "publisher",
        "site": "example.org",
        "path": "/news/1",
        "parts": parts or (METADATA, TEXT, IMAGE),
        "captured_at": CAPTURED,
        "attribution": "© example.org",
    }
    return Article(**(given | more))


NEWSROOM = Consumer(
    "newsroom",
    frozenset({"editorial"}),
    frozenset({"news-reporting", "internet-search"}),
    frozenset({"WORLD"}),
)


def facts(*on_record: OnRecord, **more: Any) -> Facts:
    given: dict[str, Any] = {"article": article(), "consumer": NEWSROOM, "on_record": on_record}
    return Facts(**(given | more))


def use(action: str = "store", asset: str = "text", **more: Any) -> Use:
    given: dict[str, Any] = {
        "at": NOW,
        "known_at": NOW,
        "territory": "PL",
        "purpose": "news-reporting",
        "audience": None if action in {"personal", "share", "republish"} else Audience.INTERNAL,
    }
    return Use(action, asset, **(given | more))


def answer(asked: Use, *on_record: OnRecord, **more: Any) -> Decision:
    return decide(asked, facts(*on_record, **more))


def outcome(asked: Use, *on_record: OnRecord, **more: Any) -> Outcome:
    return answer(asked, *on_record, **more).outcome


def codes(decision: Decision) -> set[str]:
    return {met.code for met in decision.obstacles}


def load(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded
