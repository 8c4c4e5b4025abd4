"""A page's bytes to an article's facts, its images, its signals and its notice. Pure.

The text itself is in memory only: it is counted, its first words may be kept if the gate says so, and it is in no
representation, message or log. Facts that are too long to be facts are dropped, so that no text comes in as one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

import trafilatura

from archive.choices import CaptureFailure
from archive.ingestion.decode import decode_page
from archive.ingestion.images import FoundImage, absolute, found_images
from archive.ingestion.linked_data import article_node, first, nodes_of, strings
from archive.ingestion.markup import Element, read_markup
from archive.ingestion.network import FetchError
from archive.ingestion.notice_fragment import NoticeFragment, notice_fragment
from archive.ingestion.signals_seen import signal_metas
from archive.text import normalise, one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archive.rights_gate import MetaElement

_LONGEST = {
    "headline": 300,
    "author": 120,
    "section": 100,
    "printed": 100,
    "copyright": 200,
    "identifier": 200,
}
_MOST_AUTHORS = 20
_MOST_IDENTIFIERS = 20
_LANGUAGE = re.compile(r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
_COPYRIGHT_LINE = re.compile(r"^(?:©|\(c\)\s|copyright\b)", re.IGNORECASE)
_MOST_COPYRIGHT_WORDS = 20
_LONGEST_ELEMENT_OF_A_LINE = 2000  # characters of source
_HOLDS_NO_LINE = frozenset(("figure", "title", "script", "style"))
# What isn't the article's running text, whatever stands in it.
_NOT_TEXT = frozenset(
    ("figure", "footer", "header", "nav", "aside", "form", "script", "style", "noscript", "template", "h1")
)
_EARLIEST_YEAR = 1600


@dataclass(frozen=True)
class Extracted:
    """What a page says of its article; `canonical` is its own word on its address, to be checked by the caller."""

    headline: str
    authors: tuple[str, ...]
    section: str
    language: str
    date_published: datetime | None
    date_published_printed: str
    date_modified: datetime | None
    copyright_notice: str
    identifiers: dict[str, str]
    canonical: str
    images: tuple[FoundImage, ...]
    metas: tuple[MetaElement, ...]
    notice: NoticeFragment | None
    body: str = field(repr=False)


def extract(page: bytes, *, content_type: str, page_address: str) -> Extracted:
    """Read a page; raises FetchError with the reason when it isn't one that holds an article."""
    source, encoding = decode_page(page, content_type)
    root = read_markup(source)
    notice = notice_fragment(root, source, page, encoding)
    node = article_node(root)
    metas = _metas(root)
    headline = _headline(root, node, metas)
    body = _body(source, root, notice, headline)
    if not headline or not body:
        raise FetchError(CaptureFailure.NO_ARTICLE)
    return Extracted(
        headline=headline,
        authors=_authors(node, metas),
        section=_fact("section", first(node.get("articleSection")) or metas.get("article:section", "")),
        language=_language(root, node),
        date_published=_instant(first(node.get("datePublished")) or metas.get("article:published_time", "")),
        date_published_printed=_printed_date(root),
        date_modified=_instant(first(node.get("dateModified")) or metas.get("article:modified_time", "")),
        copyright_notice=_copyright_line(root, node),
        identifiers=_identifiers(node),
        canonical=absolute(page_address, _link(root, "canonical") or metas.get("og:url", "")),
        images=found_images(root, node, metas.get("og:image", ""), page_address),
        metas=signal_metas(
            (each, source[each.start : each.end]) for each in root.walk() if each.tag == "meta"
        ),
        notice=notice,
        body=body,
    )


def _fact(kind: str, value: str) -> str:
    """Return the value on one line, or nothing when it is longer than such a fact is."""
    line = one_line(value)
    return line if len(line) <= _LONGEST[kind] else ""


