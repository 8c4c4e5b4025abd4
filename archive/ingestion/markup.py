"""HTML as a tree that knows where in the source each element stands. Pure, without recursion.

The standard parser is used because it gives positions: a notice is kept as the bytes of its fragment, and lxml has
only line numbers. It is no validator; what it can't place stays text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from archive.choices import CaptureFailure
from archive.ingestion.network import FetchError

if TYPE_CHECKING:
    from collections.abc import Iterator

_VOID = frozenset(
    (
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    )
)
BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol",
    "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
_CLOSES_A_PARAGRAPH = BLOCKS - {"html", "body", "td", "th", "tr", "tbody", "thead", "tfoot", "dd", "dt", "li"}
_CLOSES_ITS_LIKE = frozenset(("li", "p", "dd", "dt", "tr", "td", "th", "option"))
_SILENT = frozenset(("script", "style", "template", "noscript", "head"))
_LINE_BREAK = re.compile("\n")
_MOST_STRAY_MARKS = 200
_MOST_ELEMENTS = 100_000
_MOST_ATTRIBUTES = 1000  # of one element; libxml2 compares each with all others
_DEEPEST = 256  # what is deeper hangs on the last element that fits, as browsers do it


@dataclass(eq=False)
class Element:
    """One element; `start` to `end` is its source with tags, `inner_start` to `inner_end` without, in code points."""

    tag: str
    attributes: dict[str, str]
    start: int
    inner_start: int
    parent: Element | None = None
    inner_end: int = -1
    end: int = -1
    holds_block: bool = False
    inside: frozenset[str] = frozenset()  # the kinds of the elements around it
    children: list[Element | str] = field(default_factory=list, repr=False)
    _marks: set[str] | None = field(default=None, repr=False)

    def walk(self) -> Iterator[Element]:
        """Yield this element and all below it in source order."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting.extend(child for child in reversed(element.children) if isinstance(child, Element))

    def text(self) -> str:
        """Return the text as written, a line break for each `<br>`; scripts and styles are silent."""
        pieces: list[str] = []
        waiting: list[Element | str] = [self]
        while waiting:
            node = waiting.pop()
            if isinstance(node, str):
                pieces.append(node)
            elif node.tag == "br":
                pieces.append("\n")
            elif node.tag not in _SILENT or node is self:
                waiting.extend(reversed(node.children))
        return "".join(pieces)

    def kinds(self) -> set[str]:
        """Return what it is for the elements inside: its tag, and what its role or itemprop makes of it."""
        kinds = {self.tag}
        if self.attributes.get("role", "").lower() == "contentinfo":
            kinds.add("footer")
        if "articlebody" in self.attributes.get("itemprop", "").lower().split():
            kinds.add("article")
        return kinds

    def ancestors(self) -> Iterator[Element]:
        """Yield the elements that this one is in, the nearest first."""
        element = self.parent
        while element is not None:
            yield element
            element = element.parent

    def marks(self) -> set[str]:
        """Return the lower-cased words of class, id, itemprop and role; the set is shared, nobody may change it."""
        if self._marks is None:
            written = " ".join(
                self.attributes[name]
                for name in ("class", "id", "itemprop", "role")
                if name in self.attributes
            )
            self._marks = set(written.lower().replace("-", " ").replace("_", " ").split())
        return self._marks

    def is_leaf_block(self) -> bool:
        """Tell whether this is a block that has no block inside."""
        return self.tag in BLOCKS and not self.holds_block


def read_markup(source: str) -> Element:
    """Return the root of the tree; raises FetchError for a source that is made to keep a parser busy."""
    _refuse_a_trap(source)
    builder = _Builder(source)
    try:
        builder.feed(source)
        builder.close()
    except AssertionError:  # how the standard parser says that it doesn't know a declaration (`<![doctype `)
        raise FetchError(CaptureFailure.NOT_HTML) from None
    return builder.finished()


def _refuse_a_trap(source: str) -> None:
    """Refuse sources with many marks that are opened and never closed: the parser looks for each end to the last."""
    last_tag_end = source.rfind(">")
    last_comment_end = source.rfind("-->")
    stray = (
        source.count("<", last_tag_end + 1) > _MOST_STRAY_MARKS
        or source.count("<!--", last_comment_end + 1) > _MOST_STRAY_MARKS
        or source.count("<![") > _MOST_STRAY_MARKS
    )
    if stray:
        raise FetchError(CaptureFailure.NOT_HTML)


class _Builder(HTMLParser):
    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self._source = source
        self._lines = [0, *(each.end() for each in _LINE_BREAK.finditer(source))]
        self._root = Element("", {}, 0, 0)
        self._open = [self._root]
        self._depth: dict[str, int] = {}
        self._count = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if len(attrs) > _MOST_ATTRIBUTES:
            raise FetchError(CaptureFailure.TOO_LARGE)
        start = self._place()
        self._imply_ends(tag, start)
        attributes: dict[str, str] = {}
        for name, value in attrs:
            attributes.setdefault(name, value or "")  # the first of two wins, as in browsers
        inner = start + len(self.get_starttag_text() or "")
        element = Element(tag, attributes, start, inner, self._open[-1], inside=self._inside())
        self._place_below(element)
        if tag in _VOID or len(self._open) >= _DEEPEST:
            element.inner_end = element.end = inner
        else:
            self._open.append(element)
            self._depth[tag] = self._depth.get(tag, 0) + 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)  # in HTML the slash means nothing

    def handle_endtag(self, tag: str) -> None:
        if not self._depth.get(tag):
            return
        start = self._place()
        end = self._source.find(">", start) + 1 or len(self._source)
        while self._open[-1].tag != tag:
            self._close(start, start)
        self._close(start, end)

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)

    def finished(self) -> Element:
        length = len(self._source)
        while len(self._open) > 1:
            self._close(length, length)
        self._root.inner_end = self._root.end = length
        return self._root

    def _inside(self) -> frozenset[str]:
        outer = self._open[-1]
        kinds = outer.kinds()
        return outer.inside if kinds <= outer.inside else outer.inside | kinds

    def _place_below(self, element: Element) -> None:
        self._count += 1
        if self._count > _MOST_ELEMENTS:
            raise FetchError(CaptureFailure.TOO_LARGE)
        self._open[-1].children.append(element)
        if element.tag in BLOCKS:
            for outer in reversed(self._open):
                if outer.holds_block:
                    break
                outer.holds_block = True

    def _imply_ends(self, tag: str, place: int) -> None:
        last = self._open[-1].tag
        if (last == "p" and tag in _CLOSES_A_PARAGRAPH) or (last == tag and tag in _CLOSES_ITS_LIKE):
            self._close(place, place)

    def _close(self, inner_end: int, end: int) -> None:
        element = self._open.pop()
        element.inner_end, element.end = inner_end, end
        self._depth[element.tag] -= 1

    def _place(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column
