"""Rows into policy values.  What is translated here is what a decision is made from."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from licensing.models import PolicyVersion
from licensing.policy import model
from licensing.policy.errors import UnreadableError
from licensing.policy.odrl import read_policy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from licensing.models import (
        Agreement,
        Consumer,
        ConsumerRegistration,
        Fulfilment,
        PolicySeries,
        StatuteApproval,
        StatuteTerms,
        Suspension,
    )

_CACHED_CONTENTS = 2048


def version_name(series: str, number: int) -> str:
    """Return the name by which decisions cite a version: the series' identifier and the version's number."""
    return f"{series}@{number}"


def compiled(version_id: int, digest: str) -> model.Content:
    """Return the content of an immutable version, compiled once a process; the digest is part of the key."""
    return _compiled(version_id, digest)


@lru_cache(maxsize=_CACHED_CONTENTS)
def _compiled(version_id: int, digest: str) -> model.Content:
    version = PolicyVersion.objects.select_related("series").prefetch_related("clauses").get(pk=version_id)
    if version.digest != digest:
        raise ValueError("The digest is not that of the version.")
    return content(version)


def content(version: PolicyVersion) -> model.Content:
    """Return what a version says; a document that can't be read says so and never permits."""
    policy, unreadable = None, version.unreadable
    if not unreadable:
        try:
            policy = read_policy(version.document or {})
        except UnreadableError as error:
            unreadable = str(error) or "unreadable"
    return model.Content(
        version=version_name(version.series.identifier, version.number),
        digest=version.digest,
        policy=policy,
        unreadable=unreadable,
        clauses=tuple(clauses(version)),
        citation=version.citation,
        source=version.citation_source,
    )


def clauses(version: PolicyVersion) -> Iterable[model.Clause]:
    """Yield the clauses of a version with their verbatim words, in order."""
    for clause in sorted(version.clauses.all(), key=lambda c: (c.start, c.label)):
        yield model.Clause(
            clause.label, clause.start, clause.end, version.source_text[clause.start : clause.end]
        )


def agreement_terms(
    row: Agreement, series: PolicySeries, quotas: tuple[model.Quota, ...]
) -> model.AgreementTerms:
    """Return what only an agreement has; `quotas` are as its consumer stands at the moment of the question.

    An agreement about a feed is that feed's own: inside it there are no strangers (semantics.md section 3).
    """
    return model.AgreementTerms(
        assignees=frozenset(row.assignees),
        assigners=frozenset({row.assigner.identifier}),
        warrants=frozenset(row.warrants),
        quotas=quotas,
        feed=series.scope_value if series.scope_kind == "collection" else "",
        evidence=row.evidence_name,
    )


def statute_terms(row: StatuteTerms) -> model.StatuteTerms:
    """Return what only a statute has."""
    return model.StatuteTerms(
        territory=row.territory,
        needs_claim=row.needs_claim,
        excludable=row.excludable,
        press_publisher_only=row.press_publisher_only,
        no_reservation=row.no_reservation,
        conditions=tuple(row.conditions),
    )


def approval(row: StatuteApproval) -> model.Approval:
    """Return a legal officer's position; what is left empty covers everything."""
    return model.Approval(
        statute=row.series.identifier,
        officer=row.officer,
        reason=row.reason,
        approved_on=row.known_from,
        effective_from=row.effective_from,
        effective_to=row.effective_to,
        consumer=row.consumer or None,
        use=row.use or None,
        territory=row.territory or None,
    )


def suspension(row: Suspension, part: str | None) -> model.Suspension:
    """Return a suspension of a part, as decisions name it, or of the whole article (None)."""
    return model.Suspension(
        kind=row.kind,
        reason=row.reason,
        effective_from=row.effective_from,
        effective_to=row.effective_to,
        part=part,
    )


def fulfilment(row: Fulfilment, version: str) -> model.Fulfilment:
    """Return a met pre-condition of the version with this name."""
    return model.Fulfilment(version=version, pointer=row.pointer, action=row.action)


def consumer(row: Consumer, registrations: Iterable[ConsumerRegistration]) -> model.Consumer:
    """Return a consumer with what an officer registered about it."""
    known = list(registrations)

    def names(kind: str) -> frozenset[str]:
        return frozenset(r.name for r in known if r.kind == kind)

    return model.Consumer(
        id=row.identifier,
        groups=names("group"),
        purposes=names("purpose"),
        territories=names("territory"),
        facts=tuple(sorted((r.name, r.value) for r in known if r.kind == "fact")),
    )
