"""The article that a page describes in JSON-LD (schema.org), tolerantly read. Pure.

About 3% of real blocks don't parse as they stand: they are mended where that is sure, else they count as absent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from archive.ingestion.reading.tolerant_json import parsed
from archive.text import one_line

_MOST_NODES = 2000
_MOST_BLOCKS = 60
_ARTICLES = frozenset(
    (
        "report",
        "blogposting",
        "liveblogposting",
        "socialmediaposting",
        "analysisnewsarticle",
        "reportagenewsarticle",
        "review",
    )
)
_LESS_SURE = frozenset(
    (
        "webpage",
        "itempage",
        "videoobject",
        "newsvideo",
        "creativework",
        "recipe",
        "podcastepisode",
        "imagegallery",
        "mediagallery",
    )
)
_BELOW = (
    "@graph",
    "mainEntity",
    "mainEntityOfPage",
    "itemListElement",
    "item",
    "hasPart",
    "subjectOf",
    "liveBlogUpdate",
)


def linked_nodes(blocks: Iterable[str]) -> tuple[list[Mapping[str, Any]], int, int]:
    """Return the nodes of JSON-LD blocks in order, how many blocks were mended, and how many couldn't be read."""
    found: list[Mapping[str, Any]] = []
    mended = unreadable = 0
    for block in list(blocks)[:_MOST_BLOCKS]:
        if not block.strip():
            continue
        value, by_mending = parsed(block)
        unreadable += value is None
        mended += value is not None and by_mending
        found.extend(_nodes(value))
    return found, mended, unreadable


def article_node(
    nodes: list[Mapping[str, Any]], addresses: frozenset[str] = frozenset(), title: str = ""
) -> Mapping[str, Any]:
    """Return the node of the page's own article, or an empty mapping.

    Of several, the one that names one of the page's addresses goes first, then the one whose headline is in the title,
    then an article before a mere page, then the one that says most.
    """
    articles = [
        (_rank(node, addresses, title), -place, node) for place, node in enumerate(nodes) if _sureness(node)
    ]
    return max(articles, key=lambda each: each[:2])[2] if articles else {}


def strings(value: object) -> list[str]:
    """Return the strings of a value that is a string or a list; a node counts by its name."""
    found = []
    for each in value if isinstance(value, list) else [value]:
        named = (each.get("name") or each.get("@value")) if isinstance(each, Mapping) else each
        if isinstance(named, list):
            named = next((one for one in named if isinstance(one, str)), None)
        if isinstance(named, str) and named.strip():
            found.append(named)
    return found


def first(value: object) -> str:
    """Return the first string of a value, or nothing."""
    return next(iter(strings(value)), "")


def nodes_of(value: object) -> list[Mapping[str, Any]]:
    """Return the nodes of a value that is a node or a list of them."""
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, Mapping)]


def referred(value: object, nodes: list[Mapping[str, Any]]) -> list[object]:
    """Return the values of a property, a mere reference (`@id`) replaced by the node that it refers to."""
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    found: list[object] = []
    for each in value if isinstance(value, list) else [value]:
        target = each.get("@id") if isinstance(each, Mapping) and not each.get("name") else None
        found.append(by_id.get(target, each) if isinstance(target, str) else each)
    return found


def kinds(node: Mapping[str, Any]) -> set[str]:
    """Return the node's types in lower case without their vocabulary."""
    return {
        kind.rpartition("/")[2].rpartition("#")[2].rpartition(":")[2].lower()
        for kind in strings(node.get("@type"))
    }


def _nodes(document: object) -> Iterator[Mapping[str, Any]]:
    waiting, seen = [document], 0
    while seen < len(waiting) and seen < _MOST_NODES:
        value = waiting[seen]
        seen += 1
        if isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, Mapping):
            yield value
            waiting.extend(value[name] for name in _BELOW if isinstance(value.get(name), list | Mapping))


def _sureness(node: Mapping[str, Any]) -> int:
    of = kinds(node)
    if any(kind.endswith("article") for kind in of) or of & _ARTICLES:
        return 2
    says = node.get("headline") or node.get("datePublished") or node.get("author")
    return 1 if of & _LESS_SURE and says else 0


def _rank(node: Mapping[str, Any], addresses: frozenset[str], title: str) -> tuple[int, int, int, int]:
    own = [*strings(node.get("url")), *strings(node.get("@id")), *strings(node.get("mainEntityOfPage"))]
    own += [
        each["@id"] for each in nodes_of(node.get("mainEntityOfPage")) if isinstance(each.get("@id"), str)
    ]
    names_page = bool({bare_address(each) for each in own} & {bare_address(each) for each in addresses})
    headline = one_line(first(node.get("headline")) or first(node.get("name"))).casefold()[:300]
    in_title = bool(headline) and headline in title.casefold()
    says = sum(
        bool(node.get(name)) for name in ("headline", "datePublished", "author", "articleBody", "image")
    )
    return _sureness(node), int(names_page) + int(in_title), says, 0


def bare_address(address: str) -> str:
    """Return an address without scheme, `www.`, query, fragment and last slash, to compare it."""
    bare = address.strip().partition("#")[0].partition("?")[0]
    return bare.partition("://")[2].removeprefix("www.").rstrip("/") if "://" in bare else ""
