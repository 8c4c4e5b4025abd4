"""Directives of robots meta elements and of X-Robots-Tag.  Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from licensing.webrights.observed import Effect
from licensing.webrights.table import AI_CRAWLERS, TABLE, effects_of

OWN_AGENT = "imprimatur"
FOR_ALL = frozenset({"robots", OWN_AGENT})
_FAMILY = "robots directive"
FOR_AI = frozenset(agent.lower() for agent in AI_CRAWLERS)
_UNTIL = "unavailable_after"
_WORD = re.compile(r"[\w*.+-]+(?::[\w*.+-]*)*")
_COLON = re.compile(r"\s*[:=]\s*")
_VERSION = re.compile(r"/[\w.]+(?=\s*:)")
_FILLING = re.compile(r"[-_.+]")
_KNOWN = {_FILLING.sub("", row.name): row.name for row in TABLE if row.family == _FAMILY}
"""Directives by their letters alone, so that `no-snippet` is one too."""


def directive_effects(value: str, agent: str = "robots") -> list[Effect]:
    """Return what a list of directives does to us: those for everybody, and those for our own agent.

    What keeps a crawler for AI away reserves training and grounding, as in robots.txt.  Whatever is no part of a word
    parts the directives, so that an odd list says all that is in it.
    """
    before, until, date = _split_until(value)
    effects: list[Effect] = []
    ours = agent.lower() in FOR_ALL
    for_ai = agent.lower() in FOR_AI
    for name, argument in (*_words(f"{before} {_UNTIL}" if until else before), *_words(date)):
        if name not in _KNOWN.values():
            ours, for_ai = name in {*FOR_ALL, "*"}, name in FOR_AI
        elif for_ai:
            effects += _for_a_crawler(name)
        elif ours and name == _UNTIL:
            effects.insert(0, _unavailable(date))
        elif ours and name == "max-snippet":
            effects += snippet_limit(argument)
        elif ours:
            effects += effects_of(_FAMILY, name)
    return effects


def _for_a_crawler(name: str) -> tuple[Effect, ...]:
    """Return what a directive for a crawler for AI reserves."""
    kept_away = name in {"noindex", "none"}
    return effects_of(_FAMILY, name, "to an AI crawler") if kept_away or name in {"noai", "noimageai"} else ()


def snippet_limit(value: str) -> tuple[Effect, ...]:
    """Return what `max-snippet:` does: 0 none, -1 no limit, else that many characters."""
    try:
        characters = int(value.strip()[:20])
    except ValueError:
        return effects_of(_FAMILY, "max-snippet", "*", value.strip())
    if characters > 0:
        limit: dict[str, object] = {
            "leftOperand": "ra:characters",
            "operator": "gt",
            "rightOperand": str(characters),
        }
        [row] = effects_of(_FAMILY, "max-snippet", "N")
        return (Effect(row.rule, row.actions, (limit,)),)
    return effects_of(_FAMILY, "max-snippet", str(characters))


def _words(text: str) -> Iterable[tuple[str, str]]:
    """Yield directives with their values, and each agent before its directives; any other word says nothing.

    Only what stands before a directive and a colon is an agent: another word with a colon never takes the rest away.
    """
    tight = _COLON.sub(":", _VERSION.sub("", text.lower()))
    for token in _WORD.findall(tight):
        yield from _parts(token)


def _parts(token: str) -> Iterable[tuple[str, str]]:
    while token:
        name, _, argument = token.partition(":")
        directive = _KNOWN.get(_squeezed(name))
        if directive:
            yield directive, argument
            return
        if _squeezed(argument.partition(":")[0]) in _KNOWN:
            yield name, ""
        token = argument


def _squeezed(word: str) -> str:
    return _FILLING.sub("", word)


def _split_until(value: str) -> tuple[str, bool, str]:
    """Part the date of `unavailable_after`, which may hold commas, from what stands before it."""
    found = re.search(r"unavailable[-_ ]?after", value, re.IGNORECASE)
    if not found:
        return value, False, ""
    return value[: found.start()], True, value[found.end() :].lstrip(" \t:=")


def _unavailable(date: str) -> Effect:
    moment = _moment(date.strip())
    if moment is None:
        [unread] = effects_of(_FAMILY, _UNTIL, "*", f"{_UNTIL}: {date.strip()}")
        return unread
    after: dict[str, object] = {
        "leftOperand": "dateTime",
        "operator": "gteq",
        "rightOperand": moment.isoformat(),
    }
    [row] = effects_of(_FAMILY, _UNTIL, "a date")
    return Effect(row.rule, row.actions, (after,))


def _moment(text: str) -> datetime | None:
    """Read an ISO 8601 or RFC 822/850 date; one without a zone is in doubt and so unread."""
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        if moment.tzinfo is None:
            continue
        try:
            return moment.astimezone(UTC)
        except (OverflowError, ValueError):
            return None
    return None
