"""Whom a permission is given to, and how much of a text it reaches, told by words of many languages. Pure."""

from __future__ import annotations

import re

_TO_THE_SITE = re.compile(
    r"\byou (?:\w+ ){0,3}grant\b|\bgrants? us\b|\braum(?:en|st) (?:sie|du) (?:uns|der|dem)\b|\bgewahr(?:en|st) (?:sie|du) uns\b|"
    r"\bvous (?:nous )?(?:accordez|concedez|cedez|octroyez|autorisez)\b|\bnos (?:concede|otorga|cede)\w*|\b(?:concedes|otorgas)\b|\bci conced\w+|"
    r"\b(?:verleent|geeft) u ons\b|\bu (?:verleent|geeft) ons\b|\budziela(?:sz)? nam\b|\bzezwalasz\b|\bpredostavl|\bвы (?:\w+ )?(?:предоставляете|разрешаете)|"
    r"(?:предоставляете|разрешаете) нам|\bви (?:\w+ )?(?:надаєте|дозволяєте)|(?:надаєте|дозволяєте) нам|\bdu (?:ger|beviljar) oss\b|\b(?:giver|gir) du oss\b|"
    r"\bdu (?:giver|gir) os+\b|\bmyonnat (?:meille|palvelulle)|\budelujete nam\b|\bbize\b.{0,60}(?:lisans|izin|hak\w*) ver\w*|تمنحنا|"
    r"(?:您|你|用户|用戶|使用者)(?:\w{0,6})(?:授予|授权|授權)(?:我们|我們|本)|(?:当社|弊社|当サイト)に.{0,30}(?:許諾|付与)|회사에.{0,40}(?:부여|허락)"
)
"""Who uploads something grants the site a licence: that says nothing of what the site permits."""
_PART = re.compile(
    r"\b(?:parcial|partial|partiel|parzial|teilweise|auszugsweise|czesciow|частичн|частков|gedeeltelijk|delvis|osittain|castecn|reszleges|daleji|"
    r"kismen)\w*|\b(?:parts? of|teile|parties d|partes d|parti d|czesci|delar av|dele af|deler av|osia|casti)\b|\bчаст(?:и|ини|ь)\b|"
    r"(?:up to|no more than|at most|bis zu|hochstens|jusqu a|jusqu'a|hasta|maximo|fino a|massimo|ate|maximum|maximaal|maks\w*|do|enintaan|nejvyse|"
    r"legfeljebb|до|не более|не більше) (?:\w+ ){0,2}?\d+ (?:word|character|line|paragraph|worter|zeichen|zeilen|mots|caracteres|signes|palabras|lineas|"
    r"caratteri|parole|palavras|woorden|tekens|slow|znak|ord|tegn|tecken|sanaa|merkki|слов|знак|символ)|部分|一部|일부|جزئي|บางส่วน"
)
_ALL = re.compile(
    r"\b(?:total|integral|complet|entier|entir|ganz|vollst|vollum|calosc|calkow|полн|повн|цел|whole|full|geheel|volledig|hel[aet]?\b|koko|cel[yeao]\b|"
    r"egesz|teljes|piln|vis[aou]\b|tam\b|tamam|inter[oa]\b)|全|전부|전체|\bكل\w{0,2}\b|ทั้งหมด"
)

_MARKED = re.compile(
    r"(?<!\bis )(?<!\bare )(?<!\bbeen )\b(?:marked|labell?ed|bearing|flagged|tagged)\b|\bgekennzeichnete\w*|\bmarkierte\w*|\bpa[zž]ymet\w+|"
    r"(?<!\bsa )\boznaczon\w+|(?<!\bjsou )\boznacen\w+|(?<!\bs[ao]n )\bmarcad[oa]s\b|\bcontrassegnat[ie]\b|\b(?:marque|signale)e?s\b|\bgemarkeerde\b|"
    r"\b(?:ar )?(?:apzimet|atzimet|markt)\w+|\bmegjelolt\b|\bisaretl\w+|\b(?:помеченн|отмеченн|обозначенн|маркированн)\w+|\bпозначен(?:их|і|ими)\b|"
    r"(?:표시|부착)된|(?:マーク|表示)のある|(?:标注|标明|標示)(?:了|有)"
)
"""Words of content that bears a sign, as of a licence, beside other content that bears none."""
_OTHERWISE = re.compile(
    r"otherwise|\banders\b|autre\w*|contrari\w*|altr\w+|divers\w+|outr\w+|inacz\w+|jinak|ина|інш|maskep|citad|kitaip|aksi\b|달리|别|別|另"
)
_SOME_PUBLISHED = re.compile(
    r"\b(?:articles|works|content|materials|texts|papers|items|documents|publications) (?:published|licen[sc]ed|released|available|distributed|issued) under\b|"
    r"\b(?:artikelen|teksten|werken|publicaties|materialen) (?:gepubliceerd|verschenen|beschikbaar) onder\b|"
    r"\b(?:veroffentlichte|lizenzierte|stehende|lizensierte)[nrms]?\b|\b(?:articles|textes|oeuvres|contenus|documents) (?:publie|diffuse|place)e?s sous\b|"
    r"\b(?:articulos|obras|contenidos|textos) (?:publicad|licenciad)[oa]s (?:bajo|con)\b|\b(?:articoli|opere|contenuti|testi) (?:pubblicat|rilasciat)[ie] (?:sotto|con)\b|"
    r"\b(?:artigos|obras|conteudos|textos) (?:publicad|licenciad)[oa]s (?:sob|com)\b|"
    r"\b(?:artykuly|teksty|utwory|tresci|materialy) (?:opublikowane|udostepnione|dostepne) na licencji\b|"
    r"\b(?:материалы|статьи|тексты|произведения),? (?:опубликованные|доступные|распространяемые)\b|\b(?:матеріали|статті|тексти|твори),? (?:опубліковані|доступні)\b|"
    r"\b(?:artiklar|texter|verk) (?:publicerade|licensierade) under\b|\b(?:artikler|tekster|verk|værker) (?:publisert|udgivet|lisensiert) under\b"
)
"""Words of content that was published under a licence, beside other content that may not have been."""

_BESIDE = 30
"""Characters between "partial" and the "total" that stands beside it."""


def gives_to_the_site(text: str) -> bool:
    """Whether the words of a folded sentence grant a licence to the site rather than to its readers."""
    return bool(_TO_THE_SITE.search(text))


def only_in_part(text: str) -> bool:
    """Whether a folded sentence speaks of parts of a text and never of all of it."""
    parts = list(_PART.finditer(text))
    return bool(parts) and not any(
        _ALL.search(text[max(0, hit.start() - _BESIDE) : hit.end() + _BESIDE]) for hit in parts
    )


def only_marked(text: str) -> bool:
    """Whether a folded sentence speaks of the content alone that is marked, as with the sign of a licence."""
    return bool(_MARKED.search(text)) and not _OTHERWISE.search(text)


def only_some_published(text: str) -> bool:
    """Whether a folded sentence speaks of those works that were published under a licence, whoever did."""
    return bool(_SOME_PUBLISHED.search(text))
