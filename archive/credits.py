"""A credit line taken apart into names and what they seem to have done. Pure; a person may correct the result.

`© PAP | PAP/EPA/JANE DOE / SPUTNIK / KREMLIN POOL`: before the bar who supplied the image, after it the chain.
Names stay as they are printed. The split says nothing about who holds rights.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.choices import CreditRole
from archive.text import one_line

# Agencies that are known by name, lower-case. Reviewed 2025-06-01.
AGENCIES = frozenset({
    "aa", "adobe stock", "afp", "agencja wyborcza.pl", "alamy", "anadolu", "ansa", "ap", "associated press", "belga",
    "bloomberg", "cna", "dpa", "east news", "efe", "epa", "epa-eu", "forum", "getty", "getty images", "imago",
    "istock", "kyodo", "lusa", "nurphoto", "pa", "pap", "pa media", "reporter", "reuters", "ria novosti",
    "shutterstock", "sipa", "sipa press", "sputnik", "tass", "ukrinform", "upi", "xinhua", "yonhap", "zuma press",
})  # fmt: skip
# What stands before the names, lower-case, in the languages of our sources.
_LABEL = re.compile(
    r"^(?:(?:images?|photos?|pictures?)(?:\s+(?:source|credits?|by))?|sources?|credits?|fot\.?|foto|zdjęci[ea]|"
    r"źródło(?:\s+zdję(?:cia|ć))?|licencja)\s*:\s*|^fot\.\s+|^photo by\s+",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"^(?:©|\(c\)|copyright\b)\s*(?:\d{4}\s*)?(?:by\s+)?", re.IGNORECASE)
_CHAIN = re.compile(r"\s*/\s*|\s*;\s*")
_MOST_NAMES = 30
_PARTS_OF_A_PERSONS_NAME = 2


@dataclass(frozen=True)
class CreditedName:
    """One name of a credit line, as printed."""

    name: str
    role: CreditRole


def credited_names(line: str) -> tuple[CreditedName, ...]:
    """Return the names of a credit line in the order in which they stand; none when the line is empty."""
    text = _LABEL.sub("", one_line(line))
    supplier, bar, chain = text.partition("|")
    names: list[CreditedName] = []
    if bar:
        names += [CreditedName(name, CreditRole.SUPPLIER) for name in _names(supplier)]
    else:
        chain = text
    names += [CreditedName(name, _role(name)) for name in _names(chain)]
    return tuple(names[:_MOST_NAMES])


def distinct_names(line: str) -> tuple[str, ...]:
    """Return the names of a credit line without repeats; case doesn't tell names apart."""
    seen: dict[str, str] = {}
    for credited in credited_names(line):
        seen.setdefault(credited.name.casefold(), credited.name)
    return tuple(seen.values())


def _names(chain: str) -> list[str]:
    pieces = (
        _COPYRIGHT.sub("", piece.strip()).strip(" ,.")
        for part in chain.split("|")
        for piece in _CHAIN.split(part)
    )
    return [piece for piece in pieces if piece]


def _role(name: str) -> CreditRole:
    if name.casefold() in AGENCIES:
        return CreditRole.AGENCY
    if name.casefold().split()[-1] == "pool":
        return CreditRole.POOL
    if len(name.split()) >= _PARTS_OF_A_PERSONS_NAME and not any(character.isdigit() for character in name):
        return CreditRole.PHOTOGRAPHER
    return CreditRole.OTHER
