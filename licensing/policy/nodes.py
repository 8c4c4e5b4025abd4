"""Values of JSON-LD nodes: one or many, strings, identifiers and parties, in the names of their document."""

from __future__ import annotations

from collections.abc import Mapping

from licensing.policy.contexts import Names
from licensing.policy.errors import UnreadableError

IDENTITY = frozenset({"@type", "type", "uid", "@id"})
"""Keys that only say which node this is."""

ANNOTATIONS = ("dc:", "dcterms:", "schema:", "rdfs:", "skos:", "vcard:")
"""Prefixes of keys that describe and never change what a policy means."""


def many(value: object) -> list[object]:
    """A value as a list: absent is none, ``@list`` and ``@set`` are opened, a single value is one."""
    if value is None:
        return []
    if isinstance(value, Mapping) and len(value) == 1 and next(iter(value)) in {"@list", "@set"}:
        return many(next(iter(value.values())))
    return list(value) if isinstance(value, list) else [value]


def foreign(keys: Mapping[str, object], allowed: frozenset[str]) -> list[str]:
    """Keys that are neither allowed here nor annotations."""
    return [key for key in keys if key not in allowed and not key.startswith(ANNOTATIONS)]


class Nodes:
    """Reads small values of one document with its names."""

    def __init__(self, names: Names) -> None:
        self.names = names

    def strings(self, value: object, pointer: str) -> list[str]:
        """Strings, or objects with an identifier or a value, as short terms."""
        return [self.names.term(one) for one in self.raw_strings(value, pointer)]

    def raw_strings(self, value: object, pointer: str) -> list[str]:
        """The same, as full names where they are written as such."""
        return [self.string(one, pointer) for one in many(value)]

    def string(self, value: object, pointer: str) -> str:
        """One string: a literal, or the identifier or value of an object."""
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

    def identifier(self, keys: Mapping[str, object], pointer: str) -> str | None:
        """``uid`` or ``@id``."""
        value = keys.get("uid", keys.get("@id"))
        return None if value is None else self.string(value, f"{pointer}/uid")

    def parties(self, value: object, pointer: str) -> list[str]:
        """Identifiers of parties, expanded to full names; a party with refinements is not understood."""
        result = []
        for one in many(value):
            if isinstance(one, Mapping) and set(self.names.keys(one)) - IDENTITY:
                raise UnreadableError(pointer, "refined parties are not understood here")
            result.append(self.names.expand(self.string(one, pointer)))
        return result

    def one_party(self, value: object, pointer: str) -> str | None:
        """The single party, if there is one."""
        found = self.parties(value, pointer)
        if len(found) > 1:
            raise UnreadableError(pointer, "one party is expected here")
        return found[0] if found else None
