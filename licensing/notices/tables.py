"""The phrases of each language: one TOML file a language in ``languages``, and the one reader of them. Pure.

A file gives a list of phrases for each kind (see ``KINDS``).  In a phrase a space stands for white space or hyphens,
``*`` ends a stem, ``~`` leaves a gap of up to six words of the same sentence, ``(a|b)`` and ``?`` are what they are in a
regular expression.  Case and accents do not count.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from licensing.notices.text import fold

USES = (
    "use reproduce distribute publish store download print adapt mine robots train ai index quote excerpt link titles "
    "commercial internal"
).split()
"""Kinds of phrases that name uses."""
EFFECTS = (
    "ban not permit may require without consent unauthorised only except lifted discretion terms".split()
)
"""Kinds that say what happens to the uses."""
CONDITIONS = (
    "personal noncommercial search law contract attribution linkback keepnotice notify payment whole editorial "
    "purpose include condition otherwise obliged contrast"
).split()
"""Kinds that narrow or widen it; what is `obliged` demands a link or the source, `contrast` is the word "but"."""
WHOLE = "reserved some_reserved copying_reserved offer paid details bind protected third credit".split()
"""Kinds that speak of the notice as a whole."""
AROUND = "noise narrative offtopic general here images code brand limited study".split()
"""Kinds that tell notices from what only looks like one: `general` speaks of works and the law in general, `brand` of names and logos,
`limited` of some
people, times or the site, `study` of teaching, research and the like."""
KINDS = (*USES, *EFFECTS, *CONDITIONS, *WHOLE, *AROUND)
"""Every kind of phrase; a table may have no other."""
NAMES = ("words", "consent_of", "owned", "not_names")
"""Lists that are no phrases: function words that tell the language, patterns around a holder's name, no names."""

FOLDER = Path(__file__).parent / "languages"
_WITHOUT_SPACES = frozenset(("ja", "zh", "th"))
_ARABIC_PREFIX = "(?:[وف]?[بلك]?(?:ال|لل)?)?"
_GAP = r"(?:(?:[^\w.;!?]+\w+(?:\.\w+){0,3}){0,6}?[^\w.;!?]+)"
_GAP_WITHOUT_SPACES = "[^。.;；!?！？\n]{0,20}?"


@dataclass(frozen=True)
class Table:
    """What tells a language and its names; its phrases are compiled when they are first needed (``patterns``)."""

    code: str
    words: frozenset[str]
    stems: frozenset[str]
    consent_of: tuple[re.Pattern[str], ...]
    owned: tuple[re.Pattern[str], ...]
    not_names: frozenset[str]


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """Codes of the languages that have a table."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


@lru_cache(maxsize=64)
def table(code: str) -> Table:
    """The table of one language.  Raises ValueError for a kind that is not known."""
    raw = raw_table(code)
    phrases = {kind: raw[kind] for kind in KINDS if raw.get(kind)}
    return Table(
        code=code,
        words=frozenset(fold(word) for word in raw.get("words", ())),
        stems=_stems(phrases),
        consent_of=_name_patterns(raw.get("consent_of", [])),
        owned=_name_patterns(raw.get("owned", [])),
        not_names=frozenset(fold(word) for word in raw.get("not_names", ())),
    )


@lru_cache(maxsize=64)
def patterns(code: str) -> dict[str, re.Pattern[str]]:
    """Kind → pattern of all phrases of a language.  Raises ValueError for a kind that is not known."""
    raw = raw_table(code)
    return {kind: compiled(raw[kind], code) for kind in KINDS if raw.get(kind)}


@lru_cache(maxsize=64)
def raw_table(code: str) -> dict[str, list[str]]:
    """A language's file as it stands.  Raises ValueError for a kind that is not known."""
    with (FOLDER / f"{code}.toml").open("rb") as file:
        raw: dict[str, list[str]] = tomllib.load(file)
    strange = set(raw) - set(KINDS) - set(NAMES)
    if strange:
        raise ValueError(f"{code}: no such kind of phrase: {', '.join(sorted(strange))}")
    return raw


def compiled(phrases: list[str], code: str) -> re.Pattern[str]:
    """One pattern for all phrases, the longest first."""
    ordered = sorted(dict.fromkeys(phrases), key=len, reverse=True)
    return re.compile("|".join(_pattern(phrase, code) for phrase in ordered))


def _pattern(phrase: str, code: str) -> str:
    dense = code in _WITHOUT_SPACES
    text = fold(phrase.strip()).replace(".", r"\.")
    text = re.sub(r"\s*~\s*", "~", text)
    text = text.replace("*", r"\w*")
    text = re.sub(r" +\?", r"[\\s\\-]*", text)
    text = re.sub(r" +", r"\\s*" if dense else r"[\\s\\-]+", text)
    text = text.replace("~", _GAP_WITHOUT_SPACES if dense else _GAP)
    if dense or (code == "ko" and len(phrase.strip("*")) > 1):
        return text
    before = _ARABIC_PREFIX if code == "ar" else ""
    return rf"(?<!\w){before}(?:{text})(?!\w|['’]t\b)"  # "you can" is not in "you can't"


def _stems(phrases: dict[str, list[str]]) -> frozenset[str]:
    """Words of the phrases, those with a ``*`` cut to their stem: they too tell the language."""
    found = re.findall(r"\w+\*?", fold(" ".join(one for listed in phrases.values() for one in listed)))
    return frozenset(word for word in found if len(word.rstrip("*")) > 2)  # noqa: PLR2004 - shorter ones tell nothing


def _name_patterns(patterns: list[str]) -> tuple[re.Pattern[str], ...]:
    """Patterns around a name: regular expressions on the normalised text, ``NAME`` where the name begins.

    Each first as it is written, so that a capital article stays part of a name, then whatever the case.
    """
    written = [pattern.replace("NAME", r"(?P<name>[^\n]{2,120})") for pattern in patterns]
    return (*(re.compile(one) for one in written), *(re.compile(one, re.IGNORECASE) for one in written))
