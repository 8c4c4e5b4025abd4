"""The state of the world and the request, as values (draft ODRL Formal Semantics, "State of the World")."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
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


@dataclass(frozen=True, slots=True)
class Value:
    """A value that the world or the request states, with its unit where one is given."""

    text: str
    unit: str | None = None


Values = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Performed:
    """An action that somebody performed; ``times`` where it is stated as a number."""

    action: str
    party: str = ""
    target: str = ""
    at: datetime | None = None
    context: Mapping[str, Values] = field(default_factory=dict)
    times: int = 1


@dataclass(frozen=True, slots=True)
class World:
    """What is known: the clock, who and what belongs to which collection, values, counters, duties, what was done.

    ``context`` holds values of left operands; ``nodes`` those of single assets and parties; ``counts`` counters by the
    identifier of a rule, a constraint, a policy or an action; ``duties`` deontic states by the duty's identifier.
    """

    now: datetime | None = None
    members: Mapping[str, frozenset[str]] = field(default_factory=dict)
    context: Mapping[str, Values] = field(default_factory=dict)
    nodes: Mapping[str, Mapping[str, Values]] = field(default_factory=dict)
    counts: Mapping[str, str] = field(default_factory=dict)
    duties: Mapping[str, frozenset[Deontic]] = field(default_factory=dict)
    performed: tuple[Performed, ...] | None = None
    events: frozenset[str] | None = None

    def collections_of(self, node: str) -> frozenset[str]:
        """Every collection that holds ``node``, directly or through others, and ``node`` itself."""
        return frozenset(self._climb(node))

    def _climb(self, node: str) -> Iterator[str]:
        seen, waiting = set[str](), [node]
        while waiting:
            one = waiting.pop()
            if one not in seen:
                seen.add(one)
                waiting += self.members.get(one, ())
        yield from seen


@dataclass(frozen=True, slots=True)
class Ask:
    """A request: who would do what with which asset, and the values that it states."""

    id: str = ""
    rule: str = ""
    action: str = ""
    party: str = ""
    target: str = ""
    at: datetime | None = None
    context: Mapping[str, Values] = field(default_factory=dict)
