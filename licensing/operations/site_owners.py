"""A site that changes hands: from a moment on its domain stands for somebody else, and before that for whom it did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from licensing.models import PartyAlias, PolicySeries
from licensing.operations.facts import supersede
from licensing.operations.governing import regovern
from licensing.operations.locks import change_the_record

if TYPE_CHECKING:
    from datetime import datetime

    from licensing.models import Party


def hand_over_site(*, domain: str, to: Party, at: datetime, now: datetime) -> PartyAlias:
    """Record that a domain stands for another party from `at` on.

    Nothing of the past is rewritten: questions about an earlier moment find the earlier owner, decisions and versions
    of signals stay as they are, and what the site says is recorded as the new owner's from the next look on. What
    already speaks of the new owner's works governs the site's articles, in batches.
    """
    with transaction.atomic():
        now = change_the_record(now)
        subject: dict[str, object] = {"kind": "domain", "value": domain.lower()}
        alias = supersede(PartyAlias, subject, effective_from=at, now=now, party=to)
        for series in PolicySeries.objects.filter(scope_kind="holder", scope_value=to.identifier):
            regovern(series=series, now=now)
    return alias
