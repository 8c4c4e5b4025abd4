"""Policies: series of terms, signals, statutes and house rules, and their versions with the notice word for word."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from archive import clock
from archive.admin.acts import page_of
from archive.admin.pages import RecordAdmin
from licensing.admin.badges import mark
from licensing.admin.clauses import segments
from licensing.admin.compare import compare_address, compare_url
from licensing.admin.dating_acts import Date, Retire
from licensing.admin.exchange import ImportTerms, export_links, export_url
from licensing.admin.house_acts import EndHouseRule, NewHouseRule, NextHouseRule
from licensing.admin.impact import impact_address, impact_url
from licensing.admin.life import life_of
from licensing.admin.periods import standing
from licensing.admin.reading_acts import MOST_SHOWN, RecordReading
from licensing.admin.reasons import unread_told
from licensing.admin.rule_acts import ConfirmRule, Fulfil
from licensing.admin.rules import rules_of
from licensing.admin.statutes import ApproveStatute
from licensing.admin.term_acts import ConfirmReplacement, NewTerms, RecordVersion
from licensing.admin.text_acts import (
    DropDocument,
    LinkDocument,
    LinkTranslation,
    NoteDocument,
    UnlinkTranslation,
)
from licensing.admin.version_acts import Approve, Reject, Submit, Withdraw
from licensing.models import PolicyPeriod, PolicySeries, PolicyVersion, Replacement, StatuteApproval

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from django.http import HttpRequest
    from django.urls import URLPattern
    from django.utils.safestring import SafeString

STATES = {
    "draft": ("wait", "edit"),
    "submitted": ("todo", "hourglass_top"),
    "approved": ("on", "task_alt"),
    "rejected": ("off", "cancel"),
    "recorded": ("on", "inventory"),
}
"""State of a version → look and icon of its mark."""


def state_mark(row: PolicyVersion) -> SafeString:
    """Return the mark of a version's state."""
    look, icon = STATES[row.state]
    return mark(look, row.get_state_display(), icon)


@admin.register(PolicySeries)
class PolicySeriesAdmin(RecordAdmin):
    """Everything that can answer a use, but for agreements, which have a page of their own."""

    heading = _("Policies")
    acts = (
        NewTerms,
        NewHouseRule,
        RecordVersion,
        ImportTerms,
        ConfirmReplacement,
        ApproveStatute,
        NextHouseRule,
        EndHouseRule,
    )
    list_display = ("title", "kind", "scope", "in_force", "identifier")
    list_filter = ("kind", "scope_kind")
    search_fields = ("identifier", "title", "scope_value")
    ordering = ("kind", "identifier")
    change_form_outer_before_template = "licensing/admin/series.html"
    fieldsets = (
        (
            _("Series"),
            {
                "fields": (
                    "identifier",
                    "kind",
                    "title",
                    "assigner",
                    "scope_kind",
                    "scope_value",
                    "scope_path",
                    "created_at",
                )
            },
        ),
    )

    @admin.display(description=_("covers"), ordering="scope_value")
    def scope(self, row: PolicySeries) -> str:
        """What the series covers."""
        return f"{row.get_scope_kind_display()} {row.scope_value}{row.scope_path}".strip()

    @admin.display(description=_("in force"))
    def in_force(self, row: PolicySeries) -> str:
        """Number of the version in force now."""
        now = clock.now()
        period = PolicyPeriod.objects.filter(series=row).as_of(now, now).select_related("version").first()
        return f"{period.version.number}" if period else "—"

    def page_context(self, request: HttpRequest, row: Model) -> dict[str, Any]:
        """Return versions, what is in force when, and what officers said."""
        del request
        series = cast("PolicySeries", row)
        versions = series.versions.order_by("-number").defer(
            "source_text", "source_bytes", "document", "citation"
        )
        periods = (
            PolicyPeriod.objects.filter(series=series)
            .select_related("version")
            .order_by("-known_from", "-pk")
        )
        return {
            "title": series.title,
            "series": series,
            "versions": [
                {"row": v, "url": page_of(v), "state": state_mark(v), "unread": unread_told(v.unreadable)}
                for v in versions
            ],
            "periods": [{"row": p, "stands": standing(p)} for p in periods],
            "approvals": [
                {"row": a, "url": page_of(a), "stands": standing(a)}
                for a in StatuteApproval.objects.filter(series=series).order_by("-known_from", "-pk")
            ],
            "replacements": Replacement.objects.filter(series=series, known_to=None).select_related(
                "replaced"
            ),
        }


@admin.register(PolicyVersion)
class PolicyVersionAdmin(RecordAdmin):
    """One text, its clauses, its reading and its life."""

    heading = _("Versions")
    acts = (
        RecordReading,
        Submit,
        Withdraw,
        Approve,
        Reject,
        Date,
        Retire,
        ConfirmRule,
        Fulfil,
        NoteDocument,
        LinkDocument,
        DropDocument,
        LinkTranslation,
        UnlinkTranslation,
    )
    list_display = ("series", "number", "shown_state", "reading", "author", "approved_by", "recorded_at")
    list_filter = ("state", "reading", "series__kind")
    list_select_related = ("series",)
    search_fields = ("series__identifier", "series__title")
    ordering = ("-recorded_at", "-pk")
    change_form_outer_before_template = "licensing/admin/version.html"
    fieldsets = (
        (
            _("On record"),
            {
                "fields": (
                    "series", "number", "language", "address", "captured_at", "recorded_at", "author",
                    "submitted_by", "submitted_at", "approved_by", "approved_at", "reason", "digest", "source_digest",
                )
            },
        ),
    )  # fmt: skip

    @admin.display(description=_("state"), ordering="state")
    def shown_state(self, row: PolicyVersion) -> SafeString:
        """Word and mark of the state."""
        return state_mark(row)

    def get_urls(self) -> list[URLPattern]:
        """Add the pages that compare, preview and export."""
        return [compare_url(self), impact_url(self), export_url(self), *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[PolicyVersion]:
        """Leave the bytes in the database."""
        rows: QuerySet[PolicyVersion] = super().get_queryset(request)
        return rows.defer("source_bytes")

    def page_context(self, request: HttpRequest, row: Model) -> dict[str, Any]:
        """Return the marked text, the rules and the document."""
        version = cast("PolicyVersion", row)
        clauses = list(version.clauses.order_by("start", "label"))
        document = version.document
        return {
            "title": f"{version.series.title} · {version.number}",
            "version": version,
            "unread": unread_told(version.unreadable),
            "series_url": page_of(version.series),
            "state": state_mark(version),
            "segments": segments(version.source_text[:MOST_SHOWN], clauses),
            "cut": len(version.source_text) > MOST_SHOWN,
            "clauses": clauses,
            "rules": rules_of(version),
            "may_confirm": ConfirmRule.offered(request, version),
            "compare_url": compare_address(version),
            "impact_url": impact_address(version),
            "exports": export_links(version),
            "document": json.dumps(document, indent=2, ensure_ascii=False) if document is not None else "",
            "periods": [
                {"row": p, "stands": standing(p)} for p in version.periods.order_by("-known_from", "-pk")
            ],
            **life_of(version, clock.now()),
        }
