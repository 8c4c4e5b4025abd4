"""The life of a version: submitted, withdrawn, approved or rejected by another officer (`licensing.lifecycle`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext_lazy

from archive import clock
from archive.admin.acts import Act, Occasion
from archive.admin.forms import ActForm, MomentField, long_text
from licensing.admin.decision_acts import NothingForm
from licensing.admin.periods import bounds_error
from licensing.lifecycle import BY_ACT, STATES, sources
from licensing.models import PolicyVersion
from licensing.operations import (
    FindingsError,
    OwnApprovalError,
    TranslatedError,
    UnreadableVersionError,
    VersionStateError,
    approve_terms,
    reject_terms,
    submit_terms,
    withdraw_terms,
)

if TYPE_CHECKING:
    from django.db.models import Model
    from django.utils.functional import _StrPromise

_MOVED = gettext_lazy("Somebody else moved this version on first.")
OWN = gettext_lazy("You wrote this version, so another officer has to judge it.")


class VersionAct(Act):
    """An act on a version in certain states."""

    of_row = True
    slug = ""
    states: ClassVar[frozenset[str]] = frozenset(STATES)
    permission = "licensing.change_policyversion"
    refusals: ClassVar[dict[type[Exception], str | _StrPromise]] = {VersionStateError: _MOVED}

    @classmethod
    def fits(cls, row: Model) -> bool:
        """Whether the version is in a state in which the table of its life, or the act itself, has a meaning for it."""
        state = cast("PolicyVersion", row).state
        return state in (sources(cls.slug) if cls.slug in BY_ACT else cls.states)

    @property
    def version(self) -> PolicyVersion:
        """The version that is acted on."""
        return cast("PolicyVersion", self.row)


class Submit(VersionAct):
    """Hand a draft over for approval."""

    slug = "submit"
    title = gettext_lazy("Submit for approval")
    lead = gettext_lazy("From now on the reading stays as it is; another officer approves or rejects it.")
    button = gettext_lazy("Submit")
    done = gettext_lazy("Submitted: another officer has to judge it.")
    icon = "send"
    form_class = NothingForm
    refusals = {**VersionAct.refusals, FindingsError: ""}

    @classmethod
    def fits(cls, row: Model) -> bool:
        """Only terms are approved."""
        return super().fits(row) and cast("PolicyVersion", row).series.kind == "terms"

    def perform(self, data: dict[str, Any], occasion: Occasion) -> PolicyVersion:
        """Call `submit_terms`."""
        del data
        return submit_terms(version=self.version, by=occasion.by, now=occasion.now)


class ApprovalForm(ActForm):
    """From when to when, and why."""

    effective_from = MomentField(label=gettext_lazy("In force from"))
    effective_to = MomentField(
        label=gettext_lazy("Until"), required=False, help_text=gettext_lazy("Empty is open.")
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), widget=long_text(), required=False)

    def clean(self) -> dict[str, Any]:
        """Check the interval."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("effective_from"):
            bounds_error(self, data, clock.now())
        return data


class Approve(VersionAct):
    """Approve a submitted version; never its author."""

    slug = "approve"
    title = gettext_lazy("Approve")
    lead = gettext_lazy("Puts the version in force for an interval, in place of what overlaps it.")
    button = gettext_lazy("Approve and put in force")
    done = gettext_lazy("The version is approved.")
    icon = "task_alt"
    permission = "licensing.add_policyperiod"
    form_class = ApprovalForm
    refusals = {
        **VersionAct.refusals,
        OwnApprovalError: OWN,
        UnreadableVersionError: gettext_lazy(
            "Nobody can approve a reading that does not exist or cannot be read."
        ),
        TranslatedError: gettext_lazy("This text is a translation: approve the version that leads."),
    }

    def get_initial(self) -> dict[str, Any]:
        """Propose when the text was seen, or now."""
        return {"effective_from": self.version.captured_at or clock.now()}

    def perform(self, data: dict[str, Any], occasion: Occasion) -> None:
        """Call `approve_terms`."""
        approve_terms(version=self.version, officer=occasion.by, **data, now=occasion.now)


class ReasonForm(ActForm):
    """Why."""

    reason = forms.CharField(label=gettext_lazy("Reason"), widget=long_text())


class Reject(VersionAct):
    """Turn a submitted version down; never its author."""

    slug = "reject"
    title = gettext_lazy("Reject")
    button = gettext_lazy("Reject")
    done = gettext_lazy("The version is rejected.")
    icon = "cancel"
    permission = "licensing.add_policyperiod"
    danger = True
    form_class = ReasonForm
    refusals = {**VersionAct.refusals, OwnApprovalError: OWN}

    def perform(self, data: dict[str, Any], occasion: Occasion) -> PolicyVersion:
        """Call `reject_terms`."""
        return reject_terms(
            version=self.version, officer=occasion.by, reason=data["reason"], now=occasion.now
        )


class Withdraw(VersionAct):
    """Take a submitted version back to correct it."""

    slug = "withdraw"
    title = gettext_lazy("Withdraw")
    lead = gettext_lazy(
        "The version is a draft again and can be corrected; that it was submitted stays on record."
    )
    button = gettext_lazy("Withdraw")
    done = gettext_lazy("The version is a draft again.")
    icon = "undo"
    form_class = ReasonForm

    def perform(self, data: dict[str, Any], occasion: Occasion) -> PolicyVersion:
        """Call `withdraw_terms`."""
        return withdraw_terms(version=self.version, by=occasion.by, reason=data["reason"], now=occasion.now)
