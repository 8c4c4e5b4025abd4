"""Facts with two intervals: when they hold (`effective_*`) and when they were on record (`known_*`).

A row is never changed: what turns out wrong is closed (`known_to`) and asserted anew, so that a past answer finds the
past record.  Both intervals are half-open.  An interval of knowledge may be empty: what was corrected within one tick
of the clock was never the answer to anything.
"""

from __future__ import annotations

from datetime import datetime
from typing import Self, TypeVar

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

_Row_co = TypeVar("_Row_co", bound="Bitemporal", covariant=True)


class MomentRange(Func):
    """`tstzrange` of two columns, half-open; a missing end is open."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


def one_at_a_time(name: str, *subject: str) -> ExclusionConstraint:
    """No two rows of one subject hold at the same time at one moment of knowledge."""
    expressions: list[tuple[str | Func, str]] = [(field, RangeOperators.EQUAL) for field in subject]
    expressions.append((MomentRange(F("effective_from"), F("effective_to")), RangeOperators.OVERLAPS))
    expressions.append((MomentRange(F("known_from"), F("known_to")), RangeOperators.OVERLAPS))
    return ExclusionConstraint(name=name, expressions=expressions)


def no_truncate() -> pgtrigger.Trigger:
    """Refuse TRUNCATE by a trigger."""
    return pgtrigger.Trigger(
        name="never_truncated",
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
        func="RAISE EXCEPTION 'rights: % is never emptied', TG_TABLE_NAME;",
    )


def append_only() -> list[pgtrigger.Trigger]:
    """Triggers that refuse UPDATE, DELETE and TRUNCATE (semantics.md section 5)."""
    return [
        pgtrigger.Trigger(
            name="append_only",
            when=pgtrigger.Before,
            operation=pgtrigger.Update | pgtrigger.Delete,
            func="RAISE EXCEPTION 'rights: rows of % are appended, never changed', TG_TABLE_NAME;",
        ),
        no_truncate(),
    ]


def closed_never_changed() -> list[pgtrigger.Trigger]:
    """Triggers of a bitemporal table: an UPDATE may only close `known_to`; no DELETE, no TRUNCATE."""
    return [
        pgtrigger.Trigger(
            name="closed_never_changed",
            when=pgtrigger.Before,
            operation=pgtrigger.Update | pgtrigger.Delete,
            func=(
                "IF TG_OP = 'UPDATE' THEN IF OLD.known_to IS NULL AND NEW.known_to IS NOT NULL"
                " AND to_jsonb(NEW) - 'known_to' = to_jsonb(OLD) - 'known_to' THEN RETURN NEW; END IF; END IF;"
                " RAISE EXCEPTION 'rights: rows of % are closed, never changed', TG_TABLE_NAME;"
            ),
        ),
        no_truncate(),
    ]


class BitemporalQuerySet(models.QuerySet[_Row_co]):
    """Reads by either interval."""

    def known_at(self, moment: datetime) -> Self:
        """Rows on record at a moment."""
        return self.filter(Q(known_to=None) | Q(known_to__gt=moment), known_from__lte=moment)

    def effective_at(self, moment: datetime) -> Self:
        """Rows that hold at a moment."""
        return self.filter(Q(effective_to=None) | Q(effective_to__gt=moment), effective_from__lte=moment)

    def as_of(self, at: datetime, known_at: datetime) -> Self:
        """Rows that hold at `at` as known at `known_at`."""
        return self.effective_at(at).known_at(known_at)

    def current(self) -> Self:
        """Rows not closed, whenever they hold."""
        return self.filter(known_to=None)

    def overlapping(self, start: datetime, end: datetime | None) -> Self:
        """Rows whose effective interval shares a moment with [start, end)."""
        rows = self.filter(Q(effective_to=None) | Q(effective_to__gt=start))
        return rows if end is None else rows.filter(effective_from__lt=end)


class Bitemporal(models.Model):
    """Abstract: a fact with an effective and a known interval; each table has a `BitemporalQuerySet` as its manager."""

    effective_from = models.DateTimeField()
    effective_to = models.DateTimeField(null=True, blank=True)
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(effective_to=None) | Q(effective_to__gt=F("effective_from")),
                name="%(class)s_effective_forwards",
            ),
            models.CheckConstraint(
                condition=Q(known_to=None) | Q(known_to__gte=F("known_from")),
                name="%(class)s_known_forwards",
            ),
        ]
        triggers = closed_never_changed()
