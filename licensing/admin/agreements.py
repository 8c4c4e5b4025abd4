"""Agreements with what is derived: whether they are in force, and what is left of their quotas."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from archive import clock
from archive.admin.acts import page_of
from archive.admin.pages import RecordAdmin
from licensing.admin.agreement_acts import EndAgreement, Grant
from licensing.admin.badges import mark
from licensing.admin.periods import standing
from licensing.admin.reasons import unread_told
from licensing.admin.rules import rules_of
from licensing.models import Agreement, PolicyPeriod, QuotaCounter
from licensing.queries.quotas import calendar_period

if TYPE_CHECKING:
    from django.db.models import Model
    from django.http import HttpRequest
    from django.utils.safestring import SafeString


def present_period(row: Agreement) -> PolicyPeriod | None:
    """Return the period on record that is in force, or else the next, or else the last."""
    now = clock.now()
    periods = PolicyPeriod.objects.filter(series=row.series_id, known_to=None).order_by("effective_from")
    rest = periods.overlapping(now, None)
    return rest.first() or periods.last()


@admin.register(Agreement)
class AgreementAdmin(RecordAdmin):
    """Every agreement, ended ones too."""

    heading = _("Agreements")
    acts = (Grant, EndAgreement)
    list_display = ("titled", "assigner", "granted_to", "stands", "begins", "ends", "recorded_by")
    list_filter = ("assigner",)
    list_select_related = ("series", "assigner")
    search_fields = ("series__identifier", "series__title", "assigner__name", "evidence_name")
    ordering = ("-recorded_at", "-pk")
    change_form_outer_before_template = "licensing/admin/agreement.html"
    fieldsets = (
        (_("Evidence"), {"fields": ("evidence_name", "evidence_digest", "evidence_text")}),
        (_("On record"), {"fields": ("recorded_at", "recorded_by", "timezone")}),
    )

    @admin.display(description=_("title"), ordering="series__title")
    def titled(self, row: Agreement) -> str:
        """Title of the agreement."""
        return row.series.title

    @admin.display(description=_("granted to"))
    def granted_to(self, row: Agreement) -> str:
        """Consumers and groups."""
        return ", ".join(row.assignees)

    @admin.display(description=_("state"))
    def stands(self, row: Agreement) -> SafeString:
        """Whether it is in force."""
        period = present_period(row)
        return standing(period) if period else mark("off", str(_("withdrawn")), "history")

    @admin.display(description=_("from"))
    def begins(self, row: Agreement) -> object:
        """When the present period begins."""
        period = present_period(row)
        return period.effective_from if period else None

    @admin.display(description=_("until"))
    def ends(self, row: Agreement) -> object:
        """When it ends; this moment is no longer covered."""
        period = present_period(row)
        return period.effective_to if period else None

    def page_context(self, request: HttpRequest, row: Model) -> dict[str, Any]:
        """Return its rules, periods and quotas."""
        del request
        agreement = cast("Agreement", row)
        periods = PolicyPeriod.objects.filter(series=agreement.series_id).select_related("version")
        version = agreement.series.versions.order_by("-number").first()
        return {
            "title": agreement.series.title,
            "agreement": agreement,
            "stands": self.stands(agreement),
            "periods": [{"row": p, "stands": standing(p)} for p in periods.order_by("-known_from", "-pk")],
            "version": version,
            "unread": unread_told(version.unreadable) if version else "",
            "version_url": page_of(version) if version else "",
            "rules": rules_of(version) if version else [],
            "document": json.dumps(version.document, indent=2, ensure_ascii=False) if version else "",
            "quotas": [_quota(agreement, quota) for quota in agreement.quotas.order_by("pk")],
        }


def _quota(agreement: Agreement, quota: Any) -> dict[str, Any]:  # noqa: ANN401 - a row for a template
    start, end = calendar_period(quota.period, clock.now(), agreement.timezone)
    counters = QuotaCounter.objects.filter(quota=quota, period_start=start).order_by("consumer")
    return {"row": quota, "start": start, "end": end, "counters": counters}
