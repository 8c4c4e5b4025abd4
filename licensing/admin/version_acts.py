"""The life of a version: read, submitted, approved or rejected by another officer, its rules confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext_lazy

from archive import clock
from archive.admin.acts import Act, Occasion
from archive.admin.forms import ActForm, MomentField, long_text
from licensing.admin import choices
from licensing.admin.clauses import ClausesField
from licensing.admin.decision_acts import NothingForm
from licensing.admin.documents import DocumentField
from licensing.admin.periods import bounds_error
from licensing.admin.rules import rules_of
from licensing.models import PolicyVersion
from licensing.operations import (
    ClauseError,
    OwnApprovalError,
    UnknownRuleError,
    UnreadableVersionError,
    VersionStateError,
    approve_terms,
    confirm_rule,
    fulfil_precondition,
    record_reading,
    reject_terms,
    submit_terms,
)
from licensing.policy.errors import UnreadableError
from licensing.policy.vocabulary.actions import PRECONDITIONS

if TYPE_CHECKING:
    from django.db.models import Model
    from django.utils.functional import _StrPromise

_MOVED = gettext_lazy("Somebody else moved this version on first.")
_OWN = gettext_lazy("You wrote this version, so another officer has to judge it.")


class VersionAct(Act):
    """An act on a version in certain states."""

    of_row = True
    states: ClassVar[frozenset[str]] = frozenset()
    permission = "licensing.change_policyversion"
    refusals: ClassVar[dict[type[Exception], str | _StrPromise]] = {VersionStateError: _MOVED}

    @classmethod
    def fits(cls, row: Model) -> bool:
        """Whether the version is in one of the states."""
        return not cls.states or cast("PolicyVersion", row).state in cls.states

    @property
    def version(self) -> PolicyVersion:
        """The version that is acted on."""
        return cast("PolicyVersion", self.row)


class ReadingForm(ActForm):
    """What was read from the text."""

    document = DocumentField(label=gettext_lazy("ODRL document"), rows=16)
    clauses = ClausesField(
        label=gettext_lazy("Clauses"),
        required=False,
        rows=10,
        help_text=gettext_lazy(
            'JSON list: [{"label": "C1", "start": 0, "end": 52, "text": "…", "meaning": "…"}].'
        ),
    )
    partial = forms.BooleanField(label=gettext_lazy("The reading is partial"), required=False)


class RecordReading(VersionAct):
    """Read a draft, or read it anew."""

    slug = "read"
    title = gettext_lazy("Record the reading")
    lead = gettext_lazy(
        "Binds clauses to their words and the rules to the clauses. The verbatim text stays as it is."
    )
    done = gettext_lazy("The reading is recorded; you are its author now.")
    icon = "menu_book"
    states = frozenset({"draft"})
    form_class = ReadingForm
    refusals = {**VersionAct.refusals, ClauseError: ""}

    def perform(self, data: dict[str, Any], occasion: Occasion) -> PolicyVersion:
        """Call `record_reading`."""
        return record_reading(version=self.version, **data, author=occasion.by)


class Submit(VersionAct):
    """Hand a draft over for approval."""

    slug = "submit"
    title = gettext_lazy("Submit for approval")
    lead = gettext_lazy("From now on the reading stays as it is; another officer approves or rejects it.")
    button = gettext_lazy("Submit")
    done = gettext_lazy("Submitted: another officer has to judge it.")
    icon = "send"
    states = frozenset({"draft"})
    form_class = NothingForm

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
    states = frozenset({"submitted"})
    form_class = ApprovalForm
    refusals = {
        **VersionAct.refusals,
        OwnApprovalError: _OWN,
        UnreadableVersionError: gettext_lazy(
            "Nobody can approve a reading that does not exist or cannot be read."
        ),
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
    states = frozenset({"submitted"})
    danger = True
    form_class = ReasonForm
    refusals = {**VersionAct.refusals, OwnApprovalError: _OWN}

    def perform(self, data: dict[str, Any], occasion: Occasion) -> PolicyVersion:
        """Call `reject_terms`."""
        return reject_terms(
            version=self.version, officer=occasion.by, reason=data["reason"], now=occasion.now
        )


class RuleForm(ActForm):
    """Which rule, and why it reads as the text does."""

    pointer = forms.ChoiceField(label=gettext_lazy("Rule"))
    reason = forms.CharField(label=gettext_lazy("Reason"), widget=long_text())

    def __init__(self, *args: Any, version: PolicyVersion, **kwargs: Any) -> None:  # noqa: ANN401 - whatever a form takes
        super().__init__(*args, **kwargs)
        told = [(r.pointer, f"{r.pointer} — {r.type}: {', '.join(r.actions)}") for r in rules_of(version)]
        self.fields["pointer"].choices = told  # type: ignore[attr-defined]


class _OfRule(VersionAct):
    states = frozenset({"draft", "submitted", "approved", "recorded"})

    def get_initial(self) -> dict[str, Any]:
        """Begin with the rule that an address names."""
        return {"pointer": self.request.GET.get("pointer", "")}

    def get_form_kwargs(self) -> dict[str, Any]:
        """Hand over the version."""
        return {**super().get_form_kwargs(), "version": self.version}


class ConfirmRule(_OfRule):
    """Confirm one rule of a partial reading."""

    slug = "confirm-rule"
    title = gettext_lazy("Confirm a rule")
    lead = gettext_lazy("A permission of a partial reading grants nothing until an officer confirms it.")
    button = gettext_lazy("Confirm")
    done = gettext_lazy("The rule is confirmed.")
    icon = "fact_check"
    permission = "licensing.add_ruleconfirmation"
    form_class = RuleForm
    refusals = {
        UnknownRuleError: gettext_lazy("The version has no such rule."),
        UnreadableError: gettext_lazy("The document cannot be read."),
    }

    @classmethod
    def fits(cls, row: Model) -> bool:
        """Only rules of a partial reading wait for a confirmation."""
        return super().fits(row) and cast("PolicyVersion", row).reading == "partial"

    def perform(self, data: dict[str, Any], occasion: Occasion) -> None:
        """Call `confirm_rule`."""
        confirm_rule(version=self.version, **data, by=occasion.by, now=occasion.now)


class FulfilmentForm(RuleForm):
    """Who met which pre-condition."""

    consumer = forms.ChoiceField(label=gettext_lazy("Consumer"), choices=choices.consumers)
    action = forms.ChoiceField(
        label=gettext_lazy("Pre-condition"),
        choices=[(name, name) for name in sorted(PRECONDITIONS - {"obtainConsent"})],
        help_text=gettext_lazy("Consent is never recorded here: it exists only as an agreement."),
    )
    effective_to = MomentField(label=gettext_lazy("Until"), required=False)
    field_order = ("pointer", "action", "consumer", "effective_to", "reason")

    def clean(self) -> dict[str, Any]:
        """Check the interval."""
        data: dict[str, Any] = super().clean() or {}
        bounds_error(self, data, clock.now())
        return data


class Fulfil(_OfRule):
    """Record that a consumer met a pre-condition: a payment made, tracking accepted."""

    slug = "fulfil"
    title = gettext_lazy("Record a met pre-condition")
    lead = gettext_lazy("For instance a payment made, with where the receipt is filed as the reason.")
    done = gettext_lazy("The pre-condition is recorded as met.")
    icon = "payments"
    permission = "licensing.add_fulfilment"
    states = frozenset({"approved", "recorded"})
    form_class = FulfilmentForm

    @classmethod
    def fits(cls, row: Model) -> bool:
        """Only where a rule has such a duty."""
        return super().fits(row) and any(
            duty.split(" ")[0] in PRECONDITIONS - {"obtainConsent"}
            for rule in rules_of(cast("PolicyVersion", row))
            for duty in rule.duties
        )

    def perform(self, data: dict[str, Any], occasion: Occasion) -> None:
        """Call `fulfil_precondition`."""
        fulfil_precondition(version=self.version, **data, by=occasion.by, now=occasion.now)
