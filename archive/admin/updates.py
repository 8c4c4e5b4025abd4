"""What changed in articles, and which of them are the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from archive.admin.acts import Act, Occasion
from archive.admin.forms import ActForm
from archive.admin.pages import RecordAdmin, RecordInline
from archive.models import ArticleRevision, Copy
from archive.operations.copies import CopyPartedError, part_copies

if TYPE_CHECKING:
    from django.db.models import Model


class RevisionInline(RecordInline):
    """The facts that changed when an article came in again."""

    model = ArticleRevision
    fields = ("number", "recorded_at", "told", "evidence")
    readonly_fields = ("told",)
    verbose_name_plural = _("What changed")

    def has_view_permission(self, request: Any, obj: Model | None = None) -> bool:  # noqa: ANN401 - Django's
        """Who reads the article reads what changed in it."""
        del obj
        return bool(request.user.has_perm("archive.view_articlerevision"))

    @admin.display(description=_("changes"))
    def told(self, row: ArticleRevision) -> str:
        """Each fact with its old and new value."""
        return " · ".join(f"{name}: {old!s} → {new!s}" for name, (old, new) in sorted(row.changes.items()))


class PartForm(ActForm):
    """Why the two aren't the same."""

    reason = forms.CharField(label=_("Why"), max_length=300)


class PartCopies(Act):
    """Part two articles that were linked as the same."""

    slug = "part"
    title = _("These are not the same")
    lead = _("The link stays on record as parted, and the two aren't linked again. Neither article changes.")
    button = _("Part them")
    done = _("They are parted.")
    icon = "link_off"
    permission = "archive.change_copy"
    of_row = True
    form_class = PartForm
    refusals = {CopyPartedError: _("Somebody else parted them first.")}

    @classmethod
    def fits(cls, row: Model) -> bool:
        """Only a standing link can be parted."""
        return cast("Copy", row).parted_at is None

    def perform(self, data: dict[str, Any], occasion: Occasion) -> Copy:
        """Call `part_copies`."""
        return part_copies(copy=self.row, by=occasion.by, reason=data["reason"], now=occasion.now)


@admin.register(Copy)
class CopyAdmin(RecordAdmin):
    """Pairs of articles that are the same; each keeps its own rights."""

    heading = _("Copies")
    acts: ClassVar[tuple[type[Act], ...]] = (PartCopies,)
    list_display = ("first", "second", "reason", "found_at", "parted_at")
    list_filter = ("reason",)
    list_select_related = ("first", "second")
    search_fields = ("first__headline", "second__headline", "first__address", "second__address")
    fieldsets = (
        (None, {"fields": ("first", "second", "reason", "detail", "found_at")}),
        (_("Parted"), {"fields": ("parted_at", "parted_by", "parting_reason")}),
    )
