"""XML of strangers: no declaration of a document type, no entities, nothing external, and limits.  Pure."""

from __future__ import annotations

from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

MOST_CHARACTERS = 1_000_000
MOST_ELEMENTS = 20_000
MOST_DEPTH = 40


class UnsafeXmlError(ValueError):
    """A text that is no XML, breaks a limit, or asks for what is not done for strangers."""


def parse_xml(text: str | bytes) -> Element:
    """Return the root.  Raises UnsafeXmlError; never follows an address and never expands an entity."""
    if len(text) > MOST_CHARACTERS:
        raise UnsafeXmlError("longer than what is read of it")
    if isinstance(text, str):
        text = _undeclared(text.replace("\x00", "").lstrip("\ufeff \t\r\n")).encode("utf-8", "replace")
    parser = DefusedXMLParser(forbid_dtd=True, forbid_entities=True, forbid_external=True)
    try:
        parser.feed(text)
        root = parser.close()
    except (ParseError, DefusedXmlException, ValueError, LookupError, RecursionError):
        raise UnsafeXmlError("not XML that is read here") from None
    _measure(root)
    return root


def _undeclared(text: str) -> str:
    """Leave a declaration out: a text that is decoded already has no encoding of its own."""
    if not text.startswith("<?xml"):
        return text
    end = text.find("?>")
    return text[end + 2 :].lstrip() if end >= 0 else text


def _measure(root: Element) -> None:
    level, count = [root], 0
    for _ in range(MOST_DEPTH):
        count += len(level)
        if count > MOST_ELEMENTS:
            raise UnsafeXmlError(f"more than {MOST_ELEMENTS} elements")
        level = [child for element in level for child in element]
        if not level:
            return
    raise UnsafeXmlError(f"more than {MOST_DEPTH} levels")


def local(element: Element) -> str:
    """Return an element's name without its namespace, in lower case."""
    return str(element.tag).rpartition("}")[2].lower()


def namespace(element: Element) -> str:
    """Return an element's namespace, "" where it has none."""
    return str(element.tag).rpartition("}")[0].lstrip("{")
