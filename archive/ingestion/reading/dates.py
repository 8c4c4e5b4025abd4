"""Dates as pages write them, to ISO 8601 that says no more than was printed. Pure.

A time without a zone stays without one, a day stays a day. Month names of 27 languages; day before month, unless the
page is in American English or the numbers say otherwise.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

EARLIEST_YEAR = 1990
_LONGEST = 200
_MONTHS_IN_A_YEAR = 12
_NOON = 12
_FIRST_MILLISECONDS = 1e11
_CENTURY = 100
_MONTHS = """
jan january januar jänner jänner janvier enero janeiro gennaio stycznia styczeń ledna leden január januára januari januára ianuarie siječnja sijecnja јануар января январь січня ιανουαρίου ocak tammikuuta sausio janvāris janvārī јануари януари يناير كانون_الثاني ינואר जनवरी มกราคม jaanuar januára januar januara
feb february februar februari février fevrier febrero fevereiro febbraio lutego luty února únor februára február februarie veljače veljace februara февраля февраль лютого φεβρουαρίου şubat subat helmikuuta vasario februāris февруари فبراير شباط פברואר फरवरी กุมภาพันธ์ veebruar
mar march märz maerz mars marzo março marco marca marzec března březen március maart marts martie ožujka ozujka marta марта март березня μαρτίου mart maaliskuuta kovo marts март مارس آذار מרץ मार्च มีนาคม märts marec
apr april avril abril aprile kwietnia kwiecień dubna duben apríla április aprilie travnja aprila апреля апрель квітня απριλίου nisan huhtikuuta balandžio aprīlis април أبريل ابريل نيسان אפריל अप्रैल เมษายน aprill
may mai mayo maio maggio maja maj května květen mája május mei svibnja мая май травня μαΐου mayıs mayis toukokuuta gegužės maijs май مايو أيار ايار מאי मई พฤษภาคม
jun june juni juin junio junho giugno czerwca czerwiec června červen júna június juni iunie lipnja juna июня июнь червня ιουνίου haziran kesäkuuta birželio jūnijs юни يونيو حزيران יוני जून มิถุนายน juuni
jul july juli juillet julio julho luglio lipca lipiec července červenec júla július iulie srpnja jula июля июль липня ιουλίου temmuz heinäkuuta liepos jūlijs юли يوليو تموز יולי जुलाई กรกฎาคม juuli
aug august août aout agosto sierpnia sierpień srpna srpen augusta augusztus augustus augusti kolovoza avgusta августа август серпня αυγούστου ağustos agustos elokuuta rugpjūčio augusts август أغسطس اغسطس آب אוגוסט अगस्त สิงหาคม
sep sept september septembre septiembre setembro settembre września wrzesień září septembra szeptember septembrie rujna сентября сентябрь вересня σεπτεμβρίου eylül eylul syyskuuta rugsėjo septembris септември سبتمبر أيلول ايلول ספטמבר सितंबर กันยายน
oct okt october oktober octobre octubre outubro ottobre października październik października října říjen októbra október octombrie listopada oktobra октября октябрь жовтня οκτωβρίου ekim lokakuuta spalio oktobris октомври أكتوبر اكتوبر تشرين_الأول אוקטובר अक्टूबर ตุลาคม oktoober
nov november novembre noviembre novembro listopad listopadu novembra noiembrie studenog studenoga ноября ноябрь листопада νοεμβρίου kasım kasim marraskuuta lapkričio novembris ноември نوفمبر تشرين_الثاني נובמבר नवंबर พฤศจิกายน
dec dez dic déc december dezember décembre decembre diciembre dezembro dicembre grudnia grudzień prosince prosinec decembra decembrie prosinca декабря декабрь грудня δεκεμβρίου aralık aralik joulukuuta gruodžio decembris декември ديسمبر كانون_الأول דצמבר दिसंबर ธันวาคม detsember
"""
_MORE = {
    "sty": 1,
    "lut": 2,
    "kwi": 4,
    "cze": 6,
    "lip": 7,
    "sie": 8,
    "wrz": 9,
    "paź": 10,
    "gru": 12,
    "févr": 2,
    "fév": 2,
    "avr": 4,
    "juil": 7,
    "ene": 1,
    "abr": 4,
    "ago": 8,
    "set": 9,
    "out": 10,
    "fev": 2,
    "gen": 1,
    "mag": 5,
    "giu": 6,
    "lug": 7,
    "ott": 10,
    "mrt": 3,
    "mär": 3,
    "mrz": 3,
    "янв": 1,
    "фев": 2,
    "апр": 4,
    "июн": 6,
    "июл": 7,
    "авг": 8,
    "сен": 9,
    "окт": 10,
    "ноя": 11,
    "дек": 12,
}
# Months whose word means another month in another language: lipca/srpna and so on are told apart by their endings;
# listopada is October in Croatian and November in Polish, where it is far more often read.
_MONTH = (
    {
        name.replace("_", " "): number
        for number, line in enumerate(_MONTHS.strip().splitlines(), 1)
        for name in line.split()
    }
    | _MORE
    | {"listopada": 11, "lipnja": 6, "srpnja": 7, "marca": 3}
)
_NAME = "|".join(sorted((re.escape(name) for name in _MONTH), key=len, reverse=True))
_TIME = r"(?:[\s,|•·–-]*(?:at|um|o|godz\.?|à|a las|às|alle|ore|kl\.?|klo|ob|в|о|om|saat|u)?[\s,|•·–-]*(?P<hour>\d{1,2})\s*[:.h]\s*(?P<minute>\d{2})(?![\d.])(?::(?P<second>\d\d))?\s*(?P<half>[ap]\.?m\.?)?)?"
_ISO = re.compile(
    r"(?P<year>(?:19|20)\d\d)-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:(?:T|\s+|\s*T\s*)(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?\s*(?P<zone>Z|UTC|GMT|(?:UTC|GMT)?[+-]\d\d:?(?:\d\d)?)?)?",
    re.IGNORECASE,
)
_COMPACT = re.compile(
    r"^(?P<year>(?:19|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?:T?(?P<hour>[0-2]\d)(?P<minute>[0-5]\d)(?P<second>[0-5]\d)?(?P<zone>Z|[+-]\d\d:?\d\d)?)?$"
)
_DAY_NAME_YEAR = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th|er|º|°|ο)?\s*(?:de\s+|of\s+|-|\s|/|\.)?\s*(?P<name>{_NAME})\b\.?,?[\s/-]*(?:de\s+|del\s+)?(?P<year>(?:19|20)\d\d)(?!\d)(?:\s*(?:r\.|г\.|roku|року))?{_TIME}",
    re.IGNORECASE,
)
_NAME_DAY_YEAR = re.compile(
    rf"\b(?P<name>{_NAME})\b\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\.?\s*,?\s*(?P<year>(?:19|20)\d\d)(?!\d){_TIME}",
    re.IGNORECASE,
)
_YEAR_NAME_DAY = re.compile(
    rf"(?<!\d)(?P<year>(?:19|20)\d\d)\.?\s+(?:m\.\s+)?(?P<name>{_NAME})\b\.?\s+(?P<day>\d{{1,2}})(?!\d){_TIME}",
    re.IGNORECASE,
)
_CJK = re.compile(
    r"(?P<year>(?:19|20)\d\d)\s*[年년]\s*(?P<month>\d{1,2})\s*[月월]\s*(?P<day>\d{1,2})\s*[日일]?(?:[^\d\n]{0,8}(?P<hour>\d{1,2})\s*[:：时時시]\s*(?P<minute>\d{1,2}))?"
)
_YMD = re.compile(
    rf"(?<!\d)(?P<year>(?:19|20)\d\d)[./]\s?(?P<month>\d{{1,2}})[./]\s?(?P<day>\d{{1,2}})(?!\d){_TIME}",
    re.IGNORECASE,
)
_DMY = re.compile(
    rf"(?<![\d.])(?P<day>\d{{1,2}})\s?(?P<mark>[./-])\s?(?P<month>\d{{1,2}})\s?(?P=mark)\s?(?P<year>(?:19|20)\d\d|\d\d(?=\s*(?:$|[,|–-]|\d{{1,2}}:)))(?!\d){_TIME}",
    re.IGNORECASE,
)
_PATTERNS = (_ISO, _CJK, _DAY_NAME_YEAR, _NAME_DAY_YEAR, _YEAR_NAME_DAY, _YMD, _DMY)
# The Levant's name of a month, then Egypt's.
_TWO_NAMES = re.compile(rf"(?<!\w)(?:{_NAME})\s*/\s*(?=(?:{_NAME})\b)", re.IGNORECASE)
_HEADER = re.compile(r"^[A-Za-z]{3},? \d{1,2} [A-Za-z]{3} \d{4} \d\d:\d\d")
_SECONDS = re.compile(r"^\d{10}(?:\d{3})?(?:\.\d+)?$")
_DIGITS = str.maketrans(
    "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९๐๑๒๓๔๕๖๗๘๙０１２３４５６７８９",
    "01234567890123456789012345678901234567890123456789",
)
_IN_PATH = re.compile(
    r"/(?P<year>(?:19|20)\d\d)[/_-]?(?P<month>0[1-9]|1[0-2]|[1-9](?=[/_-]))[/_-]?(?P<day>0[1-9]|[12]\d|3[01]|[1-9](?=[/_-]))(?!\d)"
)
_IN_PATH_BY_NAME = re.compile(
    r"/(?P<year>(?:19|20)\d\d)/(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/(?P<day>\d{1,2})/"
)
_ABBREVIATED = {
    "EST": -5,
    "EDT": -4,
    "CST": -6,
    "CDT": -5,
    "MST": -7,
    "MDT": -6,
    "PST": -8,
    "PDT": -7,
    "BST": 1,
    "CET": 1,
    "CEST": 2,
    "MEZ": 1,
    "MESZ": 2,
    "GMT": 0,
    "UTC": 0,
    "MSK": 3,
    "JST": 9,
    "KST": 9,
}


def iso_date(written: str, *, month_first: bool = False, latest: datetime | None = None) -> str:
    """Return a date as ISO 8601 with as much as was written (day, time, zone), or nothing.

    `latest`: what lies more than two days after it is no date of a published page.
    """
    text = _TWO_NAMES.sub("", written.translate(_DIGITS).strip()[:_LONGEST])
    if not text:
        return ""
    header = _from_header(text) if _HEADER.match(text) else ""
    found = (
        _from_seconds(text) or header or _from_patterns(text, month_first=month_first) or _from_header(text)
    )
    return found if found and _is_credible(found, latest) else ""


def date_in_path(path: str) -> str:
    """Return the day that an address' path names, or nothing."""
    match = _IN_PATH.search(path)
    if match:
        return _iso(match, int(match["month"]))
    match = _IN_PATH_BY_NAME.search(path.lower())
    return _iso(match, _MONTH[match["name"]]) if match else ""


