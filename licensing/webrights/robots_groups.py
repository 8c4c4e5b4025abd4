"""robots.txt by RFC 9309: groups, longest match, and the raw lines that a rule came from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import unquote

MOST_BYTES = 512_000
"""RFC 9309 asks for at least 500 KiB; what is longer was not read to its end."""

_USER_AGENT = {"user-agent", "user agent", "useragent"}
_DISALLOW = {"disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw"}
"""As crawlers read them, common slips included: a slip never opens what its writer closed."""
_PRODUCT = re.compile(r"\*|[\w-]+")


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
        if key in _USER_AGENT:
            if not open_:
                groups.append(Group())
            groups[-1].agents += [(name, raw.strip()) for name in _products(value)]
            open_ = True
        elif key == "allow" or key in _DISALLOW:
            open_ = False
            if groups:
                groups[-1].rules.append((key == "allow", value, raw.strip()))
        else:
            others.append((key, value, raw.strip()))
    return Robots(tuple(groups), tuple(others))


def _products(value: str) -> list[str]:
    """Return the product tokens of a User-agent line, without versions; some files name several, with commas."""
    found = (_PRODUCT.match(one.strip()) for one in value.lower().split(","))
    return [product[0] for product in found if product]


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
    """Match in one pass: `*` is any characters, a final `$` the end, nothing else is special.

    Not by a regular expression: a stranger's many `*` would make it backtrack for hours.
    """
    ends, path = pattern.endswith("$"), unquote(path)
    first, *pieces = unquote(pattern.removesuffix("$")).split("*")
    if not path.startswith(first):
        return False
    last = pieces.pop() if ends and pieces else None
    place = len(first)
    for piece in pieces:
        found = path.find(piece, place)
        if found < 0:
            return False
        place = found + len(piece)
    if last is not None:
        return path.endswith(last) and len(path) - len(last) >= place
    return not ends or place == len(path)
