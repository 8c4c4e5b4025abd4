"""Captures: what was asked to be fetched, what became of it, and asking for another."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from archive.admin.acts import Act, Occasion
from archive.admin.forms import ActForm, choose
from archive.admin.pages import RecordAdmin
from archive.models import Capture, Source
from archive.operations import AddressOutsideSourceError, request_capture

_LOOKS = {
    "requested": "info",
    "fetching": "info",
    "stored": "success",
    "refused": "warning",
    "failed": "danger",
}


class CaptureForm(ActForm):
    """Which page of which site."""

    source = forms.ModelChoiceField(Source.objects.order_by("domain"), label=_("Source"), widget=choose())
    address = forms.CharField(
        label=_("Address"), max_length=2000, help_text=_("An http or https address on the source's domain.")
    )
    full_copy = forms.BooleanField(
        label=_("Full copy"),
        required=False,
        help_text=_("Ask whether the whole text may be kept, too, whatever the source asks for."),
    )


class RequestCapture(Act):
    """Put a page into the queue."""

    slug = "request"
    title = _("Request a capture")
    lead = _(
        "A worker fetches the page, obeys its robots.txt, asks what may be recorded, and stores no more than that."
    )
    button = _("Request")
    done = _("The page is in the queue.")
    icon = "add_link"
    permission = "archive.add_capture"
    form_class = CaptureForm
    refusals = {AddressOutsideSourceError: ""}

    def perform(self, data: dict[str, Any], occasion: Occasion) -> Capture:
        """Call `request_capture`."""
        return request_capture(
            source=data["source"],
            address=data["address"],
            full_copy=data["full_copy"],
            requested_by=occasion.by,
            now=occasion.now,
        )


@admin.register(Capture)
class CaptureAdmin(RecordAdmin):
    """The queue and its history."""

    heading = _("Captures")
    acts = (RequestCapture,)
    list_display = ("address", "shown_state", "failure", "requested_at", "finished_at", "article")
    list_filter = ("state", "failure", "source")
    list_select_related = ("article", "source")
    search_fields = ("address",)
    date_hierarchy = "requested_at"
    fieldsets = (
        (None, {"fields": ("source", "address", "state", "failure", "reason", "article")}),
        (_("Full copy"), {"fields": ("full_copy", "copy_refusal")}),
        (_("Request"), {"fields": ("requested_by", "requested_at", "started_at", "finished_at", "attempts")}),
        (_("Answer of the site"), {"fields": ("fetched_at", "http_status", "media_type", "bytes", "sha256")}),
    )

    @display(description=_("state"), label=_LOOKS, ordering="state")  # type: ignore[untyped-decorator]  # the theme has no types
    def shown_state(self, row: Capture) -> tuple[str, str]:
        """Word and colour of the state."""
        return row.state, row.get_state_display()
