"""Choices that forms offer, read when the form is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from licensing.models import Consumer, ConsumerRegistration, Party, PolicySeries
from licensing.policy.vocabulary import purposes, regions
from licensing.policy.vocabulary.uses import STANDARD_USES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from licensing.policy.vocabulary.uses import StandardUse

Choices = list[tuple[str, str]]


def meaning(use: StandardUse) -> str:
    """Return what a standard use means, in the active language."""
    return use.meaning_pl if (get_language() or "").startswith("pl") else use.meaning


def uses() -> Choices:
    """Return the standard uses with their meaning."""
    return [(use.id, f"{use.id} — {meaning(use)}") for use in STANDARD_USES.values()]


def any_use() -> Choices:
    """Return the standard uses after “every use”."""
    return [("", _("every use")), *uses()]


def purpose_names() -> Choices:
    """Return the purposes of the taxonomy, narrower ones indented under the broader."""
    found: Choices = [("", _("not stated"))]
    _walk(None, 0, found)
    return found


def _walk(parent: str | None, depth: int, found: Choices) -> None:
    for name, above in purposes.PARENTS.items():
        if above == parent:
            found.append((name, "\u2003" * depth + name))
            _walk(name, depth + 1, found)


def territory_names() -> Choices:
    """Return regions, then countries by their code."""
    return [("", _("not stated")), *((name, name) for name in (*regions.REGIONS, *sorted(regions.COUNTRIES)))]


def any_territory() -> Choices:
    """Return every territory after “everywhere”."""
    return [("", _("everywhere")), *territory_names()[1:]]


def consumers() -> Choices:
    """Return the active consumers."""
    rows = Consumer.objects.filter(active=True).order_by("identifier")
    return [(row.identifier, f"{row.identifier} — {row.name}") for row in rows]


def any_consumer() -> Choices:
    """Return the consumers after “every consumer”."""
    return [("", _("every consumer")), *consumers()]


def assignees() -> Choices:
    """Return consumers and their groups: whom an agreement can name."""
    groups = ConsumerRegistration.objects.filter(kind="group", known_to=None).values_list("name", flat=True)
    return [*consumers(), *((name, _("%s (group)") % name) for name in sorted(set(groups)))]


def claims() -> Choices:
    """Return the statutes that a request can claim."""
    rows = PolicySeries.objects.filter(kind="statute").order_by("identifier")
    return [
        ("", _("nothing claimed")),
        *((row.identifier, f"{row.identifier} — {row.title}") for row in rows),
    ]


def party_identifiers() -> Choices:
    """Return the parties on record."""
    return [(row.identifier, f"{row.name} — {row.identifier}") for row in Party.objects.order_by("name")]


def audiences() -> Choices:
    """Return the steps of the audience scale."""
    return [
        ("", _("as the use says")),
        ("self", _("self")),
        ("internal", _("internal")),
        ("public", _("public")),
    ]


def names_of(identifiers: Iterable[str]) -> dict[str, str]:
    """Return the names of parties by identifier."""
    return dict(Party.objects.filter(identifier__in=list(identifiers)).values_list("identifier", "name"))