def instant_of(iso: str) -> datetime | None:
    """Return the instant that an ISO date names; None for one without zone."""
    try:
        instant = datetime.fromisoformat(iso)
    except ValueError:
        return None
    return instant if instant.tzinfo is not None else None


def _from_seconds(text: str) -> str:
    if not _SECONDS.match(text):
        return ""
    number = float(text)
    instant = datetime.fromtimestamp(number / 1000 if number > _FIRST_MILLISECONDS else number, tz=UTC)
    return instant.replace(microsecond=0).isoformat()


def _from_patterns(text: str, *, month_first: bool) -> str:
    compact = _COMPACT.match(text)
    if compact:
        return _iso(compact, int(compact["month"]))
    for pattern in _PATTERNS:
        match = pattern.search(text)
        if match is None:
            continue
        parts = match.groupdict()
        if parts.get("name"):
            found = _iso(match, _MONTH.get(parts["name"].lower(), 0))
        elif pattern is _DMY:
            found = _day_and_month(match, month_first=month_first)
        else:
            found = _iso(match, int(parts["month"]))
        if found:
            return _with_abbreviation(found, text[match.end() : match.end() + 8])
    return ""


def _day_and_month(match: re.Match[str], *, month_first: bool) -> str:
    one, two = int(match["day"]), int(match["month"])
    swapped = (month_first and match["mark"] != "." and one <= _MONTHS_IN_A_YEAR) or two > _MONTHS_IN_A_YEAR
    return _iso(match, one if swapped else two, day=two if swapped else one)


