"""A byline to the names in it, in the languages that bylines are written in. Pure.

What isn't a name is taken off: "By", roles, places, addresses, times. Nothing is made up: names stay as printed, but
for names in capitals throughout, which stay in capitals too.
"""

from __future__ import annotations

import html
import re

from archive.text import one_line

LONGEST_NAME = 120
MOST_NAMES = 20
_MOST_CHARACTERS = 600
_MOST_NAMES_IN_A_LINE = 8
_LONGEST_NAME_WITHOUT_SPACES = 12
_MOST_PARTS_OF_A_NAME = 5
_SURNAME_AND_GIVEN = 2
# What stands before the names. A word that may begin a name needs a colon or a following capital.
_BEFORE = re.compile(
    r"^(?:(?:view all posts by|all posts by|autor/in:?|autor\*in:?|author:?|autor(?:in)?(?=\s+\S)|redaktion:)|(?:[(—–-]+\s*)?(?:reported|written|posted|published|story|words|text|analysis|review|edited|photography|opinion|article|submitted|updated)?\s*by\b"
    r"|(?:text|texte|texto|testo|tekst|szöveg|szerző|autor(?:in|ka|ky|zy|es|i|ka textu)?|author(?:s|\(s\))?|auteurs?|auteure|autore|autori|forfatter|"
    r"skribent|journalist(?:e|in)?|reporter|redakcja|oprac(?:owanie|ował[a]?)?|opr|byline|writer|credit|credits|penulis|reporter|editor|yazar|haber|"
    r"автор[ыи]?|текст|подготовил[аи]?|μάρτυρας|συντάκτης|γράφει|του|της|كتب[ت]?|بقلم|إعداد|نوشته|מאת|נכתב על ידי|"
    r"作者|记者|記者|責任編輯|责任编辑|编辑|編集|文|執筆|取材|기자|글)\s*[:：./／]\s*"
    r"|(?:geschrieben|verfasst|ein (?:beitrag|gastbeitrag|kommentar|artikel|interview|essay)|eine? (?:analyse|kolumne|reportage)|aufgezeichnet|interview|"
    r"kommentar|publié|écrit|propos recueillis|rédigé|publicado|escrito|scritto|pubblicato|napisał[a]?|opracował[a]?|geschreven|door|skrevet|skriven)"
    r"\s+(?:von|par|por|da|di|przez|door|av|af)\b"
    r"|(?:a cura di|napisał[a]?|opracował[a]?|przygotował[a]?|napsal[a]?|írta|tekst|text|foto|oprac\.|opr\.|автор|بقلم|كتب|מאת|oleh|bởi|yazan|記者|记者)(?=\s+\S))\s*",
    re.IGNORECASE,
)
# Prepositions that names begin with too: only before a whole name in capitals ("Von der Leyen", "Di Stefano" stay).
_MAYBE_BEFORE = re.compile(
    r"^(?:[Vv]on|VON|[Vv]om|[Pp]ar|PAR|[Pp]or|POR|[Dd]i|DI|[Dd]a|[Pp]rzez|[Dd]oor|DOOR|[Aa]v|[Aa]f|[Oo]d|[Oo]т|[Оо]т|[Αα]πό)\s+(?=[^\W\d_a-zà-ÿ][^\s,]*[\s.](?:[^\W\d_]|$))"
)
_BY_ALONE = re.compile(r"^(?:by|von|par|por|door|przez|nga|av|af)$", re.IGNORECASE)
_BEHIND = re.compile(r"\s*(?:기자|記者|记者)$")
_NOT_PERSONS_WORD = re.compile(
    r"\b(?:foto|fotos|photo|photos|bild|bilder|video|illustration|updated?|published|posted|modified|last (?:updated|modified|edited)|min(?:ute)?s?\s+read|\d+ \w+ ago|comments?|"
    r"aktualisiert|veröffentlicht|zuletzt|opublikowano|aktualizacja|publié|mis à jour|actualizado|publicado|aggiornato|"
    r"follow|share|subscribe|view|filed under|read more|more (?:from|by)|see (?:all|more)|all (?:posts|articles)|articles by|"
    r"print|archive|archives|related|size|link|links|menu|search|home|polub|twitter|facebook|instagram|linkedin|whatsapp|drucken|teilen|kommentare?|germany|submitted|empfehlen|themes?|permalink|share|tweet|contact|email|e-mail|biography|bio|google|scholar|pub ?med|orcid|source|quelle|źródło|fuente|fonte)\b",
    re.IGNORECASE,
)
_PARTS = re.compile(
    r"\s*(?:;|\||·|•|\n|／|、|，|､|،|\s/\s|\s&(?:amp;)?\s|,\s*(?:and|und|et|y|e|i|en|og|och|a)\s+(?=[A-ZÀ-ÞŁŚŻŹĆ])|"
    r"\s(?:and|und|et|y|e|i|en|og|och|oraz|és|şi|și|ve|и|та|και|ja|with|mit|avec)\s+(?=[^\W\d_a-z])|,)\s*",
)
_ROLE = re.compile(
    r"\b(?:reporter|correspondent|editor|editor-in-chief|writer|columnist|staff|contributor|contributing|journalist|journaliste|redakteur(?:in)?|redaktor(?:ka)?|"
    r"korrespondent(?:in)?|correspondant|corresponsal|redacteur|dziennikarz|dziennikarka|producer|producent|analyst|fellow|professor|director|chief|chefredakteur|"
    r"freelance|bureau|senior|political|politics|sports?|business|science|health|crime|desk|editorial|managing|associate|special|"
    r"news|press|team|redaction|rédaction|redaktion|redakcja|redacción|redazione|redação)\b",
    re.IGNORECASE,
)
# Where the line goes on about others, or about when it was written.
_GOES_ON = re.compile(
    r"\s*(?:\b(?:medically |fact.)?(?:reviewed|checked|edited|translated|photographed|illustrated) by\b|\bon\s+(?=\w{3,9}\.?\s+\d|\d)).*$",
    re.IGNORECASE | re.DOTALL,
)
_WITH = re.compile(r"\s*\((?:avec|with|mit|con|com|met|and)\s+([^()]{3,120})\)", re.IGNORECASE)
_OFFICE_BEHIND = re.compile(
    r"(?<=\S\s)(?:AP|AFP|UPI|PTI)?\s*(?:(?:staff|senior|sports?|political|business|science|health|medical|contributing|special|national|foreign|chief|news|education|technology|tech)\s+)*"
    r"(?:writers?|reporters?|correspondents?|columnists?|editors?)$",
    re.IGNORECASE,
)
_AGENCY_BEHIND = re.compile(
    r"\s+(?:(?i:(?:the\s+)?associated press|reuters|bloomberg(?: news)?|agence france-presse|press association)|AP|AFP|UPI|PTI|IANS|dpa|EFE|PAP|ANSA|TASS)$"
)
_DEGREE_BEHIND = re.compile(
    r"(?:,\s*(?:MA|MS|MD|M\.D\.|DO|PhD|Ph\.D\.?|MPH|RN|BSc|MSc|DDS|MBA|Dr\. ?med\.))+$"
)
_TAIL = re.compile(
    r"\s*(?:\b(?i:envoyée?s? spécia\w+)\b.*$|\s[-–—]\s.*\b(?i:reporters?|correspondents?|editors?|writers?|staff|columnists?|contributors?|redakt\w+|korrespond\w+|journalist\w*|rédact\w+)\b.*$|\((?!(?:[A-Z]\.? ?){1,3}\)\s+[A-Z])(?:[^()]{0,80})\)|\[[^\]]{0,80}\]|<[^>]{0,80}>|@\w{2,}|\S+@\S+\.\w+|https?://\S+|\bfor\s+(?:the\s+)?[A-Z].*$|\bin\s+[A-ZÄÖÜ][\w.-]+(?:\s[A-ZÄÖÜ][\w.-]+)?$)"
)
_ENDS_IN_AND = re.compile(r"(?:\b(?:and|und|et|y|e|i|en|og)|&)\s+$")
_PAPER = re.compile(
    r"\s(?:today|times|tribune|herald|gazette|chronicle|journal|magazine|zeitung|kurier|news service|network|radio|media)$|\w\.com$",
    re.IGNORECASE,
)
_SMALL = frozenset(
    [
        "de",
        "da",
        "di",
        "van",
        "von",
        "der",
        "den",
        "del",
        "della",
        "la",
        "le",
        "dos",
        "das",
        "du",
        "ten",
        "ter",
        "zu",
        "al",
        "el",
        "bin",
        "y",
        "e",
    ]
)
_DATE = re.compile(r"\d{1,2}[.:/]\d{1,2}|\b(?:19|20)\d\d\b|\d{1,2}:\d\d")
_OTHER_MARKS = re.compile(r"[;|&\n/•·]|\s(?:and|und|et|y|i|e)\s")
_ONE_WORD = re.compile(r"^[A-ZÀ-ÞĄĆĘŁŃÓŚŹŻ][a-zà-ÿąćęłńóśźż'-]+$")
_SUFFIX = re.compile(
    r"^(?:jr|sr|ii|iii|iv|phd|ph\.d|md|m\.d|dds|esq|mba|ma|ms|mph|rn|bsc|msc)\.?$", re.IGNORECASE
)
_GENERIC = re.compile(
    r"^(?:(?:the\s+)?(?:web\s*)?(?:admin(?:istrator)?|editor(?:s|ial)?|staff|staff (?:writer|reporter)s?|newsroom|news ?desk|webmaster|web ?desk|online|redaktion|redaktor|redakcja|la rédaction|"
    r"rédaction|redacción|redazione|redação|editorial (?:team|board|staff)|guest(?: author)?|anonymous|unknown|none|null|undefined|author|autor|name|root|user|team|"
    r"press release|pressemitteilung|agenturen|agencies|news agencies|wire(?: reports?| services?)?|from staff reports|staff reports|n/?a|by|редакция|編集部|编辑部)|.{2,40}\s(?:editorial(?: (?:team|board|staff))?|newsroom|news ?desk|staff|redaktion))$",
    re.IGNORECASE,
)


