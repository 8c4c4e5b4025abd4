"""The archive's page of an article with what may be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin

from archive import clock
from archive.admin.articles import ArticleAdmin
from archive.models import Article
from licensing.admin.ask import AskAboutArticle
from licensing.admin.bulk_decisions import history_in_entries
from licensing.admin.cards import card_for, card_form
from licensing.admin.decisions import all_of, history
from licensing.admin.suspensions import SuspendArticle

if TYPE_CHECKING:
    from django.db.models import Model
    from django.http import HttpRequest

admin.site.unregister(Article)


@admin.register(Article)
class RightsArticleAdmin(ArticleAdmin):
    """Adds the rights card and the history of decisions."""

    acts = (AskAboutArticle, SuspendArticle)
    change_form_outer_before_template = "licensing/admin/article.html"

    def page_context(self, request: HttpRequest, row: Model) -> dict[str, Any]:
        """Return the card that the address asks for, and what was decided before."""
        form = card_form(request.GET)
        sees = request.user.has_perm("licensing.view_decision")
        return {
            "card_form": form,
            "card": card_for(form, row.pk, clock.now()) if sees else None,
            "sees_rights": sees,
            "decisions": history(row.pk) if sees else [],
            "entries": history_in_entries(row.pk) if sees else [],
            "all_decisions": all_of(row.pk),
            "title": str(row),
        }
