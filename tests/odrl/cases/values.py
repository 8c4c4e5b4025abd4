"""Units, data types, percentages, durations, versions."""

from tests.odrl.tables import Row, constrained, typed, when

_EUR, _USD = "http://dbpedia.org/resource/Euro", "http://dbpedia.org/resource/United_States_dollar"
_UNIT = "IM 2.5.1 unit: the unit of the right operand"
_TYPE = "IM 2.5.1 dataType: the data type of the right operand"
_PERCENT = "CV percentage: a decimal from 0 to 100"
_DELAY = "CV delayPeriod: an xsd:duration prior to exercising the action"
_ELAPSED = "CV elapsedTime: a continuous period that may be used"
_METERED = "CV meteredTime: an accumulated amount of time"
_MINUTES = 'CV writes "P60M" for 60 minutes, which XML Schema reads as months'


def _pay(amount: object, unit: str | None = None) -> dict[str, object]:
    return {"context": {"payAmount": {"@value": amount, "unit": unit} if unit else amount}}


def _is(operand: str, value: object) -> dict[str, object]:
    return {"context": {operand: value}}


_ROWS: list[Row] = [
    ("an amount in the same unit", _UNIT, when("payAmount", "eq", "5.00", unit=_EUR), _pay("5", _EUR), "yes"),
    (
        "an amount of the unit over https",
        _UNIT,
        when("payAmount", "eq", "5.00", unit=_EUR),
        _pay("5.0", _EUR.replace("http:", "https:")),
        "yes",
    ),
    ("a smaller amount", _UNIT, when("payAmount", "gteq", "5.00", unit=_EUR), _pay("4.99", _EUR), "no"),
    (
        "an amount in another unit is not compared",
        _UNIT,
        when("payAmount", "eq", "5.00", unit=_EUR),
        _pay("5.00", _USD),
        "unknown",
    ),
    (
        "an amount without a unit is in the constraint's",
        "FS B1: a resolution of 1000 meets lteq 1200 dpi",
        when("resolution", "lteq", "1200", unit="urn:ex:dpi"),
        _is("resolution", "1000"),
        "yes",
    ),
    ("decimals compare by value", _TYPE, when("payAmount", "eq", typed("5.00", "decimal")), _pay("5"), "yes"),
    (
        "strings compare as they are written",
        _TYPE,
        when("fileFormat", "eq", typed("5.00", "string")),
        _is("fileFormat", "5"),
        "no",
    ),
    (
        "the dataType of the constraint decides",
        _TYPE,
        when("unitOfCount", "eq", "10", dataType="xsd:integer"),
        _is("unitOfCount", "10.0"),
        "yes",
    ),
    (
        "the dataType in full",
        _TYPE,
        when("unitOfCount", "gt", "9", dataType="http://www.w3.org/2001/XMLSchema#integer"),
        _is("unitOfCount", "10"),
        "yes",
    ),
    (
        "no number where one is due is unknown, even for neq",
        _TYPE,
        when("payAmount", "neq", typed("5.00", "decimal")),
        _pay("five"),
        "unknown",
    ),
    ("NaN is no number", _TYPE, when("payAmount", "lt", "5"), _pay("NaN"), "unknown"),
    ("infinity is no number", _TYPE, when("payAmount", "gt", "5"), _pay("Infinity"), "unknown"),
    ("half is within half", _PERCENT, when("percentage", "lteq", 50), _is("percentage", "50"), "yes"),
    ("more than half is not", _PERCENT, when("percentage", "lteq", 50), _is("percentage", "50.5"), "no"),
    (
        "no percentage above a hundred",
        _PERCENT,
        when("percentage", "gt", 50),
        _is("percentage", "120"),
        "unknown",
    ),
    (
        "no percentage below nothing",
        _PERCENT,
        when("percentage", "lt", 50),
        _is("percentage", "-1"),
        "unknown",
    ),
    (
        "an hour's delay has passed",
        _DELAY,
        when("delayPeriod", "gteq", "PT1H"),
        _is("delayPeriod", "PT61M"),
        "yes",
    ),
    (
        "sixty minutes are an hour",
        _DELAY,
        when("delayPeriod", "eq", "PT1H"),
        _is("delayPeriod", "PT60M"),
        "yes",
    ),
    (
        "the delay has not passed",
        _DELAY,
        when("delayPeriod", "gteq", "P1D"),
        _is("delayPeriod", "PT23H"),
        "no",
    ),
    (
        "thirty days are less than two months",
        _ELAPSED,
        when("elapsedTime", "lt", "P2M"),
        _is("elapsedTime", "P30D"),
        "yes",
    ),
    (
        "thirty days and a month are not ordered",
        "XML Schema 1.1 part 2, 3.3.6: durations are partially ordered",
        when("elapsedTime", "lteq", "P1M"),
        _is("elapsedTime", "P30D"),
        "unknown",
    ),
    (
        "twelve months are a year",
        _ELAPSED,
        when("elapsedTime", "eq", "P1Y"),
        _is("elapsedTime", "P12M"),
        "yes",
    ),
    (
        "metered within the limit",
        _METERED,
        when("meteredTime", "lteq", "PT2H"),
        _is("meteredTime", "PT90M"),
        "yes",
    ),
    (
        "metered beyond the limit",
        _METERED,
        when("meteredTime", "lteq", "PT2H"),
        _is("meteredTime", "PT2H0.5S"),
        "no",
    ),
    (
        "P60M for an hour: below both meanings",
        _MINUTES,
        when("meteredTime", "lteq", "P60M"),
        _is("meteredTime", "PT30M"),
        "yes",
    ),
    (
        "P60M for an hour: between its meanings",
        _MINUTES,
        when("meteredTime", "lteq", "P60M"),
        _is("meteredTime", "PT90M"),
        "unknown",
    ),
    ("P6M is six months", _METERED, when("meteredTime", "lteq", "P6M"), _is("meteredTime", "P60D"), "yes"),
    (
        "a number is no duration",
        _METERED,
        when("meteredTime", "lteq", "PT2H"),
        _is("meteredTime", "90"),
        "unknown",
    ),
    (
        "an accumulated time of the draft's vocabulary",
        "FS accumulatedTime",
        when("meteredTime", "lteq", "PT2H"),
        {"accumulatedTime": "PT1H"},
        "yes",
    ),
    (
        "a recurring interval, in weeks as ISO 8601 has them",
        "CV timeInterval: a recurring period before the next execution",
        when("timeInterval", "eq", "P7D"),
        _is("timeInterval", "P1W"),
        "yes",
    ),
    (
        "versions are ordered part by part",
        'CV version: "version 2.0 or higher"',
        when("version", "gteq", "1.9"),
        _is("version", "1.10"),
        "yes",
    ),
    ("an older version", "CV version", when("version", "gteq", "2.0"), _is("version", "1.9"), "no"),
]
CASES = constrained(_ROWS)
