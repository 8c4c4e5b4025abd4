"""Two versions of a policy beside each other: words, clauses, outcomes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from archive import clock
from archive.admin.acts import page_of
from archive.admin.forms import ActForm, choose
from licensing.admin.badges import badge
from licensing.comparing import Fate, Run
from licensing.models import PolicyVersion
from licensing.policy.vocabulary.uses import STANDARD_USES
from licensing.queries.comparisons import comparison, version_before

if TYPE_CHECKING:
    from datetime import datetime

    from archive.admin.pages import RecordAdmin
    from licensing.comparing import ClauseChange, OutcomeChange
    from licensing.queries.comparisons import Comparison

FATES = {
    Fate.SAME: ("on", gettext_lazy("unchanged")),
    Fate.RELABELLED: ("wait", gettext_lazy("same words under another label")),
    Fate.EFFECT: ("todo", gettext_lazy("same words, read differently")),
    Fate.REWORDED: ("todo", gettext_lazy("reworded")),
    Fate.GONE: ("deny", gettext_lazy("gone")),
    Fate.NEW: ("todo", gettext_lazy("new")),
}
"""What became of a clause → look and words of its mark."""

PARTS = {
    "metadata": gettext_lazy("metadata"),
    "text": gettext_lazy("text"),
    "image": gettext_lazy("image"),
}
ELEMENTS = {Run.GONE: "del", Run.NEW: "ins", Run.SAME: ""}
"""Run of words → the HTML element that says so to everybody's browser."""


class VersionField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs alone
    """A version, told by number, state and day."""

    def label_from_instance(self, obj: PolicyVersion) -> str:
        """Return how a version is told."""
        return f"{obj.number} · {obj.get_state_display()} · {obj.recorded_at:%Y-%m-%d}"


class OtherForm(ActForm):
    """With which version to compare."""

    other = VersionField(
        PolicyVersion.objects.none(), label=gettext_lazy("Compare with version"), widget=choose()
    )

    def __init__(self, *args: Any, version: PolicyVersion, **kwargs: Any) -> None:  # noqa: ANN401 - whatever a form takes
        super().__init__(*args, **kwargs)
        others = version.series.versions.exclude(pk=version.pk).order_by("-number")
        field = cast("VersionField", self.fields["other"])
        field.queryset = others.defer("source_text", "source_bytes", "document")


def compare_url(admin: RecordAdmin) -> URLPattern:
    """Return the address of the page, for the page of a version."""

    def view(request: HttpRequest, object_id: str) -> HttpResponse:
        return _compare(admin, request, object_id)

    found: URLPattern = path(
        "<path:object_id>/compare/", admin.admin_site.admin_view(view), name=f"{admin.name}_compare"
    )
    return found


def compare_address(version: PolicyVersion) -> str:
    """Return where a version is compared with the one before it; "" where there is only one."""
    if not version.series.versions.exclude(pk=version.pk).exists():
        return ""
    return reverse("admin:licensing_policyversion_compare", args=[version.pk])


def _compare(admin: RecordAdmin, request: HttpRequest, object_id: str) -> HttpResponse:
    version = cast("PolicyVersion | None", admin.get_object(request, object_id))
    if version is None:
        raise Http404
    if not admin.has_view_permission(request, version):
        raise PermissionDenied
    now = clock.now()
    before = version_before(version, now=now)
    asked = (
        {"other": request.GET["other"]} if "other" in request.GET else {"other": before.pk if before else ""}
    )
    form = OtherForm(asked, version=version)
    other = form.cleaned_data["other"] if form.is_valid() else None
    context = {
        **admin.admin_site.each_context(request),
        "title": _("Compare versions"),
        "opts": None,
        "version": version,
        "back": page_of(version),
        "form": form,
        "asked": "other" in request.GET,
        **(_told(*sorted([version, other], key=lambda one: one.number), now=now) if other else {}),
    }
    return TemplateResponse(request, "licensing/admin/compare.html", context)


def _told(old: PolicyVersion, new: PolicyVersion, *, now: datetime) -> dict[str, Any]:
    found = comparison(old=old, new=new, now=now)
    outcomes = [_outcome(one) for one in found.outcomes]
    return {
        "old": {"row": old, "url": page_of(old)},
        "new": {"row": new, "url": page_of(new)},
        "too_long": found.too_long,
        "same_words": old.source_text == new.source_text,
        "inline": [{"element": ELEMENTS[piece.run], "text": piece.text} for piece in found.inline],
        "lines": _lines(found),
        "clauses": [_clause(one) for one in found.clauses],
        "outcomes": outcomes,
        "changed": sum(one["changed"] for one in outcomes),
    }


def _lines(found: Comparison) -> list[dict[str, Any]]:
    return [
        {
            "changed": line.changed,
            "old": [{"element": ELEMENTS[piece.run], "text": piece.text} for piece in line.old],
            "new": [{"element": ELEMENTS[piece.run], "text": piece.text} for piece in line.new],
        }
        for line in found.side_by_side
    ]


def _clause(change: ClauseChange) -> dict[str, Any]:
    look, words = FATES[change.fate]
    return {"look": look, "words": words, "old": change.old, "new": change.new}


def _outcome(change: OutcomeChange) -> dict[str, Any]:
    use = STANDARD_USES[change.case.use]
    polish = (get_language() or "").startswith("pl")
    return {
        "use": use.id,
        "meaning": use.meaning_pl if polish else use.meaning,
        "part": PARTS[change.case.part.value],
        "stated": change.case.purpose or change.case.territory,
        "old": badge(change.old.value),
        "new": badge(change.new.value),
        "changed": change.changed,
    }
