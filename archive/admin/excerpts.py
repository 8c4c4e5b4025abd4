"""Excerpts by count and digest: their text leaves the archive through a decision alone, never through the admin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from archive.admin.pages import RecordAdmin
from archive.models import Excerpt

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from django.http import HttpRequest


@admin.register(Excerpt)
class ExcerptAdmin(RecordAdmin):
    """How many words are held of which article, under which decision."""

    heading = _("Excerpts held")
    list_display = ("article", "word_count", "short_digest", "recorded_at")
    list_select_related = ("article",)
    search_fields = ("article__headline", "digest")
    fields = ("article", "word_count", "digest", "decision", "recorded_at")

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Who reads an article's facts may know how much of it is held."""
        del obj
        return request.user.has_perm("archive.view_article")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Excerpt]:
        """Leave the text in the database."""
        rows: QuerySet[Excerpt] = super().get_queryset(request)
        return rows.defer("text")

    @admin.display(description=_("digest"))
    def short_digest(self, row: Excerpt) -> str:
        """Begin the digest."""
        return f"{row.digest[:12]}…"
