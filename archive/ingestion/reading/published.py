"""When a page was published and changed: structured data, meta elements, printed times, the address. Pure."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from archive.ingestion.linked_data import strings
from archive.ingestion.reading.candidates import Candidate, Reading, preferred
from archive.ingestion.reading.changes import IS_CHANGE, is_change, text_of_no_change
from archive.ingestion.reading.dates import date_in_path, iso_date
from archive.ingestion.reading.days import in_local_time, sharpened
from archive.ingestion.reading.metas import MODIFIED, PUBLISHED
from archive.ingestion.reading.page import is_in_article, is_short
from archive.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from archive.ingestion.markup import Element
    from archive.ingestion.reading.page import Page

_DATE_MARKS = frozenset(("date", "dates", "datum", "data", "fecha", "pubdate", "published", "publish", "publication", "time", "timestamp", "dateline", "posted", "datetime", "entrydate", "postdate", "created", "releasedate", "byline", "publikacja"))  # fmt: skip
_IN_SCRIPT = re.compile(
    r"[\"'](?:datePublished|date_published|publishedAt|published_at|publishDate|publish_date|pubDate|publicationDate|publication_date|firstPublished(?:At|Date)?|first_publication_date|display_date|publishedDate|articlePublishDate|dateCreated|createdAt|publishedOn|publishTime)\\?[\"']\s*:\s*(?:\\?[\"']([^\"'\\]{8,40})|(\d{10}(?:\d{3})?)\b)",
)
_AMBIGUOUS = re.compile(r"\b\d{1,2}[/-]\d{1,2}[/-]\d{2,4}\b")
_ATTRIBUTES = (
    "data-date", "data-published", "data-publish-date", "data-datetime", "data-timestamp", "data-time", "datetime", "content", "title",
)  # fmt: skip
_HOLDS_NO_DATE = frozenset(
    ("time", "meta", "script", "a", "img", "link", "style", "option", "input", "title")
)
_LINES = frozenset(
    (
        "p",
        "span",
        "div",
        "li",
        "em",
        "strong",
        "small",
        "b",
        "i",
        "h4",
        "h5",
        "h6",
        "td",
        "font",
        "abbr",
        "address",
    )
)
_NEAR = 12_000  # characters of source behind the headline
_JUST_ABOVE = 800
_JUST_BELOW = 3000
_LONGEST_DAY = 30
_DAY = 10  # characters of an ISO day
_CHANGE = "printed as a change"
_MOST_DAYS_OF_A_PAGE = 2  # one element says more: they are other articles'
# "BERLIN, 3 May 2024 (dpa) -", "Feb. 23, 2015 --": a day at the beginning of the running text.
_DATELINE = re.compile(r"^(.{6,70}?)\s*(?:--|[—–]|\)\s*[-—–])\s")
_LONGEST_LINE = 160


def read_published(
    page: Page, node: Mapping[str, Any], items: list[Mapping[str, Any]], latest: datetime | None
) -> Reading[str]:
    """Return the day or moment of publication in ISO 8601, with as much as was said."""
    month_first = _is_american(page)
    path = date_in_path(urlsplit_path(page))
    written = [
        *_structured(node, items, ("datePublished", "dateCreated", "uploadDate")),
        *_metas(page, PUBLISHED),
        *_printed(page, change=False, far=False),
        *_in_scripts(page),
        Candidate(path, "address", "path"),
        *_lines(page, change=False),
        *_behind_the_title(page),
        *_printed_lines(page, change=False),
        *_changed(page),
        *_printed(page, change=False, far=True),
    ]
    found = [
        Candidate(
            iso_date(each.value, month_first=month_first, latest=latest)[
                : _DAY if each.place == _CHANGE else None
            ],
            each.source,
            each.place,
        )
        for each in written
    ]
    return preferred(in_local_time(sharpened([each for each in found if each.value], path)), "")


def read_modified(
    page: Page, node: Mapping[str, Any], items: list[Mapping[str, Any]], latest: datetime | None
) -> Reading[str]:
    """Return the day or moment of the last change in ISO 8601, with as much as was said."""
    written = [
        *_structured(node, items, ("dateModified",)),
        *_metas(page, MODIFIED),
        *_printed(page, change=True, far=False),
        *_printed(page, change=True, far=True),
        *_lines(page, change=True),
    ]
    month_first = _is_american(page)
    return preferred(
        (
            Candidate(iso_date(each.value, month_first=month_first, latest=latest), each.source, each.place)
            for each in written
        ),
        "",
    )


def printed_date(page: Page) -> str:
    """Return the first printed `<time>` as its words."""
    lines = (one_line(each.text()) for each in page.by_tag.get("time", []) if not page.is_elsewhere(each))
    return next((line for line in lines if line and len(line) <= _LONGEST_LINE), "")


def urlsplit_path(page: Page) -> str:
    """Return the path of the page's own address, or of the one it was found under."""
    for address in (page.canonical, page.address):
        try:
            path = urlsplit(address).path
        except ValueError:
            continue
        if path.strip("/"):
            return path
    return ""


def _structured(
    node: Mapping[str, Any], items: list[Mapping[str, Any]], names: tuple[str, ...]
) -> Iterator[Candidate[str]]:
    for name in names:
        yield from (Candidate(value, "json-ld", name) for value in strings(node.get(name))[:2])
        for item in items[:1]:
            yield from (Candidate(value, "microdata", name) for value in strings(item.get(name))[:2])


def _metas(page: Page, names: tuple[str, ...]) -> Iterator[Candidate[str]]:
    for name in names:
        values = page.metas.get(name, [])
        if len({value[:10] for value in values}) <= _MOST_DAYS_OF_A_PAGE:
            yield from (Candidate(value, "meta", name) for value in values[:1])


