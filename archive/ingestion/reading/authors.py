"""The authors: those that structured data names, the printed byline, meta elements. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from archive.ingestion.linked_data import first, kinds, nodes_of, referred
from archive.ingestion.reading.byline_elements import (
    LONGEST_LINE,
    NOT_NAME_MARKS,
    SAYS_BY,
    byline_names,
    without_places,
)
from archive.ingestion.reading.bylines import (
    linked_names,
    names_beside_dates,
    names_in_scripts,
    split_bylines,
)
from archive.ingestion.reading.candidates import Candidate, Reading, preferred
from archive.ingestion.reading.dates import iso_date
from archive.ingestion.reading.lines import printed_text
from archive.ingestion.reading.metas import AUTHORS
from archive.ingestion.reading.names import MOST_NAMES, is_generic, looks_like_names, names_of, plain_name
from archive.ingestion.reading.page import is_in_article
from archive.ingestion.reading.tolerant_json import parsed
from archive.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from archive.ingestion.markup import Element
    from archive.ingestion.reading.page import Page

_NAME_MARKS = frozenset(("byline", "bylines", "author", "authors", "autor", "autoren", "auteur", "auteurs", "autore", "autores", "firma", "signature", "writer", "verfasser", "journalist", "redakteur", "contributor", "contributors", "authorname", "fn", "reporter", "szerzo", "skribent", "forfatter", "yazar", "penulis", "kirjoittaja", "avtor", "postedby"))  # fmt: skip
_LONGEST_BYLINE = 4000  # characters of source
_LONGEST_LINE_THAT_SAYS_BY = 120
_MOST_WORDS_OF_SUCH_A_LINE = 12
_LONGEST_SOURCE_OF_SUCH_A_LINE = 600
_ABOVE_THE_HEADLINE = 3000  # characters of source; there lines only behind a date
_BELOW_THE_HEADLINE = 15_000
_SHORTEST_HANDLE = 4
_SAYS_BY_BEHIND_A_DATE = re.compile(
    r"^(?=.{0,40}\d).{4,60}?[\s|,]((?:by|von|par|por|door|przez|av|af)\s.+?)(?:\s+(?:[|•·–—-]|//|IN|in)(?:\s.*)?)?$",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"\w+")


def read_authors(
    page: Page, node: Mapping[str, Any], items: list[Mapping[str, Any]], publisher: str
) -> Reading[tuple[str, ...]]:
    """Return the authors as the page names them; its publisher or a desk only where nobody else is named."""
    structured = [_of_node(page, node), *(_of_item(item) for item in items[:2])]
    candidates = [each for each in (*structured, *_printed(page), *_of_metas(page)) if each.value]
    site = {
        _bare(publisher),
        *(_bare(value) for value in page.metas.get("og:site_name", [])),
        *_host_names(page),
    } - {""}
    best = preferred(_widened(_by_somebody(candidates, site)), ())
    if not best.value:
        more = (*names_in_scripts(page), *names_beside_dates(page))
        best = preferred(_by_somebody([each for each in more if each.value], site), ())
    return best if best.value else preferred(candidates, ())


def _by_somebody(
    candidates: list[Candidate[tuple[str, ...]]], site: set[str]
) -> list[Candidate[tuple[str, ...]]]:
    """Return the candidates that name somebody else than a desk or the site, with those names alone."""
    named = [Candidate(_persons(each.value, site), each.source, each.place) for each in candidates]
    return [each for each in named if each.value]


def _widened(candidates: list[Candidate[tuple[str, ...]]]) -> list[Candidate[tuple[str, ...]]]:
    """Put first a printed byline that names all that the first candidate names, and somebody more."""
    if not candidates:
        return []
    named = {_bare(name) for name in candidates[0].value}
    for each in candidates[1:]:
        more = {_bare(name) for name in each.value}
        if named < more and each.source in {"page", "json-ld", "microdata"} and len(more) <= len(named) + 3:
            return [each, *candidates]
    return candidates


def _of_node(page: Page, node: Mapping[str, Any]) -> Candidate[tuple[str, ...]]:
    values = referred(node.get("author") or node.get("creator"), page.linked[0])
    return Candidate(_names_in(values), "json-ld", "author" if node.get("author") else "creator")


def _of_item(item: Mapping[str, Any]) -> Candidate[tuple[str, ...]]:
    value = item.get("author") or item.get("creator") or []
    return Candidate(_names_in(value if isinstance(value, list) else [value]), "microdata", "author")


def _names_in(values: list[object]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for value in values:
        for name in _names_of_value(value):
            found.setdefault(name.casefold(), name)
    return tuple(found.values())[:MOST_NAMES]


def _names_of_value(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        inner = parsed(value)[0] if value.lstrip().startswith(("{", "[")) else None
        return names_of(value) if inner is None else _names_in(inner if isinstance(inner, list) else [inner])
    found: list[str] = []
    for node in nodes_of(value):
        if "@list" in node:
            return _names_in(list(node["@list"]) if isinstance(node["@list"], list) else [])
        written = first(node.get("name")) or " ".join(
            filter(None, (first(node.get("givenName")), first(node.get("familyName"))))
        )
        organisation = bool(kinds(node) & {"organization", "newsmediaorganization"})
        found += [plain_name(written)] if organisation else names_of(written)
    return tuple(name for name in found if name)


def _of_metas(page: Page) -> Iterator[Candidate[tuple[str, ...]]]:
    for name in AUTHORS:
        values = [value for value in page.metas.get(name, []) if "://" not in value]
        yield Candidate(_names_in(list(values)), "meta", name)
    labels = page.metas.get("twitter:label1", [""])[0].lower()
    if re.search(r"written|geschrieben|verfasst|écrit|escrito|scritto|napisan|author|autor|автор", labels):
        yield Candidate(_names_in(list(page.metas.get("twitter:data1", [])[:1])), "meta", "twitter:data1")


def _printed(page: Page) -> Iterator[Candidate[tuple[str, ...]]]:
    """Yield the bylines: links to authors and marked elements, those in the running text first, then lines with "By"."""
    marked = [each for each in page.elements if _is_byline(page, each)]
    after = page.heading_start
    marked.sort(
        key=lambda each: (
            page.is_elsewhere(each),
            not is_in_article(each),
            not after - _ABOVE_THE_HEADLINE <= each.start <= after + _BELOW_THE_HEADLINE,
        )
    )
    linked = [
        each
        for each in marked
        if each.tag == "a" and "author" in each.attributes.get("rel", "").lower().split()
    ]
    if linked and not page.is_elsewhere(linked[0]):
        yield Candidate(
            _names_in(
                [
                    plain_name(one_line(each.text()))
                    for each in linked[:4]
                    if looks_like_names(one_line(each.text())) and _are_together(each, linked[0])
                ]
            ),
            "page",
            "a rel=author",
        )
    yield from linked_names(page)
    for element in marked[:60]:
        if not page.is_elsewhere(element):
            yield Candidate(byline_names(element), "page", _place(element))
    yield from _lines_that_say_by(page)
    yield from split_bylines(page)


def _are_together(one: Element, other: Element) -> bool:
    """Tell whether two links stand in one line: in the same element, or each in an element of its own there."""
    return one.parent is other.parent or (
        one.parent is not None
        and other.parent is not None
        and one.parent.parent is other.parent.parent
        and one.parent.tag == other.parent.tag == "span"
    )


def _is_byline(page: Page, element: Element) -> bool:
    if (
        element.end - element.start > _LONGEST_BYLINE
        or element.tag
        in {
            "img",
            "meta",
            "link",
            "script",
            "style",
            "figure",
            "figcaption",
            "input",
            "svg",
            "time",
            "button",
            "body",
            "html",
            "article",
        }
        or "figure" in element.inside
    ):
        return False
    if element.tag == "a" and "author" in element.attributes.get("rel", "").lower().split():
        return True
    if element.tag == "address" and is_in_article(element):
        return True
    if "author" in element.attributes.get("itemprop", "").lower().split():
        return True
    marks = {mark.rpartition("__")[2] for mark in page.marks.get(id(element), ())}
    return bool(marks & _NAME_MARKS) and not marks & NOT_NAME_MARKS


def _lines_that_say_by(page: Page) -> Iterator[Candidate[tuple[str, ...]]]:
    """Yield short lines near the headline that begin with "By" and hold names."""
    after = page.heading_start
    near = [
        each
        for each in page.short
        if 0 <= each.end - each.start < _LONGEST_SOURCE_OF_SUCH_A_LINE
        and after - _ABOVE_THE_HEADLINE <= each.start <= after + _BELOW_THE_HEADLINE
        and each.tag
        in {"p", "div", "span", "strong", "em", "h3", "h4", "h5", "h6", "li", "b", "i", "small", "td", "dd"}
    ]
    for element in near[:300]:
        whole = one_line(element.text())
        line = _from_by_on(whole)
        if line == whole and element.start < after:
            continue
        handle = line.rpartition(" ")[2]
        if line != whole and len(line.split()) == 2 and len(handle) >= _SHORTEST_HANDLE and handle.isalpha():  # noqa: PLR2004 - "by" and a name
            yield Candidate((handle,), "page", element.tag)
        if (
            len(line) <= _LONGEST_LINE_THAT_SAYS_BY
            and SAYS_BY.match(line)
            and looks_like_names(line)
            and len(line.split()) <= _MOST_WORDS_OF_SUCH_A_LINE
            and not page.is_elsewhere(element)
        ):
            names = without_places(names_of(printed_text(element) if line == whole else line))
            if any(len(name.split()) > 1 or not name.isascii() for name in names):
                yield Candidate(names, "page", element.tag)


def _from_by_on(line: str) -> str:
    """Return a line that begins with a date from its "by" on, up to the next part: "3 May 2024, 10:22 by Name | News"."""
    said = _SAYS_BY_BEHIND_A_DATE.match(line) if len(line) <= LONGEST_LINE else None
    return said[1].strip() if said and iso_date(line[: said.start(1)]) else line


def _place(element: Element) -> str:
    for name in ("itemprop", "class", "id", "rel"):
        if element.attributes.get(name, "").strip():
            return f"{element.tag} {name}={one_line(element.attributes[name])[:60]}"
    return element.tag


def _persons(names: tuple[str, ...], site: set[str]) -> tuple[str, ...]:
    """Return the names without desks, placeholders and the site's own."""
    return tuple(name for name in names if not is_generic(name) and not _is_site(name, site))


def _is_site(name: str, site: set[str]) -> bool:
    bare = _bare(name)
    return not bare or bare in site or any(bare == _bare(each) for each in site)


def _host_names(page: Page) -> set[str]:
    host = (page.address or page.canonical).partition("://")[2].partition("/")[0].lower().removeprefix("www.")
    return {_bare(host), *host.split(".")[:-1]}


def _bare(value: str) -> str:
    return "".join(_LETTERS.findall(value.casefold()))
