"""The words of the policy core: ODRL 2.2 policies, the question that is asked of them, and the facts it is asked in.

Everything here is a frozen value of the standard library.  Terms are those of the ODRL Information Model 2.2; what is
ours (``OnRecord``, ``Facts``, ``Use``) is defined by ``docs/semantics.md``, whose sections the docstrings name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Outcome(StrEnum):
    """What a decision says (semantics.md section 3), from the most lenient to the strictest."""

    PERMIT = "permit"
    CONSENT = "consent"
    REVIEW = "review"
    DENY = "deny"

    @property
    def strictness(self) -> int:
        """Position on the scale deny > review > consent > permit; a larger number is stricter."""
        return list(Outcome).index(self)


def strictest(*outcomes: Outcome) -> Outcome:
    """The strictest of the given outcomes; raises ValueError when there is none (nothing is never a permit)."""
    return max(outcomes, key=lambda outcome: outcome.strictness)


class State(StrEnum):
    """Three-valued truth of a constraint, a duty or a rule.  Unknown is never a permit."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    UNKNOWN = "unknown"


class RuleType(StrEnum):
    """The three classes of ODRL Rule."""

    PERMISSION = "permission"
    PROHIBITION = "prohibition"
    OBLIGATION = "obligation"


class PolicyType(StrEnum):
    """ODRL policy subclasses that this core reads."""

    SET = "Set"
    OFFER = "Offer"
    AGREEMENT = "Agreement"


class Conflict(StrEnum):
    """ODRL ``conflict`` strategies; the default is ``invalid`` (Information Model 2.2, section 2.9)."""

    PERM = "perm"
    PROHIBIT = "prohibit"
    INVALID = "invalid"


class PolicyKind(StrEnum):
    """Where a policy comes from (semantics.md section 2)."""

    TERMS = "terms"
    SIGNAL = "signal"
    AGREEMENT = "agreement"
    STATUTE = "statute"
    HOUSE = "house"


class PartKind(StrEnum):
    """The parts of an article that a use can concern (semantics.md section 1)."""

    METADATA = "metadata"
    TEXT = "text"
    IMAGE = "image"


class ScopeKind(StrEnum):
    """What a policy speaks about, from the narrowest to the broadest (the order decides citations)."""

    PART = "part"
    ARTICLE = "article"
    COLLECTION = "collection"
    SITE = "site"
    HOLDER = "holder"
    PUBLISHER = "publisher"
    EVERYTHING = "everything"


class Audience(StrEnum):
    """A scale: a permission reaches its step and the lower ones, a prohibition its step and the higher ones."""

    SELF = "self"
    INTERNAL = "internal"
    PUBLIC = "public"


# --- ODRL ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Constraint:
    """One atomic constraint; ``right`` holds the right operands as written (IRIs in their short form)."""

    left: str
    operator: str
    right: tuple[str, ...]
    datatype: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class LogicalConstraint:
    """``and`` / ``or`` / ``xone`` / ``andSequence`` over constraints."""

    operator: str
    operands: tuple[Constraint | LogicalConstraint, ...]


