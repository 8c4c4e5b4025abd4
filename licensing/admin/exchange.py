"""Terms out in the formats of others, and in as drafts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive import clock
from archive.admin.acts import Act, Occasion
from archive.admin.forms import ActForm, long_text
from licensing.exchange import FORMATS, UnknownFormatError, UnreadableError, UnwritableError, format_named
from licensing.models import PolicySeries, PolicyVersion
from licensing.operations.imports import MOST_BYTES, EmptyImportError, ImportTooLargeError, import_terms
from licensing.queries.exports import NothingToExportError, statement_of

if TYPE_CHECKING:
    from django.db.models import Model

    from archive.admin.pages import RecordAdmin


def export_url(admin: RecordAdmin) -> URLPattern:
    """Return the address of a version's exports, for its page."""

    def view(request: HttpRequest, object_id: str, name: str) -> HttpResponse:
        return _export(admin, request, object_id, name)

    found: URLPattern = path(
        "<path:object_id>/export/<slug:name>/", admin.admin_site.admin_view(view), name=f"{admin.name}_export"
    )
    return found


def export_links(version: PolicyVersion) -> list[dict[str, str]]:
    """Return a link for each format; none where there is nothing to export."""
    if version.document is None or version.unreadable:
        return []
    return [
        {
            "title": one.title,
            "url": reverse("admin:licensing_policyversion_export", args=[version.pk, one.name]),
        }
        for one in FORMATS.values()
    ]


def _export(admin: RecordAdmin, request: HttpRequest, object_id: str, name: str) -> HttpResponse:
    version = cast("PolicyVersion | None", admin.get_object(request, object_id))
    if version is None:
        raise Http404
    if not admin.has_view_permission(request, version):
        raise PermissionDenied
    try:
        found = format_named(name)
        written = found.write(statement_of(version, now=clock.now()))
    except UnknownFormatError:
        raise Http404 from None
    except (NothingToExportError, UnreadableError, UnwritableError) as error:
        told = _("This version can't be written as %(format)s: %(why)s") % {
            "format": format_named(name).title,
            "why": error,
        }
        return HttpResponse(told, status=422, content_type="text/plain; charset=utf-8")
    answer = HttpResponse(written, content_type=f"{found.media_type}; charset=utf-8")
    answer["Content-Disposition"] = (
        f'attachment; filename="terms-{version.pk}-{version.number}.{found.ending}"'
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


class ImportForm(ActForm):
    """A file or its text, and what it is written in."""

    format_name = forms.ChoiceField(
        label=gettext_lazy("Format"), choices=[(one.name, one.title) for one in FORMATS.values()]
    )
    file = forms.FileField(label=gettext_lazy("File"), required=False)
    pasted = forms.CharField(
        label=gettext_lazy("Or its text"), required=False, strip=False, widget=long_text(rows=10, mono=True)
    )
    address = forms.CharField(label=gettext_lazy("Address"), max_length=2000, required=False)

    def clean(self) -> dict[str, Any]:
        """Take one of file and text, within the limit."""
        data: dict[str, Any] = super().clean() or {}
        upload, pasted = data.get("file"), data.get("pasted", "")
        if bool(upload) == bool(pasted.strip()):
            raise forms.ValidationError(_("Choose a file or paste its text, not both."))
        if upload is not None and upload.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 2 MiB."))
        data["data"] = upload.read(MOST_BYTES + 1) if upload else pasted.encode("utf-8", "replace")
        return data


class ImportTerms(Act):
    """Record a version from a file in a format of others."""

    slug = "import"
    title = gettext_lazy("Import terms")
    lead = gettext_lazy(
        "Keeps the file word for word and records a draft with what was read from it. What is not understood stays "
        "unknown and permits nothing; another officer approves the draft before it governs anything."
    )
    button = gettext_lazy("Import as a draft")
    done = gettext_lazy("The file is recorded as a draft.")
    icon = "upload_file"
    permission = "licensing.add_policyversion"
    of_row = True
    form_class = ImportForm
    refusals = {
        ImportTooLargeError: gettext_lazy("The file is larger than 2 MiB."),
        EmptyImportError: gettext_lazy("The file is empty."),
    }

    @classmethod
    def fits(cls, row: Model) -> bool:
        """Only terms are recorded by hand."""
        return cast("PolicySeries", row).kind == "terms"

    def perform(self, data: dict[str, Any], occasion: Occasion) -> PolicyVersion:
        """Call `import_terms`."""
        return import_terms(
            series=cast("PolicySeries", self.row),
            data=data["data"],
            format_name=data["format_name"],
            address=data["address"],
            author=occasion.by,
            now=occasion.now,
        )
