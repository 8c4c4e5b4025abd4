"""Decisions: a ledger to read.  Nothing is added, changed or deleted here; an override is a decision of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.acts import page_of
from archive.admin.pages import RecordAdmin
from archive.models import Article, Image
from licensing.admin.ask import AskAnything
from licensing.admin.badges import badge
from licensing.admin.decision_acts import AskAgain, Override, Replay
from licensing.admin.told import Data, Told, Verdict, tell
from licensing.models import Decision, Delivery, Obligation, Party
from licensing.policy.canonical import load_json
from licensing.queries import decisions_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import Model
    from django.http import HttpRequest
    from django.utils.safestring import SafeString

_SHOWN = 10


@dataclass(frozen=True)
class Entry:
    """A decision in a history."""

    row: Decision
    verdict: Verdict
    asset: str
    url: str


def history(article: UUID) -> list[Entry]:
    """Return the last decisions on an article, the newest first."""
    rows = decisions_of(article).defer("record", "facts")[:_SHOWN]
    images = Image.objects.filter(article=article).order_by("position").values_list("pk", flat=True)
    names = {str(image): _("image %d") % number for number, image in enumerate(images, start=1)}
    return [Entry(row, Verdict(row.outcome), names.get(row.asset, row.asset), page_of(row)) for row in rows]


def all_of(article: UUID) -> str:
    """Return the address of every decision on an article."""
    return reverse("admin:licensing_decision_changelist", query={"q": str(article)})


def told(row: Decision) -> Told:
    """Return what a decision's record says, in the active language; of an override, what it replaced."""
    record = cast("Data", load_json(row.record))
    return tell(record.get("decision", record), dict(Party.objects.values_list("identifier", "name")))


@admin.register(Decision)
class DecisionAdmin(RecordAdmin):
    """The ledger."""

    heading = gettext_lazy("Decisions")
    acts = (AskAnything, AskAgain, Override, Replay)
    list_display = (
        "position",
        "shown_outcome",
        "use",
        "asset",
        "consumer",
        "origin",
        "recorded_at",
        "hypothetical",
    )
    list_display_links = ("position", "shown_outcome")
    list_filter = ("outcome", "use", "consumer", "origin", "hypothetical")
    search_fields = ("=id", "=article", "consumer", "use")
    date_hierarchy = "recorded_at"
    change_form_outer_before_template = "licensing/admin/decision.html"
    fieldsets = (
        (
            gettext_lazy("In the ledger"),
            {"fields": ("position", "id", "recorded_at", "origin", "digest", "facts_digest", "replaces")},
        ),
    )

    @admin.display(description=gettext_lazy("outcome"), ordering="outcome")
    def shown_outcome(self, row: Decision) -> SafeString:
        """Word, colour and icon of the outcome."""
        return badge(row.outcome)

    def page_context(self, request: HttpRequest, row: Model) -> dict[str, Any]:
        """Return the report of the record and what hangs on the decision."""
        del request
        decision = cast("Decision", row)
        article = Article.objects.filter(pk=decision.article).first()
        return {
            "title": _("Decision %d") % decision.position,
            "decision": decision,
            "verdict": Verdict(decision.outcome),
            "told": told(decision),
            "article": article,
            "article_url": page_of(article) if article else "",
            "replaced": Decision.objects.filter(pk=decision.replaces).first() if decision.replaces else None,
            "replaced_by": Decision.objects.filter(replaces=decision.pk).order_by("position"),
            "obligations": Obligation.objects.filter(decision=decision.pk).order_by("pk"),
            "deliveries": Delivery.objects.filter(decision=decision.pk).order_by("delivered_at"),
            "decisions": history(decision.article),
            "all_decisions": all_of(decision.article),
        }
