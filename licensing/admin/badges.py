"""Small marks in lists: a word, an icon and a colour, never a colour alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.html import format_html

from licensing.admin.told import Verdict

if TYPE_CHECKING:
    from django.utils.safestring import SafeString


def badge(outcome: str) -> SafeString:
    """Return the mark of an outcome."""
    verdict = Verdict(outcome)
    return mark(outcome, verdict.word, verdict.icon)


def mark(look: str, word: str, icon: str = "") -> SafeString:
    """Return a mark with this look (`im-<look>` in the style sheet)."""
    if not icon:
        return format_html('<span class="im-badge im-{}">{}</span>', look, word)
    return format_html(
        '<span class="im-badge im-{}"><span class="material-symbols-outlined" aria-hidden="true">{}</span>{}</span>',
        look,
        icon,
        word,
    )
