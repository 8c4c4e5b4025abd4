"""The order in which things were done: conditions that were skipped, deadlines that were missed, remedies that came first."""

from tests.odrl.tables import ALICE, BOB, NOON, ORG, Case, Data, X, Y, policy, when

_SKIPPED = "IM example 23: who distributes without fulfilling the duty owes the consequence too"
_FINAL = "IM 2.6.6: all consequences MUST also be fulfilled to set the final state to fulfilled"
_LATE = "IM 2.6.3, note: after the consequence was triggered the original duty can still be satisfied"
_REMEDY = "IM 2.6.7: a remedy addresses the infringement"
_ATTRIBUTE = {
    "uid": "urn:ex:attribution",
    "action": "attribute",
    "attributedParty": "urn:ex:government",
    "consequence": [
        {"uid": "urn:ex:tracking", "action": "acceptTracking", "trackingParty": "urn:ex:department"}
    ],
}
_AGREEMENT = policy(
    permission=[
        {"target": X, "assigner": ORG, "assignee": ALICE, "action": "distribute", "duty": [_ATTRIBUTE]}
    ]
)
_ASK = {"action": "distribute", "target": X, "assignee": ALICE}
_NOW = {"currentTime": NOON}


def _done(*actions: Data) -> dict[str, object]:
    return {**_NOW, "performed": [{"assignee": ALICE, **one} for one in actions]}


def _on(day: int, action: str, **more: object) -> dict[str, object]:
    return {"action": action, "target": X, "at": f"2024-01-{day:02}T00:00:00Z", **more}


def _skip(name: str, state: Data, active: str, duty: str, **more: object) -> Case:
    return Case(name, _SKIPPED, _AGREEMENT, request=_ASK, state=state, states=[active], duties=[duty], **more)  # type: ignore[arg-type]


_BY_MARCH = when("dateTime", "lt", "2024-03-01T00:00:00Z")
_FINE = {"uid": "urn:ex:fine", "action": "compensate"}


def _owed(*consequences: Data, **more: object) -> dict[str, object]:
    duty = {"uid": "urn:ex:owed", "assignee": ALICE, "action": "delete", "constraint": [_BY_MARCH], **more}
    return policy(obligation=[{**duty, "consequence": list(consequences)}])


def _in(month: int, action: str) -> dict[str, object]:
    return {"action": action, "at": f"2024-{month:02}-01T00:00:00Z"}


def _miss(name: str, state: Data, deontic: str, document: object = None, clause: str = _LATE) -> Case:
    return Case(name, clause, document or _owed(_FINE), state=state, deontic=[deontic])


def _ban(**more: object) -> dict[str, object]:
    fix = {"uid": "urn:ex:fix", "action": "anonymize", "target": X, **more}
    return policy(
        prohibition=[
            {"uid": "urn:ex:ban", "target": X, "assignee": ALICE, "action": "index", "remedy": [fix]}
        ]
    )


def _fix(name: str, state: Data, deontic: str, **more: object) -> Case:
    return Case(name, _REMEDY, _ban(**more), state=state, deontic=[deontic])


_INDEXED, _FIXED = _on(1, "index"), _on(2, "anonymize")
_WITH_DUTY = {"uid": "urn:ex:d", "action": "inform", "constraint": [_BY_MARCH], "consequence": [_FINE]}


def _conditioned(name: str, state: Data, active: str, duty: str) -> Case:
    document = policy(permission=[{**_ASK, "duty": [_WITH_DUTY]}])
    return Case(name, _LATE, document, request=_ASK, state=state, states=[active], duties=[duty])


