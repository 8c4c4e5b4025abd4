"""Territories: ISO 3166-1 alpha-2 countries and the regions EU, EEA and WORLD (semantics.md section 1).

Read on 2026-11-24.  The membership of the European Union is that since 2020-02-01.
"""

from __future__ import annotations

from functools import lru_cache

from licensing.policy.vocabulary.purposes import Relation

COUNTRIES = frozenset(
    (
        "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY "
        "BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK "
        "FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR "
        "IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK "
        "ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM "
        "PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF "
        "TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW"
    ).split()
)

_EU = frozenset("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split())

REGIONS: dict[str, frozenset[str]] = {
    "EU": _EU,
    "EEA": _EU | {"IS", "LI", "NO"},
    "WORLD": COUNTRIES,
}
"""Named regions and the countries they contain."""


def short(value: str) -> str:
    """A territory's code without the prefixes it is met with in policies."""
    for prefix in ("ra:territory:", "iso3166:", "https://www.iso.org/obp/ui/#iso:code:3166:"):
        value = value.removeprefix(prefix)
    return value


def members(value: str) -> frozenset[str] | None:
    """The countries of a territory; None where it is unknown."""
    code = short(value)
    return REGIONS.get(code) or (frozenset({code}) if code in COUNTRIES else None)


@lru_cache(maxsize=4096)
def known(value: str) -> bool:
    """Whether this is a territory of the taxonomy."""
    return members(value) is not None


@lru_cache(maxsize=4096)
def relation(stated: str, ruled: str) -> Relation | None:
    """How ``stated`` lies to ``ruled``; None where either is unknown."""
    left, right = members(stated), members(ruled)
    if left is None or right is None:
        return None
    if left <= right:
        return Relation.WITHIN
    if left > right:
        return Relation.BROADER
    return Relation.OVERLAPS if left & right else Relation.DISJOINT
