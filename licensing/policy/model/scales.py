"""Outcomes, states and the other closed lists of the core."""

from __future__ import annotations

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
        return _STRICTNESS[self]


_STRICTNESS = {outcome: rank for rank, outcome in enumerate(Outcome)}


def strictest(*outcomes: Outcome) -> Outcome:
    """The strictest of the given outcomes; raises ValueError when there is none (nothing is never a permit)."""
    if len(outcomes) == 1:
        return outcomes[0]
    return max(outcomes, key=_STRICTNESS.__getitem__)


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
    """ODRL policy subclasses; those of the Common Vocabulary are read but grant nothing (see ``GRANTING``)."""

    SET = "Set"
    OFFER = "Offer"
    AGREEMENT = "Agreement"
    ASSERTION = "Assertion"
    PRIVACY = "Privacy"
    REQUEST = "Request"
    TICKET = "Ticket"


class Conflict(StrEnum):
    """ODRL ``conflict`` strategies; the default is ``invalid`` (Information Model 2.2, section 2.10)."""

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
