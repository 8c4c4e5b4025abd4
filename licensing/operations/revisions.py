"""Every reading of a draft that was saved, the one that came second too."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from django.db.models import Max

from licensing.models import DraftRevision
from licensing.policy.canonical import canonical_json
from licensing.policy.document import check_values
from licensing.policy.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from licensing.models import PolicyVersion
    from licensing.operations.content import Reading

_LONGEST_REASON = 500


def keep_revision(
    version: PolicyVersion, reading: Reading, *, by: str, now: datetime, taken: bool = True
) -> DraftRevision:
    """Append a reading to those that were saved of a draft; the caller holds the version's or the series' row."""
    document, _ = storable_document(reading.document)
    return DraftRevision.objects.create(
        version=version,
        number=revision_of(version) + 1,
        taken=taken,
        document=document,
        clauses=[asdict(replace(span, text=None)) for span in reading.clauses],
        partial=reading.partial,
        notes=dict(reading.notes or {}),
        by=by,
        at=now,
    )


def revision_of(version: PolicyVersion, *, taken: bool = False) -> int:
    """Return the number of the last reading of a version, or of the last one that was taken; 0 where there is none."""
    kept = DraftRevision.objects.filter(version=version, **({"taken": True} if taken else {}))
    last: int | None = kept.aggregate(Max("number"))["number__max"]
    return last or 0


def last_notes(version: PolicyVersion) -> dict[str, object]:
    """Return what the reader noted about a version: its doubts stay with every correction."""
    noted = DraftRevision.objects.filter(version=version, taken=True).exclude(notes={}).first()
    return dict(noted.notes) if noted else {}


def storable_document(document: Mapping[str, object] | None) -> tuple[dict[str, object] | None, str]:
    """Return a document that the database and a digest can hold, or None and what is wrong with it."""
    if document is None:
        return None, ""
    try:
        check_values(document)
        canonical_json(document)
    except (UnreadableError, TypeError, ValueError, RecursionError) as error:
        return None, f"the document can't be kept: {error}"[:_LONGEST_REASON]
    return dict(document), ""
