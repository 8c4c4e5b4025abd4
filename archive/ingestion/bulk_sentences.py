"""What a run, or a dry run, says of what may be kept of an article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from collections import Counter

    from archive.operations.ingestions import Counts
    from archive.rights_gate import IntakeVerdict


def passage_sentence(passage: str, verdict: IntakeVerdict) -> str:
    """Return what a dry run says of an article."""
    if not passage:
        return _("The facts alone: %(reason)s") % {"reason": verdict.reason}
    words = ngettext("The facts and %(words)s word", "The facts and %(words)s words", verdict.excerpt_words)
    return f"{words % {'words': verdict.excerpt_words}}: {verdict.reason}"


def why_no_copy(verdict: IntakeVerdict) -> str:
    """Return why the whole text isn't kept, "" where it is."""
    return "" if verdict.copy_decision is not None else verdict.copy_reason or _("Nothing permits it.")


def tell_of_copy(sentences: Counter[str], counts: Counts, verdict: IntakeVerdict, *, wanted: bool) -> None:
    """Count a full copy that is wanted as a dry run does, and say what would become of it."""
    if wanted:
        why_not = why_no_copy(verdict)
        counts.copy(why_not)
        told = (
            _("No full copy: %(reason)s") % {"reason": why_not} if why_not else _("A full copy of the text")
        )
        sentences[told] += 1
