"""Documents as they are found in the wild: classes, contexts, prefixes, literals and names."""

from tests.odrl.tables import CONTEXT, Case, X, Y, policy, when

_ODRL = "http://www.w3.org/ns/odrl/2/"
_PLAY = {"permission": [{"action": "play", "target": X}]}

CASES = [
    Case(
        "type list",
        "JSON-LD",
        {**policy(**_PLAY), "@type": ["odrl:Policy", "odrl:Set", "http://creativecommons.org/ns#License"]},
        states=["active"],
    ),
    Case(
        "rule type list",
        "JSON-LD",
        policy(permission=[{"@type": ["Permission", "odrl:Rule"], "action": "play", "target": X}]),
        states=["active"],
    ),
    Case(
        "rule typed as prohibition under permission",
        "IM 2.6 rules are disjoint",
        policy(permission=[{"@type": "Prohibition", "action": "play", "target": X}]),
        result="unknown",
    ),
    Case(
        "lang tagged description",
        "IM 2.8",
        policy(**{"dcterms:description": {"@value": "x", "@language": "en"}}, **_PLAY),
        states=["active"],
    ),
    Case(
        "context only prefix",
        "JSON-LD",
        {
            "@context": {"odrl": _ODRL},
            "@type": "odrl:Set",
            "odrl:uid": {"@id": "urn:p"},
            "odrl:permission": {"odrl:action": {"@id": "odrl:play"}, "odrl:target": {"@id": X}},
        },
        states=["active"],
    ),
    Case(
        "context vocab",
        "JSON-LD",
        {
            "@context": {"@vocab": _ODRL},
            "@type": "Set",
            "uid": "urn:p",
            "permission": {"action": "play", "target": X},
        },
        states=["active"],
    ),
    Case(
        "context with typed terms",
        "JSON-LD",
        {
            "@context": [CONTEXT, {"target": {"@type": "@id", "@id": "odrl:target"}}],
            "@type": "Set",
            "uid": "urn:p",
            "permission": {"action": "play", "target": X},
        },
        states=["active"],
    ),
    Case(
        "https namespace",
        "wild",
        {
            "@context": "https://www.w3.org/ns/odrl.jsonld",
            "@type": "Set",
            "uid": "urn:p",
            "permission": {"action": "https://www.w3.org/ns/odrl/2/play", "target": X},
        },
        states=["active"],
    ),
    Case(
        "relative iri target",
        "docs",
        policy(permission=[{"action": "play", "target": "photos/7"}]),
        request={"action": "play", "target": "photos/7"},
        states=["active"],
    ),
    Case(
        "base ignored",
        "docs",
        {
            **policy(permission=[{"action": "play", "target": "photos/7"}]),
            "@context": [CONTEXT, {"@base": "http://ex.org/"}],
        },
        request={"action": "play", "target": "http://ex.org/photos/7"},
        result="not-permitted",
    ),
    Case("uid and @id agree", "JSON-LD", {**policy(**_PLAY), "@id": "urn:ex:policy"}, states=["active"]),
    Case(
        "@set of constraints",
        "JSON-LD",
        policy(
            permission=[
                {
                    "action": "play",
                    "target": X,
                    "constraint": {"@set": [when("media", "eq", "a"), when("media", "neq", "b")]},
                }
            ]
        ),
        state={"context": {"media": "a"}},
        states=["active"],
    ),
    Case(
        "target list with @list",
        "JSON-LD",
        policy(permission=[{"action": "play", "target": {"@list": [X, Y]}}]),
        states=["active"],
    ),
    Case(
        "operand as @value string IRI",
        "JSON-LD",
        policy(
            permission=[
                {
                    "action": "play",
                    "target": X,
                    "constraint": when("purpose", "eq", {"@value": "urn:ex:a", "@type": "xsd:anyURI"}),
                }
            ]
        ),
        state={"context": {"purpose": {"@id": "urn:ex:a"}}},
        states=["active"],
    ),
    Case(
        "typed as @id",
        "JSON-LD",
        policy(
            permission=[
                {
                    "action": "play",
                    "target": X,
                    "constraint": when("purpose", "eq", {"@value": "urn:ex:a", "@type": "@id"}),
                }
            ]
        ),
        state={"context": {"purpose": "urn:ex:a"}},
        states=["active"],
    ),
    Case(
        "prefixed right operand",
        "JSON-LD",
        {
            **policy(
                permission=[
                    {
                        "action": "play",
                        "target": X,
                        "constraint": when("purpose", "eq", {"@id": "dpv:Research"}),
                    }
                ]
            ),
            "@context": [CONTEXT, {"dpv": "https://w3id.org/dpv#"}],
        },
        state={"context": {"purpose": "https://w3id.org/dpv#Research"}},
        states=["active"],
    ),
    Case(
        "prefixed right operand as a string",
        "JSON-LD",
        {
            **policy(
                permission=[
                    {"action": "play", "target": X, "constraint": when("purpose", "eq", "dpv:Research")}
                ]
            ),
            "@context": [CONTEXT, {"dpv": "https://w3id.org/dpv#"}],
        },
        state={"context": {"purpose": "https://w3id.org/dpv#Research"}},
        states=["active"],
    ),
    Case(
        "action node with type",
        "IM 2.5.4",
        policy(permission=[{"target": X, "action": {"@type": "Action", "rdf:value": {"@id": "odrl:play"}}}]),
        states=["active"],
    ),
    Case(
        "action by @id with refinement",
        "wild",
        policy(
            permission=[{"target": X, "action": {"@id": "odrl:play", "refinement": when("media", "eq", "a")}}]
        ),
        state={"context": {"media": "b"}},
        states=["inactive"],
    ),
    Case(
        "rdf:value as string",
        "wild",
        policy(
            permission=[
                {"target": X, "action": {"rdf:value": "odrl:play", "refinement": when("media", "eq", "a")}}
            ]
        ),
        state={"context": {"media": "a"}},
        states=["active"],
    ),
    Case(
        "andSequence keeps order in report",
        "IM 2.5.2",
        policy(
            permission=[
                {
                    "action": "play",
                    "target": X,
                    "constraint": {
                        "andSequence": {
                            "@list": [when("event", "gt", "urn:ex:e1"), when("event", "gt", "urn:ex:e2")]
                        }
                    },
                }
            ]
        ),
        state={"events": ["urn:ex:e1", "urn:ex:e2"]},
        states=["active"],
    ),
    Case(
        "xone in or in and",
        "IM 2.5.2",
        policy(
            permission=[
                {
                    "action": "play",
                    "target": X,
                    "constraint": {
                        "and": {
                            "@list": [
                                {
                                    "or": {
                                        "@list": [
                                            {
                                                "xone": {
                                                    "@list": [
                                                        when("media", "eq", "a"),
                                                        when("media", "eq", "b"),
                                                    ]
                                                }
                                            },
                                            when("media", "eq", "c"),
                                        ]
                                    }
                                },
                                when("media", "neq", "d"),
                            ]
                        }
                    },
                }
            ]
        ),
        state={"context": {"media": "b"}},
        states=["active"],
    ),
]
