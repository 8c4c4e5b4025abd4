"""JSON-LD contexts, read without fetching anything: known addresses, prefixes, and terms that a document defines.

A document may name its own prefixes and terms.  It may not give a term of ODRL another meaning: such a policy is
unreadable, because whoever wrote it did not mean what we would read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from licensing.policy.errors import UnreadableError
from licensing.policy.terms import NAMESPACES, ODRL, ODRL_TERMS, OWN_TERMS, shorten
from licensing.policy.vocabulary import actions

KNOWN_CONTEXTS = frozenset(
    f"{scheme}://www.w3.org/ns/{name}"
    for scheme in ("http", "https")
    for name in (
        "odrl.jsonld",
        "odrl/2",
        "odrl/2/",
        "odrl/2/ODRL22.json",
        "odrl/2/odrl.jsonld",
        "tdmrep",
        "tdmrep#",
    )
)
"""Addresses of published contexts whose terms this core knows; nothing is ever fetched from them."""

_RDF_VALUE = frozenset({"rdf:value", "http://www.w3.org/1999/02/22-rdf-syntax-ns#value", "value"})
_HARMLESS = frozenset({"@version", "@language", "@base", "@protected"})


@dataclass(frozen=True, slots=True)
class Names:
    """How names are written in one document: its prefixes and the terms that it defines."""

    prefixes: Mapping[str, str] = field(default_factory=lambda: dict(NAMESPACES))
    terms: Mapping[str, str] = field(default_factory=dict)
    vocabulary: str = ""
    """Namespace of members without a prefix, where it is another than ODRL's (``@vocab``)."""

    def expand(self, name: str) -> str:
        """A prefixed name or a defined term as a full name; others unchanged."""
        if name in self.terms:
            return self.terms[name]
        prefix, colon, rest = name.partition(":")
        namespace = self.prefixes.get(prefix) if colon and not rest.startswith("//") else None
        return name if namespace is None else namespace + rest

    def value(self, name: str) -> str:
        """A value or an operand in short form."""
        return shorten(self.expand(name))

    def term(self, name: str) -> str:
        """The short form of an action, other vocabularies' and deprecated names mapped to ours."""
        short = self.value(name)
        return actions.ALIASES.get(short, short)

    def keys(self, node: Mapping[str, object]) -> dict[str, object]:
        """A node with its keys in short form.  Raises UnreadableError where two spell the same."""
        result: dict[str, object] = {}
        for raw, value in node.items():
            if not isinstance(raw, str):
                raise UnreadableError("", "a key is not text")
            key = raw if raw.startswith("@") else self._key(raw)
            if key in result:
                raise UnreadableError(f"/{raw}", f"“{key}” is given twice")
            result[key] = value
        return result

    def _key(self, raw: str) -> str:
        expanded = self.expand(raw)
        if expanded in _RDF_VALUE:
            return "rdf:value"
        if self.vocabulary and expanded == raw and ":" not in raw:
            return self.vocabulary + raw
        short = shorten(expanded)
        return OWN_TERMS.get(short, short)


def read_context(context: object) -> Names:
    """The names of a document.  Raises UnreadableError for a foreign context or one that redefines a term."""
    prefixes, terms = dict(NAMESPACES), dict[str, str]()
    vocabulary = _vocabulary(context)
    for index, entry in enumerate(context if isinstance(context, list) else [context]):
        pointer = f"/@context/{index}"
        if entry is None:
            continue
        if isinstance(entry, str):
            if entry not in KNOWN_CONTEXTS:
                raise UnreadableError(pointer, f"the context {entry[:200]} is not known and is not fetched")
            continue
        if not isinstance(entry, Mapping):
            raise UnreadableError(pointer, "a context is an address or an object")
        for name, value in entry.items():
            _define(prefixes, terms, str(name), value, f"{pointer}/{name}")
    return Names(prefixes, terms, vocabulary)


def _vocabulary(context: object) -> str:
    """Another vocabulary than ODRL's for members without a prefix, where no context of ODRL names those first."""
    entries = context if isinstance(context, list) else [context]
    if any(isinstance(entry, str) for entry in entries):
        return ""
    stated = [entry["@vocab"] for entry in entries if isinstance(entry, Mapping) and "@vocab" in entry]
    last = Names().expand(stated[-1]) if stated and isinstance(stated[-1], str) else ""
    return "" if shorten(f"{last}use") == "use" else last


def _define(prefixes: dict[str, str], terms: dict[str, str], name: str, value: object, pointer: str) -> None:
    if name.startswith("@"):
        if name in _HARMLESS or (name == "@vocab" and isinstance(value, str)):
            return
        raise UnreadableError(pointer, f"“{name}” is not understood here")
    meaning = _meaning(Names(prefixes, terms), name, value, pointer)
    if meaning.endswith(("/", "#", ":", "=", "?")):
        prefixes[name] = meaning
    elif ":" in name:
        # A prefixed name may be typed (as xsd or @id) but not renamed.
        if meaning != Names(prefixes).expand(name):
            raise UnreadableError(pointer, f"“{name}” is given another meaning")
    else:
        terms[name] = meaning
    if name in ODRL_TERMS and shorten(meaning) not in (name, ODRL_TERMS[name]):
        raise UnreadableError(pointer, f"“{name}” is given another meaning")


def _meaning(names: Names, name: str, value: object, pointer: str) -> str:
    """The full name that a context gives to ``name``; a definition without one only types it."""
    iri = value.get("@id", name) if isinstance(value, Mapping) else value
    if not isinstance(iri, str):
        raise UnreadableError(pointer, "a definition of a context needs a name")
    if isinstance(value, Mapping) and any(
        key in value for key in ("@reverse", "@context", "@nest", "@index")
    ):
        raise UnreadableError(pointer, "a definition of this kind is not understood here")
    expanded = names.expand(iri)
    return ODRL + expanded if expanded == name and name in ODRL_TERMS else expanded
