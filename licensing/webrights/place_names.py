"""Countries as agencies print them where they close a market: ISO 3166-1 names in English, and what is usual elsewhere.

Pure.  Regions that have no code stand for all countries that anybody might count among them: that is the stricter way.
"""

from __future__ import annotations

import re
from functools import lru_cache

_COUNTRIES = """
AD Andorra|AE United Arab Emirates, UAE, Emirates|AF Afghanistan|AL Albania|AM Armenia|AO Angola|AR Argentina, Argentinien
AT Austria, Österreich, Oesterreich, Autriche|AU Australia, Australien|AZ Azerbaijan|BA Bosnia and Herzegovina, Bosnia-Herzegovina, Bosnia
BB Barbados|BD Bangladesh|BE Belgium, Belgien, Belgique, België|BF Burkina Faso|BG Bulgaria, Bulgarien|BH Bahrain|BI Burundi|BJ Benin
BN Brunei|BO Bolivia|BR Brazil, Brasil, Brasilien, Brésil|BS Bahamas|BT Bhutan|BW Botswana|BY Belarus|BZ Belize|CA Canada, Kanada
CD Democratic Republic of the Congo, DR Congo|CF Central African Republic|CG Republic of the Congo
CH Switzerland, Schweiz, Suisse, Svizzera, Szwajcaria|CI Ivory Coast, Cote d'Ivoire, Côte d'Ivoire|CL Chile|CM Cameroon
CN China, PRC, Chine, Chiny, Mainland China|CO Colombia|CR Costa Rica|CU Cuba|CV Cape Verde|CY Cyprus
CZ Czech Republic, Czechia, Tschechien, Czechy|DE Germany, Deutschland, Allemagne, Alemania, Germania, Niemcy, GER
DJ Djibouti|DK Denmark, Dänemark, Danmark|DO Dominican Republic|DZ Algeria|EC Ecuador|EE Estonia|EG Egypt|ER Eritrea
ES Spain, España, Spanien, Espagne, Spagna, Hiszpania|ET Ethiopia|FI Finland, Finnland, Suomi|FJ Fiji
FR France, Frankreich, Francia, Francja, FRA|GA Gabon
GB United Kingdom, UK, U.K., Great Britain, Britain, Royaume-Uni, Großbritannien, Wielka Brytania
GH Ghana|GM Gambia|GN Guinea|GQ Equatorial Guinea|GR Greece, Griechenland, Grèce|GT Guatemala|GY Guyana
HK Hong Kong, Hongkong|HN Honduras|HR Croatia, Kroatien, Hrvatska|HT Haiti|HU Hungary, Ungarn|ID Indonesia|IE Ireland, Republic of Ireland
IL Israel|IN India|IQ Iraq|IR Iran|IS Iceland|IT Italy, Italien, Italia, Italie, Włochy, ITA|JM Jamaica|JO Jordan
JP Japan, Japon|KE Kenya|KG Kyrgyzstan|KH Cambodia|KM Comoros|KP North Korea, DPRK|KR South Korea, Republic of Korea
KW Kuwait|KZ Kazakhstan|LA Laos|LB Lebanon|LI Liechtenstein|LK Sri Lanka|LR Liberia|LS Lesotho|LT Lithuania|LU Luxembourg, Luxemburg
LV Latvia|LY Libya|MA Morocco|MC Monaco|MD Moldova|ME Montenegro|MG Madagascar|MK North Macedonia, Macedonia|ML Mali
MM Myanmar, Burma|MN Mongolia|MO Macau, Macao|MR Mauritania|MT Malta|MU Mauritius|MV Maldives|MW Malawi|MX Mexico, México
MY Malaysia|MZ Mozambique|NA Namibia|NE Niger|NG Nigeria|NI Nicaragua|NL Netherlands, The Netherlands, Holland, Niederlande, Nederland, Pays-Bas
NO Norway, Norwegen, Norge|NP Nepal|NZ New Zealand|OM Oman|PA Panama|PE Peru|PG Papua New Guinea|PH Philippines
PK Pakistan|PL Poland, Polska, Polen, Pologne, Polsce|PR Puerto Rico|PS Palestine|PT Portugal|PY Paraguay|QA Qatar|RO Romania, Rumänien
RS Serbia|RU Russia, Russian Federation, Russland, Russie, Rosja|RW Rwanda|SA Saudi Arabia|SD Sudan|SE Sweden, Schweden, Sverige
SG Singapore|SI Slovenia|SK Slovakia, Slovak Republic|SL Sierra Leone|SM San Marino|SN Senegal|SO Somalia|SR Suriname|SS South Sudan
SV El Salvador|SY Syria|SZ Eswatini|TD Chad|TG Togo|TH Thailand|TJ Tajikistan|TM Turkmenistan|TN Tunisia|TR Turkey, Türkiye, Türkei
TT Trinidad and Tobago|TW Taiwan, Chinese Taipei|TZ Tanzania|UA Ukraine, Ukraina|UG Uganda|US United States, United States of America, USA, U.S.A., U.S., US
UY Uruguay|UZ Uzbekistan|VA Vatican|VE Venezuela|VN Vietnam|YE Yemen|ZA South Africa|ZM Zambia|ZW Zimbabwe
"""
_REGIONS = {
    "EU|European Union|Europäische Union|Union européenne": "EU",
    "EEA|European Economic Area": "EEA",
    "Benelux": "BE NL LU",
    "Worldwide|World|Weltweit|Monde entier": "WORLD",
}
_VAGUE = {
    "England|Scotland|Wales|Northern Ireland": "GB",
    "Georgia": "GE US",
    "Congo": "CD CG",
    "Korea": "KP KR",
    "DACH|D-A-CH|German-speaking countries|GSA": "DE AT CH LI",
    "Scandinavia|Skandinavien": "DK NO SE FI IS FO AX",
    "Nordics|Nordic countries": "DK NO SE FI IS FO GL AX",
    "Baltics|Baltic states": "EE LV LT",
    "British Isles": "GB IE IM JE GG",
    "Greater China": "CN HK MO TW",
    "CIS|C.I.S.": "RU BY KZ KG TJ UZ AM AZ MD TM UA GE",
    "GCC|Gulf States": "AE BH KW OM QA SA",
    "North America|Nordamerika": "US CA MX GL BM PM PR",
    "Australasia": "AU NZ PG",
    "Europe|Europa": "EEA GB CH AD AL BA BY FO GG GI GL IM JE MC MD ME MK RS RU SM SJ AX TR UA VA XK AM AZ GE KZ CY",
}
"""Names that mean less than the country, or not everywhere the same: they close markets and open none."""
_UNCODED = frozenset(("XK",))  # no code of ISO 3166-1


