"""Licences that a notice names: Creative Commons and the usual open ones, by the table of ``licensing.licences``. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from licensing.licences import Licence, named, table
from licensing.notices.clauses import Effect, Statement
from licensing.notices.scope import only_marked, only_some_published
from licensing.notices.sentence import Sentence
from licensing.notices.text import fold
from licensing.notices.uses import ALL

__all__ = ["Licence", "licence_statement", "named_licence"]

_ADDRESS = re.compile(r"creativecommons\.org/(?:licenses/by|publicdomain/)")
_SHORT = 90
"""Characters of a sentence that is a licence statement without a verb ("Licence: CC BY 4.0")."""


@dataclass(frozen=True)
class _Found:
    licence: Licence
    start: int


@lru_cache(maxsize=1)
def _elements() -> dict[str, re.Pattern[str]]:
    cc = table()["cc"]
    assert isinstance(cc, dict)  # noqa: S101 - our own file
    listed = {
        key: "|".join(fold(one) for one in value) if isinstance(value, list) else value
        for key, value in cc.items()
    }
    return {key: re.compile(value) for key, value in listed.items()}


@lru_cache(maxsize=1)
def _others() -> list[tuple[re.Pattern[str], Licence]]:
    other = table()["other"]
    assert isinstance(other, list)  # noqa: S101 - our own file
    return [
        (
            re.compile("|".join(fold(name) for name in one["name"])),
            Licence(one["id"], tuple(one["duties"]), one.get("adapt", "permit")),
        )
        for one in other
    ]


def named_licence(text: str) -> Licence | None:
    """The licence that a folded text names, None where it names none."""
    found = _found(text)
    return found.licence if found else None


_VERSION_FIRST = re.compile(r"\bcc[\s-]+(\d\.\d)[\s-]+(by(?:-(?:nc|nd|sa)){0,2})\b")
"""A code whose version stands before its elements: CC 4.0 BY-SA."""


def _found(text: str) -> _Found | None:
    text = _VERSION_FIRST.sub(r"cc \2 \1", text)
    patterns = _elements()
    zero, mention = patterns["zero"].search(text), patterns["mention"].search(text)
    if zero and not patterns["code"].search(text):
        return _Found(Licence("CC0-1.0", ()), zero.start())
    if mention or _ADDRESS.search(text):
        start = mention.start() if mention else 0
        return _Found(_creative_commons(text[max(0, start - 30) :]), start)
    for pattern, licence in _others():
        hit = pattern.search(text)
        if hit:
            return _Found(licence, hit.start())
    return None


def _creative_commons(text: str) -> Licence:
    patterns = _elements()
    codes = list(patterns["code"].finditer(text))
    if codes:  # several are read as the strictest of all
        elements = {one for code in codes for one in re.split(r"[\s\-]+", code["elements"] or code["bare"])}
    else:
        elements = {name for name in ("by", "nc", "sa", "nd") if patterns[name].search(text)}
    if not elements:
        return Licence("CC", ("attribution",), "silent")
    return named({*elements, "by"})


_COMPARES = re.compile(
    r"[=≠<>→]|\bvs\b|versus|public domain|pubblico dominio|dominio publico|domaine public|gemeinfrei"
)
"""Signs of a text that compares licences rather than states one."""
_UNLIKE = re.compile(
    r"\bunlike\b|in contrast (to|with)|compared (to|with)|im (gegensatz|unterschied|vergleich) zu|contrairement a|a diferencia de|"
    "a differenza d|ao contrario d|diferentemente d|in tegenstelling tot|anders dan|i modsætning til|til forskjel fra|"
    "i motsetning til|til forskjell fra|till skillnad (fran|mot)|toisin kuin|na rozdil od|oproti|w odroznieniu od|"
    "w przeciwienstwie do|w porownaniu|ellentetben|szemben a|atskiriba no|kitaip nei|skirtingai nu|aksine|farkli olarak|"
    "в отличие от|по сравнению с|на відміну від|порівняно з|とは(違|異な)|と(違|異な)|与.{0,12}不同|와 달리|과 달리|بخلاف|على عكس|ต่างจาก"
)
"""Words of a text about how licences differ."""
_DEDICATED = re.compile(r"\bcc[\s-]?0\b[\s\d./(-]{1,8}public domain|public domain[\s/(-]{1,4}cc[\s-]?0\b")
"""A dedication that names both: CC0 / Public Domain."""
_UNDER = re.compile(
    r"\b(?:under|bajo|sous|unter|sob|sotto|onder|pod|под|за)\s+(?:\w+\s+){0,3}(?:licen\w*|lizenz\w*|lisens\w*|лиценз\w*|ліценз\w*)\W{0,3}$"
)
"""What stands before the name of a licence that content is under, whatever the language."""
_DEFINES = re.compile(
    r"\b(?:this|diese|cette|esta|questa|deze|ta|tato|denne|denna|bu|ez a|эта|ця) (?:licen[cs]\w*|lizenz|licenz\w+|licencja|lisens\w*|лиценз\w*|ліценз\w*)"
)
"""What explains a licence in a list of several, behind its name: CC BY – this licence allows …"""
_FIRST = 8
"""Characters before the name of a licence that stands at the head of its explanation."""
_BELOW = 160
_ITEM = re.compile(r"[\s.:]*[-–•*][ \t]*([^\n]{3,60})")


def _with_elements_below(licence: Licence, below: str) -> Licence:
    """The licence with the elements that a list below its name adds, so that none of its conditions is lost."""
    listed, item = "", _ITEM.match(below)
    while item:
        listed += f" {item[1]}"
        item = _ITEM.match(below, item.end())
    elements = {name for name in ("nc", "sa", "nd") if _elements()[name].search(listed)}
    if not elements or not licence.id.startswith("CC-BY"):
        return licence
    return named({*licence.id.removeprefix("CC-").lower().split("-"), *elements})


_DENIED = re.compile(
    "does not (apply|cover|extend)|doesn't (apply|cover)|do not apply|not covered|no longer|gilt nicht|gilt hier nicht|"
    "s'applique pas|ne couvre pas|no se aplica|no es aplicable|non si applica|nao se aplica|niet van toepassing|geldt niet|"
    "nie (dotyczy|obejmuje|stosuje|ma zastosowania)|nevztahuje|neplati|galler (inte|ej)|gjelder ikke|gælder ikke|"
    "ei (koske|sovelleta)|nem vonatkozik|neattiecas|netaikoma|gecerli degil|не (распространяется|применяется|действует)|"
    "не (поширюється|застосовується|діє)|適用され(ない|ません)|適用外|不适用|不適用|적용되지|لا (ينطبق|تنطبق)|ไม่ใช้กับ|ไม่ครอบคลุม"
)
"""Words by which a licence is said not to hold."""


_OF_ELSE = re.compile(
    r"\b(?:meta-?data|metadaten|metadane|metadonnees|metadatos|metadati|data-?sets?|datensatze?|map data|kartendaten|templates?|themes?|fonts?|abstracts?|"
    r"source code|quellcode|quelltext|code source|codigo fuente|codice sorgente|kod zrodlowy|software|wikipedia|press releases?|older than|plans? to|intends? to|based on a work)\b"
)
"""What is licensed beside the texts, and what says that only some of them are or that all will be."""
_JOINS = re.compile(r"\b(?:and|und|et|y|e|i|oraz|en|och|og)\b|&")


def _of_some_content(words: str, start: int) -> bool:
    """Whether a licence is that of some content or of something else, or is only explained, as in a list of several."""
    else_only = bool(_OF_ELSE.search(words)) and not _JOINS.search(words)
    return only_marked(words) or else_only or (start <= _FIRST and bool(_DEFINES.search(words)))


def licence_statement(sentence: Sentence, text: str) -> tuple[Licence, Statement] | None:
    """The licence under which a sentence puts the content, None where it only speaks of one or denies it."""
    words = text[sentence.start : sentence.end]
    found = _found(words)
    if found is None or sentence.has("narrative"):
        return None
    before = sentence.start + found.start
    if any(
        mark.kind in {"not", "ban", "except", "lifted"} and mark.start < before for mark in sentence.marks
    ):
        return None
    if _DENIED.search(words) or _UNLIKE.search(words) or _of_some_content(words, found.start):
        return None
    if sentence.depicts_only() or (sentence.has("may", "permit") and only_some_published(words)):
        return None
    short = len(words) <= _SHORT and not _COMPARES.search(_DEDICATED.sub("cc0", words))
    if not (sentence.has("bind") or short or _ADDRESS.search(words) or _UNDER.search(words[: found.start])):
        return None
    licence = _with_elements_below(found.licence, text[sentence.end : sentence.end + _BELOW])
    uses = dict.fromkeys(ALL, True)
    if licence.adapt != "permit":
        uses.pop("adapt")
    return licence, Statement(
        sentence.start, sentence.end, Effect.LICENCE, uses, condition=licence.id, duties=licence.duties
    )
