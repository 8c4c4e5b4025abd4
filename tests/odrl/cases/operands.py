"""Purpose, spatial, language, recipient, event, delivery channel, industry, virtual location, and the like."""

from tests.odrl.tables import ALICE, ORG, PLAY, Case, Row, constrained, permission, prohibition, when

_P = "https://w3id.org/dpv#Marketing"
_PURPOSE = "CV purpose: a defined purpose for exercising the action"
_SPATIAL = "CV spatial: a named geospatial area, by an ISO 3166 code"
_LANGUAGE = "CV language: BCP 47; RFC 4647: a range covers narrower tags"
_EVENT = "CV event: before (lt), during (eq) or after (gt) the event"
_RECIPIENT = "CV recipient: one or more parties or categories of the party"
_LOCATION = "CV virtualLocation: an Internet domain or IP address range"
_CUP, _ISO = "urn:ex:cup", "https://www.iso.org/obp/ui/#iso:code:3166:"


def _is(operand: str, value: object, **more: object) -> dict[str, object]:
    return {"context": {operand: value}, **more}


_ROWS: list[Row] = [
    ("the purpose", _PURPOSE, when("purpose", "eq", _P), _is("purpose", _P), "yes"),
    ("another purpose", _PURPOSE, when("purpose", "eq", _P), _is("purpose", "urn:ex:research"), "no"),
    ("no purpose", "IM: what cannot be determined is not known", when("purpose", "eq", _P), {}, "unknown"),
    (
        "an instance of the purpose",
        "CV isA: an instance of the right operand",
        when("purpose", "isA", _P),
        _is("purpose", "urn:ex:mine", **{"@graph": [{"@id": "urn:ex:mine", "@type": _P}]}),
        "yes",
    ),
    (
        "an instance of a narrower purpose",
        "CV isA",
        when("purpose", "isA", _P),
        _is(
            "purpose",
            "urn:ex:mine",
            **{
                "@graph": [
                    {"@id": "urn:ex:mine", "@type": "urn:ex:Mail"},
                    {"@id": "urn:ex:Mail", "skos:broader": {"@id": _P}},
                ]
            },
        ),
        "yes",
    ),
    (
        "an instance of something else",
        "CV isA",
        when("purpose", "isA", _P),
        _is("purpose", "urn:ex:mine", **{"@graph": [{"@id": "urn:ex:mine", "@type": "urn:ex:Other"}]}),
        "no",
    ),
    (
        "two purposes of which one is allowed",
        "IM 2.5.1: the rule must hold for what is asked",
        when("purpose", "eq", _P),
        _is("purpose", [_P, "urn:ex:research"]),
        "unknown",
    ),
    (
        "the country, by its address",
        _SPATIAL,
        when("spatial", "eq", f"{_ISO}PL"),
        _is("spatial", "PL"),
        "yes",
    ),
    ("another country", _SPATIAL, when("spatial", "eq", f"{_ISO}PL"), _is("spatial", f"{_ISO}DE"), "no"),
    ("a country in a region", "CV isPartOf", when("spatial", "isPartOf", "EU"), _is("spatial", "PL"), "yes"),
    (
        "a country outside a region",
        "CV isPartOf",
        when("spatial", "isPartOf", "EU"),
        _is("spatial", "US"),
        "no",
    ),
    ("a region has a country", "CV hasPart", when("spatial", "hasPart", "PL"), _is("spatial", "EU"), "yes"),
    (
        "not there, but there is asked for too",
        "CV neq; the area overlaps",
        when("spatial", "neq", "PL"),
        _is("spatial", "EU"),
        "unknown",
    ),
    (
        "none of the countries",
        "CV isNoneOf",
        when("spatial", "isNoneOf", ["PL", "DE"]),
        _is("spatial", "FR"),
        "yes",
    ),
    ("the draft's location", "FS location", when("spatial", "eq", "PL"), {"location": "PL"}, "yes"),
    ("the language", _LANGUAGE, when("language", "eq", "el"), _is("language", "el"), "yes"),
    ("a narrower tag, in any case", _LANGUAGE, when("language", "eq", "en"), _is("language", "EN-gb"), "yes"),
    ("a broader tag", _LANGUAGE, when("language", "eq", "en-GB"), _is("language", "en"), "no"),
    ("another language", _LANGUAGE, when("language", "neq", "en"), _is("language", "pl"), "yes"),
    ("the recipient", _RECIPIENT, when("recipient", "eq", ORG), _is("recipient", ORG), "yes"),
    (
        "a recipient of a category",
        _RECIPIENT,
        when("recipient", "isPartOf", ORG),
        _is("recipient", ALICE, partOf={ALICE: ORG}),
        "yes",
    ),
    (
        "a recipient outside the category",
        _RECIPIENT,
        when("recipient", "isPartOf", ORG),
        _is("recipient", ALICE, partOf={ALICE: "urn:ex:others"}),
        "no",
    ),
    ("after the event", _EVENT, when("event", "gt", _CUP), {"events": [_CUP]}, "yes"),
    ("not after an event that has not happened", _EVENT, when("event", "gt", _CUP), {"events": []}, "no"),
    ("before the event", _EVENT, when("event", "lt", _CUP), {"events": {_CUP: "upcoming"}}, "yes"),
    ("during the event", _EVENT, when("event", "eq", _CUP), {"events": {_CUP: "ongoing"}}, "yes"),
    ("no longer during it", _EVENT, when("event", "eq", _CUP), {"events": {_CUP: "over"}}, "no"),
    ("no longer before it", _EVENT, when("event", "lt", _CUP), {"events": {_CUP: "ongoing"}}, "no"),
    ("since the event began", _EVENT, when("event", "gteq", _CUP), {"events": {_CUP: "ongoing"}}, "yes"),
    (
        "an event of which nothing is known",
        _EVENT,
        when("event", "gt", _CUP),
        {"events": {"urn:ex:other": "over"}},
        "unknown",
    ),
    (
        "before the use itself",
        "IM example 15 / CV policyUsage",
        when("event", "lt", {"@id": "odrl:policyUsage"}),
        {},
        "yes",
    ),
    (
        "the delivery channel",
        "CV deliveryChannel",
        when("deliveryChannel", "eq", "urn:ex:mobile"),
        _is("deliveryChannel", "urn:ex:mobile"),
        "yes",
    ),
    (
        "another delivery channel",
        "CV deliveryChannel",
        when("deliveryChannel", "eq", "urn:ex:mobile"),
        _is("deliveryChannel", "urn:ex:print"),
        "no",
    ),
    (
        "one of the industries",
        "CV industry",
        when("industry", "isAnyOf", ["urn:ex:finance", "urn:ex:publishing"]),
        _is("industry", "urn:ex:publishing"),
        "yes",
    ),
    (
        "none of the industries",
        "CV industry",
        when("industry", "isAnyOf", ["urn:ex:finance"]),
        _is("industry", "urn:ex:publishing"),
        "no",
    ),
    (
        "the domain",
        _LOCATION,
        when("virtualLocation", "eq", "example.com"),
        _is("virtualLocation", "example.com"),
        "yes",
    ),
    (
        "a domain below",
        _LOCATION,
        when("virtualLocation", "isPartOf", "example.com"),
        _is("virtualLocation", "www.example.com"),
        "yes",
    ),
    (
        "a domain that only ends alike",
        _LOCATION,
        when("virtualLocation", "isPartOf", "example.com"),
        _is("virtualLocation", "badexample.com"),
        "no",
    ),
    (
        "an address in the range",
        _LOCATION,
        when("virtualLocation", "isPartOf", "10.0.0.0/8"),
        _is("virtualLocation", "10.1.2.3"),
        "yes",
    ),
    (
        "an address outside the range",
        _LOCATION,
        when("virtualLocation", "isPartOf", "10.0.0.0/8"),
        _is("virtualLocation", "192.0.2.1"),
        "no",
    ),
    ("media", "IM example 16: media online", when("media", "eq", "online"), _is("media", "online"), "yes"),
    (
        "a file format",
        "CV fileFormat",
        when("fileFormat", "eq", "image/jpeg"),
        _is("fileFormat", "image/png"),
        "no",
    ),
    (
        "the device",
        "CV systemDevice",
        when("systemDevice", "eq", "urn:ex:device"),
        _is("systemDevice", "urn:ex:device"),
        "yes",
    ),
    (
        "the product",
        "CV product",
        when("product", "eq", "XYZ Magazine"),
        _is("product", "XYZ Magazine"),
        "yes",
    ),
    (
        "an operand of somebody's own",
        "IM 2.5.1: left operands of profiles",
        when("urn:ex:dayOfWeek", "eq", "Sunday"),
        _is("urn:ex:dayOfWeek", "Sunday"),
        "yes",
    ),
]
CASES = [
    *constrained(_ROWS),
    Case(
        "the request states its purpose",
        "FS evaluation request: additional context, e.g. a purpose",
        permission(constraint=[when("purpose", "eq", _P)]),
        request={**PLAY, "purpose": _P},
        states=["active"],
    ),
    Case(
        "the state's word beats the request's",
        "FS: the state of the world describes the real world",
        prohibition(constraint=[when("spatial", "eq", "PL")]),
        request={**PLAY, "spatial": "DE"},
        state={"context": {"spatial": "PL"}},
        states=["active"],
    ),
    Case(
        "a value that the asset has",
        'IM 2.5.1: "the language constraint applies to the asset"',
        permission(constraint=[when("language", "eq", "pl")]),
        state={"properties": {"urn:ex:x": {"language": "pl"}}},
        states=["active"],
    ),
]
