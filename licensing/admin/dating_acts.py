"""When an approved version is in force: another interval, and the end of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy

from archive import clock
from archive.admin.forms import ActForm, MomentField, long_text
from licensing.admin.version_acts import OWN, ApprovalForm, VersionAct
from licensing.operations import NotInForceError, OwnApprovalError, date_terms, retire_terms

if TYPE_CHECKING:
    from django.db.models import Model

    from archive.admin.acts import Occasion
    from licensing.models import PolicyVersion


class DatingForm(ApprovalForm):
    """Another interval, and how it is known."""

    reason = forms.CharField(label=gettext_lazy("Reason"), widget=long_text())


class Date(VersionAct):
    """Let an approved version govern another interval, such as one that began earlier than was known."""

    slug = "date"
    title = gettext_lazy("Correct the dates")
    lead = gettext_lazy(
        "In force for this interval too, in place of what overlaps it. Past answers stay what was known then."
    )
    button = gettext_lazy("Put in force")
    done = gettext_lazy("The interval is recorded.")
    icon = "event"
    permission = "licensing.add_policyperiod"
    form_class = DatingForm
    refusals = {**VersionAct.refusals, OwnApprovalError: OWN}

    def perform(self, data: dict[str, Any], occasion: Occasion) -> None:
        """Call `date_terms`."""
        date_terms(version=self.version, officer=occasion.by, **data, now=occasion.now)


class RetirementForm(ActForm):
    """From when on, and why."""

    at = MomentField(label=gettext_lazy("In force until"))
    reason = forms.CharField(label=gettext_lazy("Reason"), widget=long_text())


class Retire(VersionAct):
    """Let a version be in force no longer."""

    slug = "retire"
    title = gettext_lazy("Retire")
    lead = gettext_lazy(
        "From that moment on the policy says nothing, unless another version is in force then."
    )
    button = gettext_lazy("Retire")
    done = gettext_lazy("The version is retired.")
    icon = "event_busy"
    permission = "licensing.add_policyperiod"
    danger = True
    form_class = RetirementForm
    refusals = {
        **VersionAct.refusals,
        NotInForceError: gettext_lazy("The version is not in force at that moment, nor later."),
    }

    @classmethod
    def fits(cls, row: Model) -> bool:
        """Only what is in force, now or later."""
        return super().fits(row) and cast("PolicyVersion", row).periods.filter(known_to=None).exists()

    def get_initial(self) -> dict[str, Any]:
        """Propose now."""
        return {"at": clock.now()}

    def perform(self, data: dict[str, Any], occasion: Occasion) -> PolicyVersion:
        """Call `retire_terms`."""
        return retire_terms(version=self.version, officer=occasion.by, **data, now=occasion.now)