def _behind_the_title(page: Page) -> Iterator[Candidate[str]]:
    """Yield the last part of the titles: some sites write the day there."""
    for title in (*page.metas.get("og:title", [])[:1], page.title):
        part = title.rpartition("|")[2].strip()
        if part and part != title and len(part) <= _LONGEST_DAY:
            yield Candidate(part, "title", "last part")


def _changed(page: Page) -> Iterator[Candidate[str]]:
    """Yield what is printed near the headline as a change: a hint at the day, no moment of publication."""
    for each in (*_printed(page, change=True, far=False), *_printed_lines(page, change=True)):
        yield Candidate(each.value, each.source, _CHANGE)


def _printed_lines(page: Page, *, change: bool) -> Iterator[Candidate[str]]:
    """Yield what stands before the dash with which running text begins, and short lines that no element of their own holds."""
    near = [
        line
        for line in page.lines
        if _is_near(line.element, page.heading_start) and line.start >= page.heading_start
    ]
    before = ""
    for line in near[:60]:
        said = _DATELINE.match(line.text)
        text = said[1] if said else line.text if len(line.text) <= _LONGEST_LINE // 2 else ""
        changed = (
            IS_CHANGE.search(text)
            or IS_CHANGE.search(before)
            or (is_short(line.element) and is_change(line.element))
        )
        if text and not page.is_elsewhere(line.element) and bool(changed) is change:
            yield Candidate(text, "page", "dateline" if said else "line")
        before = line.text if len(line.text) <= _LONGEST_DAY else ""


def _printed(page: Page, *, change: bool, far: bool) -> Iterator[Candidate[str]]:
    """Yield printed dates near the headline, or far from it: times first, then elements marked as dates."""
    heading = page.heading_start
    times = [
        each
        for each in page.by_tag.get("time", [])[:60]
        if not page.is_elsewhere(each) and far is not (_is_near(each, heading) or is_in_article(each))
    ]
    times.sort(
        key=lambda each: (
            not heading - _JUST_ABOVE <= each.start <= heading + _JUST_BELOW,
            "pubdate" not in each.attributes,
            not _is_near(each, heading),
            not is_in_article(each),
        )
    )
    for element in times:
        if is_change(element) is change:
            yield from _of_time(element)
    for element in _marked(page, heading, far=far):
        for name in _ATTRIBUTES if is_change(element) is change else ():
            if element.attributes.get(name):
                yield Candidate(element.attributes[name], "page", f"{element.tag} {name}")
        yield from _of_line(element, change=change)


def _of_line(element: Element, *, change: bool) -> Iterator[Candidate[str]]:
    """Yield a line's words, those from "updated" on for a change, those before it for a publication."""
    line = one_line(element.text() if change else text_of_no_change(element))[:_LONGEST_LINE]
    said = IS_CHANGE.search(line)
    if said and re.search(r"\d", line[: said.start()]):
        line = line[said.start() :] if change else line[: said.start()]
    elif is_change(element) is not change:
        return
    yield Candidate(line, "page", _place(element))


def _of_time(element: Element) -> Iterator[Candidate[str]]:
    """Yield what is printed first where its attribute names another day: what readers see is corrected, attributes are not."""
    written = element.attributes.get("datetime", "") or element.attributes.get("title", "")
    printed = one_line(element.text())[:_LONGEST_LINE]
    days = iso_date(written)[:10], iso_date(printed)[:10]
    far = all(days) and abs(date.fromisoformat(days[0]) - date.fromisoformat(days[1])) > timedelta(days=1)
    both = [Candidate(written, "page", "time datetime"), Candidate(printed, "page", "time")]
    yield from reversed(both) if far and not _AMBIGUOUS.search(printed) else both


def _marked(page: Page, heading: int, *, far: bool) -> list[Element]:
    """Return short elements that are marked as dates and stand near the headline, or far from it."""
    marked = [
        each
        for each in page.short
        if each.tag not in _HOLDS_NO_DATE
        and page.marks.get(id(each), set()) & _DATE_MARKS
        and far is not (heading - _JUST_ABOVE <= each.start <= heading + _NEAR)
    ]
    return marked[:60]


def _lines(page: Page, *, change: bool) -> Iterator[Candidate[str]]:
    """Yield short lines near the headline, those below it first: some of them is a date."""
    heading = page.heading_start
    near = [each for each in page.short if each.tag in _LINES and _is_near(each, heading)]
    near.sort(key=lambda each: each.start < heading)
    for element in near[:400]:
        if len(one_line(element.text())) <= _LONGEST_LINE // 2:
            yield from _of_line(element, change=change)


def _is_near(element: Element, heading: int) -> bool:
    return heading - 3000 <= element.start <= heading + _NEAR


def _in_scripts(page: Page) -> Iterator[Candidate[str]]:
    """Yield dates of publication in the page's own data (Next.js and the like)."""
    for element in page.by_tag.get("script", [])[:200]:
        if "ld+json" in element.attributes.get("type", ""):
            continue
        text = "".join(child for child in element.children if isinstance(child, str))
        if "ublish" in text or "created" in text.lower():
            match = _IN_SCRIPT.search(text[:500_000])
            if match:
                yield Candidate(match[1] or match[2], "script", "data")


def _is_american(page: Page) -> bool:
    languages = [
        each.attributes.get("lang", "") for each in page.by_tag.get("html", [])[:1]
    ] + page.metas.get("og:locale", [])
    return any(each.lower().replace("_", "-") in {"en-us", "en"} for each in languages[:1]) or "en_us" in [
        each.lower() for each in languages
    ]


def _place(element: Element) -> str:
    mark = one_line(element.attributes.get("class", "") or element.attributes.get("id", ""))
    return f"{element.tag} {mark}"[:60].strip()
