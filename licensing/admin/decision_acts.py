"""What can be done with a decision: ask again, replay it, answer otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.acts import Act, Occasion
from archive.admin.forms import ActForm, long_text
from licensing.choices import OutcomeChoice
from licensing.models import Decision
from licensing.operations import OverrideError, audience_named, override_decision, record_decision, replay
from licensing.policy.ask import UseError
from licensing.policy.canonical import load_json
from licensing.policy.model import Use
from licensing.queries import UnknownArticleError, UnknownConsumerError

if TYPE_CHECKING:
    from django.db.models import Model

    from licensing.admin.told import Data


class NothingForm(ActForm):
    """Nothing to fill in: a button alone."""


class AskAgain(Act):
    """Put the same question now."""

    slug = "ask-again"
    title = gettext_lazy("Ask again")
    lead = gettext_lazy(
        "Puts the same question as of now and records a new decision; this one stays as it is."
    )
    button = gettext_lazy("Ask again and record")
    done = gettext_lazy("The new decision is recorded.")
    icon = "replay"
    permission = "licensing.add_check"
    of_row = True
    form_class = NothingForm
    refusals = {
        UseError: "",
        UnknownArticleError: gettext_lazy("The article is no longer held."),
        UnknownConsumerError: gettext_lazy("The consumer is no longer active."),
    }

    def perform(self, data: dict[str, Any], occasion: Occasion) -> Decision:
        """Call `record_decision` with the recorded use at the present moment."""
        del data
        row = cast("Decision", self.row)
        asked = cast("Data", load_json(row.facts))["use"]
        use = Use(
            action=asked["action"],
            asset=asked["asset"],
            at=occasion.now,
            known_at=occasion.now,
            audience=audience_named(asked["audience"]),
            purpose=asked["purpose"],
            territory=asked["territory"],
            words=asked["words"],
            characters=asked["characters"],
            claims=frozenset(asked["claims"]),
        )
        return record_decision(
            article=row.article, consumer=row.consumer, use=use, origin="check", now=occasion.now
        )


class Replay(Act):
    """Make the decision anew from its recorded facts and compare the bytes."""

    slug = "replay"
    title = gettext_lazy("Check by replay")
    lead = gettext_lazy(
        "Makes the decision anew from the facts recorded with it and compares every byte and digest. Writes nothing."
    )
    button = gettext_lazy("Replay")
    icon = "verified"
    permission = "licensing.view_decision"
    of_row = True
    form_class = NothingForm
    refusals = {
        LookupError: gettext_lazy(
            "A policy that the decision rests on is missing, or is not the one it names."
        )
    }
    same: bool = False

    def perform(self, data: dict[str, Any], occasion: Occasion) -> None:
        """Call `replay`."""
        del data, occasion
        self.same = replay(cast("Decision", self.row))

    def succeed(self) -> None:
        """Say whether the bytes are the same."""
        if self.same:
            messages.success(self.request, _("Replayed: the same bytes, and every digest is right."))
        else:
            messages.error(
                self.request, _("Replayed: the bytes differ. The record or its facts were changed.")
            )


class OverrideForm(ActForm):
    """The officer's own answer."""

    outcome = forms.ChoiceField(label=gettext_lazy("Outcome"), choices=OutcomeChoice.choices)
    reason = forms.CharField(label=gettext_lazy("Reason"), widget=long_text())


class Override(Act):
    """Answer otherwise, by name and with a reason."""

    slug = "override"
    title = gettext_lazy("Override")
    lead = gettext_lazy(
        "Appends a new decision under your name that refers to this one. The old decision stays in the ledger."
    )
    button = gettext_lazy("Record the override")
    done = gettext_lazy("The override is recorded under your name.")
    icon = "gavel"
    permission = "licensing.add_decision"
    of_row = True
    danger = True
    form_class = OverrideForm
    refusals = {
        OverrideError: "",
        LookupError: gettext_lazy(
            "A policy that the decision rests on is missing, or is not the one it names."
        ),
    }

    @classmethod
    def fits(cls, row: Model) -> bool:
        """Only an answer for now can be overridden."""
        return not cast("Decision", row).hypothetical

    def perform(self, data: dict[str, Any], occasion: Occasion) -> Decision:
        """Call `override_decision`."""
        return override_decision(
            decision=cast("Decision", self.row),
            officer=occasion.by,
            outcome=data["outcome"],
            reason=data["reason"],
            now=occasion.now,
        )
