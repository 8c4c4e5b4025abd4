"""Rights properties in microdata and RDFa, and RSL written into a page. Pure."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from archive.ingestion.images import absolute
from archive.ingestion.links_seen import RSL_TYPE, image_around
from archive.ingestion.rights_words import (
    ARTICLES,
    IMAGES,
    PREFIXES,
    RDFA,
    TOO_LARGE,
    TOO_MANY,
    Place,
    cut,
    local,
    schema_property,
)
from archive.ingestion.safe_xml import UnreadableXmlError, XmlLimits, read_xml
from archive.rights_gate import SIGNAL_CUT, RightsBlock
from archive.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.ingestion.markup import Element

_ELSEWHERE = frozenset(("meta", "link"))  # elements that other collectors read
_RDFA_NAMES = frozenset(name.lower() for _, names in RDFA.values() for name in names)
_VALUES = ("content", "resource", "href", "src", "datetime")
_MOST_CANDIDATES = 500  # elements that are looked at closely; a page with more is made to keep us busy
_MOST_ITEMS = 60
_MOST_INSIDE = 2000  # elements inside one
_LONGEST_TEXT = 20_000  # characters of source
_LONGEST_RSL = 100_000  # characters
_PARTS = frozenset(("figure", "aside", "nav", "li", "table", "blockquote", "item", "entry"))
_RSL_LIMITS = XmlLimits(depth=40, elements=5000, seconds=2)


def microdata(root: Element, source: str, place: Place) -> Iterator[RightsBlock]:
    """Yield a block for each item of the page that bears rights: an article, the page, or an image."""
    found: dict[int, tuple[Element | None, list[tuple[str, str]], list[str]]] = {}
    candidates = (element for element in root.walk() if "itemprop" in element.attributes)
    seen = 0
    for element in candidates:
        for name in filter(None, map(schema_property, element.attributes["itemprop"].split()[:20])):
            seen += 1
            if seen <= _MOST_CANDIDATES:
                scope = next(
                    (outer for outer in element.ancestors() if "itemscope" in outer.attributes), None
                )
                _, properties, raw = found.setdefault(id(scope), (scope, [], []))
                properties.append((name, cut(_item_value(element))))
                raw.append(source[element.start : element.inner_start])
    if seen > _MOST_CANDIDATES or len(found) > _MOST_ITEMS:
        yield RightsBlock("microdata", (), "", failure=TOO_MANY)
    for scope, properties, raw in islice(found.values(), _MOST_ITEMS):
        subject = _subject(scope, place) if scope else ""
        if subject is not None:
            yield RightsBlock("microdata", tuple(properties), cut("".join(raw)), subject)


def _subject(scope: Element, place: Place) -> str | None:
    """Return the image that an item is, "" for the article or page, None for anything else."""
    kinds = {local(kind) for kind in scope.attributes.get("itemtype", "").split()}
    if kinds & IMAGES:
        inside = (
            _item_value(each)
            for name in ("contenturl", "url")
            for each in islice(scope.walk(), _MOST_INSIDE)
            if name in each.attributes.get("itemprop", "").lower().split()
        )
        own = [absolute(place.page, value) for value in (*inside, scope.attributes.get("src", ""))]
        return next((address for address in own if address), image_around(scope, place.page) or None)
    of_page = not kinds or any(kind.endswith("Article") or kind in ARTICLES for kind in kinds)
    return "" if of_page else None


def _item_value(element: Element) -> str:
    if "itemscope" in element.attributes:
        named = (
            each
            for name in ("name", "url")
            for each in islice(element.walk(), _MOST_INSIDE)
            if each is not element and name in each.attributes.get("itemprop", "").lower().split()
        )
        return next((_value(each) for each in named), element.attributes.get("itemid", ""))
    return _value(element)


def _value(element: Element) -> str:
    given = (element.attributes[name] for name in _VALUES if element.attributes.get(name, "").strip())
    value = next((value.strip() for value in given), "")
    if value or element.inner_end - element.inner_start > _LONGEST_TEXT:
        return value or SIGNAL_CUT
    return one_line(element.text())


def rdfa(root: Element, source: str, place: Place) -> Iterator[RightsBlock]:
    """Yield a block for each element with a property of RDFa that bears rights; `<meta>` and plain links are elsewhere."""
    images: set[str] = set()
    seen = 0
    for element in root.walk():
        if element.tag == "img":
            images.add(absolute(place.page, element.attributes.get("src", "")))
        tokens = _tokens(element)
        seen += bool(tokens)
        if seen > _MOST_CANDIDATES:
            yield RightsBlock("rdfa", (), "", failure=TOO_MANY)
            return
        names = [name for token in tokens if (name := _rdfa_name(element, token))]
        subject = _about(element, place, images) if names else None
        if subject is not None:
            value = cut(_value(element))
            raw = cut(source[element.start : element.inner_start])
            yield RightsBlock("rdfa", tuple((name, value) for name in names), raw, subject)


def _tokens(element: Element) -> list[str]:
    """Return the names on an element that could bear rights; those of `<meta>` and `<link>` are read elsewhere."""
    if element.tag in _ELSEWHERE:
        return []
    written = " ".join(element.attributes.get(name, "") for name in ("property", "rel", "rev"))
    return [token for token in written.split()[:20] if local(token).lower() in _RDFA_NAMES]


def _rdfa_name(element: Element, token: str) -> str:
    """Return `prefix:name` for a name that bears rights, written as an address, with a prefix, or in a vocabulary."""
    prefix, colon, name = token.partition(":")
    if not colon:
        vocabulary = next(
            (
                outer.attributes["vocab"]
                for outer in (element, *element.ancestors())
                if "vocab" in outer.attributes
            ),
            "",
        )
        spaces = [vocabulary] if vocabulary and "property" in element.attributes else []
        name = token
    elif name.startswith("//"):
        spaces = [known for known in RDFA if _same(token).startswith(_same(known))]
        name = _same(token).removeprefix(_same(spaces[0])) if spaces else ""
    else:
        spaces = [_declared(element, prefix.lower()) or PREFIXES.get(prefix.lower(), "")]
    for space in spaces:
        written, names = next(
            (RDFA[known] for known in RDFA if _same(known) == _same(space)), ("", frozenset[str]())
        )
        known_name = next((each for each in names if each.lower() == name.lower()), "")
        if known_name:
            return f"{written}:{known_name}"
    return ""


def _same(address: str) -> str:
    return address.removeprefix("https://").removeprefix("http://")


def _declared(element: Element, prefix: str) -> str:
    for outer in (element, *element.ancestors()):
        space = _prefixes(outer.attributes.get("prefix", "")[:_LONGEST_TEXT]).get(prefix, "")
        if space or f"xmlns:{prefix}" in outer.attributes:
            return space or outer.attributes[f"xmlns:{prefix}"]
    return ""


@lru_cache(maxsize=64)
def _prefixes(declared: str) -> dict[str, str]:
    return {name[:-1].lower(): space for name, space in pairwise(declared.split()) if name.endswith(":")}


def _about(element: Element, place: Place, images: set[str]) -> str | None:
    """Return the image that is spoken of, "" for the page, None for anything else."""
    named = next(
        (
            outer.attributes["about"]
            for outer in (element, *element.ancestors())
            if "about" in outer.attributes
        ),
        None,
    )
    if named is None:
        return image_around(element, place.page)
    address = absolute(place.page, named) if named.strip() else place.page
    if not place.is_elsewhere([address]):
        return ""
    return address if address in images else None


def inline_rsl(root: Element, source: str, place: Place) -> Iterator[RightsBlock]:
    """Yield each RSL document that is written into the page, whole; one that isn't safe XML is a failure.

    One that stands in a part of the page speaks of that part: of an image in its figure, else of we don't know what.
    """
    articles = sum(element.tag == "article" for element in root.walk())
    for element in root.walk():
        kind = element.attributes.get("type", "").partition(";")[0].strip().lower()
        script = element.tag == "script" and kind == RSL_TYPE
        if script or (element.tag == "rsl" and "rsl" not in element.inside):
            start, end = (element.inner_start, element.inner_end) if script else (element.start, element.end)
            part = element.inside & (_PARTS if articles <= 1 else _PARTS | {"article"})
            image = image_around(element, place.page)
            yield _rsl(source[start:end].strip(), "rsl-of-a-part" if part and not image else "rsl", image)


def _rsl(document: str, kind: str, image: str) -> RightsBlock:
    if len(document) > _LONGEST_RSL:
        return RightsBlock(kind, (), "", image, failure=TOO_LARGE)
    try:
        read_xml(document, limits=_RSL_LIMITS)
    except UnreadableXmlError as error:
        return RightsBlock(kind, (), document, image, failure=error.code.value)
    return RightsBlock(kind, (), document, image)
