"""Names in credit lines: those that a person has looked at, and the queue of those that nobody has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from archive.admin.acts import Act, Occasion
from archive.admin.forms import ActForm, choose
from archive.admin.pages import RecordAdmin
from archive.choices import CreditRole
from archive.models import CreditName
from archive.operations.credit_names import ListedAgencyError, record_credit_name
from archive.queries import unknown_credit_names

if TYPE_CHECKING:
    from django.db.models import Model


class CreditNameForm(ActForm):
    """An unknown name, the most frequent first, and what it is."""

    name = forms.ChoiceField(label=_("Name"), widget=choose(), help_text=_("The most frequent first."))
    role = forms.ChoiceField(
        label=_("It is"),
        widget=choose(),
        choices=[(one.value, one.label) for one in CreditRole if one != CreditRole.SUPPLIER],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - whatever a form takes
        super().__init__(*args, **kwargs)
        self.fields["name"].choices = [  # type: ignore[attr-defined]  # of a choice field
            (
                name,
                ngettext("%(name)s (%(count)d image)", "%(name)s (%(count)d images)", count)
                % {"name": name, "count": count},
            )
            for name, count in unknown_credit_names()
        ]


class RecordCreditName(Act):
    """Say what an unknown name in credit lines is."""

    slug = "record-name"
    title = _("Unknown names in credit lines")
    lead = _(
        "Says of a name what it is, for every line that prints it. Who holds rights is recorded elsewhere."
    )
    done = _("The name is recorded.")
    icon = "person_search"
    permission = "archive.change_credit"
    form_class = CreditNameForm
    refusals = {ListedAgencyError: _("This is a listed agency.")}

    def perform(self, data: dict[str, Any], occasion: Occasion) -> Model:
        """Call `record_credit_name`."""
        return record_credit_name(
            name=data["name"], role=CreditRole(data["role"]), by=occasion.by, now=occasion.now
        )


@admin.register(CreditName)
class CreditNameAdmin(RecordAdmin):
    """Names that a person has looked at."""

    heading = _("Names in credit lines")
    acts: ClassVar[tuple[type[Act], ...]] = (RecordCreditName,)
    list_display = ("name", "role", "recorded_by", "recorded_at")
    list_filter = ("role",)
    search_fields = ("name",)
    fieldsets = ((None, {"fields": ("name", "role", "recorded_by", "recorded_at")}),)
