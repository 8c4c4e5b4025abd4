"""Logical constraints: or, xone, and, andSequence, nested, and what is unknown in each."""

from tests.odrl.tables import Case, Row, constrained, policy, when

_YES, _NO, _OPEN = (
    when("media", "eq", "online"),
    when("media", "eq", "print"),
    when("product", "eq", "magazine"),
)
_STATE = {"context": {"media": "online"}}
_OR = "IM 2.5.2 or: at least one must be satisfied"
_XONE = "IM 2.5.2 xone: only one, and not more, must be satisfied"
_AND = "IM 2.5.2 and: all must be satisfied"
_SEQ = "IM 2.5.2 andSequence: all, in their order"
_OPEN_ONE = "IM: what cannot be determined is not known, unless the rest decides"


def _list(*operands: object) -> dict[str, object]:
    return {"@list": list(operands)}


_ROWS: list[Row] = [
    (name, clause, {operator: {"@list": operands}}, _STATE, holds)
    for name, clause, operator, operands, holds in [
        ("or: one of two", _OR, "or", [_NO, _YES], "yes"),
        ("or: none", _OR, "or", [_NO, _NO], "no"),
        ("or: one and one unknown", _OPEN_ONE, "or", [_OPEN, _YES], "yes"),
        ("or: none and one unknown", _OPEN_ONE, "or", [_OPEN, _NO], "unknown"),
        ("xone: one of two", _XONE, "xone", [_NO, _YES], "yes"),
        ("xone: two of two", _XONE, "xone", [_YES, _YES], "no"),
        ("xone: two of three", _XONE, "xone", [_YES, _NO, _YES], "no"),
        ("xone: none", _XONE, "xone", [_NO, _NO], "no"),
        ("xone: one of three", _XONE, "xone", [_NO, _YES, _NO], "yes"),
        ("xone: one and one unknown", _OPEN_ONE, "xone", [_YES, _OPEN], "unknown"),
        ("xone: none and one unknown", _OPEN_ONE, "xone", [_NO, _OPEN], "unknown"),
        ("xone: two and one unknown", _OPEN_ONE, "xone", [_YES, _OPEN, _YES], "no"),
        ("and: both", _AND, "and", [_YES, _YES], "yes"),
        ("and: one of two", _AND, "and", [_YES, _NO], "no"),
        ("and: one and one unknown", _OPEN_ONE, "and", [_YES, _OPEN], "unknown"),
        ("and: one fails and one unknown", _OPEN_ONE, "and", [_NO, _OPEN], "no"),
        ("andSequence: both", _SEQ, "andSequence", [_YES, _YES], "yes"),
        ("andSequence: the first fails", _SEQ, "andSequence", [_NO, _YES], "no"),
        ("andSequence: the second fails", _SEQ, "andSequence", [_YES, _NO], "no"),
        ("andSequence: the first unknown", _OPEN_ONE, "andSequence", [_OPEN, _YES], "unknown"),
        (
            "or with and in it",
            "IM 2.5.2, nested",
            "or",
            [{"and": _list(_YES, _NO)}, {"and": _list(_YES, _YES)}],
            "yes",
        ),
        ("and with xone in it", "IM 2.5.2, nested", "and", [_YES, {"xone": _list(_YES, _YES)}], "no"),
        (
            "xone of or and and",
            "IM 2.5.2, nested",
            "xone",
            [{"or": _list(_NO, _YES)}, {"and": _list(_YES, _NO)}],
            "yes",
        ),
        (
            "unknown two levels down",
            _OPEN_ONE,
            "and",
            [_YES, {"or": _list({"xone": _list(_OPEN, _NO)}, _NO)}],
            "unknown",
        ),
    ]
]
CASES = [
    *constrained(_ROWS),
    *constrained(
        [
            ("operands as an array", "JSON-LD: several values", {"or": [_NO, _YES]}, _STATE, "yes"),
            ("one operand alone", "JSON-LD: one value", {"and": _YES}, _STATE, "yes"),
            (
                "the class is named",
                "IM 2.5.2: LogicalConstraint",
                {"@type": "LogicalConstraint", "odrl:or": _list(_NO, _YES)},
                _STATE,
                "yes",
            ),
        ]
    ),
    Case(
        "two constraints of a rule are a conjunction",
        "IM 2.5.3: all constraints must be satisfied",
        policy(permission=[{"target": "urn:ex:x", "action": "play", "constraint": [_YES, _NO]}]),
        state=_STATE,
        states=["inactive"],
    ),
    Case(
        "constraints of nodes of their own",
        "IM example 16: xone of two constraints that are named",
        {
            "@context": "http://www.w3.org/ns/odrl.jsonld",
            "@graph": [
                policy(
                    permission=[
                        {
                            "target": "urn:ex:x",
                            "action": "play",
                            "constraint": {"xone": _list({"@id": "urn:ex:c1"}, {"@id": "urn:ex:c2"})},
                        }
                    ]
                ),
                {"@type": "Constraint", "uid": "urn:ex:c1", **_YES},
                {"@type": "Constraint", "uid": "urn:ex:c2", **_NO},
            ],
        },
        state=_STATE,
        states=["active"],
    ),
    Case(
        "two operators in one constraint",
        "IM 2.5.2: one operand property",
        policy(
            permission=[{"target": "urn:ex:x", "action": "play", "constraint": {"or": [_YES], "and": [_YES]}}]
        ),
        unreadable="/permission/0/constraint/0",
    ),
    Case(
        "no operands",
        "IM 2.5.2: existing constraints",
        policy(permission=[{"target": "urn:ex:x", "action": "play", "constraint": {"or": {"@list": []}}}]),
        unreadable="/permission/0/constraint/0",
    ),
]
