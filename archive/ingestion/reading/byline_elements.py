"""The names in an element that is marked as a byline. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archive.ingestion.reading.lines import pieces_of, printed_text
from archive.ingestion.reading.names import looks_like_names, names_of
from archive.text import one_line

if TYPE_CHECKING:
    from archive.ingestion.markup import Element

_SAYS_WHERE = re.compile(
    r"(?:^|[\s|•·–—-])(?:in|im|dans|en|em|w|on|(?:reviewed|checked|edited|translated|photos?|illustrations?)\s+by:?)\s*$",
    re.IGNORECASE,
)
_INNER_NAME_MARKS = frozenset(("name", "fn", "author", "authors", "writer"))
_MOST_LINKED_NAMES = 6
NOT_NAME_MARKS = frozenset(("bio", "box", "avatar", "image", "photo", "img", "comment", "comments", "follow", "share", "social", "description", "role", "title", "jobtitle", "email", "twitter", "time", "date", "caption", "credit", "related", "btn", "button", "copy", "more"))  # fmt: skip
SAYS_BY = re.compile(
    r"^(?:by|von|par|por|di|da|door|av|af|przez|tekst|text|autor|author|oprac|автор|текст|от|بقلم|كتب|文|記者|作者|기자|a cura di)\b[\s:.：]", re.IGNORECASE
)  # fmt: skip
LONGEST_LINE = 200  # characters of text


def byline_names(element: Element) -> tuple[str, ...]:
    """Return the names of a byline: of the links in it where each is a name, else of its words."""
    linked = _linked_in(element)
    text = printed_text(element)
    before = names_of(text.partition(linked[0])[0].strip(" \n,|·–—-")) if linked else ()
    if linked and all(looks_like_names(each) for each in linked) and not (before and _is_full(before[0])):
        return tuple(dict.fromkeys(name for each in linked for name in names_of(each)))
    line = re.split(r"\n\s*\n", text)[0] if len(text) > LONGEST_LINE else text
    short = line.strip()
    if len(short) > LONGEST_LINE:
        short = short.partition("\n")[0]
        if len(short) > LONGEST_LINE:
            return ()
    names = _marked_in(element, without_places(names_of(short)))
    if looks_like_names(short) or (SAYS_BY.match(short) and all(looks_like_names(name) for name in names)):
        return names
    return names[:1] if names and looks_like_names(names[0]) and _is_full(names[0]) else ()


def _linked_in(element: Element) -> list[str]:
    """Return the words of the links in a byline, up to one that says where it was published ("in News")."""
    found: list[str] = []
    said = ""
    for node in pieces_of(element):
        if node is None or isinstance(node, str):
            said += node or "\n"
        elif node.tag == "a" and node is not element:
            if found and _SAYS_WHERE.search(said):
                break
            text = one_line(node.text())
            found += [text] if text else []
            said = ""
    return found if len(found) <= _MOST_LINKED_NAMES else []


def _marked_in(element: Element, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names without what stands behind each of them, where the names are marked within the byline."""
    inner = [
        one_line(each.text())
        for each in element.walk()
        if each is not element and each.marks() & _INNER_NAME_MARKS and not each.marks() & NOT_NAME_MARKS
    ]
    marked = {name for text in inner if len(text) <= LONGEST_LINE for name in names_of(text)}
    shorter = [
        next((each for each in sorted(marked, key=len) if _is_full(each) and name.startswith(each)), name)
        for name in names
    ]
    return tuple(dict.fromkeys(shorter))


def _is_full(name: str) -> bool:
    return len(name.split()) > 1


def without_places(names: tuple[str, ...]) -> tuple[str, ...]:
    """Drop single words behind a full name: a printed byline ends with the place or the paper."""
    full = bool(names) and len(names[0].split()) > 1
    return names[:1] + tuple(
        name for name in names[1:] if not full or len(name.split()) > 1 or not name.isascii()
    )
