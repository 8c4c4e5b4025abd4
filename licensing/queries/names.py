"""Names of the parties that an answer may have to mention."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from licensing.models import Party
from licensing.policy.model import OnRecord, Part


def party_names(records: Iterable[OnRecord], parts: Iterable[Part]) -> tuple[tuple[str, str], ...]:
    """Return identifier and name of every holder, assigner and consenting party that is on record, by identifier."""
    wanted = {*_holders(parts), *_named(records)}
    found = Party.objects.filter(identifier__in=wanted).order_by("identifier")
    return tuple(found.values_list("identifier", "name"))


def _holders(parts: Iterable[Part]) -> Iterator[str]:
    for part in parts:
        for holder in part.holders:
            yield from holder.parties


def _named(records: Iterable[OnRecord]) -> Iterator[str]:
    for record in records:
        if record.assigner:
            yield record.assigner
        policy = record.content.policy
        if policy is None:
            continue
        named = {policy.assigner, *(rule.assigner for rule in policy.rules)}
        named |= {duty.consenting_party for rule in policy.rules for duty in rule.duties}
        yield from (party for party in named if party)
