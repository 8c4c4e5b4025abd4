"""Candidates of a bulk intake in groups: within one, all that a decision depends on is the same but their own columns."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from archive.models import Source
from licensing.models import PolicySeries
from licensing.policy.scopes import path_within
from licensing.queries.subjects import Subject, SubjectImage, subject_of_candidate
from licensing.queries.templates import WHICHEVER

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime
    from uuid import UUID

    from archive.rights_gate import Candidate
    from licensing.queries.bulk_answers import Columns

Plain = tuple[int, str, "datetime", tuple[str, ...], bool]
"""Source, copyright line, moment of capture, feeds, and whether a full copy is wanted."""
Alike = tuple[int, str, "datetime", tuple[str, ...], bool, tuple[bool, ...], frozenset[int]]
"""The same, which path scopes of the site match, and the page's signals."""


@dataclass(eq=False)
class Group:
    """Candidates that are alike, the facts of one that stands for all of them, their places and their columns.

    `pictures` are the credit lines of their images, each as an image of nobody's.
    """

    subject: Subject
    signals: frozenset[int]
    wants_full_copy: bool = False
    candidates: list[Candidate] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    asked: list[Columns] = field(default_factory=list)
    pictures: dict[SubjectImage, None] = field(default_factory=dict)


class Grouping:
    """Finds the group of a candidate; what tells groups apart is read once, for all `candidates` that may come."""

    def __init__(self, candidates: Collection[Candidate], held: dict[UUID, int | None]) -> None:
        self.groups: dict[Alike, Group] = {}
        self._held = held
        self._sources = Source.objects.select_related("publisher").in_bulk(
            {one.source_id for one in candidates}
        )
        self._paths = _path_scopes({one.domain for one in candidates})
        self._signals = _page_signals({one for one in held.values() if one is not None})
        self._plain: dict[Plain, Group] = {}

    def of(self, candidate: Candidate) -> Group:
        """Return the group of a candidate."""
        plain = _plain(candidate)
        group = None if self._held else self._plain.get(plain)
        if group is None:
            group = self._group(candidate, plain)
            if not self.told_by_path(candidate):
                self._plain[plain] = group
        return group

    def told_by_path(self, candidate: Candidate) -> bool:
        """Tell whether paths of a candidate's site tell its articles apart."""
        return candidate.domain in self._paths

    def _group(self, candidate: Candidate, plain: Plain) -> Group:
        scopes = self._paths.get(candidate.domain, ())
        signals = self._signals.get(self._held.get(candidate.article_id) or 0, frozenset())
        key = (*plain, tuple([path_within(candidate.path, scope) for scope in scopes]), signals)
        if key not in self.groups:
            subject = self._subject(candidate)
            self.groups[key] = Group(subject, signals, candidate.wants_full_copy)
        return self.groups[key]

    def _subject(self, candidate: Candidate) -> Subject:
        """Return the facts that stand for all articles of a group, which no line attributes."""
        subject = subject_of_candidate(candidate, source=self._sources[candidate.source_id])
        return replace(subject, id=WHICHEVER, address="", title="", images=())


def _plain(candidate: Candidate) -> Plain:
    return (
        candidate.source_id,
        candidate.copyright_notice,
        candidate.captured_at,
        candidate.collections,
        candidate.wants_full_copy,
    )


def _path_scopes(domains: Iterable[str]) -> dict[str, tuple[str, ...]]:
    series = PolicySeries.objects.filter(scope_kind="site", scope_value__in=set(domains))
    found: dict[str, set[str]] = {}
    for domain, path in series.values_list("scope_value", "scope_path"):
        if path.rstrip("/"):
            found.setdefault(domain, set()).add(path)
    return {domain: tuple(sorted(paths)) for domain, paths in found.items()}


def _page_signals(sets: Collection[int]) -> dict[int, frozenset[int]]:
    """Return the page's signals that govern held articles: a file that is silent takes nothing back."""
    if not sets:
        return {}
    series = PolicySeries.objects.filter(scope_kind="page", memberships__governing_set__in=sets)
    found: dict[int, set[int]] = {}
    for governing, member in series.values_list("memberships__governing_set", "pk"):
        found.setdefault(governing, set()).add(member)
    return {governing: frozenset(members) for governing, members in found.items()}
