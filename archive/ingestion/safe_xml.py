"""The one way in for XML of strangers: no DTD, no entities, nothing external, and limits on all that grows. Pure.

- A document type declaration is refused altogether, so that there are no entities to expand and nothing to fetch.
- Bytes, depth, elements, attributes of one element and seconds are limited; the parser (expat) reads piece by piece.
- Names come as ElementTree writes them: `{namespace}local`. Comments and processing instructions are dropped.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

if TYPE_CHECKING:
    from collections.abc import Iterator

_PIECE = 1 << 20  # large, since an expat before 2.6 reads a long token again for each piece
_LOOK_AT_THE_CLOCK = 1024  # elements


class XmlFailure(StrEnum):
    """Why a document isn't read: a stable code."""

    MALFORMED = "xml-malformed"
    DOCTYPE = "xml-doctype"
    TOO_LARGE = "xml-too-large"
    TOO_DEEP = "xml-too-deep"
    TOO_MANY = "xml-too-many"
    TOO_SLOW = "xml-too-slow"


class UnreadableXmlError(ValueError):
    """The document isn't read; `code` says why, and nothing of the document is in the message."""

    def __init__(self, code: XmlFailure) -> None:
        super().__init__(code.value)
        self.code = code


@dataclass(frozen=True)
class XmlLimits:
    """How much one document may take."""

    bytes: int = 8 * 1024 * 1024
    depth: int = 100
    elements: int = 300_000
    attributes: int = 100
    seconds: float = 5


DEFAULT_LIMITS = XmlLimits()


def read_xml(document: bytes | str, *, limits: XmlLimits = DEFAULT_LIMITS) -> Element:
    """Return the root element; raises UnreadableXmlError.

    Text that was decoded already is read as such, whatever encoding it declares.
    """
    content = document.encode("utf-8", "surrogatepass") if isinstance(document, str) else document
    if len(content) > limits.bytes:
        raise UnreadableXmlError(XmlFailure.TOO_LARGE)
    builder = _Builder(limits)
    try:
        parser = DefusedXMLParser(
            target=builder,
            encoding="utf-8" if isinstance(document, str) else None,
            forbid_dtd=True,
            forbid_entities=True,
            forbid_external=True,
        )
        for piece in _pieces(content):
            builder.look_at_the_clock()
            parser.feed(piece)
        root = parser.close()
    except DefusedXmlException:
        raise UnreadableXmlError(XmlFailure.DOCTYPE) from None
    except (ParseError, LookupError, ValueError) as error:  # an encoding that isn't known is a LookupError
        raise error if isinstance(error, UnreadableXmlError) else _malformed() from None
    if not isinstance(root, Element):
        raise _malformed()
    return root


def _malformed() -> UnreadableXmlError:
    return UnreadableXmlError(XmlFailure.MALFORMED)


def _pieces(content: bytes) -> Iterator[bytes]:
    for place in range(0, len(content), _PIECE):
        yield content[place : place + _PIECE]


class _Builder(TreeBuilder):
    """Builds the tree and counts what is built."""

    def __init__(self, limits: XmlLimits) -> None:
        super().__init__()
        self._limits = limits
        self._end = time.monotonic() + limits.seconds
        self._depth = self._count = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        """Open an element, unless it is one too many."""
        self._depth += 1
        self._count += 1
        if self._depth > self._limits.depth:
            raise UnreadableXmlError(XmlFailure.TOO_DEEP)
        if self._count > self._limits.elements or len(attrs) > self._limits.attributes:
            raise UnreadableXmlError(XmlFailure.TOO_MANY)
        if self._count % _LOOK_AT_THE_CLOCK == 0:
            self.look_at_the_clock()
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        """Close an element."""
        self._depth -= 1
        return super().end(tag)

    def look_at_the_clock(self) -> None:
        """Stop when the time is over."""
        if time.monotonic() > self._end:
            raise UnreadableXmlError(XmlFailure.TOO_SLOW)
