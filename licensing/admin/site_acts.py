"""A site changes hands: said on the page of its new owner."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.acts import Act, Occasion
from archive.admin.forms import ActForm, MomentField, choose
from archive.models import Source
from licensing.models import PartyAlias
from licensing.operations.site_owners import hand_over_site

if TYPE_CHECKING:
    from licensing.models import Party


class SiteForm(ActForm):
    """Which site, and since when."""

    source = forms.ModelChoiceField(
        Source.objects.order_by("domain"), label=gettext_lazy("Site"), widget=choose()
    )
    at = MomentField(
        label=gettext_lazy("From"),
        help_text=gettext_lazy("The moment of the handover. Questions about earlier find the earlier owner."),
    )

    def __init__(self, *args: Any, party: Party, **kwargs: Any) -> None:  # noqa: ANN401 - whatever a form takes
        super().__init__(*args, **kwargs)
        self._party = party

    def clean(self) -> dict[str, Any]:
        """Refuse a site that is the party's at that moment already."""
        data: dict[str, Any] = super().clean() or {}
        source, at = data.get("source"), data.get("at")
        if source and at:
            owners = PartyAlias.objects.filter(
                kind="domain", value=source.domain, known_to=None
            ).effective_at(at)
            if owners.filter(party=self._party).exists():
                self.add_error("source", _("The site is this party's at that moment already."))
        return data


class TakeOverSite(Act):
    """Record that a site is a party's from a moment on."""

    slug = "take-over-site"
    title = gettext_lazy("Take over a site")
    lead = gettext_lazy(
        "From that moment on the site's domain stands for this party. What was decided and observed before stays as it "
        "is, and agreements and terms of the earlier owner are not carried over."
    )
    button = gettext_lazy("Hand over")
    done = gettext_lazy("The site is this party's from then on.")
    icon = "move_up"
    permission = "licensing.change_party"
    of_row = True
    danger = True
    form_class = SiteForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """Hand over the party."""
        return {**super().get_form_kwargs(), "party": self.row}

    def perform(self, data: dict[str, Any], occasion: Occasion) -> None:
        """Call `hand_over_site`."""
        hand_over_site(domain=data["source"].domain, to=self.row, at=data["at"], now=occasion.now)
