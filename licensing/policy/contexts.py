"""JSON-LD contexts, read without fetching anything: known addresses, prefixes, and a few terms of our own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from licensing.policy.errors import UnreadableError
from licensing.policy.terms import NAMESPACES, ODRL, shorten
from licensing.policy.vocabulary import actions

ODRL_CONTEXTS = frozenset(
    {
        "http://www.w3.org/ns/odrl.jsonld",
        "https://www.w3.org/ns/odrl.jsonld",
        ODRL,
        "http://www.w3.org/ns/odrl/2",
    }
)
"""Addresses of the published ODRL context."""

_OWN_TERMS = {"fromClause": "urn:rights:fromClause", "precondition": "urn:rights:precondition"}
_RDF_VALUE = frozenset({"rdf:value", "http://www.w3.org/1999/02/22-rdf-syntax-ns#value", "value"})


@dataclass(frozen=True, slots=True)
class Names:
    """How names are written in one document: its prefixes."""

    prefixes: Mapping[str, str] = field(default_factory=lambda: dict(NAMESPACES))

    def expand(self, name: str) -> str:
        """A prefixed name as a full one; others unchanged."""
        prefix, colon, rest = name.partition(":")
        namespace = self.prefixes.get(prefix) if colon and not rest.startswith("//") else None
        return name if namespace is None else namespace + rest

    def term(self, name: str) -> str:
        """The short form of a term, other vocabularies' names for an action mapped to ours."""
        short = shorten(self.expand(name))
        return actions.ALIASES.get(short, short)

    def keys(self, node: Mapping[str, object]) -> dict[str, object]:
        """A node with its keys in short form.  Raises UnreadableError where two spell the same."""
        result: dict[str, object] = {}
        for raw, value in node.items():
            key = raw if raw.startswith("@") else self._key(raw)
            if key in result:
                raise UnreadableError(f"/{raw}", f"“{key}” is given twice")
            result[key] = value
        return result

    def _key(self, raw: str) -> str:
        if raw in _RDF_VALUE:
            return "rdf:value"
        short = shorten(self.expand(raw))
        own = {"ra:fromClause": "fromClause", "ra:precondition": "precondition"}
        return own.get(short, short)


def read_context(context: object) -> Names:
    """The names of a document.  Raises UnreadableError for a foreign context or one that redefines a term."""
    prefixes = dict(NAMESPACES)
    for index, entry in enumerate(context if isinstance(context, list) else [context]):
        pointer = f"/@context/{index}"
        if entry is None:
            continue
        if isinstance(entry, str):
            if entry not in ODRL_CONTEXTS:
                raise UnreadableError(pointer, f"the context {entry} is not known and is not fetched")
            continue
        if not isinstance(entry, Mapping):
            raise UnreadableError(pointer, "a context is an address or an object")
        for name, value in entry.items():
            _define(prefixes, name, value, f"{pointer}/{name}")
    return Names(prefixes)


def _define(prefixes: dict[str, str], name: str, value: object, pointer: str) -> None:
    iri = value.get("@id") if isinstance(value, Mapping) else value
    if not isinstance(iri, str):
        raise UnreadableError(pointer, "a definition of a context needs a name")
    expanded = Names(prefixes).expand(iri)
    if name in _OWN_TERMS:
        if expanded != _OWN_TERMS[name]:
            raise UnreadableError(pointer, f"“{name}” is given another meaning")
        return
    if name.startswith("@"):
        if name in {"@vocab", "@base"} and iri in {ODRL, ""}:
            return
        raise UnreadableError(pointer, f"“{name}” is not understood here")
    if not expanded.endswith(("/", "#", ":")):
        raise UnreadableError(pointer, f"“{name}” is not a prefix, and terms are not redefined here")
    if name in NAMESPACES and expanded != NAMESPACES[name]:
        raise UnreadableError(pointer, f"the prefix “{name}” is given another meaning")
    prefixes[name] = expanded
