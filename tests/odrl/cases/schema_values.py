"""Durations, months, years and truth values as XML Schema orders them, and values of references."""

from tests.odrl.tables import Case, Row, constrained, permission, typed, when

_ORDER = "XML Schema 2, 3.2.6.2: durations compare as the moments that they lead to from four days on"
_YEAR = "XML Schema 2, 3.2.11: gYear is a Gregorian calendar year; CV dateTime: a date or time"
_MIDNIGHT = "XML Schema 2, 3.2.7.1: 24:00:00 is the first moment of the following day"
_TRUTH = "XML Schema 2, 3.2.2.1: true and 1 are the same value"
_REFERENCE = "IM 2.5.1: a rightOperandReference is to be de-referenced; the caller states what it found"
_LIMIT = "http://example.com/limit"


def _length(name: str, operator: str, limit: str, stated: str, holds: str) -> Row:
    constraint = when("elapsedTime", operator, typed(limit, "duration"))
    return name, _ORDER, constraint, {"context": {"elapsedTime": stated}}, holds


def _day(name: str, clause: str, operator: str, right: object, now: str, holds: str) -> Row:
    return name, clause, when("dateTime", operator, right), {"currentTime": now}, holds


_REFERRED = {"leftOperand": "count", "operator": "lteq", "rightOperandReference": _LIMIT}
_USED = {"counts": {"play": 5}}

CASES = [
    *constrained(
        [
            _length("28 days are within every month", "lteq", "P1M", "P28D", "yes"),
            _length("28 days may be a whole month", "lt", "P1M", "P28D", "unknown"),
            _length("30 days may be longer than a month", "lteq", "P1M", "P30D", "unknown"),
            _length("31 days are at least a month", "gteq", "P1M", "P31D", "yes"),
            _length("32 days are no month", "eq", "P1M", "P32D", "no"),
            _length("30 days may be a month", "neq", "P1M", "P30D", "unknown"),
            _length("365 days are within every year", "lteq", "P1Y", "P365D", "yes"),
            _length("367 days are longer than a year", "lteq", "P1Y", "P367D", "no"),
            _length("59 days are within any two months", "lteq", "P2M", "P59D", "yes"),
            _length("58 days are no two months", "gteq", "P2M", "P58D", "no"),
            _length("twelve months are a year", "eq", "P1Y", "P12M", "yes"),
            _length("a million years are still counted", "gt", "P1Y", "P1000000Y", "yes"),
            _day("within a year", _YEAR, "eq", typed("2024", "gYear"), "2024-06-01T00:00:00Z", "yes"),
            _day(
                "until the end of a year",
                _YEAR,
                "lteq",
                typed("2024", "gYear"),
                "2024-12-30T00:00:00Z",
                "yes",
            ),
            _day("after a year", _YEAR, "gt", typed("2023Z", "gYear"), "2024-01-01T00:00:00Z", "yes"),
            _day("not yet after a year", _YEAR, "gt", typed("2024", "gYear"), "2024-06-01T00:00:00Z", "no"),
            _day(
                "within a month",
                "XML Schema 2, 3.2.10: gYearMonth",
                "eq",
                typed("2024-12Z", "gYearMonth"),
                "2024-12-31T23:59:59Z",
                "yes",
            ),
            _day(
                "no thirteenth month",
                _YEAR,
                "lt",
                typed("2024-13", "gYearMonth"),
                "2024-06-01T00:00:00Z",
                "unknown",
            ),
            _day("midnight as 24:00", _MIDNIGHT, "lt", "2024-06-01T24:00:00Z", "2024-06-01T23:59:59Z", "yes"),
            _day(
                "24:00 is the next day",
                _MIDNIGHT,
                "eq",
                "2024-06-02T00:00:00Z",
                "2024-06-01T24:00:00Z",
                "yes",
            ),
            (
                "one is true",
                _TRUTH,
                when("urn:ex:f", "eq", typed("1", "boolean")),
                {"context": {"urn:ex:f": True}},
                "yes",
            ),
            (
                "nought is not",
                _TRUTH,
                when("urn:ex:f", "eq", typed("0", "boolean")),
                {"context": {"urn:ex:f": True}},
                "no",
            ),
            ("a value for a reference", _REFERENCE, _REFERRED, {**_USED, "references": {_LIMIT: 5}}, "yes"),
            ("it is exceeded", _REFERENCE, _REFERRED, {**_USED, "references": {_LIMIT: 4}}, "no"),
            (
                "for another reference",
                _REFERENCE,
                _REFERRED,
                {**_USED, "references": {"urn:ex:o": 9}},
                "unknown",
            ),
            ("for none", _REFERENCE, _REFERRED, _USED, "unknown"),
        ]
    ),
    Case(
        "a request follows no reference",
        _REFERENCE,
        permission(constraint=[_REFERRED]),
        request={
            "action": "play",
            "target": "urn:ex:x",
            "assignee": "urn:ex:alice",
            "references": {_LIMIT: 9},
        },
        state=_USED,
        states=["unknown"],
    ),
]
