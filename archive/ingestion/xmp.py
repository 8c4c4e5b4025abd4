"""Rights in XMP packets: Dublin Core, Photoshop, XMP Rights, PLUS, IPTC, Creative Commons and TDMRep. Pure.

Only properties that bear rights are returned; titles, descriptions and keywords of an image stay unread.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.ingestion.safe_xml import UnreadableXmlError, XmlLimits, read_xml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

CUT = " (signal-cut-off)"  # as the gate's port writes it, which this process doesn't load
LONGEST_VALUE = 2000
MOST_PROPERTIES = 200
_LIMITS = XmlLimits(bytes=4 * 1024 * 1024, depth=40, elements=20_000, seconds=2)
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_EVERY = None
# Namespace → prefix, and its properties that bear rights; none named: every one does.
_NAMES: dict[str, tuple[str, frozenset[str] | None]] = {
    "http://purl.org/dc/elements/1.1/": ("dc", frozenset(("rights",))),
    "http://purl.org/dc/terms/": (
        "dcterms",
        frozenset(("license", "rights", "rightsHolder", "accessRights", "provenance")),
    ),
    "http://ns.adobe.com/photoshop/1.0/": ("photoshop", frozenset(("Credit", "Source", "Instructions"))),
    "http://ns.adobe.com/xap/1.0/rights/": ("xmpRights", _EVERY),
    "http://ns.useplus.org/ldf/xmp/1.0/": ("plus", _EVERY),
    "http://creativecommons.org/ns#": ("cc", _EVERY),
    "http://web.resource.org/cc/": ("cc", _EVERY),
    "http://www.w3.org/ns/tdmrep/": ("tdm", _EVERY),
    "http://www.w3.org/ns/tdmrep#": ("tdm", _EVERY),
    "http://iptc.org/std/Iptc4xmpExt/2008-02-29/": (
        "Iptc4xmpExt",
        frozenset(("EmbdEncRightsExpr", "LinkedEncRightsExpr", "DataMining", "OtherConstraints")),
    ),
}


def xmp_properties(packet: bytes) -> tuple[tuple[str, str], ...]:
    """Return the properties of a packet that bear rights, by qualified names; raises UnreadableXmlError."""
    root = read_xml(packet.strip(b"\x00 \t\r\n"), limits=_LIMITS)
    found: list[tuple[str, str]] = []
    for description in root.iter(f"{_RDF}Description"):
        for name, value in _of_description(description):
            found.append((name, value if len(value) <= LONGEST_VALUE else value[:LONGEST_VALUE] + CUT))
            if len(found) > MOST_PROPERTIES:
                return (*dict.fromkeys(found[:MOST_PROPERTIES]), ("plus:DataMining", CUT))
    return tuple(dict.fromkeys(found))


def _of_description(description: Element) -> Iterator[tuple[str, str]]:
    for key, value in description.attrib.items():
        name = _name(key)
        if name:
            yield name, value.strip()
    for child in description:
        name = _name(child.tag)
        if name:
            yield from _values(name, child)


def _values(name: str, element: Element) -> Iterator[tuple[str, str]]:
    """Yield the values below an element: its text, the items of a list, the fields of a structure."""
    resource = element.get(f"{_RDF}resource")
    if resource is not None:
        yield name, resource.strip()
    for key, value in element.attrib.items():
        inner = _field(key)
        if inner:
            yield f"{name}/{inner}", value.strip()
    if not len(element):
        if resource is None and (element.text or "").strip():
            yield name, (element.text or "").strip()
        return
    for child in element:
        is_frame = child.tag.startswith(_RDF)  # a list, an item of one, or the description inside a structure
        yield from _values(name if is_frame else f"{name}/{_field(child.tag)}", child)


def _name(tag: str) -> str:
    space, _, local = tag.removeprefix("{").rpartition("}")
    prefix, names = _NAMES.get(space, ("", frozenset[str]()))
    return f"{prefix}:{local}" if prefix and (names is None or local in names) else ""


def _field(tag: str) -> str:
    """Return the name of a structure's field, with its prefix where we know it; "" for RDF's and XML's own."""
    space, _, local = tag.removeprefix("{").rpartition("}")
    if (
        space.startswith(("http://www.w3.org/1999/02/22-rdf-syntax-ns", "http://www.w3.org/XML/"))
        or not space
    ):
        return ""
    prefix = _NAMES.get(space, ("", None))[0]
    return f"{prefix}:{local}" if prefix else local


__all__ = ["CUT", "LONGEST_VALUE", "UnreadableXmlError", "xmp_properties"]
