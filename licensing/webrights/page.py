"""Signals of a single page: its headers, its meta elements, and what robots.txt says of its path."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from licensing.webrights.observed import Draft, Effect, Observed, doubt
from licensing.webrights.robots_groups import MOST_BYTES, disallowing, parse
from licensing.webrights.site import reserve, usage_effects
from licensing.webrights.tokens import (
    AI_CRAWLERS,
    LICENCE_NOT_READ,
    ROBOTS_DIRECTIVES,
    SILENT_DIRECTIVES,
    snippet_limit,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    Header = tuple[str, str]
    Meta = tuple[str, str, str]

OWN_AGENT = "imprimatur"
CUT_OFF = "(signal-cut-off)"
"""How the archive's port ends a signal that it could not hand on whole."""
_FOR_ALL = {"robots", OWN_AGENT}
_USAGE = {"content-usage", "content-signal"}
_UNTIL = "unavailable_after"
_WORD = re.compile(r"[\w*.+-]+(?::[\w*.+-]*)*")
_COLON = re.compile(r"\s*[:=]\s*")
_VERSION = re.compile(r"/[\w.]+(?=\s*:)")
_FILLING = re.compile(r"[-_.+]")
_KNOWN = {
    _FILLING.sub("", name): name for name in (*ROBOTS_DIRECTIVES, *SILENT_DIRECTIVES, "max-snippet", _UNTIL)
}
"""Directives by their letters alone, so that `no-snippet` is one too."""


def read_page(
    *, headers: Iterable[Header], metas: Iterable[Meta], robots: str, path: str, uid: str, assigner: str = ""
) -> Observed:
    """Read what a page says of itself.  `metas` are (name, content, element as written); values never reset others."""
    draft = Draft(uid, assigner)
    seen, elements = list(headers), list(metas)
    for name, value in seen:
        if name.lower() == "x-robots-tag":
            draft.saw(f"{name}: {value}", *_directives(value))
        elif name.lower() in _USAGE:
            draft.saw(f"{name}: {value}", *usage_effects(value))
        elif name.lower() == "link" and "application/rsl+xml" in value.lower():
            draft.saw(f"{name}: {value}", LICENCE_NOT_READ)
    for name, content, raw in elements:
        if name.lower() in {*_FOR_ALL, "x-robots-tag"}:
            draft.saw(raw, *_directives(content))
        elif name.lower() in _USAGE:
            draft.saw(raw, *usage_effects(content))
    for line in (*(value for _, value in seen), *(content for _, content, _ in elements)):
        if line.endswith(CUT_OFF):
            draft.saw(line, doubt(("use",), "cut off"))
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
    in_header = [
        (one.strip(), f"{name}: {value}")
        for name, value in headers
        if name.lower() == "tdm-reservation"
        for one in value.split(",")  # a proxy may have joined repeated headers
    ]
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
    """Return what a list of directives does to us: those without an agent, and those for our own.

    Whatever is no part of a word parts the directives, so that an odd list says all that is in it.
    """
    before, until, date = _split_until(value)
    effects: list[Effect] = []
    ours = True
    for name, argument in (*_words(f"{before} {_UNTIL}" if until else before), *_words(date)):
        if name not in _KNOWN.values():
            ours = name in {*_FOR_ALL, "*"}
        elif ours and name == _UNTIL:
            effects.insert(0, _unavailable(date))
        elif ours and name == "max-snippet":
            effects += snippet_limit(argument)
        elif ours:
            effects += ROBOTS_DIRECTIVES.get(name, ())
    return effects


def _words(text: str) -> Iterable[tuple[str, str]]:
    """Yield directives with their values, and each agent before its directives; any other word says nothing.

    Only what stands before a directive and a colon is an agent: another word with a colon never takes the rest away.
    """
    tight = _COLON.sub(":", _VERSION.sub("", text.lower()))
    for token in _WORD.findall(tight):
        name, _, argument = token.partition(":")
        directive = _KNOWN.get(_squeezed(name))
        if directive:
            yield directive, argument
        elif _squeezed(argument.partition(":")[0]) in _KNOWN:
            yield name, ""
            yield from _words(argument)


def _squeezed(word: str) -> str:
    return _FILLING.sub("", word)


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
