"""ninjs (https://iptc.org/std/ninjs/), versions 1 to 3: one item, an array of them, or one a line. Pure.

Names differ between versions in case and underscores alone, and in arrays that stand for single values; both are read.
Pictures come in as images of the article that they are associated with, under their own credit lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING, BinaryIO

from django.utils.translation import gettext as _

from archive.ingestion.formats import values
from archive.ingestion.formats.items import USABLE, BadRow, Item, ItemImage, ItemRights
from archive.ingestion.formats.json_values import read_json
from archive.ingestion.formats.lines import text_lines
from archive.ingestion.formats.values import UnreadableRowError, quoted

if TYPE_CHECKING:
    from archive.ingestion.formats.items import Limits

_Node = Mapping[str, object]
_ARTICLES = frozenset(("", "text", "composite", "article"))
_MOST_EXPRESSION = 100_000
_BODIES = ("bodies", "bodytext", "bodyhtml", "bodyxhtml", "bodyhtml5")


def read_ninjs(stream: BinaryIO, limits: Limits) -> Iterator[Item | BadRow]:
    """Yield the items; `line` is the line where there is one a line, else the number of the item."""
    for number, value in _values(stream, limits):
        if isinstance(value, BadRow):
            yield value
        elif isinstance(value, dict):
            yield _read(number, value)
        else:
            yield BadRow(number, "", _("It isn't an item of ninjs."))


def _values(stream: BinaryIO, limits: Limits) -> Iterator[tuple[int, object]]:
    first = stream.readline(limits.row_bytes + 1)
    while first and not first.strip():
        first = stream.readline(limits.row_bytes + 1)
    if _is_whole(first):
        yield from _of_lines(first, stream, limits)
        return
    document = first + stream.read(max(0, limits.document_bytes + 1 - len(first)))
    if len(document) > limits.document_bytes:
        yield 1, BadRow(1, "", _("The document is larger than the limit."))
        return
    try:
        found = read_json(_decoded(document))
    except UnreadableRowError as error:
        yield 1, BadRow(1, error.field, error.reason)
        return
    yield from enumerate(found if isinstance(found, list) else [found], start=1)


def _is_whole(line: bytes) -> bool:
    """Tell whether a line holds one whole object, so that each line does."""
    try:
        return isinstance(read_json(_decoded(line)), dict)
    except UnreadableRowError as error:
        # an object that can't come in is one nevertheless; a document that begins here ends with a bracket or comma
        return bool(error.field) or (line.lstrip().startswith(b"{") and line.rstrip().endswith(b"}"))


def _of_lines(first: bytes, stream: BinaryIO, limits: Limits) -> Iterator[tuple[int, object]]:
    try:
        head: str | BadRow = _decoded(first)
    except UnreadableRowError as error:
        head = BadRow(1, "", error.reason)
    following = ((number + 1, line) for number, line in text_lines(stream, limits))
    for number, line in chain([(1, head)], following):
        if isinstance(line, BadRow):
            yield number, BadRow(number, line.field, line.reason)
        elif line.strip():
            try:
                yield number, read_json(line)
            except UnreadableRowError as error:
                yield number, BadRow(number, error.field, error.reason)


def _decoded(document: bytes) -> str:
    try:
        return document.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableRowError("", _("It isn't UTF-8.")) from None


def _read(number: int, raw: _Node) -> Item | BadRow:
    try:
        return _item(number, _folded(raw))
    except UnreadableRowError as error:
        return BadRow(number, error.field, error.reason)


def _folded(raw: _Node) -> dict[str, object]:
    """Return the properties by names without case and underscores, as all versions share them."""
    folded: dict[str, object] = {}
    for name, value in raw.items():
        if value not in (None, ""):
            folded.setdefault(name.replace("_", "").lower(), value)
    return folded


def _item(number: int, node: _Node) -> Item:
    rights = _rights(node)
    kind = _text(node, "type")
    usable = rights.pub_status == USABLE
    if usable and kind not in _ARTICLES:
        raise UnreadableRowError(
            "type", _("An item of type %(type)s isn't an article.") % {"type": quoted(kind)}
        )
    title = values.headline(_plain(node, ("headlines", "headline", "title")))
    if usable and not title:
        raise UnreadableRowError("headline", _("The item has no headline."))
    published = _text(node, "firstcreated") or _text(node, "contentcreated") or _text(node, "versioncreated")
    return Item(
        line=number,
        address=_address(node, needed=usable),
        headline=title,
        authors=_authors(node),
        section=_section(node),
        language=values.language(_text(node, "language")),
        date_published=values.instant(published),
        date_published_printed=values.fact("printed", published),
        date_modified=values.instant(_text(node, "versioncreated")),
        copyright_notice=rights.copyright_notice,
        identifiers=_identifiers(node),
        body=_body(node),
        word_count=_words(node),
        images=_images(node),
        rights=rights,
        version=values.fact("version", str(node.get("version", ""))),
    )


def _text(node: _Node, name: str) -> str:
    value = node.get(name, "")
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return str(value)
    raise UnreadableRowError(name, _("It isn't text."))


def _nodes(node: _Node, name: str) -> list[dict[str, object]]:
    """Return the nodes of an array, or of an object by name (ninjs 1), folded."""
    value = node.get(name)
    listed = value if isinstance(value, list) else list(value.values()) if isinstance(value, dict) else []
    return [_folded(each) for each in listed if isinstance(each, dict)]


def _plain(node: _Node, names: tuple[str, ...]) -> str:
    """Return the first text of the names; an array's `main` role goes first."""
    for name in names:
        value = node.get(name)
        if isinstance(value, str):
            return value
        parts = sorted(_nodes(node, name), key=lambda part: _text(part, "role") not in {"main", "headline"})
        if parts:
            written = _text(parts[0], "value")
            return values.text_of_markup(written) if "html" in _text(parts[0], "contenttype") else written
    return ""


