"""Rights properties in a page's structured markup: JSON-LD here, microdata, RDFa and inline RSL by their own modules. Pure.

Only properties that bear rights are handed on. Everything else of a block (a description, the body) stays unread, and
of a block that doesn't parse nothing is kept but that it might have said something.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from archive.ingestion.decode import decode_page
from archive.ingestion.images import absolute
from archive.ingestion.links_seen import element_links
from archive.ingestion.markup import read_markup
from archive.ingestion.rights_markup import inline_rsl, microdata, rdfa
from archive.ingestion.rights_words import (
    ARTICLES,
    IMAGES,
    MALFORMED,
    TOO_MANY,
    Place,
    bounded,
    cut,
    local,
    might_bear_rights,
    schema_property,
)
from archive.rights_gate import RightsBlock

if TYPE_CHECKING:
    from archive.ingestion.markup import Element
    from archive.rights_gate import LinkElement

_MOST_NODES = 2000
_IMAGE_ADDRESSES = ("contentUrl", "url", "@id")
_PAGE_ADDRESSES = ("url", "@id", "mainEntityOfPage")
_INWARD = ("@graph", "mainEntity", "mainEntityOfPage", "image", "primaryImageOfPage", "associatedMedia")


_Found: TypeAlias = tuple[RightsBlock | None, bool | None]
"""What a node says of rights, if anything, and whether it says that it is about this page (None: it doesn't say)."""


@dataclass(frozen=True)
class RightsSeen:
    """What a page's markup says of rights."""

    links: tuple[LinkElement, ...]
    blocks: tuple[RightsBlock, ...]


def rights_seen(page: bytes, *, content_type: str, page_address: str, canonical: str = "") -> RightsSeen:
    """Read the links and blocks of a page that can bear rights; raises FetchError for one that isn't readable HTML.

    `canonical` is the page's other name: a block about a third address isn't about this page.
    """
    source, _ = decode_page(page, content_type)
    root = read_markup(source)
    place = Place(page_address, canonical)
    blocks = (
        *json_ld(root, place),
        *microdata(root, source, place),
        *rdfa(root, source, place),
        *inline_rsl(root, source, place),
    )
    return RightsSeen(element_links(root, source, page_address), bounded(blocks))


def json_ld(root: Element, place: Place) -> Iterator[RightsBlock]:
    """Yield a block for each node of the page's JSON-LD that bears rights, and one for a script that doesn't parse."""
    found: list[_Found] = []
    for element in root.walk():
        kind = element.attributes.get("type", "").partition(";")[0].strip().lower()
        if element.tag == "script" and kind == "application/ld+json":
            script = "".join(child for child in element.children if isinstance(child, str))
            found.extend(_in_script(script, place))
    # Where one node is about this page, those about other pages aren't; where none is, a page has one more name.
    is_here = any(here for _, here in found)
    yield from (block for block, here in found if block is not None and (here is not False or not is_here))


def _in_script(script: str, place: Place) -> Iterator[_Found]:
    try:
        document = json.loads(script, strict=False)
    except (ValueError, RecursionError):
        if might_bear_rights(script):
            yield RightsBlock("json-ld", (), "", failure=MALFORMED), None
        return
    waiting: deque[tuple[object, bool]] = deque([(document, False)])
    seen = 0
    while waiting:
        seen += 1
        if seen > _MOST_NODES:
            yield RightsBlock("json-ld", (), "", failure=TOO_MANY), None
            return
        value, of_image = waiting.popleft()
        if isinstance(value, list):
            waiting.extend((each, of_image) for each in value[: _MOST_NODES + 1])
        elif isinstance(value, Mapping):
            yield from _of_node(value, place, of_image=of_image)
            waiting.extend((value[name], "mage" in name or of_image) for name in _INWARD if name in value)


def _of_node(node: Mapping[str, Any], place: Place, *, of_image: bool) -> Iterator[_Found]:
    kinds = {local(kind) for kind in _strings(node.get("@type"))}
    subject, here = "", None
    if of_image or kinds & IMAGES:
        subject = next((address for address in _addresses(node, _IMAGE_ADDRESSES, place) if address), "")
        if not subject:
            return  # an image that nobody can find: nothing here is said of the article
    elif kinds and not any(kind.endswith("Article") or kind in ARTICLES for kind in kinds):
        return
    elif "WebSite" not in kinds:
        named = _addresses(node, _PAGE_ADDRESSES, place)
        here = not place.is_elsewhere(named) if any(named) else None
    properties = [
        (name, cut(value))
        for key, given in node.items()
        if (name := schema_property(key))
        for value in _values(name, given)
    ]
    raw = cut(json.dumps([list(each) for each in properties], ensure_ascii=False))
    yield (RightsBlock("json-ld", tuple(properties), raw, subject) if properties else None), here


def _addresses(node: Mapping[str, Any], names: tuple[str, ...], place: Place) -> list[str]:
    found: list[str] = []
    for name in names:
        value = node.get(name)
        found += _strings(value.get("@id") if isinstance(value, Mapping) else value)
    return [absolute(place.page, each) for each in found]


def _values(name: str, given: object) -> Iterator[str]:
    """Yield a property's values as written; a node counts by its address where an address is meant, else by its name."""
    first = (
        ("@id", "url", "@value", "name")
        if schema_property(name, addressed=True)
        else ("@value", "name", "@id", "url")
    )
    for each in given if isinstance(given, list) else [given]:
        value = each
        if isinstance(each, Mapping):
            value = next((each[key] for key in first if isinstance(each.get(key), str)), None)
        if isinstance(value, bool):
            yield "true" if value else "false"
        elif isinstance(value, str | int | float) and str(value).strip():
            yield str(value)


def _strings(value: object) -> list[str]:
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str)]
