"""Phrases found in a text, and the language of each sentence told by them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from licensing.notices.tables import CONDITIONS, EFFECTS, Table, languages, patterns, table

_WORD = re.compile(r"[^\W\d_]+")
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_JAPANESE = re.compile("無断|[転権単広図読売続対検変価経済駅円]")
"""Characters whose Japanese form is neither the simplified nor the traditional Chinese one (a few are shared)."""
_SCRIPTS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (re.compile("[\uac00-\ud7a3]"), ("ko",)),
    (re.compile("[\u0e01-\u0e5b]"), ("th",)),
    (re.compile("[\u0621-\u064a]"), ("ar",)),
    (re.compile("[\u05d0-\u05ea]"), ("he",)),
    (re.compile("[\u03b1-\u03c9]{2}"), ("el",)),
    (re.compile("[\u3041-\u30ff\u3400-\u9fff]"), ("ja", "zh")),
)
_CYRILLIC = re.compile("[\u0430-\u045f\u0491]{2}")
_LATIN = re.compile("[a-z]{2}")
_CYRILLIC_LANGUAGES = ("ru", "uk", "bg")
_BY_SCRIPT = frozenset(("ko", "th", "ar", "he", "el", "ja", "zh", *_CYRILLIC_LANGUAGES))
_ADDRESS = re.compile(r"(?<![\w.-])(?:https?://\S{1,300}|(?:[\w-]+\.){1,6}[a-z]{2,6}(?!\w)(?:/\S{0,300})?)")
"""Addresses of sites: what looks like a word inside one is none."""
_LONGEST_STEM = 24
_MOST_LANGUAGES = 3
_SURE = 0.3
"""Share of a sentence's words that a language must know before a permission is read in it."""
_FIRST = frozenset(
    (
        "otherwise",
        "noise",
        "noncommercial",
        "credit",
        "law",
        "contract",
        "reserved",
        "some_reserved",
        "copying_reserved",
    )
)
"""Fixed expressions: a phrase that begins inside one is part of it, however long it is."""
_DUTIES = frozenset(("attribution", "linkback", "keepnotice", "notify"))
"""Duties stand inside one another: *with attribution and a link* demands both."""
_SWALLOWED_BY_EFFECTS = (frozenset(EFFECTS) - {"consent"}) | {"payment"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A phrase of some kind; the span is one of the folded view."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Language:
    """How well a language fits: ``score`` counts known words, ``share`` is their part of all words of its script."""

    code: str
    score: float
    share: float

    @property
    def sure(self) -> bool:
        """Whether enough of the words are known to believe a permission."""
        return self.share >= _SURE


def scores(text: str) -> list[Language]:
    """The languages of a folded text, the best first; none where no table knows a word."""
    found: list[Language] = []
    for script, codes in _SCRIPTS:
        if script.search(text):
            found += [
                Language(code, len(script.findall(text)), 1.0)
                for code in _narrowed(codes, text)
                if code in languages()
            ]
    if _CYRILLIC.search(text):
        found += _by_words(text, [code for code in _CYRILLIC_LANGUAGES if code in languages()], _CYRILLIC)
    if _LATIN.search(text):
        found += _by_words(text, [code for code in languages() if code not in _BY_SCRIPT], _LATIN)
    return sorted(found, key=lambda one: (-one.score, one.code))


def _narrowed(codes: tuple[str, ...], text: str) -> tuple[str, ...]:
    if codes != ("ja", "zh"):
        return codes
    return ("ja",) if _KANA.search(text) or _JAPANESE.search(text) else ("zh",)


def _by_words(text: str, codes: Sequence[str], script: re.Pattern[str]) -> list[Language]:
    words = [word for word in _WORD.findall(text) if script.match(word) or len(word) == 1]
    found = []
    for code in codes:
        points = sum(_known(word, code) for word in words)
        if points:
            found.append(Language(code, points, min(1.0, points / max(1, len(words)))))
    return found


@lru_cache(maxsize=50_000)
def _known(word: str, code: str) -> float:
    return _points(word, table(code))


def _points(word: str, language: Table) -> float:
    if word in language.words:
        return 1.0
    if word in language.stems:
        return 1.2
    stemmed = any(
        word[:length] + "*" in language.stems for length in range(4, min(len(word), _LONGEST_STEM) + 1)
    )
    return 1.0 if stemmed else 0.0


def chosen(text: str, prior: Sequence[str] = ()) -> list[Language]:
    """The languages in which a sentence is read: the best of each script, those of the whole notice first."""
    found: list[Language] = []
    ranked = scores(text)
    for family in (_CYRILLIC_LANGUAGES, None):
        members = [one for one in ranked if (one.code in family if family else one.code not in _BY_SCRIPT)]
        if members:
            best = members[0].score
            close = [one for one in members if one.score >= best * 0.75]
            found.append(next((one for code in prior for one in close if one.code == code), close[0]))
    found += [one for one in ranked if one.code in _BY_SCRIPT and one.code not in _CYRILLIC_LANGUAGES]
    return sorted(found, key=lambda one: (-one.score, one.code))[:_MOST_LANGUAGES]


def marks_in(text: str, codes: Iterable[str]) -> list[Mark]:
    """Every phrase of the languages in a folded text, in order; of two that overlap the longer one counts."""
    found: list[Mark] = []
    for code in codes:
        for kind, pattern in patterns(code).items():
            found += [Mark(kind, hit.start(), hit.end()) for hit in pattern.finditer(text)]
    addresses = [hit.span() for hit in _ADDRESS.finditer(text)]
    if addresses:
        found = [
            mark
            for mark in found
            if not any(start <= mark.start and mark.end <= end for start, end in addresses)
        ]
    return _settled(found)


def _settled(found: list[Mark]) -> list[Mark]:
    kept: list[Mark] = [mark for mark in set(found) if mark.kind in _FIRST]
    kept = [mark for mark in kept if not any(_inside(mark, other) for other in kept)]
    first = tuple(kept)
    rest = [
        mark
        for mark in set(found)
        if mark.kind not in _FIRST and not any(_begins_in(mark, one) for one in first)
    ]
    kept = []
    for mark in sorted(rest, key=lambda one: (one.start - one.end, one.start, one.kind)):
        if not any(_swallows(other, mark) for other in kept):
            kept.append(mark)
    return sorted([*first, *kept], key=lambda one: (one.start, one.end))


def _inside(mark: Mark, other: Mark) -> bool:
    return (
        mark != other
        and other.start <= mark.start
        and mark.end <= other.end
        and mark.end - mark.start < other.end - other.start
    )


def _begins_in(mark: Mark, other: Mark) -> bool:
    """Whether a phrase begins inside a fixed expression, which then keeps its words to itself."""
    return other.start <= mark.start < other.end and (mark.kind in EFFECTS or mark.end <= other.end)


def _swallows(longer: Mark, shorter: Mark) -> bool:
    """Whether the shorter one is only a part of the longer one; an effect with a gap leaves uses inside alone."""
    if longer.end <= shorter.start or shorter.end <= longer.start:
        return False
    if (longer.start, longer.end) == (shorter.start, shorter.end):
        return False
    if longer.kind in EFFECTS:
        return shorter.kind in _SWALLOWED_BY_EFFECTS
    if longer.kind in {
        "narrative",
        "offtopic",
        "here",
        "images",
        "code",
        "purpose",
        "condition",
        "limited",
        "study",
        "brand",
        "general",
        "obliged",
    }:
        return shorter.kind == longer.kind
    if {longer.kind, shorter.kind} <= _DUTIES and longer.kind != shorter.kind:
        return False
    if longer.kind == "keepnotice" and longer.start == shorter.start:
        return True  # "do not remove the notice" forbids nothing else
    if longer.kind in CONDITIONS:
        return shorter.kind not in {"consent", "without", "ban"}
    return True
