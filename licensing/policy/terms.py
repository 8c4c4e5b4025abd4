"""Names of terms: full IRIs, prefixed and bare, all to one short form."""

from __future__ import annotations

from licensing.policy.vocabulary import actions

ODRL = "http://www.w3.org/ns/odrl/2/"
PROFILE = "urn:rights:profile:1"

NAMESPACES: dict[str, str] = {
    "odrl": ODRL,
    "ra": "urn:rights:",
    "tdm": "http://www.w3.org/ns/tdmrep#",
    "cc": "http://creativecommons.org/ns#",
    "ai": "urn:ietf:params:aipref:",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "schema": "http://schema.org/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
}
"""Prefixes that this core knows, with their namespaces."""


def shorten(iri: str) -> str:
    """An IRI of a known namespace as ``prefix:name`` (bare for ODRL); anything else unchanged."""
    if iri.startswith("odrl:"):
        return iri.removeprefix("odrl:")
    for prefix, namespace in NAMESPACES.items():
        if iri.startswith(namespace):
            name = iri.removeprefix(namespace)
            return name if prefix == "odrl" else f"{prefix}:{name}"
    return iri


def short_term(iri: str) -> str:
    """The short name of an action, operand or value, other vocabularies' names for it mapped to ours."""
    short = shorten(iri)
    return actions.ALIASES.get(short, short)


def operator_name(iri: str) -> str:
    """An operator's name; the published context maps ``neq`` to ``odrl:neg``, so both are read."""
    short = shorten(iri)
    return "neq" if short == "neg" else short