def _body(node: _Node) -> str:
    for name in _BODIES:
        value = node.get(name)
        if isinstance(value, str):
            return values.text_of_markup(value) if "html" in name else values.plain_text(value)
        parts = _nodes(node, name)
        main = next(
            (part for part in parts if _text(part, "role") in {"main", ""}), parts[0] if parts else None
        )
        if main is not None:
            marked = "plain" not in _text(main, "contenttype")
            return (
                values.text_of_markup(_text(main, "value"))
                if marked
                else values.plain_text(_text(main, "value"))
            )
    return ""


def _words(node: _Node) -> int | None:
    count = node.get("wordcount")
    return count if isinstance(count, int) and not isinstance(count, bool) and 0 < count < 10**7 else None


def _address(node: _Node, *, needed: bool) -> str:
    """Return where the item can be read on the web, else its own URI; a notice of withdrawal needs neither."""
    places = [_text(node, "uri")]
    places += [
        _text(each, "href") for each in _nodes(node, "renditions") if "html" in _text(each, "contenttype")
    ]
    places += [
        _text(node, name) for name in ("url", "link", "canonicalurl") if isinstance(node.get(name), str)
    ]
    found = next((place for place in reversed(places) if values.is_address(place)), "") or places[0]
    if not found and needed:
        raise UnreadableRowError("address", _("The item has no URI."))
    if not needed and not (values.is_address(found) or values.is_name(found)):
        return ""
    return values.address(found, names=True)


def _identifiers(node: _Node) -> dict[str, str]:
    pairs = [("uri", _text(node, "uri")), ("guid", _text(node, "guid"))]
    alternatives = node.get("altids")
    if isinstance(alternatives, dict):
        pairs += [(str(name), value) for name, value in alternatives.items() if isinstance(value, str)]
    else:
        pairs += [(_text(each, "role") or "altid", _text(each, "value")) for each in _nodes(node, "altids")]
    return values.identifiers((scheme, value) for scheme, value in pairs if value)


def _authors(node: _Node) -> tuple[str, ...]:
    written = _text(node, "by") or _text(node, "byline")
    people = [
        _text(each, "name")
        for each in _nodes(node, "people") + _nodes(node, "person")
        if "author" in str(each.get("rel", ""))
    ]
    names = people or ([written] if written else [])
    lines = (values.fact("author", name, field="authors") for name in names)
    return tuple(dict.fromkeys(line for line in lines if line))[: values.MOST["authors"]]


def _section(node: _Node) -> str:
    value = node.get("section")
    return values.fact("section", value) if isinstance(value, str) else ""


def _images(node: _Node) -> tuple[ItemImage, ...]:
    found: dict[str, str] = {}
    for each in _nodes(node, "associations"):
        if _text(each, "type") not in {"picture", "graphic"}:
            continue
        places = [_text(one, "href") for one in _nodes(each, "renditions")] + [_text(each, "uri")]
        place = next((one for one in places if values.is_address(one)), "")
        lines = (
            _text(each, name)
            for name in ("creditline", "credit", "copyrightnotice", "copyrightholder", "byline", "by")
        )
        if place and len(found) < values.MOST["images"]:
            found.setdefault(
                place.strip(), values.fact("notice", next(filter(None, lines), ""), field="images")
            )
    return tuple(ItemImage(place, line, position) for position, (place, line) in enumerate(found.items()))


def _rights(node: _Node) -> ItemRights:
    unread: list[str] = []
    embargo = _text(node, "embargoed")
    until = values.instant(embargo) if embargo else None
    if embargo and until is None:
        unread.append("embargo")
    status, known = values.status(_text(node, "pubstatus")) if "pubstatus" in node else (USABLE, True)
    if not known:
        unread.append("pub_status")
    expression, mining = _expressions(node, unread)
    lines = {name: _text(node, name) for name in ("copyrightholder", "copyrightnotice", "creditline")}
    read = {name: values.fact("notice", line) for name, line in lines.items()}
    terms = values.fact("terms", _text(node, "usageterms"))
    unread += [name for name, line in lines.items() if line and not read[name]]
    unread += ["usage_terms"] if node.get("usageterms") and not terms else []
    return ItemRights(
        copyright_holder=read["copyrightholder"],
        copyright_notice=read["copyrightnotice"],
        usage_terms=terms,
        credit_line=read["creditline"],
        rights_expression=expression,
        embargoed_until=until,
        pub_status=status,
        data_mining=mining,
        unread=tuple(unread),
    )


def _expressions(node: _Node, unread: list[str]) -> tuple[str, str]:
    """Return the encoded rights, or the address of linked ones, and the data-mining statement."""
    written = ""
    info = node.get("rightsinfo")
    for each in _nodes({"r": info if isinstance(info, list) else [info]}, "r"):
        written = written or _text(each, "encodedrights") or _text(each, "linkedrights")
    if info and not 0 < len(written) <= _MOST_EXPRESSION:
        written = ""
        unread.append("rights_expression")
    return values.sound("rights_expression", written), values.fact("notice", _text(node, "datamining"))
