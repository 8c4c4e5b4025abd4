"""The article that a page describes in JSON-LD (schema.org), tolerantly read. Pure.

Only facts are picked: description, articleBody, keywords and alternativeHeadline are expression and stay unread.
About 3% of real blocks don't parse; they count as absent.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from archive.ingestion.markup import Element

_MOST_NODES = 2000
_ARTICLES = frozenset(("Report", "BlogPosting", "LiveBlogPosting", "SocialMediaPosting"))


def article_node(root: Element) -> Mapping[str, Any]:
    """Return the first node of an article type on the page, or an empty mapping."""
    for element in root.walk():
        if (
            element.tag != "script"
            or element.attributes.get("type", "").strip().lower() != "application/ld+json"
        ):
            continue
        for node in _nodes(_parsed("".join(child for child in element.children if isinstance(child, str)))):
            if any(_is_article(kind) for kind in strings(node.get("@type"))):
                return node
    return {}


def strings(value: object) -> list[str]:
    """Return the strings of a value that is a string or a list; a node counts by its name."""
    found = []
    for each in value if isinstance(value, list) else [value]:
        named = each.get("name") if isinstance(each, Mapping) else each
        if isinstance(named, str) and named.strip():
            found.append(named)
    return found


def first(value: object) -> str:
    """Return the first string of a value, or nothing."""
    return next(iter(strings(value)), "")


def nodes_of(value: object) -> list[Mapping[str, Any]]:
    """Return the nodes of a value that is a node or a list of them."""
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, Mapping)]


def _parsed(block: str) -> object:
    try:
        return json.loads(block)
    except (ValueError, RecursionError):
        return None


def _nodes(document: object) -> Iterator[Mapping[str, Any]]:
    waiting, seen = [document], 0
    while waiting and seen < _MOST_NODES:
        seen += 1
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, Mapping):
            yield value
            waiting.append(value.get("@graph"))
            waiting.append(value.get("mainEntity"))


def _is_article(kind: str) -> bool:
    return kind.rpartition("/")[2].endswith("Article") or kind in _ARTICLES
