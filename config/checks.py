"""Misconfiguration is told when the installation starts, each kind with an id of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks


@checks.register()
def fixed_clock_is_aware(
    app_configs: Sequence[AppConfig] | None,  # noqa: ARG001 - the framework's signature
    **_: Any,  # noqa: ANN401 - the framework's signature
) -> list[checks.CheckMessage]:
    """Tell (config.E001) when the fixed clock isn't a date-time with an offset."""
    text = settings.IMPRIMATUR_FIXED_CLOCK
    if not text:
        return []
    try:
        aware = datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        aware = False
    if aware:
        return []
    hint = "Write it like 2025-06-02T12:00:00+02:00, or leave it empty for the real time."
    return [checks.Error(f"IMPRIMATUR_FIXED_CLOCK={text!r} names no instant.", hint=hint, id="config.E001")]
