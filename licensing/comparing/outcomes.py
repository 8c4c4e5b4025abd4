"""What comes of each version by itself: every standard use of every part, as if nothing else were on record.

The question is the plainest: a commercial consumer of whom nothing is registered, who states neither purpose nor
territory; then each purpose and territory that either version names, for which the consumer is then registered.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from licensing.policy.decide import decide
from licensing.policy.model import (
    AnyConstraint,
    Article,
    Consumer,
    Content,
    Facts,
    Holder,
    LogicalConstraint,
    OnRecord,
    Outcome,
    Part,
    PartKind,
    Scope,
    ScopeKind,
    Use,
)
from licensing.policy.vocabulary import purposes, regions
from licensing.policy.vocabulary.uses import STANDARD_USES, StandardUse

WORDS = 40
"""Length of the excerpt that is asked for: no very short extract."""
MOST_VALUES = 20
"""Purposes and territories that are asked about beside the plain question."""


@dataclass(frozen=True)
class Said:
    """A version as it would stand on record, alone."""

    record: OnRecord
    holder: str

    @property
    def content(self) -> Content:
        """What it says."""
        return self.record.content


@dataclass(frozen=True)
class Case:
    """One question: a standard use of a part, with the purpose or territory that is stated, "" for none."""

    use: str
    part: PartKind
    purpose: str = ""
    territory: str = ""


@dataclass(frozen=True)
class OutcomeChange:
    """What either version comes to in one case."""

    case: Case
    old: Outcome
    new: Outcome

    @property
    def changed(self) -> bool:
        """Whether the versions differ here."""
        return self.old is not self.new


def outcome_changes(old: Said, new: Said, at: datetime) -> list[OutcomeChange]:
    """Return the plain cases, and of the others those in which either version answers differently than there."""
    plain = {
        (use.id, part): _compared(Case(use.id, part), old, new, at)
        for use in STANDARD_USES.values()
        for part in use.parts
    }
    special = [
        change
        for use in STANDARD_USES.values()
        for part in use.parts
        for named in _named(old, new)
        if _differs(
            change := _compared(replace(named, use=use.id, part=part), old, new, at), plain[use.id, part]
        )
    ]
    return [*plain.values(), *special]


def _differs(change: OutcomeChange, plain: OutcomeChange) -> bool:
    return (change.old, change.new) != (plain.old, plain.new)


def _compared(case: Case, old: Said, new: Said, at: datetime) -> OutcomeChange:
    return OutcomeChange(case, _outcome(case, old, at), _outcome(case, new, at))


def _outcome(case: Case, said: Said, at: datetime) -> Outcome:
    use = STANDARD_USES[case.use]
    asked = Use(
        action=use.id,
        asset=_part_id(case.part),
        at=at,
        known_at=at,
        purpose=case.purpose or None,
        territory=case.territory or None,
        words=WORDS if use.quotation else None,
    )
    return decide(asked, _facts(case, use, said, at), hypothetical=True).outcome


def _facts(case: Case, use: StandardUse, said: Said, at: datetime) -> Facts:
    scope = said.record.scopes[0] if said.record.scopes else Scope(ScopeKind.EVERYTHING)
    holder = Holder((said.holder,) if said.holder else (), said.holder, press_publisher=True)
    parts = tuple(Part(_part_id(kind), kind, (holder,)) for kind in use.parts)
    article = Article(
        id=scope.value if scope.kind is ScopeKind.ARTICLE else "00000000-0000-0000-0000-000000000000",
        publisher=scope.value if scope.kind is ScopeKind.PUBLISHER else "publisher",
        site=scope.value if scope.kind is ScopeKind.SITE else "example.com",
        path=scope.path or "/",
        parts=parts,
        captured_at=at,
    )
    who = Consumer(
        "anyone",
        purposes=frozenset({case.purpose} - {""}),
        territories=frozenset({case.territory} - {""}),
    )
    record = said.record
    if scope.kind in (ScopeKind.PART, ScopeKind.COLLECTION):
        record = replace(record, scopes=(Scope(ScopeKind.EVERYTHING),))
    return Facts(article=article, consumer=who, on_record=(record,))


def _part_id(kind: PartKind) -> str:
    return kind.value


def _named(old: Said, new: Said) -> list[Case]:
    """Return a case for each purpose and territory that a rule of either names and the taxonomies know."""
    found: dict[Case, None] = {}
    for said in (old, new):
        rules = said.content.policy.rules if said.content.policy else ()
        for rule in rules:
            for left, value in _values((*rule.constraints, *rule.refinements)):
                if left == "purpose" and purposes.known(value):
                    found[Case("", PartKind.TEXT, purpose=purposes.short(value))] = None
                elif left == "spatial" and regions.known(value):
                    found[Case("", PartKind.TEXT, territory=regions.short(value))] = None
    return sorted(found, key=lambda case: (case.purpose, case.territory))[:MOST_VALUES]


def _values(constraints: tuple[AnyConstraint, ...]) -> Iterator[tuple[str, str]]:
    for one in constraints:
        if isinstance(one, LogicalConstraint):
            yield from _values(one.operands)
        else:
            yield from ((one.left, value) for value in one.right)
