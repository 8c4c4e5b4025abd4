"""Images and their credit lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from archive.admin.acts import Act, Occasion
from archive.admin.forms import ActForm
from archive.admin.pages import RecordAdmin, RecordInline
from archive.models import Credit, Image
from archive.operations import correct_credit_text

if TYPE_CHECKING:
    from django.db.models import Model


class CreditForm(ActForm):
    """The credit line as it should read."""

    credit_text = forms.CharField(
        label=_("Credit line"),
        max_length=300,
        required=False,
        help_text=_("As it should read; a slash joins a chain (PAP/EPA). The printed line is kept."),
    )


class CorrectCredit(Act):
    """Correct the credit line that is read for an image."""

    slug = "correct-credit"
    title = _("Correct the credit line")
    lead = _("Corrects what was misread on the page. Who holds rights in the image is recorded elsewhere.")
    done = _("The credit line is corrected.")
    icon = "edit_note"
    permission = "archive.change_image"
    of_row = True
    form_class = CreditForm

    def get_initial(self) -> dict[str, Any]:
        """Begin with what is read now."""
        return {"credit_text": self.row.credit_text}

    def perform(self, data: dict[str, Any], occasion: Occasion) -> Image:
        """Call `correct_credit_text`."""
        return correct_credit_text(
            image=self.row.pk, credit_text=data["credit_text"], by=occasion.by, now=occasion.now
        )


class CreditInline(RecordInline):
    """The names in a credit line."""

    model = Credit
    fields = ("position", "name", "role")
    verbose_name_plural = _("Names in the credit line")


@admin.register(Image)
class ImageAdmin(RecordAdmin):
    """Images as parts of their own; the pictures aren't held."""

    heading = _("Images")
    acts: ClassVar[tuple[type[Act], ...]] = (CorrectCredit,)
    inlines = (CreditInline,)
    list_display = ("credit", "article", "position", "corrected_by")
    list_select_related = ("article",)
    search_fields = ("credit_text", "article__headline")
    fieldsets = (
        (None, {"fields": ("article", "position", "address")}),
        (_("Credit line"), {"fields": ("credit_text", "credit_printed", "corrected_at", "corrected_by")}),
    )

    @admin.display(description=_("credit line"), ordering="credit_text")
    def credit(self, row: Image) -> str:
        """The line, or that there is none."""
        return row.credit_text or str(_("(no credit line)"))


class ImageInline(RecordInline):
    """The images of an article."""

    model = Image
    fields = ("position", "credit_text", "names", "address")
    readonly_fields = ("names",)
    show_change_link = True
    verbose_name_plural = _("Images")

    def has_view_permission(self, request: Any, obj: Model | None = None) -> bool:  # noqa: ANN401 - Django's
        """Who reads the article reads what it is made of."""
        del obj
        return bool(request.user.has_perm("archive.view_image"))

    @admin.display(description=_("names"))
    def names(self, row: Image) -> str:
        """The names that the credit line is split into."""
        return " · ".join(f"{credit.name} ({credit.get_role_display()})" for credit in row.credits.all())