AnyConstraint = Constraint | LogicalConstraint


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty of a permission.  ``precondition`` is true where the document marks it so (profile term)."""

    action: str
    consenting_party: str | None = None
    constraints: tuple[AnyConstraint, ...] = ()
    precondition: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """An atomic rule: one action.  ``pointer`` is the JSON pointer of the rule in its document, ``id`` adds the action."""

    id: str
    pointer: str
    type: RuleType
    action: str
    targets: tuple[str, ...] = ()
    assigner: str | None = None
    assignees: tuple[str, ...] = ()
    constraints: tuple[AnyConstraint, ...] = ()
    duties: tuple[Duty, ...] = ()
    clauses: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    """Terms of the rule that this core does not know; a permission with one is inactive, a prohibition unknown."""


@dataclass(frozen=True, slots=True)
class Policy:
    """An ODRL policy, its compact rules expanded to atomic ones."""

    uid: str
    type: PolicyType
    rules: tuple[Rule, ...]
    conflict: Conflict = Conflict.INVALID
    profiles: tuple[str, ...] = ()
    assigner: str | None = None
    assignees: tuple[str, ...] = ()


# --- what is on record ---------------------------------------------------------------------------------------------


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


# --- the question --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a part.  A slash chain is one holder with several ``parties`` until an officer splits it.

    An empty ``parties`` is the unknown holder, for whom nobody's permission speaks.
    """

    parties: tuple[str, ...]
    name: str = ""
    press_publisher: bool = False

    @property
    def key(self) -> str:
        """A stable name of this holder inside one decision."""
        return "+".join(self.parties) or "unknown"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an article: its identifier (``metadata``, ``text`` or the image's), kind, holders and credit line."""

    id: str
    kind: PartKind
    holders: tuple[Holder, ...]
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """The facts of an article that rules may test, none of them expression."""

    id: str
    publisher: str
    site: str
    path: str
    parts: tuple[Part, ...]
    captured_at: datetime
    language: str = ""
    section: str = ""
    published_at: datetime | None = None
    collections: frozenset[str] = frozenset()
    title: str = ""
    attribution: str = ""


@dataclass(frozen=True, slots=True)
class Consumer:
    """Who will use it: from the credential, never from the request.  ``facts`` are set by an officer (section 1)."""

    id: str
    groups: frozenset[str] = frozenset()
    purposes: frozenset[str] = frozenset()
    territories: frozenset[str] = frozenset()
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Use:
    """What somebody proposes to do.  ``asset`` is ``article`` (every part that the use lists) or one part's id."""

    action: str
    asset: str
    at: datetime
    known_at: datetime
    audience: Audience | None = None
    purpose: str | None = None
    territory: str | None = None
    words: int | None = None
    characters: int | None = None
    claims: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that a decision is made from besides the use: the same facts give the same bytes (section 3)."""

    article: Article
    consumer: Consumer
    on_record: tuple[OnRecord, ...] = ()
    at_capture: tuple[OnRecord, ...] = ()
    """Versions of terms and signals in force when the article was captured, as known at ``known_at``."""
    suspensions: tuple[Suspension, ...] = ()
    approvals: tuple[Approval, ...] = ()
    fulfilled: tuple[Fulfilment, ...] = ()
    released: tuple[tuple[int, int], ...] = ()
    """Word positions of this article ever released to this consumer: half-open ranges, sorted, disjoint."""
    word_start: int = 0
    """First word position that the use asks for."""
    scheduled: tuple[datetime, ...] = ()
    """Further moments at which something on record is due to change."""
    names: tuple[tuple[str, str], ...] = ()
    """Party identifier → name, for the sentences of the answer."""


# --- the answer ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Premise:
    """One thing that was tested, with the values on both sides."""

    what: str
    left: str
    operator: str
    right: str
    state: State
    note: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """What a row rests on: policy version, rule and the verbatim clauses, the statute's text, or nothing on record."""

    policy: str = ""
    title: str = ""
    version: str = ""
    digest: str = ""
    kind: str = ""
    rule: str = ""
    clauses: tuple[Clause, ...] = ()
    text: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence by its stable ``code`` and the values it is filled with; ``sentences.say`` words it in a language."""

    code: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Something in the way, and what would remove it.

    ``code`` is stable; ``ask`` names the parties to be asked; ``overridden`` is true where a final row or a permit
    above makes it harmless today: it is listed because it would stand in the way if that fell.
    """

    row: int
    code: str
    outcome: Outcome
    values: tuple[tuple[str, str], ...] = ()
    ask: tuple[str, ...] = ()
    citation: Citation = Citation()
    premises: tuple[Premise, ...] = ()
    overridden: bool = False


@dataclass(frozen=True, slots=True)
class DutyOwed:
    """An obligation that the permit incurs."""

    action: str
    policy: str
    rule: str


@dataclass(frozen=True, slots=True)
class HolderAnswer:
    """The outcome for one holder of one part: the deciding row, what it cites, every obstacle and note."""

    holder: str
    holder_name: str
    outcome: Outcome
    row: int
    reason: Saying
    citation: Citation
    obstacles: tuple[Obstacle, ...] = ()
    notes: tuple[Saying, ...] = ()
    duties: tuple[DutyOwed, ...] = ()
    quota_left: int | None = None
    agreements: tuple[str, ...] = ()
    """Agreements that the permit rests on: a release or declared use counts against their quotas."""


@dataclass(frozen=True, slots=True)
class PartAnswer:
    """The outcome for one part: the strictest over its holders."""

    part: str
    kind: PartKind
    outcome: Outcome
    holders: tuple[HolderAnswer, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer to a use (semantics.md section 3): the strictest over parts and holders, with every obstacle."""

    outcome: Outcome
    use: Use
    article: str
    consumer: str
    parts: tuple[PartAnswer, ...]
    attribution: str
    valid_until: datetime | None
    hypothetical: bool = field(default=False)
    words_allowed: int | None = None
    """For a refused quotation: the largest smaller word limit that some rule on record names, to be asked anew."""

    @property
    def obstacles(self) -> tuple[Obstacle, ...]:
        """Every obstacle, in the order of parts, holders and rows."""
        return tuple(o for part in self.parts for holder in part.holders for o in holder.obstacles)

    @property
    def answers(self) -> tuple[HolderAnswer, ...]:
        """The answers of all holders of all parts, in order."""
        return tuple(holder for part in self.parts for holder in part.holders)
