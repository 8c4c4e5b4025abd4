"""Signals of a whole site: its robots.txt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licensing.webrights.observed import Draft, Effect, Observed, unreadable
from licensing.webrights.robots_groups import MOST_BYTES, Robots, disallowing, parse
from licensing.webrights.tokens import AI_ACTIONS, AI_CRAWLERS, LICENCE_NOT_READ, usage

if TYPE_CHECKING:
    from collections.abc import Iterable

_GONE = range(400, 500)
_READ = range(200, 300)
_USAGE_NAMES = {"content-usage", "content-signal"}


def read_robots(*, text: str, status: int | None, failure: str, uid: str, assigner: str = "") -> Observed:
    """Read a robots.txt for what it says about the site: AI crawlers kept from its root, and usage preferences.

    4xx is silence (RFC 9309 section 2.3.1.3); 5xx, another status and a failed fetch are unreadable.
    """
    if status in _READ and failure:
        return unreadable("", f"robots.txt was not read to its end ({failure})")
    if status is None or (status not in _READ and status not in _GONE):
        return unreadable("", f"robots.txt could not be read ({failure or status})")
    draft = Draft(uid, assigner)
    if status in _GONE:
        return draft.finished()
    if len(text.encode()) > MOST_BYTES:
        return unreadable("", "robots.txt is longer than what is read of it")
    robots = parse(text)
    for agent in AI_CRAWLERS:
        reserve(draft, robots, agent, "/")
    for name, value, raw in robots.others:
        if name in _USAGE_NAMES:
            draft.saw(raw, *usage_effects(value))
        elif name == "license":
            draft.saw(raw, LICENCE_NOT_READ)
    return draft.finished()


def reserve(draft: Draft, robots: Robots, agent: str, path: str) -> None:
    """Note that a crawler for AI may not visit a path, where it may not."""
    lines = disallowing(robots, agent, path)
    if lines:
        draft.saw(" / ".join(lines), Effect("prohibition", AI_ACTIONS))


def usage_effects(value: str) -> Iterable[Effect]:
    """Yield what a preference says: `[path] category=value, …`; a path is read as the whole site, the stricter way."""
    pieces = value.split(None, 1)
    if len(pieces) > 1 and pieces[0].startswith("/"):
        value = pieces[1]
    for one in value.split(","):
        category, equals, setting = one.partition("=")
        if one.strip():
            yield from usage(category, setting if equals else "")
