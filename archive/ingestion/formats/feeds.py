"""RSS 2.0 and 0.9x, RSS 1.0 (RDF) and Atom (RFC 4287): what a feed says of its items. Pure.

Headline, dates, authors and rights are facts and are kept with the address; summaries are expression and aren't read.
The text is what `content:encoded` or Atom's `content` holds; without one the page itself is captured. Rights of the
channel hold for each item that has none of its own (RSS 2.0 `copyright`, Atom `rights`, section 4.2.10).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element, tostring

from django.utils.translation import gettext as _

from archive.ingestion.formats import values
from archive.ingestion.formats.items import SILENT, BadRow, Item, ItemImage, ItemKind, ItemRights
from archive.ingestion.formats.values import UnreadableRowError
from archive.ingestion.formats.xml_pieces import XML, Piece, local, pieces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.ingestion.formats.items import Limits

_ENTRIES = frozenset(("item", "entry"))
_OF_CHANNEL = frozenset(("copyright", "rights", "language", "license", "content", "rsl"))
_OTHERS = frozenset(
    ("image", "textInput", "author", "link", "title")
)  # of the channel: nothing inside them is wanted
_MOST_WAITING = 16 * 1024 * 1024  # of items whose channel may still say something
_ROOTS = frozenset(("rss", "RDF", "feed"))
_MEDIA = "{http://search.yahoo.com/mrss/}"
_ATOM = "{http://www.w3.org/2005/Atom}"
_RIGHTS_NAMES = frozenset(("rights", "copyright"))
_LICENCES = frozenset(("license",))  # creativeCommons:license, media:license, cc:license
_RSL = tuple(f"{scheme}://rslstandard.org/rsl" for scheme in ("https", "http"))
_LONGEST_RSL = 100_000  # characters of all that an item or a channel says in it


@dataclass
class _Channel:
    language: str = ""
    rights: str = ""
    terms: str = ""
    place: str = ""
    rsl: list[Element] = field(default_factory=list)


def read_feed(stream: BinaryIO, limits: Limits) -> Iterator[Item | BadRow]:
    """Yield the items of a feed; the first of them wait, so that what the channel says behind them counts too."""
    channel, waiting, size = _Channel(), list[Piece](), 0
    found = pieces(stream, {"", *_ENTRIES, *_OF_CHANNEL, *_OTHERS}, limits)
    root = next(found)
    if isinstance(root, BadRow) or local(root.tag) not in _ROOTS:
        yield (
            root
            if isinstance(root, BadRow)
            else BadRow(root.line, "", _("The document isn't an RSS or Atom feed."))
        )
        return
    if root.element is not None:
        channel.language, channel.place = (root.element.get(f"{XML}{name}", "") for name in ("lang", "base"))
    last: list[BadRow] = []
    for piece in found:
        if isinstance(piece, BadRow):
            last.append(piece)
        elif local(piece.tag) not in _ENTRIES:
            _note(channel, piece.element)
        else:
            waiting.append(piece)
            size += piece.size
            while size > _MOST_WAITING:
                size -= waiting[0].size
                yield _read(waiting.pop(0), channel)
    yield from (_read(piece, channel) for piece in waiting)
    yield from last


def _note(channel: _Channel, element: Element | None) -> None:
    if element is None:
        return
    name, text = local(element.tag), _text(element)
    if _is_rsl(element):
        channel.rsl.append(element)
    elif name == "language":
        channel.language = channel.language or text
    elif name in _RIGHTS_NAMES:
        channel.rights = channel.rights or text
    elif name in _LICENCES:
        channel.terms = channel.terms or text
    elif name == "link" and not channel.place and values.is_address(text):
        channel.place = text


def _read(piece: Piece, channel: _Channel) -> Item | BadRow:
    if piece.element is None:
        return BadRow(piece.line, "", _("The item is larger than the limit."))
    try:
        return _item(piece.line, piece.element, channel)
    except UnreadableRowError as error:
        return BadRow(piece.line, error.field, error.reason)


def _item(line: int, entry: Element, channel: _Channel) -> Item:
    body = values.text_of_markup(_content(entry))
    title = values.headline(_title(entry))
    published = _first(entry, "pubDate", "published", "issued", "date", "created")
    rights = _rights(entry, channel)
    return Item(
        line=line,
        address=_address(entry, channel),
        kind=ItemKind.ARTICLE if body and title else ItemKind.PAGE,
        headline=title,
        authors=_authors(entry),
        language=values.language(entry.get(f"{XML}lang") or _first(entry, "language") or channel.language),
        date_published=values.instant(published),
        date_published_printed=values.fact("printed", published),
        date_modified=values.instant(_first(entry, "updated", "modified")),
        copyright_notice=rights.copyright_notice,
        identifiers=_identifiers(entry),
        body=body if title else "",
        images=_images(entry, channel),
        rights=rights,
    )


def _title(entry: Element) -> str:
    title = next(
        (child for child in entry if local(child.tag) == "title" and not child.tag.startswith(_MEDIA)), None
    )
    if title is None:
        return ""
    return (
        values.text_of_markup(_text(title))
        if title.get("type") == "html" or "&" in _text(title)
        else _text(title)
    )


def _text(element: Element) -> str:
    return "".join(element.itertext()).strip()


def _all(entry: Element, *names: str) -> Iterator[Element]:
    for name in names:
        yield from (child for child in entry if local(child.tag) == name)


def _first(entry: Element, *names: str) -> str:
    return next((text for child in _all(entry, *names) if (text := _text(child))), "")


def _content(entry: Element) -> str:
    """Return the full text as markup: `content:encoded`, or Atom's content that stands in the entry itself."""
    for child in entry:
        if local(child.tag) == "encoded":
            return _text(child)
        if child.tag == f"{_ATOM}content" and not child.get("src"):
            kind = child.get("type", "text")
            if kind in {"text", "html", "xhtml", "text/html", "text/plain"}:
                return "\n".join(child.itertext()).strip()
    return ""