@lru_cache(maxsize=1)
def codes_by_name() -> dict[str, tuple[str, ...]]:
    """Return territories' codes by name, in capitals."""
    found: dict[str, tuple[str, ...]] = {}
    for entry in re.split(r"[|\n]", _COUNTRIES.strip()):
        code, _, names = entry.partition(" ")
        found |= {name.strip().upper(): (code,) for name in names.split(",")}
    for names, codes in (*_REGIONS.items(), *_VAGUE.items()):
        found |= {
            name.upper(): tuple(c for c in codes.split() if c not in _UNCODED) for name in names.split("|")
        }
    return found


@lru_cache(maxsize=1)
def any_place() -> str:
    """Return a pattern for one place, the longest names first."""
    names = sorted(codes_by_name(), key=lambda name: (-len(name), name))
    return rf"(?:the\s+)?(?:{'|'.join(re.escape(name) for name in names)})(?![\w])"


def names_more(printed: str) -> bool:
    """Whether one of the places that a list names may be less than its codes say."""
    vague = "|".join(re.escape(name) for names in _VAGUE for name in names.split("|"))
    return re.search(rf"(?<!\w)(?:{vague})(?!\w)", printed, re.IGNORECASE) is not None


def codes_in(printed: str) -> list[str]:
    """Return the codes of all places that a list names."""
    found = re.findall(any_place(), printed, re.IGNORECASE)
    names = (re.sub(r"^the\s+", "", name, flags=re.IGNORECASE).upper() for name in found)
    known = codes_by_name()
    return sorted({code for name in names for code in known.get(name, known.get(f"THE {name}", ()))})
