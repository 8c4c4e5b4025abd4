"""What a draft would change if it came into force: numbers on a page, and lists to download, before anybody approves it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive import clock
from archive.admin.acts import page_of
from archive.admin.forms import ActForm, MomentField
from licensing.admin.badges import badge
from licensing.admin.downloads import csv_download
from licensing.admin.periods import bounds_error
from licensing.models import PolicyVersion
from licensing.queries.hypothesis import Hypothesis, World
from licensing.queries.impact import Comparison, changed_articles, changed_deliveries, reach_of_series
from licensing.queries.impact.counts import counted, outcome_changes
from licensing.queries.impact.lists import LINE
from licensing.reports.decisions import use_labels

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from archive.admin.pages import RecordAdmin
    from licensing.queries.impact.counts import Change, Impact, Moved

STATES = frozenset({"draft", "submitted"})
_PARTS = {
    "metadata": gettext_lazy("metadata"),
    "text": gettext_lazy("text"),
    "image": gettext_lazy("image"),
}


class IntervalForm(ActForm):
    """From when to when the version would be in force."""

    effective_from = MomentField(label=gettext_lazy("In force from"))
    effective_to = MomentField(
        label=gettext_lazy("Until"), required=False, help_text=gettext_lazy("Empty is open.")
    )

    def clean(self) -> dict[str, Any]:
        """Check the interval."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("effective_from"):
            bounds_error(self, data, clock.now())
        return data


def impact_url(admin: RecordAdmin) -> URLPattern:
    """Return the address of the page, for the page of a version."""

    def view(request: HttpRequest, object_id: str) -> HttpResponseBase:
        return _impact(admin, request, object_id)

    found: URLPattern = path(
        "<path:object_id>/impact/", admin.admin_site.admin_view(view), name=f"{admin.name}_impact"
    )
    return found


def impact_address(version: PolicyVersion) -> str:
    """Return where the impact of a version is previewed; "" where it can no longer come into force by approval."""
    if version.state not in STATES or version.series.kind != "terms" or version.unreadable:
        return ""
    return reverse("admin:licensing_policyversion_impact", args=[version.pk])


def _impact(admin: RecordAdmin, request: HttpRequest, object_id: str) -> HttpResponseBase:
    version = cast("PolicyVersion | None", admin.get_object(request, object_id))
    if version is None or not impact_address(version):
        raise Http404
    if not admin.has_view_permission(request, version):
        raise PermissionDenied
    now = clock.now()
    asked = "effective_from" in request.GET
    form = (
        IntervalForm(request.GET)
        if asked
        else IntervalForm(initial={"effective_from": version.captured_at or now})
    )
    comparison = _comparison(version, form.cleaned_data, now) if asked and form.is_valid() else None
    wanted = request.GET.get("list", "")
    if comparison is not None and wanted:
        return download(wanted, f"impact-{version.pk}", comparison)
    context = {
        **admin.admin_site.each_context(request),
        "title": _("Preview the impact"),
        "opts": None,
        "version": version,
        "back": page_of(version),
        "form": form,
        "approve_url": reverse("admin:licensing_policyversion_approve", args=[version.pk]),
        **(_told(request, comparison) if comparison is not None else {}),
    }
    return TemplateResponse(request, "licensing/admin/impact.html", context)


def _comparison(version: PolicyVersion, data: dict[str, Any], now: datetime) -> Comparison:
    """Compare the record with what it would be, from the first moment at which the version would matter."""
    given = Hypothesis(version, data["effective_from"], data.get("effective_to"))
    at = max(now, given.effective_from)
    return Comparison(
        before=World(at, now), after=World(at, now, given), reach=reach_of_series(version.series)
    )


def _told(request: HttpRequest, comparison: Comparison) -> dict[str, Any]:
    query = request.GET.copy()
    links = []
    for name, title in TITLES.items():
        query["list"] = name
        links.append({"url": f"?{query.urlencode()}", "title": title})
    return {**told(counted(comparison)), "lists": links}


def told(found: Impact) -> dict[str, Any]:
    """Return the numbers of a comparison as a template shows them."""
    labels = use_labels()
    return {
        "found": found,
        "at": found.after.at,
        "changes": [_change(one, labels) for one in found.changes],
        "consumers": sorted(found.consumers.items()),
        "excerpts": [_moved(one) for one in found.excerpts],
        "copies": [_moved(one) for one in found.copies],
        "deliveries": [_moved(one) for one in found.deliveries],
        "agreements": [_moved(one) for one in found.agreements],
    }


def _change(one: Change, labels: dict[str, str]) -> dict[str, Any]:
    return {
        "consumer": one.consumer,
        "use": labels.get(one.question.use, one.question.use),
        "part": _PARTS[one.question.part],
        "purpose": " · ".join(filter(None, (one.question.purpose, one.question.territory))),
        "before": badge(one.before.value),
        "after": badge(one.after.value),
        "number": one.number,
    }


def _moved(one: Moved) -> dict[str, Any]:
    return {
        "name": one.name,
        "before": badge(one.before.value),
        "after": badge(one.after.value),
        "number": one.number,
    }


# --- lists -----------------------------------------------------------------------------------------------------------

TITLES = {
    "articles": gettext_lazy("articles and images"),
    "deliveries": gettext_lazy("deliveries"),
    "consumers": gettext_lazy("consumers"),
    "agreements": gettext_lazy("agreements"),
    "outcomes": gettext_lazy("outcomes"),
}
"""Name of a list → what it lists."""


def download(wanted: str, name: str, comparison: Comparison) -> HttpResponseBase:
    """Return one of the lists of a comparison as CSV.  Raises Http404 for a name that is none."""
    if wanted not in _LISTS:
        raise Http404
    header, rows = _LISTS[wanted]
    return csv_download(f"{name}-{wanted}", header, rows(comparison))


def _deliveries(comparison: Comparison) -> Iterator[Sequence[object]]:
    for one in changed_deliveries(comparison):
        yield (
            one.delivery, one.delivered_at, one.consumer, one.article, one.words, one.before.value, one.after.value,
        )  # fmt: skip


def _consumers(comparison: Comparison) -> Iterator[Sequence[object]]:
    yield from sorted(outcome_changes(comparison).consumers.items())


def _agreements(comparison: Comparison) -> Iterator[Sequence[object]]:
    for one in outcome_changes(comparison).agreements:
        yield one.name, one.before.value, one.after.value, one.number


def _outcomes(comparison: Comparison) -> Iterator[Sequence[object]]:
    for one in outcome_changes(comparison).changes:
        asked = one.question
        yield (
            one.consumer, asked.use, asked.part, asked.purpose, asked.territory, one.before.value, one.after.value,
            one.number,
        )  # fmt: skip


_LISTS: dict[str, tuple[Sequence[str], Callable[[Comparison], Iterator[Sequence[object]]]]] = {
    "articles": (LINE, changed_articles),
    "deliveries": (
        ("delivery", "delivered_at", "consumer", "article", "words", "before", "after"),
        _deliveries,
    ),
    "consumers": (("consumer", "articles"), _consumers),
    "agreements": (("agreement", "before", "after", "articles"), _agreements),
    "outcomes": (
        ("consumer", "use", "part", "purpose", "territory", "before", "after", "number"),
        _outcomes,
    ),
}
