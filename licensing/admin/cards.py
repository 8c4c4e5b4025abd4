"""The rights card: standard uses by parts, each cell an outcome with its reasons.  It records nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.forms import ActForm, MomentField
from licensing.admin import choices
from licensing.admin.told import Data, Told, tell
from licensing.models import Consumer, Party
from licensing.policy.ask import UseError
from licensing.policy.model import PartKind
from licensing.policy.record import decision_record
from licensing.queries import UnknownConsumerError, rights_card

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import QueryDict

    from licensing.policy.model import Part
    from licensing.queries import Cell, RightsCard

DEFAULTS = {"consumer": "newsroom", "purpose": "news-reporting", "territory": "PL", "words": "10"}
"""What a card asks when nothing else is chosen."""


class CardForm(ActForm):
    """Who would do it, for what, where and when."""

    consumer = forms.ChoiceField(label=gettext_lazy("Consumer"), choices=choices.consumers)
    purpose = forms.ChoiceField(label=gettext_lazy("Purpose"), choices=choices.purpose_names, required=False)
    territory = forms.ChoiceField(
        label=gettext_lazy("Territory"), choices=choices.territory_names, required=False
    )
    words = forms.IntegerField(label=gettext_lazy("Words of an excerpt"), min_value=1, max_value=1000)
    claim = forms.ChoiceField(label=gettext_lazy("Claimed statute"), choices=choices.claims, required=False)
    at = MomentField(label=gettext_lazy("When (now if empty)"), required=False)
    known_at = MomentField(label=gettext_lazy("As known at (now if empty)"), required=False)


@dataclass(frozen=True)
class CellTold:
    """One cell; `told` is None where the use does not apply to the part."""

    told: Told | None


@dataclass(frozen=True)
class RowTold:
    """One standard use."""

    use: str
    meaning: str
    cells: tuple[CellTold, ...]


@dataclass(frozen=True)
class Column:
    """One part, and who holds it."""

    kind: str
    title: str
    credit: str
    holders: tuple[str, ...]


@dataclass(frozen=True)
class CardTold:
    """The whole card."""

    consumer: str
    at: datetime
    hypothetical: bool
    columns: tuple[Column, ...]
    rows: tuple[RowTold, ...]


def card_form(query: QueryDict) -> CardForm:
    """Return the form with what was asked, or with the defaults."""
    asked = {name: query[name] for name in CardForm.base_fields if name in query}
    if "consumer" not in asked:
        asked = {**DEFAULTS, **asked, "consumer": _default_consumer()}
    return CardForm(asked)


def _default_consumer() -> str:
    active = Consumer.objects.filter(active=True)
    wanted = active.filter(identifier=DEFAULTS["consumer"]).first() or active.order_by("identifier").first()
    return wanted.identifier if wanted else ""


def card_for(form: CardForm, article: UUID, now: datetime) -> CardTold | None:
    """Return the card that the form asks for, or None with the reason in the form."""
    if not form.is_valid():
        return None
    asked: dict[str, Any] = form.cleaned_data
    try:
        card = rights_card(
            article=article,
            consumer=asked["consumer"],
            now=now,
            at=asked["at"],
            known_at=asked["known_at"] or now,
            purpose=asked["purpose"] or None,
            territory=asked["territory"] or None,
            words=asked["words"],
            claims=frozenset({asked["claim"]} - {""}),
        )
    except (UseError, UnknownConsumerError) as error:
        form.add_error(None, str(error))
        return None
    return _told(card, hypothetical=bool(asked["at"] or asked["known_at"]))


def _told(card: RightsCard, *, hypothetical: bool) -> CardTold:
    names = dict(Party.objects.values_list("identifier", "name"))
    rows = tuple(
        RowTold(row.use.id, choices.meaning(row.use), tuple(_cell(cell, names) for cell in row.cells))
        for row in card.rows
    )
    return CardTold(card.consumer, card.at, hypothetical, tuple(_columns(card.parts)), rows)


def _cell(cell: Cell, names: dict[str, str]) -> CellTold:
    if cell.decision is None:
        return CellTold(None)
    return CellTold(tell(cast("Data", decision_record(cell.decision)), names))


def _columns(parts: tuple[Part, ...]) -> list[Column]:
    columns, images = [], 0
    for part in parts:
        images += part.kind is PartKind.IMAGE
        title = {
            PartKind.METADATA: _("Metadata"),
            PartKind.TEXT: _("Text"),
            PartKind.IMAGE: _("Image %d") % images,
        }[part.kind]
        holders = tuple(holder.name or _("unknown holder") for holder in part.holders)
        columns.append(
            Column(part.kind.value, title, part.credit if part.kind is PartKind.IMAGE else "", holders)
        )
    return columns
