"""Positions of legal officers on statutory exceptions: approved for whom, what and where, and withdrawn (row 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy

from archive import clock
from archive.admin.acts import Act, Occasion
from archive.admin.forms import ActForm, MomentField, long_text
from archive.admin.pages import RecordAdmin
from licensing.admin import choices
from licensing.admin.decision_acts import NothingForm
from licensing.admin.periods import bounds_error, period_state, standing
from licensing.models import PolicySeries, StatuteApproval
from licensing.operations import AlreadyClosedError, NotAStatuteError, approve_statute, withdraw_approval

if TYPE_CHECKING:
    from django.db.models import Model
    from django.utils.safestring import SafeString


class PositionForm(ActForm):
    """For whom, for what, where, until when, and why."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=long_text(),
        help_text=gettext_lazy(
            "Why the exception holds here; it is quoted in every decision that rests on it."
        ),
    )
    consumer = forms.ChoiceField(label=gettext_lazy("Consumer"), choices=choices.any_consumer, required=False)
    use = forms.ChoiceField(label=gettext_lazy("Use"), choices=choices.any_use, required=False)
    territory = forms.ChoiceField(
        label=gettext_lazy("Territory"), choices=choices.any_territory, required=False
    )
    effective_from = MomentField(label=gettext_lazy("From (now if empty)"), required=False)
    effective_to = MomentField(label=gettext_lazy("Until"), required=False)

    def clean(self) -> dict[str, Any]:
        """Check the interval."""
        data: dict[str, Any] = super().clean() or {}
        bounds_error(self, data, clock.now())
        return data


class ApproveStatute(Act):
    """Record a position on a statute, or on a claim of it."""

    slug = "approve-statute"
    title = gettext_lazy("Approve a position")
    lead = gettext_lazy(
        "A statutory exception permits only under a legal officer's recorded position. Narrow it to a consumer, a use and "
        "a territory where you approve one claim; leave them open where you approve the exception as such."
    )
    button = gettext_lazy("Approve")
    done = gettext_lazy("The position is recorded under your name.")
    icon = "balance"
    permission = "licensing.add_statuteapproval"
    of_row = True
    form_class = PositionForm
    refusals = {NotAStatuteError: gettext_lazy("Only a statute can be approved in this way.")}

    @classmethod
    def fits(cls, row: Model) -> bool:
        """Only statutes are approved."""
        return cast("PolicySeries", row).kind == "statute"

    def get_initial(self) -> dict[str, Any]:
        """Begin with what an address names."""
        return {name: self.request.GET[name] for name in PositionForm.base_fields if name in self.request.GET}

    def perform(self, data: dict[str, Any], occasion: Occasion) -> StatuteApproval:
        """Call `approve_statute`."""
        return approve_statute(
            series=cast("PolicySeries", self.row), **data, officer=occasion.by, now=occasion.now
        )


class Withdraw(Act):
    """Let a position end now."""

    slug = "withdraw"
    title = gettext_lazy("Withdraw the position")
    lead = gettext_lazy("It ends now. That it stood until now stays on record.")
    button = gettext_lazy("Withdraw")
    done = gettext_lazy("The position is withdrawn.")
    icon = "undo"
    permission = "licensing.change_statuteapproval"
    of_row = True
    danger = True
    form_class = NothingForm
    refusals = {AlreadyClosedError: gettext_lazy("It was withdrawn or corrected before.")}

    @classmethod
    def fits(cls, row: Model) -> bool:
        """Only what stands can be withdrawn."""
        return period_state(cast("StatuteApproval", row), clock.now()) in {"in force", "to come"}

    def perform(self, data: dict[str, Any], occasion: Occasion) -> None:
        """Call `withdraw_approval`."""
        del data
        withdraw_approval(approval=cast("StatuteApproval", self.row), now=occasion.now)

    def address_after(self, row: Model | None) -> str:
        """Go to the list: the row itself is closed now."""
        del row
        self.row = None
        return super().address_after(None)


@admin.register(StatuteApproval)
class StatuteApprovalAdmin(RecordAdmin):
    """Every position, past ones too; new ones begin on the page of a statute."""

    heading = gettext_lazy("Legal positions")
    acts = (Withdraw,)
    list_display = (
        "series",
        "consumer",
        "use",
        "territory",
        "stands",
        "effective_from",
        "effective_to",
        "officer",
    )
    list_filter = ("series", "officer")
    list_select_related = ("series",)
    ordering = ("-known_from", "-pk")
    fieldsets = (
        (None, {"fields": ("series", "consumer", "use", "territory", "reason", "officer")}),
        (gettext_lazy("In force"), {"fields": ("effective_from", "effective_to")}),
        (gettext_lazy("On record"), {"fields": ("known_from", "known_to")}),
    )

    @admin.display(description=gettext_lazy("state"))
    def stands(self, row: StatuteApproval) -> SafeString:
        """Whether it stands."""
        return standing(row)
