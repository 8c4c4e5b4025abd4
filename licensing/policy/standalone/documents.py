"""Documents of requests and states: their nodes by identifier, their values, and the names that other people use.

Contexts are read as those of policies are and never fetched; the addresses of the draft's own contexts are known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timezone

from licensing.policy.contexts import Names, read_context
from licensing.policy.document import check_values
from licensing.policy.errors import UnreadableError
from licensing.policy.nodes import many
from licensing.policy.standalone.times import read_moment
from licensing.policy.standalone.world import Value, Values
from licensing.policy.terms import shorten

MOST_NODES = 20_000
MOST_DEPTH = 24

IDENTITY = ("@id", "uid")
ISSUED = ("dcterms:issued", "dc:issued", "issued")
REPORT = "report:"
"""Stands before names of the compliance report model."""

_DRAFT_CONTEXTS = tuple(
    f"formal-semantics/ontology/{name}"
    for name in ("evaluation_request.json", "stow.json", "json-ld_context.json")
)
_NAMESPACES = {
    "https://w3id.org/force/sotw#": "",
    "http://w3id.org/force/sotw#": "",
    "https://ex.org/sotw#": "",
    "https://w3id.org/odrl-fs#": "",
    "sotw:": "",
    "odrl-fs:": "",
    "https://w3id.org/force/compliance-report#": REPORT,
    "http://example.com/report/temp/": REPORT,
    "http://www.w3.org/2006/time#": "time:",
    "https://www.epimorphics.com/guide-to-the-payments-ontology/": "pay:",
}
"""Vocabularies of requests, states and reports: ODRL Formal Semantics and the FORCE project's."""

Keys = dict[str, object]


