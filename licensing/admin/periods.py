"""Facts with intervals, as people read them: in force, to come, ended, corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive import clock
from licensing.admin.badges import mark

if TYPE_CHECKING:
    from datetime import datetime

    from django import forms
    from django.utils.safestring import SafeString

    from licensing.models import Bitemporal

_STATES = {
    "in force": (gettext_lazy("in force"), "on", "play_circle"),
    "to come": (gettext_lazy("to come"), "wait", "schedule"),
    "ended": (gettext_lazy("ended"), "off", "stop_circle"),
    "corrected": (gettext_lazy("no longer on record"), "off", "history"),
}


def period_state(row: Bitemporal, now: datetime) -> str:
    """Return where a fact stands at a moment, as known now."""
    if row.known_to is not None:
        return "corrected"
    if row.effective_from > now:
        return "to come"
    return "in force" if row.effective_to is None or row.effective_to > now else "ended"


def standing(row: Bitemporal) -> SafeString:
    """Return the mark of where a fact stands."""
    word, look, icon = _STATES[period_state(row, clock.now())]
    return mark(look, str(word), icon)


def bounds_error(form: forms.Form, data: dict[str, Any], now: datetime) -> None:
    """Add an error where an interval does not run forwards."""
    start, end = data.get("effective_from") or now, data.get("effective_to")
    if end is not None and end <= start and "effective_to" not in form.errors:
        form.add_error("effective_to", _("The end must lie after the beginning."))
