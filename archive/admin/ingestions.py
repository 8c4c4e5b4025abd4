"""Ingestions: a file or an address taken in, how far it is, and the rows that didn't come in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.conf import settings
from django.contrib import admin
from django.http import Http404, JsonResponse
from django.urls import path, reverse
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from archive import clock
from archive.admin.acts import Act, Occasion
from archive.admin.forms import ActForm, choose
from archive.admin.pages import RecordAdmin, RecordInline
from archive.ingestion.formats.table import FORMATS, UnknownFormatError, detect
from archive.ingestion.uploads import take_upload
from archive.models import Feed, Ingestion, IngestionRowFailure, Source
from archive.models.ingestions import COUNTERS
from archive.operations.ingestions import is_open, request_ingestion

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import Model
    from django.http import HttpRequest
    from django.urls import URLPattern

_LOOKS = {"requested": "info", "running": "info", "done": "success", "failed": "danger"}
_HEAD = 4096


class _OptionsForm(ActForm):
    """How a run is read."""

    format = forms.ChoiceField(
        label=_("Format"),
        choices=[("", "—"), *((name, name) for name in sorted(FORMATS))],
        required=False,
        help_text=_("Empty: told by the file."),
    )
    source = forms.ModelChoiceField(
        Source.objects.order_by("domain"),
        label=_("Source"),
        required=False,
        widget=choose(),
        help_text=_("Empty: the source of each row is told by its address."),
    )
    feed = forms.ModelChoiceField(
        Feed.objects.order_by("identifier"),
        label=_("Feed"),
        required=False,
        widget=choose(),
        help_text=_("The recorded feed that everything comes in by."),
    )
    dry_run = forms.BooleanField(
        label=_("Dry run"), required=False, help_text=_("Say what would be stored; store nothing.")
    )
    full_copies = forms.BooleanField(
        label=_("Full copies"),
        required=False,
        help_text=_(
            "Ask of each article whether its whole text may be kept, too, whatever its source asks for."
        ),
    )


class AddressForm(_OptionsForm):
    """What a worker is to fetch."""

    address = forms.CharField(
        label=_("Address"),
        max_length=2000,
        help_text=_("A feed, a sitemap, a list, a file or a page on a recorded source."),
    )
    field_order = ["address", "format", "source", "feed", "full_copies", "dry_run"]


class FileForm(_OptionsForm):
    """A file that is taken in from memory."""

    file = forms.FileField(
        label=_("File"),
        error_messages={
            "required": _("Choose a file that isn't too large; manage.py ingest reads larger ones in place.")
        },
    )
    field_order = ["file", "format", "source", "feed", "full_copies", "dry_run"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - whatever a form takes
        super().__init__(*args, **kwargs)
        most = settings.IMPRIMATUR_INGEST_UPLOAD_BYTES // (1024 * 1024)
        self.fields["file"].help_text = gettext(
            "At most %(most)s MB; it is held in memory, taken in at once, and never stored."
        ) % {"most": most}


class IngestAddress(Act):
    """Put an address into the queue."""

    slug = "ingest"
    title = _("Ingest from an address")
    lead = _(
        "A worker fetches it politely. Articles in it are decided and stored no further than that; pages that it names are captured."
    )
    button = _("Ingest")
    done = _("The run is in the queue.")
    icon = "download"
    permission = "archive.add_ingestion"
    form_class = AddressForm

    def perform(self, data: dict[str, Any], occasion: Occasion) -> Ingestion:
        """Call `request_ingestion`."""
        return request_ingestion(
            address=data["address"],
            format=data["format"],
            source=data["source"],
            feed=data["feed"],
            dry_run=data["dry_run"],
            full_copies=data["full_copies"],
            requested_by=occasion.by,
            now=occasion.now,
        )


class IngestFile(Act):
    """Take a file in."""

    slug = "ingest-file"
    title = _("Ingest a file")
    lead = _("Each article comes in as far as the rights gate allows; what it doesn't allow is never stored.")
    button = _("Ingest")
    done = _("The file is taken in; the page says what became of its rows.")
    icon = "upload_file"
    permission = "archive.add_ingestion"
    form_class = FileForm
    refusals = {UnknownFormatError: ""}

    def perform(self, data: dict[str, Any], occasion: Occasion) -> Ingestion:
        """Call `take_upload`."""
        file = data["file"]
        name = data["format"] or detect(file.read(_HEAD), file.name)
        file.seek(0)
        run, _told = take_upload(
            stream=file,
            format=name,
            source=data["source"],
            feed=data["feed"],
            file_name=file.name,
            dry_run=data["dry_run"],
            full_copies=data["full_copies"],
            requested_by=occasion.by,
            clock=clock.now,
        )
        return run


class RowFailureInline(RecordInline):
    """The rows of a run that didn't come in."""

    model = IngestionRowFailure
    fields = ("line", "what", "field", "reason")
    readonly_fields = fields
    verbose_name_plural = _("Rows that did not come in")

    @admin.display(description=_("What became of it"))
    def what(self, row: IngestionRowFailure) -> str:
        """Refused for rights, or with a fault of its own."""
        return gettext("refused") if row.refused else gettext("with a fault")


