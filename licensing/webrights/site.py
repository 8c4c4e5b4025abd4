"""Signals of a whole site: its robots.txt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licensing.webrights.answers import READ
from licensing.webrights.directives import OWN_AGENT
from licensing.webrights.observed import Draft, Observed, unreadable
from licensing.webrights.patterns import everywhere, within
from licensing.webrights.preferences import NAMES, SLIPS, USAGE, preference_effects
from licensing.webrights.robots_groups import (
    MOST_BYTES,
    Directive,
    Robots,
    disallowing,
    is_page,
    parse,
    plain,
)
from licensing.webrights.table import AI_CRAWLERS, effects_of

if TYPE_CHECKING:
    from collections.abc import Collection

GONE = frozenset(range(400, 500)) - {429}
"""Statuses that say that there is no file; one that asks for rest says nothing of it."""


def read_robots(
    *,
    text: str,
    status: int | None,
    failure: str,
    uid: str,
    assigner: str = "",
    media_type: str = "",
    licences: Collection[str] = (),
) -> Observed:
    """Read a robots.txt for what it says about the site: AI crawlers kept from its root, and usage preferences.

    4xx is silence (RFC 9309 section 2.3.1.3), but for 429; that, 5xx, another status, a failed fetch and a page in the file's place are
    unreadable.  `licences` are addresses of licence files that are at hand and speak for themselves.
    """
    if status in READ and failure:
        return unreadable("", f"robots.txt was not read to its end ({failure})")
    if status is None or (status not in READ and status not in GONE):
        return unreadable("", f"robots.txt could not be read ({failure or status})")
    draft = Draft(uid, assigner)
    if status in GONE:
        return draft.finished()
    if len(text.encode("utf-8", "replace")) > MOST_BYTES:
        return unreadable("", "robots.txt is longer than what is read of it")
    if is_page(text, media_type) or plain(text).lstrip().startswith("<"):
        return unreadable("", "a page was found in the place of robots.txt")
    robots = parse(text)
    if _garbled(text, robots):
        return unreadable("", "robots.txt is no text that can be read")
    _saw_site(draft, robots, licences)
    return draft.finished()


def _saw_site(draft: Draft, robots: Robots, licences: Collection[str]) -> None:
    for agent in AI_CRAWLERS:
        reserve(draft, robots, agent, "/")
    for one in robots.others:
        if one.name in NAMES:
            pattern, value = split_path(one)
            if everywhere(pattern):
                draft.saw(one.raw, *preference_effects(one.name, value, permits=one.is_for(OWN_AGENT)))
        elif one.name == "license":
            known = one.value in licences
            draft.saw(
                one.raw,
                *(() if known else effects_of("robots.txt", "License", "a file not at hand", one.value)),
            )
    for comment in robots.comments:
        draft.saw(comment)


def _garbled(text: str, robots: Robots) -> bool:
    """Whether a text is another encoding's bytes: marks of broken characters, and no line that could be read."""
    broken = text.count("\x00") + text.count("\ufffd")
    return broken * 4 > len(text) > 0 and not (robots.groups or robots.others) and bool(plain(text).strip())


def site_licences(text: str) -> tuple[str, ...]:
    """Return the addresses of the licence files that a robots.txt names, for us or for everybody."""
    return tuple(
        dict.fromkeys(one.value for one in parse(text).others if one.name == "license" and one.value)
    )


def read_path(draft: Draft, robots: Robots, address: str, path: str) -> None:
    """Note what robots.txt says of one path and not of the whole site: crawlers kept away, and preferences."""
    for agent in AI_CRAWLERS:
        if not disallowing(robots, agent, "/"):
            reserve(draft, robots, agent, path)
    for one in robots.others:
        if one.name in NAMES:
            pattern, value = split_path(one)
            if not everywhere(pattern) and within(pattern, address):
                draft.saw(one.raw, *preference_effects(one.name, value, permits=one.is_for(OWN_AGENT)))


def split_path(line: Directive) -> tuple[str, str]:
    """Part the path of a `Content-Usage: [path] preferences` line from its value; "" for the whole site."""
    pieces = line.value.split(None, 1)
    if SLIPS.get(line.name, line.name) == USAGE and pieces and pieces[0].startswith(("/", "*")):
        return pieces[0], pieces[1] if len(pieces) > 1 else ""
    return "", line.value


def reserve(draft: Draft, robots: Robots, agent: str, path: str) -> None:
    """Note that a crawler for AI may not visit a path, where it may not."""
    lines = disallowing(robots, agent, path)
    if lines:
        draft.saw(" / ".join(lines), *effects_of("robots.txt", "Disallow", "an AI crawler"))
