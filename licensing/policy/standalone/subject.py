"""Whose values a constraint tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from licensing.policy.model import Node, Rule
from licensing.policy.standalone.world import Ask, World


@dataclass(frozen=True, slots=True)
class Subject:
    """The use as a whole, or one asset or party (``node``); ``names`` find its counters.

    ``closed``: a value that nobody states counts as no value instead of as an unknown one.
    """

    ask: Ask
    world: World
    node: str = ""
    names: tuple[str, ...] = ()
    action: str = ""
    rule: Rule | None = None
    closed: bool = False
    assignees: tuple[Node, ...] = ()
    """Who must perform a duty that names nobody itself."""
    assigner: str = ""
    """Who issued the rule: the one to compensate where a duty names nobody."""
    since: datetime | None = None
    """When a consequence or a remedy became due; what was done before is not it."""
