"""What a heading says, without what stands in it beside the headline. Pure."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from archive.text import one_line

if TYPE_CHECKING:
    from archive.ingestion.markup import Element

# Parts of a heading that are no part of the headline.
_BESIDE = frozenset(
    (
        "kicker", "overline", "topline", "eyebrow", "label", "badge", "flag", "tag", "category", "section", "hidden", "hide", "sronly", "visuallyhidden", "dachzeile",
        "spitzmarke", "subtitle", "subhead", "subheadline", "deck", "pretitle", "supertitle", "volanta", "antetitulo", "button", "share", "meta", "date", "time", "byline",
        "author", "comments", "premium", "plus", "paywall", "edit", "small", "permalink", "invisible", "headerlink", "anchor",
    )
)  # fmt: skip
_SILENT = frozenset(
    ("svg", "button", "script", "style", "time", "small", "template", "noscript", "figure", "form")
)
_INLINE = frozenset(
    (
        "b",
        "i",
        "em",
        "strong",
        "a",
        "sup",
        "sub",
        "mark",
        "q",
        "cite",
        "abbr",
        "font",
        "u",
        "wbr",
        "bdi",
        "bdo",
        "s",
        "tt",
        "code",
        "ins",
        "del",
    )
)


def heading_text(element: Element) -> str:
    """Return a heading's words without labels, hidden words and buttons in it; parts of it stand apart."""
    pieces: list[str] = []
    waiting: list[Element | str] = [*reversed(element.children)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            pieces.append(node)
        elif node.tag == "br":
            pieces.append(" ")
        elif node.tag not in _SILENT and not _is_beside(node):
            apart = "" if node.tag in _INLINE else " "
            waiting.extend([apart, *reversed(node.children), apart])
    return unmarked("".join(pieces))


def _is_beside(element: Element) -> bool:
    marks = {mark.rpartition("__")[2] for mark in element.marks()}
    squeezed = {re.sub(r"[^a-z]", "", element.attributes.get("class", "").lower())}
    hidden = "aria-hidden" in element.attributes and element.attributes["aria-hidden"] == "true"
    return hidden or bool((marks | squeezed) & _BESIDE and not marks & {"headline"})


def unmarked(value: str) -> str:
    """Return words on one line, without tags, entities and soft hyphens."""
    unescaped = value[:2000]
    for _ in range(2):
        unescaped = html.unescape(unescaped)
    if "<" in unescaped:
        unescaped = re.sub(r"</?[a-zA-Z][^<>]{0,300}>", " ", unescaped)
    return one_line(unescaped.replace("\u00ad", "").replace("\u200b", ""))
