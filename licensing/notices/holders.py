"""Who holds the rights, by the words of the notice. Pure.

Tried in order: a name at a copyright mark, a name that the tables of phrases frame ("rights belong to …", "permission of
…"), a name before a mark.  What a table lists as no name (the author, the publisher) is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from licensing.notices.tables import table
from licensing.notices.text import fold

_SUFFIX = (
    r"Ltd\. ?Şti|Inc|Incorporated|Ltd|Limited|LLC|L\.L\.C|LLP|PLC|plc|Corp|Corporation|Co|Company|GmbH(?: & Co\. ?(?:KG|OHG))?|AG|KG|e\.V|m\.b\.H|SE|"
    r"S\.A\.S|SAS|S\.A\.U|S\.A|SA|SARL|S\.L\.U|S\.L|SL|SLU|S\.p\.A|SpA|S\.r\.l|Srl|Ltda|S/A|N\.V|NV|B\.V|BV|A/S|ApS|AS|ASA|AB|Oyj|Oy|Abp|"
    r"srl|ltd|gmbh|llc|Cia\. ?Ltda|e\. ?U|Ry|ry|sp\. ?z ?o\. ?o|a\. ?s|s\.r\.o|Zrt|Kft|Nyrt|Bt|SIA|UAB|A\.Ş|AŞ|Sp\. ?z ?o\. ?o|Spółka Akcyjna|S\.K|OÜ|d\.o\.o|SRL|S\.R\.L|株式会社|有限公司|주식회사"
)
_MARK = r"(?:©|(?<!\w)@(?=\s?(?:19|20)\d\d\b)|ⓒ|℗|\(c\)|&copy;|copyrights?\b:?|autorské práv[oa]:?|авторские права|版权所有|版權所有|著作權|저작권자(?!의|가|에|와|로|나|를|들|께|는 ))"
_YEARS = r"(?:\(?(?:19|20|25)\d\d\)?\s*(?:(?:[-–—/,]|to|bis|al|до)\s*)?(?:(?:19|20)?\d\d\b)?\s*(?:-\s*present|-\s*heute)?\s*[-–—]?\s*)"
_AFTER_MARK = re.compile(
    rf"{_MARK}[\s:,]{{0,20}}(?:Crown(?= copyright[^\n]{{0,12}}\s[A-Z])\s+)?(?:{_MARK}[\s:,]{{0,20}}){{0,4}}{_YEARS}{{0,8}}[\s,.:|–—-]{{0,20}}(?:(?:by|von|par|por|di|af|av|door)\s+)?(?P<name>[^\n©ⓒ]{{2,140}})",
    re.IGNORECASE,
)
_BEFORE_MARK = re.compile(
    r"(?P<name>[^\n.|•©]{2,90}?)[\s,:–—-]*(?:©|ⓒ|\(c\)\s|copyright\b(?!\s+(?:laws?|act)\b))", re.IGNORECASE
)
_COMPANY = re.compile(
    r"^[^\s，。、,(（]{2,40}(?:股份有限公司|有限公司|株式会社)(?=[\s(（]|$)"
    rf"|^(?P<name>.{{1,90}}?[\s,]+(?:{_SUFFIX})(?!\w)(?:\.(?![a-z0-9]))?(?:(?:,? |, ?)(?:{_SUFFIX})(?!\w)(?:\.(?![a-z0-9]))?)*)"
    r"|^[^\s，。、,]{2,40}(?:股份有限公司|有限公司|株式会社)）?"
    r"|^(?P<first>C\.A\. \w[^.,]{1,60}?(?: LIMITED| LTD|$))"
)
_RIGHTS = (
    r"(?:all|alle|alla|tous|todos|todas|tutti|wszelkie|wszystkie|kaikki|minden|visas|visos|všechna|veškerá|tüm|bütün|все|всі|усі|с[иі] права)?"
    r"\s*(?:\b(?:i|os|los|les|de|met) )?\b(?:rights?|rechten?|rätt\w*|rettighet\w*|droits|direitos|derechos|diritti|prawa|oikeudet|jog|ties[īi]bas|teisės|"
    r"práva|hakları|hakkı|права)\s+(?:\w+\s+)?(?:reserv|vorbeh|voorbeh|riserv|zastrz|réserv|förbeh|forbeh|pidätet|fenntart|aizsarg|saugom|vyhrazen|"
    r"saklı|защищ|захищ|застере|запазен)"
)
_STOPS = re.compile(
    rf"\s[|•·–—/]\s|\s-\s|または|もしくは|及び|의\s(?:사전\s|서면\s)*(?:동의|허락|허가|승인)|\s?(?=版權所有|版权所有|保留所有)|\s(?=أو\s|ويحظر|ويمنع|ولا\s|ومحمية)|!|\s?(?=ห้าม)|[|•·<>;：。，、（(\[\]]|:\s|(?<!\b(?-i:Dr))(?<!\bMr)(?<!\bSt)(?<!\bAvv)(?<!\bProf)(?<!\bIng)(?<!\bDott)(?<!\bMag)(?<!\bMgr)\.\s|\.$|,\s(?=(?-i:[a-z]))|,?\s(?=(?:19|20)\d\d\b)|\s(?=\d{{1,3}}/\d{{4}})|"
    rf"\b(?:NIT|RIF|ISSN|Tel)\b|[®™]|[\"”»“]\s*$|/(?=(?-i:[a-z]){{2,5}}(?:/|\s|$))|,?\s*(?={_RIGHTS})|,?\s(?=all rights)|,?\s?(?=כל הזכויות)|,?\s(?=toate drepturile|sva prava|s[va]e pravice|kõik õigused|všetky práva|tots els drets|με επιφύλαξη|всички права|bảo lưu)|\s(?=무단)|\s?(?=สงวน)",
    re.IGNORECASE,
)
_BEFORE_RIGHTS = re.compile(rf"^(?P<name>[^\n.|•©]{{2,60}}?)[\s,:–—-]*(?={_RIGHTS})", re.IGNORECASE)
_TITLED = re.compile(rf"^\s*(?P<name>[^\n.|•©]{{2,40}})\.\s+(?={_RIGHTS})", re.IGNORECASE)
"""A name that is a sentence for itself, before the reservation."""
_LONGEST_NAME = 8
_CONNECTORS = frozenset(
    "of the and & à de del di da do dos das la le les el du des y e et und van der von den i og och ja en for in or zum zur für "
    "em na no ao au aux sur pour per het w z dla pro ve un ir és a på av af til on at".split()
)
_AFFILIATES = re.compile(
    r"^\s*(?:and/or|or|and) its (?:affiliated companies|affiliates|licensors|subsidiaries)", re.IGNORECASE
)
_SPREAD = re.compile("(?<=[\u3041-\u30ff\u3400-\u9fff]) (?=[\u3041-\u30ff\u3400-\u9fff])")
"""Spaces that only spread ideographs over a line."""
_SHORT, _LINE = 4, 16
"""Words of a name that is taken whole before a stop, and alone on its line."""
_WHOLE_WORD = re.compile(
    r"\b(?:LLC|LLP|PLC|plc|Limited|Incorporated|Company|Corporation|GmbH|AG|KG|SE|SAS|SA|SARL|SL|SLU|SpA|Srl|NV|BV|ApS|AS|ASA|AB|"
    r"Oyj|Oy|Abp|SIA|UAB|OÜ|SRL|Akcyjna|S/A|A/S)\.$"
)
_LEGAL_FORM = 18
"""Characters of the longest legal form behind a comma."""
_ELIDED = re.compile(r"^(?:[dl]|D|[Dd]ell|[Dd]all|[Aa]ll|[Nn]ell|[Ss]ull)['’](?=\w)")
"""An article or a preposition that leans on the name."""
_FORM_FIRST = re.compile(r"^[(（](?:주|株|유|有)[)）]\s?[^\s,.，。、()（）]{2,40}")
"""A legal form in brackets before the name."""
_SMALL_PREFIX = re.compile(r"^[a-z]{1,3}/\w")
"""The short form of "by" before the person behind a firm: v/Jensen."""
_GENERIC = re.compile(
    r"^(?:[及和與与]|各|該|该|其他?|それぞれ|当(?:サイト|社|ブログ|ホームページ)|本(?:サイト|网站|站)|弊社|原?著?作者|资源|網站|作品|각 |해당|본 사이트|당사|저자|합니다|"
    r"เรา|ผู้|เจ้าของ|ل?ل?مؤسسة$|ل?ل?منصة$|ل?ل?موقع$|الفكرية|الملكية|ومحمية|محمية|الناشر|المؤلف|صاحب|اصحاب|أصحاب)"
)
"""Words that name no one in particular, in scripts without capitals."""
_QUOTED = re.compile(r"^(?!$)[\"“„«'「『]\s*(?P<name>[^\"”“»'」』\n]{2,80})\s*[\"”“»'」』]")
_KIND_OF_HOUSE = re.compile(
    r"^(?:Компанія|Компания|Видавництво|Издательство)\s+(?=[А-ЯІЇЄҐA-Z]\w{1,5}\s+[«\"„“])"
)
"""What a company is, before its form and its quoted name."""
_BELONGS = re.compile(
    r"(?:[Bb]ản quyền thuộc(?: về)?|[Hh]ak [Cc]ipta (?:©|\(c\)|milik)|[Аа]вторските права принадлежат на)\s+(?P<name>[^\n]{2,120})"
)
"""Words that frame a name in languages without a table."""
_FORM_AND_QUOTED = re.compile(r"^[А-ЯІЇЄҐA-Z]\w{1,5}\s+[«\"„“][^»\"”“\n]{2,60}[»\"”“]")
_DOMAIN = re.compile(r"^(?:www\.)?[\w-]+(?:\.[\w-]+)+\b", re.IGNORECASE)
_NOT_NAMES = frozenset(
    "all rights reserved alle rechte vorbehalten wszelkie prawa tous droits todos derechos tutti diritti copyright notice policy law laws "
    "infringement protected holder holders owner owners information content material the a this an it any is in by".split()
)


def holder_of(text: str, codes: Sequence[str]) -> str | None:
    """The named rights holder of a normalised text, None where none is named."""
    text = _SPREAD.sub("", text)
    belongs = _BELONGS.search(text)
    if belongs and (name := _named(belongs["name"])) and _is_name(name, codes):
        return name
    candidates = [
        _whole(hit, codes) or _named(hit["name"]) or _small(hit, codes) for hit in _AFTER_MARK.finditer(text)
    ]
    candidates = [name for name in candidates if name and _is_name(name, codes)]
    companies = [name for name in candidates if name and _COMPANY.match(name + " ")]
    if companies:
        return companies[0]
    framed = _framed(text, codes)
    if candidates and not (framed and _DOMAIN.fullmatch(str(candidates[0]))):
        return candidates[0]
    return framed or _before(text, codes)


def _whole(mark: re.Match[str], codes: Sequence[str]) -> str | None:
    """A short name up to its stop, all of it, as institutions have that write only their first word large."""
    words = mark["name"].strip()
    stop = _STOPS.search(words)
    if "©" not in mark[0] or not words[:1].isupper() or _COMPANY.match(words):
        return None
    name = words[: stop.start()] if stop else words
    listed = name.split()
    known = any(fold(word) in table(code).words for word in listed for code in (*codes, "en"))
    small = any(word[:1].islower() for word in listed)
    most = _SHORT if stop else _LINE
    return name if 1 < len(listed) <= most and small and not known and "." not in name else None


def _small(mark: re.Match[str], codes: Sequence[str]) -> str | None:
    """A name in small letters right behind a mark, such as that of an agency: one word that is none of the language."""
    hit = re.match(r"\s*([a-z][\w-]{2,30})(?=[,.|]|$)", mark["name"])
    by = mark.start() == mark.string.rfind("\n", 0, mark.start()) + 1 and mark.string[
        : mark.start("name")
    ].endswith("by ")
    if (
        hit is None
        or not ("©" in mark[0] or by)
        or any(fold(hit[1]) in table(code).words for code in (*codes, "en"))
    ):
        return None
    return hit[1]


def _framed(text: str, codes: Sequence[str]) -> str | None:
    for patterns in ("owned", "consent_of"):
        for code in codes:
            for pattern in getattr(table(code), patterns):
                for hit in pattern.finditer(text):
                    name = _named(hit["name"])
                    if name and _is_name(name, codes) and not _begins_sentence(hit, name):
                        return name
    return None


def _begins_sentence(hit: re.Match[str], name: str) -> bool:
    """Whether what stands behind a stop is no name but the first word of the next sentence."""
    before = hit[0][: hit.start("name") - hit.start()].rstrip(" –—-")
    rest = hit["name"].lstrip()[len(name) :]
    return (
        before.endswith((".", "!")) and bool(re.match(r"\s+[^\W\d_]", rest)) and rest.lstrip()[:1].islower()
    )


def _before(text: str, codes: Sequence[str]) -> str | None:
    for pattern in (_BEFORE_MARK, _BEFORE_RIGHTS):
        for hit in pattern.finditer(text):
            name = _tail(_STOPS.split(hit["name"])[0] if pattern is _BEFORE_RIGHTS else hit["name"])
            if name and _is_name(name, codes) and _all_capital(name, hit):
                return name
    titled = _TITLED.match(text)
    if (
        titled
        and all(word[:1].isupper() or word in _CONNECTORS for word in titled["name"].split())
        and _is_name(titled["name"], codes)
    ):
        return titled["name"]
    start = _COMPANY.match(text)
    if (
        start
        and len(start[0].split()) <= _LONGEST_NAME
        and _is_name(start[0], codes)
        and start[0][0].isupper()
    ):
        return _without_stop(start[0])
    return None


def _all_capital(name: str, hit: re.Match[str]) -> bool:
    """Whether what stands before the word "copyright" is a name rather than the rest of a sentence."""
    if "©" in hit[0] or "ⓒ" in hit[0]:
        return True
    small = [word for word in name.split() if word[:1].islower() and word.lower() not in _CONNECTORS]
    return not (small and hit.re is _BEFORE_MARK)


def _tail(words: str) -> str | None:
    """The name at the end of what stands before a mark: its last words that begin like a name."""
    words = words.strip(' ,:-–—"“”')
    kept: list[str] = []
    for word in reversed(words.split()):
        starts = word[:1].isupper() or word[:1].isdigit() or not word[:1].isalpha()
        if not starts and word.lower() not in _CONNECTORS and kept and not _cased_sentence(words):
            break
        kept.insert(0, word)
    while kept and kept[0] in _CONNECTORS:
        kept.pop(0)
    return " ".join(kept) or None


def _cased_sentence(words: str) -> bool:
    """Whether only the first word has a capital, as in names of institutions in many languages."""
    listed = words.split()
    return len(listed) <= 6 and listed[0][:1].isupper()  # noqa: PLR2004 - a name, not a sentence


def _named(words: str) -> str | None:
    """The name at the beginning of some words."""
    words = _ELIDED.sub("", _KIND_OF_HOUSE.sub("", words.lstrip(" \t,:-–—|")))
    headed = _FORM_FIRST.match(words)
    if headed:
        return headed[0]
    formed = _FORM_AND_QUOTED.match(words)
    if formed:
        return formed[0]
    quoted = _QUOTED.match(words)
    if quoted:
        return quoted["name"].strip()
    company = _COMPANY.match(words)
    stop = _STOPS.search(words)
    if company and (stop is None or stop.start() >= company.end() - 1 or _only_parts(company[0], stop)):
        tail = _AFFILIATES.match(words[company.end() :])
        return (
            _without_stop(company[0]) + (tail[0] if tail else "")
            if _capitalised(company[0]) or len(company[0].split()) <= _SHORT
            else None
        )
    domain = _DOMAIN.match(words)
    name = words[: stop.start()] if stop else words
    if domain and "/" not in words[domain.end() : domain.end() + 1]:
        return domain[0].removeprefix("www.")
    return _capitals(name)


def _without_stop(name: str) -> str:
    """The name without the stop of its sentence, where its legal form is no abbreviation."""
    return name[:-1] if _WHOLE_WORD.search(name) else name


def _only_parts(name: str, stop: re.Match[str]) -> bool:
    """Whether what looks like the end of a name only stands before its legal form."""
    mark = stop[0].strip()
    return mark in {".", "(", "（"} or (mark == "," and len(name) - stop.end() <= _LEGAL_FORM)


def _capitalised(name: str) -> bool:
    return not name[:1].isalpha() or not name[:1].islower()


def _capitals(words: str) -> str | None:
    """The leading words that begin like parts of a name; scripts without case end at their first break."""
    kept: list[str] = []
    for word in words.split():
        bare = word.strip("\"'“”„«»,;:")
        starts = not bare[:1].islower() or "." in bare[1:-1] or any(letter.isupper() for letter in bare)
        starts = starts or (bool(kept) and bool(_SMALL_PREFIX.match(bare)))
        if not starts and (bare.lower() not in _CONNECTORS or not kept):
            break
        kept.append(word)
        if word.endswith((",", ";", ":")):
            break
    while kept and kept[-1].lower().strip(",") in _CONNECTORS:
        kept.pop()
    return " ".join(kept).strip(" ,;:\"“”„«»'-–—") or None


def _is_name(name: str, codes: Sequence[str]) -> bool:
    folded = fold(name).strip(" .")
    if (
        _GENERIC.match(name)
        or name.startswith("@")
        or len(folded) < 2  # noqa: PLR2004 - a letter names no one
        or not any(character.isalpha() for character in folded)
    ):
        return False
    words = folded.split()
    if (
        all(word.strip(".,") in _NOT_NAMES for word in words)
        or folded.startswith(("creative commons", "cc by", "http"))
        or words[0] in {"all", "alle", "tous", "todos", "notice", "law"}
    ):
        return False
    first = words[0].strip(".,:")
    return not any(
        folded in table(code).not_names
        or (first in table(code).not_names and first not in _CONNECTORS and not _COMPANY.match(name + " "))
        for code in codes
    )
