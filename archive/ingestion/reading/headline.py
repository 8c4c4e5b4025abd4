"""The headline: the printed one where the page's other words for it agree, else the best of those. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from archive.ingestion.linked_data import first
from archive.ingestion.reading.candidates import Candidate, Reading, preferred
from archive.ingestion.reading.headings import heading_text, unmarked
from archive.ingestion.reading.metas import HEADLINE
from archive.ingestion.reading.page import is_in_article

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archive.ingestion.markup import Element
    from archive.ingestion.reading.page import Page

LONGEST = 300
_SEPARATOR = re.compile(r"\s+[|–—•·»«›:>~⋆/]+\s+|\s+-+\s+|\s*\|\s*|\s*::\s*")
_TITLE_MARKS = frozenset(("headline", "title", "titolo", "titre", "titulo", "ueberschrift", "heading"))
_WORD = re.compile(r"\w+")
_ALIKE = 0.6
_THE_SAME = 0.8
_MOST_WORDS_BESIDE = 5
_MOST_WORDS_OF_A_SITE = 4
_SHORTEST_NAME = 3
_LONGEST_NAME = 60


def read_headline(page: Page, node: Mapping[str, Any], items: list[Mapping[str, Any]]) -> Reading[str]:
    """Return the page's headline with the place it was read from and what else was said."""
    site = _site_names(page)
    said = _said(page, node, items, site)
    printed = _printed(page, [each.value for each in said], site)
    agreed = [each for each in printed if any(_alike(each.value, other.value) for other in said)]
    if not agreed:
        page.heading_start = _start_of_words(page, said) or page.heading_start
    if agreed:
        best = _without_kicker(_without_site_behind(agreed[0], said, site, page.title), said)
        best = _unbroken(_without_label_behind(best, said), said)
        return preferred([best, *said, *printed], "")
    lone = [] if said else printed
    sure = [each for each in said if each.source in {"json-ld", "microdata"}] if len(printed) != 1 else []
    return preferred([*lone, *sure, *said, *printed], "")


def _start_of_words(page: Page, said: list[Candidate[str]]) -> int:
    """Return where the headline is printed when no heading holds it; 0 where it isn't."""
    bare = {_bare(each.value) for each in said}
    return next((line.start for line in page.lines if _bare(line.text) in bare), 0)


def _without_label_behind(printed: Candidate[str], said: list[Candidate[str]]) -> Candidate[str]:
    """Return the printed headline without a word or two behind it that two other places don't have."""
    begun = [
        each.value for each in said if printed.value.startswith(each.value) and each.value != printed.value
    ]
    kept = any(each.value == printed.value and each.source != "microdata" for each in said)
    longest = max(begun, key=len, default="") if not kept else ""
    behind = printed.value[len(longest) :]
    short = 0 < len(behind.split()) < _SHORTEST_NAME and behind.startswith(" ")
    return (
        Candidate(longest, printed.source, printed.place) if short and begun.count(longest) > 1 else printed
    )


def _unbroken(printed: Candidate[str], said: list[Candidate[str]]) -> Candidate[str]:
    """Return the whole of a headline that is printed in two headings, the first of which ends in a colon."""
    if not printed.value.endswith((":", "…")):
        return printed
    return next(
        (each for each in said if printed.value.rstrip(":… ") in each.value != printed.value), printed
    )


def alike(one: str, other: str) -> bool:
    """Tell whether two headlines share most of their words."""
    return _alike(one, other)


