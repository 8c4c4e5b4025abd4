"""Versions of one series that are in force at the same time (semantics.md section 2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from licensing.policy.authoring.finding import Finding, found
from licensing.policy.moments import written
from licensing.policy.vocabulary.findings import Code


@dataclass(frozen=True, slots=True)
class InForce:
    """A version of a series and when it is in force: from a moment to another (excluded), or for ever."""

    series: str
    version: str
    effective_from: datetime
    effective_to: datetime | None = None


def in_force_at_once(versions: Iterable[InForce]) -> tuple[Finding, ...]:
    """Every version that starts before another one of its series has ended, with that other one."""
    findings: list[Finding] = []
    longest: dict[str, InForce] = {}
    for one in sorted(versions, key=lambda v: (v.series, v.effective_from, v.version)):
        if one.effective_to is not None and one.effective_to <= one.effective_from:
            continue
        before = longest.get(one.series)
        if before is not None and not _ended(before, one.effective_from):
            since = written(one.effective_from)
            findings.append(
                found(
                    Code.IN_FORCE_AT_ONCE,
                    "",
                    series=one.series,
                    left=before.version,
                    right=one.version,
                    since=since,
                )
            )
        if before is None or _outlasts(one, before):
            longest[one.series] = one
    return tuple(findings)


def _ended(version: InForce, moment: datetime) -> bool:
    return version.effective_to is not None and version.effective_to <= moment


def _outlasts(one: InForce, other: InForce) -> bool:
    if other.effective_to is None:
        return False
    return one.effective_to is None or one.effective_to > other.effective_to
