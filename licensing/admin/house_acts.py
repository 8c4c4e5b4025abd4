"""House rules: the organisation's own prohibitions (row 2 of the truth table)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive import clock
from archive.admin.acts import Act, Occasion
from archive.admin.forms import MomentField, long_text
from licensing.admin.decision_acts import NothingForm
from licensing.admin.documents import Document, DocumentField, house_document
from licensing.admin.periods import bounds_error
from licensing.admin.term_acts import ScopedForm
from licensing.admin.wishes import WishForm, wish_of
from licensing.models import PolicySeries, PolicyVersion
from licensing.operations import PermittingHouseRuleError, add_house_rule, end_house_rule

if TYPE_CHECKING:
    from django.db.models import Model


class HouseForm(WishForm):
    """What is prohibited, why and for how long."""

    reason = forms.CharField(label=gettext_lazy("Reason"), widget=long_text())
    effective_from = MomentField(label=gettext_lazy("From (now if empty)"), required=False)
    effective_to = MomentField(label=gettext_lazy("Until"), required=False)
    document = DocumentField(
        label=gettext_lazy("ODRL document, instead"),
        required=False,
        help_text=gettext_lazy(
            "JSON-LD of a Set with prohibitions; then the uses and parts above are not read."
        ),
    )

    def clean(self) -> dict[str, Any]:
        """Check the interval, and that something is prohibited."""
        data: dict[str, Any] = super().clean() or {}
        bounds_error(self, data, clock.now())
        if "document" in data and data["document"] is None and not data.get("uses"):
            self.add_error("uses", _("Choose at least one use, or paste a document."))
        return data


class NewHouseForm(ScopedForm, HouseForm):
    """The same, with its name and scope."""

    field_order = (
        "identifier",
        "title",
        "scope_kind",
        "scope_value",
        "scope_path",
        "uses",
        "parts",
        "purpose",
        "territory",
    )


class _HouseAct(Act):
    permission = "licensing.add_policyseries"
    refusals = {
        PermittingHouseRuleError: gettext_lazy("A house rule may only prohibit; this document permits.")
    }
    done = gettext_lazy("The house rule is in force for its interval.")


def _document(uid: str, data: dict[str, Any]) -> Document:
    given: Document | None = data["document"]
    return given or house_document(uid=uid, wish=wish_of(data))


class NewHouseRule(_HouseAct):
    """Add a house rule."""

    slug = "add-house-rule"
    title = gettext_lazy("Add a house rule")
    lead = gettext_lazy(
        "The organisation's own rules may only narrow: a house rule prohibits, it never permits."
    )
    button = gettext_lazy("Put in force")
    icon = "home_work"
    form_class = NewHouseForm

    def get_initial(self) -> dict[str, Any]:
        """Begin with everything."""
        return {"scope_kind": "everything", "identifier": "urn:rights:policy:house-"}

    def perform(self, data: dict[str, Any], occasion: Occasion) -> PolicyVersion:
        """Call `add_house_rule`."""
        return add_house_rule(
            identifier=data["identifier"],
            title=data["title"],
            document=_document(data["identifier"], data),
            scope_kind=data["scope_kind"],
            scope_value=data["scope_value"],
            scope_path=data["scope_path"],
            by=occasion.by,
            reason=data["reason"],
            effective_from=data["effective_from"],
            effective_to=data["effective_to"],
            now=occasion.now,
        )


class NextHouseRule(_HouseAct):
    """Change a house rule: a new version of it."""

    slug = "change-house-rule"
    title = gettext_lazy("Change the house rule")
    lead = gettext_lazy("Puts a new version in force in place of the present one, for its interval.")
    button = gettext_lazy("Put in force")
    icon = "edit"
    of_row = True
    form_class = HouseForm

    @classmethod
    def fits(cls, row: Model) -> bool:
        """Only house rules are changed here."""
        return cast("PolicySeries", row).kind == "house"

    def perform(self, data: dict[str, Any], occasion: Occasion) -> PolicyVersion:
        """Call `add_house_rule`."""
        series = cast("PolicySeries", self.row)
        return add_house_rule(
            identifier=series.identifier,
            title=series.title,
            document=_document(series.identifier, data),
            scope_kind=series.scope_kind,
            scope_value=series.scope_value,
            scope_path=series.scope_path,
            by=occasion.by,
            reason=data["reason"],
            effective_from=data["effective_from"],
            effective_to=data["effective_to"],
            now=occasion.now,
        )


class EndHouseRule(Act):
    """Let a house rule end now."""

    slug = "end-house-rule"
    title = gettext_lazy("End the house rule")
    lead = gettext_lazy("It ends now. That it stood until now stays on record.")
    button = gettext_lazy("End")
    done = gettext_lazy("The house rule has ended.")
    icon = "event_busy"
    permission = "licensing.add_policyperiod"
    of_row = True
    danger = True
    form_class = NothingForm

    @classmethod
    def fits(cls, row: Model) -> bool:
        """Only house rules are ended here."""
        return cast("PolicySeries", row).kind == "house"

    def perform(self, data: dict[str, Any], occasion: Occasion) -> None:
        """Call `end_house_rule`."""
        del data
        end_house_rule(series=cast("PolicySeries", self.row), now=occasion.now)
