"""What a version's page tells of its life: doubts of the reader, findings of the checks, what belongs to it, its history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from archive.admin.acts import page_of
from licensing.admin.reasons import reason_told
from licensing.lifecycle import BY_ACT
from licensing.models import PolicyPeriod, Translation
from licensing.operations.incorporated import current_documents
from licensing.operations.revisions import last_notes
from licensing.policy.validate import Severity, validate
from licensing.queries.incorporated import is_partial

if TYPE_CHECKING:
    from datetime import datetime

    from django.utils.functional import _StrPromise

    from licensing.models import PolicyVersion
    from licensing.policy.validate import Finding

LOOKS: dict[str, tuple[str, _StrPromise]] = {
    Severity.ERROR: ("deny", _("error")),
    Severity.WARNING: ("todo", _("warning")),
    Severity.INFO: ("wait", _("note")),
}
"""How grave a finding is → look and word of its mark."""

ACTS: dict[str, _StrPromise] = {
    "capture": _("captured"),
    "record": _("recorded"),
    "read": _("reading corrected"),
    "submit": _("submitted"),
    "withdraw": _("withdrawn"),
    "reject": _("rejected"),
    "approve": _("approved"),
    "date": _("dates corrected"),
    "retire": _("retired"),
    "observe": _("recorded in force"),
}
"""Act of the table of a version's life → what happened."""

FLAGS: dict[str, _StrPromise] = {
    "too long": _("it is longer than what is read"),
    "marks of direction": _("it has marks that change the direction of reading"),
    "mixed scripts": _("letters of different scripts are mixed inside words"),
    "hidden markup": _("it has hidden or struck-out markup"),
    "markup": _("it has markup, which was taken off"),
    "endless sentence": _("a sentence is longer than what is read together"),
    "broken characters": _("it has broken characters"),
}
"""What the reader found odd about a text → how it is told."""


def life_of(version: PolicyVersion, now: datetime) -> dict[str, Any]:
    """Return what the page of a version shows besides its text and rules."""
    notes = last_notes(version)
    return {
        "partial": is_partial(version, now, now),
        "findings": findings_of(version) if version.series.kind == "terms" else [],
        "unsure": [
            (use, [reason_told(one) for one in reasons])
            for use, reasons in sorted(dict(notes.get("unsure") or {}).items())  # type: ignore[call-overload]
        ],
        "flags": [FLAGS.get(flag, flag) for flag in notes.get("flags") or ()],  # type: ignore[attr-defined]
        "documents": [_document(one, now) for one in current_documents(version).select_related("series")],
        "translations": [_linked(one.version) for one in _links().filter(leading=version)],
        "leading": next((_linked(one.leading) for one in _links().filter(version=version)), None),
        "history": [
            {"row": event, "act": ACTS[event.act], "step": BY_ACT[event.act]}
            for event in version.events.all()[:200]
        ],
        "revisions": version.revisions.defer("document")[:50],
    }


def findings_of(version: PolicyVersion) -> list[dict[str, object]]:
    """Return what the policy core says about the document; nothing where there is none."""
    if version.document is None:
        return []
    language = "pl" if (get_language() or "").startswith("pl") else "en"
    return [_finding(one, language) for one in validate(version.document)]


def _finding(one: Finding, language: str) -> dict[str, object]:
    look, word = LOOKS[one.severity]
    return {"look": look, "word": word, "pointer": one.pointer, "sentence": one.sentence(language)}


def _document(one: Any, now: datetime) -> dict[str, object]:  # noqa: ANN401 - a row of the query set
    held = one.series is not None and PolicyPeriod.objects.filter(series=one.series).as_of(now, now).exists()
    return {"row": one, "url": page_of(one.series) if one.series else "", "in_force": held}


def _links() -> Any:  # noqa: ANN401 - a query set of two joins
    return Translation.objects.current().select_related("version__series", "leading__series")


def _linked(version: PolicyVersion) -> dict[str, object]:
    return {"row": version, "url": page_of(version)}