def _iso(match: re.Match[str], month: int, *, day: int = 0) -> str:
    parts = match.groupdict()
    year = int(parts["year"])
    try:
        that_day = date(year + 2000 if year < _CENTURY else year, month, day or int(parts["day"]))
    except ValueError:
        return ""
    if not parts.get("hour"):
        return that_day.isoformat()
    hour = int(parts["hour"]) + _half(parts)
    try:
        moment = datetime(  # noqa: DTZ001 - a printed time without zone has none
            that_day.year,
            that_day.month,
            that_day.day,
            hour,
            int(parts["minute"]),
            int(parts.get("second") or 0),
        )
    except ValueError:
        return that_day.isoformat()
    zone = _zone(parts.get("zone") or "")
    return (moment.replace(tzinfo=zone) if zone else moment).isoformat()


def _half(parts: dict[str, str]) -> int:
    half, hour = (parts.get("half") or "").lower()[:1], int(parts["hour"])
    if half == "p" and hour < _NOON:
        return _NOON
    return -_NOON if half == "a" and hour == _NOON else 0


def _zone(written: str) -> timezone | None:
    offset = re.sub(r"(?i)utc|gmt", "", written)
    if written and offset in {"", "Z", "z"}:
        return UTC
    match = re.match(r"([+-])(\d\d):?(\d\d)?$", offset)
    if not match:
        return None
    span = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    return timezone(-span if match[1] == "-" else span) if span < timedelta(hours=24) else None


def _with_abbreviation(found: str, after: str) -> str:
    match = re.match(r"\s*\(?([A-Z]{3,4})\b", after)
    if not match or "T" not in found or match[1] not in _ABBREVIATED or re.search(r"[+-]\d\d:\d\d$", found):
        return found
    return (
        datetime.fromisoformat(found)
        .replace(tzinfo=timezone(timedelta(hours=_ABBREVIATED[match[1]])))
        .isoformat()
    )


def _from_header(text: str) -> str:
    """Return a date in the form of mail and HTTP headers, or of JavaScript's `toString`."""
    match = re.search(r"\b([A-Z][a-z]{2}) (\d{1,2}) (\d\d:\d\d:\d\d) ([A-Z]{3,4}) (\d{4})", text)
    text = f"{match[2]} {match[1]} {match[5]} {match[3]} {match[4]}" if match else text
    try:
        return parsedate_to_datetime(text).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def _is_credible(iso: str, latest: datetime | None) -> bool:
    day = date.fromisoformat(iso[:10])
    if day.year < EARLIEST_YEAR:
        return False
    return latest is None or day <= (latest + timedelta(days=2)).date()