@admin.register(Ingestion)
class IngestionAdmin(RecordAdmin):
    """Runs and their counts, which move while one looks."""

    heading = _("Ingestions")
    acts = (IngestAddress, IngestFile)
    change_form_outer_before_template = "archive/admin/ingestion.html"
    inlines = (RowFailureInline,)
    list_display = ("__str__", "shown_state", "format", "read", "stored", "refused", "failed", "requested_at")
    list_filter = ("state", "format", "dry_run", "source")
    list_select_related = ("source",)
    search_fields = ("address", "file_name")
    date_hierarchy = "requested_at"
    fieldsets = (
        (None, {"fields": ("address", "file_name", "format", "source", "feed", "dry_run", "failure")}),
        (_("Full copies"), {"fields": ("full_copies", "copies_kept", "copies_refused", "why_no_copies")}),
        (
            _("Request"),
            {"fields": ("requested_by", "requested_at", "started_at", "seen_at", "finished_at", "attempts")},
        ),
    )

    readonly_fields = ("why_no_copies",)

    class Media:
        js = ("archive/live.js",)

    @admin.display(description=_("no full copy because"))
    def why_no_copies(self, row: Ingestion) -> str:
        """The commonest reasons, with how many texts each kept out."""
        told = sorted(row.copy_refusals.items(), key=lambda each: -each[1])
        return format_html_join(mark_safe("<br>"), "{} × {}", ((count, why) for why, count in told)) or "-"

    @display(description=_("state"), label=_LOOKS, ordering="state")  # type: ignore[untyped-decorator]  # the theme has no types
    def shown_state(self, row: Ingestion) -> tuple[str, str]:
        """Word and colour of the state."""
        return row.state, row.get_state_display()

    def get_urls(self) -> list[URLPattern]:
        """Add the address that the page asks for the counts."""
        live = path(
            "<uuid:object_id>/counts/", self.admin_site.admin_view(self.counts), name=f"{self.name}_counts"
        )
        return [live, *super().get_urls()]

    def counts(self, request: HttpRequest, object_id: UUID) -> JsonResponse:
        """Return the counts as they are now, in words for the page."""
        run = Ingestion.objects.filter(pk=object_id).first()
        if run is None or not self.has_view_permission(request, run):
            raise Http404
        return JsonResponse(_live(run), headers={"Cache-Control": "no-store"})

    def page_context(self, request: HttpRequest, row: Model) -> dict[str, Any]:
        """Return the counts and where to ask for later ones."""
        del request
        run = cast("Ingestion", row)
        fields = {field.name: field for field in Ingestion._meta.fields}  # noqa: SLF001 - Django's public underscore
        return {
            "live": _live(run),
            "counters": [(name, fields[name].verbose_name, getattr(run, name)) for name in COUNTERS],
            "counts_url": reverse(f"admin:{self.name}_counts", args=[run.pk]),
        }


def _live(run: Ingestion) -> dict[str, Any]:
    return {
        "open": is_open(run),
        "state": str(run.get_state_display()),
        "counts": {name: getattr(run, name) for name in COUNTERS},
    }
