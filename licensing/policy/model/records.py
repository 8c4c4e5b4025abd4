"""What is on record: policy versions with what their kind adds, approvals, suspensions (semantics.md section 2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from licensing.policy.model.odrl import Policy
from licensing.policy.model.scales import PolicyKind, ScopeKind


@dataclass(frozen=True, slots=True)
class Clause:
    """A span of a verbatim text.  Offsets are code points of the normalised text, end exclusive."""

    label: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Scope:
    """What a policy applies to; a site may be narrowed by a path prefix (section 2)."""

    kind: ScopeKind
    value: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """The immutable part of a policy version; the same digest always names the same content.

    ``policy`` is None when the document could not be read: then ``unreadable`` says why.  ``citation`` is the statute's
    text (statutes only) with its ``source``.
    """

    version: str
    digest: str
    policy: Policy | None
    unreadable: str = ""
    clauses: tuple[Clause, ...] = ()
    citation: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Quota:
    """What is left of an agreement's quota in the calendar period of ``at``, in the agreement's zone.

    ``counted`` is true when this article already counts in the period, so that a repeat costs nothing (section 4).
    """

    unit: str
    limit: int
    used: int
    period_start: datetime
    period_end: datetime
    counted: bool = False

    @property
    def left(self) -> int:
        """Articles that may still be used in the period, never negative."""
        return max(0, self.limit - self.used)

    @property
    def open(self) -> bool:
        """Whether this use still fits."""
        return self.counted or self.left > 0


@dataclass(frozen=True, slots=True)
class AgreementTerms:
    """What only an agreement has: whom it names, whose rights it concerns, which credits it warrants, its quotas."""

    assignees: frozenset[str]
    assigners: frozenset[str]
    warrants: frozenset[str] = frozenset()
    quotas: tuple[Quota, ...] = ()
    feed: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class StatuteTerms:
    """What only a statute has.  ``territory`` is where it applies; ``needs_claim`` is false for the unclaimed kinds.

    ``excludable`` says whether a contract can exclude it; ``conditions`` are those that only a person can check;
    ``press_publisher_only`` marks the very short extract, which speaks only for the article's press publisher.
    """

    territory: str
    needs_claim: bool = True
    excludable: bool = True
    press_publisher_only: bool = False
    no_reservation: bool = False
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OnRecord:
    """One policy version as it applies to the question: content, kind, scope, interval and what its kind adds."""

    id: str
    """Identifier of the series: of a statute also the identifier that a claim names."""
    kind: PolicyKind
    content: Content
    scopes: tuple[Scope, ...]
    title: str = ""
    effective_from: datetime | None = None
    effective_to: datetime | None = None
    partial: bool = False
    confirmed: frozenset[str] = frozenset()
    """Pointers of the rules that an officer confirmed; only read where ``partial``."""
    agreement: AgreementTerms | None = None
    statute: StatuteTerms | None = None
    replaces: frozenset[str] = frozenset()
    """Series whose place this one takes because an officer confirmed that it says so ("unless otherwise noted")."""
    assigner: str | None = None
    """Who issues the series: read where the document itself cannot be."""


@dataclass(frozen=True, slots=True)
class Approval:
    """A legal officer's recorded position on a statute; None covers every consumer, use or territory."""

    statute: str
    officer: str
    reason: str
    approved_on: datetime
    effective_from: datetime
    effective_to: datetime | None = None
    consumer: str | None = None
    use: str | None = None
    territory: str | None = None


@dataclass(frozen=True, slots=True)
class Suspension:
    """Row 1: something that stops every use of what it covers.  ``part`` None covers the whole article."""

    kind: str
    reason: str
    effective_from: datetime
    effective_to: datetime | None = None
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """A pre-condition that is recorded as met (a payment made, tracking accepted) for one rule of one version."""

    version: str
    pointer: str
    action: str
