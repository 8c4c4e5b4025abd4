"""The text of a notice: as it is kept, and as it is matched. Pure.

``normalise`` is the archive's normalisation (NFC, one kind of line end, no control characters, nothing white at the ends);
offsets of clauses are code points of its result.  ``View`` is the same text folded for matching, without case, accents,
marks of direction and runs of white space, with the way back from each of its characters.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser

MOST_CHARACTERS = 20_000
"""Code points of a notice that are read; what lies behind is flagged and takes every permission with it."""

MOST_KEPT = 200_000
"""Code points of a text that are kept beside its bytes."""

_CONTROLS = dict.fromkeys([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F])
_TAG = re.compile(
    r"</?(?:a|abbr|article|aside|b|blockquote|body|br|button|center|cite|code|del|div|dd|dl|dt|em|figcaption|figure|font|footer|form|"
    r"h[1-6]|head|header|hr|html|i|iframe|img|input|ins|label|li|link|main|meta|nav|ol|p|pre|s|script|section|small|span|strike|"
    r"strong|style|sub|sup|svg|table|tbody|td|template|th|thead|time|title|tr|u|ul)(?:\s[^<>]*)?/?>|<!--|<!doctype",
    re.IGNORECASE,
)
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_MIXED = re.compile(
    "[A-Za-z\u00c0-\u024f][\u0370-\u03ff\u0400-\u04ff]|[\u0370-\u03ff\u0400-\u04ff][A-Za-z\u00c0-\u024f]"
)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|\bhidden\b|<(?:del|s|strike)\b", re.IGNORECASE
)
_SPECIAL = {
    "ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th", "ð": "d", "ħ": "h",
    "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "‐": "-", "‑": "-", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "ى": "ي", "ـ": "", "ⓒ": "©", "\u00ad": "", "ё": "е",
}  # fmt: skip
_SURROGATE = re.compile("[\ud800-\udfff]")
_COMBINING = re.compile("[\u0300-\u036f\u064b-\u065f\u0670]")
_MOST_OF_ONE = 6
"""Characters that one is folded to; a ligature that stands for a sentence stays as it is."""
_IDEOGRAPHS = re.compile("[\u3041-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Source:
    """A text to be read and what was odd about it."""

    text: str
    oddities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """The folded text; ``back[i]`` is the code point of the normalised text that character ``i`` comes from."""

    text: str
    back: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the normalised text that a span of the view comes from, end excluded."""
        if start >= end:
            return self.back[start], self.back[start]
        return self.back[start], self.back[end - 1] + 1


def normalise(text: str) -> str:
    """The text in NFC with one kind of line end, no control characters and nothing white at its ends."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROLS)
    return unicodedata.normalize("NFC", unified).strip()


def kept_text(raw: str) -> str:
    """The text of a notice as it goes on record: what ``prepare`` reads is its beginning, and spans are counted in it."""
    cut = raw[: MOST_KEPT * 2]
    if _TAG.search(raw[: MOST_CHARACTERS * 2]):
        cut = plain_text(cut)
    return _SURROGATE.sub("\ufffd", normalise(cut))[:MOST_KEPT].strip()


def prepare(raw: str) -> Source:
    """What is read of a text: at most ``MOST_CHARACTERS`` code points, markup taken off, and every oddity by name."""
    oddities = []
    cut = raw[: MOST_CHARACTERS * 2]
    if _TAG.search(cut):
        oddities.append("hidden markup" if _HIDDEN.search(cut) else "markup")
        cut = plain_text(cut)
    text = normalise(cut)
    if len(raw) > MOST_CHARACTERS * 2 or len(text) > MOST_CHARACTERS:
        oddities.append("too long")
        text = text[:MOST_CHARACTERS].strip()
    if _BIDI.search(text):
        oddities.append("marks of direction")
    if _MIXED.search(text):
        oddities.append("mixed scripts")
    if any("\ud800" <= character <= "\udfff" for character in text):
        oddities.append("broken characters")
        text = _SURROGATE.sub("\ufffd", text)
    return Source(text, tuple(oddities))


@lru_cache(maxsize=8192)
def _folded(character: str) -> str:
    lower = character.casefold()
    found = "".join(_SPECIAL.get(one, one) for one in lower)
    if _IDEOGRAPHS.search(found) or "\uac00" <= found[:1] <= "\ud7a3":
        return found
    if found and unicodedata.category(found[0]) == "Cf":
        return ""
    spread = unicodedata.normalize("NFKD", found)
    found = _COMBINING.sub("", spread) if len(spread) <= _MOST_OF_ONE else found
    return "".join(_SPECIAL.get(one, one) for one in found)


def fold(text: str) -> str:
    """The text as the phrases of the tables are compared with it, white space left alone."""
    return "".join(_folded(character) for character in text)


def view_of(text: str) -> View:
    """The text folded for matching."""
    characters: list[str] = []
    back: list[int] = []
    for position, character in enumerate(text):
        for one in _folded(character):
            if one.isspace():
                white = "\n" if one == "\n" else " "
                if characters and characters[-1].isspace():
                    characters[-1] = "\n" if "\n" in (white, characters[-1]) else " "
                    continue
                one = white  # noqa: PLW2901 - one white character stands for all
            if len(characters) > 1 and characters[-1] == " " and _spread(characters[-2], one):
                characters.pop()
                back.pop()
            characters.append(one)
            back.append(position)
    return View("".join(characters), tuple(back))


def _spread(before: str, after: str) -> bool:
    """Whether a space between two characters only spreads ideographs over a line."""
    return bool(_IDEOGRAPHS.match(before) and _IDEOGRAPHS.match(after))


class _Plain(HTMLParser):
    """Text of markup; blocks end lines, scripts and styles say nothing."""

    _BLOCKS = frozenset(
        "p div li ul ol br tr td section article footer header h1 h2 h3 h4 h5 h6 small".split()
    )
    _SILENT = frozenset(("script", "style", "template", "noscript"))

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the parser's
        if tag in self._SILENT:
            self._silent += 1
        if tag in self._BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._SILENT and self._silent:
            self._silent -= 1
        if tag in self._BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)


def plain_text(markup: str) -> str:
    """The text of a piece of HTML, broken or not."""
    parser = _Plain()
    parser.feed(markup)
    parser.close()
    return re.sub(r"[ \t]*\n\s*", "\n", "".join(parser.parts))
