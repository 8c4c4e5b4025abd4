"""Names of terms: full IRIs, prefixed and bare, all to one short form."""

from __future__ import annotations

from licensing.policy.vocabulary import actions

ODRL = "http://www.w3.org/ns/odrl/2/"
PROFILE = "urn:rights:profile:1"
RIGHTSML = "https://iptc.org/std/RightsML/odrl-profile/"
"""The profile of IPTC RightsML 2.0, whose terms are those of the ODRL Common Vocabulary."""
CORE_PROFILES = frozenset(
    {PROFILE, RIGHTSML, "http://www.w3.org/ns/odrl/2/core", "https://www.w3.org/ns/odrl/2/core"}
)
"""Profiles that this core knows: ours, RightsML, and the name of the ODRL core itself."""

NAMESPACES: dict[str, str] = {
    "odrl": ODRL,
    "ra": "urn:rights:",
    "tdm": "http://www.w3.org/ns/tdmrep#",
    "cc": "http://creativecommons.org/ns#",
    "ai": "urn:ietf:params:aipref:",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dct": "http://purl.org/dc/terms/",
    "dcterms": "http://purl.org/dc/terms/",
    "schema": "http://schema.org/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "prov": "http://www.w3.org/ns/prov#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "adms": "http://www.w3.org/ns/adms#",
}
"""Prefixes that this core knows, with their namespaces."""

_SAME = {
    "https://creativecommons.org/ns#": "cc",
    "https://schema.org/": "schema",
    "https://www.w3.org/ns/odrl/2/": "odrl",
    "https://www.w3.org/ns/tdmrep#": "tdm",
}
_PREFIX_OF = {namespace: prefix for prefix, namespace in NAMESPACES.items()} | _SAME

OWN_TERMS = {"ra:fromClause": "fromClause", "ra:precondition": "precondition"}
"""Terms of our profile that documents write without a prefix."""

_PROPERTIES = (
    "permission prohibition obligation duty consequence remedy action target output relation assigner assignee function "
    "constraint refinement leftOperand operator rightOperand rightOperandReference dataType unit status uid profile "
    "conflict inheritFrom source partOf hasPolicy assignerOf assigneeOf includedIn implies and or xone andSequence "
    "Set Offer Agreement Request Ticket Privacy Assertion Policy Permission Prohibition Duty Rule Action Asset Party "
    "AssetCollection PartyCollection Constraint LogicalConstraint perm prohibit invalid"
).split()
OPERATORS = frozenset("eq neq gt gteq lt lteq isA hasPart isPartOf isAllOf isAnyOf isNoneOf".split())
"""The relational operators of the core."""

LEFT_OPERANDS = frozenset(
    "absolutePosition absoluteSpatialPosition absoluteTemporalPosition absoluteSize count dateTime delayPeriod "
    "deliveryChannel device elapsedTime event fileFormat industry language media meteredTime payAmount percentage "
    "product purpose recipient relativePosition relativeSpatialPosition relativeTemporalPosition relativeSize "
    "resolution spatial spatialCoordinates system systemDevice timeInterval unitOfCount version virtualLocation".split()
)
"""The left operands of the Common Vocabulary."""

ODRL_TERMS: dict[str, str] = {
    **{name: name for name in (*_PROPERTIES, *OPERATORS, *LEFT_OPERANDS)},
    **{name: name for name in actions.PARENTS if ":" not in name},
    **{name: actions.DEPRECATED[name] for name in actions.DEPRECATED},
    "neq": "neg",
    "fromClause": "ra:fromClause",
    "precondition": "ra:precondition",
}
"""Terms that no document may give another meaning, each with the second name under which contexts define it."""


def shorten(iri: str) -> str:
    """An IRI of a known namespace as ``prefix:name`` (bare for ODRL); anything else unchanged."""
    if iri.startswith("odrl:"):
        return iri.removeprefix("odrl:")
    cut = max(iri.rfind("#"), iri.rfind("/")) + 1
    prefix = _PREFIX_OF.get(iri[:cut]) if cut else None
    if prefix is not None:
        return iri[cut:] if prefix == "odrl" else f"{prefix}:{iri[cut:]}"
    if iri.startswith("urn:rights:"):
        return "ra:" + iri.removeprefix("urn:rights:")
    if iri.startswith("urn:ietf:params:aipref:"):
        return "ai:" + iri.removeprefix("urn:ietf:params:aipref:")
    return iri


def short_term(iri: str) -> str:
    """The short name of an action, other vocabularies' names for it mapped to ours."""
    short = shorten(iri)
    return actions.ALIASES.get(short, short)


def operator_name(iri: str) -> str:
    """An operator's name; the published context maps ``neq`` to ``odrl:neg``, so both are read."""
    short = shorten(iri)
    return "neq" if short == "neg" else short
