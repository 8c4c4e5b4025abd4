"""Named values of a row (JSON, CSV) to an item: one table of the names that rows use. Pure.

Names are those of schema.org NewsArticle and Dublin Core, and plain ones; case, hyphens, underscores, spaces and the
prefixes `dc:`, `dcterms:` and `schema:` don't matter. Expression (description, keywords, captions…) has no name here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from django.utils.translation import gettext as _

from archive.ingestion.formats import values
from archive.ingestion.formats.items import (
    SILENT,
    USABLE,
    BadRow,
    Item,
    ItemImage,
    ItemKind,
    ItemRights,
)
from archive.ingestion.formats.values import UnreadableRowError

NAMES: dict[str, str] = {
    **dict.fromkeys(("address", "url", "link", "href", "canonical", "canonicalurl", "mainentityofpage"), "address"),
    **dict.fromkeys(("headline", "title", "name"), "headline"),
    **dict.fromkeys(("author", "authors", "creator", "byline", "creators"), "authors"),
    **dict.fromkeys(("articlesection", "section", "category"), "section"),
    **dict.fromkeys(("inlanguage", "language", "lang"), "language"),
    **dict.fromkeys(
        ("datepublished", "published", "issued", "date", "pubdate", "publishedat", "publicationdate", "created"),
        "date_published",
    ),
    **dict.fromkeys(("datemodified", "modified", "updated", "updatedat"), "date_modified"),
    **dict.fromkeys(("copyrightnotice", "copyright", "copyrightline"), "copyright_notice"),
    **dict.fromkeys(("identifier", "identifiers", "id", "guid", "urn", "uri", "doi", "issn"), "identifiers"),
    **dict.fromkeys(("articlebody", "body", "text", "content", "bodytext"), "body"),
    **dict.fromkeys(("wordcount", "words"), "word_count"),
    **dict.fromkeys(("image", "images", "photo", "photos"), "images"),
    **dict.fromkeys(("imagecredit", "photocredit"), "image_credit"),
    "version": "version",
    **dict.fromkeys(("copyrightholder", "rightsholder"), "copyright_holder"),
    **dict.fromkeys(("usageterms", "rights", "license", "licence", "usageinfo", "accessrights"), "usage_terms"),
    **dict.fromkeys(("creditline", "credittext", "credit"), "credit_line"),
    **dict.fromkeys(("embargoed", "embargo", "embargoeduntil", "embargoedto"), "embargo"),
    **dict.fromkeys(("pubstatus", "publishingstatus"), "pub_status"),
    **dict.fromkeys(("datamining", "plusdatamining"), "data_mining"),
}  # fmt: skip
_RIGHTS = frozenset(
    ("copyright_holder", "usage_terms", "credit_line", "embargo", "pub_status", "data_mining")
)
_PREFIXES = (
    "dcterms:",
    "dc:",
    "schema:",
    "http://schema.org/",
    "https://schema.org/",
    "plus:",
    "dcterms.",
    "dc.",
)
_SQUEEZE = str.maketrans("", "", "-_ .:")
_LONGEST_NAME = 60


@lru_cache(maxsize=4096)
def field_of(name: str) -> str | None:
    """Return the field that a column or key means, or None."""
    if len(name) > _LONGEST_NAME:
        return None
    plain = name.strip().lower()
    for prefix in _PREFIXES:
        plain = plain.removeprefix(prefix)
    return NAMES.get(plain.translate(_SQUEEZE))


def item_of(line: int, pairs: Iterable[tuple[str, object]]) -> Item | BadRow:
    """Return the item that named values say, or the bad row that they are."""
    found: dict[str, object] = {}
    named: list[tuple[str, object]] = []
    for name, value in pairs:
        field = field_of(name)
        if field is None or value is None or value == "":
            continue
        if field == "identifiers":
            named.append((name, value))
        elif field == "usage_terms" and field in found:
            found[field] = [*_listed(found[field]), *_listed(value)]
        else:
            found.setdefault(field, value)
    try:
        return _item(line, found, named)
    except UnreadableRowError as error:
        return BadRow(line, error.field, error.reason)


def _item(line: int, found: Mapping[str, object], named: list[tuple[str, object]]) -> Item:
    identifiers = identifiers_of(named)
    rights = _rights(found) if not _RIGHTS.isdisjoint(found) else SILENT
    published = _text(found, "date_published")
    body = values.plain_text(_text(found, "body"))
    title = values.headline(_text(found, "headline"))
    page = not title and not body and rights.pub_status == USABLE
    if body and not title and rights.pub_status == USABLE:
        raise UnreadableRowError("headline", _("The row has a text but no headline."))
    return Item(
        line=line,
        address=_address(found, identifiers, rights),
        kind=ItemKind.PAGE if page else ItemKind.ARTICLE,
        headline=title,
        authors=authors_of(found["authors"]) if "authors" in found else (),
        section=values.fact("section", _first(found, "section")),
        language=values.language(_first(found, "language")),
        date_published=values.instant(published) if published else None,
        date_published_printed=values.fact("printed", published) if published else "",
        date_modified=values.instant(_text(found, "date_modified")) if "date_modified" in found else None,
        copyright_notice=values.fact("notice", _text(found, "copyright_notice")),
        identifiers=identifiers,
        body=body,
        word_count=_count(found),
        images=images_of(found) if "images" in found else (),
        rights=rights,
        version=values.fact("version", _text(found, "version")),
    )


def _text(found: Mapping[str, object], field: str) -> str:
    """Return the text of a field; raises UnreadableRowError for what is neither text nor a number."""
    value = found.get(field, "")
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if field == "address" and isinstance(value, Mapping):
        return str(value.get("@id") or value.get("url") or "")
    raise UnreadableRowError(field, _("It isn't text."))


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def strings_of(value: object) -> list[str]:
    """Return the strings of a string, a list or named nodes, as JSON-LD writes them."""
    if isinstance(value, str):
        return [value] if value.strip() else []
    named = (
        each.get("name") or each.get("url") or each.get("@id") if isinstance(each, dict) else each
        for each in _listed(value)
    )
    return [each for each in named if isinstance(each, str) and each.strip()]


def _first(found: Mapping[str, object], field: str) -> str:
    return next(iter(strings_of(found[field])), "") if field in found else ""


def _address(found: Mapping[str, object], identifiers: Mapping[str, str], rights: ItemRights) -> str:
    if "address" in found:
        return values.address(_text(found, "address"), names=True)
    for value in identifiers.values():
        if values.is_address(value) or values.is_name(value):
            return values.address(value, names=True)
    if rights.pub_status != USABLE and identifiers:
        return ""  # a notice that something is withdrawn names it by its identifier
    raise UnreadableRowError("address", _("The row has no address."))


def authors_of(value: object) -> tuple[str, ...]:
    """Return the authors that a text, with semicolons, or a list names."""
    names = value.split(";") if isinstance(value, str) else strings_of(value)
    lines = (values.fact("author", name, field="authors") for name in names[: 5 * values.MOST["authors"]])
    return tuple(dict.fromkeys(line for line in lines if line))[: values.MOST["authors"]]


def identifiers_of(named: list[tuple[str, object]]) -> dict[str, str]:
    """Return the identifiers of named values, by their schemes."""
    pairs: list[tuple[str, str]] = []
    for name, value in named:
        scheme = name.strip().lower().rpartition(":")[2]
        for each in _listed(value):
            if isinstance(each, dict) and "value" in each:
                pairs.append((str(each.get("propertyID") or scheme), str(each["value"])))
            elif isinstance(each, dict):
                pairs += [(str(key), one) for key, one in each.items() if isinstance(one, str)]
            elif isinstance(each, str | int) and not isinstance(each, bool):
                pairs.append((scheme, str(each).strip()))
    return values.identifiers(pairs)


def _count(found: Mapping[str, object]) -> int | None:
    value = found.get("word_count")
    if value is None:
        return None
    text = str(value).strip()
    if isinstance(value, bool) or not (text.isascii() and text.isdigit()) or not 1 <= len(text) <= 7:  # noqa: PLR2004
        raise UnreadableRowError("word_count", _("It isn't a number of words."))
    return int(text) or None


def images_of(found: Mapping[str, object]) -> tuple[ItemImage, ...]:
    """Return the images under `images`, with the credit line under `image_credit` where they have none of their own."""
    credit = values.fact("notice", _first(found, "image_credit"))
    images: dict[str, ItemImage] = {}
    for each in _listed(found["images"])[: 5 * values.MOST["images"]]:
        node = each if isinstance(each, dict) else {"url": each}
        place, line = _one_of(node, _PLACES), _one_of(node, _CREDITS)
        if values.is_address(place) and place not in images and len(images) < values.MOST["images"]:
            line = values.fact("notice", line, field="images") if line else credit
            images[place] = ItemImage(place.strip().partition("#")[0], line, len(images))
    return tuple(images.values())


_PLACES = ("url", "contentUrl", "href", "address", "@id")
_CREDITS = ("creditText", "credit", "credit_text", "creditline")


def _one_of(node: Mapping[str, object], names: tuple[str, ...]) -> str:
    for name in names:
        value = node.get(name)
        if isinstance(value, str):
            return value
    return ""


def _rights(found: Mapping[str, object]) -> ItemRights:
    unread: list[str] = []
    embargo = _text(found, "embargo")
    until = values.instant(embargo) if embargo else None
    if embargo and until is None:
        unread.append("embargo")
    status, known = values.status(_text(found, "pub_status")) if "pub_status" in found else (USABLE, True)
    if not known:
        unread.append("pub_status")
    return ItemRights(
        copyright_holder=values.fact("notice", _first(found, "copyright_holder")),
        copyright_notice=values.fact("notice", _text(found, "copyright_notice")),
        usage_terms=_terms(found, unread),
        credit_line=values.fact("notice", _first(found, "credit_line")),
        embargoed_until=until,
        pub_status=status,
        data_mining=values.fact("notice", _first(found, "data_mining")),
        unread=tuple(unread),
    )


def _terms(found: Mapping[str, object], unread: list[str]) -> str:
    """Return the terms on one line; what is there but can't be read, or is too long, is named in `unread`."""
    if "usage_terms" not in found:
        return ""
    terms = values.fact("terms", " ".join(strings_of(found["usage_terms"])), field="usage_terms")
    if not terms:
        unread.append("usage_terms")
    return terms
