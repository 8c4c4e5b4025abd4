"""The state of the world and the request, as values (draft ODRL Formal Semantics, "State of the World")."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum


class Satisfaction(StrEnum):
    """Whether a premise holds."""

    SATISFIED = "satisfied"
    UNSATISFIED = "unsatisfied"
    UNKNOWN = "unknown"


class Deontic(StrEnum):
    """What became of a duty or a prohibition."""

    NOT_SET = "not-set"
    FULFILLED = "fulfilled"
    VIOLATED = "violated"
    REMEDIED = "remedied"
    UNKNOWN = "unknown"


class Stage(StrEnum):
    """Where an event stands."""

    UPCOMING = "upcoming"
    ONGOING = "ongoing"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Value:
    """A value that the world or the request states, with its unit where one is given."""

    text: str
    unit: str | None = None


Values = tuple[Value, ...]
Links = Mapping[str, frozenset[str]]
"""Node → nodes that it belongs to."""


@dataclass(frozen=True, slots=True)
class Performed:
    """An action that somebody performed; ``times`` where it is stated as a number, ``parties`` by their function."""

    action: str
    party: str = ""
    target: str = ""
    at: datetime | None = None
    context: Mapping[str, Values] = field(default_factory=dict)
    times: int = 1
    parties: Mapping[str, str] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    """Identifiers of rules, duties and policies in whose exercise it was performed."""


@dataclass(frozen=True, slots=True)
class World:
    """What is known: the clock, who and what belongs to which collection, values, counters, duties, what was done.

    ``context`` holds values of left operands, ``stated`` those that are stated for one constraint, ``nodes`` those of
    single assets and parties; ``counts`` counters by the identifier of a rule, a constraint, a policy or an action;
    ``duties`` deontic states by the duty's identifier; ``kinds`` classes of things and their broader classes;
    ``included`` actions and those that include them, ``implied`` those that they imply; ``references`` values by the
    name of a ``rightOperandReference``.  ``zone`` is meant where a date or time names none.
    """

    now: datetime | None = None
    members: Links = field(default_factory=dict)
    context: Mapping[str, Values] = field(default_factory=dict)
    nodes: Mapping[str, Mapping[str, Values]] = field(default_factory=dict)
    counts: Mapping[str, str] = field(default_factory=dict)
    duties: Mapping[str, frozenset[Deontic]] = field(default_factory=dict)
    performed: tuple[Performed, ...] | None = None
    events: Mapping[str, Stage] = field(default_factory=dict)
    all_events: bool = False
    """Whether an event that ``events`` does not name is known not to have happened."""
    kinds: Links = field(default_factory=dict)
    included: Links = field(default_factory=dict)
    implied: Links = field(default_factory=dict)
    stated: Mapping[str, Values] = field(default_factory=dict)
    zone: timedelta | None = None
    references: Mapping[str, Values] = field(default_factory=dict)

    def collections_of(self, node: str) -> frozenset[str]:
        """Every collection that holds ``node``, directly or through others, and ``node`` itself."""
        return frozenset(_climb(self.members, node))

    def kinds_of(self, node: str) -> frozenset[str]:
        """Every class that ``node`` is an instance of, directly or through broader ones, and ``node`` itself."""
        return frozenset(_climb(self.kinds, node))

    def stage(self, event: str) -> Stage | None:
        """Where an event stands, None where it is not known."""
        return self.events.get(event, Stage.UPCOMING if self.all_events else None)


def _climb(links: Links, node: str) -> Iterator[str]:
    seen, waiting = set[str](), [node]
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.add(one)
            waiting += links.get(one, ())
    yield from seen


@dataclass(frozen=True, slots=True)
class Ask:
    """A request: who would do what with which asset, and the values that it states.

    ``kinds`` and ``included`` are what its document says of the things that it names.
    """

    id: str = ""
    rule: str = ""
    action: str = ""
    party: str = ""
    target: str = ""
    at: datetime | None = None
    context: Mapping[str, Values] = field(default_factory=dict)
    kinds: Links = field(default_factory=dict)
    included: Links = field(default_factory=dict)


def joined(*links: Links) -> Links:
    """Several sets of links as one."""
    found: dict[str, frozenset[str]] = {}
    for one in links:
        for node, others in one.items():
            found[node] = found.get(node, frozenset()) | others
    return found


def with_request(world: World, ask: Ask) -> World:
    """The world with what the request's document says of its terms; never its facts of membership or of time."""
    if not ask.kinds and not ask.included:
        return world
    return replace(world, kinds=joined(world.kinds, ask.kinds), included=joined(world.included, ask.included))