def _metas(root: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in root.walk():
        if element.tag == "meta":
            name = element.attributes.get("property") or element.attributes.get("name") or ""
            found.setdefault(name.strip().lower(), element.attributes.get("content", ""))
    return found


def _headline(root: Element, node: Mapping[str, Any], metas: Mapping[str, str]) -> str:
    printed = (element.text() for element in root.walk() if element.tag == "h1")
    candidates = (first(node.get("headline")), *printed, metas.get("og:title", ""))
    return next((line for line in (_fact("headline", each) for each in candidates) if line), "")


def _authors(node: Mapping[str, Any], metas: Mapping[str, str]) -> tuple[str, ...]:
    named = strings(node.get("author")) or strings(metas.get("author", ""))
    lines = (_fact("author", name) for name in named)
    return tuple(dict.fromkeys(line for line in lines if line))[:_MOST_AUTHORS]


def _language(root: Element, node: Mapping[str, Any]) -> str:
    declared = (element.attributes.get("lang", "") for element in root.walk() if element.tag == "html")
    for value in (*declared, first(node.get("inLanguage"))):
        primary, dash, rest = value.strip().replace("_", "-").partition("-")
        language = f"{primary.lower()}{dash}{rest}"
        if _LANGUAGE.match(language) and len(language) <= 35:  # noqa: PLR2004 - RFC 5646 section 4.4.1
            return language
    return ""


def _instant(value: str) -> datetime | None:
    """Return an aware instant; a date without offset names none."""
    try:
        instant = datetime.fromisoformat(value.strip())
    except ValueError:
        return None
    return instant if instant.tzinfo is not None and instant.year >= _EARLIEST_YEAR else None


def _printed_date(root: Element) -> str:
    printed = (_fact("printed", element.text()) for element in root.walk() if element.tag == "time")
    return next((line for line in printed if line), "")


def _copyright_line(root: Element, node: Mapping[str, Any]) -> str:
    """Return the line as printed: of an element that holds nothing else, outside figures; else the JSON-LD's."""
    for element in root.walk():
        if element.end - element.start > _LONGEST_ELEMENT_OF_A_LINE or element.tag in _HOLDS_NO_LINE:
            continue
        line = _fact("copyright", element.text())
        if (
            _COPYRIGHT_LINE.match(line)
            and len(line.split()) <= _MOST_COPYRIGHT_WORDS
            and "figure" not in element.inside
        ):
            return line
    return _fact("copyright", first(node.get("copyrightNotice")))


def _identifiers(node: Mapping[str, Any]) -> dict[str, str]:
    """Return identifiers by scheme; a value with white space in it is no identifier."""
    pairs = [("identifier", value) for value in strings(node.get("identifier"))]
    pairs += [
        (first(each.get("propertyID")), first(each.get("value"))) for each in nodes_of(node.get("identifier"))
    ]
    good = {
        scheme: value
        for scheme, value in pairs
        if scheme
        and value
        and not re.search(r"\s", scheme + value)
        and len(scheme + value) <= _LONGEST["identifier"]
    }
    return dict(list(good.items())[:_MOST_IDENTIFIERS])


def _link(root: Element, relation: str) -> str:
    found = (
        element.attributes.get("href", "")
        for element in root.walk()
        if element.tag == "link" and relation in element.attributes.get("rel", "").lower().split()
    )
    return next((reference for reference in found if reference), "")


def _body(source: str, root: Element, notice: NoticeFragment | None, headline: str) -> str:
    """Return the running text: without the notice, figures, headers and what else isn't it, and without the headline."""
    spans = [(element.start, element.end) for element in root.walk() if element.tag in _NOT_TEXT]
    if notice:
        spans.append((notice.start, notice.end))
    try:
        found = trafilatura.extract(
            _without(source, spans),
            include_comments=False,
            include_tables=False,
            fast=True,
            output_format="txt",
        )
    except Exception as error:  # noqa: BLE001 - its message might quote the page
        raise RuntimeError(f"trafilatura: {type(error).__name__}") from None
    body = normalise(found or "")
    return normalise(body.removeprefix(headline)) if body.split("\n", 1)[0].strip() == headline else body


def _without(source: str, spans: list[tuple[int, int]]) -> str:
    kept, place = [], 0
    for start, end in sorted(spans):
        if start >= place:
            kept.append(source[place:start])
        place = max(place, end)
    return "".join([*kept, source[place:]])