def _said(
    page: Page, node: Mapping[str, Any], items: list[Mapping[str, Any]], site: set[str]
) -> list[Candidate[str]]:
    """Return what the page says its headline is, elsewhere than in print."""
    found = [Candidate(first(node.get("headline")), "json-ld", "headline")]
    if not node.get("headline"):
        found.append(Candidate(first(node.get("name")), "json-ld", "name"))
    found += [Candidate(first(item.get("headline")), "microdata", "headline") for item in items[:1]]
    found += [
        Candidate(_without_site(value, site, page.title), "meta", name)
        for name in HEADLINE
        for value in page.metas.get(name, [])[:1]
    ]
    found.append(Candidate(_without_site(page.title, site, ""), "title", "title"))
    cleaned = [Candidate(unmarked(each.value), each.source, each.place) for each in found]
    return [
        each
        for each in cleaned
        if each.value and len(each.value) <= LONGEST and _bare(each.value) not in site
    ]


def _printed(page: Page, said: list[str], site: set[str]) -> list[Candidate[str]]:
    """Return the printed headings that may be the headline, the likeliest first."""
    ranked: list[tuple[float, int, Candidate[str]]] = []
    places: dict[str, int] = {}
    for place, element in enumerate(page.headings[:40]):
        words = heading_text(element)
        if not words or len(words) > LONGEST or _bare(words) in site:
            continue
        likeness = max((_likeness(words, other) for other in said), default=0)
        score = likeness * 4 + is_in_article(element) + _is_titled(element) - 2 * page.is_elsewhere(element)
        ranked.append((score, -place, Candidate(words, "page", "h1")))
        places[words] = element.start
    if not any(each[0] >= 4 * _ALIKE for each in ranked):
        ranked += _lesser_headings(page, said, places)
    found = [each[2] for each in sorted(ranked, key=lambda each: each[:2], reverse=True)]
    page.heading_start = places[found[0].value] if found else 0
    return found


def _lesser_headings(
    page: Page, said: list[str], places: dict[str, int]
) -> list[tuple[float, int, Candidate[str]]]:
    """Return smaller headings that say just what the page says elsewhere: some sites print no `<h1>`."""
    found: list[tuple[float, int, Candidate[str]]] = []
    for tag in ("h2", "h3"):
        for place, element in enumerate(page.by_tag.get(tag, [])[:30]):
            words = heading_text(element)
            likeness = max((_likeness(words, other) for other in said), default=0) if words else 0
            if likeness >= _THE_SAME and len(words) <= LONGEST:
                found.append((likeness * 2, -place, Candidate(words, "page", tag)))
                places.setdefault(words, element.start)
    return found


def _is_titled(element: Element) -> bool:
    return bool(element.marks() & _TITLE_MARKS)


def _without_kicker(printed: Candidate[str], said: list[Candidate[str]]) -> Candidate[str]:
    """Return the printed headline without a first part that no other place has, where two places end like it."""
    ends = [each.value for each in said if each.value != printed.value and printed.value.endswith(each.value)]
    longest = max(ends, key=len, default="")
    kept_by = sum(each.value == printed.value for each in said)
    before = printed.value[: len(printed.value) - len(longest)].strip()
    if longest and not kept_by and ends.count(longest) > 1 and len(before.split()) <= _MOST_WORDS_BESIDE:
        return Candidate(longest, printed.source, printed.place)
    return printed


def _without_site_behind(
    printed: Candidate[str], said: list[Candidate[str]], site: set[str], title: str
) -> Candidate[str]:
    """Return the printed headline without the site's name that stands behind it, where another place has it so."""
    names = site | {_bare(part) for part in _SEPARATOR.split(title)[1:]}
    for each in said:
        behind = printed.value[len(each.value) :] if printed.value.startswith(each.value) else ""
        if behind and _bare(behind) in names:
            return Candidate(each.value, printed.source, printed.place)
    return printed


def _without_site(value: str, site: set[str], _title: str) -> str:
    """Return a title without the parts at its ends that name the site or a section."""
    text = unmarked(value)
    for _ in range(3):
        parts = list(_SEPARATOR.finditer(text))
        name = next((each for each in parts[:-1] if each.start() and _bare(text[each.end() :]) in site), None)
        if name is not None:  # a site's name that holds a separator itself
            text = text[: name.start()]
            continue
        if not parts:
            return text
        first_part, last_part = text[: parts[0].start()], text[parts[-1].end() :]
        if _names_site(last_part, site) and first_part:
            text = text[: parts[-1].start()]
        elif _names_site(first_part, site) and last_part:
            text = text[parts[0].end() :]
        elif (shorter := _until_a_bar(text, parts)) != text:
            text = shorter
        else:
            return text
    return text


