"""Date and time, with a zone and without."""

from tests.odrl.tables import NOON, PLAY, Case, Row, constrained, permission, typed, when

_CV = "CV dateTime: exercised before (lt, lteq) or after (gt, gteq) the date"
_ZONE = "XML Schema 1.1 part 2, 3.3.7: without a zone the order may be indeterminate; CV recommends zones"
_DAY = 'IM example 13: lteq 2017-12-31 is "valid until the end of the year"'
_NOW = {"currentTime": NOON}


def _at(text: str, **more: object) -> dict[str, object]:
    return {"currentTime": text, **more}


_ROWS: list[Row] = [
    ("before", _CV, when("dateTime", "lt", typed("2024-06-02T00:00:00Z", "dateTime")), _NOW, "yes"),
    ("no longer before", _CV, when("dateTime", "lt", typed(NOON, "dateTime")), _NOW, "no"),
    ("at the very moment", _CV, when("dateTime", "lteq", typed(NOON, "dateTime")), _NOW, "yes"),
    ("after", _CV, when("dateTime", "gt", typed("2024-06-01T11:59:59Z", "dateTime")), _NOW, "yes"),
    ("from the very moment", _CV, when("dateTime", "gteq", typed(NOON, "dateTime")), _NOW, "yes"),
    ("not yet", _CV, when("dateTime", "gteq", typed("2024-06-01T12:00:01Z", "dateTime")), _NOW, "no"),
    (
        "the same moment in another zone",
        _CV,
        when("dateTime", "eq", typed("2024-06-01T14:00:00+02:00", "dateTime")),
        _NOW,
        "yes",
    ),
    (
        "a different moment",
        _CV,
        when("dateTime", "neq", typed("2024-06-01T14:00:00Z", "dateTime")),
        _NOW,
        "yes",
    ),
    (
        "minutes suffice",
        'CV dateTime: "2017-12-31T06:00Z"',
        when("dateTime", "gteq", "2017-12-31T06:00Z"),
        _NOW,
        "yes",
    ),
    (
        "the clock is missing",
        "IM: a constraint that cannot be determined is not known",
        when("dateTime", "lt", "2025-01-01"),
        {},
        "unknown",
    ),
    (
        "well before a day without a zone",
        _CV,
        when("dateTime", "lt", typed("2025-01-01", "date")),
        _NOW,
        "yes",
    ),
    (
        "well after a day without a zone",
        _CV,
        when("dateTime", "lteq", typed("2024-01-01", "date")),
        _NOW,
        "no",
    ),
    (
        "hours from a day without a zone",
        _ZONE,
        when("dateTime", "lt", typed("2024-06-02", "date")),
        _NOW,
        "unknown",
    ),
    (
        "during a day without a zone",
        _ZONE,
        when("dateTime", "eq", typed("2024-06-01", "date")),
        _NOW,
        "unknown",
    ),
    ("during a day with a zone", _DAY, when("dateTime", "eq", typed("2024-06-01Z", "date")), _NOW, "yes"),
    (
        "until the end of a day with a zone",
        _DAY,
        when("dateTime", "lteq", typed("2024-06-01Z", "date")),
        _at("2024-06-01T23:59:59Z"),
        "yes",
    ),
    (
        "the day is over",
        _DAY,
        when("dateTime", "lteq", typed("2024-06-01Z", "date")),
        _at("2024-06-02T00:00:00Z"),
        "no",
    ),
    (
        "not before a day that has begun",
        _CV,
        when("dateTime", "lt", typed("2024-06-01Z", "date")),
        _NOW,
        "no",
    ),
    (
        "after the day only when it is over",
        _CV,
        when("dateTime", "gt", typed("2024-06-01+02:00", "date")),
        _NOW,
        "no",
    ),
    (
        "from the day on when it has begun",
        _CV,
        when("dateTime", "gteq", typed("2024-06-01+02:00", "date")),
        _at("2024-05-31T22:00:00Z"),
        "yes",
    ),
    (
        "a clock without a zone and a day without one",
        "FS A1-1: 2017-12-19T15:00:00 is before 2018-01-01",
        when("dateTime", "lt", typed("2018-01-01", "date")),
        _at("2017-12-31T23:00:00"),
        "yes",
    ),
    (
        "the same the next year",
        "FS A1-2",
        when("dateTime", "lt", typed("2018-01-01", "date")),
        _at("2018-01-01T00:00:00"),
        "no",
    ),
    (
        "a limit without a zone, hours away",
        _ZONE,
        when("dateTime", "lt", typed("2024-06-01T13:00:00", "dateTime")),
        _NOW,
        "unknown",
    ),
    (
        "a limit without a zone, days away",
        _ZONE,
        when("dateTime", "lt", typed("2024-06-04T13:00:00", "dateTime")),
        _NOW,
        "yes",
    ),
    (
        "the state gives the zone that is meant",
        "XPath 3.1: an implicit time zone belongs to the context",
        when("dateTime", "lt", typed("2024-06-01T13:00:00", "dateTime")),
        _at(NOON, timezone="Z"),
        "yes",
    ),
    (
        "the state's zone decides about days too",
        "XPath 3.1: an implicit time zone",
        when("dateTime", "lt", typed("2024-06-02", "date")),
        _at("2024-06-01T23:00:00Z", timezone="+02:00"),
        "no",
    ),
    (
        "what is no date is unknown",
        "CV dateTime: MUST be an xsd:date or xsd:dateTime",
        when("dateTime", "neq", "soon"),
        _NOW,
        "unknown",
    ),
    (
        "a day that does not exist",
        "CV dateTime: MUST be an xsd:date",
        when("dateTime", "lt", "2025-02-30"),
        _NOW,
        "unknown",
    ),
]
CASES = [
    *constrained(_ROWS),
    Case(
        "a request cannot set the clock back",
        "FS state of the world: the state says what time it is",
        permission(constraint=[when("dateTime", "lt", "2020-01-01")]),
        request={**PLAY, "dcterms:issued": "2019-01-01T00:00:00Z"},
        state=_NOW,
        states=["inactive"],
    ),
    Case(
        "without a clock the request's time is the time",
        "FS evaluation request: dcterms:issued is the time of the request",
        permission(constraint=[when("dateTime", "lt", "2020-01-01")]),
        request={**PLAY, "dcterms:issued": "2019-01-01T00:00:00Z"},
        states=["active"],
    ),
    Case(
        "a window of two constraints",
        "IM 2.5.3: several constraints must all be satisfied",
        permission(constraint=[when("dateTime", "gteq", "2024-01-01"), when("dateTime", "lt", "2025-01-01")]),
        state=_NOW,
        states=["active"],
    ),
]
