"""Consumers: what an officer registered about them, and their tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin
from django.utils.translation import gettext_lazy

from archive.admin.acts import page_of
from archive.admin.pages import RecordAdmin
from licensing.admin.consumer_acts import EndRegistration, IssueToken, Register, Registered, Revoke
from licensing.admin.periods import standing
from licensing.models import Consumer, ConsumerRegistration, ConsumerToken

if TYPE_CHECKING:
    from django.db.models import Model
    from django.http import HttpRequest


@admin.register(Consumer)
class ConsumerAdmin(RecordAdmin):
    """Everybody who asks."""

    heading = gettext_lazy("Consumers")
    acts = (Register, Registered, EndRegistration, IssueToken)
    list_display = ("identifier", "name", "party", "active", "created_at")
    list_filter = ("active",)
    list_select_related = ("party",)
    search_fields = ("identifier", "name")
    ordering = ("identifier",)
    fields = ("identifier", "name", "party", "active", "created_at")
    change_form_outer_before_template = "licensing/admin/consumer.html"

    def page_context(self, request: HttpRequest, row: Model) -> dict[str, Any]:
        """Return registrations and tokens."""
        consumer = cast("Consumer", row)
        registrations = ConsumerRegistration.objects.filter(consumer=consumer, known_to=None)
        tokens = ConsumerToken.objects.filter(consumer=consumer).order_by("-created_at")
        may_revoke = Revoke.offered(request, None)
        return {
            "title": consumer.name,
            "registrations": [
                {"row": r, "stands": standing(r)}
                for r in registrations.order_by("kind", "name", "effective_from")
            ],
            "tokens": [{"row": t, "url": page_of(t)} for t in tokens],
            "may_revoke": may_revoke,
            "sees_tokens": request.user.has_perm("licensing.view_consumertoken"),
        }


@admin.register(ConsumerToken)
class ConsumerTokenAdmin(RecordAdmin):
    """Credentials by their first characters; they are revoked, never shown again."""

    heading = gettext_lazy("Tokens")
    acts = (Revoke,)
    list_display = ("prefix", "consumer", "created_at", "created_by", "revoked_at", "revoked_by")
    list_select_related = ("consumer",)
    search_fields = ("consumer__identifier", "prefix")
    ordering = ("-created_at",)
    fields = ("consumer", "prefix", "created_at", "created_by", "revoked_at", "revoked_by")
