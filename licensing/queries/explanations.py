"""Why a decision is what it is: from what was recorded with it, or for a question that nobody recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from licensing.policy.canonical import Json, canonical_json, load_json
from licensing.policy.decide import decide
from licensing.policy.explain import Explained, explain, overridden
from licensing.policy.record import decision_record, facts_from
from licensing.queries.contents import content_named
from licensing.queries.decisions import decision as decision_row
from licensing.queries.facts import facts_for

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from licensing.models import Decision
    from licensing.policy.model import Use


class NotReproducedError(Exception):
    """A recorded decision, made anew from its recorded facts, is another one: an explanation of it would be invented."""


def explanation_of(identifier: UUID) -> Explained:
    """Return why a recorded decision is what it is.

    Raises DecisionNotFoundError, LookupError where a policy content is missing, and NotReproducedError.
    """
    row = decision_row(identifier)
    use, facts = facts_from(cast("dict[str, Json]", load_json(row.facts)), content_named)
    made = decide(use, facts, hypothetical=row.hypothetical)
    if canonical_json(decision_record(made)) != _recorded(row):
        raise NotReproducedError(str(identifier))
    told = explain(made, facts)
    if row.origin != "override":
        return told
    return overridden(told, officer=row.officer, outcome=row.outcome, reason=row.reason)


def _recorded(row: Decision) -> bytes:
    """Return the bytes of the decision that was made, an officer's word taken off."""
    if row.origin != "override":
        return row.record.encode()
    return canonical_json(cast("dict[str, Json]", load_json(row.record))["decision"])


def explanation(*, article: UUID, consumer: str, use: Use, now: datetime) -> Explained:
    """Return what a decision on a use would be and why; nothing is recorded.

    Raises UnknownArticleError, UnknownConsumerError and UseError.
    """
    facts = facts_for(article=article, use=use, consumer=consumer)
    hypothetical = not use.at == use.known_at == now
    return explain(decide(use, facts, hypothetical=hypothetical), facts)
