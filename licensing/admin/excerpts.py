"""The archive's page of an excerpt with a link to the decision that let it be kept; and such links elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.acts import page_of
from archive.admin.excerpts import ExcerptAdmin
from archive.models import Excerpt
from licensing.models import BulkDecision, Decision

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

admin.site.unregister(Excerpt)


def decision_link(decision: UUID, article: UUID) -> SafeString | str:
    """Return a link to a decision, for one article or for many; its identifier where there is none."""
    for model, asked in ((Decision, ""), (BulkDecision, f"?article={article}")):
        row = model._default_manager.filter(pk=decision).only("position").first()  # noqa: SLF001 - Django's underscore
        if row is not None:
            told = _("Decision %d") % row.position
            return format_html('<a href="{}{}">{}</a>', page_of(row), asked, told)
    return str(decision)


@admin.register(Excerpt)
class RightsExcerptAdmin(ExcerptAdmin):
    """Adds the way to the decision."""

    fields = ("article", "word_count", "digest", "shown_decision", "recorded_at")

    @admin.display(description=gettext_lazy("decision"))
    def shown_decision(self, row: Excerpt) -> SafeString | str:
        """Link to the decision that let it be kept."""
        return decision_link(row.decision, row.article_id)
