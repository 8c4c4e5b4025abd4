"""What a NewsML-G2 item says of its rights: every `rightsInfo`, its status, its embargo. Pure.

A statement that can't be read is named in `unread`, so that whoever decides doesn't take it for silence. Several blocks
are several statements: their terms and expressions are all kept, one after the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import tostring

from archive.ingestion.formats import values
from archive.ingestion.formats.items import USABLE, ItemRights
from archive.ingestion.formats.xml_pieces import local

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

_MOST_EXPRESSION = 100_000


def read_rights(item: Element) -> ItemRights:
    """Return the rights statements of an item."""
    unread: list[str] = []
    blocks = [child for child in item if local(child.tag) == "rightsInfo"]
    meta = next((child for child in item if local(child.tag) == "itemMeta"), None)
    status = _status(meta, unread)
    until = values.instant(child_text(meta, "embargoed"))
    if _has(meta, "embargoed") and until is None:
        unread.append("embargo")  # an empty one has no end
    content = next((child for child in item if local(child.tag) == "contentMeta"), None)
    return ItemRights(
        copyright_holder=_first("notice", "copyright_holder", _holders(blocks), unread),
        copyright_notice=_first("notice", "copyright_notice", _texts(blocks, "copyrightNotice"), unread),
        usage_terms=_joined("usage_terms", _texts(blocks, "usageTerms"), unread),
        credit_line=_first(
            "notice", "credit_line", filter(None, [child_text(content, "creditline")]), unread
        ),
        rights_expression=_expression(blocks, unread),
        embargoed_until=until,
        pub_status=status,
        data_mining=_first("notice", "data_mining", _mining(blocks), unread),
        unread=tuple(dict.fromkeys(unread)),
    )


def child_text(element: Element | None, name: str) -> str:
    """Return the text of the first child of this name that has any."""
    named = (child for child in element if local(child.tag) == name) if element is not None else ()
    return next((text for child in named if (text := _inner(child))), "")


def _inner(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _has(element: Element | None, name: str) -> bool:
    return element is not None and any(local(child.tag) == name for child in element)


def _status(meta: Element | None, unread: list[str]) -> str:
    """Return the publishing status; usable where the item names none (NewsML-G2 guidelines)."""
    element = (
        next((child for child in meta if local(child.tag) == "pubStatus"), None) if meta is not None else None
    )
    if element is None:
        return USABLE
    status, known = values.status(element.get("qcode") or element.get("uri") or "")
    unread += [] if known else ["pub_status"]
    return status


def _texts(blocks: list[Element], name: str) -> Iterator[str]:
    for block in blocks:
        for child in block:
            if local(child.tag) == name and (said := _inner(child) or child.get("href", "")):
                yield said


def _holders(blocks: list[Element]) -> Iterator[str]:
    for block in blocks:
        for child in block:
            if local(child.tag) == "copyrightHolder":
                named = child_text(child, "name") or _inner(child) or child.get("literal") or child.get("uri")
                if name := named or child.get("qcode"):
                    yield name


def _mining(blocks: list[Element]) -> Iterator[str]:
    for block in blocks:
        for child in block:
            if local(child.tag) == "dataMining":
                yield child.get("uri") or child.get("qcode") or _inner(child) or "unspecified"


def _first(kind: str, name: str, said: Iterator[str], unread: list[str]) -> str:
    """Return the first of the statements; a second that differs, or one too long, can't be told in one line."""
    found = list(dict.fromkeys(said))
    line = values.fact(kind, found[0], field=name) if found else ""
    unread += [name] if found and (not line or len(found) > 1) else []
    return line


def _joined(name: str, said: Iterator[str], unread: list[str]) -> str:
    found = " ".join(dict.fromkeys(said))
    line = values.fact("terms", found, field=name)
    unread += [name] if found and not line else []
    return line


def _expression(blocks: list[Element], unread: list[str]) -> str:
    """Return the expressions as text: an XML one written out, encoded data as it stands."""
    found = []
    for block in blocks:
        for child in block:
            name = local(child.tag)
            if name == "rightsExpressionXML":
                found += [tostring(each, encoding="unicode") for each in child]
            elif name == "rightsExpressionData":
                found.append("".join(child.itertext()).strip())
            elif name == "link" and "rightsexpression" in child.get("rel", "").lower():
                found.append(child.get("href", ""))
    text = "\n".join(each for each in found if each)
    if len(text) > _MOST_EXPRESSION or (found and not text):
        unread.append("rights_expression")
        return ""
    return text
