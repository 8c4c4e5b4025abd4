"""Full copies by count and digest, and holds: a text leaves the archive through a decision alone, never through the admin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from archive.admin.acts import Act, Occasion
from archive.admin.forms import ActForm, long_text
from archive.admin.pages import RecordAdmin
from archive.models import FullCopy, Hold
from archive.operations.full_copies import (
    CopyEndedError,
    CopyHeldBackError,
    HoldLiftedError,
    delete_full_copy,
    lift_hold,
    place_hold,
)

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from django.http import HttpRequest


class ReasonForm(ActForm):
    """Why."""

    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=long_text())


class DeleteCopy(Act):
    """Delete a copy on a person's word."""

    slug = "delete-copy"
    title = _("Delete the copy")
    lead = _("The text is deleted for good. What stays is a row with its digest, dates and this reason.")
    button = _("Delete")
    done = _("The copy is deleted.")
    icon = "delete"
    permission = "archive.change_fullcopy"
    of_row = True
    danger = True
    form_class = ReasonForm
    refusals = {
        CopyEndedError: _("The copy was deleted before."),
        CopyHeldBackError: _("A hold keeps the copy that is held."),
    }

    @classmethod
    def fits(cls, row: Model) -> bool:
        """Only a copy that is held."""
        return cast("FullCopy", row).ended_at is None

    def perform(self, data: dict[str, Any], occasion: Occasion) -> FullCopy:
        """Call `delete_full_copy`."""
        return delete_full_copy(copy=self.row, reason=data["reason"], by=occasion.by, now=occasion.now)


class PlaceHold(Act):
    """Let nothing of the article be deleted for now."""

    slug = "hold"
    title = _("Place a hold")
    lead = _("Nothing of the article is deleted until somebody lifts the hold. It lets nobody have the text.")
    button = _("Place")
    done = _("The hold is placed.")
    icon = "front_hand"
    permission = "archive.add_hold"
    of_row = True
    form_class = ReasonForm

    @classmethod
    def fits(cls, row: Model) -> bool:
        """Only a copy that is held."""
        return cast("FullCopy", row).ended_at is None

    def perform(self, data: dict[str, Any], occasion: Occasion) -> Hold:
        """Call `place_hold`."""
        return place_hold(article=self.row.article, reason=data["reason"], by=occasion.by, now=occasion.now)


@admin.register(FullCopy)
class FullCopyAdmin(RecordAdmin):
    """How many words are held of which article, under which decision, and what was deleted and why."""

    heading = _("Full copies")
    acts: ClassVar[tuple[type[Act], ...]] = (DeleteCopy, PlaceHold)
    list_display = ("article", "word_count", "short_digest", "shown_state", "acquired_at", "ended_at")
    list_filter = ("ending",)
    list_select_related = ("article",)
    search_fields = ("article__headline", "digest")
    fieldsets = (
        (None, {"fields": ("article", "part", "word_count", "language", "digest")}),
        (_("Basis"), {"fields": ("decision", "evidence", "captured_at", "acquired_at", "ask_again_at")}),
        (_("Ending"), {"fields": ("ended_at", "ending", "ended_by", "ended_decision", "reason")}),
    )

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Who reads an article's facts may know that a copy of it is held."""
        del obj
        return request.user.has_perm("archive.view_article")

    def get_queryset(self, request: HttpRequest) -> QuerySet[FullCopy]:
        """Leave the text in the database."""
        rows: QuerySet[FullCopy] = super().get_queryset(request)
        return rows.defer("text")

    @admin.display(description=_("digest"))
    def short_digest(self, row: FullCopy) -> str:
        """Begin the digest."""
        return f"{row.digest[:12]}…"

    @display(  # type: ignore[untyped-decorator]  # the theme has no types
        description=_("state"), label={"held": "success", "deleted": "warning"}
    )
    def shown_state(self, row: FullCopy) -> tuple[str, str]:
        """Word and colour of the state."""
        return ("held", str(_("held"))) if row.ended_at is None else ("deleted", str(_("deleted")))


class LiftHold(Act):
    """Lift a hold."""

    slug = "lift"
    title = _("Lift the hold")
    lead = _("What may no longer be kept is deleted at once.")
    button = _("Lift")
    done = _("The hold is lifted.")
    icon = "lock_open"
    permission = "archive.change_hold"
    of_row = True
    form_class = ActForm
    refusals = {HoldLiftedError: _("Somebody else lifted it first.")}

    @classmethod
    def fits(cls, row: Model) -> bool:
        """Only a hold that stands."""
        return cast("Hold", row).lifted_at is None

    def perform(self, data: dict[str, Any], occasion: Occasion) -> Hold:
        """Call `lift_hold`."""
        del data
        return lift_hold(hold=self.row, by=occasion.by, now=occasion.now)


@admin.register(Hold)
class HoldAdmin(RecordAdmin):
    """What may not be deleted for now, and why."""

    heading = _("Holds")
    acts: ClassVar[tuple[type[Act], ...]] = (LiftHold,)
    list_display = ("article", "reason", "placed_at", "placed_by", "lifted_at")
    list_select_related = ("article",)
    search_fields = ("article__headline", "reason")
    fieldsets = (
        (None, {"fields": ("article", "reason", "placed_at", "placed_by", "lifted_at", "lifted_by")}),
    )
