"""The organisation's own rules: they may only narrow, since a house permission permits nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from licensing.models import PolicyPeriod
from licensing.operations.content import Reading, Source
from licensing.operations.facts import carve
from licensing.operations.locks import change_the_record
from licensing.operations.versions import create_series, record_in_force

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from licensing.models import PolicySeries, PolicyVersion


class PermittingHouseRuleError(ValueError):
    """A house rule has a permission; the house may only prohibit."""


def add_house_rule(  # noqa: PLR0913 - a rule, its scope and its interval
    *,
    identifier: str,
    title: str,
    document: Mapping[str, object],
    scope_kind: str = "everything",
    scope_value: str = "",
    scope_path: str = "",
    by: str,
    reason: str,
    now: datetime,
    effective_from: datetime | None = None,
    effective_to: datetime | None = None,
) -> PolicyVersion:
    """Put a house rule in force, as the first or the next version of its series; its reason is kept as its text.

    Raises PermittingHouseRuleError.
    """
    if document.get("permission"):
        raise PermittingHouseRuleError(title)
    with transaction.atomic():
        now = change_the_record(now)
        series = create_series(
            identifier=identifier,
            kind="house",
            title=title,
            scope_kind=scope_kind,
            scope_value=scope_value,
            scope_path=scope_path,
            now=now,
        )
        return record_in_force(
            series=series,
            source=Source(text=reason),
            reading=Reading(document),
            author=by,
            effective_from=effective_from or now,
            effective_to=effective_to,
            now=now,
        )


def end_house_rule(*, series: PolicySeries, at: datetime | None = None, now: datetime) -> None:
    """Let a house rule end."""
    with transaction.atomic():
        now = change_the_record(now)
        carve(PolicyPeriod, {"series": series}, start=at or now, end=None, now=now)
