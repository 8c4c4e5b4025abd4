"""Writing bitemporal facts: assert, retract, supersede.  Every other operation on such rows goes through these.

Each write puts what it may have changed into the queue of re-assessments.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.db import transaction

from licensing.models import Bitemporal, BitemporalQuerySet
from licensing.operations.reassess_later import reassess_later

if TYPE_CHECKING:
    from datetime import datetime

_Row = TypeVar("_Row", bound=Bitemporal)

_INTERVALS = frozenset({"effective_from", "effective_to", "known_from", "known_to"})


class AlreadyClosedError(Exception):
    """The fact is no longer on record: somebody else corrected it first."""


def assert_fact(
    model: type[_Row],
    *,
    effective_from: datetime,
    effective_to: datetime | None = None,
    now: datetime,
    **fields: object,
) -> _Row:
    """Put a fact on record.  Raises IntegrityError where it contradicts one on record."""
    row = model(effective_from=effective_from, effective_to=effective_to, known_from=now, **fields)
    row.save(force_insert=True)
    reassess_later(row, now=now)
    return row


def retract_fact(row: Bitemporal, *, now: datetime) -> None:
    """Take a fact off the record: it never held.  Raises AlreadyClosedError."""
    if not type(row)._default_manager.filter(pk=row.pk, known_to=None).update(known_to=now):  # noqa: SLF001 - Django's public underscore
        raise AlreadyClosedError(str(row))
    reassess_later(row, now=now)


def supersede(
    model: type[_Row],
    subject: dict[str, object],
    *,
    effective_from: datetime,
    effective_to: datetime | None = None,
    now: datetime,
    **fields: object,
) -> _Row:
    """Put a fact on record in place of whatever was said of its subject for that interval."""
    with transaction.atomic():
        carve(model, subject, start=effective_from, end=effective_to, now=now)
        return assert_fact(
            model, effective_from=effective_from, effective_to=effective_to, now=now, **subject, **fields
        )


def carve(
    model: type[_Row], subject: dict[str, object], *, start: datetime, end: datetime | None, now: datetime
) -> int:
    """Free [start, end) of what is on record about a subject, and say how many facts that shortened or removed."""
    with transaction.atomic():
        rows: BitemporalQuerySet[_Row] = (
            BitemporalQuerySet(model).current().filter(**subject).overlapping(start, end)
        )
        held = list(rows.select_for_update().order_by("pk"))
        for row in held:
            _cut(row, start=start, end=end, now=now)
    return len(held)


def end_fact(row: Bitemporal, *, at: datetime, now: datetime) -> None:
    """Let a fact end at a moment; one that had not begun by then is retracted.  Raises AlreadyClosedError."""
    with transaction.atomic():
        retract_fact(row, now=now)
        if row.effective_from < at:
            _again(row, effective_from=row.effective_from, effective_to=at, now=now)


def _cut(row: Bitemporal, *, start: datetime, end: datetime | None, now: datetime) -> None:
    retract_fact(row, now=now)
    if row.effective_from < start:
        _again(row, effective_from=row.effective_from, effective_to=start, now=now)
    if end is not None and (row.effective_to is None or row.effective_to > end):
        _again(row, effective_from=end, effective_to=row.effective_to, now=now)


def _again(
    row: Bitemporal, *, effective_from: datetime, effective_to: datetime | None, now: datetime
) -> None:
    fields = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields  # noqa: SLF001 - Django's public underscore
        if not field.primary_key and field.name not in _INTERVALS
    }
    assert_fact(type(row), effective_from=effective_from, effective_to=effective_to, now=now, **fields)
