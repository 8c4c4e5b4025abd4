"""The lines of a page as readers see them: text between the borders of blocks and line breaks. Pure, bounded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.ingestion.markup import BLOCKS
from archive.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.ingestion.markup import Element

_SILENT = frozenset(
    (
        "script", "style", "template", "noscript", "head", "title", "svg", "select", "option", "textarea", "button", "iframe", "object", "figure",
        "figcaption",
    )
)  # fmt: skip
_LONGEST = 300  # characters kept of a line
_MOST = 20_000


@dataclass(frozen=True)
class Line:
    """The beginning of one printed line; `start` is where the element that it is in begins, or the last before it."""

    text: str
    start: int
    element: Element


def printed_lines(top: Element) -> list[Line]:
    """Return what is printed in an element, line by line; captions, menus of forms and scripts aren't."""
    found: list[Line] = []
    pieces: list[str] = []
    place = top
    for node in pieces_of(top):
        if isinstance(node, str):
            pieces.append(node)
        elif node is None:
            text = one_line("".join(pieces)[: 4 * _LONGEST])[:_LONGEST]
            pieces = []
            if text:
                found.append(Line(text, place.start, place))
                if len(found) >= _MOST:
                    break
        elif not pieces or not "".join(pieces[:40]).strip():
            place = node
    return found


def printed_text(element: Element) -> str:
    """Return an element's words, a line break wherever a reader sees one."""
    return "\n".join(line.text for line in printed_lines(element))


def pieces_of(top: Element) -> Iterator[str | Element | None]:
    """Yield printed words, elements as they begin, and None where a line ends."""
    waiting: list[str | Element | None] = [None, top]
    while waiting:
        node = waiting.pop()
        if node is None or isinstance(node, str):
            yield node
        elif node.tag == "br":
            yield None
        elif node.tag not in _SILENT or node is top:
            ends = node.tag in BLOCKS
            if ends:
                yield None
                waiting.append(None)
            yield node
            waiting.extend(reversed(node.children))
