"""Articles by their facts, with their images."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from archive.admin.acts import page_of
from archive.admin.images import ImageInline
from archive.admin.pages import RecordAdmin
from archive.admin.updates import RevisionInline
from archive.models import Article, FullCopy
from archive.queries import copies_of, held_words

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest


@admin.register(Article)
class ArticleAdmin(RecordAdmin):
    """What is held of each article: facts, the number of words of its excerpt, its images."""

    heading = _("Articles")
    inlines = (ImageInline, RevisionInline)
    list_display = ("headline", "source", "date_published", "language", "captured_at")
    list_filter = ("source", "language", "section")
    list_select_related = ("source",)
    search_fields = ("headline", "address")
    date_hierarchy = "captured_at"
    fieldsets = (
        (_("Facts"), {"fields": ("headline", "authors", "source", "section", "language", "address")}),
        (
            _("Dates"),
            {
                "fields": (
                    "date_published",
                    "date_published_printed",
                    "date_modified",
                    "captured_at",
                    "recorded_at",
                )
            },
        ),
        (
            _("Printed on the page"),
            {"fields": ("copyright_notice", "identifiers", "word_count", "held", "copied")},
        ),
        (_("Where else it is, and how it came"), {"fields": ("same_as", "came_by")}),
    )
    readonly_fields = ("held", "copied", "same_as", "came_by")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        """Read credits with the images."""
        rows: QuerySet[Article] = super().get_queryset(request)
        return rows.prefetch_related("images__credits")

    @admin.display(description=_("same as"))
    def same_as(self, row: Article) -> str:
        """The articles that are linked as the same, with links to their pages; each has rights of its own."""
        links = (
            (reverse("admin:archive_article_change", args=[other.pk]), other.source.domain, other.headline)
            for other in copies_of(row.pk)
        )
        return format_html_join(" · ", '<a href="{}">{}: {}</a>', links) or "-"

    @admin.display(description=_("feeds"))
    def came_by(self, row: Article) -> str:
        """The feeds that it came in by."""
        return ", ".join(sorted(row.feeds)) or "-"

    @admin.display(description=_("words held as an excerpt"))
    def held(self, row: Article) -> int:
        """How many words are held; never which."""
        return held_words(row.pk)

    @admin.display(description=_("full copy"))
    def copied(self, row: Article) -> str:
        """The full copy that is held, with its length and a link to its page; never its text."""
        held = FullCopy.objects.filter(article=row, ended_at=None).defer("text").first()
        if held is None:
            return "-"
        told = ngettext("%(count)s word", "%(count)s words", held.word_count) % {"count": held.word_count}
        return format_html('<a href="{}">{}</a>', page_of(held), told)
