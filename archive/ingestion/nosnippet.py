"""Elements that a page keeps out of snippets (`data-nosnippet`): where they stand, and the note that they were there. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.ingestion.markup import BLOCKS
from archive.rights_gate import MetaElement

if TYPE_CHECKING:
    from archive.ingestion.markup import Element

NAME = "data-nosnippet"
_WHOLE_PAGE = MetaElement("robots", "nosnippet", f"({NAME} on all of the text)")


def kept_out(root: Element) -> list[tuple[int, int]]:
    """Return the spans of source whose text is in no excerpt: each such element, with the paragraph around an inline one.

    A sentence without some of its words would say something else, so that its paragraph goes as a whole.
    """
    return [(each.start, each.end) for each in map(_around, _marked(root))]


def notes(root: Element, *, whole: bool) -> tuple[MetaElement, ...]:
    """Return the note for each kind of element that is marked, without its text, so that like pages have like notes.

    Where they leave nothing of the text (`whole`), the page says what a `nosnippet` of its own would.
    """
    tags = dict.fromkeys(each.tag for each in _marked(root))
    found = tuple(MetaElement(NAME, "", f"<{tag} {NAME}>") for tag in list(tags)[:20])
    return (*found, _WHOLE_PAGE) if whole else found


def _marked(root: Element) -> list[Element]:
    return [each for each in root.walk() if NAME in each.attributes]


def _around(element: Element) -> Element:
    if element.tag in BLOCKS:
        return element
    return next((each for each in element.ancestors() if each.is_leaf_block()), element)
