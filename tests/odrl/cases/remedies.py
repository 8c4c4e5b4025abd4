"""Prohibitions that were violated, and their remedies."""

from tests.odrl.tables import (
    ALICE,
    BOB,
    NOON,
    ORG,
    Case,
    X,
    policy,
    typed,
    when,
)

_REMEDY = "IM 2.6.7: a violated prohibition whose remedies are all fulfilled is no longer infringed"
_E55 = "FS E55: archive is prohibited before 2025-01-01"
_FIX, _BAN = "urn:ex:remedy", "urn:ex:ban"
_DELETE = {"uid": _FIX, "action": "delete"}


def _ban(**more: object) -> dict[str, object]:
    return policy(prohibition=[{"uid": _BAN, "target": X, "action": "archive", "assignee": ALICE, **more}])


def _archived(**more: object) -> dict[str, list[object]]:
    return {"performed": [{"action": "archive", "target": X, "assignee": ALICE, **more}]}


_BEFORE_2025 = [when("dateTime", "lt", typed("2025-01-01", "date"))]

CASES = [
    Case(
        "a prohibition nobody violated",
        _E55,
        _ban(constraint=_BEFORE_2025),
        state={"currentTime": NOON, "performed": []},
        deontic=["not-set"],
        effective=[True],
    ),
    Case(
        "a prohibition violated",
        _E55,
        _ban(constraint=_BEFORE_2025),
        state={"currentTime": NOON, **_archived(at="2024-05-01T00:00:00Z")},
        deontic=["violated"],
        effective=[True],
    ),
    Case(
        "performed when it no longer held",
        _E55,
        _ban(constraint=_BEFORE_2025),
        state={"currentTime": "2025-06-01T00:00:00Z", **_archived(at="2025-03-01T00:00:00Z")},
        deontic=["not-set"],
        effective=[False],
    ),
    Case(
        "violated while it held, though it holds no more",
        _E55,
        _ban(constraint=_BEFORE_2025),
        state={"currentTime": "2025-06-01T00:00:00Z", **_archived(at="2024-03-01T00:00:00Z")},
        deontic=["violated"],
        states=["inactive"],
    ),
    Case(
        "performed by somebody it does not bind",
        _E55,
        _ban(),
        state=_archived(assignee=BOB),
        deontic=["not-set"],
    ),
    Case("performed on another asset", _E55, _ban(), state=_archived(target="urn:ex:y"), deontic=["not-set"]),
    Case(
        "performed by nobody knows whom",
        "IM: what cannot be determined is not known",
        _ban(),
        state={"performed": [{"action": "archive", "target": X}]},
        deontic=["unknown"],
    ),
    Case(
        "violated by a narrower action",
        "IM 2.4: an action includes the narrower ones",
        _ban(action="use"),
        state=_archived(),
        deontic=["violated"],
    ),
    Case(
        "a remedy is not due before the violation",
        _REMEDY,
        _ban(remedy=[_DELETE]),
        state={"performed": []},
        deontic=["not-set"],
        duties=["not-set"],
        activations=["inactive"],
    ),
    Case(
        "violated, the remedy open",
        _REMEDY,
        _ban(remedy=[_DELETE]),
        state=_archived(),
        deontic=["violated"],
        duties=["not-set"],
        activations=["active"],
    ),
    Case(
        "violated and remedied",
        _REMEDY,
        _ban(remedy=[_DELETE]),
        state={"performed": [*_archived()["performed"], {"action": "delete"}]},
        deontic=["remedied"],
        duties=["fulfilled"],
    ),
    Case(
        "reported violated and remedied",
        _REMEDY,
        _ban(remedy=[_DELETE]),
        state={"duties": {_BAN: "violated", _FIX: "fulfilled"}},
        deontic=["remedied"],
    ),
    Case(
        "one of two remedies",
        _REMEDY,
        _ban(remedy=[_DELETE, {"uid": "urn:ex:more", "action": "inform"}]),
        state={"duties": {_BAN: "violated", _FIX: "fulfilled"}},
        deontic=["violated"],
        duties=["fulfilled", "not-set"],
    ),
    Case(
        "violated without any remedy",
        _REMEDY,
        _ban(),
        state={"duties": {_BAN: "violated"}},
        deontic=["violated"],
    ),
    Case(
        "a remedied prohibition still prohibits",
        _REMEDY,
        _ban(remedy=[_DELETE]),
        request={"action": "archive", "target": X, "assignee": ALICE},
        state={"duties": {_BAN: "violated", _FIX: "fulfilled"}},
        states=["active"],
        result="prohibited",
    ),
    Case(
        "a remedy with the informed party",
        "CV informedParty",
        _ban(remedy=[{"uid": _FIX, "action": "inform", "informedParty": ORG}]),
        state={"duties": {_BAN: "violated"}, "performed": [{"action": "inform", "informedParty": BOB}]},
        deontic=["violated"],
    ),
]
