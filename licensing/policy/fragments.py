"""Fragments of a decision's canonical bytes that many decisions share, each written once (``decision_text``).

What is equal is found by its values; what many decisions share as one object is found by its identity, with which it is
kept, so that as long as it is found no other object can have it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from json.encoder import encode_basestring as quoted
from typing import Generic, TypeVar

from licensing.policy.canonical import canonical_json
from licensing.policy.model import Audience, Outcome, PartKind, Saying, State
from licensing.policy.moments import written
from licensing.policy.vocabulary.sentences import remedy, say

FORMAT = 1
"""Version of the record's format."""

MOST_VALUES = 4096
MOST_OBJECTS = 8192
"""Fragments of each kind that are kept; when there are more, all are forgotten and written anew as they come."""

Key = TypeVar("Key")
Fragment = TypeVar("Fragment")
Kept = TypeVar("Kept", bound=tuple[object, ...])
Values = tuple[tuple[str, str], ...]


class ByValue(dict[Key, Fragment], Generic[Key, Fragment]):
    """Values → the fragment that they are written as."""

    def __init__(self, write: Callable[[Key], Fragment]) -> None:
        super().__init__()
        self._write = write

    def __missing__(self, key: Key) -> Fragment:
        if len(self) >= MOST_VALUES:
            self.clear()
        made = self[key] = self._write(key)
        return made


class ByIdentity(dict[int, Kept]):
    """Identity of an object → what is kept of it, the object itself among that."""

    def keep(self, item: object, kept: Kept) -> Kept:
        """``kept``, which holds the item."""
        if len(self) >= MOST_OBJECTS:
            self.clear()
        self[id(item)] = kept
        return kept


# --- of the decision and its use --------------------------------------------------------------------------------------


def _head(key: tuple[str, bool, Outcome]) -> bytes:
    consumer, hypothetical, outcome = key
    imagined = "true" if hypothetical else "false"
    return (
        f',"consumer":{quoted(consumer)},"format":{FORMAT},"hypothetical":{imagined},'
        f'"outcome":{quoted(outcome)},"parts":[{{"holders":['
    ).encode()


HEADS = ByValue(_head)
"""Consumer, whether hypothetical, outcome → what stands before the first holder of the first part."""

Told = tuple[str, str, Audience | None, int | None, frozenset[str], str | None, str | None, int | None]
"""Action, asset, audience, characters, claims, purpose, territory and words."""


def _use(key: Told) -> tuple[str, str, str]:
    action, asset, audience, characters, claims, purpose, territory, words = key
    claimed = ",".join(sorted([quoted(claim) for claim in claims]))
    return (
        f'],"use":{{"action":{quoted(action)},"asset":{quoted(asset)},"at":"',
        f'","audience":{_optional(audience)},"characters":{_number(characters)},"claims":[{claimed}],"known_at":"',
        f'","purpose":{_optional(purpose)},"territory":{_optional(territory)},"words":{_number(words)}}}',
    )


def _optional(value: str | None) -> str:
    return "null" if value is None else quoted(value)


def _number(value: int | None) -> str:
    return "null" if value is None else str(value)


USES = ByValue(_use)
"""What a use states → what stands after the parts, between its moments and after them."""


def limit(until: datetime | None, words: int | None = None) -> bytes:
    """The end of a decision: until when it stands, and the words that would be allowed."""
    ends = "null" if until is None else f'"{written(until)}"'
    return f',"valid_until":{ends},"words_allowed":{_number(words)}}}'.encode()


LIMITS = ByValue(limit)
"""Until when a decision stands → its end, where no amount of words would be allowed."""

# --- of a part and a holder -------------------------------------------------------------------------------------------


def _part_end(key: tuple[PartKind, Outcome, str]) -> bytes:
    kind, outcome, part = key
    return f'],"kind":{quoted(kind)},"outcome":{quoted(outcome)},"part":{quoted(part)}}}'.encode()


PART_ENDS = ByValue(_part_end)
"""Kind, outcome and identifier of a part → what stands after its holders."""


NO_NOTES = b'],"obstacles":['


def _named(key: tuple[str, str]) -> bytes:
    holder, name = key
    return f'],"holder":{quoted(holder)},"holder_name":{quoted(name)},"notes":['.encode() + NO_NOTES


NAMED = ByValue(_named)
"""A holder and its name → what stands between what is cited and the obstacles, where nothing is noted."""


def _texts(texts: tuple[str, ...]) -> bytes:
    return ",".join(map(quoted, texts)).encode()


TEXTS = ByValue(_texts)
"""A list of texts, without its brackets."""


def note(said: Saying) -> bytes:
    """A note or a reason."""
    return b'{"code":%b,"values":%b}' % (quoted(said.code).encode(), canonical_json(said.values))


def _ending(key: tuple[str, Values, int, int | None, Outcome]) -> bytes:
    code, values, row, quota_left, outcome = key
    return b'],"outcome":"%b","quota_left":%b,"reason":%b,"row":%d,"says":%b}' % (
        outcome.value.encode(),
        _number(quota_left).encode(),
        note(Saying(code, values)),
        row,
        quoted(say(code, values)).encode(),
    )


ENDINGS = ByValue(_ending)
"""Code and values of a reason, row, quota and outcome → what stands after the obstacles of a holder's answer."""


# --- of an obstacle ---------------------------------------------------------------------------------------------------


def _standing(key: tuple[str, Outcome, bool]) -> bytes:
    code, outcome, overridden = key
    over = "true" if overridden else "false"
    return f',"code":{quoted(code)},"outcome":{quoted(outcome)},"overridden":{over},"premises":['.encode()


STANDINGS = ByValue(_standing)
"""Code, outcome and whether overridden → what stands before the premises of an obstacle."""


def _remedied(key: tuple[str, Values, int]) -> bytes:
    code, values, row = key
    return b'],"remedy":%b,"row":%d,"says":%b,"values":%b}' % (
        quoted(remedy(code, values)).encode(),
        row,
        quoted(say(code, values)).encode(),
        canonical_json(values),
    )


REMEDIED = ByValue(_remedied)
"""Code, values and row → what stands after the premises of an obstacle."""


def _tested(key: tuple[str, str, str, State, str]) -> bytes:
    note_, operator, right, state, what = key
    return (
        f',"note":{quoted(note_)},"operator":{quoted(operator)},"right":{quoted(right)},'
        f'"state":{quoted(state)},"what":{quoted(what)}}}'
    ).encode()


TESTED = ByValue(_tested)
"""A premise after what stands on its left side."""


def _premise(key: tuple[str, tuple[str, str, str, State, str]]) -> bytes:
    left, rest = key
    return b'{"left":%b%b' % (quoted(left).encode(), _tested(rest))


PREMISES = ByValue(_premise)
"""The left side of a premise, and the rest of it → the whole."""
