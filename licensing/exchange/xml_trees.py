"""XML of strangers → a tree, within bounds: no document type, no entities, no external anything."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from licensing.policy.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_BYTES = 2 * 1024 * 1024
MOST_LEVELS = 32
MOST_ELEMENTS = 50_000


@dataclass
class Tree:
    """A document: its root, and the prefixes that names in attribute values may use."""

    root: Element
    prefixes: dict[str, str] = field(default_factory=dict)

    def full(self, name: str) -> str:
        """Return a name with its prefix replaced by the namespace, where the document declares one."""
        prefix, colon, local = name.partition(":")
        return self.prefixes[prefix] + local if colon and prefix in self.prefixes else name


def read_tree(data: bytes) -> Tree:
    """Return the tree.  Raises UnreadableError, with line and column where the parser names them."""
    if len(data) > MOST_BYTES:
        raise UnreadableError("", f"more than {MOST_BYTES} bytes")
    try:
        return _parsed(data)
    except ParseError as error:
        line, column = error.position
        raise UnreadableError("", f"not well-formed XML (line {line}, column {column})") from None
    except DefusedXmlException:
        raise UnreadableError("", "a document type or entities are not read") from None
    except LookupError:
        raise UnreadableError("", "the encoding is not known") from None


def _parsed(data: bytes) -> Tree:
    depth = count = 0
    found: Tree | None = None
    prefixes: dict[str, str] = {}
    for event, what in iterparse(BytesIO(data), events=("start-ns", "start", "end"), forbid_dtd=True):
        match event:
            case "start-ns":
                _declare(prefixes, what)
            case "start":
                found = found or Tree(what, prefixes)
                depth, count = depth + 1, count + 1
            case _:
                depth -= 1
        if depth > MOST_LEVELS or count > MOST_ELEMENTS:
            raise UnreadableError("", f"more than {MOST_LEVELS} levels or {MOST_ELEMENTS} elements")
    if found is None:
        raise UnreadableError("", "no element")
    return found


def _declare(prefixes: dict[str, str], declared: tuple[str, str]) -> None:
    prefix, space = declared
    if prefix and prefixes.setdefault(prefix, space) != space:
        raise UnreadableError("", f"the prefix {prefix[:40]} stands for two namespaces")


def split(name: str) -> tuple[str, str]:
    """Return the namespace and the local part of a tag or attribute."""
    if not name.startswith("{"):
        return "", name
    space, _, local = name[1:].partition("}")
    return space, local


def elements(parent: Element, space: str, local: str) -> Iterator[Element]:
    """Yield the children of one name."""
    return (child for child in parent if child.tag == f"{{{space}}}{local}")


def text_of(parent: Element | None, space: str, *path: str) -> str:
    """Return the text at a path of first children, stripped; "" where there is none."""
    place = parent
    for local in path:
        place = next(elements(place, space, local), None) if place is not None else None
    return (place.text or "").strip() if place is not None else ""


def only_xml(text: str) -> str:
    """Return a text without the characters that no XML document can hold."""
    return "".join(char for char in text if char in "\t\n\r" or (char >= " " and char not in "\ufffe\uffff"))
