"""NewsML-G2 (https://iptc.org/std/NewsML-G2/): news items, by themselves or in a news message. Pure.

Catalogues are never fetched: the codes that matter here (status, class of item) are those of IPTC by their last part.
Text is what `inlineXML` (XHTML or NITF) or `inlineData` holds. Packages and items about concepts or plans hold no
article and are skipped with a reason, but a notice that one is withdrawn counts whatever it is about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from django.utils.translation import gettext as _

from archive.ingestion.formats import values
from archive.ingestion.formats.g2_rights import child_text, read_rights
from archive.ingestion.formats.items import USABLE, BadRow, Item, ItemImage
from archive.ingestion.formats.values import UnreadableRowError, quoted
from archive.ingestion.formats.xml_pieces import XML, local, pieces

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from archive.ingestion.formats.items import Limits

_ITEMS = frozenset(("newsItem", "packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem"))
_CLASSES = frozenset(("", "text", "composite"))
_BREAKS = frozenset(
    ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "tr", "div", "br", "block", "hl1", "hl2", "blockquote")
)
_NOT_TEXT = frozenset(
    ("head", "script", "style", "media", "figure", "hedline", "title", "caption", "figcaption")
)


def read_newsml_g2(stream: BinaryIO, limits: Limits) -> Iterator[Item | BadRow]:
    """Yield the news items of a document."""
    found = False
    for piece in pieces(stream, _ITEMS, limits):
        found = True
        if isinstance(piece, BadRow):
            yield piece
        elif piece.element is None:
            yield BadRow(piece.line, "", _("The item is larger than the limit."))
        else:
            yield _read(piece.line, piece.element)
    if not found:
        yield BadRow(1, "", _("The document holds no item of NewsML-G2."))


def _read(line: int, element: Element) -> Item | BadRow:
    try:
        return _item(line, element)
    except UnreadableRowError as error:
        return BadRow(line, error.field, error.reason)


def _item(line: int, item: Element) -> Item:
    meta, content = _child(item, "itemMeta"), _child(item, "contentMeta")
    rights = read_rights(item)
    usable = rights.pub_status == USABLE
    if usable:
        _refuse_what_is_no_article(item, meta)
    title = values.headline(child_text(content, "headline") or child_text(meta, "title"))
    if usable and not title:
        raise UnreadableRowError("headline", _("The item has no headline."))
    published = (
        child_text(content, "contentCreated")
        or child_text(meta, "firstCreated")
        or child_text(meta, "versionCreated")
    )
    return Item(
        line=line,
        address=_address(item, meta, needed=usable),
        headline=title,
        authors=_authors(content),
        section=values.fact("section", child_text(meta, "service")),
        language=_language(item, content),
        date_published=values.instant(published),
        date_published_printed=values.fact("printed", published),
        date_modified=values.instant(
            child_text(content, "contentModified") or child_text(meta, "versionCreated")
        ),
        copyright_notice=rights.copyright_notice,
        identifiers=values.identifiers([("guid", item.get("guid", "")), *_alternatives(content)]),
        body=_body(item),
        images=_images(item),
        rights=rights,
        version=values.fact("version", item.get("version", "")),
    )


def _refuse_what_is_no_article(item: Element, meta: Element | None) -> None:
    if local(item.tag) != "newsItem":
        kind = {"kind": quoted(local(item.tag))}
        raise UnreadableRowError(
            "", _("A %(kind)s holds no article; the items it names come in by themselves.") % kind
        )
    classes = [_code(child) for child in meta if local(child.tag) == "itemClass"] if meta is not None else []
    if classes and classes[0] not in _CLASSES:
        kind = {"kind": quoted(classes[0])}
        raise UnreadableRowError("itemClass", _("An item of class %(kind)s isn't an article.") % kind)


def _code(element: Element) -> str:
    return (element.get("qcode") or element.get("uri") or "").rpartition("/")[2].rpartition(":")[2].lower()


def _child(element: Element, name: str) -> Element | None:
    return next((child for child in element if local(child.tag) == name), None)


def _address(item: Element, meta: Element | None, *, needed: bool) -> str:
    """Return where the item can be read on the web, else its guid; a notice of withdrawal needs neither."""
    guid = item.get("guid", "").strip()
    places = [
        each.get("href", "")
        for each in item.iter()
        if local(each.tag) == "remoteContent" and "html" in each.get("contenttype", "")
    ]
    places += (
        [each.get("href", "") for each in meta if local(each.tag) == "altRep"] if meta is not None else []
    )
    found = next((place for place in places if values.is_address(place)), guid)
    if not needed and not (values.is_address(found) or values.is_name(found)):
        return ""
    if not found:
        raise UnreadableRowError("address", _("The item has no guid."))
    return values.address(found, names=True)


def _alternatives(content: Element | None) -> list[tuple[str, str]]:
    named = [child for child in content if local(child.tag) == "altId"] if content is not None else []
    return [
        ((each.get("type") or "altId").rpartition(":")[2], "".join(each.itertext()).strip()) for each in named
    ]


def _authors(content: Element | None) -> tuple[str, ...]:
    if content is None:
        return ()
    named = [
        child_text(each, "name") or each.get("literal", "")
        for each in content
        if local(each.tag) == "creator"
    ]
    names = [name for name in named if name] or [child_text(content, "by")]
    lines = (values.fact("author", name, field="authors") for name in names)
    return tuple(dict.fromkeys(line for line in lines if line))[: values.MOST["authors"]]


def _language(item: Element, content: Element | None) -> str:
    named = _child(content, "language") if content is not None else None
    return values.language((named.get("tag", "") if named is not None else "") or item.get(f"{XML}lang", ""))


def _body(item: Element) -> str:
    """Return the running text: of the first inline content that has any."""
    for each in item.iter():
        name = local(each.tag)
        if name == "inlineXML":
            body = values.plain_text(
                _text(next((b for b in each.iter() if local(b.tag) == "body.content"), each))
            )
        elif name == "inlineData" and not each.get("encoding"):
            written = "".join(each.itertext())
            body = (
                values.text_of_markup(written)
                if "html" in each.get("contenttype", "")
                else values.plain_text(written)
            )
        else:
            continue
        if body:
            return body
    return ""


def _text(root: Element) -> str:
    pieces_of_text: list[str] = []
    waiting: list[Element | str] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            pieces_of_text.append(node if node == "\n" else " ".join(f"|{node}|".split())[1:-1])
            continue
        edge: list[Element | str] = ["\n"] if local(node.tag) in _BREAKS else []
        inner: list[Element | str] = [node.text] if node.text else []
        for child in node:
            inner += [] if local(child.tag) in _NOT_TEXT else [child]
            inner += [child.tail] if child.tail else []
        waiting.extend(reversed([*edge, *inner, *edge]))
    lines = (line.strip() for line in "".join(pieces_of_text).split("\n"))
    return "\n".join(line for line in lines if line)


def _images(item: Element) -> tuple[ItemImage, ...]:
    found: dict[str, None] = {}
    for each in item.iter():
        if local(each.tag) == "remoteContent" and each.get("contenttype", "").startswith("image/"):
            place = each.get("href", "").strip()
            if values.is_address(place) and len(found) < values.MOST["images"]:
                found.setdefault(place)
    return tuple(ItemImage(place, "", position) for position, place in enumerate(found))
