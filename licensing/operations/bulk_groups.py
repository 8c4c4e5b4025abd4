"""Candidates of a bulk intake in groups: within one, all that a decision depends on is the same but their own columns."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from licensing.models import PolicySeries
from licensing.operations.governing import governing_set
from licensing.policy.scopes import path_within
from licensing.queries.facts import parties_in
from licensing.queries.holders import parts_of
from licensing.queries.scopes import GOVERNING_KINDS, governing_series
from licensing.queries.subjects import Subject, SubjectImage, subject_of_candidate
from licensing.queries.templates import WHICHEVER

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from archive.rights_gate import Candidate
    from licensing.policy.model import Part
    from licensing.queries.bulk_answers import Columns

Alike = tuple[int, str, "datetime", tuple[str, ...], bool, tuple[bool, ...], frozenset[int]]
"""Source, copyright line, moment of capture, feeds, whether a full copy is wanted, which path scopes match, the page's signals."""


@dataclass
class Group:
    """Candidates that are alike, the facts of one that stands for all of them, their places and their columns."""

    subject: Subject
    signals: frozenset[int]
    parts: tuple[Part, ...]
    candidates: list[Candidate] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    asked: list[Columns] = field(default_factory=list)


@dataclass
class Grouping:
    """Finds the group of a candidate, and what governs it; what was looked up is kept while this lives."""

    now: datetime
    held: dict[UUID, int | None]
    groups: dict[Alike, Group] = field(default_factory=dict)
    _plain: dict[tuple[int, str, datetime, tuple[str, ...], bool], Group] = field(default_factory=dict)
    _paths: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _signals: dict[int, frozenset[int]] = field(default_factory=dict)
    _sets: dict[tuple[Alike, frozenset[str]], int] = field(default_factory=dict)
    _members: dict[frozenset[int], int] = field(default_factory=dict)
    _parties: dict[tuple[int, str, tuple[str, ...]], frozenset[str]] = field(default_factory=dict)
    _subjects: dict[tuple[int, str, tuple[str, ...], datetime], Subject] = field(default_factory=dict)
    _holders: frozenset[str] | None = None

    def of(self, candidate: Candidate) -> Group:
        """Return the group of a candidate."""
        if self.held:
            return self.group(self.key(candidate), candidate)
        plain = (
            candidate.source_id,
            candidate.copyright_notice,
            candidate.captured_at,
            candidate.collections,
            candidate.wants_full_copy,
        )
        group = self._plain.get(plain)
        if group is None:
            group = self.group(self.key(candidate), candidate)
            if not self._path_scopes(candidate.domain):
                self._plain[plain] = group
        return group

    def key(self, candidate: Candidate) -> Alike:
        """Return what a candidate has in common with those that are decided with it."""
        scopes = self._path_scopes(candidate.domain)
        return (
            candidate.source_id,
            candidate.copyright_notice,
            candidate.captured_at,
            candidate.collections,
            candidate.wants_full_copy,
            tuple([path_within(candidate.path, scope) for scope in scopes]),
            self._held_signals(self.held.get(candidate.article_id)) if self.held else frozenset(),
        )

    def group(self, key: Alike, candidate: Candidate) -> Group:
        """Return the group with this key, begun with this candidate where it is new."""
        if key not in self.groups:
            subject = replace(self._subject(candidate), path=candidate.path)
            self.groups[key] = Group(subject, key[-1], parts_of(subject, self.now, self.now))
        return self.groups[key]

    def governing(self, key: Alike, candidate: Candidate) -> int:
        """Return the set that governs a candidate: the holders of its images may bring policies of their own."""
        parties = self._image_parties(candidate) if candidate.images else frozenset()
        if (key, parties) not in self._sets:
            group = self.group(key, candidate)
            everybody = parties | parties_in(group.parts)
            series = governing_series(group.subject, everybody)
            members = frozenset({one.pk for one in series} | group.signals)
            if members not in self._members:
                self._members[members] = governing_set(members).pk
            self._sets[key, parties] = self._members[members]
        return self._sets[key, parties]

    def _subject(self, candidate: Candidate) -> Subject:
        """Return the facts that stand for all articles of a source with a copyright line, from the same feeds."""
        key = (
            candidate.source_id,
            candidate.copyright_notice,
            candidate.collections,
            candidate.captured_at,
        )
        if key not in self._subjects:
            self._subjects[key] = replace(
                subject_of_candidate(candidate), id=WHICHEVER, address="", title="", images=()
            )
        return self._subjects[key]

    def _path_scopes(self, domain: str) -> tuple[str, ...]:
        if domain not in self._paths:
            series = PolicySeries.objects.filter(scope_kind="site", scope_value=domain)
            paths = {path for path in series.values_list("scope_path", flat=True) if path.rstrip("/")}
            self._paths[domain] = tuple(sorted(paths))
        return self._paths[domain]

    def _held_signals(self, governing: int | None) -> frozenset[int]:
        if governing is None:
            return frozenset()
        if governing not in self._signals:
            series = PolicySeries.objects.filter(scope_kind="page", memberships__governing_set=governing)
            self._signals[governing] = frozenset(series.values_list("pk", flat=True))
        return self._signals[governing]

    def _image_parties(self, candidate: Candidate) -> frozenset[str]:
        """Return the holders of a candidate's images of whom any policy speaks."""
        if self._holders is None:
            scoped = PolicySeries.objects.filter(kind__in=GOVERNING_KINDS, scope_kind="holder")
            self._holders = frozenset(scoped.values_list("scope_value", flat=True))
        if not self._holders:
            return frozenset()
        found: set[str] = set()
        for image in candidate.images:
            found |= self._line_parties(candidate, image.credit_text, image.names)
        return frozenset(found & self._holders)

    def _line_parties(self, candidate: Candidate, line: str, names: tuple[str, ...]) -> frozenset[str]:
        key = (candidate.source_id, line, names)
        if key not in self._parties:
            subject = replace(self._subject(candidate), images=(SubjectImage("", line, names),))
            pictures = parts_of(subject, self.now, self.now)[2:]
            self._parties[key] = frozenset(parties_in(pictures))
        return self._parties[key]
