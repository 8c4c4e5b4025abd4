"""Expanded JSON-LD, other default vocabularies and metadata of other vocabularies."""

from tests.odrl.tables import ALICE, CONTEXT, Case, X, permission, policy

_EXPANDED = "JSON-LD: expanded documents hold lists of everything, a list of their own inside one"
_VOCAB = "JSON-LD @vocab: names members without a prefix that no context defines"
_OTHER = "IM 2.8: a policy may have metadata of other vocabularies; 2.3: so may a party (vcard:fn)"
_O, _EX = "http://www.w3.org/ns/odrl/2/", "https://w3id.org/edc/v0.0.1/ns/"
_MEDIA = {
    f"{_O}leftOperand": [{"@id": f"{_O}media"}],
    f"{_O}operator": [{"@id": f"{_O}eq"}],
    f"{_O}rightOperand": [{"@value": "online"}],
}
_WHOLE = [
    {
        "@id": "urn:ex:policy",
        "@type": [f"{_O}Set"],
        f"{_O}uid": [{"@id": "urn:ex:policy"}],
        f"{_O}permission": [
            {
                f"{_O}uid": [{"@id": "urn:ex:rule"}],
                f"{_O}target": [
                    {
                        "@type": [f"{_O}AssetCollection"],
                        f"{_O}source": [{"@id": "urn:ex:all"}],
                        f"{_O}refinement": [_MEDIA],
                    }
                ],
                f"{_O}action": [
                    {
                        "http://www.w3.org/1999/02/22-rdf-syntax-ns#value": [{"@id": f"{_O}play"}],
                        f"{_O}refinement": [_MEDIA],
                    }
                ],
                f"{_O}constraint": [{f"{_O}and": [{"@list": [_MEDIA, _MEDIA]}]}],
            }
        ],
    }
]
_STATE = {"partOf": {X: "urn:ex:all"}, "properties": {X: {"media": "online"}}}
_PREFIXED = {
    "@id": "urn:ex:policy",
    "@type": "odrl:Offer",
    "odrl:permission": {"odrl:target": {"@id": X}, "odrl:action": {"@id": "odrl:play"}},
    "odrl:prohibition": [],
}
_BARE = {"@id": "urn:ex:policy", "@type": "Set", "permission": [{"target": X, "action": "play"}]}

CASES = [
    Case(
        "a whole policy",
        _EXPANDED,
        _WHOLE,
        state={**_STATE, "context": {"media": "online"}},
        states=["active"],
    ),
    Case(
        "its list is read",
        _EXPANDED,
        _WHOLE,
        state={**_STATE, "context": {"media": "print"}},
        states=["inactive"],
    ),
    Case(
        "its refinements are read",
        _EXPANDED,
        _WHOLE,
        state={"context": {"media": "online"}},
        states=["inactive"],
    ),
    Case(
        "another default vocabulary and a prefix",
        _VOCAB,
        {"@context": {"@vocab": _EX, "odrl": _O}, **_PREFIXED},
        states=["active"],
    ),
    Case(
        "rules in another vocabulary are no rules of ODRL",
        _VOCAB,
        {"@context": {"@vocab": _EX}, **_BARE},
        unreadable=f"/{_EX}permission",
    ),
    Case(
        "a vocabulary that ends without a mark",
        _VOCAB,
        {"@context": {"@vocab": "urn:ex"}, **_BARE},
        unreadable="/urn:expermission",
    ),
    Case(
        "ODRL's terms come first",
        _VOCAB,
        {"@context": [CONTEXT, {"@vocab": _EX}], **_BARE},
        states=["active"],
    ),
    Case("ODRL as the default vocabulary", _VOCAB, {"@context": {"@vocab": _O}, **_BARE}, states=["active"]),
    Case("ODRL by its prefix", _VOCAB, {"@context": {"@vocab": "odrl:"}, **_BARE}, states=["active"]),
    Case(
        "metadata of a party",
        _OTHER,
        permission(assignee={"@id": ALICE, "http://example.org/age": 20}),
        states=["active"],
    ),
    Case(
        "a property without a vocabulary may mean anything",
        "docs: what is not understood inside a rule leaves it unknown",
        permission(assignee={"@id": ALICE, "except": "urn:ex:bob"}),
        states=["unknown"],
    ),
    Case(
        "provenance of a policy",
        _OTHER,
        policy(
            **{"http://www.w3.org/ns/prov#wasAttributedTo": {"@id": ALICE}, "owl:versionInfo": "1"},
            permission=[{"target": X, "action": "play"}],
        ),
        states=["active"],
    ),
]