CASES = [
    _skip("nothing was done", _done(), "inactive", "not-set"),
    _skip("attributed", _done({"action": "attribute"}), "active", "fulfilled"),
    _skip(
        "attributed, then distributed",
        _done(_on(1, "attribute"), _on(2, "distribute")),
        "active",
        "fulfilled",
    ),
    _skip("distributed without attribution", _done(_on(1, "distribute")), "inactive", "violated"),
    _skip(
        "distributed, attributed afterwards, not tracked",
        _done(_on(1, "distribute"), _on(2, "attribute")),
        "inactive",
        "violated",
    ),
    _skip(
        "distributed, attributed afterwards and tracked",
        _done(_on(1, "distribute"), _on(2, "attribute"), _on(3, "acceptTracking")),
        "active",
        "fulfilled",
    ),
    _skip(
        "distributed, tracked but never attributed",
        _done(_on(1, "distribute"), _on(3, "acceptTracking")),
        "inactive",
        "violated",
    ),
    _skip(
        "tracked before there was a reason",
        _done(_on(1, "acceptTracking"), _on(2, "distribute"), _on(3, "attribute")),
        "inactive",
        "violated",
    ),
    _skip(
        "distributed and attributed, nobody says in which order",
        _done({"action": "distribute", "target": X}, {"action": "attribute"}),
        "unknown",
        "unknown",
    ),
    _skip(
        "distributed, and reported as fulfilled in the end",
        {**_done({"action": "distribute", "target": X}), "duties": {"urn:ex:attribution": "fulfilled"}},
        "active",
        "fulfilled",
    ),
    _skip("somebody else distributed", _done(_on(1, "distribute", assignee=BOB)), "inactive", "not-set"),
    _skip("another asset was distributed", _done(_on(1, "distribute", target=Y)), "inactive", "not-set"),
    _skip(
        "attributed to somebody else",
        _done({"action": "attribute", "attributedParty": "urn:ex:else"}),
        "inactive",
        "not-set",
    ),
    _miss("in time", _done(_in(2, "delete")), "fulfilled"),
    _miss("never", _done(), "violated"),
    _miss("late, the fine unpaid", _done(_in(4, "delete")), "violated"),
    _miss("never, the fine paid", _done(_in(4, "compensate")), "violated"),
    _miss("late, the fine paid", _done(_in(4, "delete"), _in(5, "compensate")), "fulfilled"),
    _miss(
        "late, something paid before it was due", _done(_in(1, "compensate"), _in(4, "delete")), "violated"
    ),
    _miss(
        "late, and there is no consequence that would mend it", _done(_in(4, "delete")), "violated", _owed()
    ),
    _miss(
        "reported violated and then fulfilled, the fine open",
        {**_NOW, "duties": {"urn:ex:owed": ["violated", "fulfilled"]}},
        "violated",
        clause=_FINAL,
    ),
    _miss(
        "reported violated and then fulfilled, the fine too",
        {**_NOW, "duties": {"urn:ex:owed": ["violated", "fulfilled"], "urn:ex:fine": "fulfilled"}},
        "fulfilled",
        clause=_FINAL,
    ),
    _miss(
        "two consequences, one open",
        {**_done(_in(4, "delete")), "duties": {"urn:ex:fine": "fulfilled"}},
        "violated",
        _owed(_FINE, {"uid": "urn:ex:apology", "action": "inform"}),
        clause=_FINAL,
    ),
    Case(
        "a fine that is not due yet",
        _FINAL,
        _owed({**_FINE, "constraint": [when("dateTime", "lt", "2025-01-01T00:00:00Z")]}),
        state=_done(),
        deontic=["violated"],
        duties=["not-set"],
        activations=["active"],
    ),
    Case(
        "a fine whose own deadline has passed",
        _FINAL,
        _owed({**_FINE, "constraint": [when("dateTime", "lt", "2024-05-01T00:00:00Z")]}),
        state=_done(),
        deontic=["violated"],
        duties=["violated"],
    ),
    _miss(
        "more time has elapsed than there was",
        {"performed": [], "context": {"elapsedTime": "P31D"}},
        "violated",
        _owed(constraint=[when("elapsedTime", "lteq", "P30D")]),
        clause="FS obligations: violated when it can no longer be performed; CV elapsedTime",
    ),
    _miss(
        "less time has elapsed than there is",
        {"performed": [], "context": {"elapsedTime": "P29D"}},
        "not-set",
        _owed(constraint=[when("elapsedTime", "lteq", "P30D")]),
        clause="FS obligations: not set while it can be performed; CV elapsedTime",
    ),
    _conditioned("a condition never met", _done(), "inactive", "violated"),
    _conditioned("a condition met late", _done(_in(4, "inform")), "inactive", "violated"),
    _conditioned(
        "a condition met late and paid for",
        _done(_in(4, "inform"), _in(5, "compensate")),
        "active",
        "fulfilled",
    ),
    _conditioned("a condition never met but paid for", _done(_in(5, "compensate")), "inactive", "violated"),
    _fix("indexed", _done(_INDEXED), "violated"),
    _fix("indexed, then anonymized", _done(_INDEXED, _FIXED), "remedied"),
    _fix("anonymized before it was indexed", _done(_on(2, "index"), _on(1, "anonymize")), "violated"),
    _fix("indexed again after the remedy", _done(_INDEXED, _FIXED, _on(3, "index")), "violated"),
    _fix("another asset anonymized", _done(_INDEXED, _on(2, "anonymize", target=Y)), "violated"),
    _fix(
        "anonymized too late",
        _done(_INDEXED, _on(9, "anonymize")),
        "violated",
        constraint=[when("dateTime", "lt", "2024-01-05T00:00:00Z")],
    ),
    _fix(
        "nobody says when",
        _done({"action": "index", "target": X}, {"action": "anonymize", "target": X}),
        "remedied",
    ),
]