def is_generic(name: str) -> bool:
    """Tell whether a name is a desk's or a placeholder's and nobody's."""
    return bool(_GENERIC.match(one_line(name).strip(" .")))


def plain_name(value: str) -> str:
    """Return one name as printed, without what isn't the name; nothing when it can't be one."""
    name = one_line(re.sub(r"<[^>]{0,300}>", " ", html.unescape(html.unescape(value[:_MOST_CHARACTERS]))))
    name = _BEHIND.sub("", _MAYBE_BEFORE.sub("", _BEFORE.sub("", name, count=1)))
    name = one_line(_TAIL.sub(" ", name)).strip(' ,;:·|•–—-/"“”„«»*')
    name = _without_office(_DEGREE_BEHIND.sub("", name))
    if (
        not name
        or len(name) > LONGEST_NAME
        or _BY_ALONE.match(name)
        or "://" in name
        or name.startswith(("www.", "@", "#"))
    ):
        return ""
    if not any(character.isalpha() for character in name) or _DATE.search(name):
        return ""
    return name


def _without_office(name: str) -> str:
    """Return a name without the office or the agency behind it, where a full name is left."""
    for behind in (_OFFICE_BEHIND, _AGENCY_BEHIND):
        shorter = behind.sub("", name).strip(" ,")
        name = shorter if len(shorter.split()) > 1 else name
    return name


