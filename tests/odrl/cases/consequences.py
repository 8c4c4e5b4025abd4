"""Consequences of duties, and what the readings say of duties."""

from tests.odrl.tables import Case, permission

_CONSEQUENCE = "IM 2.6.6: if it is not fulfilled, it and its consequence must all be fulfilled"
_DUTY, _OTHER = "urn:ex:duty", "urn:ex:other"


def _duty(**more: object) -> dict[str, object]:
    return {"uid": _DUTY, "action": "compensate", **more}


def _conditioned(duty: object) -> dict[str, object]:
    return permission(duty=duty)


def _row(
    name: str, clause: str, duty: object, state: object, active: str, *duties: str, **more: object
) -> Case:
    return Case(name, clause, _conditioned(duty), state=state, states=[active], duties=duties or None, **more)  # type: ignore[arg-type]


CASES = [
    _row("violated", _CONSEQUENCE, _duty(), {"duties": {_DUTY: "violated"}}, "inactive", "violated"),
    _row(
        "violated, its consequence fulfilled alone",
        _CONSEQUENCE,
        _duty(consequence=[{"uid": _OTHER, "action": "delete"}]),
        {"violated": [_DUTY], "fulfilled": [_OTHER]},
        "inactive",
        "violated",
    ),
    _row(
        "violated, then fulfilled, its consequence open",
        _CONSEQUENCE,
        _duty(consequence=[{"uid": _OTHER, "action": "delete"}]),
        {"violated": [_DUTY], "fulfilled": [_DUTY]},
        "inactive",
        "violated",
    ),
    _row(
        "violated, then it and its consequence fulfilled",
        _CONSEQUENCE,
        _duty(consequence=[{"uid": _OTHER, "action": "delete"}]),
        {"violated": [_DUTY], "fulfilled": [_DUTY, _OTHER]},
        "active",
        "fulfilled",
    ),
    _row(
        "fulfilled in the first place, its consequence is nobody's concern",
        _CONSEQUENCE,
        _duty(consequence=[{"uid": _OTHER, "action": "delete"}]),
        {"fulfilled": [_DUTY]},
        "active",
        "fulfilled",
    ),
    _row(
        "fulfilled and violated at once, and nothing to mend it",
        "IM 2.6.6; the reports contradict each other",
        _duty(),
        {"duties": {_DUTY: ["fulfilled", "violated"]}},
        "unknown",
        "fulfilled",
    ),
    _row(
        "a consequence of a consequence",
        "IM 2.6.6, nested",
        _duty(
            consequence=[
                {
                    "uid": _OTHER,
                    "action": "delete",
                    "consequence": [{"uid": "urn:ex:last", "action": "inform"}],
                }
            ]
        ),
        {"violated": [_DUTY, _OTHER], "fulfilled": [_DUTY, _OTHER]},
        "inactive",
        "violated",
    ),
    _row(
        "the consequence of a consequence fulfilled",
        "IM 2.6.6, nested",
        _duty(
            consequence=[
                {
                    "uid": _OTHER,
                    "action": "delete",
                    "consequence": [{"uid": "urn:ex:last", "action": "inform"}],
                }
            ]
        ),
        {"violated": [_DUTY, _OTHER], "fulfilled": [_DUTY, _OTHER, "urn:ex:last"]},
        "active",
        "fulfilled",
    ),
    _row(
        "a duty with a part that nobody knows",
        "semantics.md 1: unknown is never permitted",
        _duty(**{"urn:ex:unless": "raining"}),
        {"fulfilled": [_DUTY]},
        "unknown",
        "fulfilled",
    ),
    _row(
        "an action that nobody knows, fulfilled",
        "semantics.md 1: unknown is never permitted",
        {"uid": _DUTY, "action": "urn:ex:dance"},
        {"fulfilled": [_DUTY]},
        "unknown",
        "fulfilled",
    ),
    _row(
        "under our own semantics an attribution is an obligation",
        "semantics.md 1: obtainConsent, compensate and acceptTracking come first",
        _duty(action="attribute"),
        {},
        "active",
        reading="semantics",
    ),
    _row(
        "under our own semantics a payment comes first",
        "semantics.md 1",
        _duty(),
        {},
        "inactive",
        reading="semantics",
    ),
    _row(
        "under our own semantics a duty that is marked comes first",
        "semantics.md 1, ra:precondition",
        _duty(action="attribute", precondition=True),
        {},
        "inactive",
        reading="semantics",
    ),
    _row(
        "as the public suite reads it, a duty may still be fulfilled",
        "cases 059 and 065 of the public suite",
        _duty(),
        {"duties": {_DUTY: "not-set"}},
        "active",
        reading="suite",
    ),
    _row(
        "as the public suite reads it, a violated duty is in the way",
        "case 061 of the public suite",
        _duty(),
        {"duties": {_DUTY: "violated"}},
        "inactive",
        reading="suite",
    ),
]
