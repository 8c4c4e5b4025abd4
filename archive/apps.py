"""The archive as a Django app."""

from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _


class ArchiveConfig(AppConfig):
    """Content without rights; asks a port of its own for permission."""

    name = "archive"
    verbose_name = _("archive")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the system checks."""
        from archive.checks import rights_gate_is_there  # noqa: PLC0415 - settings must be loaded

        checks.register(rights_gate_is_there)
