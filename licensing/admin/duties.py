"""What followed from decisions: deliveries, obligations, checks that wait, declared uses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy

from archive.admin.acts import Act, Occasion
from archive.admin.forms import ActForm, long_text
from archive.admin.pages import RecordAdmin
from licensing.admin.badges import mark
from licensing.admin.excerpts import decision_link
from licensing.choices import OBLIGATION_TRANSITIONS, ObligationState
from licensing.models import Check, DeclaredUse, Delivery, Obligation, SignalObservation
from licensing.operations import ObligationStateError, settle_obligation

if TYPE_CHECKING:
    from django.db.models import Model
    from django.utils.safestring import SafeString


class SettleForm(ActForm):
    """What became of it."""

    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        choices=[choice for choice in ObligationState.choices if choice[0] != "pending"],
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), widget=long_text())


class Settle(Act):
    """Say that an obligation is fulfilled, violated or waived."""

    slug = "settle"
    title = gettext_lazy("Settle the obligation")
    done = gettext_lazy("The obligation is settled.")
    icon = "task_alt"
    permission = "licensing.change_obligation"
    of_row = True
    form_class = SettleForm
    refusals = {ObligationStateError: gettext_lazy("It cannot go from its state to this one.")}

    @classmethod
    def fits(cls, row: Model) -> bool:
        """Only what is open can be settled."""
        return bool(OBLIGATION_TRANSITIONS[cast("Obligation", row).state])

    def perform(self, data: dict[str, Any], occasion: Occasion) -> None:
        """Call `settle_obligation`."""
        settle_obligation(obligation=cast("Obligation", self.row), **data, by=occasion.by, now=occasion.now)


_LOOKS = {
    "pending": ("todo", "schedule"),
    "fulfilled": ("on", "task_alt"),
    "violated": ("deny", "error"),
    "waived": ("off", "remove_done"),
}


@admin.register(Obligation)
class ObligationAdmin(RecordAdmin):
    """What consumers owe under permits."""

    heading = gettext_lazy("Obligations")
    acts = (Settle,)
    list_display = ("action", "consumer", "shown_state", "due_at", "incurred_at", "policy")
    list_filter = ("state", "action", "consumer")
    search_fields = ("=article", "=decision", "policy")
    ordering = ("-incurred_at", "-pk")
    fields = (
        *("action", "consumer", "article", "shown_decision", "policy", "rule"),
        *("incurred_at", "due_at", "state", "state_at", "by", "reason"),
    )

    @admin.display(description=gettext_lazy("decision"))
    def shown_decision(self, row: Obligation) -> SafeString | str:
        """Link to the decision that it was incurred under."""
        return decision_link(row.decision, row.article)

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def shown_state(self, row: Obligation) -> SafeString:
        """Word and mark of the state."""
        look, icon = _LOOKS[row.state]
        return mark(look, row.get_state_display(), icon)


@admin.register(Delivery)
class DeliveryAdmin(RecordAdmin):
    """Who received which words: positions and digests, never the words."""

    heading = gettext_lazy("Deliveries")
    list_display = ("delivered_at", "consumer", "words", "start", "article", "decision")
    list_filter = ("consumer",)
    search_fields = ("=article", "=decision", "key")
    date_hierarchy = "delivered_at"


@admin.register(DeclaredUse)
class DeclaredUseAdmin(RecordAdmin):
    """What consumers say they did."""

    heading = gettext_lazy("Declared uses")
    list_display = ("declared_at", "consumer", "use", "asset", "article", "decision")
    list_filter = ("consumer", "use")
    search_fields = ("=article", "=decision", "key")
    ordering = ("-declared_at",)


@admin.register(Check)
class CheckAdmin(RecordAdmin):
    """Questions that workers answer."""

    heading = gettext_lazy("Checks")
    list_display = ("use", "asset", "consumer", "state", "requested_at", "done_at", "failure")
    list_filter = ("state", "use", "consumer")
    search_fields = ("=article", "=id")
    ordering = ("-requested_at",)


@admin.register(SignalObservation)
class SignalObservationAdmin(RecordAdmin):
    """What was seen on sites, and when."""

    heading = gettext_lazy("Observations")
    list_display = ("address", "status", "observed_at", "version")
    list_select_related = ("version__series",)
    search_fields = ("address", "=article")
    date_hierarchy = "observed_at"