def names_of(value: str) -> tuple[str, ...]:
    """Return the names in a line that names authors, without repeats."""
    text = html.unescape(html.unescape(value[:_MOST_CHARACTERS])).replace("\r", "\n")
    text = re.sub(r"[^\S\n]+", " ", text).strip()
    text = _WITH.sub(
        r", \1", _GOES_ON.sub("", _MAYBE_BEFORE.sub("", _BEFORE.sub("", text, count=1).lstrip()))
    )
    found: dict[str, str] = {}
    surname_first = "," in text and not _OTHER_MARKS.search(text)
    parts = _joined(_PARTS.split(text), surname_first=surname_first)
    for place, part in enumerate(parts):
        if place == len(parts) - 1 and found and _is_an_employer(part, parts[place - 1], text):
            continue
        name = plain_name(_until_other_words(part))
        if (
            name
            and not _is_a_role(part, found)
            and not _is_a_paper(part, found)
            and not _NOT_PERSONS_WORD.search(name)
        ):
            found.setdefault(name.casefold(), name)
    return tuple(found.values())[:MOST_NAMES]


def _is_a_paper(part: str, found: dict[str, str]) -> bool:
    return bool(found) and bool(_PAPER.search(part.strip()))


def _is_an_employer(part: str, before: str, text: str) -> bool:
    """Tell whether the last part names whom the office before it is with: "Jane Doe, Staff Writer, The Paper"."""
    joined = _ENDS_IN_AND.search(text[: text.rfind(part.strip())])
    return bool(_ROLE.search(before)) and "\n" not in text and not joined


