"""Two versions of one series, compared: words, clauses, and what each comes to by itself."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from licensing.comparing import (
    ClauseTold,
    Said,
    clause_changes,
    inline,
    outcome_changes,
    side_by_side,
)
from licensing.models import PolicyPeriod, RuleConfirmation
from licensing.policy.model import LogicalConstraint, OnRecord, PolicyKind, Scope, ScopeKind
from licensing.queries.incorporated import is_partial
from licensing.translate import compiled, content

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from licensing.comparing import ClauseChange, Line, OutcomeChange, Piece
    from licensing.models import PolicySeries, PolicyVersion
    from licensing.policy.model import AnyConstraint, Content, Duty, Rule

LONGEST_TEXT = 1_000_000
"""Characters; longer texts are compared by clauses and outcomes alone."""


class OtherSeriesError(ValueError):
    """The versions are not of one series: there is nothing to compare."""


class NotComparableError(ValueError):
    """Statutes and agreements depend on more than their document: outcomes by themselves would mislead."""


@dataclass(frozen=True)
class Comparison:
    """An older version beside a newer one, worked out as it is asked for.  It records nothing."""

    old: PolicyVersion
    new: PolicyVersion
    now: datetime

    @property
    def too_long(self) -> bool:
        """Whether the words are too many to be compared."""
        return max(len(self.old.source_text), len(self.new.source_text)) > LONGEST_TEXT

    @cached_property
    def inline(self) -> list[Piece]:
        """Both texts in one."""
        return [] if self.too_long else inline(self.old.source_text, self.new.source_text)

    @cached_property
    def side_by_side(self) -> list[Line]:
        """Both texts beside each other."""
        return [] if self.too_long else side_by_side(self.old.source_text, self.new.source_text)

    @cached_property
    def clauses(self) -> list[ClauseChange]:
        """Every clause of both, and what became of it."""
        return clause_changes(_clauses(self.old), _clauses(self.new))

    @cached_property
    def outcomes(self) -> list[OutcomeChange]:
        """The standard uses under either version alone; none for kinds that answer only with other facts."""
        if self.old.series.kind in ("agreement", "statute"):
            return []
        return outcome_changes(_said(self.old, self.now), _said(self.new, self.now), self.now)


def comparison(*, old: PolicyVersion, new: PolicyVersion, now: datetime) -> Comparison:
    """Return the comparison of two versions.  Raises OtherSeriesError."""
    if old.series_id != new.series_id:
        raise OtherSeriesError(f"{old} and {new} are of different series.")
    return Comparison(old, new, now)


def version_before(version: PolicyVersion, *, now: datetime) -> PolicyVersion | None:
    """Return what a version is compared with unless somebody says otherwise.

    The version in force now, if that is another one; else the one with the next lower number.
    """
    period = (
        PolicyPeriod.objects.filter(series=version.series_id)
        .as_of(now, now)
        .exclude(version=version)
        .select_related("version")
        .first()
    )
    if period is not None and period.version.number < version.number:
        return period.version
    return version.series.versions.filter(number__lt=version.number).order_by("-number").first()


# --- clauses ---------------------------------------------------------------------------------------------------------


def _clauses(version: PolicyVersion) -> tuple[ClauseTold, ...]:
    effects = _effects(content(version))
    return tuple(
        ClauseTold(clause.label, clause.text, tuple(effects.get(clause.label, ())))
        for clause in version.clauses.order_by("start", "label")
    )


def _effects(read: Content) -> dict[str, list[str]]:
    found: dict[str, dict[tuple[str, ...], list[str]]] = {}
    for rule in read.policy.rules if read.policy else ():
        for label in rule.clauses:
            found.setdefault(label, {}).setdefault(tuple(_said_of(rule)), []).append(rule.action)
    return {
        label: sorted(" ".join([what, ", ".join(actions), *rest]) for (what, *rest), actions in said.items())
        for label, said in found.items()
    }


def _said_of(rule: Rule) -> Iterator[str]:
    yield rule.type.value
    yield from (f"({_constraint(one)})" for one in (*rule.constraints, *rule.refinements))
    yield from (f"[{_duty(one)}]" for one in rule.duties)


def _constraint(one: AnyConstraint) -> str:
    if isinstance(one, LogicalConstraint):
        return f"{one.operator}: {'; '.join(map(_constraint, one.operands))}"
    return f"{one.left} {one.operator} {', '.join(one.right)}"


def _duty(one: Duty) -> str:
    return f"{one.action} → {one.consenting_party}" if one.consenting_party else one.action


# --- outcomes --------------------------------------------------------------------------------------------------------


def _said(version: PolicyVersion, now: datetime) -> Said:
    series = version.series
    judged = version.state not in ("draft", "submitted")
    confirmed = RuleConfirmation.objects.filter(version=version).as_of(now, now)
    read = compiled(version.pk, version.digest) if judged else content(version)
    assigner = series.assigner.identifier if series.assigner else None
    holder = assigner or (read.policy.assigner if read.policy else None)
    record = OnRecord(
        id=series.identifier,
        kind=PolicyKind(series.kind),
        content=read,
        scopes=(_scope(series),),
        title=series.title,
        partial=is_partial(version, now, now),
        confirmed=frozenset(confirmed.values_list("pointer", flat=True)),
        assigner=assigner,
    )
    return Said(record, holder or "urn:rights:party:holder")


def _scope(series: PolicySeries) -> Scope:
    kind = ScopeKind.EVERYTHING if series.scope_kind == "page" else ScopeKind(series.scope_kind)
    if kind in (ScopeKind.EVERYTHING, ScopeKind.HOLDER):
        return Scope(ScopeKind.EVERYTHING)
    return Scope(kind, series.scope_value, series.scope_path)
