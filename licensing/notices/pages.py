"""The notices of a page: where notices stand (footers, marked blocks, JSON-LD, credits, comments of robots.txt). Pure.

The running text of an article is never taken: it may be about copyright.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

from licensing.notices.reader import read_notice

MOST_MARKUP = 2_000_000
"""Characters of a page that are looked through."""
_MOST_BLOCKS = 60
_MOST_WORDS_OF_BLOCK = 6_000
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_MARKED = re.compile(
    r"copyright|legal|rights|notice|disclaimer|imprint|credit|licen[cs]e|colophon|reservation", re.IGNORECASE
)
_PLACES = frozenset(("footer", "small"))
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_BLOCKS = frozenset(
    "p div li td section article footer header main small aside ul ol table body h1 h2 h3 h4 figcaption".split()
)
_LINKED_DATA = ("copyrightNotice", "creditText", "usageInfo", "license", "acquireLicensePage")


@dataclass(frozen=True, slots=True)
class Found:
    """A notice and where it stood: footer, marked, json-ld, credit or robots.txt."""

    place: str
    text: str


def is_page(text: str) -> bool:
    """Whether a text is a whole HTML page rather than a notice with some markup."""
    return bool(_PAGE.match(text[:5_000]))


def notices_of_page(markup: str) -> tuple[Found, ...]:
    """The notices of a page in their order, each wording once."""
    parser = _Parser()
    parser.feed(markup[:MOST_MARKUP])
    parser.close()
    parser.flush()
    found = dict.fromkeys(block for block in parser.found if block.text)
    kept = [block for block in list(found)[:_MOST_BLOCKS] if read_notice(block.text).is_notice]
    return tuple(kept)


def notices_of_robots(text: str) -> tuple[Found, ...]:
    """The notices in the comments of a robots.txt: runs of comment lines."""
    runs = re.findall(r"(?:^[ \t]*#.*(?:\n|$))+", text[:MOST_MARKUP], re.MULTILINE)
    plain = [re.sub(r"^[ \t]*#+[ \t]?", "", run, flags=re.MULTILINE).strip() for run in runs]
    return tuple(
        Found("robots.txt", one) for one in plain[:_MOST_BLOCKS] if one and read_notice(one).is_notice
    )


def text_of_page(markup: str) -> str:
    """All notices of a page as one text to be read, a line each."""
    return "\n".join(found.text for found in notices_of_page(markup))


class _Parser(HTMLParser):
    """Collects the text of blocks where notices stand."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Found] = []
        self._open: list[tuple[str, str]] = []
        self._text: list[str] = []
        self._data: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        stated = {name: value or "" for name, value in attrs}
        if tag in _BLOCKS:
            self.flush()
        if tag == "br":
            self._text.append("\n")
        if tag in _VOID:
            return
        if tag == "script" and "ld+json" in stated.get("type", ""):
            self._data = []
        self._open.append((tag, _place(tag, stated)))

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.flush()
        if tag == "script" and self._data is not None:
            self.found += _linked("".join(self._data))
            self._data = None
        for position in range(len(self._open) - 1, max(-1, len(self._open) - 40), -1):
            if self._open[position][0] == tag:
                del self._open[position:]
                return

    def handle_data(self, data: str) -> None:
        if self._data is not None:
            self._data.append(data)
        elif not self._open or self._open[-1][0] not in {"script", "style", "template", "noscript", "title"}:
            self._text.append(data)

    def flush(self) -> None:
        """End the block."""
        text = re.sub(r"[ \t\r\f\v]+", " ", "".join(self._text)).strip()
        self._text = []
        inside = [place for _, place in self._open[-40:] if place]
        running = any(tag in {"article", "main"} for tag, _ in self._open[-40:]) and inside[-1:] in (
            [],
            ["footer"],
        )
        if text and inside and not running and len(text) <= _MOST_WORDS_OF_BLOCK:
            self.found.append(Found(inside[-1], text))


def _place(tag: str, stated: dict[str, str]) -> str:
    names = f"{stated.get('class', '')} {stated.get('id', '')}"
    if "credit" in names.lower() and tag != "body":
        return "credit"
    if _MARKED.search(names) and tag not in {"body", "html"}:
        return "marked"
    return "footer" if tag in _PLACES or "footer" in names.lower() else ""


def _linked(text: str) -> Iterator[Found]:
    """What linked data says of copyright."""
    try:
        waiting: list[object] = [json.loads(text)]
    except (ValueError, RecursionError):
        return
    for _ in range(2_000):
        if not waiting:
            return
        node = waiting.pop()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            yield from (Found("json-ld", node[key]) for key in _LINKED_DATA if isinstance(node.get(key), str))
            waiting += node.values()