def has_other_words(part: str) -> bool:
    """Tell whether a part holds words that no name holds: buttons, dates, labels."""
    return bool(_NOT_PERSONS_WORD.search(part))


def _until_other_words(part: str) -> str:
    """Return a part up to words like "updated", where a whole name stands before them."""
    other = _NOT_PERSONS_WORD.search(part)
    return part[: other.start()] if other and len(part[: other.start()].split()) > 1 else part


def looks_like_names(value: str) -> bool:
    """Tell whether a printed line is short and capitalised as names are; for lines that say of themselves nothing."""
    names = names_of(value)
    return (
        bool(names) and len(names) <= _MOST_NAMES_IN_A_LINE and all(_is_like_a_name(name) for name in names)
    )


def _is_like_a_name(name: str) -> bool:
    words = name.split()
    if any(_is_cjk(character) for character in name):
        return len(name) <= _LONGEST_NAME_WITHOUT_SPACES
    if not 1 <= len(words) <= _MOST_PARTS_OF_A_NAME or any(character.isdigit() for character in name):
        return False
    if not any(character.isupper() for character in name) and name.upper() != name.lower():
        return False
    if not all(any(character.isalpha() for character in word) or word in {"&", "+"} for word in words):
        return False
    return all(not word[0].islower() or word.casefold() in _SMALL for word in words)


def _is_cjk(character: str) -> bool:
    return (
        "\u3040" <= character <= "\u30ff"
        or "\u4e00" <= character <= "\u9fff"
        or "\uac00" <= character <= "\ud7a3"
    )


def _joined(parts: list[str], *, surname_first: bool) -> list[str]:
    """Put a "Jr." back to its name, and a "Surname, Given" of two single words that stand alone."""
    joined: list[str] = []
    for part in parts:
        if not part.strip():
            continue
        if joined and _SUFFIX.match(part.strip()):
            joined[-1] = f"{joined[-1]}, {part.strip()}"
        else:
            joined.append(part)
    if (
        surname_first
        and len(joined) == len(parts) == _SURNAME_AND_GIVEN
        and all(_ONE_WORD.match(part.strip()) for part in joined)
    ):
        return [f"{joined[1].strip()} {joined[0].strip()}"]
    return joined


def _is_a_role(part: str, found: dict[str, str]) -> bool:
    """Tell whether a part describes the name before it and isn't one; the first part is always a name."""
    return bool(found) and bool(_ROLE.search(part))
