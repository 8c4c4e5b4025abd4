"""Bylines that carry no mark: links to authors' pages, names beside a date, names in the page's own data. Pure."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from archive.ingestion.reading.candidates import Candidate
from archive.ingestion.reading.dates import iso_date
from archive.ingestion.reading.names import is_generic, looks_like_names, names_of
from archive.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.ingestion.markup import Element
    from archive.ingestion.reading.lines import Line
    from archive.ingestion.reading.page import Page

_AUTHORS_PAGE = re.compile(
    r"/(?:authors?|autor(?:es|en|zy|i|e)?|auteurs?|autore|reporters?|writers?|journalist(?:e|es|s|en)?|contributors?|columnists?|redakteur(?:e|in)?|skribent|yazar(?:lar)?|penulis|"
    r"szerzo|avtor|author-profile|byline)/[^?#/]",
    re.IGNORECASE,
)
_PEOPLES_PAGE = re.compile(r"/(?:staff|people|person|profiles?|by|users?)/", re.IGNORECASE)
_IN_SCRIPT = re.compile(
    r"""(?<![a-z])(?:[a-z]{1,20}_){0,3}(?:authors?(?:_?names?)?|byline|article_?authors?|writers?)\\?["']?\s*[:=]\s*\[?\s*\\?["']([^"'\\<>{}\[\]]{4,80})\\?["']""",
    re.IGNORECASE,
)
_SAYS_BY_BELOW = re.compile(
    r"^(?:\(\s*(by\s[^()]{4,80})\)|((?:written|reported) by\s.{4,60}))$", re.IGNORECASE
)
_BY_ALONE = re.compile(
    r"^(?:by|von|par|por|di|door|av|af|przez|nga|autor|autora|author|автор|szerző|text|tekst|reported by|written by|posted by|article by)\s*:?$", re.IGNORECASE
)  # fmt: skip
_APART = re.compile(
    r"\s+[|•·–—-]\s+|\s*\|\s*|\s*\b(?=(?:first )?(?:published|posted|updated)\b)", re.IGNORECASE
)
_ABOVE_THE_HEADLINE = 3000  # characters of source
_BELOW_THE_HEADLINE = 15_000
_JUST_BELOW = 3000
_NO_NAME = re.compile(
    r"\b(?:the|from|for|in|of|new|news|web|edition|more|latest|top|stor(?:y|ies)|read|view|page|staff|service|report|report?s|live|world|local|home|sports?|business|opinion|your|our|this|today)\b",
    re.IGNORECASE,
)
_MOST_NAMES = 4
_MOST_WORDS = 4
_LONGEST_LINE = 120
_TOGETHER = 600  # characters of source between links to authors of one byline
_MOST_LINES = 2000
_MOST_SCRIPT = 500_000


def linked_names(page: Page) -> Iterator[Candidate[tuple[str, ...]]]:
    """Yield the names that link to pages of authors near the headline."""
    found: list[tuple[Element, str]] = []
    for each in page.by_tag.get("a", []):
        if not _is_near(page, each.start) or page.is_elsewhere(each) or "figure" in each.inside:
            continue
        name = one_line(each.text()) if each.end - each.start < _TOGETHER else ""
        if not _is_whole_name(name) or not _leads_to(each.attributes.get("href", ""), name):
            continue
        if found and each.start - found[-1][0].end > _TOGETHER:
            break
        found.append((each, name))
    names = dict.fromkeys(name for _, text in found[:_MOST_NAMES] for name in names_of(text))
    yield Candidate(tuple(names), "page", "a href")


def split_bylines(page: Page) -> Iterator[Candidate[tuple[str, ...]]]:
    """Yield names behind a "By" that stands in a line of its own, in brackets or behind "written"."""
    lines = [line for line in page.lines if line.start >= page.heading_start - _JUST_BELOW][:_MOST_LINES]
    for one, other in pairwise(lines):
        if _BY_ALONE.match(one.text) and len(other.text) <= _LONGEST_LINE and not _is_elsewhere(page, one):
            names = names_of(_APART.split(other.text)[0])
            if names and all(_is_whole_name(name) for name in names):
                yield Candidate(names, "page", "line")
    for line in lines:
        said = _SAYS_BY_BELOW.match(line.text)
        names = names_of(said[1] or said[2]) if said else ()
        if names and all(_is_whole_name(name) for name in names) and not _is_elsewhere(page, line):
            yield Candidate(names, "page", "line")


def names_in_scripts(page: Page) -> Iterator[Candidate[tuple[str, ...]]]:
    """Yield names that the page's own data calls authors and that are printed too."""
    printed = ""
    for script in page.by_tag.get("script", [])[:200]:
        text = "".join(child for child in script.children if isinstance(child, str))[:_MOST_SCRIPT]
        if "ld+json" in script.attributes.get("type", "") or not re.search(
            r"author|byline|writer", text, re.IGNORECASE
        ):
            continue
        for said in list(_IN_SCRIPT.finditer(text))[:3]:
            names = names_of(said[1])
            printed = printed or "\n".join(line.text for line in page.lines).casefold()
            if names and all(_is_whole_name(name) and name.casefold() in printed for name in names):
                yield Candidate(names, "script", "data")


def names_beside_dates(page: Page) -> Iterator[Candidate[tuple[str, ...]]]:
    """Yield names that share a line with a date just below the headline, then those in the line before or behind it."""
    near = [
        line for line in page.lines
        if 0 <= line.start - page.heading_start <= _JUST_BELOW and len(line.text) <= _LONGEST_LINE and not _is_elsewhere(page, line)
    ][:40]  # fmt: skip
    said = page.title.casefold()
    for line in near:
        parts = _APART.split(line.text)
        if len(parts) > 1 and any(iso_date(part) for part in parts):
            yield Candidate(_first_name(parts, said), "page", "line with a date")
    for place, line in enumerate(near):
        if iso_date(line.text) and len(line.text.split()) <= 2 * _MOST_WORDS:
            beside = [each.text for each in near[max(0, place - 1) : place + 2] if each is not line]
            yield Candidate(_first_name(beside, said), "page", "line beside a date")


def _first_name(parts: list[str], said: str) -> tuple[str, ...]:
    for part in parts:
        names = names_of(part)
        if (
            len(names) == 1
            and not iso_date(part)
            and _is_whole_name(part)
            and part.casefold() not in said
            and not is_generic(part)
            and not _NO_NAME.search(names[0])
            and not _is_one_word(names[0])
        ):
            return names
    return ()


def _is_one_word(name: str) -> bool:
    """Tell whether a name is one word: beside a date those are labels."""
    return len(name.split()) == 1


def _is_whole_name(text: str) -> bool:
    """Tell whether a text is one name of several words, or several such names."""
    names = names_of(text)
    return (
        bool(names)
        and looks_like_names(text)
        and all(1 < len(name.split()) <= _MOST_WORDS or not name.isascii() for name in names)
    )


def _leads_to(reference: str, name: str) -> bool:
    if _AUTHORS_PAGE.search(reference):
        return True
    words = [word for word in re.findall(r"[a-z]+", name.casefold()) if len(word) > 1]
    return (
        bool(_PEOPLES_PAGE.search(reference))
        and len(words) > 1
        and all(word in reference.casefold() for word in words)
    )


def _is_near(page: Page, start: int) -> bool:
    return page.heading_start - _ABOVE_THE_HEADLINE <= start <= page.heading_start + _BELOW_THE_HEADLINE


def _is_elsewhere(page: Page, line: Line) -> bool:
    return page.is_elsewhere(line.element)
