"""Uses and parts, chosen by ticking: what agreements permit and house rules prohibit."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.forms import ActForm
from licensing.admin import choices
from licensing.admin.documents import Wish, silent_uses

PARTS = [
    ("metadata", gettext_lazy("metadata")),
    ("text", gettext_lazy("text")),
    ("image", gettext_lazy("images")),
]


class WishForm(ActForm):
    """Which uses of which parts, within which limits."""

    uses = forms.MultipleChoiceField(
        label=gettext_lazy("Uses"), choices=choices.uses, required=False, widget=forms.CheckboxSelectMultiple
    )
    parts = forms.MultipleChoiceField(
        label=gettext_lazy("Parts"),
        choices=PARTS,
        required=False,
        initial=["text"],
        widget=forms.CheckboxSelectMultiple,
    )
    purpose = forms.ChoiceField(
        label=gettext_lazy("Only for the purpose"), choices=choices.purpose_names, required=False
    )
    territory = forms.ChoiceField(
        label=gettext_lazy("Only in"), choices=choices.any_territory, required=False
    )

    def clean(self) -> dict[str, Any]:
        """Check that each use concerns one of the parts."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("uses"):
            silent = silent_uses(wish_of(data))
            if silent:
                self.add_error("parts", _("These uses concern none of the parts: %s.") % ", ".join(silent))
        return data


def wish_of(data: dict[str, Any]) -> Wish:
    """Return what was ticked."""
    return Wish(
        uses=tuple(data.get("uses", ())),
        parts=tuple(data.get("parts", ())),
        purpose=data.get("purpose", ""),
        territory=data.get("territory", ""),
        words=data.get("words"),
        duties=tuple(data.get("duties", ())),
    )
