"""Suspensions: what stops every use at once, and lifting it (row 1 of the truth table)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive import clock
from archive.admin.acts import Act, Occasion
from archive.admin.forms import ActForm, MomentField, long_text
from archive.admin.pages import RecordAdmin
from licensing.admin.decision_acts import NothingForm
from licensing.admin.periods import bounds_error, period_state, standing
from licensing.admin.scopes import ScopeError, suspended_thing
from licensing.choices import SuspensionKind, SuspensionScope
from licensing.models import Suspension
from licensing.operations import AlreadyClosedError, lift_suspension, suspend

if TYPE_CHECKING:
    from django.db.models import Model
    from django.utils.safestring import SafeString


class _TermForm(ActForm):
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=SuspensionKind.choices)
    reason = forms.CharField(label=gettext_lazy("Reason"), widget=long_text())
    effective_from = MomentField(label=gettext_lazy("From (now if empty)"), required=False)
    effective_to = MomentField(
        label=gettext_lazy("Until"),
        required=False,
        help_text=gettext_lazy("Empty stands until it is lifted. An embargo needs its end."),
    )

    def clean(self) -> dict[str, Any]:
        """Check the interval."""
        data: dict[str, Any] = super().clean() or {}
        bounds_error(self, data, clock.now())
        if (
            data.get("kind") == "embargo"
            and not data.get("effective_to")
            and "effective_to" not in self.errors
        ):
            self.add_error("effective_to", _("An embargo needs its end."))
        return data


class SuspensionForm(_TermForm):
    """What is suspended, why and for how long."""

    scope_kind = forms.ChoiceField(label=gettext_lazy("What it covers"), choices=SuspensionScope.choices)
    scope_value = forms.CharField(
        label=gettext_lazy("Which one"),
        max_length=200,
        help_text=gettext_lazy(
            "part: an image's id, or <article id>:text. article: its id. site: its domain. publisher: its identifier."
        ),
    )
    field_order = ("kind", "scope_kind", "scope_value", "reason")

    def clean(self) -> dict[str, Any]:
        """Check that the thing is there."""
        data = super().clean()
        if data.get("scope_kind") and data.get("scope_value"):
            try:
                data["scope_value"] = suspended_thing(data["scope_kind"], data["scope_value"])
            except ScopeError as error:
                self.add_error("scope_value", str(error))
        return data


class Suspend(Act):
    """Suspend a part, an article, a site or a publisher."""

    slug = "suspend"
    title = gettext_lazy("Suspend")
    lead = gettext_lazy("Stops every use of what it covers, by everybody, from the moment you choose.")
    button = gettext_lazy("Suspend")
    done = gettext_lazy("Suspended. Releases that come now are refused.")
    icon = "pan_tool"
    permission = "licensing.add_suspension"
    danger = True
    form_class: type[ActForm] = SuspensionForm

    def get_initial(self) -> dict[str, Any]:
        """Begin with what an address names."""
        return {
            name: self.request.GET[name] for name in SuspensionForm.base_fields if name in self.request.GET
        }

    def perform(self, data: dict[str, Any], occasion: Occasion) -> Suspension:
        """Call `suspend`."""
        return suspend(**data, by=occasion.by, now=occasion.now)


class SuspendArticle(Suspend):
    """Suspend the article on whose page the button stands."""

    of_row = True
    form_class = _TermForm

    def get_initial(self) -> dict[str, Any]:
        """Begin with an officer's suspension."""
        return {"kind": "officer"}

    def perform(self, data: dict[str, Any], occasion: Occasion) -> Suspension:
        """Call `suspend`."""
        return suspend(
            **data, scope_kind="article", scope_value=str(self.row.pk), by=occasion.by, now=occasion.now
        )

    def address_after(self, row: Model | None) -> str:
        """Stay with the article, whose card shows the effect."""
        del row
        return super().address_after(self.row)


class Lift(Act):
    """Let a suspension end now."""

    slug = "lift"
    title = gettext_lazy("Lift the suspension")
    lead = gettext_lazy("It ends now. That it stood until now stays on record.")
    button = gettext_lazy("Lift")
    done = gettext_lazy("The suspension is lifted.")
    icon = "front_hand"
    permission = "licensing.change_suspension"
    of_row = True
    form_class = NothingForm
    refusals = {AlreadyClosedError: gettext_lazy("It was lifted or corrected before.")}

    @classmethod
    def fits(cls, row: Model) -> bool:
        """Only what stands can be lifted."""
        return period_state(cast("Suspension", row), clock.now()) in {"in force", "to come"}

    def perform(self, data: dict[str, Any], occasion: Occasion) -> None:
        """Call `lift_suspension`."""
        del data
        lift_suspension(suspension=cast("Suspension", self.row), now=occasion.now)

    def address_after(self, row: Model | None) -> str:
        """Go to the list: the row itself is closed now."""
        del row
        self.row = None
        return super().address_after(None)


@admin.register(Suspension)
class SuspensionAdmin(RecordAdmin):
    """Every suspension, past ones too."""

    heading = gettext_lazy("Suspensions")
    acts = (Suspend, Lift)
    list_display = ("kind", "scope_kind", "scope_value", "stands", "effective_from", "effective_to", "by")
    list_filter = ("kind", "scope_kind")
    search_fields = ("scope_value", "reason")
    ordering = ("-known_from", "-pk")
    fieldsets = (
        (None, {"fields": ("kind", "scope_kind", "scope_value", "reason", "by")}),
        (gettext_lazy("In force"), {"fields": ("effective_from", "effective_to")}),
        (gettext_lazy("On record"), {"fields": ("known_from", "known_to")}),
    )

    @admin.display(description=gettext_lazy("state"))
    def stands(self, row: Suspension) -> SafeString:
        """Whether it stands."""
        return standing(row)
