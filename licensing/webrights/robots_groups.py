"""robots.txt by RFC 9309: groups, longest match, and the raw lines that a rule came from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from licensing.webrights.patterns import matches

MOST_BYTES = 512_000
"""RFC 9309 asks for at least 500 KiB; what is longer was not read to its end."""

_USER_AGENT = {"user-agent", "user agent", "useragent"}
_DISALLOW = {"disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw"}
"""As crawlers read them, common slips included: a slip never opens what its writer closed."""
_PRODUCT = re.compile(r"\*|[\w-]+")
_LINES = re.compile(r"\r\n|\r|\n")
_RIGHTS = re.compile(
    r"rights|copyright|©|licen[cs]|reserv|2019/790|\btdm\b|text[ -]and[ -]data|mining|training|\bai\b|artificial|scrap|"
    r"prawa|zastrze|urheber|vorbehalt|droits|derechos|diritti|direitos",
    re.IGNORECASE,
)
_MOST_COMMENTS = 60


@dataclass
class Group:
    """The rules for some agents; each rule is (allowed, pattern, raw line)."""

    agents: list[tuple[str, str]] = field(default_factory=list)
    rules: list[tuple[bool, str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Directive:
    """Another line of the file: its lower-case name, its value, itself, and the agents of its group (none: global)."""

    name: str
    value: str
    raw: str
    agents: frozenset[str] = frozenset()

    def is_for(self, *agents: str) -> bool:
        """Whether it speaks to everybody or to one of these agents."""
        return not self.agents or not self.agents.isdisjoint({"*", *agents})


@dataclass(frozen=True)
class Robots:
    """A file as groups, the other directives in it, and comments that speak of rights."""

    groups: tuple[Group, ...]
    others: tuple[Directive, ...]
    comments: tuple[str, ...] = ()
    of_agent: dict[str, tuple[int, ...]] = field(default_factory=dict, repr=False, compare=False)
    """Agent → places of the groups that name it."""
    known: dict[tuple[tuple[int, ...], str], tuple[int, str] | None] = field(
        default_factory=dict, repr=False, compare=False
    )
    """What closes a path in some groups, worked out once for all agents that they are for."""


def plain(text: str) -> str:
    """Return a text without marks of order and with zero bytes gone: UTF-16 that was read as bytes has many."""
    return text.replace("\x00", "").lstrip("\ufeff\ufffe\ufffdÿþ")


def is_page(text: str, media_type: str = "") -> bool:
    """Whether an answer is a page of the site and no file: many sites answer so for what they don't have."""
    start = plain(text)[:2000].lstrip().lower()
    tagged = start.startswith(("<!doctype html", "<html", "<head", "<body", "<script", "<div"))
    return tagged or ("html" in media_type.lower() and "<rsl" not in start and "<" in start)


def parse(text: str) -> Robots:
    """Read a file; what is not a directive is passed over, as RFC 9309 asks."""
    groups: list[Group] = []
    others: list[Directive] = []
    comments: dict[str, None] = {}
    open_ = False
    for raw in _LINES.split(plain(text)):
        line, sign, comment = raw.partition("#")
        if sign and _RIGHTS.search(comment):
            comments[raw.strip()] = None
        name, colon, value = line.partition(":")
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
            agents = frozenset(name for name, _ in groups[-1].agents) if groups else frozenset[str]()
            others.append(Directive(key, value, raw.strip(), agents))
    named: dict[str, list[int]] = {}
    for place, group in enumerate(groups):
        for agent in dict.fromkeys(name for name, _ in group.agents):
            named.setdefault(agent, []).append(place)
    return Robots(
        tuple(groups),
        tuple(others),
        tuple(comments)[:_MOST_COMMENTS],
        {agent: tuple(places) for agent, places in named.items()},
    )


def _products(value: str) -> list[str]:
    """Return the product tokens of a User-agent line, without versions; some files name several, with commas."""
    found = (_PRODUCT.match(one.strip()) for one in value.lower().split(","))
    return [product[0] for product in found if product]


def disallowing(robots: Robots, agent: str, path: str) -> tuple[str, ...]:
    """Return the raw lines that keep an agent from a path (with its query), or () where it may go there."""
    wanted = agent.lower()
    groups = robots.groups
    chosen = robots.of_agent.get(wanted) or robots.of_agent.get("*", ())
    key = (chosen, path)
    if key not in robots.known:
        robots.known[key] = _closing(robots, chosen, path)
    found = robots.known[key]
    if found is None:
        return ()
    number, raw = found
    heads = tuple(line for name, line in groups[number].agents if name in {wanted, "*"})[:1]
    return (*heads, raw)


def _closing(robots: Robots, chosen: tuple[int, ...], path: str) -> tuple[int, str] | None:
    """Return the group and the line of the longest match, where it closes the path; an equal `Allow` goes before."""
    best: tuple[int, bool, tuple[int, str] | None] = (-1, True, None)
    for number in chosen:
        for allowed, pattern, raw in robots.groups[number].rules:
            if pattern and (len(pattern), allowed) > best[:2] and matches(pattern, path):
                best = (len(pattern), allowed, (number, raw))
    return None if best[1] else best[2]
