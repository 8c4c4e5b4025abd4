"""All that a page says of itself, each value with its place and the runners-up. Pure; nothing is stored here.

The order in which places are believed is the order of candidates in each reader; docs/extraction.md has it as a table.
Description, alternative headline, keywords and captions are expression: read for whoever looks at a page with
`manage.py extract`, stored by nobody (semantics.md section 1).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from courlan import clean_url

from archive.ingestion.images import absolute
from archive.ingestion.linked_data import article_node, first, nodes_of, referred, strings
from archive.ingestion.reading import metas as tables
from archive.ingestion.reading.authors import read_authors
from archive.ingestion.reading.candidates import Candidate, Reading, preferred
from archive.ingestion.reading.headline import LONGEST, read_headline
from archive.ingestion.reading.items import article_items
from archive.ingestion.reading.libraries import library_date, library_facts
from archive.ingestion.reading.page import Page
from archive.ingestion.reading.published import printed_date, read_modified, read_published
from archive.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from archive.ingestion.markup import Element

_LONGEST_LINE = 200
_LONGEST_EXPRESSION = 2000
_MOST_KEYWORDS = 50
_LONGEST_TAG = 35  # RFC 5646 section 4.4.1
_LONGEST_IDENTIFIER = 100
_LANGUAGE = re.compile(r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
_LOCKED = {"false": True, "true": False, "0": True, "1": False, "no": True, "yes": False}
_PAID = re.compile(r"^(?:locked|metered|premium|paid|subscriber|subscription|hard|true|yes)$", re.IGNORECASE)


@dataclass(frozen=True)
class Readings:
    """What a page says of its article, field by field. Dates are ISO 8601 with no more than was printed."""

    headline: Reading[str]
    alternative_headline: Reading[str]
    authors: Reading[tuple[str, ...]]
    date_published: Reading[str]
    date_modified: Reading[str]
    section: Reading[str]
    keywords: Reading[tuple[str, ...]]
    language: Reading[str]
    canonical: Reading[str]
    publisher: Reading[str]
    description: Reading[str]
    paywalled: Reading[str]
    identifiers: dict[str, str]
    date_printed: str
    og_image: str
    article: Mapping[str, Any]
    problems: tuple[str, ...]


def read_page(root: Element, source: str, address: str, *, latest: datetime | None = None) -> Readings:
    """Read a page's facts; what it doesn't say is empty. `latest`: dates after it aren't believed."""
    page = Page(root, source, address)
    nodes, mended, unreadable = page.linked
    node = article_node(nodes, frozenset(filter(None, (address, page.canonical))), page.title)
    items = _own_first(page, [item for _, item in article_items(page.elements)])
    publisher = _publisher(page, node, nodes, items)
    headline = read_headline(page, node, items)
    authors = read_authors(page, node, items, publisher.value)
    published = read_published(page, node, items, latest)
    headline, authors = _helped(page, headline, authors)
    if not published.value:
        published = preferred([library_date(page.without_scripts, address, latest)], "")
    return Readings(
        headline=headline,
        alternative_headline=_alternative(node, items, headline.value),
        authors=authors,
        date_published=published,
        date_modified=read_modified(page, node, items, latest),
        section=_section(page, node, items),
        keywords=_keywords(page, node),
        language=_language(page, node),
        canonical=_canonical(page, node),
        publisher=publisher,
        description=_description(page, node),
        paywalled=_paywalled(page, node, items),
        identifiers=_identifiers(page, node),
        date_printed=printed_date(page),
        og_image=next(iter(page.metas.get("og:image", [])), ""),
        article=node,
        problems=_problems(mended, unreadable),
    )


def _helped(
    page: Page, headline: Reading[str], authors: Reading[tuple[str, ...]]
) -> tuple[Reading[str], Reading[tuple[str, ...]]]:
    """Ask trafilatura for what wasn't found."""
    if headline.value and authors.value:
        return headline, authors
    title, names = library_facts(page.without_scripts, page.address)
    return (
        headline if headline.value else preferred([title] if len(title.value) <= LONGEST else [], ""),
        authors if authors.value else preferred([names], ()),
    )