class Document:
    """One document with its names and limits."""

    def __init__(self, document: object) -> None:
        if isinstance(document, list):
            document = {"@graph": document}
        if not isinstance(document, Mapping):
            raise UnreadableError("", "a JSON object is expected")
        check_values(document, levels=MOST_DEPTH)
        self.names = _names(document)
        self.keys = self.keys_of(document)
        self.graph = list(self._walk(document, 0, [0]))
        self.by_name: dict[str, Keys] = {}
        for keys in self.graph:
            name = self.identity(keys)
            if name and len(keys) > 1:
                self.by_name[name] = {**self.by_name.get(name, {}), **keys}

    def _walk(self, value: object, depth: int, count: list[int]) -> Iterator[Keys]:
        """Every node of the document, nested ones too, within the limits."""
        if depth > MOST_DEPTH:
            raise UnreadableError("", f"the document is nested more than {MOST_DEPTH} levels deep")
        if isinstance(value, list):
            for one in value:
                yield from self._walk(one, depth + 1, count)
        elif isinstance(value, Mapping):
            count[0] += 1
            if count[0] > MOST_NODES:
                raise UnreadableError("", f"the document has more than {MOST_NODES} nodes")
            keys = self.keys_of(value)
            yield keys
            for name, inner in keys.items():
                if name != "@context":
                    yield from self._walk(inner, depth + 1, count)

    # --- names ---------------------------------------------------------------------------------------------------

    def keys_of(self, node: Mapping[str, object]) -> Keys:
        """A node with its keys in short form."""
        return {self.local(key): value for key, value in self.names.keys(node).items()}

    def local(self, name: str) -> str:
        """A name without the namespaces of the vocabularies of requests and states."""
        for namespace, short in _NAMESPACES.items():
            if name.startswith(namespace):
                return short + name.removeprefix(namespace)
        return name

    def identity(self, keys: Keys) -> str:
        """The identifier of a node, in full; empty where it has none."""
        for name in IDENTITY:
            if isinstance(keys.get(name), str | Mapping):
                return self.text(keys[name], f"/{name}")
        return ""

    def types(self, keys: Keys) -> list[str]:
        """The classes of a node in short form."""
        stated = (one for name in ("@type", "type", "rdf:type") for one in many(keys.get(name)))
        return [self.local(self.names.value(self.text(one, "/@type"))) for one in stated]

    # --- values --------------------------------------------------------------------------------------------------

    def node(self, value: object) -> Keys:
        """The node that a value is or names, empty where there is none."""
        keys = self.keys_of(value) if isinstance(value, Mapping) else {}
        name = self.identity(keys) if keys else self.names.expand(value) if isinstance(value, str) else ""
        return {**self.by_name.get(name, {}), **keys}

    def text(self, value: object, pointer: str) -> str:
        """One string, a name in full."""
        return self.value(value, pointer).text

    def value(self, value: object, pointer: str) -> Value:
        """A literal or a name, with a unit where the object states one."""
        if isinstance(value, bool):
            return Value("true" if value else "false")
        if isinstance(value, str | int | float):
            return Value(self.names.expand(value) if isinstance(value, str) else str(value))
        if isinstance(value, list) and len(value) == 1:
            return self.value(value[0], pointer)
        if isinstance(value, Mapping):
            keys = self.keys_of(value)
            unit = self.text(keys["unit"], pointer) if keys.get("unit") is not None else None
            for name in ("@value", "value", "rdf:value", *IDENTITY):
                if isinstance(keys.get(name), str | int | float | bool | list | Mapping):
                    return Value(self.value(keys[name], pointer).text, unit)
        raise UnreadableError(pointer, "a name or a value is expected here")

    def values(self, value: object, pointer: str) -> Values:
        """Every value, in short form as right operands are."""
        found = (self.value(one, pointer) for one in many(value))
        return tuple(
            Value(shorten(one.text), None if one.unit is None else shorten(one.unit)) for one in found
        )

    def stated(self, keys: Keys) -> object:
        """What a node gives as its value."""
        return keys.get("value", keys.get("rdf:value"))

    def one(self, keys: Keys, name: str) -> str:
        """The one value of a member, empty where there is none."""
        found = many(keys.get(name))
        if len(found) > 1:
            raise UnreadableError(f"/{name}", f"one {name} is expected here")
        return self.text(found[0], f"/{name}") if found else ""

    def mapping(self, value: object, pointer: str) -> dict[str, object]:
        """An object whose keys are names, in full."""
        if value is None:
            return {}
        if not isinstance(value, Mapping):
            raise UnreadableError(pointer, "an object is expected here")
        return {self.names.expand(str(name)): inner for name, inner in value.items()}

    def context(self, value: object, pointer: str) -> dict[str, Values]:
        """Left operand → values."""
        if value is None:
            return {}
        if not isinstance(value, Mapping):
            raise UnreadableError(pointer, "an object of left operands is expected here")
        return {
            operand_name(key): self.values(inner, f"{pointer}/{key}")
            for key, inner in self.keys_of(value).items()
        }

    def moment(self, value: object, pointer: str) -> datetime:
        """A date-time, with a zone or without.  Raises UnreadableError for anything else."""
        node = self.node(value)
        for name in (*ISSUED, "time:inXSDDateTimeStamp", "time:inXSDDateTime"):
            if node.get(name) is not None:
                value = node[name]
        text = self.text(value, pointer)
        moment = read_moment(text)
        if moment is None or moment.length:
            raise UnreadableError(pointer, "a date-time is expected here")
        zone = None if moment.offset is None else timezone(moment.offset)
        return moment.start.replace(tzinfo=zone)


def add_values(found: dict[str, Values], more: Mapping[str, Values]) -> None:
    """Add what is said of operands elsewhere: what is said twice is one value, what differs is several."""
    for name, values in more.items():
        found[name] = tuple(dict.fromkeys((*found.get(name, ()), *values)))


def operand_name(name: str) -> str:
    """The left operand that a member or a feature of other vocabularies speaks of."""
    return FEATURES.get(name, name[:1].lower() + name[1:] if name[:1].isupper() else name)


FEATURES = {
    "TemporalData": "dateTime",
    "CurrentXSDDateTime": "dateTime",
    "currentTime": "dateTime",
    "location": "spatial",
    "Location": "spatial",
    "accumulatedTime": "meteredTime",
}
"""Features of the vocabularies of requests and states → left operands."""


def _names(document: Mapping[str, object]) -> Names:
    """The names of the document, where a prefix may also be called like a term of ODRL: no policy is read with it."""
    prefixes = {"report": "https://w3id.org/force/compliance-report#", "time": "http://www.w3.org/2006/time#"}
    known: list[object] = []
    for one in many(document.get("@context")):
        if isinstance(one, Mapping):
            short = {
                name: iri for name, iri in one.items() if isinstance(iri, str) and iri.endswith(("/", "#"))
            }
            prefixes |= {str(name): iri for name, iri in short.items() if not str(name).startswith("@")}
            known.append({name: value for name, value in one.items() if str(name) not in prefixes})
        elif not (isinstance(one, str) and one.endswith(_DRAFT_CONTEXTS)):
            known.append(one)
    names = read_context(known)
    return Names({**names.prefixes, **prefixes}, names.terms)
