"""What is on record together, compiled: for each action the entries of every row, and the moments that anything names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from licensing.policy.ask import Reach
from licensing.policy.compiled.entries import Entry, entry
from licensing.policy.compiled.policies import compiled
from licensing.policy.horizon import moments_of_record
from licensing.policy.model import Facts, OnRecord, PolicyKind
from licensing.policy.scopes import takes_place
from licensing.policy.values import Question

MOST_KEPT = 512
"""Sets that are kept; when there are more, all are forgotten and indexed anew as they are asked."""

_PUBLISHED = (PolicyKind.TERMS, PolicyKind.SIGNAL)


@dataclass(slots=True, eq=False)
class Plan:
    """The entries that may have a say in each row about one action, sorted by series and version."""

    reach: Reach
    house: Sequence[Entry]
    agreements: Sequence[Entry]
    statutes: Sequence[Entry]
    published: Sequence[Entry]
    captured: Sequence[Entry]
    replacing: bool
    """Whether any of them takes another's place."""
    series: frozenset[str]
    """Series that had a version at capture."""
    rows: bool = field(init=False)
    """Whether any row but the last two has anything on record."""
    sites: dict[str, Sequence[Entry]] | None = field(init=False, default=None)
    """Site → published entries, where every one is of one whole site and nothing takes another's place."""
    alone: dict[str, Entry | None] | None = field(init=False, default=None)
    """Site → its only entry where that says the same at capture, else None; only where no other row has anything."""

    def __post_init__(self) -> None:
        """Work out what no question changes."""
        self.rows = bool(self.house or self.agreements or self.statutes)
        both = (*self.published, *self.captured)
        if self.replacing or any(e.site is None for e in both):
            return
        sites = {e.site for e in both if e.site is not None}
        self.sites = {site: [e for e in self.published if e.site == site] for site in sites}
        if not self.rows:
            self.alone = {site: self._only(site) for site in sites}

    def _only(self, site: str) -> Entry | None:
        now = [e for e in self.published if e.site == site]
        then = [e for e in self.captured if e.site == site]
        then += [e for e in now if e.record.id not in self.series]
        if len(now) != 1 or now[0].lost is not None:
            return None
        return now[0] if [e.record for e in then] == [now[0].record] else None

    def publishing(self, question: Question) -> Sequence[Entry]:
        """The terms and signals in force at ``at`` that apply to the part."""
        if self.sites is None:
            return self.applying(self.published, question)
        at = question.use.at
        found = self.sites.get(question.facts.article.site, ())
        return [e for e in found if not e.timed or in_force(e.record, at)]

    def applying(self, entries: Sequence[Entry], question: Question) -> Sequence[Entry]:
        """Those in force at ``at`` whose scope covers the part, less those whose place a narrower one takes."""
        at, site = question.use.at, question.facts.article.site
        found = [
            e
            for e in entries
            if (e.site == site if e.site is not None else e.covers(question))
            and (not e.timed or in_force(e.record, at))
        ]
        return _kept(found) if self.replacing and len(found) > 1 else found

    def at_capture(self, question: Question) -> Sequence[Entry]:
        """The terms and signals that apply to the part in their versions at capture."""
        found = [e for e in self.captured if e.covers(question)]
        return _kept(found) if self.replacing and len(found) > 1 else found


def in_force(record: OnRecord, at: datetime) -> bool:
    """Whether the version is in force at a moment: its beginning included, its end not."""
    start, end = record.effective_from, record.effective_to
    return (start is None or start <= at) and (end is None or at < end)


def _kept(entries: list[Entry]) -> Sequence[Entry]:
    replacing = [e.record for e in entries if e.record.replaces]
    if not replacing:
        return entries
    return [e for e in entries if not any(takes_place(record, e.record) for record in replacing)]


class Plans(dict[Reach, Plan]):
    """The entries for each action, found when it is asked first."""

    def __init__(self, found: Callable[[Reach], Plan]) -> None:
        super().__init__()
        self._found = found

    def __missing__(self, reach: Reach) -> Plan:
        made = self[reach] = self._found(reach)
        return made


@dataclass(slots=True, eq=False)
class Governing:
    """Everything on record for a question, indexed.  The tuples are those of the facts, told by identity."""

    on_record: tuple[OnRecord, ...]
    at_capture: tuple[OnRecord, ...]
    series: frozenset[str] = field(init=False)
    """Series that had a version at capture."""
    moments: tuple[datetime, ...] = field(init=False)
    """Every moment that anything on record names, in UTC, sorted."""
    untils: tuple[datetime | None, ...] = field(init=False)
    """How many of them are over → until when an answer stands: the next one, or nothing after the last."""
    plans: Plans = field(init=False)
    """The entries for each action."""

    def __post_init__(self) -> None:
        """Gather what no question changes."""
        self.series = frozenset(record.id for record in self.at_capture)
        moments = {moment.astimezone(UTC) for r in self.on_record for moment in moments_of_record(r)}
        moments |= {moment for r in (*self.on_record, *self.at_capture) for moment in _named(r)}
        self.moments = tuple(sorted(moments))
        self.untils = (*self.moments, None)
        self.plans = Plans(self._plan)

    def _plan(self, reach: Reach) -> Plan:
        house, agreements, statutes = (
            _entries(self.on_record, (kind,), reach)
            for kind in (PolicyKind.HOUSE, PolicyKind.AGREEMENT, PolicyKind.STATUTE)
        )
        published = _entries(self.on_record, _PUBLISHED, reach)
        captured = _entries(self.at_capture, _PUBLISHED, reach)
        everything = (*self.on_record, *self.at_capture)
        replacing = any(record.replaces for record in everything)
        return Plan(reach, house, agreements, statutes, published, captured, replacing, self.series)


def _entries(records: Iterable[OnRecord], kinds: Sequence[PolicyKind], reach: Reach) -> tuple[Entry, ...]:
    """Entries of these kinds that may say anything, or take the place of one that does."""
    chosen = sorted((r for r in records if r.kind in kinds), key=lambda r: (r.id, r.content.version))
    made = [entry(record, compiled(record.content), reach) for record in chosen]
    return tuple(one for one in made if one.says or one.record.replaces)


def _named(record: OnRecord) -> tuple[datetime, ...]:
    policy = compiled(record.content)
    return policy.moments if policy is not None else ()


_GOVERNING: dict[tuple[int, int], Governing] = {}
LAST: dict[int, Governing] = {}
"""The one asked last of those that share what is on record now."""


def governing(facts: Facts) -> Governing:
    """The index of what is on record in ``facts``.  Facts that share the same tuples share it.

    The tuples are kept with it, so that their identities are not given to others as long as it is found by them; they
    are compared all the same, because an index of other tuples could permit what is forbidden.
    """
    on_record = facts.on_record
    last = LAST.get(id(on_record))
    if last is not None and last.at_capture is facts.at_capture and last.on_record is on_record:
        return last
    return _found(on_record, facts.at_capture)


def _found(on_record: tuple[OnRecord, ...], at_capture: tuple[OnRecord, ...]) -> Governing:
    """The index by both, made where there is none."""
    key = (id(on_record), id(at_capture))
    found = _GOVERNING.get(key)
    if found is not None and found.on_record is on_record and found.at_capture is at_capture:
        LAST[id(on_record)] = found
        return found
    if len(_GOVERNING) >= MOST_KEPT:
        _GOVERNING.clear()
        LAST.clear()
    made = _GOVERNING[key] = LAST[id(on_record)] = Governing(on_record, at_capture)
    return made
