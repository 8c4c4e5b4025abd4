"""Licensing as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class LicensingConfig(AppConfig):
    """Rights about content; rights never exist without content."""

    name = "licensing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to the archive."""
        from licensing.receivers import connect  # noqa: PLC0415 - models are not loaded before

        connect()
