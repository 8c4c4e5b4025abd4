"""Values of JSON-LD nodes: one or many, strings, identifiers, assets and parties, in the names of their document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeGuard

from licensing.policy.contexts import Names
from licensing.policy.errors import UnreadableError

IDENTITY = frozenset({"@type", "type", "uid", "@id"})
"""Keys that only say which node this is."""

ANNOTATIONS = (
    "dc:",
    "dcterms:",
    "schema:",
    "rdfs:",
    "skos:",
    "vcard:",
    "foaf:",
    "prov:",
    "owl:",
    "dcat:",
    "adms:",
)
"""Prefixes of keys that describe and never change what a policy means."""

MOST_FOREIGN = 100
"""Keys of one object that are not understood."""

_MEANT = frozenset({"dcterms:isReplacedBy", "dc:isReplacedBy"})
"""Keys among the annotations that do change it."""


def many(value: object) -> list[object]:
    """A value as a list: absent is none, ``@list`` and ``@set`` are opened, a single value is one."""
    if value is None:
        return []
    if _is_listed(value):
        return many(next(iter(value.values())))
    if not isinstance(value, list):
        return [value]
    if len(value) == 1 and _is_listed(value[0]):  # expanded JSON-LD
        return many(value[0])
    return list(value)


def _is_listed(value: object) -> TypeGuard[Mapping[str, object]]:
    return isinstance(value, Mapping) and len(value) == 1 and next(iter(value)) in {"@list", "@set"}


def foreign(keys: Mapping[str, object], allowed: frozenset[str]) -> list[str]:
    """Keys that are neither allowed here nor annotations.  Raises UnreadableError for more than a mistake explains."""
    found = [key for key in keys if key not in allowed and not _describes(key)]
    if len(found) > MOST_FOREIGN:
        raise UnreadableError(
            "", f"more than {MOST_FOREIGN} keys of one object are not understood: “{found[0][:100]}” …"
        )
    return found


def _describes(key: str) -> bool:
    return key.startswith(ANNOTATIONS) and key not in _MEANT


class Nodes:
    """Reads small values of one document with its names; ``nameless`` assets and parties are refused unless it says so."""

    def __init__(self, names: Names, *, nameless: bool = False) -> None:
        self.names = names
        self.nameless = nameless

    def values(self, value: object, pointer: str) -> list[str]:
        """Strings, or objects with an identifier or a value, in short form."""
        return [self.names.value(one) for one in self.raw_strings(value, pointer)]

    def operands(self, value: object, pointer: str) -> list[str]:
        """Right operands: names in short form, typed and plain literals as they are written."""
        return [self._operand(one, pointer) for one in many(value)]

    def _operand(self, value: object, pointer: str) -> str:
        if isinstance(value, Mapping) and "@value" in value:
            return self.string(value, pointer)
        return self.names.value(self.string(value, pointer))

    def raw_strings(self, value: object, pointer: str) -> list[str]:
        """The same, as full names where they are written as such."""
        return [self.string(one, pointer) for one in many(value)]

    def string(self, value: object, pointer: str) -> str:
        """One string: a literal, or the identifier or value of an object, alone in a list or not."""
        if isinstance(value, list) and len(value) == 1 and not isinstance(value[0], list):
            value = value[0]
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, str | int | float):
            return str(value)
        if isinstance(value, Mapping):
            keys = self.names.keys(value)
            for key in ("@id", "uid", "@value"):
                if key in keys and not isinstance(keys[key], Mapping | list):
                    return self.string(keys[key], pointer)
        raise UnreadableError(pointer, "a term or a value is expected here")

    def text(self, keys: Mapping[str, object], name: str, pointer: str) -> str | None:
        """The one value of a property, or None.  Raises UnreadableError where there are several."""
        found = self.values(keys.get(name), f"{pointer}/{name}")
        if len(found) > 1:
            raise UnreadableError(f"{pointer}/{name}", f"one {name} is expected here")
        return found[0] if found else None

    def identifier(self, keys: Mapping[str, object], pointer: str) -> str:
        """``uid`` or ``@id``, in full; empty where there is neither."""
        value = keys.get("uid", keys.get("@id"))
        return "" if value is None or value == [] else self.names.expand(self.string(value, f"{pointer}/uid"))
