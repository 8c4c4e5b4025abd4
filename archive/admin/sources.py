"""Publishers and their sites."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from archive.models import Publisher, Source
from archive.operations import record_publisher, record_source

if TYPE_CHECKING:
    from django.db.models import Model
    from django.forms import ModelForm
    from django.http import HttpRequest


class _KeptAdmin(ModelAdmin):  # type: ignore[misc]  # the theme has no types
    """Rows that are recorded and corrected, never deleted; what names them stays."""

    actions = None
    named_by: str

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody deletes what articles and policies refer to."""
        del request, obj
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        """Keep the name by which others refer to the row."""
        del request
        return (self.named_by,) if obj else ()


@admin.register(Publisher)
class PublisherAdmin(_KeptAdmin):
    """Companies that publish."""

    named_by = "identifier"
    list_display = ("identifier", "name", "legal_name", "country")
    search_fields = ("identifier", "name", "legal_name")
    fields = ("identifier", "name", "legal_name", "country")

    def save_model(self, request: HttpRequest, obj: Publisher, form: ModelForm[Any], change: bool) -> None:  # noqa: FBT001 - Django's
        """Record through the operation."""
        del request, form, change
        saved = record_publisher(
            identifier=obj.identifier, name=obj.name, legal_name=obj.legal_name, country=obj.country
        )
        obj.pk = saved.pk


@admin.register(Source)
class SourceAdmin(_KeptAdmin):
    """Sites that articles are taken from."""

    named_by = "domain"
    list_display = ("domain", "name", "publisher", "language", "min_interval_seconds", "wanted_words")
    list_select_related = ("publisher",)
    search_fields = ("domain", "name", "publisher__name")
    fieldsets = (
        (None, {"fields": ("publisher", "domain", "name", "language")}),
        (
            _("Capturing"),
            {"fields": ("min_interval_seconds", "wanted_words", "keeps_full_copies", "looks_into_images")},
        ),
    )

    def save_model(self, request: HttpRequest, obj: Source, form: ModelForm[Any], change: bool) -> None:  # noqa: FBT001 - Django's
        """Record through the operation."""
        del request, form, change
        saved = record_source(
            publisher=obj.publisher,
            domain=obj.domain,
            name=obj.name,
            language=obj.language,
            min_interval_seconds=obj.min_interval_seconds,
            wanted_words=obj.wanted_words,
            looks_into_images=obj.looks_into_images,
            keeps_full_copies=obj.keeps_full_copies,
        )
        obj.pk = saved.pk
