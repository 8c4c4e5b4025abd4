"""Duties with constraints: when they are in effect, in time or too late."""

from tests.odrl.tables import NOON, Case, permission, typed, when

_FULFILLED = "IM 2.6.3: fulfilled if its constraints are satisfied and its action, as refined, was exercised"
_E88 = "FS E88: a condition that is not active lets the permission be active"
_DUTY, _OTHER = "urn:ex:duty", "urn:ex:other"
_SUNDAY = when("urn:ex:dayOfWeek", "eq", "Sunday")


def _duty(**more: object) -> dict[str, object]:
    return {"uid": _DUTY, "action": "compensate", **more}


def _conditioned(duty: object) -> dict[str, object]:
    return permission(duty=duty)


def _row(
    name: str, clause: str, duty: object, state: object, active: str, *duties: str, **more: object
) -> Case:
    return Case(name, clause, _conditioned(duty), state=state, states=[active], duties=duties or None, **more)  # type: ignore[arg-type]


_LATE = when("dateTime", "lteq", typed("2024-05-31Z", "date"))

CASES = [
    _row(
        "performed, and whether its constraint held is unknown",
        _FULFILLED,
        _duty(constraint=[_SUNDAY]),
        {"performed": ["compensate"]},
        "unknown",
        "unknown",
    ),
    _row(
        "its constraint fails",
        _E88,
        _duty(constraint=[_SUNDAY]),
        {"context": {"urn:ex:dayOfWeek": "Monday"}},
        "active",
        "not-set",
        activations=["inactive"],
    ),
    _row(
        "its constraint holds and it is not performed",
        _E88,
        _duty(constraint=[_SUNDAY]),
        {"context": {"urn:ex:dayOfWeek": "Sunday"}},
        "inactive",
        "not-set",
        activations=["active"],
    ),
    _row(
        "its constraint holds and it is performed",
        _E88,
        _duty(constraint=[_SUNDAY]),
        {"context": {"urn:ex:dayOfWeek": "Sunday"}, "performed": ["compensate"]},
        "active",
        "fulfilled",
    ),
    _row(
        "whether its constraint holds is unknown",
        "IM: what cannot be determined is not known",
        _duty(constraint=[_SUNDAY]),
        {},
        "unknown",
        "unknown",
        activations=["unknown"],
    ),
    _row(
        "in time",
        _FULFILLED,
        _duty(constraint=[_LATE]),
        {"currentTime": NOON, "performed": [{"action": "compensate", "at": "2024-05-30T00:00:00Z"}]},
        "active",
        "fulfilled",
    ),
    _row(
        "too late",
        _FULFILLED,
        _duty(constraint=[_LATE]),
        {"currentTime": NOON, "performed": [{"action": "compensate", "at": "2024-06-01T00:00:00Z"}]},
        "inactive",
        "violated",
    ),
    _row(
        "never, and the last moment has passed",
        "FS: violated when it can no longer be performed",
        _duty(constraint=[_LATE]),
        {"currentTime": NOON, "performed": []},
        "inactive",
        "violated",
    ),
    _row(
        "some time, and the last moment has passed",
        _FULFILLED,
        _duty(constraint=[_LATE]),
        {"currentTime": NOON, "performed": ["compensate"]},
        "unknown",
        "unknown",
    ),
    _row(
        "due only from tomorrow on",
        _E88,
        _duty(constraint=[when("dateTime", "gt", "2024-06-02T00:00:00Z")]),
        {"currentTime": NOON},
        "active",
        "not-set",
        activations=["inactive"],
    ),
    _row(
        "payment before the use, not yet made",
        "IM example 15: event lt policyUsage",
        _duty(constraint=[when("event", "lt", {"@id": "odrl:policyUsage"})]),
        {"performed": []},
        "inactive",
        "not-set",
    ),
    _row(
        "payment before the use, made",
        "IM example 15: event lt policyUsage",
        _duty(constraint=[when("event", "lt", {"@id": "odrl:policyUsage"})]),
        {"performed": ["compensate"]},
        "active",
        "fulfilled",
    ),
]
