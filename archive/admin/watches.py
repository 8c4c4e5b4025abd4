"""Watches: which pages and files are looked at again, what was seen there last, and what the site's files said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from archive.admin.acts import Act, Occasion
from archive.admin.forms import ActForm, choose
from archive.admin.pages import RecordAdmin
from archive.choices import CaptureFailure, WatchKind, WatchState
from archive.models import SiteFileCopy, Source, Watch
from archive.models.watches import LONGEST_INTERVAL
from archive.operations import AddressOutsideSourceError
from archive.operations.watches import WatchStateError, add_watch, look_now, pause_watch, resume_watch

if TYPE_CHECKING:
    from django.db.models import Model

_LOOKS = {"active": "success", "paused": "info"}
_MOVED = _("Somebody else moved this watch first.")


class WatchForm(ActForm):
    """Which address of which site, and how often."""

    source = forms.ModelChoiceField(Source.objects.order_by("domain"), label=_("Source"), widget=choose())
    address = forms.CharField(
        label=_("Address"), max_length=2000, help_text=_("An http or https address on the source's domain.")
    )
    kind = forms.ChoiceField(label=_("What stands there"), choices=WatchKind.choices)
    interval_hours = forms.IntegerField(
        label=_("Hours between two looks"), min_value=1, max_value=LONGEST_INTERVAL, initial=24
    )


class AddWatch(Act):
    """Watch an address."""

    slug = "watch"
    title = _("Watch an address")
    lead = _(
        "A worker looks at it on schedule. Other terms become a draft that officers are asked to look at, other signals a version; "
        "a page that is gone makes a warning. Nothing on record lapses."
    )
    button = _("Watch")
    done = _("The address is watched.")
    icon = "visibility"
    permission = "archive.add_watch"
    form_class = WatchForm
    refusals = {AddressOutsideSourceError: ""}

    def perform(self, data: dict[str, Any], occasion: Occasion) -> Watch:
        """Call `add_watch`."""
        return add_watch(
            source=data["source"],
            address=data["address"],
            kind=data["kind"],
            interval_hours=data["interval_hours"],
            by=occasion.by,
            now=occasion.now,
        )


class _OfWatch(Act):
    """An act on one watch that asks nothing."""

    permission = "archive.change_watch"
    of_row = True
    form_class = ActForm
    refusals = {WatchStateError: _MOVED}
    state: WatchState

    @classmethod
    def fits(cls, row: Model) -> bool:
        """Whether the watch is in the state from which it goes on."""
        return isinstance(row, Watch) and row.state == cls.state


class LookNow(_OfWatch):
    """Look at once."""

    slug = "look"
    title = _("Look now")
    lead = _("A worker looks at the address as soon as it is the site's turn.")
    button = _("Look now")
    done = _("A worker was told.")
    icon = "search"
    state = WatchState.ACTIVE

    def perform(self, data: dict[str, Any], occasion: Occasion) -> Watch:
        """Call `look_now`."""
        del data
        return look_now(watch=self.row, now=occasion.now)


class PauseWatch(_OfWatch):
    """Look no more."""

    slug = "pause"
    title = _("Pause")
    lead = _("Nobody looks at the address until the watch is resumed. What is on record stays in force.")
    button = _("Pause")
    icon = "pause"
    state = WatchState.ACTIVE

    def perform(self, data: dict[str, Any], occasion: Occasion) -> Watch:
        """Call `pause_watch`."""
        del data, occasion
        return pause_watch(watch=self.row)


class ResumeWatch(_OfWatch):
    """Look again."""

    slug = "resume"
    title = _("Resume")
    lead = _("The address is looked at again, first within a minute or two.")
    button = _("Resume")
    icon = "play_arrow"
    state = WatchState.PAUSED

    def perform(self, data: dict[str, Any], occasion: Occasion) -> Watch:
        """Call `resume_watch`."""
        del data
        return resume_watch(watch=self.row, now=occasion.now)


@admin.register(Watch)
class WatchAdmin(RecordAdmin):
    """What is looked at again."""

    heading = _("Watched pages and files")
    acts = (AddWatch, LookNow, PauseWatch, ResumeWatch)
    list_display = ("address", "kind", "shown_state", "looked_at", "changed_at", "failures", "next_at")
    list_filter = ("kind", "state", "last_failure", "source")
    list_select_related = ("source",)
    search_fields = ("address",)
    fieldsets = (
        (None, {"fields": ("source", "address", "kind", "interval_hours", "state", "next_at")}),
        (_("Last look"), {"fields": ("looked_at", "last_status", "told_failure", "failures")}),
        (_("Last words"), {"fields": ("read_at", "changed_at", "last_digest")}),
        (_("Request"), {"fields": ("added_by", "added_at")}),
    )

    @display(description=_("state"), label=_LOOKS, ordering="state")  # type: ignore[untyped-decorator]  # the theme has no types
    def shown_state(self, row: Watch) -> tuple[str, str]:
        """Word and colour of the state."""
        return row.state, row.get_state_display()

    @admin.display(description=_("last failure"), ordering="last_failure")
    def told_failure(self, row: Watch) -> str:
        """Say in words why the last look failed."""
        return in_words(row.last_failure)


def in_words(code: str) -> str:
    """Return what a code of a failure means; one that isn't known says itself."""
    return str(dict(CaptureFailure.choices).get(code, code))


@admin.register(SiteFileCopy)
class SiteFileCopyAdmin(RecordAdmin):
    """What files of sites said, and until when."""

    heading = _("Files of sites")
    list_display = ("address", "kind", "status", "told_failure", "fetched_at", "seen_at", "current")
    list_filter = ("kind", "current", "failure")
    search_fields = ("address",)
    date_hierarchy = "fetched_at"
    fieldsets = (
        (None, {"fields": ("address", "kind", "status", "told_failure", "media_type", "current")}),
        (_("When"), {"fields": ("fetched_at", "seen_at", "fresh_until")}),
        (_("What it said"), {"fields": ("text", "headers", "digest")}),
    )

    @admin.display(description=_("failure"), ordering="failure")
    def told_failure(self, row: SiteFileCopy) -> str:
        """Say in words why the file couldn't be read."""
        return in_words(row.failure)
