"""Signals of a single page: its headers, its meta elements, and what robots.txt says of its path."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from licensing.webrights.observed import Draft, Effect, Observed, doubt
from licensing.webrights.robots_groups import MOST_BYTES, disallowing, parse
from licensing.webrights.site import reserve, usage_effects
from licensing.webrights.tokens import AI_CRAWLERS, LICENCE_NOT_READ, ROBOTS_DIRECTIVES, snippet_limit

if TYPE_CHECKING:
    from collections.abc import Iterable

    Header = tuple[str, str]
    Meta = tuple[str, str, str]

OWN_AGENT = "imprimatur"
_FOR_ALL = {"robots", OWN_AGENT}
_UNTIL = "unavailable_after"
_WITH_VALUE = {_UNTIL, "max-snippet", "max-image-preview", "max-video-preview"}


def read_page(
    *, headers: Iterable[Header], metas: Iterable[Meta], robots: str, path: str, uid: str, assigner: str = ""
) -> Observed:
    """Read what a page says of itself.  `metas` are (name, content, element as written); values never reset others."""
    draft = Draft(uid, assigner)
    seen, elements = list(headers), list(metas)
    for name, value in seen:
        if name.lower() == "x-robots-tag":
            draft.saw(f"{name}: {value}", *_directives(value))
        elif name.lower() == "content-usage":
            draft.saw(f"{name}: {value}", *usage_effects(value))
        elif name.lower() == "link" and "application/rsl+xml" in value.lower():
            draft.saw(f"{name}: {value}", LICENCE_NOT_READ)
    for name, content, raw in elements:
        if name.lower() in _FOR_ALL:
            draft.saw(raw, *_directives(content))
    _tdm(draft, seen, elements)
    _path(draft, robots, path)
    return draft.finished()


def _path(draft: Draft, robots: str, path: str) -> None:
    """Note AI crawlers that are kept from this path though not from the whole site."""
    if len(robots.encode()) > MOST_BYTES:
        return  # the site's own observation says that it is unreadable
    groups = parse(robots)
    for agent in AI_CRAWLERS:
        if not disallowing(groups, agent, "/"):
            reserve(draft, groups, agent, path)


def _tdm(draft: Draft, headers: list[Header], metas: list[Meta]) -> None:
    """TDMRep: the page's element goes before the header; other values than 0 and 1 are as if unset."""
    in_page = [(content.strip(), raw) for name, content, raw in metas if name.lower() == "tdm-reservation"]
    in_header = [(v.strip(), f"{n}: {v}") for n, v in headers if n.lower() == "tdm-reservation"]
    stated = [one for one in in_page if one[0] in {"0", "1"}] or [
        one for one in in_header if one[0] in {"0", "1"}
    ]
    if not stated:
        return
    value, raw = max(stated)
    reserved = Effect("prohibition", ("ra:mine", "ra:train"))
    draft.saw(raw, reserved if value == "1" else Effect("permission", ("ra:mine",)))
    policies = [raw for name, _, raw in metas if name.lower() == "tdm-policy"]
    policies += [f"{name}: {value}" for name, value in headers if name.lower() == "tdm-policy"]
    for line in policies:
        draft.saw(line)


def _directives(value: str) -> Iterable[Effect]:
    """Yield what a list of directives does to us: those without an agent, and those for our own."""
    agent, colon, rest = value.partition(":")
    name = agent.strip().lower()
    if colon and "," not in agent and name not in _WITH_VALUE:
        if name not in {*_FOR_ALL, "*"}:
            return
        value = rest
    before, until, date = _split_until(value)
    if until:
        yield _unavailable(date)
    for one in before.replace(";", ",").split(","):
        directive, _, argument = one.strip().lower().partition(":")
        if directive.strip() == "max-snippet":
            yield from snippet_limit(argument)
        else:
            yield from ROBOTS_DIRECTIVES.get(directive.strip(), ())


def _split_until(value: str) -> tuple[str, bool, str]:
    """Part the date of `unavailable_after`, which may hold commas, from what stands before it."""
    place = value.lower().find(_UNTIL)
    if place < 0:
        return value, False, ""
    return value[:place], True, value[place + len(_UNTIL) :].lstrip(" \t:=")


def _unavailable(date: str) -> Effect:
    moment = _moment(date.strip())
    if moment is None:
        return doubt(("use",), f"{_UNTIL}: {date.strip()}")
    after: dict[str, object] = {
        "leftOperand": "dateTime",
        "operator": "gteq",
        "rightOperand": moment.isoformat(),
    }
    return Effect("prohibition", ("use",), (after,))


def _moment(text: str) -> datetime | None:
    """Read an ISO 8601 or RFC 822/850 date; one without a zone is in doubt and so unread."""
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(text)
        except (ValueError, TypeError, IndexError):
            continue
        if moment.tzinfo is not None:
            return moment.astimezone(UTC)
    return None
