"""Moments and durations at their edges: offsets, days with a zone, data types, months that are not all as long."""

from tests.odrl.tables import NOON, constrained, typed, when

_DURATION = "XSD part 2, 3.2.6.2: durations are partially ordered; CV elapsedTime, delayPeriod"
_MOMENT = "CV dateTime: xsd:date or xsd:dateTime, and XSD's order of them"


def _at(moment: str) -> dict[str, object]:
    return {"currentTime": moment}


CASES = constrained(
    [
        (
            "delay exactly",
            _DURATION,
            when("delayPeriod", "gteq", "P1D"),
            {"context": {"delayPeriod": "PT24H"}},
            "yes",
        ),
        (
            "delay less",
            _DURATION,
            when("delayPeriod", "gteq", "P1D"),
            {"context": {"delayPeriod": "PT23H59M59S"}},
            "no",
        ),
        (
            "elapsed 60s is 1m",
            _DURATION,
            when("elapsedTime", "eq", "PT1M"),
            {"context": {"elapsedTime": "PT60S"}},
            "yes",
        ),
        (
            "elapsed 1Y vs 12M neq",
            _DURATION,
            when("elapsedTime", "neq", "P1Y"),
            {"context": {"elapsedTime": "P12M"}},
            "no",
        ),
        (
            "elapsed 1M vs 30D eq",
            _DURATION,
            when("elapsedTime", "eq", "P1M"),
            {"context": {"elapsedTime": "P30D"}},
            "unknown",
        ),
        (
            "elapsed 1M vs 27D",
            _DURATION,
            when("elapsedTime", "lt", "P1M"),
            {"context": {"elapsedTime": "P27D"}},
            "yes",
        ),
        (
            "elapsed 1M vs 28D lt",
            _DURATION,
            when("elapsedTime", "lt", "P1M"),
            {"context": {"elapsedTime": "P28D"}},
            "unknown",
        ),
        (
            "elapsed 1M vs 31D gt",
            _DURATION,
            when("elapsedTime", "gt", "P1M"),
            {"context": {"elapsedTime": "P31D"}},
            "unknown",
        ),
        (
            "elapsed 1Y vs 366D lteq",
            _DURATION,
            when("elapsedTime", "gteq", "P1Y"),
            {"context": {"elapsedTime": "P366D"}},
            "yes",
        ),
        (
            "negative duration",
            _DURATION,
            when("elapsedTime", "lt", "PT0S"),
            {"context": {"elapsedTime": "-PT1S"}},
            "yes",
        ),
        (
            "fractions of seconds",
            _DURATION,
            when("elapsedTime", "lt", "PT1S"),
            {"context": {"elapsedTime": "PT0.999S"}},
            "yes",
        ),
        ("a week", _DURATION, when("elapsedTime", "eq", "P7D"), {"context": {"elapsedTime": "P1W"}}, "yes"),
        (
            "P alone is no duration",
            _DURATION,
            when("elapsedTime", "lt", "P1D"),
            {"context": {"elapsedTime": "P"}},
            "unknown",
        ),
        (
            "PT alone is no duration",
            _DURATION,
            when("elapsedTime", "lt", "PT"),
            {"context": {"elapsedTime": "PT1S"}},
            "unknown",
        ),
        (
            "duration typed dayTimeDuration",
            _DURATION,
            when("elapsedTime", "lteq", typed("PT2H", "dayTimeDuration")),
            {"context": {"elapsedTime": typed("PT90M", "dayTimeDuration")}},
            "yes",
        ),
        (
            "duration typed yearMonthDuration",
            _DURATION,
            when("elapsedTime", "lteq", typed("P1Y", "yearMonthDuration")),
            {"context": {"elapsedTime": typed("P13M", "yearMonthDuration")}},
            "no",
        ),
        (
            "durations any of",
            _DURATION,
            when("elapsedTime", "isAnyOf", ["PT1H", "PT2H"]),
            {"context": {"elapsedTime": "PT60M"}},
            "yes",
        ),
        (
            "negative offset",
            _MOMENT,
            when("dateTime", "lt", "2024-01-01T00:00:00-05:00"),
            _at("2024-01-01T04:59:59Z"),
            "yes",
        ),
        (
            "negative offset passed",
            _MOMENT,
            when("dateTime", "lt", "2024-01-01T00:00:00-05:00"),
            _at("2024-01-01T05:00:00Z"),
            "no",
        ),
        (
            "plus fourteen",
            _MOMENT,
            when("dateTime", "gteq", "2024-01-01T00:00:00+14:00"),
            _at("2023-12-31T10:00:00Z"),
            "yes",
        ),
        (
            "year zero negative",
            _MOMENT,
            when("dateTime", "gt", "-0001-01-01T00:00:00Z"),
            _at(NOON),
            "unknown",
        ),
        (
            "fractional",
            _MOMENT,
            when("dateTime", "gt", "2024-06-01T12:00:00.000Z"),
            _at("2024-06-01T12:00:00.001Z"),
            "yes",
        ),
        (
            "date with offset",
            _MOMENT,
            when("dateTime", "lt", typed("2024-06-01+02:00", "date")),
            _at("2024-05-31T21:59:59Z"),
            "yes",
        ),
        (
            "date with offset begun",
            _MOMENT,
            when("dateTime", "lt", typed("2024-06-01+02:00", "date")),
            _at("2024-05-31T22:00:00Z"),
            "no",
        ),
        (
            "dateTimeStamp",
            _MOMENT,
            when("dateTime", "lt", typed("2024-07-01T00:00:00Z", "dateTimeStamp")),
            _at(NOON),
            "yes",
        ),
        (
            "a dataType of date for a dateTime string",
            "IM 2.5.1 dataType",
            when("dateTime", "lt", "2024-07-01", dataType="xsd:date"),
            _at("2024-05-01T00:00:00Z"),
            "yes",
        ),
        (
            "dataType xsd:integer against a word",
            "IM 2.5.1 dataType",
            when("resolution", "lt", "high", dataType="xsd:integer"),
            {"context": {"resolution": 10}},
            "unknown",
        ),
        (
            "dateTime neq",
            _MOMENT,
            when("dateTime", "neq", "2024-06-01T12:00:00Z"),
            _at("2024-06-01T14:00:00+02:00"),
            "no",
        ),
        (
            "leap day",
            _MOMENT,
            when("dateTime", "eq", typed("2024-02-29Z", "date")),
            _at("2024-02-29T10:00:00Z"),
            "yes",
        ),
        (
            "no leap day",
            _MOMENT,
            when("dateTime", "lt", typed("2023-02-29", "date")),
            _at("2023-01-01T00:00:00Z"),
            "unknown",
        ),
        (
            "seconds sixty",
            _MOMENT,
            when("dateTime", "lt", "2024-06-01T12:00:60Z"),
            _at("2023-01-01T00:00:00Z"),
            "unknown",
        ),
        (
            "isAnyOf days",
            _MOMENT,
            when("dateTime", "isAnyOf", [typed("2024-06-01Z", "date"), typed("2024-06-03Z", "date")]),
            _at(NOON),
            "yes",
        ),
        (
            "isNoneOf days",
            _MOMENT,
            when("dateTime", "isNoneOf", [typed("2024-06-01Z", "date"), typed("2024-06-03Z", "date")]),
            _at(NOON),
            "no",
        ),
        (
            "a number for a moment",
            _MOMENT,
            when("dateTime", "lt", typed("2025", "integer")),
            _at(NOON),
            "unknown",
        ),
    ]
)
