"""Licensing as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class LicensingConfig(AppConfig):
    """Rights about content; rights never exist without content."""

    name = "licensing"
    default_auto_field = "django.db.models.BigAutoField"
