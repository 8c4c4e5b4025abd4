"""Granting and ending agreements (row 3 of the truth table)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive import clock
from archive.admin.acts import Act, Occasion
from archive.admin.forms import MomentField, choose, long_text
from licensing.admin import choices
from licensing.admin.decision_acts import NothingForm
from licensing.admin.documents import Document, DocumentField, agreement_document
from licensing.admin.periods import bounds_error
from licensing.admin.term_acts import SCOPES, ScopedForm
from licensing.admin.wishes import WishForm, wish_of
from licensing.choices import QuotaPeriod
from licensing.models import Agreement, Consumer, Party, PolicyPeriod
from licensing.operations import (
    AgreementMismatchError,
    Evidence,
    QuotaTerms,
    UnknownZoneError,
    end_agreement,
    grant_agreement,
)

if TYPE_CHECKING:
    from django.db.models import Model

DUTIES = [
    ("attribute", gettext_lazy("name the source")),
    ("inform", gettext_lazy("inform the rights holder")),
    ("delete", gettext_lazy("delete in the end")),
    ("compensate", gettext_lazy("pay first (pre-condition)")),
    ("acceptTracking", gettext_lazy("accept tracking first (pre-condition)")),
]


class GrantForm(ScopedForm, WishForm):
    """Who lets whom do what, where, from when to when, how often, and what proves it."""

    scope_kind = forms.ChoiceField(
        label=gettext_lazy("What it covers"),
        choices=SCOPES,
        initial="site",
        help_text=gettext_lazy(
            "An agreement about a feed is that feed's own: what others say of its articles doesn't count inside it."
        ),
    )
    assigner = forms.ModelChoiceField(
        Party.objects.order_by("name"), label=gettext_lazy("Granted by"), widget=choose()
    )
    assignees = forms.MultipleChoiceField(
        label=gettext_lazy("Granted to"), choices=choices.assignees, widget=forms.CheckboxSelectMultiple
    )
    warrants = forms.MultipleChoiceField(
        label=gettext_lazy("Warrants the credits of"),
        choices=choices.party_identifiers,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Other parties for whose images the grantor answers."),
    )
    words = forms.IntegerField(
        label=gettext_lazy("Words of an excerpt, at most"), min_value=1, max_value=1000, required=False
    )
    duties = forms.MultipleChoiceField(
        label=gettext_lazy("Duties"), choices=DUTIES, required=False, widget=forms.CheckboxSelectMultiple
    )
    effective_from = MomentField(label=gettext_lazy("From"))
    effective_to = MomentField(
        label=gettext_lazy("Until"),
        required=False,
        help_text=gettext_lazy(
            "This moment is no longer covered. Empty is open. In the installation's time zone."
        ),
    )
    quota_limit = forms.IntegerField(
        label=gettext_lazy("Quota: distinct articles"), min_value=1, max_value=2_000_000_000, required=False
    )
    quota_period = forms.ChoiceField(
        label=gettext_lazy("Quota: in each"), choices=[("", "—"), *QuotaPeriod.choices], required=False
    )
    timezone = forms.CharField(
        label=gettext_lazy("Time zone of the quota"),
        max_length=64,
        initial=lambda: settings.TIME_ZONE,
        help_text=gettext_lazy("Such as Europe/Warsaw."),
    )
    evidence_name = forms.CharField(label=gettext_lazy("Evidence: file or reference"), max_length=300)
    evidence_text = forms.CharField(
        label=gettext_lazy("Evidence: its text"),
        widget=long_text(rows=6),
        help_text=gettext_lazy("The words of the contract, the letter or the mail; kept with its digest."),
    )
    document = DocumentField(
        label=gettext_lazy("ODRL document, instead"),
        required=False,
        help_text=gettext_lazy(
            "JSON-LD of an Agreement; then uses, parts, limits and duties above are not read."
        ),
    )
    field_order = (
        "identifier", "title", "assigner", "assignees", "scope_kind", "scope_value", "scope_path", "uses", "parts",
        "purpose", "territory", "words", "duties", "effective_from", "effective_to", "quota_limit", "quota_period",
        "timezone", "warrants",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Check the interval, the quota, and that something is granted."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("effective_from"):
            bounds_error(self, data, clock.now())
        if (
            bool(data.get("quota_limit")) != bool(data.get("quota_period"))
            and "quota_limit" not in self.errors
        ):
            self.add_error("quota_period", _("A quota has a number and a period."))
        if (
            "document" in data
            and data["document"] is None
            and not data.get("uses")
            and "uses" not in self.errors
        ):
            self.add_error("uses", _("Choose at least one use, or paste a document."))
        return data


class Grant(Act):
    """Record an agreement and put it in force."""

    slug = "grant"
    title = gettext_lazy("Grant an agreement")
    lead = gettext_lazy(
        "A consent, licence or contract: from its first moment the named consumers may do what it permits, and nobody else."
    )
    button = gettext_lazy("Record and put in force")
    done = gettext_lazy("The agreement is in force for its interval.")
    icon = "handshake"
    permission = "licensing.add_agreement"
    form_class = GrantForm
    refusals = {AgreementMismatchError: "", UnknownZoneError: ""}

    def get_initial(self) -> dict[str, Any]:
        """Begin with today and a site."""
        return {
            "identifier": "urn:rights:policy:agreement-",
            "scope_kind": "site",
            "effective_from": clock.now(),
        }

    def perform(self, data: dict[str, Any], occasion: Occasion) -> Agreement:
        """Call `grant_agreement`."""
        assigner: Party = data["assigner"]
        quota = [QuotaTerms(data["quota_limit"], data["quota_period"])] if data["quota_limit"] else []
        return grant_agreement(
            identifier=data["identifier"],
            title=data["title"],
            assigner=assigner,
            assignees=data["assignees"],
            document=_document(data, assigner),
            scope_kind=data["scope_kind"],
            scope_value=data["scope_value"],
            scope_path=data["scope_path"],
            effective_from=data["effective_from"],
            effective_to=data["effective_to"],
            evidence=Evidence(data["evidence_name"], data["evidence_text"].replace("\r\n", "\n")),
            timezone=data["timezone"],
            quotas=quota,
            warrants=data["warrants"],
            officer=occasion.by,
            now=occasion.now,
        )


def _document(data: dict[str, Any], assigner: Party) -> Document:
    given: Document | None = data["document"]
    if given is not None:
        return given
    named: list[str] = data["assignees"]
    consumers = set(Consumer.objects.filter(identifier__in=named).values_list("identifier", flat=True))
    return agreement_document(
        uid=data["identifier"],
        assigner=assigner.identifier,
        consumers=[name for name in named if name in consumers],
        groups=[name for name in named if name not in consumers],
        wish=wish_of(data),
    )


class EndForm(NothingForm):
    """When it ends."""

    at = MomentField(label=gettext_lazy("Ends at (now if empty)"), required=False)


class EndAgreement(Act):
    """Let an agreement end at a moment."""

    slug = "end"
    title = gettext_lazy("End the agreement")
    lead = gettext_lazy("It stops permitting at that instant. What it permitted before stays on record.")
    button = gettext_lazy("End")
    done = gettext_lazy("The end is recorded.")
    icon = "event_busy"
    permission = "licensing.change_agreement"
    of_row = True
    danger = True
    form_class = EndForm

    @classmethod
    def fits(cls, row: Model) -> bool:
        """Only what has not ended can end."""
        series = cast("Agreement", row).series_id
        return (
            PolicyPeriod.objects.filter(series=series, known_to=None).overlapping(clock.now(), None).exists()
        )

    def perform(self, data: dict[str, Any], occasion: Occasion) -> None:
        """Call `end_agreement`."""
        end_agreement(agreement=cast("Agreement", self.row), at=data["at"], now=occasion.now)
