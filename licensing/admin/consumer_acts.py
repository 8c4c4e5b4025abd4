"""Registering consumers, what they may state, and their credentials."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive import clock
from archive.admin.acts import Act, Occasion, page_of
from archive.admin.forms import ActForm, MomentField, choose
from licensing.admin import choices
from licensing.admin.decision_acts import NothingForm
from licensing.admin.periods import bounds_error
from licensing.models import Consumer, ConsumerRegistration, ConsumerToken, Party
from licensing.operations import (
    AlreadyClosedError,
    RegistrationError,
    end_registration,
    issue_token,
    register_consumer,
    revoke_token,
    set_registration,
)

if TYPE_CHECKING:
    from django.db.models import Model

FACTS = ("lawful-access", "accepts-attribution", "commercial")
"""Facts of a consumer that conditions test, each true or false."""


class ConsumerForm(ActForm):
    """Who asks."""

    identifier = forms.SlugField(
        label=gettext_lazy("Identifier"),
        max_length=100,
        help_text=gettext_lazy("Letters, digits and hyphens; stays for ever."),
    )
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    party = forms.ModelChoiceField(
        Party.objects.order_by("name"), label=gettext_lazy("Party"), required=False, widget=choose()
    )

    def clean_identifier(self) -> str:
        """Refuse an identifier that is taken."""
        identifier: str = self.cleaned_data["identifier"]
        if Consumer.objects.filter(identifier=identifier).exists():
            raise forms.ValidationError(_("There is a consumer with this identifier already."))
        return identifier


class Register(Act):
    """Register a consumer."""

    slug = "register"
    title = gettext_lazy("Register a consumer")
    lead = gettext_lazy("A department or a partner that proposes uses, with a token of its own.")
    icon = "person_add"
    permission = "licensing.add_consumer"
    form_class = ConsumerForm
    refusals = {RegistrationError: ""}

    def perform(self, data: dict[str, Any], occasion: Occasion) -> Consumer:
        """Call `register_consumer`."""
        return register_consumer(**data, now=occasion.now)


def _named() -> list[tuple[str, list[tuple[str, str]]]]:
    facts = [(f"fact:{name}={value}", f"{name} = {value}") for name in FACTS for value in ("true", "false")]
    return [
        (
            _("Purposes that it may state"),
            [(f"purpose:{n}", label) for n, label in choices.purpose_names()[1:]],
        ),
        (_("Facts"), facts),
        (
            _("Territories that it may state"),
            [(f"territory:{n}", n) for n, _label in choices.territory_names()[1:]],
        ),
    ]


class RegistrationForm(ActForm):
    """What is registered: one of the taxonomies, a fact, or a group by its name."""

    what = forms.ChoiceField(
        label=gettext_lazy("Purpose, territory or fact"),
        choices=lambda: [("", "—"), *_named()],
        required=False,
    )
    group = forms.SlugField(
        label=gettext_lazy("Or a group"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("Agreements can name a group instead of each consumer."),
    )
    effective_from = MomentField(label=gettext_lazy("From (now if empty)"), required=False)
    effective_to = MomentField(label=gettext_lazy("Until"), required=False)

    def clean(self) -> dict[str, Any]:
        """Return kind, name and value of one registration."""
        data: dict[str, Any] = super().clean() or {}
        bounds_error(self, data, clock.now())
        if "what" in self.errors or "group" in self.errors:
            return data
        if bool(data.get("what")) == bool(data.get("group")):
            raise forms.ValidationError(
                _("Choose a purpose, territory or fact, or name a group: one of them.")
            )
        kind, _colon, rest = (data["what"] or f"group:{data['group']}").partition(":")
        name, _equals, value = rest.partition("=") if kind == "fact" else (rest, "", "")
        return {
            "kind": kind,
            "name": name,
            "value": value,
            "effective_from": data.get("effective_from"),
            "effective_to": data.get("effective_to"),
        }


class Registered(Act):
    """Register a group, purpose, territory or fact."""

    slug = "set"
    title = gettext_lazy("Register a purpose, territory, fact or group")
    lead = gettext_lazy("A consumer may state only what is registered; anything else counts as unknown.")
    icon = "badge"
    permission = "licensing.add_consumerregistration"
    of_row = True
    form_class = RegistrationForm
    refusals = {RegistrationError: ""}

    def perform(self, data: dict[str, Any], occasion: Occasion) -> None:
        """Call `set_registration`."""
        set_registration(consumer=cast("Consumer", self.row), **data, by=occasion.by, now=occasion.now)


class EndingForm(ActForm):
    """Which registration ends, and when."""

    registration = forms.ModelChoiceField(
        ConsumerRegistration.objects.none(), label=gettext_lazy("Registration"), widget=choose()
    )
    at = MomentField(label=gettext_lazy("Ends at (now if empty)"), required=False)

    def __init__(self, *args: Any, consumer: Consumer, **kwargs: Any) -> None:  # noqa: ANN401 - whatever a form takes
        super().__init__(*args, **kwargs)
        rows = ConsumerRegistration.objects.filter(consumer=consumer, known_to=None)
        self.fields["registration"].queryset = rows.order_by("kind", "name")  # type: ignore[attr-defined]


class EndRegistration(Act):
    """Let a registration end."""

    slug = "end-registration"
    title = gettext_lazy("End a registration")
    button = gettext_lazy("End")
    done = gettext_lazy("The registration has ended.")
    icon = "event_busy"
    permission = "licensing.add_consumerregistration"
    of_row = True
    form_class = EndingForm
    refusals = {AlreadyClosedError: gettext_lazy("It ended before.")}

    def get_form_kwargs(self) -> dict[str, Any]:
        """Hand over the consumer."""
        return {**super().get_form_kwargs(), "consumer": self.row}

    def perform(self, data: dict[str, Any], occasion: Occasion) -> None:
        """Call `end_registration`."""
        row: ConsumerRegistration = data["registration"]
        end_registration(
            consumer=cast("Consumer", self.row), kind=row.kind, name=row.name, at=data["at"], now=occasion.now
        )


class IssueToken(Act):
    """Issue a credential and show it once."""

    slug = "issue-token"
    title = gettext_lazy("Issue a token")
    lead = gettext_lazy("The token is shown once, on the next page; only its digest is kept.")
    button = gettext_lazy("Issue")
    icon = "key"
    permission = "licensing.add_consumertoken"
    of_row = True
    form_class = NothingForm

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Issue and show; never stored in a message, an address or a log."""
        del form
        consumer = cast("Consumer", self.row)
        token = issue_token(consumer=consumer, by=self.request.user.get_username(), now=clock.now())
        context = {**self.get_context_data(), "token": token, "consumer_url": page_of(consumer)}
        answer = TemplateResponse(self.request, "licensing/admin/token.html", context)
        answer.headers["Cache-Control"] = "no-store"
        return answer


class Revoke(Act):
    """End a credential at once."""

    slug = "revoke"
    title = gettext_lazy("Revoke the token")
    lead = gettext_lazy("Whoever uses it is refused from now on.")
    button = gettext_lazy("Revoke")
    done = gettext_lazy("The token is revoked.")
    icon = "key_off"
    permission = "licensing.change_consumertoken"
    of_row = True
    danger = True
    form_class = NothingForm
    refusals = {AlreadyClosedError: gettext_lazy("It was revoked before.")}

    @classmethod
    def fits(cls, row: Model) -> bool:
        """Only what is valid can be revoked."""
        return cast("ConsumerToken", row).revoked_at is None

    def perform(self, data: dict[str, Any], occasion: Occasion) -> None:
        """Call `revoke_token`."""
        del data
        revoke_token(token=cast("ConsumerToken", self.row), by=occasion.by, now=occasion.now)
