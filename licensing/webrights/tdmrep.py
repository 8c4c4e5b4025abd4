"""The TDM Reservation Protocol: its file, headers, elements and metadata of files, the later before the earlier.  Pure.

Any value but 0 and 1 is as if it were not there, and what is not there never resets what was said before.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from licensing.webrights.answers import is_silence, why_unread
from licensing.webrights.observed import Draft, Observed
from licensing.webrights.patterns import everywhere, within
from licensing.webrights.robots_groups import MOST_BYTES, is_page, plain
from licensing.webrights.table import effects_of

RESERVATION, POLICY = "tdm-reservation", "tdm-policy"
MOST_RULES = 5000
_VALUES = frozenset({"0", "1"})


@dataclass(frozen=True)
class TdmRule:
    """One rule of the file: its place, its value ("" where it has none that counts), its policy's address, itself."""

    location: str
    value: str
    policy: str
    raw: str


@dataclass(frozen=True)
class Stated:
    """What one place states: the value that counts, the line it stands in, and the lines of policies beside it."""

    value: str
    raw: str
    policies: tuple[str, ...] = ()


class TdmFileError(ValueError):
    """The file is no list of rules."""


def read_file(text: str, media_type: str = "") -> tuple[TdmRule, ...]:
    """Return the rules of a tdmrep.json in their order.  Raises TdmFileError for what is no such file."""
    if len(text.encode("utf-8", "replace")) > MOST_BYTES:
        raise TdmFileError("longer than what is read of it")
    if is_page(text, media_type):
        raise TdmFileError("a page in the place of the file")
    try:
        found = json.loads(plain(text), object_pairs_hook=_once)
    except TdmFileError:
        raise
    except (ValueError, RecursionError):
        raise TdmFileError("not JSON") from None
    rules = [found] if isinstance(found, dict) else found
    if not isinstance(rules, list) or len(rules) > MOST_RULES:
        raise TdmFileError("not a list of rules")
    return tuple(_rule(one) for one in rules)


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object; which of two values of one key is meant, nobody knows."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise TdmFileError("a key is given twice")
    return found


def _rule(one: object) -> TdmRule:
    if not isinstance(one, dict):
        raise TdmFileError("a rule is an object")
    named = {key.strip().lower(): value for key, value in one.items()}
    location = named.get("location")
    if not isinstance(location, str) or not location.strip():
        raise TdmFileError("a rule without a location")
    policy = named.get(POLICY)
    raw = json.dumps(
        {key: named[key] for key in ("location", RESERVATION, POLICY) if key in named}, sort_keys=True
    )
    return TdmRule(
        location.strip(), value_of(named.get(RESERVATION)), policy if isinstance(policy, str) else "", raw
    )


def value_of(stated: object) -> str:
    """Return "0" or "1", or "" for every other value, which is as if unset; `true` and 1.0 are other values."""
    if isinstance(stated, bool | float):
        return ""
    text = str(stated).strip() if isinstance(stated, int | str) else ""
    return text if text in _VALUES else ""


def rule_for(rules: Iterable[TdmRule], address: str) -> TdmRule | None:
    """Return the first rule whose place holds the address."""
    return next((rule for rule in rules if within(rule.location, address)), None)


def location_of(
    *,
    text: str,
    status: int | None,
    failure: str,
    address: str,
    file_address: str = "",
    media_type: str = "",
) -> str:
    """Return the place in the file that speaks for an address and not for the whole site; "" where none does."""
    if is_silence(status, failure) or why_unread(status, failure):
        return ""
    try:
        rule = rule_for(read_file(text, media_type), address)
    except TdmFileError:
        return ""
    return rule.location if rule and not everywhere(rule.location, file_address) else ""


def read_tdmrep(
    *,
    text: str,
    status: int | None,
    failure: str,
    uid: str,
    location: str = "",
    file_address: str = "",
    assigner: str = "",
    media_type: str = "",
) -> Observed:
    """Read a tdmrep.json for the pages that one of its places speaks for, or else for those that a whole site's does.

    A file that is not there is silence; one that can't be read leaves mining and training in doubt.
    """
    draft = Draft(uid, assigner)
    if is_silence(status, failure):
        return draft.finished()
    why = why_unread(status, failure)
    rules: tuple[TdmRule, ...] = ()
    try:
        rules = () if why else read_file(text, media_type)
    except TdmFileError as error:
        why = str(error)
    if why:
        draft.saw(f"tdmrep.json: {why}", *effects_of("TDMRep", "tdmrep.json", "unreadable", why))
    spoken = [rule for rule in rules if rule.location == location] or [
        rule for rule in rules if everywhere(rule.location, file_address)
    ]
    for rule in spoken[:1]:
        draft.saw(rule.raw, *effects_of("TDMRep", RESERVATION, rule.value or "*"))
    return draft.finished()


def stated_in_headers(headers: Iterable[tuple[str, str]]) -> Stated | None:
    """Return what headers state; a proxy may have joined repeated ones."""
    found = list(headers)
    values = [
        (one.strip(), f"{name}: {value}")
        for name, value in found
        if name.strip().lower() == RESERVATION
        for one in value.split(",")
    ]
    policies = [f"{name}: {value}" for name, value in found if name.strip().lower() == POLICY]
    return _strictest(values, policies)


def stated_in_elements(metas: Iterable[tuple[str, str, str]]) -> Stated | None:
    """Return what the elements of a page state."""
    found = list(metas)
    values = [(content, raw) for name, content, raw in found if name.strip().lower() == RESERVATION]
    return _strictest(values, [raw for name, _, raw in found if name.strip().lower() == POLICY])


def _strictest(values: Iterable[tuple[str, str]], policies: Iterable[str]) -> Stated | None:
    counting = [(value_of(value), raw) for value, raw in values if value_of(value)]
    return Stated(*max(counting), tuple(policies)) if counting else None


def resolved(*stated: Stated | None) -> Stated | None:
    """Return what holds among places given from the weakest to the strongest; one that states nothing resets nothing."""
    return next((one for one in reversed(stated) if one is not None), None)


def saw(draft: Draft, stated: Stated) -> None:
    """Note what holds, and the addresses of policies, which are never fetched."""
    draft.saw(stated.raw, *effects_of("TDMRep", RESERVATION, stated.value))
    for line in stated.policies:
        draft.saw(line)
