"""What officers confirm about policies: single rules of a partial reading, and that one takes another's place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from licensing.models import Replacement, RuleConfirmation
from licensing.operations.facts import supersede
from licensing.operations.locks import change_the_record
from licensing.policy.odrl import read_policy

if TYPE_CHECKING:
    from datetime import datetime

    from licensing.models import PolicySeries, PolicyVersion


class UnknownRuleError(LookupError):
    """The version has no rule at this pointer."""


def confirm_rule(
    *,
    version: PolicyVersion,
    pointer: str,
    by: str,
    reason: str,
    now: datetime,
    effective_from: datetime | None = None,
) -> RuleConfirmation:
    """Confirm one rule of a partial reading, by its JSON pointer.  Raises UnknownRuleError and UnreadableError."""
    rules = read_policy(version.document or {}).rules
    if pointer not in {rule.pointer for rule in rules}:
        raise UnknownRuleError(f"{version} has no rule at {pointer}.")
    with transaction.atomic():
        now = change_the_record(now)
        return supersede(
            RuleConfirmation,
            {"version": version, "pointer": pointer},
            effective_from=effective_from or now,
            now=now,
            by=by,
            reason=reason,
        )


def confirm_replacement(
    *, series: PolicySeries, replaced: PolicySeries, by: str, reason: str, now: datetime
) -> Replacement:
    """Confirm that a narrower policy says it takes a broader one's place (semantics.md section 2)."""
    with transaction.atomic():
        now = change_the_record(now)
        return supersede(
            Replacement,
            {"series": series, "replaced": replaced},
            effective_from=now,
            now=now,
            by=by,
            reason=reason,
        )
