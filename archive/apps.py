"""The archive as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    """Content without rights; asks a port of its own for permission."""

    name = "archive"
    default_auto_field = "django.db.models.BigAutoField"
