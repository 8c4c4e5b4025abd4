"""robots.txt by RFC 9309: groups, longest match, and the raw lines that a rule came from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

MOST_BYTES = 512 * 1024
"""RFC 9309 asks for at least 500 KiB; what is longer was not read to its end."""


@dataclass
class Group:
    """The rules for some agents; each rule is (allowed, pattern, raw line)."""

    agents: list[tuple[str, str]] = field(default_factory=list)
    rules: list[tuple[bool, str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Robots:
    """A file as groups and as the other directives in it: (lower-case name, value, raw line)."""

    groups: tuple[Group, ...]
    others: tuple[tuple[str, str, str], ...]


def parse(text: str) -> Robots:
    """Read a file; what is not a directive is passed over, as RFC 9309 asks."""
    groups: list[Group] = []
    others: list[tuple[str, str, str]] = []
    open_ = False
    for raw in text.lstrip("\ufeff").splitlines():
        name, colon, value = raw.partition("#")[0].partition(":")
        key, value = name.strip().lower(), value.strip()
        if not colon:
            continue
        if key == "user-agent":
            if not open_:
                groups.append(Group())
            groups[-1].agents.append((value.lower(), raw.strip()))
            open_ = True
        elif key in {"allow", "disallow"}:
            open_ = False
            if groups:
                groups[-1].rules.append((key == "allow", value, raw.strip()))
        else:
            others.append((key, value, raw.strip()))
    return Robots(tuple(groups), tuple(others))


def disallowing(robots: Robots, agent: str, path: str) -> tuple[str, ...]:
    """Return the raw lines that keep an agent from a path, or () where it may go there."""
    named = [g for g in robots.groups if any(a == agent.lower() for a, _ in g.agents)]
    chosen = named or [g for g in robots.groups if any(a == "*" for a, _ in g.agents)]
    best: tuple[int, bool, tuple[str, ...]] = (-1, True, ())
    for group in chosen:
        heads = tuple(raw for name, raw in group.agents if name in {agent.lower(), "*"})[:1]
        for allowed, pattern, raw in group.rules:
            if pattern and _matches(pattern, path) and (len(pattern), allowed) > best[:2]:
                best = (len(pattern), allowed, (*heads, raw))
    return () if best[1] else best[2]


def _matches(pattern: str, path: str) -> bool:
    return _compiled(pattern).match(path) is not None


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern: `*` any characters (repeats are one), a final `$` the end; no other wildcard."""
    ends = pattern.endswith("$")
    pieces = re.sub(r"\*+", "*", pattern.removesuffix("$")).split("*")
    return re.compile(".*".join(re.escape(piece) for piece in pieces) + ("$" if ends else ""))
