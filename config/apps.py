"""The project's own app: wiring, settings checks and the commands that run the whole."""

from __future__ import annotations

from django.apps import AppConfig

from config.celery import app as celery_app  # tasks of all apps are rung through it

__all__ = ["ConfigConfig", "celery_app"]


class ConfigConfig(AppConfig):
    """Registers what belongs to the installation as a whole, not to one of the two domains."""

    name = "config"
    verbose_name = "Imprimatur"

    def ready(self) -> None:
        """Register the system checks."""
        from config import checks  # noqa: F401, PLC0415 - registration by import, once apps are loaded
