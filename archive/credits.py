"""A credit line taken apart into names and what they seem to have done. Pure; a person may correct the result.

`© PAP | PAP/EPA/JANE DOE / SPUTNIK / KREMLIN POOL`: before the bar who supplied the image, after it the chain.
Names stay as they are printed; words about a name (a licence, "all rights reserved", "contributor") are no names. A
source that names nobody ("private archive", "handout") stays a name, so that its holder counts as unknown and not as
absent. The split says nothing about who holds rights.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.agencies import find_agency
from archive.choices import CreditRole
from archive.text import one_line

# What stands before the names, in the languages of credit lines.
_SAYS_WHAT = (
    r"images?|photos?|archivfoto|archivbild|bildrechte|illustration|pictures?|photographs?|sources?|credits?|image source|photo courtesy(?: of)?|courtesy(?: of)?|fot|foto|fotos|fotografie|fotografía|"
    r"fotograf|fotó|zdj|zdjęci[ea]|źródło|źródło zdj|źródło zdję(?:cia|ć)|autor zdjęcia|autor|licencja|bild|bilder|bildquelle|bildnachweis|quelle|crédits?|crédits? photos?|"
    r"photos? crédits?|photo d'illustration|imagen|imágenes|fuente|imagem|crédito|immagine|fonte|kuva|bilde|kép|forrás|zdroj|snímek|фото|фотография|источник|снимка|фотографія|джерело|φωτογραφία|πηγή|"
    r"صورة|تصوير|المصدر|צילום|写真|画像|撮影|出典|提供|图|图片|图片来源|圖|圖片來源|摄影|攝影|来源|사진|사진 ?제공|출처|자료|写真提供|画像提供|提供元|图源|圖源|الصورة|مصدر الصورة|ภาพ|ảnh|nguồn|fotoğraf|kaynak"
)
_LABEL = re.compile(
    rf"^(?:(?:{_SAYS_WHAT})(?:\s+(?:by|source|credits?|di|de|von|courtesy of))?\s*\.?\s*[:：=/]\s*"
    r"|(?:handout\s+)?(?:(?:photos?|images?|pictures?|video|screenshot|still)\s+)?courtesy\s+(?:of\s+)?(?!photos?\b|images?\b|pictures?\b)|photo\s+d[’']archives\s+|photo\s+archives\s+|foto\s+d[’']archivio\s+|cortes[ií]a\s+de\s+|gentileza\s+(?:de\s+)?|photo\s+(?=(?-i:[A-ZÀ-Þ][\w’'-]+\s+[A-ZÀ-Þ]))"
    r"|fot\.\s*|foto\s+(?=[©A-ZŁŚŻŹĆÄÖÜ])|(?:(?:photo\s+)?illustration|graphic|video|photo(?:graph(?:y|ed)?)?|image|picture|taken|foto|fotografie)\s+(?:by|von|di|de|par|av)\s+|zdj\.\s*)",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"^(?:©|\(c\)|copyright\b|ⓒ)\s*(?:©\s*)?(?:(?:19|20)\d{2}\s*(?:[-–]\s*(?:19|20)\d{2})?[\s,]*)?(?:by\s+)?",
    re.IGNORECASE,
)
_RESERVED = re.compile(
    r"[\s.,;–-]*(?:all rights reserved|alle rechte vorbehalten|wszelkie prawa zastrzeżone|tous droits réservés|todos los derechos reservados|todos os direitos reservados|"
    r"tutti i diritti riservati|無断転載(?:禁止|を禁(?:じます|ず))|все права защищены|무단전재 및 재배포 금지)\.?",
    re.IGNORECASE,
)
_LICENCE = re.compile(
    r"^(?:lic(?:ence|ense|encja|enz)[:\s]*)?(?:cc[\s-]?(?:by|0|zero)(?:[\s-](?:sa|nc|nd|by))*(?:\s*\d\.\d)?(?:\s+[a-z]{2,3})?|creative commons\b.*|public domain|domena publiczna|gemeinfrei|domaine public|dominio público)$",
    re.IGNORECASE,
)
# Words about the name before them.
_ABOUT = re.compile(
    r"^(?:contributor|fot|zdj|staff|stringer|file|file photo|archive|archiv|editorial use only|mandatory credit|handout via|photographer|via|photo|foto|stf|str|pool photo via|symbolbild|symbolfoto|archivbild|illustration|ilustracyjne|zdjęcie ilustracyjne|illustrationsfoto|themenbild)$",
    re.IGNORECASE,
)
_CHAIN = re.compile(
    r"\s*/\s*|\s*;\s*|\s*／\s*|\s*＝\s*|\s*=\s*|\s+via\s+|\s+über\s+|\s+for\s+(?=[A-Z])|\s+für\s+(?=[A-Z])|\s+dla\s+(?=[A-Z])|\s+on\s+(?=(?i:unsplash|pexels|pixabay|flickr)\b)|\s+(?:©|\(c\))\s*|\s*•\s*|\s*·\s*|\s+/{2}\s+"
)
_BESIDE_AN_AGENCY = re.compile(
    r"(?<=\w\w\w)\.\s+|\s*:\s+|\s*,\s*|\s+[-–—]\s+|\s+(?:and|und|i|et|y|e|oraz)\s+|、|，"
)
_BEHIND_A_HYPHEN = re.compile(r"^(\S+\s.+)-([^-]+)$")  # "Jane Doe-Imagn Images"
_OF_THE_DAY = re.compile(r"\s+TPX\s+IMAGES\s+OF\s+THE\s+DAY$", re.IGNORECASE)
_LICENCE_BEHIND = re.compile(r"\s+\((?:cc[\s-](?:by|0)[^()]{0,20}|public domain)\)$", re.IGNORECASE)
_POOL_BY = re.compile(r"^((?:\S+\s+){0,3}pool)\s+(?:photo\s+)?by\s+", re.IGNORECASE)
_TAKEN_BY = re.compile(
    r"^(\S{2,20}?)(?:记者|記者)\s*(.{2,30}?)\s*(?:摄|攝|撮影)$"
)  # agency, reporter, "took it"
_BETWEEN_PERSONS = re.compile(r"\s*,\s*|\s+(?:and|und|i|et|y|e|oraz|&)\s+")
_BRACKETS = str.maketrans(
    {"(": " ", ")": " ", "[": " ", "]": " ", "（": " ", "）": " ", "【": " ", "】": " "}
)
_IS_BRACKETED = re.compile(r"^\s*[(\[（【](?!c\)|C\)).*[)\]）】]\s*\.?$", re.DOTALL)
_SLASH_IN_A_NAME = re.compile(r"(?<=\w)/(?=\w)")
_MOST_NAMES = 30
_MOST_CHARACTERS = 2000
_PARTS_OF_A_PERSONS_NAME = 2
_MOST_PARTS_OF_A_PERSONS_NAME = 4
_POOL = re.compile(r"(?:^|\s)pool$", re.IGNORECASE)
_POOLS_PHOTO = re.compile(r"(?<=\bpool)\s+photos?$", re.IGNORECASE)
_NOBODY = re.compile(
    r"^the\s|\bof\b|archiwum|archiv|archive|materiały|mat\.|prasowe|promocyjne|handout|courtesy|screenshot|zrzut|facebook|instagram|twitter|youtube|tiktok|ministry|ministerstwo|police|policja|"
    r"press office|pressefoto|promo|własne|prywatne|privat|redakcj|reproduk|kadr|still|service|press|images|photo|agen[ct]|agenzia|agência|ajans|news|media|ufficio|cortes|архив|пресс|служб|museum|muzeum|university|"
    r"government|president|prezydent|kancelaria|office|urząd|studio|tv|gmbh|sp\. z o|s\.a\.|ltd|inc|llc|verlag|bank|group|fc|club",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class CreditedName:
    """One name of a credit line, as printed."""

    name: str
    role: CreditRole


def credited_names(line: str) -> tuple[CreditedName, ...]:
    """Return the names of a credit line in the order in which they stand; none when the line is empty."""
    text = _unwrapped(one_line(line[:_MOST_CHARACTERS]))
    supplier, bar, chain = text.partition("|")
    names: list[CreditedName] = []
    if bar:
        names += [CreditedName(name, CreditRole.SUPPLIER) for name in _names(supplier)]
    else:
        chain = text
    names += [CreditedName(name, _role(name)) for name in _names(chain)]
    return tuple(_without_licences(names)[:_MOST_NAMES])


def distinct_names(line: str) -> tuple[str, ...]:
    """Return the names of a credit line without repeats; case doesn't tell names apart."""
    seen: dict[str, str] = {}
    for credited in credited_names(line):
        seen.setdefault(credited.name.casefold(), credited.name)
    return tuple(seen.values())


