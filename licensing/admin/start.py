"""The admin's first page: what waits for somebody, and what stands in the way of everybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from archive import clock
from archive.admin.acts import page_of
from archive.models import Article, Capture
from licensing.admin.task_words import sentence
from licensing.admin.told import OUTCOMES, Verdict
from licensing.models import Decision, Obligation, OfficerTask, PolicyPeriod, PolicyVersion, Suspension

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import Model
    from django.http import HttpRequest

_SHOWN = 6
_SOON = timedelta(days=30)


@dataclass(frozen=True)
class Pile:
    """Rows of one kind that wait, with a link to each."""

    title: str
    icon: str
    links: tuple[tuple[str, str], ...]
    more: int
    url: str


def start_page(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Add what the first page shows to whoever may see it."""
    if not request.user.has_perm("licensing.view_decision"):
        return context
    now = clock.now()
    tasks = [_tasks()] if request.user.has_perm("licensing.view_officertask") else []
    recent = (
        Decision.objects.filter(recorded_at__gte=now - _SOON).values_list("outcome").annotate(Count("id"))
    )
    counts = dict(recent.order_by())
    return {
        **context,
        "piles": [pile for pile in (*tasks, *_piles(request.user.get_username(), now)) if pile.links],
        "outcomes": [(Verdict(outcome), counts.get(outcome, 0)) for outcome in OUTCOMES],
        "articles_held": Article.objects.count(),
    }


def _tasks() -> Pile:
    """Return the open tasks, the newest first, by their sentences."""
    waiting = OfficerTask.objects.filter(state="open").select_related("series", "version__series")
    shown = list(waiting.order_by("-created_at", "-pk")[: _SHOWN + 1])
    links = tuple((sentence(task), page_of(task)) for task in shown[:_SHOWN])
    address = f"{reverse('admin:licensing_officertask_changelist')}?state__exact=open"
    return Pile(_("Tasks"), "notifications", links, len(shown) - len(links), address)


def _piles(who: str, now: datetime) -> Iterable[Pile]:
    versions = PolicyVersion.objects.select_related("series").order_by("-recorded_at").defer("source_bytes")
    listed = "licensing_policyversion"
    submitted = versions.filter(state="submitted").exclude(author=who)
    yield _pile(_("Wait for your approval"), "approval", submitted, listed, "state__exact=submitted")
    yield _pile(_("Drafts"), "edit_note", versions.filter(state="draft"), listed, "state__exact=draft")
    stands = Suspension.objects.current().effective_at(now).order_by("-known_from")
    yield _pile(_("Suspended now"), "pan_tool", stands, "licensing_suspension")
    ending = PolicyPeriod.objects.current().filter(effective_to__gt=now, effective_to__lte=now + _SOON)
    agreements = [
        p.series.agreement for p in ending.filter(series__kind="agreement").select_related("series")
    ]
    yield _pile(_("Agreements that end within 30 days"), "event_upcoming", agreements, "licensing_agreement")
    owed = Obligation.objects.filter(Q(state="violated") | Q(state="pending", due_at__lte=now + _SOON))
    yield _pile(
        _("Obligations that are due"), "assignment_late", owed.order_by("due_at"), "licensing_obligation"
    )
    failed = Capture.objects.filter(state__in=["failed", "refused"], requested_at__gte=now - _SOON)
    yield _pile(
        _("Captures without an article"), "cloud_off", failed, "archive_capture", "state__exact=failed"
    )


def _pile(title: str, icon: str, rows: Any, listed: str, query: str = "") -> Pile:  # noqa: ANN401 - rows or a list
    shown: list[Model] = list(rows[: _SHOWN + 1])
    links = tuple((str(row), page_of(row)) for row in shown[:_SHOWN])
    address = reverse(f"admin:{listed}_changelist") + (f"?{query}" if query else "")
    return Pile(title, icon, links, len(shown) - len(links), address)
