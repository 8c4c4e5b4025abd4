"""Which policies are heard in a row and why others are not: interval, scope, another in their place, other parties."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from licensing.policy.citing import party_name
from licensing.policy.explain.rules import explained_policy
from licensing.policy.explain.tree import Explained, node
from licensing.policy.layers import concerns_holder, names_consumer
from licensing.policy.model import AgreementTerms, Approval, OnRecord, PolicyKind, StatuteTerms
from licensing.policy.moments import written
from licensing.policy.scopes import applicable, applies
from licensing.policy.values import Question, stated_territory
from licensing.policy.vocabulary import regions
from licensing.policy.vocabulary.purposes import Relation

_OPEN = "…"


@dataclass(frozen=True, slots=True)
class Heard:
    """A policy on record, and what there is to say of it here."""

    record: OnRecord
    told: Explained


def heard(
    records: Sequence[OnRecord], kinds: tuple[PolicyKind, ...], question: Question, *, at: datetime
) -> list[Heard]:
    """The policies of some kinds: those that apply with all their rules, the others with why they do not."""
    mine = sorted((r for r in records if r.kind in kinds), key=lambda r: (r.id, r.content.version))
    now = tuple(record for record in mine if _in_force(record, at))
    kept = applicable(now, question.facts.article, question.part)
    return [
        Heard(r, _told(r, question) if r in kept else _passed_over(r, question, now=r in now)) for r in mine
    ]


def as_captured(question: Question, kinds: tuple[PolicyKind, ...]) -> list[Heard]:
    """The versions at capture that are not those in force now."""
    facts = question.facts
    then = tuple(record for record in facts.at_capture if record.kind in kinds)
    kept = applicable(then, facts.article, question.part)
    return [Heard(record, _told(record, question)) for record in kept if record not in facts.on_record]


def _in_force(record: OnRecord, at: datetime) -> bool:
    start, end = record.effective_from, record.effective_to
    return (start is None or start <= at) and (end is None or at < end)


def _name(record: OnRecord) -> str:
    return record.title or record.id


def _passed_over(record: OnRecord, question: Question, *, now: bool) -> Explained:
    if not now:
        start, end = (written(m) if m else _OPEN for m in (record.effective_from, record.effective_to))
        return node("policy", "policy-not-now", state="inactive", policy=_name(record), start=start, end=end)
    if applies(record, question.facts.article, question.part):
        return node("policy", "policy-replaced", state="inactive", policy=_name(record))
    scope = ", ".join(f"{one.kind.value} {one.value}{one.path}".strip() for one in record.scopes)
    return node("policy", "policy-elsewhere", state="inactive", policy=_name(record), scope=scope)


def _told(record: OnRecord, question: Question) -> Explained:
    """A policy that applies, with what its kind adds."""
    if record.agreement is not None:
        return _agreement(record, record.agreement, question)
    told = explained_policy(record, question)
    if record.statute is None:
        return told
    return replace(told, children=(*_statute(record, record.statute, question), *told.children))


# --- agreements ------------------------------------------------------------------------------------------------------


def _agreement(record: OnRecord, terms: AgreementTerms, question: Question) -> Explained:
    if not names_consumer(terms, question):
        return node(
            "policy",
            "agreement-of-others",
            state="inactive",
            policy=_name(record),
            assignees=", ".join(sorted(terms.assignees)),
            consumer=question.facts.consumer.id,
        )
    if not concerns_holder(terms, question):
        parties = ", ".join(party_name(question.facts, party) for party in sorted(terms.assigners))
        return node(
            "policy", "agreement-of-another-holder", state="inactive", policy=_name(record), parties=parties
        )
    told = explained_policy(record, question)
    return replace(told, children=(*_quotas(terms), *told.children))


def _quotas(terms: AgreementTerms) -> Iterator[Explained]:
    for quota in sorted(terms.quotas, key=lambda q: (q.period_end, q.unit, q.limit, q.used), reverse=True):
        yield node(
            "quota",
            "quota-counted" if quota.counted else "quota",
            state="satisfied" if quota.open else "not",
            used=quota.used,
            limit=quota.limit,
            unit=quota.unit,
            start=written(quota.period_start),
            end=written(quota.period_end),
        )


# --- statutes --------------------------------------------------------------------------------------------------------


def _statute(record: OnRecord, terms: StatuteTerms, question: Question) -> Iterator[Explained]:
    """Territory, claim, what a person has to check, and every approval on record."""
    yield _territory(terms, question)
    claimed = record.id in question.use.claims
    code = (
        ("statute-claimed" if claimed else "statute-not-claimed")
        if terms.needs_claim
        else "statute-unclaimed"
    )
    yield node("note", code, state="not" if terms.needs_claim and not claimed else "satisfied")
    for condition in terms.conditions:
        yield node("note", "statute-person", condition=condition)
    found = [one for one in question.facts.approvals if one.statute == record.id]
    yield from (
        _approval(one) for one in sorted(found, key=lambda a: (a.effective_from, a.officer, a.reason))
    )
    if not found:
        yield node("approval", "statute-no-approval", state="not")


def _territory(terms: StatuteTerms, question: Question) -> Explained:
    stated = stated_territory(question)
    lies = None if stated is None else regions.relation(stated[0], terms.territory)
    if stated is None or lies is None:
        return node("premise", "statute-territory-unknown", state="unknown", territory=terms.territory)
    state = "satisfied" if lies is Relation.WITHIN else "not"
    return node(
        "premise",
        "statute-territory",
        state=state,
        territory=terms.territory,
        stated=stated[0],
        state_word=state,
    )


def _approval(one: Approval) -> Explained:
    return node(
        "approval",
        "statute-approval",
        officer=one.officer,
        reason=one.reason,
        start=written(one.effective_from),
        end=written(one.effective_to) if one.effective_to else _OPEN,
        consumer_word=one.consumer or "any",
        use_word=one.use or "any",
        territory_word=one.territory or "any",
    )
