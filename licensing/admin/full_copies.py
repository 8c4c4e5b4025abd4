"""The archive's page of a full copy with links to the decisions that it stands on, and that ended it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin
from django.utils.translation import gettext_lazy

from archive.admin.full_copies import FullCopyAdmin
from archive.models import FullCopy
from licensing.admin.excerpts import decision_link

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

admin.site.unregister(FullCopy)


@admin.register(FullCopy)
class RightsFullCopyAdmin(FullCopyAdmin):
    """Adds the way to the decisions."""

    fieldsets = (
        FullCopyAdmin.fieldsets[0],
        (
            gettext_lazy("Basis"),
            {"fields": ("shown_decision", "evidence", "captured_at", "acquired_at", "ask_again_at")},
        ),
        (
            gettext_lazy("Ending"),
            {"fields": ("ended_at", "ending", "ended_by", "shown_ending", "reason")},
        ),
    )

    @admin.display(description=gettext_lazy("decision"))
    def shown_decision(self, row: FullCopy) -> SafeString | str:
        """Link to the decision that let it be kept."""
        return decision_link(row.decision, row.article_id)

    @admin.display(description=gettext_lazy("decision that ended it"))
    def shown_ending(self, row: FullCopy) -> SafeString | str:
        """Link to the decision that ended it."""
        return decision_link(row.ended_decision, row.article_id) if row.ended_decision else "-"
