"""Random ODRL documents over the whole Information Model, and the same documents in the shapes found in the wild."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from licensing.policy.terms import LEFT_OPERANDS, NAMESPACES, ODRL, OPERATORS, PROFILE

Json = dict[str, Any]

NAMES = ("urn:x:1", "urn:x:2", "https://example.org/a#b", "ra:site:example.org", "ex:one")
ACTIONS = ("use", "reproduce", "archive", "index", "ra:mine", "tdm:mine", "copy", "ex:dance", "cc:Sharing")
VALUES = (
    "PL",
    "news-reporting",
    "ra:purpose:editorial",
    "2026-01-01",
    "2026-01-01T00:00:00+01:00",
    "P3D",
    10,
    "0.5",
    True,
    "odrl:play",
    {"@value": "odrl:play"},
    {"@value": "7", "@type": "xsd:integer"},
    {"@value": "2026-01-01", "@type": "http://www.w3.org/2001/XMLSchema#date"},
    {"@id": "https://example.org/value"},
    "żółw",
    "",
)
STRANGE = ("ex:mood", "refinement", "urn:y:key", "constraints")


def some(strategy: st.SearchStrategy[Any], most: int = 2) -> st.SearchStrategy[list[Any]]:
    return st.lists(strategy, min_size=1, max_size=most)


def members(**given: st.SearchStrategy[Any]) -> st.SearchStrategy[Json]:
    """An object of some of these members."""
    return st.fixed_dictionaries({}, optional=given)


def atomic() -> st.SearchStrategy[Json]:
    return st.fixed_dictionaries(
        {
            "leftOperand": st.sampled_from([*sorted(LEFT_OPERANDS)[:6], "ra:words", "ex:mood"]),
            "operator": st.sampled_from(sorted(OPERATORS)),
        },
        optional={
            "rightOperand": some(st.sampled_from(VALUES)),
            "rightOperandReference": st.sampled_from(NAMES),
            "dataType": st.sampled_from(["xsd:integer", "xsd:date"]),
            "unit": st.sampled_from(["ra:word", "https://example.org/unit"]),
            "status": st.sampled_from(["3", 5]),
            "uid": st.sampled_from(NAMES),
            "ex:strange": st.just("x"),
        },
    )


def logical(operands: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    return st.builds(
        lambda operator, parts, more: {operator: {"@list": parts}} | more,
        st.sampled_from(["and", "or", "xone", "andSequence"]),
        some(operands),
        members(uid=st.sampled_from(NAMES)),
    )


CONSTRAINTS = some(st.recursive(atomic(), logical, max_leaves=3))


def actions() -> st.SearchStrategy[Any]:
    refined = st.builds(
        lambda name, more: {"rdf:value": {"@id": name}} | more,
        st.sampled_from(ACTIONS),
        members(refinement=CONSTRAINTS, **{"ex:mood": st.just(1), "constraint": st.just(1)}),
    )
    return some(st.sampled_from(ACTIONS) | refined, 3)


def nodes(collection: str) -> st.SearchStrategy[Any]:
    one = st.sampled_from(NAMES) | st.builds(
        lambda identity, more: identity | more,
        st.sampled_from(
            [
                {"uid": "urn:x:3"},
                {"source": "urn:x:4"},
                {"uid": "urn:x:3", "source": "urn:x:4"},
                {"uid": "urn:x:5", "@type": collection},
            ]
        ),
        members(refinement=CONSTRAINTS, partOf=some(st.sampled_from(NAMES)), **{"ex:mood": st.just(1)}),
    )
    return some(one)


def duties(depth: int = 1) -> st.SearchStrategy[Json]:
    optional: dict[str, st.SearchStrategy[Any]] = {
        "uid": st.sampled_from(NAMES),
        "constraint": CONSTRAINTS,
        "target": nodes("AssetCollection"),
        "assignee": nodes("PartyCollection"),
        "consentingParty": some(st.sampled_from(NAMES)),
        "informedParty": st.sampled_from(NAMES),
        "precondition": st.sampled_from([True, False, "true", "perhaps"]),
        "ex:mood": st.just(1),
    }
    if depth:
        optional["consequence"] = some(duties(depth - 1), 1)
    return st.fixed_dictionaries({"action": actions()}, optional=optional)


def rules(duty: str) -> st.SearchStrategy[Json]:
    return st.fixed_dictionaries(
        {"action": actions()},
        optional={
            "uid": st.sampled_from(NAMES),
            "target": nodes("AssetCollection"),
            "assigner": st.sampled_from(NAMES),
            "assignee": nodes("PartyCollection") | st.just([]),
            "constraint": CONSTRAINTS,
            duty: some(duties()),
            "fromClause": some(st.sampled_from(["C1", "C2", "odrl:use"])),
            **{name: st.just(1) for name in STRANGE},
        },
    )


def whole_documents() -> st.SearchStrategy[Json]:
    """Documents of every kind of part that the model has."""
    return st.fixed_dictionaries(
        {
            "@context": st.just("http://www.w3.org/ns/odrl.jsonld"),
            "@type": st.sampled_from(
                ["Set", "Offer", "Agreement", "Request", "Ticket", "Privacy", "Assertion"]
            ),
            "uid": st.sampled_from(NAMES),
        },
        optional={
            "profile": st.just([PROFILE]),
            "conflict": st.sampled_from(["perm", "prohibit", "invalid"]),
            "assigner": st.sampled_from(NAMES),
            "assignee": nodes("PartyCollection"),
            "target": nodes("AssetCollection"),
            "permission": some(rules("duty")),
            "prohibition": some(rules("remedy")),
            "obligation": some(rules("consequence")),
        },
    )


# --- shapes ----------------------------------------------------------------------------------------------------------

CONTEXTS: tuple[Any, ...] = (
    "http://www.w3.org/ns/odrl.jsonld",
    "https://www.w3.org/ns/odrl/2/",
    ["http://www.w3.org/ns/odrl.jsonld", {"dc": "http://purl.org/dc/terms/"}],
    ["https://www.w3.org/ns/odrl/2/ODRL22.json", "http://www.w3.org/ns/odrl.jsonld", {"o": ODRL}],
    {"odrl": ODRL, "@vocab": ODRL},
    None,
)
_LITERAL = {"@value", "fromClause"}
_NAMED = {
    "@type", "type", "action", "leftOperand", "operator", "conflict", "rdf:value", "unit", "dataType",
}  # fmt: skip


class Reshape:
    """Writes a document in another shape that means the same."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.context = draw(st.sampled_from(CONTEXTS))

    def document(self, document: Json) -> Json:
        made: Json = self.value("", {key: value for key, value in document.items() if key != "@context"})
        if self.draw(st.booleans()):
            made["dcterms:title"] = "a note that changes nothing"
        return {"@context": self.context, **made}

    def one_of(self, *choices: Any) -> Any:
        return self.draw(st.sampled_from(choices))

    def key(self, key: str) -> str:
        if key == "uid":
            return str(self.one_of("uid", "@id", "odrl:uid"))
        if key == "@type":
            return str(self.one_of("@type", "type"))
        if key.startswith("@"):
            return key
        if ":" in key:
            return str(self.one_of(key, self.full(key)))
        return str(self.one_of(key, f"odrl:{key}", ODRL + key))

    def full(self, name: str) -> str:
        prefix, _, rest = name.partition(":")
        return NAMESPACES[prefix] + rest if prefix in NAMESPACES else name

    def name(self, name: str) -> Any:
        written = [name, self.full(name)]
        if ":" not in name:
            written += [f"odrl:{name}", ODRL + name]
        if name in {"neq", "odrl:neq"}:
            written += ["neg", "odrl:neg", f"{ODRL}neg"]
        return self.one_of(*written)

    def value(self, key: str, value: Any) -> Any:
        if isinstance(value, list):
            inner = [self.value(key, one) for one in value]
            shapes = [inner] if key == "@list" else [inner, {"@list": inner}, {"@set": inner}]
            return self.one_of(*shapes, *(inner if len(inner) == 1 else ()))
        if isinstance(value, dict):
            if "@value" in value:
                return value
            return {self.key(name): self.value(name, inner) for name, inner in self.shuffled(value)}
        if key in _NAMED and isinstance(value, str):
            written = self.name(value)
            return self.one_of(written, {"@id": written}) if key != "@type" else written
        if isinstance(value, str) and key in {"@id", "assigner", "source", "partOf", "uid"}:
            return self.full(value)
        return value

    def shuffled(self, value: Json) -> list[tuple[str, Any]]:
        """Members in another order; what decides about the order of unknown terms stays in place."""
        items = list(value.items())
        return items if any(":" in key for key in value) else self.draw(st.permutations(items))


@st.composite
def shapes(draw: st.DrawFn) -> tuple[Json, Json]:
    """A document and the same one in another shape."""
    document = draw(whole_documents())
    return document, Reshape(draw).document(document)