def _unwrapped(line: str) -> str:
    """Take off brackets around the line, labels and what is reserved."""
    text = _POOL_BY.sub(r"\1/", _TAKEN_BY.sub(r"\1/\2", line))
    for _ in range(3):
        before = text
        if _IS_BRACKETED.match(text):
            text = text.strip().rstrip(".").strip()[1:-1].strip()
        text = _LABEL.sub("", _RESERVED.sub("", text)).strip()
        if text == before:
            break
    return text


def _names(chain: str) -> list[str]:
    found: list[str] = []
    for part in chain.split("|"):
        for piece in _CHAIN.split(part):
            found += _beside_agencies(_plain(piece))
    if any(find_agency(name) for name in found):
        found = [person for name in found for person in _each_person(name)]
    return [name for name in found if name and not _ABOUT.match(name)]


def _each_person(name: str) -> list[str]:
    """Split "Jane Doe and John Roe" beside an agency, where each part is a whole name."""
    parts = _BETWEEN_PERSONS.split(name)
    return parts if all(_role(part) == CreditRole.PHOTOGRAPHER for part in parts) else [name]


def _beside_agencies(piece: str) -> list[str]:
    """Split "Jane Doe, AFP" and "AFP - Jane Doe": only where one side is an agency or says something of the name."""
    if find_agency(piece):
        return [piece]
    behind = _BEHIND_A_HYPHEN.match(piece)
    if behind and find_agency(behind[2]):
        return [_plain(behind[1]), _plain(behind[2])]
    parts = [_plain(part) for part in _BESIDE_AN_AGENCY.split(piece)]
    known = any(
        find_agency(part) or _ABOUT.match(part) or _LICENCE.match(part) or _POOL.search(part)
        for part in parts
    )
    if known:
        return parts
    joined = piece.split("-")
    return joined if all(find_agency(part) for part in joined) else [piece]


