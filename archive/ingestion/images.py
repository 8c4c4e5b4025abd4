"""The images of an article and their credit lines as printed. Pure. A caption is expression and isn't kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from archive.ingestion.linked_data import first, nodes_of, strings
from archive.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from archive.ingestion.markup import Element

LONGEST_CREDIT = 300
MOST_IMAGES = 50
_LONGEST_ADDRESS = 2000
_LONGEST_CAPTION = 2000
_MOST_FIGURES = 200
_LONGEST_FIGURE = 20_000  # characters of source; a longer one is no figure
_MARKS = frozenset(
    ("credit", "credits", "source", "copyright", "photographer", "credittext", "zrodlo", "autor")
)
# A credit line says so itself; what stands before the words is caption.
_SAYS_SO = re.compile(
    r"(?:(?:images?|photos?|pictures?)\s+(?:source|credits?|by)\s*:|(?:photo|source|credits?|foto|fot\.|zdjęci[ea])\s*:|"
    r"źródło(?:\s+zdję(?:cia|ć))?\s*:|\bfot\.\s|©|\(c\)\s).*$",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True)
class FoundImage:
    """An image's address and its credit line as printed, "" where the page prints none."""

    address: str
    credit_text: str


def found_images(
    root: Element, node: Mapping[str, Any], og_image: str, page_address: str
) -> tuple[FoundImage, ...]:
    """Return the images in figures; those of the JSON-LD node, then of Open Graph, only where there is no figure."""
    for group in (_in_figures(root), _in_node(node), [(og_image, "")]):
        found: dict[str, FoundImage] = {}
        for source, credit in group:
            address = absolute(page_address, source)
            if address:
                found.setdefault(address, FoundImage(address, credit))
        if found:
            return tuple(found.values())[:MOST_IMAGES]
    return ()


def captions(root: Element, page_address: str) -> dict[str, str]:
    """Return the captions of figures by image address, credit lines left out: for a look at the page, never stored."""
    found: dict[str, str] = {}
    for figure in _figures(root):
        inner = list(figure.walk())
        line = one_line(" ".join(each.text() for each in inner if each.tag == "figcaption"))
        caption = line.replace(_credit_of(figure), "").strip() if line else ""
        for image in inner:
            if image.tag == "img" and (address := absolute(page_address, _source_of(image))):
                found.setdefault(address, caption[:_LONGEST_CAPTION])
    return found


def absolute(page_address: str, reference: str) -> str:
    """Return an http(s) address without fragment for a reference on the page, or nothing."""
    try:
        address = urljoin(page_address, reference.strip()).partition("#")[0]
        parts = urlsplit(address)
    except ValueError:
        return ""
    usable = (
        reference.strip()
        and parts.scheme in {"http", "https"}
        and parts.hostname
        and not re.search(r"\s", address)
    )
    return address if usable and len(address) <= _LONGEST_ADDRESS else ""


def _in_figures(root: Element) -> Iterable[tuple[str, str]]:
    for figure in _figures(root):
        credit = _credit_of(figure)
        for inner in figure.walk():
            if inner.tag == "img":
                yield _source_of(inner), credit


def _figures(root: Element) -> Iterable[Element]:
    """Return figures of a size that figures have: so many that no page has more, since each is walked."""
    figures = (
        each for each in root.walk() if each.tag == "figure" and each.end - each.start <= _LONGEST_FIGURE
    )
    return islice(figures, _MOST_FIGURES)


def _source_of(image: Element) -> str:
    """Return the reference of an image: a picture that stands in until the real one is loaded is passed over."""
    written = (
        image.attributes.get(name, "").strip()
        for name in ("src", "data-src", "data-lazy-src", "data-original")
    )
    for reference in written:
        if reference and not reference.startswith(("data:", "blob:")):
            return reference
    widths = image.attributes.get("srcset", "") or image.attributes.get("data-srcset", "")
    return (widths.split() or [""])[0].rstrip(",")


def _in_node(node: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    image = node.get("image")
    yield from ((address, "") for address in strings(image) if "/" in address)
    for each in nodes_of(image):
        credit = one_line(
            first(each.get("creditText")) or first(each.get("copyrightNotice")) or first(each.get("creator"))
        )
        yield (
            first(each.get("url")) or first(each.get("contentUrl")),
            credit if len(credit) <= LONGEST_CREDIT else "",
        )


def _credit_of(figure: Element) -> str:
    """Return the printed line: of an element that is marked as a credit, else from the words that say so."""
    for inner in figure.walk():
        if inner is not figure and inner.tag != "img" and inner.marks() & _MARKS:
            line = one_line(inner.text())
            if line and len(line) <= LONGEST_CREDIT:
                return line
    for inner in figure.walk():
        says_so = None if inner is figure else _SAYS_SO.search(inner.text())
        if says_so and not any(_SAYS_SO.search(below.text()) for below in inner.walk() if below is not inner):
            line = one_line(says_so.group())
            return line if len(line) <= LONGEST_CREDIT else ""
    return ""
