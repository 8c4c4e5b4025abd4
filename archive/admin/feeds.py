"""Feeds, and what their sources took back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from archive.admin.acts import Act, Occasion
from archive.admin.forms import ActForm, choose
from archive.admin.pages import RecordAdmin
from archive.ingestion.formats.table import FORMATS
from archive.models import Feed, Source, Withdrawal
from archive.operations.feeds import record_feed
from archive.operations.withdrawals import WithdrawalEndedError, end_withdrawal

if TYPE_CHECKING:
    from django.db.models import Model


class FeedForm(ActForm):
    """A channel by which articles come in."""

    identifier = forms.SlugField(
        label=_("Identifier"),
        max_length=100,
        help_text=_("Stays for ever; an agreement names it as what it covers. Such as agency-english."),
    )
    source = forms.ModelChoiceField(Source.objects.order_by("domain"), label=_("Source"), widget=choose())
    name = forms.CharField(label=_("Name"), max_length=200)
    format = forms.ChoiceField(
        label=_("Format"),
        choices=[("", "—"), *((name, name) for name in sorted(FORMATS))],
        required=False,
        help_text=_("Empty: told by the file."),
    )


class RecordFeed(Act):
    """Record a feed, or correct its name."""

    slug = "record"
    title = _("Record a feed")
    lead = _(
        "What comes in by it says so for ever. An agreement about it outranks what pages say, and inside it alone."
    )
    done = _("The feed is on record.")
    icon = "rss_feed"
    permission = "archive.add_feed"
    form_class = FeedForm

    def perform(self, data: dict[str, Any], occasion: Occasion) -> Feed:
        """Call `record_feed`."""
        return record_feed(
            identifier=data["identifier"],
            source=data["source"],
            name=data["name"],
            format=data["format"],
            now=occasion.now,
        )


@admin.register(Feed)
class FeedAdmin(RecordAdmin):
    """Channels of agencies and publishers."""

    heading = _("Feeds")
    acts: ClassVar[tuple[type[Act], ...]] = (RecordFeed,)
    list_display = ("identifier", "name", "source", "format", "recorded_at")
    list_select_related = ("source",)
    search_fields = ("identifier", "name", "source__domain")
    fieldsets = ((None, {"fields": ("identifier", "name", "source", "format", "recorded_at")}),)


class EndWithdrawal(Act):
    """Let what was taken back come in again."""

    slug = "end"
    title = _("Let it come in again")
    lead = _(
        "What the source took back may be recorded again when it comes. A suspension of what is held stays until an"
        " officer lifts it."
    )
    button = _("Let it in")
    done = _("It may come in again.")
    icon = "undo"
    permission = "archive.change_withdrawal"
    of_row = True
    form_class = ActForm
    refusals = {WithdrawalEndedError: _("Somebody else ended it first.")}

    @classmethod
    def fits(cls, row: Model) -> bool:
        """Only what stands can end."""
        return cast("Withdrawal", row).ended_at is None

    def perform(self, data: dict[str, Any], occasion: Occasion) -> Withdrawal:
        """Call `end_withdrawal`."""
        del data
        return end_withdrawal(withdrawal=self.row, by=occasion.by, now=occasion.now)


@admin.register(Withdrawal)
class WithdrawalAdmin(RecordAdmin):
    """Kills, withholds and embargoes of sources; what they name isn't let in."""

    heading = _("Taken back by sources")
    acts: ClassVar[tuple[type[Act], ...]] = (EndWithdrawal,)
    list_display = ("address", "kind", "source", "received_at", "until", "returned_at", "ended_at")
    list_filter = ("kind", "source")
    list_select_related = ("source",)
    search_fields = ("address",)
    fieldsets = (
        (None, {"fields": ("source", "kind", "address", "names", "until", "evidence")}),
        (_("Dates"), {"fields": ("received_at", "applied_at", "returned_at", "ended_at", "ended_by")}),
    )
