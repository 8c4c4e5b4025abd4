"""``Policy`` → Turtle that reads back as the same policy: the JSON-LD of ``write_policy`` as triples, nested where it can be.

A node with a name stands for itself, unless that name is also used without or with another description: then it is
nested and says its ``odrl:uid``, since a description holds wherever the name is used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from textwrap import indent

from licensing.policy.contexts import Names, read_context
from licensing.policy.errors import UnreadableError
from licensing.policy.model import Policy
from licensing.policy.nodes import many
from licensing.policy.odrl import read_policy
from licensing.policy.odrl_duties import PARTY_FUNCTIONS
from licensing.policy.odrl_writer import UnwritableError, as_written, write_policy
from licensing.policy.terms import NAMESPACES, ODRL
from licensing.turtle.framing import Wanted, document_of

_TYPES = {
    "permission": "Permission",
    "prohibition": "Prohibition",
    "obligation": "Duty",
    "duty": "Duty",
    "remedy": "Duty",
    "consequence": "Duty",
}
"""Property → type of the rules under it."""
_NAMED = (
    frozenset(
        [
            "action",
            "target",
            "assigner",
            "assignee",
            "leftOperand",
            "operator",
            "rightOperandReference",
            "dataType",
            "profile",
            "conflict",
            "partOf",
            "rdf:value",
        ]
    )
    | PARTY_FUNCTIONS
)
"""Properties whose texts are names."""
_PREFIXES = ("odrl", "ra", "tdm", "cc", "ai", "xsd", "rdf", "dc", "dcterms")
_LOCAL = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_NOT_IN_NAMES = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ESCAPED = re.compile(r'[\\"\x00-\x1f\x7f]')


def turtle_of(policy: Policy) -> str:
    """A Turtle document that reads as ``as_written(policy)``.  Raises UnwritableError where there is none."""
    document = write_policy(policy)
    text = _Writer(document).text()
    actionless = any(not rule.action for rule in policy.rules)
    try:
        again = read_policy(document_of(text, Wanted.POLICY), actionless=actionless)
    except UnreadableError as error:
        raise UnwritableError(f"{policy.uid}: {error}") from None
    if again != as_written(policy):
        raise UnwritableError(f"{policy.uid}: no Turtle says the same")
    return text


class _Writer:
    """Writes one document; ``described`` holds what is said of each name, in order."""

    def __init__(self, document: Mapping[str, object]) -> None:
        self.document = document
        self.names: Names = read_context(document.get("@context"))
        self.used: set[str] = set(_texts(document))
        self.described: dict[str, str] = {}

    def text(self) -> str:
        """The document: prefixes, the policy, and the nodes with names that it refers to."""
        uid = self._name(str(self.document["uid"]))
        self.used.add(str(self.document["uid"]))
        kind = self._name(str(self.document["@type"]))
        policy = self._body(self.document, kind)
        bodies = {uid: policy} | self.described
        text = "".join(f"\n{name} {body} .\n" for name, body in bodies.items())
        used = [prefix for prefix in _PREFIXES if f"{prefix}:" in text]
        return "".join(f"@prefix {prefix}: <{NAMESPACES[prefix]}> .\n" for prefix in used) + text

    def _body(self, keys: Mapping[str, object], kind: str) -> str:
        stated = [f"a {kind}"] if kind else []
        for key, value in keys.items():
            if key not in {"@context", "@type", "uid"}:
                stated.append(f"{self._name(key)} {self._objects(key, value)}")
        return " ;\n    ".join(stated) or "a odrl:Constraint"

    def _objects(self, key: str, value: object) -> str:
        """The values of a property; as a list where there are none, one stands twice, or their order counts."""
        ordered = isinstance(value, Mapping) and "@list" in value
        found = [
            self._value(key, one) for one in (many(value) if ordered or isinstance(value, list) else [value])
        ]
        if found and not ordered and len(set(found)) == len(found):
            return ", ".join(found)
        items = "".join(f"\n        {indent(one, '    ').lstrip()}" for one in found)
        return f"({items}\n    )" if items else "()"

    def _value(self, key: str, value: object) -> str:
        if isinstance(value, bool):
            return "true" if value else "false"
        if not isinstance(value, Mapping):
            text = str(value)
            return self._name(text) if key in _NAMED or (key == "unit" and ":" in text) else _quoted(text)
        if "@value" in value:
            datatype = value.get("@type")
            typed = f"^^{self._name(str(datatype))}" if datatype is not None else ""
            return _quoted(str(value["@value"])) + typed
        return self._name(str(value["@id"])) if "@id" in value else self._node(key, value)

    def _node(self, key: str, value: Mapping[str, object]) -> str:
        kind = str(value.get("@type", _TYPES.get(key, "")))
        body = self._body(value, f"odrl:{kind}" if kind else "")
        uid = value.get("uid")
        if uid is None:
            return _nested(body)
        name = self._name(str(uid))
        if str(uid) in self.used or self.described.setdefault(name, body) != body:
            return _nested(f"odrl:uid {name} ;\n    {body}")
        return name

    def _name(self, text: str) -> str:
        """A full name, short where a prefix fits; words without a colon are terms of ODRL."""
        full = self.names.expand(text)
        full = full if ":" in full else ODRL + full
        if _NOT_IN_NAMES.search(full):
            raise UnwritableError(f"“{full[:200]}” is not a name")
        for prefix in _PREFIXES:
            local = full.removeprefix(NAMESPACES[prefix])
            if local != full and _LOCAL.fullmatch(local):
                return f"{prefix}:{local}"
        return f"<{full}>"


def _nested(body: str) -> str:
    return "[\n        " + indent(body, "    ").lstrip() + "\n    ]"


def _quoted(text: str) -> str:
    return '"' + _ESCAPED.sub(lambda found: _ESCAPES.get(found[0], f"\\u{ord(found[0]):04X}"), text) + '"'


def _texts(value: object) -> Iterator[str]:
    """Every text that may be the name of something, apart from the names that nodes give themselves."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if key not in {"@context", "@type", "@value", "uid"}:
                yield from _texts(inner)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
