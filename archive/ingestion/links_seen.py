"""Links that can carry a licence: of elements and of `Link` headers (RFC 8288). Pure.

The start tag alone is kept of an element: what stands inside a link may be expression.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archive.ingestion.images import absolute
from archive.ingestion.signals_seen import LONGEST_SIGNAL, MOST_SIGNALS
from archive.rights_gate import SIGNAL_CUT, LinkElement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archive.ingestion.markup import Element

RSL_TYPE = "application/rsl+xml"
RELATIONS = frozenset(("license", "licence", "copyright", "terms-of-service"))
LONGEST_FIGURE = 20_000  # characters of source; a longer one is no figure
_TAGS = frozenset(("a", "area", "link"))
_PARAMETER = r"\s*;\s*[\w!#$&+.^`|~*-]+(?:\s*=\s*(?:\"(?:[^\"\\]|\\.)*\"|[^\s\",;]*))?"
_LINK = re.compile(rf"<([^<>]*)>((?:{_PARAMETER})*)")
_ONE = re.compile(r";\s*([\w!#$&+.^`|~*-]+)(?:\s*=\s*(?:\"((?:[^\"\\]|\\.)*)\"|([^\s\",;]*)))?")


def header_links(headers: Iterable[tuple[str, str]], page_address: str) -> tuple[LinkElement, ...]:
    """Return the links of `Link` headers that can carry a licence; one about another address than the page isn't ours."""
    return _bounded(
        link for name, value in headers if name.lower() == "link" for link in _in_header(value, page_address)
    )


def element_links(root: Element, source: str, page_address: str) -> tuple[LinkElement, ...]:
    """Return the links of the page that can carry a licence, those in a figure with the address of its image."""
    return _bounded(
        LinkElement(
            relations,
            absolute(page_address, element.attributes.get("href", "")),
            _type(element.attributes.get("type", "")),
            source[element.start : element.inner_start][:LONGEST_SIGNAL],
            image_around(element, page_address),
        )
        for element in root.walk()
        if element.tag in _TAGS
        for relations in (_words(element.attributes.get("rel", "")),)
        if _counts(relations, element.attributes.get("type", ""))
    )


def rsl_addresses(links: Iterable[LinkElement]) -> tuple[str, ...]:
    """Return the addresses of RSL files among links."""
    named = (link.address for link in links if link.media_type == RSL_TYPE and "license" in link.relations)
    return tuple(dict.fromkeys(address for address in named if address))


def image_around(element: Element, page_address: str) -> str:
    """Return the address of the first image in the figure around an element, "" where there is none."""
    figure = next((outer for outer in (element, *element.ancestors()) if outer.tag == "figure"), None)
    if figure is None or figure.end - figure.start > LONGEST_FIGURE:
        return ""
    images = (inner for inner in figure.walk() if inner.tag == "img")
    sources = (image.attributes.get("src", "") or image.attributes.get("data-src", "") for image in images)
    return next((address for address in (absolute(page_address, each) for each in sources) if address), "")


def _in_header(value: str, page_address: str) -> Iterator[LinkElement]:
    if len(value) > LONGEST_SIGNAL:
        yield LinkElement(("license",), "", "", f"Link: {SIGNAL_CUT}")
    for found in _LINK.finditer(value[:LONGEST_SIGNAL]):
        given: dict[str, str] = {}
        for name, quoted, token in _ONE.findall(found.group(2)):
            given.setdefault(name.lower(), re.sub(r"\\(.)", r"\1", quoted) or token)
        anchor = given.get("anchor", "")
        elsewhere = anchor and absolute(page_address, anchor) != page_address.partition("#")[0]
        relations = _words(given.get("rel", ""))
        if not elsewhere and _counts(relations, given.get("type", "")):
            address = absolute(page_address, found.group(1))
            yield LinkElement(relations, address, _type(given.get("type", "")), f"Link: {found.group()}")


def _counts(relations: tuple[str, ...], media_type: str) -> bool:
    return bool(RELATIONS & set(relations)) or _type(media_type) == RSL_TYPE


def _words(value: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value.lower().split()))[:20]


def _type(value: str) -> str:
    return value.partition(";")[0].strip().lower()[:100]


def _bounded(links: Iterable[LinkElement]) -> tuple[LinkElement, ...]:
    """Return the links, and where there are too many one that says so: what the rest says is unknown."""
    found: dict[LinkElement, None] = {}
    for link in links:
        if len(found) == MOST_SIGNALS and link not in found:
            return (*found, LinkElement(("license",), "", "", SIGNAL_CUT))
        found[link] = None
    return tuple(found)
