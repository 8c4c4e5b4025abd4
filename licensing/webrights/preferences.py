"""Preferences for uses: Content-Usage (a dictionary of RFC 9651) and Content-Signal.  Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

import http_sf

from licensing.webrights.observed import Effect, distinct
from licensing.webrights.table import effects_of

USAGE = "content-usage"
SIGNAL = "content-signal"
SLIPS = {"content-usages": USAGE, "content_usage": USAGE, "content-signals": SIGNAL, "content_signal": SIGNAL}
"""Names as they are misspelt: a slip never opens what its writer closed, and permits nothing."""
NAMES = frozenset({USAGE, SIGNAL, *SLIPS})
"""Names of headers, elements and lines that carry a preference, in lower case."""

LONGEST = 2000
_PAIR = re.compile(r"([\w*-]+)\s*[=:]\s*(\"[^\"]*\"?|'[^']*'?|[^\s,;]*)")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')


def preference_effects(name: str, value: str, *, permits: bool = True) -> tuple[Effect, ...]:
    """Return what a preference says: any reservation wins over a permission, and what isn't clear is in doubt.

    Where not `permits`, it speaks to somebody else: it may reserve and doesn't permit.
    """
    known = name.strip().lower()
    permits = permits and known not in SLIPS
    read = _usage if SLIPS.get(known, known) == USAGE else _signal
    found = distinct(read(value[:LONGEST]))
    reserved = {action for one in found if one.rule == "prohibition" for action in one.actions}
    return tuple(
        one for one in found if one.rule == "prohibition" or (permits and not reserved & set(one.actions))
    )


def _usage(value: str) -> Iterator[Effect]:
    """Content-Usage: tokens `n` and `y` alone count, so a string "n" is unknown; every repeat of a key is heard."""
    members = _members(value)
    if members is not None:
        for key, setting in members:
            yield from effects_of(
                "Content-Usage", key, setting if setting in {"n", "y"} else "*", f"{key}={setting}"
            )
        return
    yield from effects_of("Content-Usage", "*", "*", value)
    for key, setting in (
        _members(value.lower().rstrip(" ,;")) or ()
    ):  # what is wrong in form never reserves less
        if setting == "n":
            yield from effects_of("Content-Usage", key, "n")


def _members(value: str) -> list[tuple[str, str]] | None:
    """Every member with its token, or a mark for another type; None where it is no dictionary."""
    found: list[tuple[str, str]] = []
    try:
        http_sf.parse(value.encode("ascii", "replace"), tltype="dictionary")
        for part in _split(value):
            one = http_sf.parse(part.encode("ascii", "replace"), tltype="dictionary")
            found += [(key, _token(item)) for key, item in one.items()] if isinstance(one, dict) else []
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None
    return found


def _split(value: str) -> list[str]:
    """Part the members, so that a repeated key does not hide the one before it; commas in strings part nothing."""
    if "(" in value:
        return [value]
    hidden = _QUOTED.sub(lambda found: "_" * len(found[0]), value)
    ends = [*(place for place, sign in enumerate(hidden) if sign == ","), len(value)]
    return [value[start + 1 : end].strip() for start, end in zip([-1, *ends], ends, strict=False)]


def _token(item: object) -> str:
    bare = item[0] if isinstance(item, tuple) and item else item
    return str(bare) if isinstance(bare, http_sf.Token) else f"({type(bare).__name__})"


def _signal(value: str) -> Iterator[Effect]:
    """Content-Signal: `category=yes` or `no` in any case; what is neither is in doubt."""
    pairs = _PAIR.findall(value)
    for key, setting in pairs:
        said = setting.lower()
        yield from effects_of(
            "Content-Signal", key, said if said in {"yes", "no"} else "*", f"{key}={setting}"
        )
    if value.strip() and (not pairs or _PAIR.sub("", value).strip(" ,;")):
        yield from effects_of("Content-Signal", "*", "*", value)
