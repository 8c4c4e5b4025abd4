"""What officers say about single rules: that one reads as the text does, that a consumer met its pre-condition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy

from archive import clock
from archive.admin.forms import ActForm, MomentField, long_text
from licensing.admin import choices
from licensing.admin.periods import bounds_error
from licensing.admin.rules import rules_of
from licensing.admin.version_acts import VersionAct
from licensing.operations import UnknownRuleError, confirm_rule, fulfil_precondition
from licensing.policy.errors import UnreadableError
from licensing.policy.vocabulary.actions import PRECONDITIONS
from licensing.queries.incorporated import is_partial

if TYPE_CHECKING:
    from django.db.models import Model

    from archive.admin.acts import Occasion
    from licensing.models import PolicyVersion


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
        now = clock.now()
        return super().fits(row) and is_partial(cast("PolicyVersion", row), now, now)

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
