"""System checks of the archive: what refuses everything must say so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core import checks
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.apps import AppConfig


def rights_gate_is_there(
    app_configs: Sequence[AppConfig] | None,  # noqa: ARG001 - the framework's signature
    **_: Any,  # noqa: ANN401 - the framework's signature
) -> list[checks.CheckMessage]:
    """Tell when no adapter for rights is named (archive.W001) or the named one can't be imported (archive.E001)."""
    path = settings.IMPRIMATUR_RIGHTS_GATE
    if not path:
        hint = "Set IMPRIMATUR_RIGHTS_GATE, for example to licensing.gate.LicensingGate."
        return [
            checks.Warning(
                "No adapter for rights: the archive refuses everything.", hint=hint, id="archive.W001"
            )
        ]
    try:
        import_string(path)
    except ImportError as error:
        text = f"The adapter for rights {path!r} can't be imported ({error}): the archive refuses everything."
        return [checks.Error(text, hint="Correct IMPRIMATUR_RIGHTS_GATE.", id="archive.E001")]
    return []
