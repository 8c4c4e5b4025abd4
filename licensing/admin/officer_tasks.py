"""What waits for officers: a sentence, the way to what it is about, and saying that it is dealt with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.acts import Act, Occasion
from archive.admin.forms import ActForm, long_text
from archive.admin.pages import RecordAdmin
from licensing.admin.badges import badge, mark
from licensing.admin.downloads import csv_download
from licensing.admin.impact import download
from licensing.admin.task_words import links, sentence
from licensing.models import Obligation, OfficerTask, OutcomeChange, Reassessment
from licensing.operations import TaskDoneError, close_task
from licensing.operations.reassessment import RECALL, found_by, recall_rule
from licensing.reports.decisions import use_labels

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.db.models import Model
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase
    from django.utils.safestring import SafeString

_MOST_SHOWN = 200


# --- acts ------------------------------------------------------------------------------------------------------------


class DoneForm(ActForm):
    """What was done about it."""

    reason = forms.CharField(label=gettext_lazy("What was done, and why"), widget=long_text())


class Done(Act):
    """Say that a task is dealt with."""

    slug = "done"
    title = gettext_lazy("Say that it is dealt with")
    button = gettext_lazy("Done")
    done = gettext_lazy("The task is done.")
    icon = "task_alt"
    permission = "licensing.change_officertask"
    of_row = True
    form_class = DoneForm
    refusals = {TaskDoneError: gettext_lazy("Somebody else dealt with it first.")}

    @classmethod
    def fits(cls, row: Model) -> bool:
        """Only what is open."""
        return cast("OfficerTask", row).state == "open"

    def perform(self, data: dict[str, Any], occasion: Occasion) -> None:
        """Call `close_task`."""
        close_task(
            task=cast("OfficerTask", self.row), by=occasion.by, reason=data["reason"], now=occasion.now
        )


# --- pages -----------------------------------------------------------------------------------------------------------


@admin.register(OfficerTask)
class OfficerTaskAdmin(RecordAdmin):
    """What a machine noticed and a person judges; open tasks first."""

    heading = gettext_lazy("Tasks")
    acts = (Done,)
    list_display = ("told", "kind", "shown_state", "created_at", "done_by")
    list_filter = ("state", "kind")
    list_select_related = ("series", "version__series")
    search_fields = ("key", "series__identifier", "series__title")
    ordering = ("-state", "-created_at", "-pk")  # “open” comes after “done” in the alphabet
    change_form_outer_before_template = "licensing/admin/task.html"
    fieldsets = ((None, {"fields": ("kind", "key", "created_at", "state", "done_at", "done_by", "reason")}),)

    @admin.display(description=gettext_lazy("what"))
    def told(self, row: OfficerTask) -> str:
        """The sentence of a task."""
        return sentence(row)

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def shown_state(self, row: OfficerTask) -> SafeString:
        """Word and mark of the state."""
        look, icon = ("todo", "notifications") if row.state == "open" else ("on", "task_alt")
        return mark(look, row.get_state_display(), icon)

    def get_urls(self) -> list[URLPattern]:
        """Add the lists of a task."""
        view = self.admin_site.admin_view(self._list)
        return [
            path("<path:object_id>/list/<slug:name>/", view, name=f"{self.name}_list"),
            *super().get_urls(),
        ]

    def page_context(self, request: HttpRequest, row: Model) -> dict[str, Any]:
        """Return the sentence, the links, and what changed."""
        task = cast("OfficerTask", row)
        found = reassessed(task)
        return {
            "title": _("Task"),
            "task": task,
            "sentence": sentence(task),
            "state": self.shown_state(task),
            "links": links(request, task),
            "reassessment": found,
            "changes": _changes(found) if found else [],
            "lists": [
                {"url": reverse(f"admin:{self.name}_list", args=[task.pk, name]), "title": title}
                for name, title in _TITLES.items()
                if found
            ],
        }

    def _list(self, request: HttpRequest, object_id: str, name: str) -> HttpResponseBase:
        task = cast("OfficerTask | None", self.get_object(request, object_id))
        found = reassessed(task) if task is not None else None
        if found is None or name not in _TITLES:
            raise Http404
        if not self.has_view_permission(request, task):
            raise PermissionDenied
        stem = f"change-{found.pk}"
        if name == "outcomes":
            return csv_download(f"{stem}-outcomes", _OUTCOMES, _recorded(found))
        if name == "recalls":
            return csv_download(f"{stem}-recalls", _RECALLS, _recalled(found))
        return download(name, stem, found_by(found))


_TITLES = {
    "articles": gettext_lazy("articles and images"),
    "outcomes": gettext_lazy("outcomes"),
    "recalls": gettext_lazy("recalls"),
}
_OUTCOMES = ("site", "consumer", "use", "part", "purpose", "territory", "before", "after", "number")
_RECALLS = ("obligation", "consumer", "article", "delivery", "decision", "state", "incurred_at")


def reassessed(task: OfficerTask) -> Reassessment | None:
    """Return the re-assessment that a task tells of, or None."""
    number = task.facts.get("reassessment")
    return Reassessment.objects.filter(pk=number).first() if isinstance(number, int) else None


def _changes(found: Reassessment) -> list[dict[str, Any]]:
    labels = use_labels()
    parts = {"metadata": _("metadata"), "text": _("text"), "image": _("image")}
    return [
        {
            "site": one.site,
            "consumer": one.consumer,
            "use": labels.get(one.use, one.use),
            "part": parts.get(one.part, one.part),
            "purpose": one.purpose or "—",
            "territory": one.territory or "—",
            "before": badge(one.before),
            "after": badge(one.after),
            "number": one.number,
        }
        for one in OutcomeChange.objects.filter(reassessment=found)[:_MOST_SHOWN]
    ]


def _recorded(found: Reassessment) -> Iterator[Sequence[object]]:
    yield from OutcomeChange.objects.filter(reassessment=found).values_list(*_OUTCOMES).iterator()


def _recalled(found: Reassessment) -> Iterator[Sequence[object]]:
    owed = Obligation.objects.filter(action=RECALL, rule__startswith=recall_rule(found)).order_by("pk")
    for one in owed.iterator():
        delivery = one.rule.rpartition(":")[2]
        yield one.pk, one.consumer, one.article, delivery, one.decision, one.state, one.incurred_at
