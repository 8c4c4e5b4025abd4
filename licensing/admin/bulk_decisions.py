"""Decisions on many articles: entries to read, to check by replay, and to ask for the answer for one article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.acts import Act, Occasion, page_of
from archive.admin.forms import ActForm
from archive.admin.pages import RecordAdmin
from archive.models import Article
from licensing.admin.decision_acts import NothingForm
from licensing.admin.told import Data, Told, Verdict, tell
from licensing.models import BulkDecision, Obligation, Party
from licensing.operations.bulk_record import replay_bulk
from licensing.policy.model import Outcome
from licensing.policy.record import decision_record
from licensing.queries.bulk_decisions import entries_for
from licensing.queries.bulk_entries import BrokenResultsError, answer_in, counted, decisions_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import Model, QuerySet
    from django.http import HttpRequest

MISSING = gettext_lazy("A policy that the decision rests on is missing, or is not the one it names.")
BROKEN = gettext_lazy("The answers beside the record can't be read: they were changed.")


class ReplayMany(Act):
    """Decide every article of an entry anew, and compare the answers and their root."""

    slug = "replay"
    title = gettext_lazy("Check by replay")
    lead = gettext_lazy(
        "Decides every article anew from the facts recorded with the entry, and compares each answer, the root of all"
        " of them, and every digest. Writes nothing."
    )
    button = gettext_lazy("Replay")
    icon = "verified"
    permission = "licensing.view_bulkdecision"
    of_row = True
    form_class = NothingForm
    refusals = {LookupError: MISSING, BrokenResultsError: BROKEN}
    same: bool = False

    def perform(self, data: dict[str, Any], occasion: Occasion) -> None:
        """Call `replay_bulk`."""
        del data, occasion
        self.same = replay_bulk(cast("BulkDecision", self.row))

    def succeed(self) -> None:
        """Say whether every answer is the same."""
        if self.same:
            messages.success(
                self.request, _("Replayed: the same answers, the same root, and every digest is right.")
            )
        else:
            messages.error(
                self.request,
                _(
                    "Replayed: the answers or the root differ. The record or what stands beside it was changed."
                ),
            )


class OneArticle(ActForm):
    """Which article to tell the answer for."""

    article = forms.UUIDField(label=gettext_lazy("Identifier of an article"))


@dataclass(frozen=True)
class Count:
    """How many articles got an outcome; `words` of a passage that may be kept."""

    use: str
    verdict: Verdict
    words: int | None
    articles: int


@dataclass(frozen=True)
class EntryTold:
    """An entry in the history of an article, with what it answered for it; no answers where they can't be read."""

    row: BulkDecision
    url: str
    answers: tuple[Count, ...]


def history_in_entries(article: UUID) -> list[EntryTold]:
    """Return the entries that let an article in, the newest first."""
    return [
        EntryTold(row, f"{page_of(row)}?article={article}", tuple(_answered(row, article)))
        for row in entries_for(article)
    ]


def _answered(row: BulkDecision, article: UUID) -> Iterator[Count]:
    try:
        answer = answer_in(row, article)
    except BrokenResultsError:
        return
    if answer is not None:
        yield Count("catalogue", Verdict(answer.metadata.value), None, 1)
        if answer.excerpt is not None:
            kept = Outcome.PERMIT if answer.words else answer.excerpt
            yield Count("excerpt", Verdict(kept.value), answer.words or None, 1)
        if answer.copy is not None:
            yield Count("store", Verdict(answer.copy.value), None, 1)


@admin.register(BulkDecision)
class BulkDecisionAdmin(RecordAdmin):
    """The entries of the ledger that answer for many articles."""

    heading = gettext_lazy("Decisions on many articles")
    acts = (ReplayMany,)
    list_display = ("position", "articles", "consumer", "origin", "recorded_at")
    list_filter = ("consumer", "origin")
    search_fields = ("=id", "=root", "=digest")
    date_hierarchy = "recorded_at"
    change_form_outer_before_template = "licensing/admin/bulk_decision.html"
    fieldsets = (
        (
            gettext_lazy("In the ledger"),
            {"fields": ("position", "id", "recorded_at", "origin", "digest", "facts_digest", "root")},
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[BulkDecision]:
        """Leave what is large in the database."""
        rows: QuerySet[BulkDecision] = super().get_queryset(request)
        return rows.defer("facts", "record", "results")

    def page_context(self, request: HttpRequest, row: Model) -> dict[str, Any]:
        """Return the outcomes by count, what is owed under the entry, and the answer for the article that is asked for."""
        entry = cast("BulkDecision", row)
        form = OneArticle(request.GET if "article" in request.GET else None)
        return {
            "title": _("Decision %d") % entry.position,
            "entry": entry,
            "counts": [
                Count(use, Verdict(outcome.value), words, articles)
                for use, outcome, words, articles in counted(entry)
            ],
            "obligations": Obligation.objects.filter(decision=entry.pk).count(),
            "form": form,
            **(_told(form, entry) if form.is_valid() else {"told": [], "held": None}),
        }


def _told(form: OneArticle, entry: BulkDecision) -> dict[str, Any]:
    """Return the answers for one article in full; where there is none, the form says why."""
    wanted: UUID = form.cleaned_data["article"]
    told: list[Told] = []
    try:
        names = dict(Party.objects.values_list("identifier", "name"))
        told = [tell(cast("Data", decision_record(one)), names) for one in decisions_in(entry, wanted)]
        if not told:
            form.add_error("article", _("This article was not among them."))
    except LookupError:
        form.add_error("article", str(MISSING))
    except BrokenResultsError:
        form.add_error("article", str(BROKEN))
    held = Article.objects.filter(pk=wanted).first()
    return {"told": told, "held": held, "held_url": page_of(held) if held else ""}