def _own_first(page: Page, items: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the items with the page's own article first: the one whose headline is in the title, else the first."""
    title = page.title.casefold()
    return sorted(items, key=lambda item: (first(item.get("headline")).casefold() or "\0") not in title)


def _lines(values: Iterable[Candidate[str]], longest: int = _LONGEST_LINE) -> list[Candidate[str]]:
    lines = [Candidate(one_line(each.value), each.source, each.place) for each in values]
    return [each for each in lines if len(each.value) <= longest]


def _of_metas(page: Page, names: tuple[str, ...]) -> list[Candidate[str]]:
    return [Candidate(value, "meta", name) for name in names for value in page.metas.get(name, [])[:1]]


def _alternative(node: Mapping[str, Any], items: list[Mapping[str, Any]], headline: str) -> Reading[str]:
    found = [Candidate(first(node.get("alternativeHeadline")), "json-ld", "alternativeHeadline")]
    found += [
        Candidate(first(item.get("alternativeHeadline")), "microdata", "alternativeHeadline")
        for item in items[:1]
    ]
    return preferred([each for each in _lines(found, LONGEST) if each.value != headline], "")


def _publisher(
    page: Page, node: Mapping[str, Any], nodes: list[Mapping[str, Any]], items: list[Mapping[str, Any]]
) -> Reading[str]:
    values = [first(each) for each in referred(node.get("publisher"), nodes)]
    found = [Candidate(value, "json-ld", "publisher") for value in values[:2]]
    found += [
        Candidate(value, "microdata", "publisher")
        for item in items[:1]
        for value in strings(item.get("publisher"))
    ]
    return preferred(_lines([*found, *_of_metas(page, tables.PUBLISHER)]), "")


def _section(page: Page, node: Mapping[str, Any], items: list[Mapping[str, Any]]) -> Reading[str]:
    found = [
        Candidate(value, "json-ld", "articleSection") for value in strings(node.get("articleSection"))[:3]
    ]
    found += [
        Candidate(value, "microdata", "articleSection")
        for item in items[:1]
        for value in strings(item.get("articleSection"))
    ]
    found += _of_metas(page, tables.SECTION)
    for each in page.linked[0]:
        if "BreadcrumbList" in strings(each.get("@type")):
            crumbs = [
                first(crumb.get("name")) or first(crumb.get("item"))
                for crumb in nodes_of(each.get("itemListElement"))
            ]
            found += [Candidate(crumb, "json-ld", "BreadcrumbList") for crumb in crumbs[1:2] if crumbs[2:]]
    return preferred(_lines(found, 100), "")


def _keywords(page: Page, node: Mapping[str, Any]) -> Reading[tuple[str, ...]]:
    written = [Candidate(strings(node.get("keywords")), "json-ld", "keywords")]
    written += [Candidate(page.metas.get(name, []), "meta", name) for name in tables.KEYWORDS]
    return preferred((Candidate(_split(each.value), each.source, each.place) for each in written), ())


def _split(values: list[str]) -> tuple[str, ...]:
    words = (one_line(part) for value in values for part in value[:_LONGEST_EXPRESSION].split(","))
    return tuple(dict.fromkeys(word for word in words if word))[:_MOST_KEYWORDS]


def _language(page: Page, node: Mapping[str, Any]) -> Reading[str]:
    found = [
        Candidate(each.attributes.get("lang", ""), "page", "html lang")
        for each in page.by_tag.get("html", [])[:1]
    ]
    found += [Candidate(value, "json-ld", "inLanguage") for value in strings(node.get("inLanguage"))[:1]]
    found += _of_metas(page, tables.LANGUAGE)
    return preferred((Candidate(_tag(each.value), each.source, each.place) for each in found), "")


def _tag(value: str) -> str:
    primary, dash, rest = value.strip().replace("_", "-").partition("-")
    language = f"{primary.lower()}{dash}{rest}"
    return language if _LANGUAGE.match(language) and len(language) <= _LONGEST_TAG else ""


def _canonical(page: Page, node: Mapping[str, Any]) -> Reading[str]:
    place = (
        "link rel=canonical"
        if any("canonical" in each.attributes.get("rel", "").lower() for each in page.by_tag.get("link", []))
        else "og:url"
    )
    found = [
        Candidate(page.canonical, "page", place),
        *(Candidate(value, "meta", "og:url") for value in page.metas.get("og:url", [])[:1]),
        *(Candidate(value, "json-ld", "url") for value in strings(node.get("url"))[:1]),
    ]
    return preferred(
        (Candidate(_cleaned(page.address, each.value), each.source, each.place) for each in found), ""
    )


def _cleaned(address: str, reference: str) -> str:
    """Return an absolute address; what isn't one, and what courlan can't read as one, is none."""
    found = absolute(address, reference)
    return found if found and clean_url(found) else ""


def _description(page: Page, node: Mapping[str, Any]) -> Reading[str]:
    found = [
        *_of_metas(page, tables.DESCRIPTION),
        Candidate(first(node.get("description")), "json-ld", "description"),
    ]
    return preferred(_lines(found, _LONGEST_EXPRESSION), "")


def _paywalled(page: Page, node: Mapping[str, Any], items: list[Mapping[str, Any]]) -> Reading[str]:
    """Return "yes" or "no" where the page says so."""
    found = []
    for source, each in (("json-ld", node), *(("microdata", item) for item in items[:1])):
        value = each.get("isAccessibleForFree")
        written = first(value) or (str(value) if isinstance(value, bool) else "")
        locked = _LOCKED.get(written.strip().rpartition("/")[2].lower())
        found.append(
            Candidate("" if locked is None else "yes" if locked else "no", source, "isAccessibleForFree")
        )
    for name in ("article:content_tier", "content_tier", "article.opinion.paywall", "paywall"):
        found += [
            Candidate("yes" if _PAID.match(value.strip()) else "no", "meta", name)
            for value in page.metas.get(name, [])[:1]
        ]
    return preferred(found, "")


def _identifiers(page: Page, node: Mapping[str, Any]) -> dict[str, str]:
    """Return identifiers by scheme; a value with white space in it is no identifier."""
    pairs = [("identifier", value) for value in strings(node.get("identifier"))]
    pairs += [
        (first(each.get("propertyID")), first(each.get("value"))) for each in nodes_of(node.get("identifier"))
    ]
    good = {
        scheme: value
        for scheme, value in pairs
        if scheme and value and not re.search(r"\s", scheme + value) and len(scheme + value) <= _LONGEST_LINE
    }
    for name in tables.IDENTIFIERS:
        for value in page.metas.get(name, [])[:1]:
            if not re.search(r"\s", value) and len(value) <= _LONGEST_IDENTIFIER:
                good.setdefault(name, value)
    return dict(list(good.items())[:20])


def _problems(mended: int, unreadable: int) -> tuple[str, ...]:
    found = []
    if mended:
        found.append(f"JSON-LD: {mended} block(s) not valid JSON, mended")
    if unreadable:
        found.append(f"JSON-LD: {unreadable} block(s) unreadable")
    return tuple(found)