def _until_a_bar(text: str, parts: list[re.Match[str]]) -> str:
    """Return a title without a few words behind its last bar or arrow: hardly anybody writes those in a headline."""
    bar = next((each for each in reversed(parts) if "|" in each.group() or "»" in each.group()), None)
    if bar and len(text[bar.end() :].split()) <= _MOST_WORDS_OF_A_SITE < len(text[: bar.start()].split()):
        return text[: bar.start()]
    return text


def _names_site(part: str, site: set[str]) -> bool:
    bare = _bare(part)
    return bool(bare) and (
        bare in site
        or any(
            len(name) > _SHORTEST_NAME
            and (name in bare or bare in name)
            and len(bare) <= 2 * len(name)
            and len(bare) >= _SHORTEST_NAME
            for name in site
        )
    )


def _site_names(page: Page) -> set[str]:
    """Return the names that the site goes by, letters and digits only: its own word and its address."""
    names = {
        _bare(value)
        for name in (
            "og:site_name",
            "application-name",
            "apple-mobile-web-app-title",
            "dc.publisher",
            "publisher",
            "twitter:site",
            "copyright",
        )
        for value in page.metas.get(name, [])[:2]
    }
    for node in page.linked[0]:
        names.add(_bare(first(node.get("publisher"))))
    host = (
        page.address.partition("://")[2].partition("/")[0]
        or page.canonical.partition("://")[2].partition("/")[0]
    )
    labels = [
        label
        for label in host.lower().split(".")
        if label not in {"www", "com", "co", "org", "net", "m", "amp"}
    ]
    names |= {_bare(host.removeprefix("www.")), *(label for label in labels if len(label) > _SHORTEST_NAME)}
    names |= _beside_a_heading(page)
    return {name for name in names if 1 < len(name) <= _LONGEST_NAME}


def _beside_a_heading(page: Page) -> set[str]:
    """Return what is left of the title beside a printed heading: the site or a section of it."""
    parts = list(_SEPARATOR.finditer(page.title))
    if not parts:
        return set()
    first_end, last_start = page.title[: parts[-1].start()], page.title[parts[0].end() :]
    last_part, first_part = page.title[parts[-1].end() :], page.title[: parts[0].start()]
    headings = [each for tag in ("h1", "h2", "h3") for each in page.by_tag.get(tag, [])[:30]]
    printed = {_bare(heading_text(each)) for each in headings}
    if _bare(first_end) in printed:
        return {_bare(last_part)}
    return (
        {_bare(first_part)} if _bare(last_start) in printed and len(last_start) > len(first_part) else set()
    )


def _bare(value: str) -> str:
    return "".join(_WORD.findall(value.casefold())).replace("_", "")


def _words(value: str) -> list[str]:
    words = _WORD.findall(value.casefold())
    if any(
        "\u3040" <= each <= "\u9fff" or "\u0e00" <= each <= "\u0e7f" or "\uac00" <= each <= "\ud7a3"
        for each in value
    ):
        return [value[at : at + 2] for at in range(len(value) - 1) if value[at : at + 2].strip()]
    return words


def _likeness(one: str, other: str) -> float:
    """Return the share of the shorter's words that the other has, less what the longer has too many."""
    first_words, second_words = set(_words(one)), set(_words(other))
    if not first_words or not second_words:
        return 0.0
    shared = len(first_words & second_words)
    return 0.7 * shared / min(len(first_words), len(second_words)) + 0.3 * shared / max(
        len(first_words), len(second_words)
    )


def _alike(one: str, other: str) -> bool:
    return _likeness(one, other) >= _ALIKE
