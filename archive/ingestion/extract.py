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
from archive.ingestion import nosnippet
from archive.ingestion.decode import decode_page
from archive.ingestion.images import FoundImage, found_images
from archive.ingestion.linked_data import first
from archive.ingestion.markup import Element, read_markup
from archive.ingestion.network import FetchError
from archive.ingestion.notice_fragment import NoticeFragment, notice_fragment
from archive.ingestion.reading.dates import instant_of
from archive.ingestion.reading.reconcile import read_page
from archive.ingestion.signals_seen import signal_metas
from archive.text import normalise, one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archive.rights_gate import MetaElement

_COPYRIGHT_LINE = re.compile(r"^(?:©|\(c\)\s|copyright\b)", re.IGNORECASE)
_LONGEST_COPYRIGHT_LINE = 200
_MOST_COPYRIGHT_WORDS = 20
_LONGEST_RUNNING_SOURCE = 3_000_000  # characters; trafilatura's time grows with the square
_LONGEST_ELEMENT_OF_A_LINE = 2000  # characters of source
_HOLDS_NO_LINE = frozenset(("figure", "title", "script", "style"))
# What isn't the article's running text, whatever stands in it.
_NOT_TEXT = frozenset(
    ("figure", "footer", "header", "nav", "aside", "form", "script", "style", "noscript", "template", "h1")
)


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
    read = read_page(root, source, page_address)
    body, kept_out = _running_text(source, root, notice, read.headline.value)
    if not read.headline.value or not body:
        raise FetchError(CaptureFailure.NO_ARTICLE)
    return Extracted(
        headline=read.headline.value,
        authors=read.authors.value,
        section=read.section.value,
        language=read.language.value,
        date_published=instant_of(read.date_published.value),
        date_published_printed=read.date_printed or read.date_published.value,
        date_modified=instant_of(read.date_modified.value),
        copyright_notice=copyright_line(root, read.article),
        identifiers=read.identifiers,
        canonical=read.canonical.value,
        images=found_images(root, read.article, read.og_image, page_address),
        metas=(
            *signal_metas(
                (each, source[each.start : each.end]) for each in root.walk() if each.tag == "meta"
            ),
            *nosnippet.notes(root, whole=kept_out),
        ),
        notice=notice,
        body=body,
    )


def copyright_line(root: Element, node: Mapping[str, Any]) -> str:
    """Return the line as printed: of an element that holds nothing else, outside figures; else the JSON-LD's."""
    for element in root.walk():
        if element.end - element.start > _LONGEST_ELEMENT_OF_A_LINE or element.tag in _HOLDS_NO_LINE:
            continue
        line = _short_line(element.text())
        if (
            _COPYRIGHT_LINE.match(line)
            and len(line.split()) <= _MOST_COPYRIGHT_WORDS
            and "figure" not in element.inside
        ):
            return line
    return _short_line(first(node.get("copyrightNotice")))


def _short_line(value: str) -> str:
    line = one_line(value)
    return line if len(line) <= _LONGEST_COPYRIGHT_LINE else ""


def running_text(source: str, root: Element, notice: NoticeFragment | None, headline: str) -> str:
    """Return the running text: without the notice, figures, headers and what else isn't it, and without the headline.

    Without what the page keeps out of snippets too, unless that is all there is.
    """
    return _running_text(source, root, notice, headline)[0]


def _running_text(
    source: str, root: Element, notice: NoticeFragment | None, headline: str
) -> tuple[str, bool]:
    """Return the running text, and whether the page keeps all of it out of snippets."""
    spans = [(element.start, element.end) for element in root.walk() if element.tag in _NOT_TEXT]
    if notice:
        spans.append((notice.start, notice.end))
    hidden = nosnippet.kept_out(root)
    shown = _text_without(source, [*spans, *hidden], headline)
    if shown or not hidden:
        return shown, False
    return _text_without(source, spans, headline), True


def _text_without(source: str, spans: list[tuple[int, int]], headline: str) -> str:
    try:
        found = trafilatura.extract(
            _without(source, spans)[:_LONGEST_RUNNING_SOURCE],
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
