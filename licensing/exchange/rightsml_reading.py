"""RightsML in its XML syntax → the JSON-LD that the policy core reads.

Every element and attribute that is not understood becomes a key that the core does not understand either: a permission
with one is inactive, a prohibition unknown (semantics.md section 1).
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from licensing.exchange.territories import as_ours
from licensing.exchange.xml_trees import Tree, read_tree, split
from licensing.policy.errors import UnreadableError
from licensing.policy.odrl_duties import PARTY_FUNCTIONS
from licensing.policy.odrl_writer import CONTEXT
from licensing.policy.terms import NAMESPACES, ODRL, RIGHTSML

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Json = dict[str, object]

_OURS = NAMESPACES["ra"]
_OLD = "http://iptc.org/std/RightsML/2011-10-07/"
_OLD_TERMS = {_OLD + "archive": ODRL + "archive"}
"""Terms of RightsML 1 that ODRL 2.2 has taken over."""
_RULES = frozenset({"permission", "prohibition", "obligation"})
_PARTIES = PARTY_FUNCTIONS | {"assigner", "assignee"}
_GROUP = frozenset({ODRL + "PartyCollection", ODRL + "Group", ODRL + "AssetCollection"})


def read_rightsml(data: bytes) -> Json:
    """The policy as JSON-LD, for ``read_policy``.  Raises UnreadableError for what is no such document."""
    tree = read_tree(data)
    return policy_in(tree, tree.root)


def policy_in(tree: Tree, root: Element) -> Json:
    """The same for an element inside another document."""
    if split(root.tag) not in {(ODRL, "Policy"), (ODRL, "policy")}:
        raise UnreadableError("", "the element o:Policy of ODRL 2 is expected")
    reader = _Reader(tree)
    document: Json = {"@context": CONTEXT, "profile": [RIGHTSML]}
    for name, value in root.attrib.items():
        reader.of_policy(document, name, value)
    document.setdefault("uid", "")
    for child in root:
        space, local = split(child.tag)
        if space == ODRL and local in _RULES:
            rules = document.setdefault(local, [])
            rules.append(reader.rule(child))  # type: ignore[attr-defined]  # made as a list one line above
        else:
            document[_strange(child.tag)] = True
    return document


def _strange(name: str) -> str:
    space, local = split(name)
    return f"{space or 'urn:xml:'}{local}"


class _Reader:
    """Reads parts of rules with the prefixes of one document."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree

    def name(self, value: str) -> str:
        """A term by its full name."""
        full = self.tree.full(value.strip())
        return _OLD_TERMS.get(full, full)

    def of_policy(self, document: Json, name: str, value: str) -> None:
        """One attribute of the policy."""
        match split(name):
            case ("", "uid"):
                document["uid"] = value
            case ("", "type"):
                document["@type"] = self.name(value)
            case ("", "conflict"):
                document["conflict"] = self.name(value)
            case ("", "profile") | (_, "profile"):
                stated = [self.name(one) for one in value.split()]
                held = document["profile"]
                document["profile"] = list(
                    dict.fromkeys([*(held if isinstance(held, list) else []), *stated])
                )
            case (space, "assigner") if space == _OURS:
                document["assigner"] = value
            case (space, "assignee") if space == _OURS:
                document["assignee"] = value.split()
            case ("", "inheritFrom"):
                document["inheritFrom"] = self.name(value)
            case _:
                document[_strange(name)] = True

    def rule(self, element: Element) -> Json:
        """A permission or prohibition."""
        rule: Json = {}
        for name, value in element.attrib.items():
            if split(name) == (_OURS, "fromClause"):
                rule["fromClause"] = value.split()
            elif split(name) == (_OURS, "uid"):
                rule["uid"] = value
            elif split(name) != ("", "id"):
                rule[_strange(name)] = True
        self._children(element, rule, {"duty": self.duty, "remedy": self.duty, "consequence": self.duty})
        return rule

    def duty(self, element: Element) -> Json:
        """A duty."""
        duty: Json = {}
        for name, value in element.attrib.items():
            if split(name) == (_OURS, "precondition"):
                duty["precondition"] = value
            elif split(name) in {("", "uid"), (_OURS, "uid")}:
                duty["uid"] = value
            elif split(name) != ("", "id"):
                duty[_strange(name)] = True
        self._children(element, duty, {"consequence": self.duty})
        return duty

    def _children(self, element: Element, into: Json, nested: dict[str, Callable[[Element], Json]]) -> None:
        for child in element:
            for key, value in self._child(child, nested):
                held = into.setdefault(key, [])
                if isinstance(held, list):
                    held.append(value)

    def _child(
        self, child: Element, nested: dict[str, Callable[[Element], Json]]
    ) -> Iterator[tuple[str, object]]:
        space, local = split(child.tag)
        if space != ODRL:
            yield _strange(child.tag), True
        elif local in nested:
            yield local, nested[local](child)
        elif local == "asset":
            yield self._related(child, "relation", frozenset({"target", "output"}))
        elif local == "party":
            yield self._related(child, "function", _PARTIES)
        elif local == "action":
            yield from self._action(child)
        elif local == "constraint":
            yield "constraint", self._constraint(child)
        else:
            yield _strange(child.tag), True

    def _related(self, child: Element, attribute: str, known: frozenset[str]) -> tuple[str, object]:
        stated = self.name(child.get(attribute, "")).removeprefix(ODRL)
        rest = set(child.attrib) - {"uid", attribute, "type", "scope", "id"}
        if stated not in known or "uid" not in child.attrib or rest:
            return _strange(child.tag), True
        named = child.attrib["uid"]
        groups = {self.name(child.get(one, "")) for one in ("type", "scope")} - {""}
        if not groups:
            return stated, named
        kind = "AssetCollection" if attribute == "relation" else "PartyCollection"
        return (stated, {"@type": kind, "uid": named}) if groups <= _GROUP else (_strange(child.tag), True)

    def _action(self, child: Element) -> Iterator[tuple[str, object]]:
        if set(child.attrib) - {"name", "id"} or not child.get("name") or len(child):
            yield _strange(child.tag), True
        if child.get("name"):
            yield "action", self.name(child.attrib["name"])

    def _constraint(self, child: Element) -> Json:
        left = self.name(child.get("name") or child.get("leftOperand") or "")
        datatype = self.name(child.get("dataType") or child.get("datatype") or "")
        right = child.get("rightOperand", "").split()
        values: list[object] = [
            as_ours(self.name(one)) if left == ODRL + "spatial" else self._value(one, datatype)
            for one in right
        ]
        found: Json = {"leftOperand": left, "operator": self.name(child.get("operator", ""))}
        found["rightOperand"] = values[0] if len(values) == 1 else values
        for name, value in child.attrib.items():
            local = split(name)[1]
            if local in {"unit", "status"} and not split(name)[0]:
                found[local] = self.name(value) if local == "unit" else value
            elif split(name) == (_OURS, "uid"):
                found["uid"] = value
            elif local not in {
                "name",
                "leftOperand",
                "operator",
                "rightOperand",
                "dataType",
                "datatype",
                "id",
            }:
                found[_strange(name)] = True
        if len(child):
            found[_strange(child[0].tag)] = True
        return found

    def _value(self, text: str, datatype: str) -> object:
        if datatype:
            return {"@value": text, "@type": datatype}
        full = self.tree.full(text)
        return {"@id": full} if full != text or text.startswith(("http://", "https://", "urn:")) else text
