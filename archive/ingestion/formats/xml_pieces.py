"""XML of strangers piece by piece: each wanted element as it ends, so that memory holds one, whatever the document.

The same door as `archive.ingestion.safe_xml`, for what may be too long to be read whole: no DTD, no entities, nothing
external. Bytes of the document, depth, attributes, the length of one token and the size of one piece are limited.
"""

from __future__ import annotations

import zlib
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser
from django.utils.translation import gettext as _

from archive.ingestion.formats.items import BadRow
from archive.ingestion.safe_xml import UnreadableXmlError, XmlFailure

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from archive.ingestion.formats.items import Limits

_PIECE = 64 * 1024
_MOST_ATTRIBUTES = 100
_MOST_ELEMENTS = 20_000  # of one piece
XML = "{http://www.w3.org/XML/1998/namespace}"


@dataclass(frozen=True)
class Piece:
    """A wanted element, the line on which it begins and its rough size; None where it is larger than the limit."""

    line: int
    tag: str
    element: Element | None
    size: int = 0


def local(tag: str) -> str:
    """Return an element's name without its namespace."""
    return tag.rpartition("}")[2]


def pieces(stream: BinaryIO, wanted: Collection[str], limits: Limits) -> Iterator[Piece | BadRow]:
    """Yield the outermost elements of these local names (the root is wanted by `""`, as an empty element).

    A document that can't be read on ends in a bad row; what was read before it stands.
    """
    target = _Pieces(frozenset(wanted), limits)
    parser = DefusedXMLParser(target=target, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    target.parser = parser.parser
    total = since = 0
    try:
        while data := stream.read(_PIECE):
            total, since = total + len(data), since + len(data)
            before = target.events
            parser.feed(data)
            since = since if target.events == before else 0
            yield from target.taken()
            if total > limits.file_bytes or since > limits.row_bytes:
                raise UnreadableXmlError(XmlFailure.TOO_LARGE)  # noqa: TRY301 - one place says what went wrong
        parser.close()
        yield from target.taken()
    except (
        DefusedXmlException,
        UnreadableXmlError,
        ParseError,
        LookupError,
        ValueError,
        OSError,
        EOFError,
        zlib.error,
    ) as error:
        yield from target.taken()
        yield BadRow(target.line, "", _why(error))


def _why(error: Exception) -> str:
    if isinstance(error, DefusedXmlException):
        return _("The document has a document type declaration, which isn't read.")
    if isinstance(error, UnreadableXmlError) and error.code is not XmlFailure.MALFORMED:
        return _("The document is deeper or larger than the limit; what follows isn't read.")
    return _("The document isn't well-formed XML here; what follows isn't read.")


class _Pieces:
    """Builds wanted elements and forgets the rest."""

    def __init__(self, wanted: frozenset[str], limits: Limits) -> None:
        self.events = 0
        self.parser: object = None
        self._wanted, self._limits = wanted, limits
        self._depth = self._inside = self._size = self._count = self._line = 0
        self._builder: TreeBuilder | None = None
        self._tag = ""
        self._ready: deque[Piece] = deque()

    @property
    def line(self) -> int:
        """The line that the parser stands on."""
        return int(getattr(self.parser, "CurrentLineNumber", 1))

    def taken(self) -> Iterator[Piece]:
        """Yield the pieces that are ready, and forget them."""
        while self._ready:
            yield self._ready.popleft()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Open an element, unless it is one too many."""
        self.events += 1
        self._depth += 1
        if self._depth > self._limits.depth:
            raise UnreadableXmlError(XmlFailure.TOO_DEEP)
        if len(attributes) > _MOST_ATTRIBUTES:
            raise UnreadableXmlError(XmlFailure.TOO_MANY)
        if self._depth == 1 and "" in self._wanted:
            self._ready.append(Piece(self.line, tag, Element(tag, attributes)))
        if not self._inside and local(tag) in self._wanted:
            self._builder, self._inside, self._size, self._count = TreeBuilder(), self._depth, 0, 0
            self._line, self._tag = self.line, tag
        if self._inside:
            self._count += 1
            self._grow(sum(map(len, attributes.values())) + 50)
        if self._builder is not None:
            self._builder.start(tag, attributes)

    def end(self, tag: str) -> None:
        """Close an element; a wanted one is ready then."""
        self.events += 1
        if self._builder is not None:
            self._builder.end(tag)
        if self._inside == self._depth:
            element = self._builder.close() if self._builder is not None else None
            self._ready.append(Piece(self._line, self._tag, element, self._size))
            self._builder, self._inside = None, 0
        self._depth -= 1

    def data(self, text: str) -> None:
        """Take text of a wanted element."""
        self.events += 1
        if self._inside:
            self._grow(len(text))
        if self._builder is not None:
            self._builder.data(text)

    def close(self) -> None:
        """End the document."""

    def _grow(self, by: int) -> None:
        self._size += by
        if self._size > self._limits.row_bytes or self._count > _MOST_ELEMENTS:
            self._builder = None  # its end is still waited for
