"""Parties, the names that stand for them, and who holds what."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.db import IntegrityError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.acts import Act, Occasion
from archive.admin.forms import ActForm, choose, long_text
from archive.admin.pages import RecordAdmin, RecordInline
from licensing.admin.site_acts import TakeOverSite
from licensing.choices import PartyKind
from licensing.models import Party, PartyAlias
from licensing.operations import AlreadyClosedError, record_party, retract_alias

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

_IDENTIFIER = re.compile(r"^[^\s]+$")
_LONGEST = 200
_TAKEN: dict[type[Exception], str | _StrPromise] = {
    IntegrityError: gettext_lazy("One of the names or domains stands for somebody else already.")
}


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class NamesForm(ActForm):
    """Names and domains that stand for a party."""

    names = forms.CharField(
        label=gettext_lazy("Names in credit and copyright lines"),
        required=False,
        widget=long_text(),
        help_text=gettext_lazy("One a line, as printed: case and spaces don't matter."),
    )
    domains = forms.CharField(
        label=gettext_lazy("Domains"),
        required=False,
        widget=long_text(rows=2),
        help_text=gettext_lazy("One a line."),
    )

    def clean_names(self) -> list[str]:
        """Return the names."""
        return self._checked("names")

    def clean_domains(self) -> list[str]:
        """Return the domains."""
        return self._checked("domains")

    def _checked(self, field: str) -> list[str]:
        lines = _lines(self.cleaned_data[field])
        if any(len(line) > _LONGEST for line in lines):
            raise forms.ValidationError(_("A line has at most 200 characters."))
        return lines


class PartyForm(NamesForm):
    """A party and what stands for it."""

    identifier = forms.CharField(
        label=gettext_lazy("Identifier"),
        max_length=_LONGEST,
        initial="urn:rights:party:",
        help_text=gettext_lazy("Stays for ever; policies refer to it."),
    )
    name = forms.CharField(label=gettext_lazy("Name"), max_length=_LONGEST)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=PartyKind.choices)
    field_order = ("identifier", "name", "kind")

    def clean_identifier(self) -> str:
        """Refuse white space, and an identifier that is taken."""
        identifier: str = self.cleaned_data["identifier"]
        if not _IDENTIFIER.match(identifier):
            raise forms.ValidationError(_("An identifier has no spaces."))
        if Party.objects.filter(identifier=identifier).exists():
            raise forms.ValidationError(_("There is a party with this identifier already."))
        return identifier


class RecordParty(Act):
    """Record a party."""

    slug = "record"
    title = gettext_lazy("Record a party")
    lead = gettext_lazy("Somebody who can hold rights, grant them or be asked.")
    icon = "person_add"
    permission = "licensing.add_party"
    form_class = PartyForm
    refusals = _TAKEN

    def perform(self, data: dict[str, Any], occasion: Occasion) -> Party:
        """Call `record_party`."""
        return record_party(**data, now=occasion.now)


class AddNames(Act):
    """Add names or domains that stand for a party."""

    slug = "add-names"
    title = gettext_lazy("Add names or domains")
    lead = gettext_lazy("“© essanews.com” stands for its company once the domain is recorded here.")
    icon = "label"
    permission = "licensing.add_partyalias"
    of_row = True
    form_class = NamesForm
    refusals = _TAKEN

    def perform(self, data: dict[str, Any], occasion: Occasion) -> Party:
        """Call `record_party`, which adds what is new."""
        party: Party = self.row
        return record_party(
            identifier=party.identifier, name=party.name, kind=party.kind, **data, now=occasion.now
        )


class AliasForm(ActForm):
    """Which name."""

    alias = forms.ModelChoiceField(
        PartyAlias.objects.none(), label=gettext_lazy("Name or domain"), widget=choose()
    )

    def __init__(self, *args: Any, party: Party, **kwargs: Any) -> None:  # noqa: ANN401 - whatever a form takes
        super().__init__(*args, **kwargs)
        rows = PartyAlias.objects.current().filter(party=party)
        self.fields["alias"].queryset = rows.order_by("kind", "value")  # type: ignore[attr-defined]


class RetractName(Act):
    """Take a name or domain off the record."""

    slug = "retract-name"
    title = gettext_lazy("Take a name back")
    lead = gettext_lazy(
        "For a name or domain that never stood for the party. That it was on record stays known."
    )
    button = gettext_lazy("Take back")
    done = gettext_lazy("It no longer stands for the party.")
    icon = "label_off"
    permission = "licensing.change_party"
    of_row = True
    danger = True
    form_class = AliasForm
    refusals = {AlreadyClosedError: gettext_lazy("Somebody else took it back first.")}

    def get_form_kwargs(self) -> dict[str, Any]:
        """Hand over the party."""
        return {**super().get_form_kwargs(), "party": self.row}

    def perform(self, data: dict[str, Any], occasion: Occasion) -> None:
        """Call `retract_alias`."""
        retract_alias(alias=data["alias"], now=occasion.now)


class AliasInline(RecordInline):
    """What stands for a party."""

    model = PartyAlias
    fields = ("kind", "value")
    verbose_name_plural = gettext_lazy("Names and domains")

    def get_queryset(self, request: HttpRequest) -> QuerySet[PartyAlias]:
        """Leave out what was taken back."""
        rows: QuerySet[PartyAlias] = super().get_queryset(request)
        return rows.filter(known_to=None)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Who reads the party reads its names."""
        del obj
        return bool(request.user.has_perm("licensing.view_partyalias"))


@admin.register(Party)
class PartyAdmin(RecordAdmin):
    """Everybody on record."""

    heading = gettext_lazy("Parties")
    acts = (RecordParty, AddNames, RetractName, TakeOverSite)
    inlines = (AliasInline,)
    list_display = ("name", "identifier", "kind")
    list_filter = ("kind",)
    search_fields = ("name", "identifier", "aliases__value")
    ordering = ("name",)
    fields = ("identifier", "name", "kind")
