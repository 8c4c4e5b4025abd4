"""Which readings are partial because a document that they take in is not in force (semantics.md section 2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from licensing.models import IncorporatedDocument, PolicyPeriod

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import F

    from licensing.models import BitemporalQuerySet, PolicyVersion


def missing_documents(
    version: OuterRef | F | int, at: datetime, known_at: datetime
) -> BitemporalQuerySet[IncorporatedDocument]:
    """Return the documents that a version takes in, as known then, of which nothing is in force at that moment."""
    in_force = PolicyPeriod.objects.filter(series=OuterRef("series")).as_of(at, known_at)
    noted = IncorporatedDocument.objects.filter(version=version).known_at(known_at)
    return noted.filter(Q(series=None) | ~Exists(in_force))


def takes_in_what_is_missing(at: datetime, known_at: datetime, version: str = "version") -> Exists:
    """Return the same as a condition on rows that have a version."""
    return Exists(missing_documents(OuterRef(version), at, known_at))


def is_partial(version: PolicyVersion, at: datetime, known_at: datetime) -> bool:
    """Whether a reading is partial: it says so itself, or a document that it takes in is not in force."""
    return version.reading == "partial" or missing_documents(version.pk, at, known_at).exists()
