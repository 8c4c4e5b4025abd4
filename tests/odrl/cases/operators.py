"""Every operator, with single values, lists and repeated operands."""

from tests.odrl.tables import Row, constrained, when

_A, _B, _C = "urn:ex:a", "urn:ex:b", "urn:ex:c"
_ANY = "CV isAnyOf: any of the right operand"
_ALL = "CV isAllOf: all of the right operand"
_NONE = "CV isNoneOf: none of the right operand"
_REF = "IM 2.5.1 rightOperandReference: must be dereferenced first, which is never done"


def _is(value: object) -> dict[str, object]:
    return {"context": {"industry": value}}


def _op(operator: object, right: object, **more: object) -> dict[str, object]:
    return when("industry", operator, right, **more)


_ROWS: list[Row] = [
    ("eq", "CV eq", _op("eq", _A), _is(_A), "yes"),
    ("eq of another", "CV eq", _op("eq", _A), _is(_B), "no"),
    ("neq", "CV neq", _op("neq", _A), _is(_B), "yes"),
    ("neq of the same", "CV neq", _op("neq", _A), _is(_A), "no"),
    ("odrl:neq in full", "CV neq", _op("http://www.w3.org/ns/odrl/2/neq", _A), _is(_B), "yes"),
    (
        "odrl:neg, as the published context maps it",
        "context of ODRL 2.2: neq is odrl:neg",
        _op("odrl:neg", _A),
        _is(_B),
        "yes",
    ),
    (
        "an operator as an object",
        "JSON-LD: a name is an @id",
        _op({"@id": "odrl:eq"}, {"@id": _A}),
        _is(_A),
        "yes",
    ),
    ("gt of names", "CV gt: names have no order", _op("gt", _A), _is(_B), "unknown"),
    ("gt", "CV gt", _op("gt", 5), _is(6), "yes"),
    ("gt at the limit", "CV gt", _op("gt", 5), _is(5), "no"),
    ("gteq at the limit", "CV gteq", _op("gteq", 5), _is("5.0"), "yes"),
    ("lt", "CV lt", _op("lt", 5), _is("4.999"), "yes"),
    ("lteq beyond", "CV lteq", _op("lteq", 5), _is(6), "no"),
    ("isA of itself", "CV isA", _op("isA", _A), _is(_A), "yes"),
    ("isPartOf", "CV isPartOf", _op("isPartOf", _C), {**_is(_A), "partOf": {_A: _B, _B: _C}}, "yes"),
    ("isPartOf of a stranger", "CV isPartOf", _op("isPartOf", _C), {**_is(_A), "partOf": {_A: _B}}, "no"),
    ("hasPart", "CV hasPart", _op("hasPart", _A), {**_is(_B), "partOf": {_A: _B}}, "yes"),
    ("hasPart of a stranger", "CV hasPart", _op("hasPart", _A), {**_is(_B), "partOf": {_A: _C}}, "no"),
    ("isAnyOf of a list", _ANY, _op("isAnyOf", [_A, _B]), _is(_B), "yes"),
    ("isAnyOf of an @list", _ANY, _op("isAnyOf", {"@list": [_A, _B]}), _is(_A), "yes"),
    ("isAnyOf of one value", _ANY, _op("isAnyOf", _A), _is(_A), "yes"),
    ("isAnyOf of others", _ANY, _op("isAnyOf", [_A, _B]), _is(_C), "no"),
    (
        "isAnyOf of a collection's member",
        _ANY,
        _op("isAnyOf", [_B, _C]),
        {**_is(_A), "partOf": {_A: _C}},
        "yes",
    ),
    ("isAllOf of a list", _ALL, _op("isAllOf", [_A, _B]), _is([_B, _A]), "yes"),
    ("isAllOf with one missing", _ALL, _op("isAllOf", [_A, _B]), _is(_A), "no"),
    ("isAllOf with one too many", _ALL, _op("isAllOf", [_A, _B]), _is([_A, _B, _C]), "yes"),
    ("isNoneOf of a list", _NONE, _op("isNoneOf", [_A, _B]), _is(_C), "yes"),
    ("isNoneOf with one of them", _NONE, _op("isNoneOf", [_A, _B]), _is([_C, _A]), "no"),
    (
        "isNoneOf of nothing stated",
        "IM: what cannot be determined is not known",
        _op("isNoneOf", [_A]),
        {},
        "unknown",
    ),
    (
        "eq of repeated operands is one of them",
        "IM 2.5.1 with a repeated rightOperand",
        _op("eq", [_A, _B]),
        _is(_B),
        "yes",
    ),
    (
        "neq of repeated operands is none of them",
        "IM 2.5.1 with a repeated rightOperand",
        _op("neq", [_A, _B]),
        _is(_B),
        "no",
    ),
    (
        "an order of repeated operands must hold alike",
        "IM 2.5.1: one right operand",
        _op("lt", [5, 9]),
        _is(7),
        "unknown",
    ),
    ("and may do so", "IM 2.5.1: one right operand", _op("lt", [5, 9]), _is(4), "yes"),
    (
        "an operator nobody knows",
        "IM 2.5.1: operators of the vocabulary or a profile",
        _op("urn:ex:like", _A),
        _is(_A),
        "unknown",
    ),
    (
        "a reference is kept and not followed",
        _REF,
        {"leftOperand": "industry", "operator": "eq", "rightOperandReference": _A},
        _is(_A),
        "unknown",
    ),
    (
        "a reference is not followed for neq either",
        _REF,
        {"leftOperand": "industry", "operator": "neq", "rightOperandReference": "urn:ex:z"},
        _is(_A),
        "unknown",
    ),
    (
        "no right operand at all",
        "IM 2.5.1: one rightOperand or rightOperandReference",
        {"leftOperand": "industry", "operator": "eq"},
        _is(_A),
        "unknown",
    ),
    (
        "a key that nobody knows",
        "IM 2.5.1: properties of a constraint",
        _op("eq", _A, **{"urn:ex:unless": "raining"}),
        _is(_A),
        "unknown",
    ),
    (
        "an annotation changes nothing",
        "IM 2.8: metadata",
        _op("eq", _A, **{"dcterms:description": "only a"}),
        _is(_A),
        "yes",
    ),
]
CASES = constrained(_ROWS)
