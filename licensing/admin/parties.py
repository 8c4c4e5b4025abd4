"""Parties, the names that stand for them, and who holds what."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.acts import Act, Occasion
from archive.admin.forms import ActForm, long_text
from archive.admin.pages import RecordAdmin, RecordInline
from licensing.choices import PartyKind
from licensing.models import Party, PartyAlias
from licensing.operations import record_party

if TYPE_CHECKING:
    from django.db.models import Model

_IDENTIFIER = re.compile(r"^[^\s]+$")
_LONGEST = 200


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

    def perform(self, data: dict[str, Any], occasion: Occasion) -> Party:
        """Call `record_party`."""
        del occasion
        return record_party(**data)


class AddNames(Act):
    """Add names or domains that stand for a party."""

    slug = "add-names"
    title = gettext_lazy("Add names or domains")
    lead = gettext_lazy("“© essanews.com” stands for its company once the domain is recorded here.")
    icon = "label"
    permission = "licensing.add_partyalias"
    of_row = True
    form_class = NamesForm

    def perform(self, data: dict[str, Any], occasion: Occasion) -> Party:
        """Call `record_party`, which adds what is new."""
        del occasion
        party = cast("Party", self.row)
        return record_party(identifier=party.identifier, name=party.name, kind=party.kind, **data)


class AliasInline(RecordInline):
    """What stands for a party."""

    model = PartyAlias
    fields = ("kind", "value")
    verbose_name_plural = gettext_lazy("Names and domains")

    def has_view_permission(self, request: Any, obj: Model | None = None) -> bool:  # noqa: ANN401 - Django's
        """Who reads the party reads its names."""
        del obj
        return bool(request.user.has_perm("licensing.view_partyalias"))


@admin.register(Party)
class PartyAdmin(RecordAdmin):
    """Everybody on record."""

    heading = gettext_lazy("Parties")
    acts = (RecordParty, AddNames)
    inlines = (AliasInline,)
    list_display = ("name", "identifier", "kind")
    list_filter = ("kind",)
    search_fields = ("name", "identifier", "aliases__value")
    ordering = ("name",)
    fields = ("identifier", "name", "kind")