def _address(entry: Element, channel: _Channel) -> str:
    found = ""
    for link in _all(entry, "link", "origLink"):
        place = _text(link) or (link.get("href", "") if link.get("rel", "alternate") == "alternate" else "")
        found = found or place
    guid = next(iter(_all(entry, "guid")), None)
    if not found and guid is not None and guid.get("isPermaLink", "true").lower() == "true":
        found = _text(guid)
    found = found or next((v for k, v in entry.attrib.items() if local(k) == "about"), "")
    found = found or (name if values.is_address(name := _first(entry, "id")) else "")
    if not found:
        raise UnreadableRowError("address", _("The item has no link."))
    return values.address(_resolved(channel.place, found))


def _resolved(place: str, reference: str) -> str:
    try:
        return urljoin(place, reference.strip()) if place and not urlsplit(reference).scheme else reference
    except ValueError:
        return reference


def _authors(entry: Element) -> tuple[str, ...]:
    names = []
    for child in _all(entry, "creator", "author"):
        name = _first(child, "name") or _text(child) if len(child) else _text(child)
        # RSS 2.0 writes an address, with the name in brackets
        name = name.partition("(")[2].rstrip(") ") if "@" in name and "(" in name else name
        if name and "@" not in name:
            names.append(values.fact("author", name))
    return tuple(dict.fromkeys(name for name in names if name))[: values.MOST["authors"]]


def _identifiers(entry: Element) -> dict[str, str]:
    pairs = [("guid", _first(entry, "guid", "id")), ("identifier", _first(entry, "identifier"))]
    return values.identifiers((scheme, value) for scheme, value in pairs if value)


def _images(entry: Element, channel: _Channel) -> tuple[ItemImage, ...]:
    found: dict[str, str] = {}
    for element in entry.iter():
        media = element.tag == f"{_MEDIA}content"
        picture = element.get("medium") == "image" or element.get("type", "").startswith("image/")
        if (media or local(element.tag) == "enclosure") and picture:
            place = _resolved(channel.place, element.get("url", ""))
            credit = next((_text(child) for child in element if child.tag == f"{_MEDIA}credit"), "")
            credit = credit or next((_text(child) for child in entry if child.tag == f"{_MEDIA}credit"), "")
            if values.is_address(place) and len(found) < values.MOST["images"]:
                found.setdefault(place, values.fact("notice", credit, field="images"))
    return tuple(ItemImage(place, line, position) for position, (place, line) in enumerate(found.items()))


def _rights(entry: Element, channel: _Channel) -> ItemRights:
    """Return what the item says, else what the feed says that it was copied from, else what its channel says."""
    origins = [entry, *_all(entry, "source")]
    notices = [_first(each, "rights", "copyright") for each in origins] + [channel.rights]
    licences = [_licence(each) for each in origins] + [channel.terms]
    notice, terms = next(filter(None, notices), ""), next(filter(None, licences), "")
    rsl = _rsl([child for child in entry if _is_rsl(child)] or channel.rsl)
    if not notice and not terms and not rsl:
        return SILENT
    line, kept = values.fact("notice", notice), values.fact("terms", terms)
    policy = rsl if len(rsl) <= _LONGEST_RSL else ""
    said = (
        ("copyright_notice", notice, line),
        ("usage_terms", terms, kept),
        ("rights_expression", rsl, policy),
    )
    return ItemRights(
        copyright_notice=line,
        usage_terms=kept,
        rights_expression=policy,
        unread=tuple(name for name, written, read in said if written and not read),
    )


def _is_rsl(element: Element) -> bool:
    """Tell whether an element is Really Simple Licensing's; what an item says in it is said of that item alone."""
    return element.tag.startswith(tuple(f"{{{space}}}" for space in _RSL))


def _rsl(said: list[Element]) -> str:
    """Return what was said as one document, whatever elements of it the feed has."""
    if not said:
        return ""
    document = Element(f"{{{_RSL[0]}}}rsl")
    for each in said:
        document.extend(each if local(each.tag) == "rsl" else [each])
    return tostring(document, encoding="unicode")


def _licence(entry: Element) -> str:
    """Return a licence: of Creative Commons' and Media RSS's elements, or of an Atom link (RFC 4946)."""
    bare = (child for child in _all(entry, "license") if not _is_rsl(child))
    named = (_text(child) or child.get("href", "") for child in bare)
    linked = (child.get("href", "") for child in _all(entry, "link") if child.get("rel") == "license")
    return next(filter(None, (*named, *linked)), "")
