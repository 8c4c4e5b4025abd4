"""Microdata and RDFa Lite items that are articles, as mappings like JSON-LD nodes. Pure, bounded.

Only properties that no other item inside holds belong to an item; a value is its element's content, datetime, link
or text, as the two standards have it.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from archive.text import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archive.ingestion.markup import Element

_LONGEST_VALUE = 1000
_LONGEST_SOURCE = 20_000  # of an element whose text is a value
_MOST_PROPERTIES = 400
_MOST_ELEMENTS = 20_000
_READ = frozenset(
    (
        "headline", "alternativeheadline", "name", "author", "creator", "datepublished", "datemodified", "datecreated", "articlesection", "publisher", "inlanguage",
        "copyrightnotice", "isaccessibleforfree", "url", "mainentityofpage", "identifier", "description", "keywords",
    )
)  # fmt: skip
_NAMES = {
    "alternativeheadline": "alternativeHeadline", "datepublished": "datePublished", "datemodified": "dateModified", "datecreated": "dateCreated",
    "articlesection": "articleSection", "inlanguage": "inLanguage", "copyrightnotice": "copyrightNotice", "isaccessibleforfree": "isAccessibleForFree",
    "mainentityofpage": "mainEntityOfPage",
}  # fmt: skip


def article_items(elements: list[Element]) -> list[tuple[Element, Mapping[str, Any]]]:
    """Return the items of article types in source order, each with its element; an item inside another is a value."""
    tops = [each for each in elements if _is_article(each)]
    return [(each, _item(each)) for each in tops[:20]]


def _is_article(element: Element) -> bool:
    kind = _kind(element).lower()
    return kind.endswith(("article", "blogposting")) and bool(kind)


def _kind(element: Element) -> str:
    written = element.attributes.get("itemtype", "") or element.attributes.get("typeof", "")
    return written.strip().split(" ")[0].rpartition("/")[2].rpartition(":")[2]


def _item(top: Element) -> dict[str, Any]:
    found: dict[str, Any] = {"@type": _kind(top)}
    waiting, seen, count = [*reversed(_children(top))], 0, 0
    while waiting and seen < _MOST_ELEMENTS and count < _MOST_PROPERTIES:
        element = waiting.pop()
        seen += 1
        scoped = "itemscope" in element.attributes or "typeof" in element.attributes
        for name in _properties(element):
            count += 1
            value = _scoped(element) if scoped else _value(element)
            if value:
                found.setdefault(name, []).append(value)
        if not scoped:
            waiting.extend(reversed(_children(element)))
    return found


def _children(element: Element) -> list[Element]:
    return [child for child in element.children if not isinstance(child, str)]


def _properties(element: Element) -> list[str]:
    written = element.attributes.get("itemprop", "") or (
        element.attributes.get("property", "") if element.tag != "meta" else ""
    )
    names = [name.rpartition(":")[2].lower() for name in written.split()[:5]]
    return [_NAMES.get(name, name) for name in names if name in _READ]


def _scoped(element: Element) -> dict[str, Any] | str:
    """Return an inner item by its kind and name."""
    for inner in islice(element.walk(), 500):
        if inner is not element and "name" in _properties(inner):
            return {"@type": _kind(element), "name": _value(inner)}
    text = _value(element)
    return {"@type": _kind(element), "name": text} if text else ""


def _value(element: Element) -> str:
    attributes = element.attributes
    for name in ("content", "datetime"):
        if attributes.get(name, "").strip():
            return attributes[name].strip()[:_LONGEST_VALUE]
    if element.tag == "link":
        return attributes.get("href", "")[:_LONGEST_VALUE]
    if element.end - element.start > _LONGEST_SOURCE:
        return ""
    return one_line(element.text())[:_LONGEST_VALUE]