def _plain(piece: str) -> str:
    """Return a piece without marks around it, and without a bracket that opens or closes in another piece."""
    text = _COPYRIGHT.sub("", _LABEL.sub("", piece.strip())).strip(" ,.:;–-")
    for behind in (_OF_THE_DAY, _LICENCE_BEHIND, _POOLS_PHOTO):
        text = behind.sub("", text)
    if text.count("(") != text.count(")") or text.count("[") != text.count("]") or _IS_BRACKETED.match(text):
        text = one_line(text.translate(_BRACKETS))
    return text if any(character.isalnum() for character in text) else ""


def _without_licences(names: list[CreditedName]) -> list[CreditedName]:
    """Leave out licences beside names; a line that is a licence alone keeps it, since somebody unnamed gave it."""
    others = [each for each in names if not _LICENCE.match(each.name)]
    return others or names


def _role(name: str) -> CreditRole:
    if find_agency(name):
        return CreditRole.AGENCY
    if _POOL.search(name):
        return CreditRole.POOL
    parts = name.split()
    persons = _PARTS_OF_A_PERSONS_NAME <= len(parts) <= _MOST_PARTS_OF_A_PERSONS_NAME
    if persons and not any(character.isdigit() for character in name) and not _NOBODY.search(name):
        return CreditRole.PHOTOGRAPHER
    return CreditRole.OTHER
