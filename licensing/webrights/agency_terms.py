"""Usage terms as news agencies write them, phrase by phrase: `EDITORIAL USE ONLY`, `NO ARCHIVES`, `GERMANY OUT`.  Pure.

- A phrase only ever reserves; nothing that is read here permits.
- What no phrase covers stays in doubt: two meanings in one word are the stricter one, and an unread word is all uses.
- `PHRASES` says how a term is printed, the table of signals (`table.TABLE`, family "usage terms") what it does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from licensing.webrights.observed import Effect, doubt
from licensing.webrights.place_names import any_place, codes_in, names_more
from licensing.webrights.printed_moments import MOMENT, moment_in
from licensing.webrights.table import effects_of

if TYPE_CHECKING:
    from collections.abc import Callable

FAMILY = "usage terms"
MOST_CHARACTERS = 4000
"""Longer terms are no phrases: they are left to the reader of notices."""

_NO = r"(?:no|not\s+for|keine?|nicht\s+f[üu]r|pas\s+d['’e]\s?|interdit\s+[àa]\s+|sin|no\s+para|nessun[oa]?|bez|zakaz)\s*"
_USE = r"(?:use|usage|publication|distribution|broadcast|release|sale|transmission|access)"
_EDITORIAL = (
    r"(?:(?:for|restricted\s+to|strictly)\s+)*editorial\s+(?:use\s+|usage\s+|purposes?\s+|news\s+use\s+)?only|(?:restricted|limited)\s+to\s+editorial\s+(?:use|usage|purposes?)|"
    r"only\s+for\s+editorial\s+(?:use|usage|purposes?)|not?\s+(?:for\s+)?non[- ]editorial(?:\s+use)?|"
    r"nur\s+(?:f[üu]r\s+|zu(?:r)?\s+)?redaktionelle[nrs]?\s+(?:nutzung|verwendung|zwecken?|gebrauch)|nur\s+redaktionell|"
    r"usage\s+[ée]ditorial\s+(?:uniquement|exclusivement|seulement)|(?:solo|s[óo]lo|solamente)\s+(?:para\s+)?uso\s+editorial|uso\s+editorial\s+exclusivo|"
    r"solo\s+per\s+uso\s+editoriale|uso\s+editoriale\s+esclusivo|(?:tylko|wy[łl][ąa]cznie)\s+do\s+(?:u[żz]ytku|cel[óo]w)\s+redakcyjn(?:ego|ych)"
)
_ADVERTISING = (
    r"(?:advertising|advertisements?|advertorials?|marketing|promotional|promotions?|werbung|publicit[ée]|publicidad|pubblicit[àa]|reklam[ay]?)"
    r"(?:\s+(?:use|usage|purposes?|campaigns?))?"
)
_NAME = r"[^\W\d_](?:\.?[\w&'’-])*(?:(?<![^\W\d_]{3})\.)?"
"""A word of a credit line; a stop belongs to it inside the word and behind an initial, else it ends a sentence."""
_RESTRICTING = (
    r"(?:(?:re-?)?(?:distribut|reproduc|publication|licen[cs]|sale|sell|sold|transmi|broadcast|us(?:ed?|age|ing)\b)|republi|prohibit|forbid|bann?ed\b|restrict|"
    r"exclusiv|rights?\b|reserved|commercial|non\b|noncommercial|strict|permission|written|consent|required|clients?\b|subscribers?\b|members?\b|customers?\b|"
    r"archiv|cop(?:y|ies)|editorial|advertis|marketing|purposes?\b|verboten|untersagt|rechte?\b|interdit|droits?\b|prohibid|derechos|vietat|diritti|zabronion|zakaz|prawa\b)"
)
"""How words begin that are no part of a credit line: they say something that a phrase would have to cover."""
_LIMITING = (
    r"(?:no|not|only|out|except|excluding|without|for|in|on|use|used|until|till|after|before|from|by|print|online|web|internet|tv|must|may|and|with|"
    r"nur|nicht|kein|ohne|pas|sans|sin|solo|senza|bez|tylko)\b"
)
PHRASES: tuple[tuple[str, str], ...] = (
    ("editorial use only", _EDITORIAL),
    ("no commercial use", rf"{_NO}commercial\s+(?:use|usage|purposes?|exploitation)|non[- ]commercial\s+(?:use|usage|purposes?)\s+only|{_NO}kommerzielle[nr]?\s+(?:nutzung|verwendung|zwecke)|(?:{_NO})?(?:usage|uso)\s+commercial[e]?\s+interdite?|{_NO}usage\s+commercial|{_NO}uso\s+comercial|{_NO}uso\s+commerciale|{_NO}u[żz]ytku\s+komercyjnego"),
    ("no advertising", rf"{_NO}{_ADVERTISING}(?:(?:\s*[,/&]\s*|\s+(?:and|or|nor|und|oder|et|ou)\s+)(?:no\s+)?{_ADVERTISING})*"),
    ("no archives", rf"{_NO}(?:archiv(?:es?|al|ing|age|ed|ierung|io|os|i|um)?)(?:\s+(?:use|usage|storage))?\b|archives?\s+out"),
    ("no sales", rf"{_NO}(?:re-?)?(?:sales?|selling|licensing|verkauf|weiterverkauf|vente|revente|venta|reventa|vendita|sprzeda[żz]y)\b|not\s+to\s+be\s+(?:re)?sold"),
    ("no derivatives", r"no\s+(?:cropping|crops?|alterations?|modifications?|manipulations?|derivatives?|editing|changes)|(?:must|may|do)\s+not\s+(?:be\s+)?(?:crop(?:ped)?|alter(?:ed)?|modif(?:y|ied))"),
    ("no AI", rf"{_NO}(?:use\s+(?:in|for|by)\s+)?(?:(?:generative\s+)?a\.?i\.?|artificial\s+intelligence|machine\s+learning|(?:text\s+and\s+)?data[- ]?mining|tdm)(?:\s+(?:training|use|usage|systems?))?\b|{_NO}(?:training|ki[- ](?:training|nutzung))(?:\s+of\s+(?:a\.?i\.?|models?))?\b"),
    ("countries out", rf"(?:PLACES)\s+out\b|(?:not?\s+(?:for\s+|available\s+(?:for\s+)?)?|do\s+not\s+)(?:to\s+be\s+)?{_USE}?d?\s*(?:in|into|to|for|within)\s+(?:PLACES)|not\s+available\s+in\s+(?:PLACES)|(?:nicht\s+(?:zur\s+\w+\s+)?in|hors)\s+(?:PLACES)"),
    ("countries only", rf"(?:for\s+)?(?:{_USE}\s+)?(?:in\s+)?(?:PLACES)\s+(?:only|nur)\b|only\s+(?:for\s+)?(?:{_USE}\s+)?(?:in|for)\s+(?:PLACES)|nur\s+(?:f[üu]r|in)\s+(?:PLACES)"),
    ("embargo", rf"(?:(?:strict(?:ly)?\s+)?(?:under\s+)?embargo(?:ed)?|sperrfrist|gesperrt|not?\s+(?:for\s+)?(?:to\s+be\s+)?(?:publication|publish(?:ed)?|release[d]?|broadcast|use[d]?)\s+(?:before|until|prior\s+to)|not\s+before)(?:\s*(?:until|till|to|for|before|bis|jusqu['’]?\s?(?:au|à)|hasta(?:\s+el)?|fino\s+al?|do)|\s*[:–-])*(?:\s*(?P<when>{MOMENT}))?"),
    ("expiry", rf"(?:expires?|expiry(?:\s+date)?|expiration(?:\s+date)?|(?:for\s+use|available|valid|licensed|use|usable|g[üu]ltig|verwendbar)\s+(?:only\s+)?(?:until|till|to|through|up\s+to|bis)|use\s+by|(?:no|not)\s+(?:to\s+be\s+|for\s+)?used?\s+(?:after|beyond)|not\s+after)(?:\s*(?:on|at|until|after|:|–|-))*\s*(?P<when>{MOMENT})|(?:expires?|expiry\s+date|use\s+by)\b"),
    ("credit", rf"(?:mandatory\s+credit|credit\s+(?:is\s+)?(?:mandatory|required|line\s+required))(?:\s*[:–-]?\s*(?:[\"“”](?:(?!\b{_RESTRICTING})[^\"“”\n]){{1,80}}[\"“”]|(?:(?!{_LIMITING}|{_RESTRICTING}){_NAME}\s?/?\s?){{1,6}}))?"),
)  # fmt: skip
"""How each term is printed, in the order in which it is looked for; `PLACES` is a list of countries."""
_FILLING = frozenset(("and", "or", "und", "oder", "et", "ou", "y", "e", "i", "please", "note", "_"))


@dataclass(frozen=True)
class Terms:
    """What was read of usage terms: the effects, and whether no word of them was left."""

    effects: tuple[Effect, ...]
    whole: bool


@lru_cache(maxsize=1024)
def read_terms(written: str) -> Terms:
    """Return what usage terms reserve; `whole` is False where something of them was not understood."""
    if len(written) > MOST_CHARACTERS:
        return Terms((), whole=False)
    left, effects = written, list[Effect]()
    for name, pattern in _patterns():
        for match in pattern.finditer(left):
            effects += _READ.get(name, _plain)(name, match)
        left = pattern.sub(lambda match: "\n" * len(match.group()), left)
    whole = _FILLING.issuperset(re.findall(r"\w+", left.casefold()))
    return Terms(tuple(effects), whole=whole and any(map(str.isalnum, written)))


def usage_effects(written: str, *, read: bool = False) -> tuple[Effect, ...]:
    """Return what usage terms do: what was understood, and a doubt for the rest unless somebody `read` it as a notice."""
    terms = read_terms(written)
    return (
        terms.effects
        if terms.whole or read
        else (*terms.effects, *effects_of("item", "usageterms", "*", written))
    )


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    place = any_place()
    joined = r"(?:\s*[,/&+;]\s*(?:and\s+|or\s+)?|\s+(?:and|or|und|oder|et|ou|y|e|i|plus)\s+|\s*-\s*)"
    places = rf"{place}(?:{joined}{place}){{0,30}}"
    return tuple(
        (
            name,
            re.compile(rf"(?<!\w)(?:{pattern.replace('(?:PLACES)', f'(?:{places})')})(?!\w)", re.IGNORECASE),
        )
        for name, pattern in PHRASES
    )


def _plain(name: str, match: re.Match[str]) -> list[Effect]:
    """Return what a term without a value does; its limits are those of `_LIMITS`, each a rule of its own."""
    rows = effects_of(FAMILY, name, "", match.group())
    limits = _LIMITS.get(name)
    if limits is None:
        return [*rows, *effects_of(FAMILY, f"{name}, published", "", match.group())]
    return [Effect(row.rule, row.actions, (limit,)) for row in rows for limit in limits]


_LIMITS: dict[str, tuple[dict[str, object], ...]] = {
    "editorial use only": (
        {"leftOperand": "purpose", "operator": "isNoneOf", "rightOperand": {"@id": "ra:purpose:editorial"}},
    ),
    "no commercial use": (
        {"leftOperand": "ra:commercial", "operator": "eq", "rightOperand": "true"},
        {"leftOperand": "purpose", "operator": "eq", "rightOperand": {"@id": "ra:purpose:advertising"}},
    ),
    "no advertising": (
        {"leftOperand": "purpose", "operator": "eq", "rightOperand": {"@id": "ra:purpose:advertising"}},
    ),
}


def _places(operator: str) -> Callable[[str, re.Match[str]], list[Effect]]:
    def read(name: str, match: re.Match[str]) -> list[Effect]:
        codes = codes_in(match.group())
        if operator == "isNoneOf" and names_more(match.group()):
            return [doubt(row.actions, match.group()) for row in effects_of(FAMILY, name, "", match.group())]
        limit: dict[str, object] = {"leftOperand": "spatial", "operator": operator, "rightOperand": codes}
        return [
            Effect(row.rule, row.actions, (limit,)) for row in effects_of(FAMILY, name, "", match.group())
        ]

    return read


def _moment(operator: str, bound: str) -> Callable[[str, re.Match[str]], list[Effect]]:
    """Read a limit in time; one whose moment isn't understood is in doubt for every use."""

    def read(name: str, match: re.Match[str]) -> list[Effect]:
        when = moment_in(match["when"] or "")
        rows = effects_of(FAMILY, name, "", match.group())
        if when is None:
            return [doubt(row.actions, match.group()) for row in rows]
        limit: dict[str, object] = {
            "leftOperand": "dateTime",
            "operator": operator,
            "rightOperand": getattr(when, bound).isoformat(),
        }
        return [Effect(row.rule, row.actions, (limit,)) for row in rows]

    return read


_READ: dict[str, Callable[[str, re.Match[str]], list[Effect]]] = {
    "countries out": _places("isAnyOf"),
    "countries only": _places("isNoneOf"),
    "embargo": _moment("lt", "last"),
    "expiry": _moment("gteq", "first"),
}
